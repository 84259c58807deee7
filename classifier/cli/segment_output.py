"""Writing the posts that `classify segment` cuts."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import click

from classifier.cli.inputs import ERROR, Inputs
from classifier.errors import ClassifierError
from classifier.files import new_file, write_file
from classifier.records import Post, Thread

PostsByFile = Iterable[tuple[str, Iterable[Post]]]


def write_posts(inputs: Inputs, merge: bool, output_format: str, output: str | None) -> int:
    """Write the posts of the files, each for itself or merged; return the exit code."""
    if output_format == "convokit":
        return _write_corpus(inputs, merge, Path(output or ""))
    files: PostsByFile = _merged(inputs) if merge else inputs.each()
    if output_format == "table":
        _print_table(files)
        return inputs.exit_code()
    with destination(output) as out:
        _write_lines(files, output_format, out)
        code = inputs.exit_code()
        leave_in_place(code, output)
    return code


@contextmanager
def destination(output: str | None) -> Iterator[BinaryIO]:
    """Give where to write: a file that is put in place at the end, or standard output."""
    if output is None:
        yield sys.stdout.buffer
    else:
        with new_file(Path(output)) as file:
            yield file


def leave_in_place(code: int, output: str | None) -> None:
    """End the command where nothing could be read: an old file stays as it was."""
    if code == ERROR and output is not None:
        raise click.exceptions.Exit(code)


def merged_thread(inputs: Inputs) -> Thread | None:
    """Return the files' threads as one, its notes said; None where no file gave one.

    A file of several threads is named as unreadable; the members of an archive may be pages.
    """
    from classifier.threads.merge import merge_threads

    pages: list[Thread] = []
    for name, threads in inputs.each_with_threads():
        of_file: dict[str | None, Thread] = {}
        for thread in threads:
            if thread.source in of_file:
                inputs.fault(f"{thread.source or name}: holds several threads; --merge takes pages of one, a file each")
                of_file.clear()
                break
            of_file[thread.source] = thread
        pages.extend(of_file.values())
    if not pages:
        if not inputs.faults:
            inputs.note("no post in any of the files")
        return None
    thread = merge_threads(pages)
    for note in thread.notes:
        inputs.note(note)
    inputs.documents.append(thread.document or "")
    return thread


def _merged(inputs: Inputs) -> PostsByFile:
    thread = merged_thread(inputs)
    if thread is not None and thread.posts:
        yield merged_name(thread), thread.posts


def merged_name(thread: Thread) -> str:
    """Return what a merged thread is called above its posts: its files' names, or the first and how many more."""
    names = list(dict.fromkeys(post.source or "" for post in thread.posts))
    return " + ".join(names) if len(names) < 3 else f"{names[0]} + {len(names) - 1} more pages"


def _write_corpus(inputs: Inputs, merge: bool, folder: Path) -> int:
    from classifier.threads.exports.convokit_corpus import refuse_other_files, write_convokit

    # Before the files are read, which may take long.
    refuse_other_files(folder)
    threads = _merged_or_none(inputs) if merge else _threads(inputs)
    first = next(threads, None)
    if first is None and inputs.faults:
        return inputs.exit_code()
    write_convokit(chain([first] if first else [], threads), folder)
    return inputs.exit_code()


def _merged_or_none(inputs: Inputs) -> Iterator[Thread]:
    thread = merged_thread(inputs)
    if thread is not None:
        yield thread


def _threads(inputs: Inputs) -> Iterator[Thread]:
    for _, threads in inputs.each_with_threads():
        for thread in threads:
            for note in thread.notes:
                inputs.note(note)
            if inputs.keep_documents:
                inputs.documents.append(thread.document or "")
            yield thread


def _print_table(files: PostsByFile) -> None:
    from classifier.reports.post_table import print_file_title, print_post
    from classifier.reports.terminal import console

    out = console(sys.stdout)
    for name, posts in files:
        print_file_title(out, name)
        for post in posts:
            print_post(out, post)


def _write_lines(files: PostsByFile, output_format: str, out: BinaryIO) -> None:
    from classifier.cli.output import csv_writer, json_writer
    from classifier.threads.post_json import post_to_json
    from classifier.threads.post_lines import POST_COLUMNS

    write = json_writer(out) if output_format == "jsonl" else csv_writer(POST_COLUMNS, out)
    for _, posts in files:
        for post in posts:
            write(post_to_json(post))


def write_document(documents: list[str], path: str) -> None:
    """Write the one document that was read; raise ClassifierError where there are none or several."""
    if len(documents) != 1:
        raise ClassifierError(f"{path}: not written: --document takes one thread, and {len(documents)} were read")
    write_file(Path(path), documents[0].encode("utf-8", "surrogatepass"))
