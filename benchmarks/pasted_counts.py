"""Whether pasted pages with markers give as many posts as were counted on them.

FOLDER holds the text of some pages as select-all and copy gives it, NAME.txt; COUNTS says what each holds.

Run: python -m benchmarks.pasted_counts FOLDER
"""

import argparse
from collections import Counter
from pathlib import Path

from classifier.threads.read import read_thread

# (comments, pingbacks), counted by hand or stated by the page.
COUNTS = {
    "blogger__luxuryhaven_hyatt": (24, 0),
    "ips__neowin_1393830": (11, 0),
    "phpbb__nationstates_419": (5, 0),
    "phpbb__videolan_145604": (5, 0),
    "wordpress__californiaglobe_amazon": (12, 8),
    "wordpress__lemire_json": (5, 0),
}


def counted(folder: Path) -> dict[str, tuple[int, int]]:
    """Return how many comments and pingbacks each text of a folder gives that has counts, by its name."""
    found = {}
    for name in COUNTS:
        kinds = Counter(post.kind for post in read_thread(folder / f"{name}.txt").posts)
        found[name] = (kinds["comment"], kinds["pingback"])
    return found


def share_right(folder: Path) -> float:
    """Return the share of the texts whose counts are right."""
    found = counted(folder)
    return sum(found[name] == COUNTS[name] for name in COUNTS) / len(COUNTS)


def main() -> None:
    """Print a row a text."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    for name, found in counted(parser.parse_args().folder).items():
        print(f"{name:<40}{found[0]:>4} comments {found[1]:>3} pingbacks  wanted {COUNTS[name]}")


if __name__ == "__main__":
    main()
