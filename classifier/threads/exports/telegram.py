"""Telegram: result.json of one chat, or of all chats of an account."""

from collections.abc import Iterator, Sequence

from classifier.records import Span, Thread
from classifier.threads.exports.item import About, Item, thread_of
from classifier.threads.exports.markup import clean
from classifier.threads.exports.values import (
    Object,
    Placed,
    Pointer,
    first_object,
    inside,
    iso_of_epoch,
    name_at,
    object_at,
    placed_objects,
    text_at,
)
from classifier.threads.words import Words


def is_chat(value: object) -> bool:
    """Return whether a JSON value is a chat, or holds an account's chats."""
    return isinstance(value, dict) and any(_is_one(chat) for _, chat in _chats(value))


def _is_one(chat: Object) -> bool:
    return first_object(chat.get("messages")).get("type") in ("message", "service")


def _chats(value: Object) -> Sequence[Placed]:
    """Return the chats of an export: the one that it is, else those of the account, also those that it has left."""
    if "messages" in value:
        return [("", value)]
    return [
        placed
        for name in ("chats", "left_chats")
        for placed in placed_objects(object_at(value, name).get("list"), f"/{name}/list")
    ]


def read_chats(value: Object, source: str) -> Iterator[Thread]:
    """Yield the thread of each chat. Service messages keep their place with no text: nobody wrote them."""
    for nth, (at, chat) in enumerate(_chats(value)):
        title = name_at(chat, "name")
        about = About(id=name_at(chat, "id") or title or f"chat{nth}", source=source, method="telegram", title=title)
        messages = placed_objects(chat.get("messages"), inside(at, "/messages"))
        if messages:
            yield thread_of([_item(message, place) for place, message in messages], about)


def _item(message: Object, locator: Pointer) -> Item:
    elsewhere = message.get("reply_to_peer_id") is not None
    service = message.get("type") == "service"
    return Item(
        id=name_at(message, "id"),
        words=Words("", "") if service else _words(message.get("text")),
        parent=None if elsewhere else name_at(message, "reply_to_message_id"),
        author=name_at(message, "from", "actor"),
        author_id=name_at(message, "from_id", "actor_id"),
        posted_at=iso_of_epoch(message.get("date_unixtime")),
        posted_at_raw=name_at(message, "date"),
        kind="system" if service else "comment",
        locator=locator,
    )


def _words(text: object) -> Words:
    """Return the words of a text that is a string, or a list of strings and marked parts such as links and quotes."""
    parts = text if isinstance(text, list) else [text]
    full, own, spans, at = [], [], [], 0
    for part in parts:
        quoted = isinstance(part, dict) and part.get("type") == "blockquote"
        words = text_at(part, "text") if isinstance(part, dict) else part if isinstance(part, str) else ""
        if quoted and words:
            spans.append((at, at + len(words)))
        full.append(words)
        own.append("\n" if quoted else words)
        at += len(words)
    whole = "".join(full)
    if not spans:
        return Words(clean(whole), clean(whole))
    start = len(whole) - len(whole.lstrip())
    stripped = whole.strip()
    places = ((max(0, first - start), min(last - start, len(stripped))) for first, last in spans)
    return Words(
        stripped, clean("".join(own)), tuple(Span("quote", first, last) for first, last in places if first < last)
    )
