"""`python -m classifier` is `classify`."""

from classifier.cli.main import classify

if __name__ == "__main__":
    classify(prog_name="classify")
