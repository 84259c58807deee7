"""Pasted text -> its posts, by the first kind of marker that it shows."""

from collections.abc import Sequence

from classifier.threads.pasted.lines import Line
from classifier.threads.pasted.markers.chat import find_turns
from classifier.threads.pasted.markers.names import find_names
from classifier.threads.pasted.markers.readings import may_come_round, readings_of
from classifier.threads.pasted.markers.thread import MarkedThread
from classifier.threads.pasted.markers.turns import cut_by_turns


def cut_by_markers(lines: Sequence[Line]) -> MarkedThread | None:
    """Return the posts of a conversation, or between lines that come round, or below names; None without markers."""
    turns = find_turns(lines)
    if turns:
        return cut_by_turns(lines, turns)
    marked = _cut_by_chorus(lines)
    if marked is None and (named := find_names(lines)):
        return cut_by_turns(lines, named)
    return marked


def _cut_by_chorus(lines: Sequence[Line]) -> MarkedThread | None:
    readings = readings_of(lines)
    if not may_come_round(readings):
        return None
    # Imported here because it brings numpy, which text without markers does not need.
    from classifier.threads.pasted.markers.pieces import cut_by_chorus

    return cut_by_chorus(lines, readings)
