"""The command `classify predict`."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from classifier.cli.options import (
    a_number,
    files_argument,
    format_option,
    model_option,
    quiet_option,
    read_options,
    reading_options,
)

if TYPE_CHECKING:
    from classifier.cli.inputs import Inputs
    from classifier.evaluation.drift import Seen
    from classifier.evaluation.tally import Tally
    from classifier.records import Post, Prediction
    from classifier.stance.model import StanceModel
    from classifier.stance.profile import Profile
    from classifier.threads.formats import OnePer

TERMS_ON_TERMINAL = 3


@click.command()
@files_argument
@model_option
@reading_options
@format_option("table", "jsonl", "csv")
@click.option(
    "--terms",
    type=click.IntRange(0),
    metavar="N",
    help="Show the N terms that weighed most; in JSON what each label's score is made of, term by term.",
)
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    callback=a_number,
    metavar="P",
    help="Give no stance where the likeliest one's probability is below P.",
)
@click.option(
    "--target-accuracy",
    type=click.FloatRange(0, 1),
    callback=a_number,
    metavar="A",
    help="Give no stance where the model is less sure than it had to be for a share A of its answers to be right, "
    "on posts of held-out threads.",
)
@quiet_option
@click.pass_context
def predict(
    ctx: click.Context,
    files: tuple[str, ...],
    model_folder: str | None,
    from_format: str | None,
    one_per: "OnePer",
    posts: int | None,
    max_window: int,
    output_format: str | None,
    terms: int | None,
    min_confidence: float | None,
    target_accuracy: float | None,
    quiet: bool,
) -> None:
    """Say which stance each post of a thread takes, and how sure that is.

    Each FILE is a saved page, a platform's export, a thread as pasted text, a file of JSON lines, or a folder of
    such files; - is standard input.
    A post in which the model knows no word gets no stance: the prediction abstains and says why. With
    --min-confidence or --target-accuracy it abstains on posts that it is not sure of, too.

    \b
    Examples:
      classify predict thread.txt
      classify segment thread.txt | classify predict - --format csv > stances.csv
    """
    from classifier.cli.inputs import Inputs
    from classifier.cli.output import default_format
    from classifier.stance.model import StanceModel

    model = StanceModel.load(model_folder) if model_folder else StanceModel.default()
    inputs = Inputs(files, read_options(from_format, one_per, posts, max_window), quiet)
    chosen = default_format(output_format, "table", "jsonl")
    shown = (TERMS_ON_TERMINAL if chosen == "table" else 0) if terms is None else terms
    run = _Run(model, inputs, shown, _least_confidence(model, inputs, min_confidence, target_accuracy))
    if chosen == "table":
        _print_tables(run)
    else:
        _write_lines(run, chosen)
    ctx.exit(inputs.exit_code())


@dataclass(frozen=True)
class _Run:
    """A model, what it reads, and what is asked of it."""

    model: "StanceModel"
    inputs: "Inputs"
    terms: int
    min_confidence: float

    def each(self) -> Iterator[tuple[str, Iterator[tuple["Post", "Prediction"]], "Tally"]]:
        """Yield each file's name, its predictions, and their tally, which is whole when these have been taken."""
        from classifier.evaluation.drift import Seen
        from classifier.evaluation.tally import Tally
        from classifier.stance.profile import profile_from_json

        profile = profile_from_json(self.model.record.facts.get("profile"))
        for name, posts in self.inputs.each():
            tally, seen = Tally(self.model.labels), Seen()
            yield name, self._counted(posts, tally, seen), tally
            self._notes(name, tally, seen, profile)

    def _notes(self, name: str, tally: "Tally", seen: "Seen", profile: "Profile | None") -> None:
        if tally.seen:
            self.inputs.note(
                f"the model was trained on {tally.seen} of these posts; how it does on them says nothing of how good "
                "it is"
            )
        from classifier.evaluation.drift import unlike
        from classifier.reports.drift_text import drift_sentence

        found = [] if profile is None else unlike(seen, profile)
        if found:
            self.inputs.note(drift_sentence(name, found))

    def _counted(self, posts: Iterator["Post"], tally: "Tally", seen: "Seen") -> Iterator[tuple["Post", "Prediction"]]:
        for post, prediction in self.model.predict_each(posts, self.terms, self.min_confidence):
            tally.add(post, prediction)
            seen.add(prediction)
            yield post, prediction


def _least_confidence(
    model: "StanceModel", inputs: "Inputs", min_confidence: float | None, target_accuracy: float | None
) -> float:
    if target_accuracy is None:
        return min_confidence or 0.0
    if min_confidence is not None:
        raise click.UsageError("--min-confidence and --target-accuracy both say when to abstain; give one of them")
    from classifier.stance.abstention import threshold_for

    found = threshold_for(model.record.facts, target_accuracy)
    inputs.note(
        f"answers from a probability of {found.confidence:.3f} on: on {found.origin} posts of held-out threads that "
        f"answered {found.coverage:.0%}, of which {found.accuracy:.0%} were right; other posts can fare worse"
    )
    return found.confidence


def _print_tables(run: _Run) -> None:
    import sys

    from classifier.reports.post_table import print_file_title, print_prediction, print_tally
    from classifier.reports.terminal import console

    out = console(sys.stdout)
    for name, predicted, tally in run.each():
        print_file_title(out, name)
        for post, prediction in predicted:
            print_prediction(out, post, prediction, run.model.labels)
        print_tally(out, tally)


def _write_lines(run: _Run, output_format: str) -> None:
    from classifier.cli.output import POST_COLUMNS, PREDICTION_COLUMNS, csv_writer, json_writer
    from classifier.stance.prediction_json import FIELDS, prediction_to_json
    from classifier.threads.post_json import post_to_json

    maker = {"name": run.model.name, "hash": run.model.digest}
    write = json_writer() if output_format == "jsonl" else csv_writer((*POST_COLUMNS, *PREDICTION_COLUMNS))
    for name, predicted, tally in run.each():
        for post, prediction in predicted:
            # What an earlier prediction said of the post would stand beside this one's fields and look like them.
            given = {name: value for name, value in post_to_json(post).items() if name not in FIELDS}
            write(given | prediction_to_json(prediction, maker, run.terms > 0))
        run.inputs.note(tally.line(name))
