"""The command `classify prevalence`."""

from typing import TYPE_CHECKING

import click

from classifier.cli.options import (
    files_argument,
    format_option,
    model_option,
    quiet_option,
    read_options,
    reading_options,
)

if TYPE_CHECKING:
    from classifier.cli.draw import NotRandom
    from classifier.evaluation.prevalence.shares import By
    from classifier.threads.formats import OnePer

BY = ("author", "day", "week", "month")
NOT_RANDOM = ("refuse", "leave-out", "use")


@click.command()
@files_argument
@click.option(
    "--labels",
    "sample_file",
    required=True,
    metavar="SAMPLE",
    help="The hand labels of a random sample of these comments: JSON lines, posts with `label` or a coder's label log.",
)
@click.option(
    "--not-random",
    type=click.Choice(NOT_RANDOM),
    default="refuse",
    show_default=True,
    help="What to do with labels whose `served` says that their posts were not drawn at random.",
)
@model_option
@reading_options
@click.option("--by", type=click.Choice(BY), help="Count each author as one voice; or give the shares of each period.")
@click.option("--plot", metavar="FILE", help="Also draw the shares, to FILE.svg or FILE.png; over time with --by.")
@format_option("table", "json", "csv")
@click.option("--output", metavar="PATH", help="Write to a file, not to standard output.")
@quiet_option
@click.pass_context
def prevalence(
    ctx: click.Context,
    files: tuple[str, ...],
    sample_file: str,
    not_random: "NotRandom",
    model_folder: str | None,
    from_format: str | None,
    one_per: "OnePer",
    posts: int | None,
    max_window: int,
    by: "By | None",
    plot: str | None,
    output_format: str | None,
    output: str | None,
    quiet: bool,
) -> None:
    """Say which share of the comments each stance holds, corrected for the classifier's errors.

    All comments of the FILEs are predicted; where the posts carry predictions and no --model is named, those are
    taken. SAMPLE holds hand labels of comments drawn at random from the same FILEs. The shares that the predictions
    give are corrected by it, with 95% intervals.

    \b
    Examples:
      classify prevalence corpus.jsonl --labels sample.jsonl
      classify prevalence corpus.jsonl --labels labels/ann.jsonl --by month --plot shares.svg
    """
    from classifier.cli.draw import random_sample
    from classifier.cli.inputs import Inputs
    from classifier.cli.prevalence_corpus import note_unused, read_corpus
    from classifier.cli.prevalence_output import picture_format_of, write_picture, write_shares
    from classifier.evaluation.prevalence.measure import measure_shares
    from classifier.labels.sample import read_hand_labels

    picture_format = picture_format_of(plot)
    sample = random_sample(read_hand_labels(sample_file), sample_file, not_random)
    inputs = Inputs(files, read_options(from_format, one_per, posts, max_window), quiet)
    corpus = read_corpus(inputs, model_folder, sample)
    if corpus is not None:
        note_unused(inputs, corpus.matching, sample_file)
        measured = measure_shares(corpus, by)
        if plot and picture_format:
            write_picture(measured, plot, picture_format)
        write_shares(measured, output_format or "table", output)
    ctx.exit(inputs.exit_code())
