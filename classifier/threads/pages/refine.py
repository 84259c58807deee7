"""Bodies that were found by repeated structure -> the words alone, without what frames them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from classifier.threads.pages.elements import Element, Place, names_of
from classifier.threads.pages.kinds import NEVER_BODIES, Kind, kind_of
from classifier.threads.pages.lines import folded, often
from classifier.threads.pages.page import Page
from classifier.threads.pages.repeated import HEAD, share_headed
from classifier.threads.pages.words import CHROME, REPLY_TITLE

MOST_INNER_KINDS = 60
FEWEST_FRAMED = 3
"""From so many posts on a line that begins or ends most of them is the site's: the thread's title, buttons."""
MOST_FRAME_LINES = 4
LONGEST_FRAME_LINE = 160
MOST_HEADED = 0.6
"""From this share of bodies with a date at their start on, the lines up to it are their headings."""


def refine(page: Page, bodies: tuple[Element, ...]) -> tuple[Element, ...]:
    """Return the elements inside the bodies that hold the words alone, where there is one in each.

    What would be left out, over what repeats and what is named as beside the point, may be a few words of each.
    """
    common = often([page.lines.kinds(Place(body.start, body.end)) for body in bodies])
    chrome = [[e for e in page.inside(body) if e.attributes and CHROME.search(names_of(e))] for body in bodies]
    best, least = bodies, _size(bodies)
    for inner in islice(_inner_kinds(page, bodies), MOST_INNER_KINDS):
        size = _size(inner)
        if size < least and _loses_little(page, list(zip(bodies, inner, chrome, strict=True)), common):
            best, least = inner, size
    return best


def _size(elements: Sequence[Element]) -> int:
    return sum(element.words for element in elements)


def _inner_kinds(page: Page, bodies: tuple[Element, ...]) -> Iterator[tuple[Element, ...]]:
    """Yield, for each kind of element that nearly every body holds, the first of it in each body, else the body."""
    firsts: dict[Kind, dict[int, Element]] = defaultdict(dict)
    for nth, body in enumerate(bodies):
        for element in page.inside(body):
            if element.tag not in NEVER_BODIES:
                firsts[kind_of(element)].setdefault(nth, element)
    for found in firsts.values():
        if len(found) >= 0.8 * len(bodies):
            yield tuple(found.get(nth, body) for nth, body in enumerate(bodies))


def _loses_little(page: Page, trial: list[tuple[Element, Element, list[Element]]], common: set[int]) -> bool:
    lost = 0
    for body, kept, chrome in trial:
        left = _left_out(body.start, kept.start, chrome) + _left_out(kept.end, body.end, chrome)
        free = sum(_free_words(page, place, common) for place in left)
        lost += free > max(6, 0.2 * kept.words)
    return lost <= 0.05 * len(trial)


def _left_out(start: int, end: int, chrome: Sequence[Element]) -> list[Place]:
    """Return what of a stretch is in none of some elements."""
    left, at = [], start
    for element in chrome:
        if at <= element.start and element.end <= end:
            left.append(Place(at, element.start))
            at = element.end
    left.append(Place(at, end))
    return left


def _free_words(page: Page, place: Place, common: set[int]) -> int:
    """Return how many words of a stretch stand in lines that neither repeat nor hold a date."""
    free, at = 0, place.start
    for line in page.document[place.start : place.end].split("\n"):
        end = at + len(line)
        if line and page.lines.kind_of(line) not in common and not page.is_dated(at, end):
            free += len(line.split())
        at = end + 1
    return free


def without_frame(page: Page, places: list[Place]) -> list[Place]:
    """Return bodies without what frames the words in most of them: lines up to a date above, repeated lines below."""
    if share_headed(page, places) >= MOST_HEADED:
        common = often([page.lines.kinds(place) for place in places])
        return [_unframed(page, place, common) for place in places]
    if len(places) >= FEWEST_FRAMED:
        for at in (0, -1):
            places = _without_common(page, places, at)
    return places


def _unframed(page: Page, place: Place, common: set[int]) -> Place:
    text = page.text_of(place)
    start, end = place.start, place.end
    dated = page.dates(start, min(end, start + HEAD))
    if dated:
        after = page.document.find("\n", dated[0].end, end)
        start = after + 1 if after >= 0 else start
    while (last := text.rfind("\n", 0, end - place.start)) >= 0 and page.lines.kind_of(
        text[last + 1 : end - place.start]
    ) in common:
        end = place.start + last
    return Place(start, max(start, end))


def _without_common(page: Page, places: list[Place], at: int) -> list[Place]:
    """Return places without their first (0) or last (-1) lines as long as those are the same in most of them."""
    for _ in range(MOST_FRAME_LINES):
        ends = [_end_line(page, place, at) for place in places]
        kinds = [folded(REPLY_TITLE.sub("", page.text_of(line))) if line else None for line in ends]
        # Posts that are no more than such a line are their authors' own: people count, and say thanks.
        counts = Counter(kind for kind, line, whole in zip(kinds, ends, places, strict=True) if kind and line != whole)
        kind, count = counts.most_common(1)[0] if counts else (None, 0)
        if count < MOST_HEADED * len(places):
            break
        places = [
            _beside(place, line, at) if line and its == kind else place
            for place, line, its in zip(places, ends, kinds, strict=True)
        ]
    return places


def _end_line(page: Page, place: Place, at: int) -> Place | None:
    """Return the first or last line of a place, where it is short; None where it is not."""
    if at:
        start = max(place.start, page.document.rfind("\n", place.start, place.end) + 1)
        line = Place(start, place.end)
    else:
        end = page.document.find("\n", place.start, place.end)
        line = Place(place.start, end if end >= 0 else place.end)
    return line if 0 < line.end - line.start <= LONGEST_FRAME_LINE else None


def _beside(place: Place, line: Place, at: int) -> Place:
    if at:
        return Place(place.start, max(place.start, line.start - 1))
    return Place(min(place.end, line.end + 1), place.end)
