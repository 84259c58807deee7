"""Whether each platform's page or export gives the posts that it holds (a data folder's threads/), and a dump's speed.

The folder's README.md has a table of files, how many posts each holds, and how the first and the last one begin.

Run: python -m benchmarks.platform_files --data DATA
"""

import argparse
import json
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from classifier.records import Post
from classifier.threads.formats import ReadOptions
from classifier.threads.listener import Listener, ignore
from classifier.threads.read import read_posts

# What the files of a folder hold beyond the table's count, and how many posts answer another one of the file or name
# a parent outside it; counted in the files' own records, and in pages by nesting or indent of the elements.
OPENING = {"reddit_json": 1, "reddit_html_old": 1, "wordpress": 1, "blogger": 1}
PINGBACKS = {"wordpress/californiaglobe_amazon.html": 8}
PARENTS = {
    "wordpress/lemire_json.html": 2,
    "wordpress/californiaglobe_amazon.html": 2,
    "wordpress/netzpolitik.html": 38,
    "blogger/luxuryhaven_hyatt.html": 0,
    "hackernews_html/hn2012_comments.html": 34,
    "hackernews_html/comments--news.ycombinator.com-item-id_12345678.html": 2,
    "reddit_html_old/comments--old.reddit.com-r-test-comments-abc123-test_post.html": 3,
    "mastodon_html/comments--mastodon.social-user-12345678.html": 0,
    "reddit_json/reddit_6otocc.json": 8,
    "reddit_json/reddit_57dw9a.json": 145,
    "discourse_json/t_2144_posts.json": 11,
    "disqus_xml/isso_disqus.xml": 2,
    "wxr/isso_wordpress.xml": 3,
    "youtube_json/Dharunpandi.json": 0,
    "hackernews_json/item_17.json": 2,
    "pushshift_zst/*": 145,
    "convokit/reddit57dw9a": 145,
    "csv_jsonl/comments.csv": 145,
}
DUMP = "pushshift_zst/*"
DUMP_BYTES = 120 << 20

_ROW = re.compile(r"\|\s*([\w*./-]+)\s*\|\s*(\d+)[^|]*\|[^|]*\|\s*([^|]*?)\s*\|\s*([^|]*?)\s*\|")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: a file, how many posts it holds, how the first and the last begin."""

    file: str
    posts: int
    first: str
    last: str


def table(readme: Path) -> Iterator[Row]:
    """Yield the lines of the table whose parents are known here."""
    for line in readme.read_text("utf-8").splitlines():
        found = _ROW.match(line)
        if found and found.group(1) in PARENTS:
            yield Row(found.group(1), int(found.group(2)), found.group(3), found.group(4))


def read_file(path: Path) -> list[Post]:
    """Return a file's posts."""
    return list(read_posts(path, ReadOptions(), Listener(ignore)))


def faults(row: Row, posts: list[Post]) -> list[str]:
    """Return what is not as the table says. Words in brackets describe a post and are not looked for."""
    opening = [post for post in posts if post.kind == "article"]
    pingbacks = [post for post in posts if post.kind == "pingback"]
    comments = [post for post in posts if post.kind not in ("article", "pingback")]
    found = []
    if len(pingbacks) != PINGBACKS.get(row.file, 0):
        found.append(f"{len(pingbacks)} pingbacks; {PINGBACKS.get(row.file, 0)} expected")
    if len(comments) != row.posts and len(posts) != row.posts:
        found.append(f"{len(posts)} posts, {len(opening)} of them articles; {row.posts} expected")
    if len(opening) > OPENING.get(row.file.split("/")[0], 0):
        found.append(f"{len(opening)} articles")
    for name, post, begins in (("first", comments[:1], row.first), ("last", comments[-1:], row.last)):
        if not begins.startswith("(") and not _begins(post[0] if post else None, begins):
            found.append(f"the {name} post does not begin as it should")
    parents = sum(post.parent_id is not None for post in posts)
    if parents != PARENTS[row.file]:
        found.append(f"{parents} parents; {PARENTS[row.file]} expected")
    return found


def _begins(post: Post | None, words: str) -> bool:
    """Return whether a post begins with some words, whatever stands between them; mark-up is not compared."""
    wanted = _WORD.findall(re.sub(r"<[^<>]*>?", " ", words))
    return post is not None and any(
        _WORD.findall(text)[: len(wanted)] == wanted for text in (post.text, post.full_text or "")
    )


def speed(dump: Path) -> tuple[float, float]:
    """Return MB/s of a large dump, made of a small one over and over: of reading it, and of the json module alone."""
    small = b"".join(json.dumps(line).encode() + b"\n" for line in _objects(dump))
    with tempfile.NamedTemporaryFile(suffix=".ndjson") as file:
        for _ in range(DUMP_BYTES // len(small)):
            file.write(small)
        file.flush()
        size = file.tell() / 1e6
        start = time.process_time()
        for _ in read_posts(file.name):
            pass
        middle = time.process_time()
        file.seek(0)
        for line in file:
            json.loads(line)
        return size / (middle - start), size / (time.process_time() - middle)


def _objects(dump: Path) -> Iterator[object]:
    from classifier.threads.sources.opening import open_sources

    with open_sources(dump) as sources:
        for source in sources:
            if not isinstance(source, Exception):
                yield from map(json.loads, source.stream)


@dataclass(frozen=True, slots=True)
class Checked:
    """A file of the table, how many posts it gives, and what is wrong with them."""

    file: str
    posts: int
    faults: tuple[str, ...]


def check(folder: Path) -> Iterator[Checked]:
    """Yield the files of the table; one that the table or the folder lacks is wrong."""
    rows = {row.file: row for row in table(folder / "README.md")}
    for file in PARENTS:
        path = next(iter(sorted((folder / "platforms").glob(file))), None)
        if file not in rows or path is None:
            yield Checked(file, 0, ("not there",))
        else:
            posts = read_file(path)
            yield Checked(file, len(posts), tuple(faults(rows[file], posts)))


def print_table(folder: Path) -> int:
    """Print the files with what is wrong of each in count, first and last post and parents; return how many are."""
    checked = list(check(folder))
    for file in checked:
        print(f"{file.file[:48]:48} {file.posts:5} posts  {'; '.join(file.faults) or 'right'}")
    wrong = sum(bool(file.faults) for file in checked)
    print(f"{len(checked) - wrong} of {len(checked)} files right: count, first, last, parents")
    return wrong


def main() -> int:
    """Print the table's files and the speed; return 1 where something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="folder with threads/README.md and threads/platforms/")
    folder = parser.parse_args().data / "threads"
    wrong = print_table(folder)
    reading, parsing = speed(next(iter((folder / "platforms").glob(DUMP))))
    print(f"NDJSON: {reading:.0f} MB/s of processor time; the json module alone {parsing:.0f} MB/s")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
