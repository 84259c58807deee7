"""Pasted text -> its posts, by the first kind of marker that it shows."""

from collections.abc import Sequence

from classifier.threads.pasted.lines import Line
from classifier.threads.pasted.markers.chat import find_turns
from classifier.threads.pasted.markers.names import find_names
from classifier.threads.pasted.markers.pieces import cut_by_chorus
from classifier.threads.pasted.markers.thread import MarkedThread
from classifier.threads.pasted.markers.turns import cut_by_turns


def cut_by_markers(lines: Sequence[Line]) -> MarkedThread | None:
    """Return the posts of a conversation, or between lines that come round, or below names; None without markers."""
    turns = find_turns(lines)
    if turns:
        return cut_by_turns(lines, turns)
    marked = cut_by_chorus(lines)
    if marked is None and (named := find_names(lines)):
        return cut_by_turns(lines, named)
    return marked
