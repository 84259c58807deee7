"""One file of a run: its pieces as they are read, what comes of them as it is put down."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from classifier.bulk.figures import Figures
from classifier.bulk.partial import Kept
from classifier.bulk.pieces import Cut, cut_file
from classifier.bulk.work import MOST_FAULTS_KEPT, Failed, Outcome
from classifier.errors import SourceError
from classifier.threads.formats import ReadOptions
from classifier.threads.listener import Listener, Told


class Sink(Protocol):
    """Where the lines of one file go."""

    def begin(self) -> None:
        """Get ready; raise ClassifierError where that cannot be."""

    def kept(self, number: int) -> Kept | None:
        """Return the piece of a number where it is there already."""

    def add(self, number: int, order: int, lines: bytes, said: Mapping[str, Any]) -> None:
        """Write a piece's lines, and what is to be known of them."""

    def put_in_place(self, said: Mapping[str, Any]) -> None:
        """Make the lines a file in its place."""

    def drop(self) -> None:
        """Write nothing: the file could not be read at all."""

    def leave(self) -> None:
        """Leave what there is for another run."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Who is told how a run goes."""

    note: Told
    fault: Told
    whole: Callable[[str, Figures], None]
    """Takes a file's name and figures when it is through."""
    progress: Callable[[int], None]
    """Takes how many posts were done since."""


class Job:
    """A file that is read, and whose lines are written to a sink."""

    def __init__(self, path: str, name: str, sink: Sink, teller: Teller, labels: Sequence[str]) -> None:
        self._path = path
        self._name = name
        self._sink = sink
        self._teller = teller
        self._labels = labels
        self._figures = Figures(labels)
        self._faults: list[str] = []
        self._fault_count = 0
        self._failed = 0
        # What the reading of the file says waits for its turn, since reading is ahead of writing.
        self._heard: deque[Callable[[], None]] = deque()

    def begin(self) -> None:
        """Get ready to write."""
        self._sink.begin()

    def cut(self, options: ReadOptions) -> Iterator[Cut]:
        """Yield the pieces of the file."""
        listener = Listener(
            lambda text: self._heard.append(lambda: self._teller.note(text)),
            lambda text: self._heard.append(lambda: self._fault([text], 1)),
        )
        try:
            yield from cut_file(self._path, options, listener)
        except SourceError as error:
            listener.fault(str(error))

    def kept(self, number: int) -> Kept | None:
        """Return the piece of a number where an earlier run left it."""
        return self._sink.kept(number)

    def count_kept(self, kept: Kept) -> int:
        """Count a piece that an earlier run left; return how many posts it holds."""
        figures = Figures.from_json(self._labels, kept.said["figures"])
        self._figures.add(figures)
        self._fault(kept.said["faults"], kept.said["fault_count"])
        self._teller.progress(figures.posts)
        return figures.posts

    def take(self, number: int, order: int, outcome: Outcome) -> int | None:
        """Write what came of a piece; return how many posts it holds, None where it failed."""
        self._listen()
        if isinstance(outcome, Failed):
            self._failed += 1
            self._teller.fault(f"{self._name}: piece {number} failed: {outcome.reason}")
            return None
        for note in outcome.said.notes:
            self._teller.note(note)
        posts = outcome.figures.posts
        said = {
            "posts": posts,
            "figures": outcome.figures.to_json(),
            "faults": outcome.said.faults,
            "fault_count": outcome.said.fault_count,
        }
        self._sink.add(number, order, outcome.lines, said)
        self._figures.add(outcome.figures)
        self._fault(outcome.said.faults, outcome.said.fault_count)
        self._teller.progress(posts)
        return posts

    def end(self) -> None:
        """Put the file in its place where every piece of it is done, and say how it went."""
        self._listen()
        if self._failed:
            self._sink.leave()
            self._teller.note(f"{self._name}: not whole; the same command tries the pieces that failed again")
        elif self._fault_count and not self._figures.posts:
            self._sink.drop()
        else:
            self._sink.put_in_place({"faults": self._faults, "fault_count": self._fault_count})
            self._teller.whole(self._name, self._figures)

    def _listen(self) -> None:
        while self._heard:
            self._heard.popleft()()

    def _fault(self, faults: Sequence[str], count: int) -> None:
        for fault in faults:
            self._teller.fault(fault)
        if count > len(faults):
            self._teller.fault(f"{self._name}: and {count - len(faults)} more like these in this piece")
        self._fault_count += count
        self._faults.extend(faults[: MOST_FAULTS_KEPT - len(self._faults)])
