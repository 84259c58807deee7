"""The command `classify segment`."""

from typing import TYPE_CHECKING

import click

from classifier.cli.options import files_argument, format_option, quiet_option, read_options, reading_options

if TYPE_CHECKING:
    from classifier.threads.formats import OnePer


@click.command()
@files_argument
@reading_options
@format_option("table", "jsonl", "csv", "convokit")
@click.option("--output", metavar="PATH", help="Write to this file, whole or not at all; for convokit, to this folder.")
@click.option("--document", metavar="FILE", help="Write the text that the posts' places count in to this file.")
@click.option("--merge", is_flag=True, help="Take the files for pages of one thread: drop posts that come again.")
@click.option("--gold", metavar="GOLD", help="Print how well FILE is cut, against the posts of this file.")
@click.option(
    "--furniture",
    is_flag=True,
    help="Also print on standard error what is in no post: marker lines and the site's own, with their line numbers.",
)
@quiet_option
@click.pass_context
def segment(
    ctx: click.Context,
    files: tuple[str, ...],
    from_format: str | None,
    one_per: "OnePer",
    posts: int | None,
    max_window: int,
    output_format: str | None,
    output: str | None,
    document: str | None,
    merge: bool,
    gold: str | None,
    furniture: bool,
    quiet: bool,
) -> None:
    """Cut threads into posts and print them.

    Each FILE is a saved page, a platform's export, a thread as pasted text, a file of JSON lines, or a folder of
    such files; - is standard input. Every post says where it stands in the file and how sure the cut is.

    With --gold, FILE is compared with posts that a person marked: JSON lines, or a JSON list of objects, each with
    its `text`. Printed are precision, recall and F1 of the posts, what was missed and what is too much; two posts
    are the same where their words agree by four fifths.

    \b
    Examples:
      classify segment thread.html
      classify segment --furniture pasted.txt
      classify segment --one-per blank threads/ > posts.jsonl
      classify segment --posts 27 comments.txt
      classify segment --merge page1.html page2.html --output thread.jsonl
      classify segment --format convokit --output corpus/ threads/
      classify segment --gold thread.gold.jsonl thread.html
    """
    from classifier.cli.inputs import Inputs
    from classifier.cli.output import default_format
    from classifier.cli.segment_usage import check_usage

    check_usage(files, output_format, output, merge, gold)
    options = read_options(from_format, one_per, posts, max_window)
    inputs = Inputs(files, options, quiet, keep_documents=document is not None, show_furniture=furniture)
    chosen = default_format(output_format, "jsonl" if output else "table", "jsonl")
    if gold is not None:
        from classifier.cli.segment_gold import compare

        code = compare(inputs, gold, merge, chosen, output)
    else:
        from classifier.cli.segment_output import write_posts

        code = write_posts(inputs, merge, chosen, output)
    if document is not None and (code == 0 or inputs.documents):
        from classifier.cli.segment_output import write_document

        write_document(inputs.documents, document)
    ctx.exit(code)
