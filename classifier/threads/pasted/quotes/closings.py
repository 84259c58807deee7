"""What stands at the end of posts and is not said in them: notes of edits, signatures, and lines that come again."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from classifier.records import Post
from classifier.threads.closing_phrases import EDIT_NOTE, SENT_FROM
from classifier.threads.pasted.quotes.earlier import COPIED_LINE

MOST_SIGNED = 8
"""Lines of a signature."""
LONGEST_SIGNED = 120
"""Characters of a line of a signature."""
LONGEST_REPEATED = 500
"""The same where other posts show it."""
FEWEST_SIGNED = 2
"""Posts of one author that end alike, from which on their end is a signature."""
FEWEST_WORDS = 3
"""Words of an end that comes again, unless it opens with a dash or is an address: "Thanks." is said anew each time."""

Lines = Sequence[str]


def is_edit_note(line: str) -> bool:
    """Return whether a line is the site's note of an edit.

    >>> is_edit_note("Last edited by Ada on 3 May 2021, 5:00 pm"), is_edit_note("EDIT: I was wrong.")
    (True, False)
    """
    return EDIT_NOTE.fullmatch(line) is not None


def is_sent_from(lines: Lines, at: int) -> bool:
    """Return whether a line, the last of a post or above a blank one, says from which device it was sent."""
    is_last = at + 1 == len(lines) or not lines[at + 1] or is_edit_note(lines[at + 1])
    return is_last and SENT_FROM.fullmatch(lines[at]) is not None


def can_be_signature(lines: Lines, longest: int = LONGEST_SIGNED) -> bool:
    """Return whether lines are few and short enough for a signature, and there are any."""
    return any(lines) and len(lines) <= MOST_SIGNED and max(map(len, lines)) <= longest


def repeated_ends(posts: Iterable[Post]) -> Mapping[str, range]:
    """Return, by a post's id, the lines at its end with which another post of the same author ends as well.

    A post keeps a line of its own; of posts that are the same all over, one counts. A sentence is a signature only
    if it is long, or stands below a blank line.
    Missed: signatures that change, and those of authors who wrote once. Taken by mistake: words without a stop, or a
    paragraph, with which an author closes two posts.
    """
    alike: dict[tuple[str, str], dict[str, tuple[str, ...]]] = defaultdict(dict)
    for post in posts:
        if post.author and len(said := _said(post)) > 1:
            alike[post.author.casefold(), said[-1]][post.id] = said
    found: dict[str, range] = {}
    for (_, last), ends in alike.items():
        distinct = set(ends.values())
        if len(distinct) < FEWEST_SIGNED:
            continue
        common = _common_end(distinct)
        apart = all(len(lines) > common and not lines[-common - 1] for lines in distinct)
        if _is_telling(last, apart) and can_be_signature(next(iter(distinct))[-common:], LONGEST_REPEATED):
            found.update((key, range(len(said) - common, len(said))) for key, said in ends.items())
    return found


def _said(post: Post) -> tuple[str, ...]:
    """Return a post's lines without notes of edits at its end."""
    lines = (post.full_text or post.text).split("\n")
    while lines and (not lines[-1] or is_edit_note(lines[-1])):
        lines.pop()
    return tuple(lines)


def _common_end(ends: Collection[tuple[str, ...]]) -> int:
    """Return how many lines posts have in common at their ends, of which the first is not blank."""
    most = min(MOST_SIGNED, *(len(lines) - 1 for lines in ends))
    common = 1
    while common < most and len({lines[-common - 1] for lines in ends}) == 1:
        common += 1
    one = next(iter(ends))
    while not one[-common]:
        common -= 1
    return common


def _is_telling(line: str, apart: bool) -> bool:
    """Return whether a last line that comes again is no remark: a name after a dash, a picture, an address, a motto."""
    if line[:1] in tuple("-–—~[") or "://" in line or "www." in line:
        return True
    if len(line) >= COPIED_LINE:
        return True
    return line.count(" ") >= FEWEST_WORDS - 1 and (apart or line[-1] not in ".!?…")
