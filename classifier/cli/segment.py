"""The command `classify segment`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from classifier.cli.options import files_argument, format_option, quiet_option, reading_options
from classifier.errors import ClassifierError

if TYPE_CHECKING:
    from classifier.cli.inputs import Inputs
    from classifier.threads.formats import OnePer


@click.command()
@files_argument
@reading_options
@format_option("table", "jsonl", "csv")
@click.option("--document", metavar="FILE", help="Write the text that the posts' places count in to this file.")
@quiet_option
@click.pass_context
def segment(
    ctx: click.Context,
    files: tuple[str, ...],
    from_format: str | None,
    one_per: "OnePer",
    max_window: int,
    output_format: str | None,
    document: str | None,
    quiet: bool,
) -> None:
    """Cut threads into posts and print them.

    Each FILE is a thread as pasted text, a file of JSON lines, or a folder of such files; - is standard input.
    Every post says where it stands in the file and how sure the cut is.

    \b
    Examples:
      classify segment thread.txt
      classify segment --one-per blank threads/ > posts.jsonl
    """
    from classifier.cli.inputs import Inputs
    from classifier.cli.output import default_format
    from classifier.threads.formats import ReadOptions

    inputs = Inputs(files, ReadOptions(from_format, one_per, max_window), quiet, keep_documents=document is not None)
    if default_format(output_format, "table", "jsonl") == "table":
        _print_table(inputs)
    else:
        _write_lines(inputs, output_format or "jsonl")
    if document is not None:
        _write_document(inputs.documents, Path(document))
    ctx.exit(inputs.exit_code())


def _print_table(inputs: "Inputs") -> None:
    import sys

    from classifier.reports.post_table import print_file_title, print_post
    from classifier.reports.terminal import console

    out = console(sys.stdout)
    for name, posts in inputs.each():
        print_file_title(out, name)
        for post in posts:
            print_post(out, post)


def _write_lines(inputs: "Inputs", output_format: str) -> None:
    from classifier.cli.output import POST_COLUMNS, csv_writer, json_writer
    from classifier.threads.post_json import post_to_json

    write = json_writer() if output_format == "jsonl" else csv_writer(POST_COLUMNS)
    for _, posts in inputs.each():
        for post in posts:
            write(post_to_json(post))


def _write_document(documents: list[str], path: Path) -> None:
    from classifier.files import write_file

    if len(documents) != 1:
        raise ClassifierError(
            f"{path}: not written: --document takes one thread of pasted text, and {len(documents)} were read"
        )
    write_file(path, documents[0].encode("utf-8", "surrogatepass"))
