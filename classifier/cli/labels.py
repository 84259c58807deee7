"""The commands `classify labels export` and `classify labels import`."""

import click

from classifier.cli.options import annotations_option, own_annotations_option, quiet_option

# The same as in labels/exchange/formats.py, which a test holds them to: importing that would slow every help text.
EXCHANGE_FORMATS = ("label-studio", "doccano", "prodigy", "potato", "convokit", "csv", "excel")
PRINTED = ("label-studio", "doccano", "prodigy", "potato", "csv")


@click.group()
def labels() -> None:
    """Take hand labels to other labelling tools and spreadsheets, and bring them back."""


@labels.command()
@click.option("--to", "to_format", type=click.Choice(EXCHANGE_FORMATS), required=True, help="The tool to write for.")
@click.option("--output", metavar="PATH", help="Write to this file, whole or not at all; for convokit, to this folder.")
@click.option("--coder", metavar="NAME", help="Only the labels of this coder; by default those of all.")
@click.option("--final", is_flag=True, help="One label a post: the adjudicated one, else the one that stands.")
@click.option("--all", "every", is_flag=True, help="Also the posts without a label, to be labelled there.")
@annotations_option
@quiet_option
def export(
    to_format: str,
    output: str | None,
    coder: str | None,
    final: bool,
    every: bool,
    annotations: str | None,
    quiet: bool,
) -> None:
    """Write hand labels, with their posts, for another tool.

    What the tool has no place for (secondary label, confidence, note, coder, codebook) goes along as metadata, so
    that `classify labels import` gives back the same labels. In a table, a cell that a spreadsheet would run, since it
    begins with = + - @, gets an apostrophe in front.

    \b
    Examples:
      classify labels export --to label-studio --output tasks.json --all
      classify labels export --to csv --final --output labels.csv
      classify labels export --to doccano --coder ada > ada.jsonl
    """
    import sys
    from pathlib import Path

    from classifier.cli.annotations import annotations_folder
    from classifier.cli.standard_error import say_note
    from classifier.labels.exchange.collecting import collect, collect_all
    from classifier.labels.exchange.formats import write_labels
    from classifier.threads.listener import ignore

    if coder is not None and final:
        raise click.UsageError("--coder and --final both say whose labels; give one of them")
    if output is None and to_format not in PRINTED:
        raise click.UsageError(f"--to {to_format} is not printed; say where it goes with --output PATH")
    note = ignore if quiet else say_note
    folder = annotations_folder(annotations, quiet)
    codebook, outgoing = (collect_all if every else collect)(folder, coder, final, note)
    write_labels(outgoing, to_format, codebook, Path(output) if output else None, sys.stdout.buffer)
    if output is not None:
        note(f"{output}: {sum(one.event is not None for one in outgoing):,} labels of {len(outgoing):,} records")


@labels.command("import")
@click.argument("file", metavar="FILE")
@click.option("--from", "from_format", type=click.Choice(EXCHANGE_FORMATS), required=True, help="The tool's format.")
@click.option(
    "--coder",
    metavar="NAME",
    help="Whose labels they are; of several coders in FILE, whose to take. By default a log for each that it names.",
)
@click.option(
    "--map",
    "pairs",
    metavar="THEIRS=OURS",
    multiple=True,
    help="Take a label of FILE for one of the codebook. May be given more than once.",
)
@click.option("--question", metavar="NAME", help="Where FILE answers several questions: which one is for the label.")
@own_annotations_option
@quiet_option
@click.pass_context
def import_(
    ctx: click.Context,
    file: str,
    from_format: str,
    coder: str | None,
    pairs: tuple[str, ...],
    question: str | None,
    annotations: str | None,
    quiet: bool,
) -> None:
    """Append the labels of another tool's FILE to the coders' logs.

    A label finds its post by the thread_id and post_id that went out with it, else by the text, where only one post
    of posts/ has it. A label may be an id of the codebook or a title. A coder's label that is there already is left,
    another one replaces it. What cannot be placed is named with the reason, and the exit code is then 3; the rest is
    kept.

    \b
    Examples:
      classify labels import export.json --from label-studio --coder ada
      classify labels import annotation_output/ --from potato
      classify labels import labels.xlsx --from excel --coder bob --map "Pro=pro-ukraine-aid"
    """
    from classifier.cli.labels_import import import_labels
    from classifier.labels.exchange.reading import Reading

    ctx.exit(import_labels(file, from_format, coder, pairs, annotations, Reading(question), quiet))
