"""The commands `classify codebook check`, `show` and `migrate`."""

import click

from classifier.cli.options import annotations_option, format_option, model_option, own_annotations_option


@click.group()
def codebook() -> None:
    """Check the codebook, print it, or move labels to a new version of it."""


@codebook.command()
@annotations_option
@model_option
@format_option("table", "jsonl")
@click.pass_context
def check(ctx: click.Context, annotations: str | None, model_folder: str | None, output_format: str | None) -> None:
    """Find what contradicts itself in the codebook, and the examples of which the model says something else.

    A contradiction ends with exit code 1: keys, titles, definitions or examples that say the same of two labels, names
    of labels that do not exist, and labels given by another codebook of the same version. That the model differs from
    an example is none.

    \b
    Examples:
      classify codebook check
      classify codebook check --annotations my-annotations --model models/mine
    """
    from classifier.cli.codebook_check import check_codebook, say_checked

    checked = check_codebook(annotations, model_folder)
    say_checked(checked, output_format)
    ctx.exit(1 if checked.contradictions else 0)


@codebook.command()
@annotations_option
@format_option("table", "markdown", "json")
def show(annotations: str | None, output_format: str | None) -> None:
    """Print the codebook: as text, as Markdown to hand to coders, or as JSON.

    \b
    Examples:
      classify codebook show
      classify codebook show --format markdown > codebook.md
    """
    import json
    import shutil

    from classifier.cli.annotations import annotations_folder
    from classifier.labels.codebook import read_codebook
    from classifier.reports.codebook_text import codebook_lines, codebook_markdown, codebook_to_json

    found = read_codebook(annotations_folder(annotations) / "codebook.toml")
    if output_format == "json":
        click.echo(json.dumps(codebook_to_json(found), indent=2, ensure_ascii=False))
    elif output_format == "markdown":
        click.echo(codebook_markdown(found), nl=False)
    else:
        width = min(shutil.get_terminal_size().columns, 100)
        for line in (*codebook_lines(found, width), "", f"hash {found.hash}"):
            click.echo(line)


@codebook.command()
@own_annotations_option
@click.option(
    "--from",
    "earlier",
    metavar="FILE",
    help="The codebook that the labels were given by, where no copy of it is in codebooks/.",
)
@click.option(
    "--rename",
    "renames",
    metavar="OLD=NEW",
    multiple=True,
    help="A label has another id and the same text; its labels are carried over. Can be given several times.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
def migrate(annotations: str | None, earlier: str | None, renames: tuple[str, ...], dry_run: bool) -> None:
    """Move the labels of all coders to the codebook at hand, after its version number was raised.

    A label whose text is the same - id, definition, signs, and the rules that name it in backticks - is carried over
    by a new line in its log. The others await a second look: they do not count, and classify label serves their posts
    again with what the coder said. No line of a log is ever changed.

    \b
    Examples:
      classify codebook migrate --dry-run
      classify codebook migrate --rename anti-lane=against-lane
    """
    from pathlib import Path

    from classifier.cli.annotations import own_annotations
    from classifier.cli.codebook_migrate import migrate_labels, names_of

    names = names_of(renames)
    plan = migrate_labels(own_annotations(annotations), Path(earlier) if earlier else None, names, dry_run)
    for line in plan.lines():
        click.echo(line)
    if dry_run:
        click.echo("nothing was written: this was a dry run")
