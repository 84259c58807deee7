"""How well saved forum pages are cut into posts, with what is known of platforms and without, and who wrote them when.

DATA holds threads/forums/NAME.html beside NAME.gold.json: {"posts": [{"text", "author", "time"}]}, hand-marked. The
measure of a cut is that of classifier.threads.quality.matching, that of authors and times in benchmarks.particulars.
Then follows the table of platforms' own files.

Run: python -m benchmarks.segmentation --data DATA [--no-rules] [--worst N]
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from benchmarks import platform_files
from benchmarks.particulars import Gold, Said, all_said, authors_right, times_right
from classifier.threads.formats import ReadOptions
from classifier.threads.quality.matching import CutCounts, compare_cut, total
from classifier.threads.read import read_thread


@dataclass(frozen=True, slots=True)
class PageResult:
    """How a page came out."""

    name: str
    counts: CutCounts
    authors: Said
    times: Said


@dataclass(frozen=True, slots=True)
class Results:
    """How all pages came out, and how long that took."""

    pages: tuple[PageResult, ...]
    seconds: float

    @property
    def posts(self) -> CutCounts:
        """All pages' posts as one page's."""
        return total(page.counts for page in self.pages)

    @property
    def page_f1(self) -> float:
        """The mean of the pages' F1."""
        return fmean(page.counts.f1 or 0.0 for page in self.pages)

    @property
    def authors(self) -> Said:
        """What all posts say of their authors."""
        return all_said(page.authors for page in self.pages)

    @property
    def times(self) -> Said:
        """What all posts say of their times."""
        return all_said(page.times for page in self.pages)

    @property
    def perfect(self) -> int:
        """How many pages hold every post of the gold and nothing else."""
        return sum(page.counts.perfect for page in self.pages)


def measure(forums: Path, rules: bool) -> Results:
    """Return how the pages of a folder come out, by the platforms' rules or by structure alone."""
    start = time.process_time()
    pages = [_page(gold, rules) for gold in sorted(forums.glob("*.gold.json"))]
    return Results(tuple(pages), time.process_time() - start)


def _page(gold_file: Path, rules: bool) -> PageResult:
    page = gold_file.with_name(gold_file.name.removesuffix(".gold.json") + ".html")
    gold: list[Gold] = json.loads(gold_file.read_text("utf-8"))["posts"]
    posts = read_thread(page, ReadOptions(platform_rules=rules)).posts
    quality = compare_cut(posts, [post["text"] or "" for post in gold])
    pairs = [(posts[cut], gold[place]) for cut, place in quality.pairs]
    return PageResult(page.name, quality.counts, authors_right(pairs, page), times_right(pairs))


def lines_of(results: Results, title: str, worst: int) -> Iterator[str]:
    """Yield the lines that say how the pages came out."""
    posts = results.posts
    yield (
        f"{title}: {len(results.pages)} pages, {posts.gold} posts: precision {_figure(posts.precision)}, recall "
        f"{_figure(posts.recall)}, F1 {_figure(posts.f1)}; page F1 {results.page_f1:.3f}; perfect {results.perfect} of "
        f"{len(results.pages)}; {results.seconds:.1f} s"
    )
    yield f"  authors: {_said(results.authors)}"
    yield f"  times: {_said(results.times)}"
    for page in sorted(results.pages, key=lambda page: page.counts.f1 or 0.0)[:worst]:
        counts = page.counts
        if not counts.perfect:
            yield f"  {_figure(counts.f1)} {page.name}: gold {counts.gold}, cut {counts.cut}, matched {counts.matched}"


def _said(said: Said) -> str:
    return f"{said.right} of {said.judged} right ({said.share:.3f}), {said.judged - said.given} missing"


def _figure(figure: float | None) -> str:
    return "-" if figure is None else f"{figure:.3f}"


def main() -> int:
    """Print the figures with the rules and without, the worst pages of each, and the platforms' table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="folder with threads/forums/ and threads/platforms/")
    parser.add_argument("--no-rules", action="store_true", help="only without what is known of platforms")
    parser.add_argument("--worst", type=int, default=5, metavar="N", help="pages to name that are not perfect")
    arguments = parser.parse_args()
    forums = arguments.data / "threads" / "forums"
    if not any(forums.glob("*.gold.json")):
        parser.error(f"{forums}: holds no *.gold.json")
    ways = {"structure alone": False} if arguments.no_rules else {"with platform rules": True, "structure alone": False}
    for title, rules in ways.items():
        print(*lines_of(measure(forums, rules), title, arguments.worst), sep="\n")
    return 0 if arguments.no_rules else int(platform_files.print_table(arguments.data / "threads") > 0)


if __name__ == "__main__":
    sys.exit(main())
