"""A coder who never tires: gives labels to a log, and names each post on standard output once its label is kept."""

import sys
from itertools import count
from pathlib import Path

from classifier.labels.codebook import read_codebook
from classifier.labels.coder_log import CoderLog, Given


def main():
    """Give labels until killed; the log and the codebook are named on the command line."""
    codebook = read_codebook(Path(sys.argv[2]))
    with CoderLog.open(Path(sys.argv[1]), codebook, sys.stderr.write) as log:
        for nth in count(len(log.events)):
            log.append(Given(key=("t", str(nth)), text_digest="0", label="keep", note="n" * 5000, served="thread"))
            sys.stdout.write(f"{nth}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
