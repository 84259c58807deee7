"""The command `classify init`."""

import click


@click.command()
@click.argument("folder", metavar="DIR")
@click.option("--title", metavar="TEXT", help="The codebook's title; by default that of the example.")
def init(folder: str, title: str | None) -> None:
    """Begin a project about a topic of your own in the folder DIR.

    Makes DIR/annotations with a codebook to begin from, whose comments explain it, DIR/seeds with a short invented
    thread to try it on, and DIR/README.md. Files that are there are not touched; an annotations folder that holds
    any is refused.

    \b
    Examples:
      classify init my-topic
      classify init my-topic --title "A cycle lane on Mill Street"
    """
    from pathlib import Path
    from shlex import quote

    from classifier.cli.standard_error import say_note, say_plainly
    from classifier.labels.new_project import TITLE, make_project

    for left in make_project(Path(folder), TITLE if title is None else title):
        say_note(f"{left}: was there already, and stays as it is")
    say_plainly(f"made {Path(folder) / 'annotations'}; now write your codebook there, and then")
    for line in (f"cd {quote(folder)}", "classify codebook check", "classify label seeds/first-thread.txt"):
        say_plainly(f"  {line}")
