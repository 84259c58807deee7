"""Disqus: the XML that a site's comments are exported as."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from classifier.errors import SourceError
from classifier.records import Thread, text_digest
from classifier.threads.exports.item import About, Item, thread_of
from classifier.threads.exports.values import iso_of_text
from classifier.threads.exports.xml import Element, Export, attribute, child, local_name, text_in
from classifier.threads.sources.source import Source


@dataclass(slots=True)
class _Discussion:
    """A page's comments in the order of the file."""

    name: str
    title: str = ""
    url: str = ""
    items: list[Item] = field(default_factory=list)


def read_disqus(source: Source) -> Iterator[Thread]:
    """Yield the discussions that hold comments; the one whose last comment stands last in the file comes last.

    Spam is left out and counted; deleted comments keep their place; comments of a discussion that the export does
    not describe are a thread all the same.
    """
    export = Export(source)
    discussions: dict[str, _Discussion] = {}
    last: dict[str, None] = {}
    spam = posts = 0
    for element in export.elements("thread", "post"):
        if local_name(element) == "thread":
            name = attribute(element, "id") or "thread"
            discussions[name] = _Discussion(name, text_in(element, "title"), text_in(element, "link"))
            continue
        posts += 1
        if text_in(element, "isSpam") == "true":
            spam += 1
            continue
        name = attribute(child(element, "thread"), "id") or "thread"
        discussions.setdefault(name, _Discussion(name)).items.append(_item(element, export.place_of(element)))
        last.pop(name, None)
        last[name] = None
    if not discussions and not posts:
        raise SourceError(f"{source.name}: holds no Disqus discussion; export the comments again")
    notes = [*export.notes, *([f"{source.name}: {spam} comments marked as spam were left out"] if spam else [])]
    if not last:
        yield Thread(
            id=text_digest(source.name), posts=(), source=source.name, notes=(*notes, f"{source.name}: holds no post")
        )
    for name in last:
        found = discussions[name]
        about = About(id=name, source=source.name, method="disqus", title=found.title or None, url=found.url or None)
        yield thread_of(found.items, about, notes)
        notes = []


def _item(post: Element, locator: str | None) -> Item:
    gone = text_in(post, "isDeleted") == "true"
    written = text_in(post, "createdAt")
    return Item(
        id=attribute(post, "id"),
        text="" if gone else text_in(post, "message"),
        markup="html",
        parent=attribute(child(post, "parent"), "id"),
        author=text_in(post, "author", "name") or text_in(post, "author", "username") or None,
        author_id=text_in(post, "author", "username") or None,
        posted_at=iso_of_text(written),
        posted_at_raw=written or None,
        kind="deleted" if gone else "comment",
        locator=locator,
    )
