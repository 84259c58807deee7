"""WordPress: the eXtended RSS (WXR) that a blog is exported as."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from classifier.errors import SourceError
from classifier.records import Thread, text_digest
from classifier.threads.exports.item import About, Item, named_apart, thread_of
from classifier.threads.exports.xml import Element, Export, local_name, text_in
from classifier.threads.sources.source import Source

_ARTICLES = ("post", "page", "")
_PINGBACKS = ("pingback", "trackback")


def read_wxr(source: Source) -> Iterator[Thread]:
    """Yield the articles of a blog that was exported, each a thread with an id of its own."""
    yield from named_apart(_articles(source))


def _articles(source: Source) -> Iterator[Thread]:
    """Yield the articles that were published or have comments, each with its comments in the order of the file.

    An article without text is not a post, but gives the thread its title. Comments that nobody approved (spam, trash,
    those that wait) are left out and counted in a note. Top-level comments have no parent: they answer the article.
    """
    export = Export(source)
    items = threads = unapproved = 0
    waiting: Thread | None = None
    for element in export.elements("item"):
        items += 1
        comments = [part for part in element if local_name(part) == "comment"]
        approved = [comment for comment in comments if text_in(comment, "comment_approved") in ("1", "")]
        unapproved += len(comments) - len(approved)
        posts = [
            *_article(element, bool(approved), export.place_of(element)),
            *(_comment(comment, export.place_of(comment)) for comment in approved),
        ]
        if not posts:
            continue
        if waiting is not None:
            yield waiting
        waiting = thread_of(posts, _about(element, source.name), export.notes if not threads else [])
        threads += 1
    if not items:
        raise SourceError(f"{source.name}: holds no WordPress post; export the blog again")
    yield from _with_last_notes(waiting, export.notes, unapproved, source.name)


def _with_last_notes(thread: Thread | None, notes: Sequence[str], unapproved: int, name: str) -> Iterator[Thread]:
    """Yield the last thread with what is known only at the end of the file."""
    said = [*notes, *([f"{name}: {unapproved} comments that were not approved were left out"] if unapproved else [])]
    if thread is None:
        thread = Thread(id=text_digest(name), posts=(), source=name)
        said.append(f"{name}: holds no post")
    yield replace(thread, notes=tuple(dict.fromkeys((*thread.notes, *said))))


def _about(item: Element, source: str) -> About:
    url, title = text_in(item, "link"), text_in(item, "title")
    name = text_in(item, "post_id") or url or text_digest(title)
    return About(id=name, source=source, method="wxr", title=title or None, url=url or None)


def _article(item: Element, answered: bool, locator: str | None) -> Iterator[Item]:
    """Yield the article's item where it has text and readers saw it."""
    published = text_in(item, "status") in ("publish", "") and text_in(item, "post_type") in _ARTICLES
    # Both the text and the excerpt are called "encoded", each in a namespace of its own.
    text = next((text_in(part) for part in item if str(part.tag).endswith("/content/}encoded")), "")
    if text and (published or answered):
        yield Item(
            id=f"post-{text_in(item, 'post_id') or '0'}",
            text=text,
            markup="wordpress",
            author=text_in(item, "creator") or None,
            posted_at=_utc(text_in(item, "post_date_gmt")),
            posted_at_raw=text_in(item, "post_date") or text_in(item, "pubDate") or None,
            kind="article",
            locator=locator,
        )


def _comment(comment: Element, locator: str | None) -> Item:
    above = text_in(comment, "comment_parent")
    user = text_in(comment, "comment_user_id")
    return Item(
        id=text_in(comment, "comment_id") or None,
        text=text_in(comment, "comment_content"),
        markup="wordpress",
        parent=above if above not in ("", "0") else None,
        author=text_in(comment, "comment_author") or None,
        author_id=user if user not in ("", "0") else None,
        posted_at=_utc(text_in(comment, "comment_date_gmt")),
        posted_at_raw=text_in(comment, "comment_date") or text_in(comment, "comment_date_gmt") or None,
        kind="pingback" if text_in(comment, "comment_type") in _PINGBACKS else "comment",
        locator=locator,
    )


def _utc(written: str) -> str | None:
    """Return a date of WordPress that is known to be in UTC; its zero date is none."""
    try:
        return datetime.strptime(written, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC).isoformat()
    except ValueError:
        return None
