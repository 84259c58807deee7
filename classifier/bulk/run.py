"""One run over many files: pieces go out as far ahead as the pool takes them, and come back in their order."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from classifier.bulk.job import Job
from classifier.bulk.partial import Kept
from classifier.bulk.pieces import Cut, Lines, Numbering, exact_count
from classifier.bulk.pool import Pending, Pool
from classifier.bulk.work import Failed
from classifier.threads.formats import ReadOptions


@dataclass(slots=True)
class _Step:
    """A piece that is under way, or was done in an earlier run; without one, the end of its file."""

    job: Job
    number: int = 0
    cut: Cut | None = None
    order: int = 0
    kept: Kept | None = None
    pending: Pending | None = None


class BulkRun:
    """Has the pieces of files done by a pool, and hands what comes of them to the files' jobs, in order."""

    def __init__(self, pool: Pool, options: ReadOptions) -> None:
        self._pool = pool
        self._options = options
        self._queue: deque[_Step] = deque()

    def run(self, jobs: Iterable[Job]) -> None:
        """Do every job; a piece that fails, or a file that cannot be read, stops no other."""
        for job in jobs:
            for step in self._steps(job):
                self._begin(step)
                while len(self._queue) > self._pool.in_flight:
                    self._settle(self._queue.popleft())
        while self._queue:
            self._settle(self._queue.popleft())

    def _steps(self, job: Job) -> Iterator[_Step]:
        job.begin()
        for number, cut in enumerate(job.cut(self._options), 1):
            yield _Step(job, number, cut, _order(cut))
        yield _Step(job)

    def _begin(self, step: _Step) -> None:
        """Find a piece among those that are kept, or have it done."""
        self._queue.append(step)
        if step.cut is None:
            return
        kept = step.job.kept(step.number)
        if kept is not None and kept.order == step.order:
            step.kept = kept
            if step.cut.numbering is not None:
                step.cut.numbering.next += kept.said["posts"] - step.cut.expected
        else:
            step.pending = self._pool.submit(step.cut.piece)

    def _settle(self, step: _Step) -> None:
        if step.cut is None:
            step.job.end()
            return
        numbering = step.cut.numbering
        if numbering is not None and step.order != numbering.settled:
            self._renumber([step, *(later for later in self._queue if _numbering(later) is numbering)])
        if step.kept is not None:
            posts: int | None = step.job.count_kept(step.kept)
        else:
            outcome = step.pending() if step.pending is not None else Failed("it was never begun")
            posts = step.job.take(step.number, step.order, outcome)
        if numbering is not None:
            numbering.settled += step.cut.expected if posts is None else posts
            if not any(_numbering(later) is numbering for later in self._queue):
                numbering.next = numbering.settled

    def _renumber(self, steps: list[_Step]) -> None:
        """Have lines done again whose posts have other orders than was expected, since lines before are no posts."""
        for step in steps:
            cut = step.cut
            if cut is None or cut.numbering is None or not isinstance(cut.piece, Lines):
                continue
            if step is steps[0]:
                cut.numbering.exact, cut.numbering.next = True, cut.numbering.settled
            step.order = cut.numbering.next
            expected = exact_count(cut.piece, self._options)
            cut.numbering.next += expected
            step.cut = Cut(cut.piece.renumbered(step.order), cut.numbering, expected)
            step.kept, step.pending = None, self._pool.submit(step.cut.piece)


def _order(cut: Cut) -> int:
    return cut.piece.at.order if isinstance(cut.piece, Lines) else 1


def _numbering(step: _Step) -> Numbering | None:
    return None if step.cut is None else step.cut.numbering
