"""Telegram: result.json of one chat, or of all chats of an account."""

from collections.abc import Iterator

from classifier.records import Span, Thread
from classifier.threads.exports.item import About, Item, thread_of
from classifier.threads.exports.markup import clean
from classifier.threads.exports.values import (
    Object,
    first_object,
    iso_of_epoch,
    name_at,
    object_at,
    objects_in,
    text_at,
)
from classifier.threads.words import Words


def is_chat(value: object) -> bool:
    """Return whether a JSON value is a chat, or holds an account's chats."""
    return isinstance(value, dict) and any(_is_one(chat) for chat in (value, first_object(_chats(value))))


def _is_one(chat: Object) -> bool:
    messages = chat.get("messages")
    return isinstance(messages, list) and (first_object(messages).get("type") in ("message", "service"))


def _chats(value: Object) -> object:
    return object_at(value, "chats").get("list")


def read_chats(value: Object, source: str) -> Iterator[Thread]:
    """Yield the thread of each chat. Service messages keep their place with no text: nobody wrote them."""
    one = _is_one(value)
    for nth, chat in enumerate([value] if one else objects_in(_chats(value))):
        title = name_at(chat, "name")
        about = About(id=name_at(chat, "id") or title or f"chat{nth}", source=source, method="telegram", title=title)
        pointer = "/messages" if one else f"/chats/list/{nth}/messages"
        messages = objects_in(chat.get("messages"))
        yield thread_of([_item(message, f"{pointer}/{at}") for at, message in enumerate(messages)], about)


def _item(message: Object, locator: str) -> Item:
    service = message.get("type") == "service"
    return Item(
        id=name_at(message, "id"),
        words=Words("", "") if service else _words(message.get("text")),
        parent=name_at(message, "reply_to_message_id"),
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
