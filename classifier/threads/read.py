"""The doors of this stage: a path in, threads or posts out."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from classifier.errors import SourceError
from classifier.records import Post, Thread
from classifier.threads.formats import ReadOptions, format_of
from classifier.threads.listener import Listener, refuse
from classifier.threads.source import open_source

_AS_IS = ReadOptions()
_STRICT = Listener()


def read_posts(path: str | Path, options: ReadOptions = _AS_IS, listener: Listener = _STRICT) -> Iterator[Post]:
    """Yield the posts of a file, or of standard input for "-", as they come.

    A file of JSON lines is never held whole. Raises SourceError where the file cannot be read, and by default at the
    first line that is no post.
    """
    with open_source(path) as source:
        known = format_of(source, options.format)
        if known.posts is not None:
            posts = known.posts(source, listener.fault)
            first = next(posts, None)
            if first is None:
                listener.note(f"{source.name}: holds no post")
                return
            yield first
            yield from posts
        elif known.threads is not None:
            for thread in known.threads(source, options):
                for note in thread.notes:
                    listener.note(note)
                listener.document(thread.document or "")
                yield from thread.posts


def read_threads(path: str | Path, options: ReadOptions = _AS_IS) -> Iterator[Thread]:
    """Yield the threads of a file, or of standard input for "-"; raise SourceError where it cannot be read.

    In a stream of posts each run of posts with one thread id is a thread.
    """
    with open_source(path) as source:
        known = format_of(source, options.format)
        if known.threads is not None:
            yield from known.threads(source, options)
        elif known.posts is not None:
            for thread_id, posts in groupby(known.posts(source, refuse), key=lambda post: post.thread_id):
                together = tuple(posts)
                yield Thread(id=thread_id, posts=together, title=together[0].title, source=source.name)


def read_thread(path: str | Path, options: ReadOptions = _AS_IS) -> Thread:
    """Return the one thread of a file; raise SourceError where it holds none or several, or cannot be read."""
    threads = read_threads(path, options)
    first, second = next(threads, None), next(threads, None)
    if first is None:
        raise SourceError(f"{path}: holds no thread")
    if second is not None:
        raise SourceError(f"{path}: holds several threads; use read_threads")
    return first
