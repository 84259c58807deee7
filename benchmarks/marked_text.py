"""How well pages pasted as text are cut into posts: rendered as select-all and copy gives them, markers and all.

DATA holds threads/forums/NAME.html beside NAME.gold.json, as benchmarks/segmentation.py reads them; each page is laid
out as text by inscriptis, and the text is read as a pasted thread. The measure is that of
classifier.threads.quality.matching; beside it stands how many pages have as many posts as the gold.

Run: python -m benchmarks.marked_text --data DATA [--worst N]
"""

import argparse
import io
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from inscriptis import get_text

from classifier.threads.pasted.read import read_pasted
from classifier.threads.quality.matching import CutCounts, compare_cut, total
from classifier.threads.sources.decode import decode
from classifier.threads.sources.source import source_of


@dataclass(frozen=True, slots=True)
class Rendered:
    """How a rendered page came out."""

    name: str
    counts: CutCounts
    marked: bool
    """Whether markers cut it."""


def measure(forums: Path) -> tuple[list[Rendered], float]:
    """Return how the pages of a folder come out as text, and the seconds that reading them took."""
    pages, seconds = [], 0.0
    for gold_file in sorted(forums.glob("*.gold.json")):
        page = gold_file.with_name(gold_file.name.removesuffix(".gold.json") + ".html")
        text = get_text(decode(page.read_bytes(), page.name).text)
        gold = [post["text"] or "" for post in json.loads(gold_file.read_text("utf-8"))["posts"]]
        start = time.process_time()
        posts = read_pasted(source_of(page.name, io.BytesIO(text.encode())), "auto").posts
        seconds += time.process_time() - start
        marked = any(post.method == "markers" for post in posts)
        pages.append(Rendered(page.name, compare_cut(posts, gold).counts, marked))
    return pages, seconds


def lines_of(pages: list[Rendered], seconds: float, worst: int) -> Iterator[str]:
    """Yield the lines that say how the pages came out."""
    posts = total(page.counts for page in pages)
    right = sum(page.counts.cut == page.counts.gold for page in pages)
    yield (
        f"{len(pages)} rendered pages, {posts.gold} posts: precision {posts.precision or 0:.3f}, "
        f"recall {posts.recall or 0:.3f}, F1 {posts.f1 or 0:.3f}; "
        f"page F1 {fmean(p.counts.f1 or 0 for p in pages):.3f}; "
        f"count right {right}, perfect {sum(page.counts.perfect for page in pages)}, cut by markers "
        f"{sum(page.marked for page in pages)} of {len(pages)}; {seconds:.1f} s"
    )
    for page in sorted(pages, key=lambda page: page.counts.f1 or 0.0)[:worst]:
        counts = page.counts
        if not counts.perfect:
            yield f"  {counts.f1 or 0:.3f} {page.name}: gold {counts.gold}, cut {counts.cut}, matched {counts.matched}"


def main() -> int:
    """Print the figures and the worst pages."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="folder with threads/forums/")
    parser.add_argument("--worst", type=int, default=10, metavar="N", help="pages to name that are not perfect")
    arguments = parser.parse_args()
    forums = arguments.data / "threads" / "forums"
    if not any(forums.glob("*.gold.json")):
        parser.error(f"{forums}: holds no *.gold.json")
    print(*lines_of(*measure(forums), arguments.worst), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
