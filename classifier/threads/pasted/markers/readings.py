"""A text's lines -> what each says as a marker."""

from collections.abc import Sequence

from classifier.threads.pasted.lines import Line
from classifier.threads.pasted.markers.templates import Reading, read_line


def readings_of(lines: Sequence[Line]) -> list[Reading]:
    """Return what each line says as a marker; what is quoted from above says nothing.

    "Ada said:" quotes if the words below it stood above where no line of the same kind heads them: where such lines
    head the posts themselves, the same words twice are two posts.
    """
    known: dict[str, Reading] = {}
    readings = [known.get(line.text) or known.setdefault(line.text, read_line(line)) for line in lines]
    headed: dict[str, set[str]] = {}
    head = ""
    for i, line in enumerate(lines):
        opening = line.text[:60].casefold()
        says = _says(lines[i - 1], readings[i - 1]) if i else ""
        if says and says not in headed.get(opening, {says}) and not readings[i].known:
            readings[i - 1] = Reading((), author=readings[i - 1].author)
        elif says:
            head = says
        elif readings[i].known:
            head = ""
        if line.text.count(" ") > 2:
            headed.setdefault(opening, set()).add(head)
    return readings


def may_come_round(readings: Sequence[Reading]) -> bool:
    """Return whether a template comes again that can count posts; no markers come round without one."""
    seen: set[str] = set()
    for reading in readings:
        for template, evidence in reading.templates:
            if evidence not in ("literal", "title"):
                if template in seen:
                    return True
                seen.add(template)
    return False


def _says(line: Line, reading: Reading) -> str:
    """Return how a line says who speaks, without the name; nothing for other lines."""
    if reading.templates[:1] != (("says", "says"),) or reading.author is None:
        return ""
    return line.text.rpartition(reading.author)[2].casefold()
