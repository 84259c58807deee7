"""Mastodon: what its API says of a status' context, lists of statuses, and the outbox of an account's archive."""

from collections.abc import Iterator, Sequence

from classifier.records import Post, Thread
from classifier.threads.exports.item import About, Item, post_of, thread_of
from classifier.threads.exports.values import (
    Object,
    Placed,
    Pointer,
    inside,
    iso_of_text,
    name_at,
    object_at,
    placed_objects,
    placed_roots,
    text_at,
)


def is_status(value: Object) -> bool:
    """Return whether a JSON object is a status of the API."""
    return "content" in value and "in_reply_to_id" in value and isinstance(value.get("account"), dict)


def is_statuses(value: object) -> bool:
    """Return whether a JSON value is a context, a status, a list of them, or an outbox."""
    return any(_statuses(at, page) for at, page in placed_roots(value))


def read_statuses(value: object, source: str) -> Iterator[Thread]:
    """Yield the threads of some statuses, oldest first: each with all that answers it, or a context as a whole.

    A context does not hold the status that was asked for. What answers a status that is not there is a thread called
    by that status' id.
    """
    items: dict[str, Item] = {}
    addresses: dict[str, str] = {}
    contexts: dict[str, str] = {}
    for at, page in placed_roots(value):
        together = [(_item(place, status), text_at(status, "url")) for place, status in _statuses(at, page)]
        for item, address in together:
            name = item.id or item.locator or ""
            items.setdefault(name, item)
            addresses.setdefault(name, address)
            if "ancestors" in page or "descendants" in page:
                first = together[0][0]
                contexts.setdefault(name, (first.id if page.get("ancestors") else first.parent or first.id) or name)
    threads: dict[str, list[Item]] = {}
    roots: dict[str, str] = {}
    # In order of time, in which a status comes after what it answers.
    for name, item in sorted(items.items(), key=lambda named: (named[1].posted_at or "", named[0])):
        above = item.parent or name
        roots[name] = contexts.get(name) or roots.get(above, above)
        threads.setdefault(roots[name], []).append(item)
    for name, posts in threads.items():
        about = About(id=name, source=source, method="mastodon", url=addresses.get(name) or None)
        yield thread_of(posts, about)


def post_of_line(line: Object, order: int, source: str, locator: str) -> Post:
    """Return the post of a status that stands on a line; its thread is what it answers, or itself."""
    item = _item(locator, line)
    return post_of(item, About(id=item.parent or item.id or "status", source=source, method="mastodon"), order)


def _statuses(at: Pointer, page: Object) -> Sequence[Placed]:
    found: list[Placed] = []
    for name in ("ancestors", "status", "statuses", "descendants"):
        inner = page.get(name)
        found.extend(placed_objects(inner, inside(at, f"/{name}")))
        found.extend([(inside(at, f"/{name}"), inner)] if isinstance(inner, dict) else [])
    for place, activity in placed_objects(page.get("orderedItems"), inside(at, "/orderedItems")):
        found.append((inside(place, "/object"), object_at(activity, "object")))
    found.append((at, page))
    return [(place, status) for place, status in found if is_status(status) or _is_note(status)]


def _is_note(value: Object) -> bool:
    return value.get("type") == "Note" and "content" in value and "attributedTo" in value


def _item(at: Pointer, status: Object) -> Item:
    # A status that an account passes on holds the other's status; its own text is empty.
    passed_on = object_at(status, "reblog")
    account = object_at(passed_on or status, "account")
    written = text_at(status, "created_at", "published")
    warning = text_at(status, "spoiler_text", "summary")
    content = text_at(passed_on or status, "content")
    return Item(
        id=name_at(status, "id"),
        text=f"<p>{warning}</p>{content}" if warning else content,
        markup="html",
        parent=name_at(status, "in_reply_to_id", "inReplyTo"),
        author=name_at(account, "acct", "username") or name_at(status, "attributedTo"),
        author_id=name_at(account, "id") or name_at(status, "attributedTo"),
        posted_at=iso_of_text(written),
        posted_at_raw=written or None,
        locator=at or "/id",
    )
