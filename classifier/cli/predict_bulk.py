"""`classify predict` with --output, --jobs or --cluster: many files, in pieces, by several processes or machines."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

from classifier.bulk.figures import Figures
from classifier.bulk.job import Job, Sink, Teller
from classifier.bulk.output_files import Target, targets
from classifier.bulk.pieces import PIECES
from classifier.bulk.pool import Here, Pool
from classifier.bulk.resume import OutputFolder, output_folder
from classifier.bulk.run import BulkRun
from classifier.bulk.sinks import ToFile, ToStream
from classifier.bulk.work import Asked
from classifier.cli.inputs import Inputs
from classifier.cli.predict_run import say_figures
from classifier.cli.standard_error import progress, say_error
from classifier.cli.stopping import Stopped, stoppable
from classifier.errors import SourceError
from classifier.stance.model import StanceModel
from classifier.stance.prediction_lines import first_line
from classifier.threads.listener import Told
from classifier.threads.sources.source import display_name, thread_files
from classifier.version import __version__

T = TypeVar("T")

MOST_SKIPPED_NAMED = 5


@dataclass(frozen=True, slots=True)
class Ways:
    """Where a run's posts go and what does its pieces."""

    output: str | None
    jobs: int
    cluster: str | None
    model_folder: Path


class PredictInBulk:
    """One run over many files."""

    def __init__(self, inputs: Inputs, model: StanceModel, asked: Asked, ways: Ways) -> None:
        self._inputs = inputs
        self._model = model
        self._asked = asked
        self._ways = ways
        self._written = 0
        self._skipped = 0

    def run(self) -> int:
        """Predict the posts of all files; return the exit code."""
        try:
            with stoppable():
                if self._ways.output is None:
                    self._to_stream()
                else:
                    self._to_files(Path(self._ways.output))
        except Stopped as stopped:
            self._say_stopped(stopped)
            return stopped.exit_code
        return self._inputs.exit_code()

    def _to_stream(self) -> None:
        out = sys.stdout.buffer
        files = _readable(thread_files(list(self._inputs.files)), self._inputs.fault)
        with self._pool() as pool, self._teller() as teller:
            out.write(first_line(self._asked.form))
            BulkRun(pool, self._inputs.options).run(self._job(path, ToStream(out), teller) for path in files)

    def _to_files(self, output: Path) -> None:
        found = targets(self._inputs.files, output, self._asked.form)
        with output_folder(output, self._made_with()) as folder:
            due = [each for each in _readable(found, self._inputs.fault) if not self._skip(folder, each)]
            if due:
                with self._pool() as pool, self._teller() as teller:
                    sinks = ((each, ToFile(folder, each, self._asked.form)) for each in due)
                    BulkRun(pool, self._inputs.options).run(self._job(each.path, to, teller) for each, to in sinks)
        self._say_how_it_went(output)

    def _job(self, path: str, sink: Sink, teller: Teller) -> Job:
        return Job(path, display_name(path), sink, teller, self._model.labels)

    def _made_with(self) -> dict[str, object]:
        model = [self._model.name, self._model.digest]
        return {"program": __version__, "pieces": PIECES, "model": model, "asked": asdict(self._asked)}

    def _pool(self) -> AbstractContextManager[Pool]:
        # What runs elsewhere takes time to import, and most runs need none of it.
        if self._ways.cluster is not None:
            from classifier.bulk.cluster import cluster

            return cluster(self._ways.cluster, self._model, self._asked, self._inputs.note)
        if self._ways.jobs > 1:
            from classifier.bulk.local.process import ModelAt
            from classifier.bulk.local.processes import processes

            model_at = ModelAt(str(self._ways.model_folder), self._model.digest)
            return processes(self._ways.jobs, model_at, self._asked, self._model)
        return nullcontext(Here(self._model, self._asked))

    @contextmanager
    def _teller(self) -> Iterator[Teller]:
        done = 0
        quiet = self._inputs.quiet or (self._ways.output is None and sys.stdout.isatty())
        with progress("posts", quiet) as tell:

            def add(posts: int) -> None:
                nonlocal done
                done += posts
                tell(done)

            yield Teller(self._inputs.note, self._inputs.fault, self._whole, add)

    def _whole(self, name: str, figures: Figures) -> None:
        self._inputs.worked += 1
        self._written += 1
        if figures.posts:
            self._inputs.note(figures.tally.line(name))
            say_figures(self._inputs, self._model, name, (figures.tally, figures.seen))

    def _skip(self, folder: OutputFolder, target: Target) -> bool:
        """Return whether a target's output is whole, and say so, and what could not be read when it was made."""
        whole = folder.whole(target)
        if whole is None:
            return False
        self._inputs.worked += 1
        self._skipped += 1
        if self._skipped <= MOST_SKIPPED_NAMED:
            self._inputs.note(f"{target.output}: is whole already; skipped")
        for fault in whole.faults:
            self._inputs.fault(fault)
        return True

    def _say_how_it_went(self, output: Path) -> None:
        if self._skipped > MOST_SKIPPED_NAMED:
            self._inputs.note(f"{output}: {self._skipped} files were whole already and skipped")
        self._inputs.note(f"{output}: {self._written} files written")

    def _say_stopped(self, stopped: Stopped) -> None:
        said = f"stopped by {stopped.name}"
        if self._ways.output is not None:
            said += (
                f": {self._written + self._skipped} files in {self._ways.output} are whole, and the pieces done of "
                "others are kept; the same command goes on from there"
            )
        say_error(said)


def _readable(found: Iterable[T | SourceError], fault: Told) -> Iterator[T]:
    for one in found:
        if isinstance(one, SourceError):
            fault(str(one))
        else:
            yield one
