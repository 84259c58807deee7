"""What does pieces, here or elsewhere: submitted in order, waited for in order, any number in between."""

from collections.abc import Callable
from typing import Protocol

from classifier.bulk.pieces import Piece
from classifier.bulk.work import Asked, Outcome, do_piece
from classifier.stance.model import StanceModel

Pending = Callable[[], Outcome]
"""Waits for what comes of a piece."""


class Pool(Protocol):
    """A way of running: this process, several, or a cluster."""

    @property
    def in_flight(self) -> int:
        """How many pieces may be under way while the next is waited for: enough work for all, and flat memory."""

    def submit(self, piece: Piece) -> Pending:
        """Have a piece done; one that nobody waits for any more, since its lines were submitted anew, need not be."""


class Here:
    """Does pieces in this process, one after the other."""

    in_flight = 0

    def __init__(self, model: StanceModel, asked: Asked) -> None:
        self._model = model
        self._asked = asked

    def submit(self, piece: Piece) -> Pending:
        """Return what does the piece when it is waited for."""
        return lambda: do_piece(piece, self._model, self._asked)
