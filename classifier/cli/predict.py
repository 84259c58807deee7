"""The command `classify predict`."""

from contextlib import nullcontext
from pathlib import Path
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
from classifier.shipped import shipped

if TYPE_CHECKING:
    from classifier.reports.thread_page.page import ThreadPage
    from classifier.stance.model import StanceModel
    from classifier.threads.formats import OnePer

TERMS_ON_TERMINAL = 3
TERMS_ON_PAGE = 8


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
@click.option(
    "--html", metavar="FILE", help="Write a page for a browser to this file; print only if --format is given."
)
@click.option(
    "--output",
    metavar="DIR",
    help="Write a file for each input into this folder, whole or not at all; said again, it goes on where it stopped.",
)
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes to work in; by default one.")
@click.option(
    "--cluster", metavar="ADDRESS", help="Work on the Dask cluster whose scheduler is there, as tcp://10.0.0.5:8786."
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
    html: str | None,
    output: str | None,
    jobs: int | None,
    cluster: str | None,
    quiet: bool,
) -> None:
    """Say which stance each post of a thread takes, and how sure that is.

    Each FILE is a saved page, a platform's export, a thread as pasted text, a file of JSON lines, or a folder of
    such files; - is standard input.
    A post in which the model knows no word gets no stance: the prediction abstains and says why. With
    --min-confidence or --target-accuracy it abstains on posts that it is not sure of, too.

    With --output each file's posts go to a file of JSON lines, or of CSV, in a folder. --jobs and --cluster cut large
    files into pieces that are worked on at the same time; what is written is the same, byte for byte.

    With --html the posts go to one page for a browser, in their nesting, with the terms that weighed most marked.

    \b
    Examples:
      classify predict thread.txt
      classify predict thread.html --html stances.html
      classify segment thread.txt | classify predict - --format csv > stances.csv
      classify predict dumps/ --output stances/ --jobs 8
    """
    from classifier.cli.inputs import ERROR, Inputs
    from classifier.cli.output import default_format
    from classifier.cli.predict_output import print_run
    from classifier.cli.predict_run import PredictRun, threshold_confidence
    from classifier.stance.model import StanceModel

    options = read_options(from_format, one_per, posts, max_window)
    if min_confidence is not None and target_accuracy is not None:
        raise click.UsageError("--min-confidence and --target-accuracy both say when to abstain; give one of them")
    in_bulk = output is not None or cluster is not None or (jobs or 1) > 1
    if in_bulk:
        _refuse_together(html, output_format, jobs, cluster)
    folder = Path(model_folder) if model_folder else shipped("models/default")
    model = StanceModel.load(folder)
    inputs = Inputs(files, options, quiet)
    least = min_confidence or 0.0
    if target_accuracy is not None:
        least = threshold_confidence(model, inputs, target_accuracy)
    if in_bulk:
        from classifier.bulk.work import Asked
        from classifier.cli.predict_bulk import PredictInBulk, Ways

        asked = Asked(options, "csv" if output_format == "csv" else "jsonl", terms or 0, least)
        ctx.exit(PredictInBulk(inputs, model, asked, Ways(output, jobs or 1, cluster, folder)).run())
    chosen = None if html and not output_format else default_format(output_format, "table", "jsonl")
    on_terminal = TERMS_ON_TERMINAL if chosen == "table" else 0
    shown, on_page = (on_terminal, TERMS_ON_PAGE) if terms is None else (terms, terms)
    with _page(html, model) as page:
        print_run(PredictRun(inputs, model, shown, least, page, on_page), chosen)
        code = inputs.exit_code()
        if page and html and code != ERROR:
            page.write(Path(html))
    ctx.exit(code)


def _refuse_together(html: str | None, output_format: str | None, jobs: int | None, cluster: str | None) -> None:
    """Raise UsageError for options that contradict --output, --jobs and --cluster."""
    if html or output_format == "table":
        raise click.UsageError("--output, --jobs and --cluster write JSON lines or CSV, no page and no table")
    if jobs is not None and cluster is not None:
        raise click.UsageError("--jobs and --cluster both say what does the work; give one of them")


def _page(html: str | None, model: "StanceModel") -> "ThreadPage | nullcontext[None]":
    """Return an empty page where one is wanted; raise ClassifierError where Jinja is missing."""
    if not html:
        return nullcontext()
    from classifier.cli.predict_page import page_of

    return page_of(model)
