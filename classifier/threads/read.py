"""The doors of this stage: a path in, threads or posts out."""

from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from classifier.errors import SourceError
from classifier.records import Post, Thread
from classifier.threads.formats import ReadOptions, format_of
from classifier.threads.listener import Listener
from classifier.threads.sources.opening import open_sources
from classifier.threads.sources.source import Source

LARGEST_THREAD = 512 << 20
"""Characters of a thread out of a stream of posts, with POST_OVERHEAD for each post's other fields."""
POST_OVERHEAD = 500

Found = TypeVar("Found")

_AS_IS = ReadOptions()
_STRICT = Listener()


def read_posts(path: str | Path, options: ReadOptions = _AS_IS, listener: Listener = _STRICT) -> Iterator[Post]:
    """Yield the posts of a file, or of standard input for "-", as they come; of a zip archive, member by member.

    A stream of posts (JSON lines, a table, a mailbox) is never held whole. Raises SourceError where the path cannot
    be opened; what is wrong further in is given to `listener.fault`, which by default raises it.
    """
    yield from of_sources(path, options, listener, posts_of_source)


def read_threads(path: str | Path, options: ReadOptions = _AS_IS, listener: Listener = _STRICT) -> Iterator[Thread]:
    """Yield the threads of a file, or of standard input for "-", each with its notes and its document.

    In a stream of posts each run of posts with one thread id is a thread, which must fit into memory. Raises
    SourceError where the path cannot be opened; what is wrong further in is given to `listener.fault`, which by
    default raises it.
    """
    yield from of_sources(path, options, listener, _threads)


def read_thread(path: str | Path, options: ReadOptions = _AS_IS) -> Thread:
    """Return the one thread of a file; raise SourceError where it holds none or several, or cannot be read."""
    threads = read_threads(path, options)
    first, second = next(threads, None), next(threads, None)
    if first is None:
        raise SourceError(f"{path}: holds no thread")
    if second is not None:
        raise SourceError(f"{path}: holds several threads; use read_threads")
    return first


def of_sources(
    path: str | Path,
    options: ReadOptions,
    listener: Listener,
    read: Callable[[Source, ReadOptions, Listener], Iterator[Found]],
) -> Iterator[Found]:
    """Yield what is read of each source of a path; a fault in one does not keep the next from being read."""
    with open_sources(path, options.max_window, listener.note) as sources:
        for source in sources:
            try:
                yield from read(_readable(source), options, listener)
            except SourceError as error:
                listener.fault(str(error))
            except OSError as error:
                listener.fault(f"{path}: cannot be read: {error.strerror or error}")


def _readable(source: Source | SourceError) -> Source:
    if isinstance(source, SourceError):
        raise source
    return source


def posts_of_source(source: Source, options: ReadOptions, listener: Listener) -> Iterator[Post]:
    """Yield the posts of one source, as `read_posts` does; raise SourceError where it cannot be read further."""
    known = format_of(source, options.format)
    if known.posts is not None:
        posts = known.posts(source, listener)
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
            listener.thread(thread)
            yield from thread.posts


def _threads(source: Source, options: ReadOptions, listener: Listener) -> Iterator[Thread]:
    known = format_of(source, options.format)
    if known.threads is not None:
        yield from known.threads(source, options)
    elif known.posts is not None:
        for thread_id, posts in groupby(known.posts(source, listener), key=lambda post: post.thread_id):
            together = tuple(_few_enough(posts, source.name))
            yield Thread(id=thread_id, posts=together, title=together[0].title, url=together[0].url, source=source.name)


def _few_enough(posts: Iterator[Post], name: str) -> Iterator[Post]:
    """Yield a thread's posts; raise SourceError where they are more than a thread can be."""
    taken = 0
    for post in posts:
        taken += POST_OVERHEAD + len(post.text) + len(post.full_text or "")
        if taken > LARGEST_THREAD:
            raise SourceError(
                f"{name}: thread {post.thread_id!r} is over {LARGEST_THREAD >> 20} MiB, too much to be held as one; "
                "read its posts as they come"
            )
        yield post
