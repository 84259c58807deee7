"""Whether a post's author and time are those of a hand-marked page.

An author is right where it is the gold's to the letter. Where the gold has the address of a profile, the right names
are the words of the page's links to it; an address that no words of the page link to, or that is a button's, is not
judged. A time is right where the gold's words are among those that the post's time was read from, or the other way
round, or where its ISO form names the day that the gold names; "20 hours ago" is not judged.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import html

from classifier.records import Post

Gold = Mapping[str, str | None]
Pairs = Sequence[tuple[Post, Gold]]

_NUMBER = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]+")
_RELATIVE = re.compile(r"\bago\b|\bher\b|\b(?:Jahr|Monat|Woche|Tag)e?\b")
_MONTHS = (
    ("jan",),
    ("feb", "fév"),
    ("mar", "mär"),
    ("apr", "avr"),
    ("may", "mai"),
    ("jun", "juin"),
    ("jul", "juil"),
    ("aug", "aoû"),
    ("sep",),
    ("oct", "okt"),
    ("nov",),
    ("dec", "dez", "déc"),
)


@dataclass(frozen=True, slots=True)
class Said:
    """What matched posts say of their author, or their time, where the gold names one."""

    judged: int = 0
    given: int = 0
    """How many say something."""
    right: int = 0

    @property
    def share(self) -> float:
        """The share that is right."""
        return self.right / self.judged if self.judged else 0.0


def all_said(every: Iterable[Said]) -> Said:
    """Return what the posts of several pages say."""
    parts = list(every)
    return Said(*(sum(getattr(part, name) for part in parts) for name in ("judged", "given", "right")))


def authors_right(pairs: Pairs, page: Path) -> Said:
    """Return how many authors are the gold's; `pairs` are matched posts of the page's file."""
    names = _names_by_link(page)
    judged = [(post.author, right) for post, gold in pairs if (right := _right_names(gold.get("author") or "", names))]
    return Said(
        judged=len(judged),
        given=sum(author is not None for author, _ in judged),
        right=sum(author in right for author, right in judged),
    )


def _right_names(author: str, names: Mapping[str, set[str]]) -> set[str]:
    if author in names:
        return names[author]
    return {author} - {""} if not any(mark in author for mark in "/?=:#") else set()


def _names_by_link(page: Path) -> Mapping[str, set[str]]:
    """Return the words of the page's links, by address; those to whole profiles have a name, others a button's word."""
    names: dict[str, set[str]] = defaultdict(set)
    for link in html.fromstring(page.read_bytes()).iter("a"):
        words = " ".join(link.text_content().split())
        if words and link.get("href"):
            names[link.get("href")].add(words)
    return {link: words for link, words in names.items() if not _is_button(link)}


def _is_button(link: str) -> bool:
    return "mode=quote" in link or link.startswith("javascript:")


def times_right(pairs: Pairs) -> Said:
    """Return how many times are the gold's."""
    judged = [
        (post, written) for post, gold in pairs if (written := gold.get("time")) and not _RELATIVE.search(written)
    ]
    return Said(
        judged=len(judged),
        given=sum(post.posted_at is not None or post.posted_at_raw is not None for post, _ in judged),
        right=sum(_is_time(post, written) for post, written in judged),
    )


def _is_time(post: Post, written: str) -> bool:
    wanted, found = (" ".join(text.split()).casefold() for text in (written, post.posted_at_raw or ""))
    return (bool(found) and (wanted in found or found in wanted)) or _is_day(post.posted_at, written)


def _is_day(exact: str | None, written: str) -> bool:
    """Return whether an ISO time and a written one name the same day."""
    if exact is None:
        return False
    year, month, day = exact[:10].split("-")
    numbers = _NUMBER.findall(written)
    named = any(word.casefold().startswith(_MONTHS[int(month) - 1]) for word in _LETTERS.findall(written))
    months = {month, str(int(month))} if not named else set(numbers)
    return bool({year, year[2:]} & set(numbers) and {day, str(int(day))} & set(numbers) and months & set(numbers))
