"""Which options of `classify segment` go together."""

import click

from classifier.threads.sources.source import STANDARD_INPUT, thread_files


def check_usage(
    files: tuple[str, ...], output_format: str | None, output: str | None, merge: bool, gold: str | None
) -> None:
    """Raise UsageError, with what to say instead, where options contradict each other."""
    if output_format == "convokit" and not output:
        raise click.UsageError("--format convokit writes a folder of files: name it with --output")
    if output_format == "table" and output:
        raise click.UsageError("a table is for the terminal: with --output give --format jsonl, csv or convokit")
    if gold is None:
        return
    if output_format in ("csv", "convokit"):
        raise click.UsageError("--gold prints a comparison, not posts: as table or jsonl")
    if gold == STANDARD_INPUT and STANDARD_INPUT in files:
        raise click.UsageError("both the gold and FILE are standard input; only one can be")
    if not merge and len(files) > 1:
        raise click.UsageError("--gold takes one FILE; with --merge, the pages of one thread")
    if not merge and len(list(thread_files(list(files)))) > 1:
        raise click.UsageError(f"--gold takes one FILE, and {files[0]} holds several; with --merge they are one thread")
