"""The command `classify doubts`."""

import sys

import click

from classifier.cli.options import annotations_option, format_option, jobs_option, quiet_option, seed_option


@click.command()
@annotations_option
@click.option(
    "--top",
    type=click.IntRange(1),
    default=20,
    show_default=True,
    metavar="N",
    help="How many doubted labels of each origin to show; posts of the same words are all shown.",
)
@format_option("table", "jsonl")
@seed_option
@jobs_option
@quiet_option
def doubts(annotations: str | None, top: int, output_format: str | None, seed: int, jobs: int, quiet: bool) -> None:
    """Show the hand labels that deserve a second look. It changes none.

    First the posts of the same words with different labels; then those whose label a model that has not seen their
    thread finds least likely. Real and written posts are ranked apart.

    \b
    Examples:
      classify doubts
      classify doubts --annotations my-annotations --top 50 --format jsonl > look-again.jsonl
    """
    from classifier.cli.annotations import read_chosen
    from classifier.cli.output import default_format, json_writer
    from classifier.cli.standard_error import progress, say_note
    from classifier.evaluation.held_out.plan import Protocol
    from classifier.evaluation.recipe import Running, look_again
    from classifier.reports.doubts import doubt_lines, print_doubts
    from classifier.reports.terminal import console
    from classifier.stance.training.corpus import TrainingSet

    found = read_chosen(annotations, quiet)
    training = TrainingSet.of(found.labelled(), found.codebook.label_ids)
    with progress("Predicting each thread by models that have not seen it", quiet) as tell:
        parts = look_again(training, Protocol.quick(seed, None), Running(jobs, tell), top)
    if default_format(output_format, "table", "jsonl") == "table":
        click.echo(f"codebook {found.codebook.version} ({found.codebook.hash})")
        print_doubts(console(sys.stdout), parts)
    else:
        for note in () if quiet else [f"{part.origin} posts: {part.note}" for part in parts if part.note]:
            say_note(note)
        write = json_writer()
        for line in doubt_lines(parts):
            write({**line, "codebook": found.codebook.reference})
