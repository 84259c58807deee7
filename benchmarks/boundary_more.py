"""More threads for the boundary model to learn from, read with the project's own readers; paragraphs are lines.

- threads/forums and threads/platforms of a data folder: whole threads of saved pages and exports. Some of them stand in
  documents.jsonl too, cut by other hands, so each has the source and the site that it has there;
- comments of a video (threads/platforms/youtube_json), a source of their own;
- annotations/posts/written.jsonl of the project: invented threads, mostly of one paragraph a post.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.boundary_data import Document, document_of
from classifier.records import Post
from classifier.threads.read import read_threads

FORUMS = "threads/forums"
PLATFORMS = "threads/platforms"
VIDEO = "youtube_json/Dharunpandi.json"
PAGES = {
    "wordpress/californiaglobe_amazon.html": ("blogs", "californiaglobe.com.amazon.html"),
    "wordpress/lemire_json.html": ("blogs", "lemire.me.json.html"),
    "wordpress/netzpolitik.html": ("blogs", "netzpolitik.org.abmahnungen.html"),
    "blogger/luxuryhaven_hyatt.html": ("blogs", "luxuryhaven.co.hyatt.html"),
    "wxr/isso_wordpress.xml": ("blogs", "isso"),
    "disqus_xml/isso_disqus.xml": ("blogs", "isso"),
    "hackernews_html/hn2012_comments.html": ("hn", "hn2012_comments"),
    "discourse_json/t_2144_posts.json": ("discourse", "t_2144_posts.json"),
    "reddit_json/reddit_57dw9a.json": ("reddit", "reddit_57dw9a"),
}
"""Source and site, as documents.jsonl names them."""

FEWEST_POSTS, FEWEST_WRITTEN = 4, 5
MOST_MEAN = 8
"""Threads of more paragraphs a post are left out, as in the documents that are measured."""
VIDEO_POSTS = 25
"""Comments of a video that make a document."""


def read_pages(data: Path) -> list[Document]:
    """Return the threads of forums' pages and of platforms' files, without the articles above them."""
    found: list[Document] = []
    for page in sorted((data / FORUMS).glob("*.html")):
        found += _documents(page, "forums52", forum_site(page.stem))
    for name, (source, site) in PAGES.items():
        found += _documents(data / PLATFORMS / name, source, site)
    return found


def forum_site(stem: str) -> str:
    """Return the site of a forum's page as documents.jsonl names it: videolan.org for "videolan-org-1"."""
    name, _, _ = stem.rpartition("-")
    before, _, end = name.rpartition("-")
    return f"{before}.{end}"


def read_video(data: Path) -> list[Document]:
    """Return the comments of a video, so many a document, in order."""
    (thread,) = read_threads(data / PLATFORMS / VIDEO)
    posts = _paragraphs(thread.posts)
    return [_document("video", "video", posts[nth : nth + VIDEO_POSTS]) for nth in range(0, len(posts), VIDEO_POSTS)]


def read_written(file: Path) -> list[Document]:
    """Return the threads of a file of written posts."""
    found = [_paragraphs(thread.posts) for thread in read_threads(file)]
    return [_document("written", "written", posts) for posts in found if _usable(posts, FEWEST_WRITTEN)]


def _documents(file: Path, source: str, site: str) -> list[Document]:
    threads = [_paragraphs(post for post in thread.posts if post.kind == "comment") for thread in read_threads(file)]
    return [_document(source, site, posts) for posts in threads if _usable(posts, FEWEST_POSTS)]


def _paragraphs(posts: Iterable[Post]) -> list[list[str]]:
    """Return the paragraphs of the posts that have any."""
    parted = [[line.strip() for line in post.text.split("\n") if line.strip()] for post in posts]
    return [post for post in parted if post]


def _usable(posts: Sequence[Sequence[str]], fewest: int) -> bool:
    return len(posts) >= fewest and sum(map(len, posts)) <= MOST_MEAN * len(posts)


def _document(source: str, site: str, posts: list[list[str]]) -> Document:
    return document_of({"source": source, "site": site, "posts": posts})
