"""The command `classify agreement`."""

import sys

import click

from classifier.cli.options import annotations_option, format_option, quiet_option, seed_option

# The same as in records.py, which a test holds them to.
ORIGINS = ("real", "written")


@click.command()
@annotations_option
@click.option(
    "--coder",
    "coders",
    multiple=True,
    metavar="NAME",
    help="Compare only these coders; say it once for each. By default all are.",
)
@click.option("--origin", type=click.Choice(ORIGINS), help="Only posts of this origin; by default both, each apart.")
@click.option(
    "--top",
    type=click.IntRange(0),
    default=20,
    show_default=True,
    metavar="N",
    help="How many posts on which coders differ to show of each origin; JSON lines hold all.",
)
@format_option("table", "jsonl")
@seed_option
@quiet_option
def agreement(
    annotations: str | None,
    coders: tuple[str, ...],
    origin: str | None,
    top: int,
    output_format: str | None,
    seed: int,
    quiet: bool,
) -> None:
    """Show how far coders agree, and on which posts they differ.

    Percent agreement, Cohen's kappa of each pair, Krippendorff's alpha of all, each with a 95% interval over resampled
    threads; the agreement on each label; and how far coders agree with the labels that they gave again. Adjudicated
    labels are left out: they were made from the others. Real and written posts are measured apart.

    \b
    Examples:
      classify agreement
      classify agreement --annotations my-annotations --coder ada --coder bo
      classify agreement --origin real --format jsonl > agreement.jsonl
    """
    from classifier.cli.annotations import read_chosen
    from classifier.cli.output import default_format, json_writer
    from classifier.labels.agreement.origins import agreement_by_origin
    from classifier.reports.agreement_json import agreement_lines

    read = read_chosen(annotations, quiet)
    found = agreement_by_origin(read, (origin,) if origin else ORIGINS, coders, seed)
    if default_format(output_format, "table", "jsonl") == "table":
        from classifier.reports.agreement_text import print_agreement
        from classifier.reports.terminal import console

        click.echo(f"codebook {read.codebook.version} ({read.codebook.hash})")
        print_agreement(console(sys.stdout), found, top)
    else:
        write = json_writer()
        for line in agreement_lines(found):
            write({**line, "codebook": read.codebook.reference})
