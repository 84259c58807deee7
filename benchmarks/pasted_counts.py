"""Whether pasted pages with markers give as many posts as were counted on them, and no marker in a post's words.

FOLDER holds the text of some pages as select-all and copy gives it, NAME.txt; COUNTS says what each holds. A line of a
post's text that reads as a known marker, or as the site's note of an edit, counts as left in it.

Run: python -m benchmarks.pasted_counts FOLDER
"""

import argparse
from collections import Counter
from pathlib import Path

from classifier.records import Thread
from classifier.threads.pasted.lines import content_lines
from classifier.threads.pasted.markers.templates import read_line
from classifier.threads.pasted.markers.words import EDIT_NOTE
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


def read_counted(folder: Path) -> dict[str, Thread]:
    """Return the threads of a folder's texts that have counts, by their names."""
    return {name: read_thread(folder / f"{name}.txt") for name in COUNTS}


def counts_of(thread: Thread) -> tuple[int, int]:
    """Return how many comments and pingbacks a thread has."""
    kinds = Counter(post.kind for post in thread.posts)
    return kinds["comment"], kinds["pingback"]


def left_in(thread: Thread) -> list[str]:
    """Return the lines in the posts' texts that read as markers."""
    lines = [line for post in thread.posts for line in content_lines(post.text)]
    return [line.text for line in lines if read_line(line).known or EDIT_NOTE.match(line.text)]


def share_right(folder: Path) -> float:
    """Return the share of the texts whose counts are right."""
    threads = read_counted(folder)
    return sum(counts_of(threads[name]) == COUNTS[name] for name in COUNTS) / len(COUNTS)


def share_clean(folder: Path) -> float:
    """Return the share of the texts in whose posts no marker is left."""
    threads = read_counted(folder)
    return sum(not left_in(thread) for thread in threads.values()) / len(threads)


def main() -> None:
    """Print a row a text, and the markers left in its posts below it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    for name, thread in read_counted(parser.parse_args().folder).items():
        (comments, pingbacks), left = counts_of(thread), left_in(thread)
        wanted = "right" if (comments, pingbacks) == COUNTS[name] else f"wanted {COUNTS[name]}"
        print(f"{name:<40}{comments:>4} comments {pingbacks:>3} pingbacks  {wanted}; markers left: {len(left)}")
        for line in left:
            print(f"    {line}")


if __name__ == "__main__":
    main()
