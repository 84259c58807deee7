"""A line -> the templates that it follows, and what it says of a post."""

from dataclasses import dataclass
from typing import Literal

from classifier.threads.pasted.lines import Line
from classifier.threads.pasted.markers import words
from classifier.threads.pasted.phrases import FURNITURE_LINE
from classifier.threads.pattern import Pattern

DATE_MARK = "\x01"
"""Stands for a date in a template."""

Evidence = Literal["says", "named", "dated", "numbered", "about", "button", "title", "literal"]

_GAP = Pattern(r"[ \t]{2,}")
_DIGITS = Pattern(r"\d+")
_INITIAL = Pattern(r"(?:^| )[^\W\d_]\.$")
_WORD = Pattern(r"[^\W\d_][\w’'-]*[:?]?")
LONGEST_LITERAL = 90
LONGEST_PLAIN = 60
"""Characters of a marker that has neither a digit nor a colon."""

SENTENCE_ENDS = ".,;!?"
LONGEST_NAME = 40
MOST_WORDS_IN_NAME = 6
MOST_WORDS_BEFORE_STOP = 2
"""Words beside a date on a line that ends as a sentence does."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a short line says if it is a marker."""

    templates: tuple[tuple[str, Evidence], ...]
    """From the one that says most."""
    author: str | None = None
    date: str | None = None
    """As written."""
    number: int | None = None
    replies_to: str | None = None

    @property
    def known(self) -> bool:
        """Whether the line follows a known pattern and not only its own words."""
        # What only repeats stands alone among the templates.
        return bool(self.templates) and self.templates[0][1] != "literal"


NOTHING = Reading(())


def read_line(line: Line) -> Reading:
    """Return what a line says as a marker: nothing, for a line that is too long to be one.

    Runs of white space count as one character: a browser copies the cells of a table with wide gaps between them.
    """
    whole = _GAP.sub(" ", line.text) if _GAP.search(line.text) else line.text
    if len(whole) > words.LONGEST_MARKER:
        return NOTHING
    if len(whole) > LONGEST_PLAIN and ":" not in whole and not _DIGITS.search(whole):
        is_literal = len(whole) <= LONGEST_LITERAL and whole[-1] not in SENTENCE_ENDS
        return Reading(((whole.casefold(), "literal"),)) if is_literal else NOTHING
    if len(whole) > LONGEST_PLAIN and _is_sentence(whole):
        return NOTHING
    bullet = None if words.DATE.match(whole.lower()) else words.BULLET.match(whole)
    text = whole[bullet.end() :].strip() if bullet else whole
    listed = int(_DIGITS.findall(bullet.group())[0]) if bullet and bullet.group()[0].isdigit() else None
    if not text:
        return Reading((("0.", "numbered"),), number=listed) if listed is not None else Reading((("*", "literal"),))
    if words.EDIT_NOTE.match(text) or words.OTHER_THREAD.match(text):
        return NOTHING
    lowered = text.lower()
    dates = [match.span() for match in words.DATE.finditer(lowered)] if len(lowered) == len(text) else []
    if not dates and (glued := words.GLUED_DATE.match(text) or words.SHORT_AFTER_NAME.match(text)):
        dates = [glued.span(2)]
    folded = _fold(text, dates)
    date = text[slice(*dates[0])].strip(" ,·@-") if dates else None
    return _reading(text, folded, date, listed)


def _is_sentence(text: str) -> bool:
    """Return whether a long line is prose by its end: no fields, no time of day, not who liked a post."""
    ends = text[-1] in ".!?" and not text.endswith((".m.", ".M."))
    return ends and text.count(":") < 2 and not words.BELOW_POST.match(text)


def _fold(text: str, dates: list[tuple[int, int]]) -> str:
    parts, last = [], 0
    for start, end in dates:
        parts += [text[last:start], DATE_MARK]
        last = end
    return "".join([*parts, text[last:]])


def _reading(text: str, folded: str, date: str | None, listed: int | None) -> Reading:
    if words.SAYS.match(folded) and _speaker(folded) is None:
        return NOTHING
    if date and is_button(folded.replace(DATE_MARK, "")):
        return Reading((("buttons", "button"), (f"buttons {DATE_MARK}", "dated")), date=date)
    templates, author = _written(folded, date)
    number = _number(folded, templates)
    about = words.ABOUT_AUTHOR.match(folded)
    replies_to = words.IN_REPLY_TO.match(text)
    if about and about.group(2)[0].isupper():
        author = author or name_in(about.group(1) or "")
        templates.append((f"about {about.group(2).lower()}", "about"))
    elif replies_to:
        templates.append(("in reply to", "about"))
    elif words.SHORT_DATE.fullmatch(text.strip(" ·•")):
        date = text.strip(" ·•")
        templates.append((DATE_MARK, "dated"))
    elif known := _known(text, bool(templates)):
        templates.append(known)
    if not templates and (handle := words.HANDLE.match(text)) and (author := name_in(handle.group(1))):
        templates.append(("handle", "named"))
    if len(text) <= LONGEST_LITERAL and not templates and text[-1] not in SENTENCE_ENDS:
        templates.append((_key(folded), "literal"))
    return Reading(
        templates=tuple(dict.fromkeys(templates)),
        author=author,
        date=date,
        number=number if number is not None else listed,
        replies_to=replies_to.group(1).strip() if replies_to else None,
    )


def _speaker(folded: str) -> str | None:
    match = words.SAYS.match(folded)
    return name_in(match.group(1)) if match else None


def _written(folded: str, date: str | None) -> tuple[list[tuple[str, Evidence]], str | None]:
    """Return the templates of a line that says who wrote, or when, and who."""
    if author := _speaker(folded):
        return [("says", "says")], author
    match = words.WRITTEN_BY.match(folded)
    if match and (author := name_in(match.group(1))) and (date or author.count(" ") < 2):
        return [(f"by {_key(folded[: match.start(1)])}", "named" if date else "about")], author
    if date is None:
        return [], None
    templates = _dated(folded)
    match = words.NAMED_DATE.match(folded)
    return templates, name_in(match.group(1)) if match and templates and templates[0][1] == "named" else None


def _known(text: str, dated: bool) -> tuple[str, Evidence] | None:
    """Return the template of a line that is known by its words alone."""
    if words.COUNTED.match(text):
        return _key(text), "about"
    if text.lower() in words.USER_TITLES:
        return "user title", "title"
    if is_button(text):
        # Counts come and go: "Like · Reply · 3".
        return " ".join(_WORD.findall(text.lower())), "button"
    if not dated and words.BELOW_POST.match(text):
        return "below a post", "button"
    return ("re:", "title") if words.ANSWERED_TITLE.match(text) else None


def _dated(folded: str) -> list[tuple[str, Evidence]]:
    """Return the templates of a line with a date: by its words, and with the words before the date left open."""
    match = words.NAMED_DATE.match(folded)
    if match and folded[-1] not in ".!?" and name_in(match.group(1)):
        tail = _key(match.group(2))
        return [(f"name {DATE_MARK}", "named"), (f"name {DATE_MARK}{tail}", "named"), (_key(folded), "dated")]
    most = MOST_WORDS_IN_NAME if folded[-1] not in ".!?" else MOST_WORDS_BEFORE_STOP
    if len(folded) <= LONGEST_LITERAL and len(_WORD.findall(folded)) <= most:
        return [(_key(folded), "dated")]
    return []


def _number(folded: str, templates: list[tuple[str, Evidence]]) -> int | None:
    match = words.POST_NUMBER.search(folded)
    if match is None:
        return None
    rest = folded[: match.start()] + folded[match.end() :]
    if templates or len(_WORD.findall(rest)) <= 2:
        templates.append(("#0", "numbered"))
        return int(match.group(1))
    return None


def name_in(text: str) -> str | None:
    """Return the name that a stretch of a line can be, else None."""
    name = words.POINTS.sub("", text.strip(" ,:»›·•|@()–—-")).removesuffix(" OP").strip()
    name = _without_title(words.NUMBER_BEHIND.sub("", name))
    found = _WORD.findall(name)
    if not name or len(name) > LONGEST_NAME or DATE_MARK in name or not name[0].isprintable():
        return None
    if len(name.split()) > MOST_WORDS_IN_NAME or (name[-1] in ".!?;" and len(found) > 2):
        return None
    parts = [part.strip(":,") for part in name.lower().split()]
    if parts[0] in words.NOT_NAMES or any(part in words.NO_PART_OF_NAME for part in parts):
        return None
    return name if any(character.isalnum() for character in name.partition("#")[0]) else None


def _without_title(name: str) -> str:
    """Return a name without its owner's title behind it: "Ada Member", "Ada Registered"."""
    parts = name.split(" ")
    if len(parts) > 1 and parts[-1].lower() in words.NOT_NAMES:
        parts.pop()
    for many in (2, 1):
        if len(parts) > many and " ".join(parts[-many:]).lower() in words.USER_TITLES:
            return " ".join(parts[:-many])
    return " ".join(parts)


def is_button(text: str) -> bool:
    """Return whether a line is a row of buttons: their words alone, with counts.

    >>> is_button("Reply · Like (3) · Share"), is_button("Share the bridge"), is_button("I like it")
    (True, False, False)
    """
    if len(text) > 70:
        return False
    found = _WORD.findall(text.lower())
    return any(word in words.BUTTONS for word in found) and all(
        word in words.BUTTONS or word in words.BESIDE_BUTTONS for word in found
    )


def _key(folded: str) -> str:
    return _DIGITS.sub("0", folded.strip().casefold())


def is_name_like(text: str) -> bool:
    """Return whether a line by itself can be an author's name.

    >>> is_name_like("Ada Quill"), is_name_like("So it was late again, as ever."), is_name_like("Reply")
    (True, False, False)
    """
    ends_sentence = text[-1] in "!?:;," or (text[-1] == "." and not _INITIAL.search(text))
    if len(text) > LONGEST_NAME or ends_sentence or is_button(text) or DATE_MARK in text:
        return False
    if FURNITURE_LINE.match(text):
        return False
    return len(text.split()) <= 4 and any(character.isalpha() for character in text)
