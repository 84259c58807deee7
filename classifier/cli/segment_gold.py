"""Comparing how a file is cut with how a person would cut it."""

import sys

from classifier.cli.inputs import ERROR, Inputs
from classifier.cli.segment_output import destination, merged_name, merged_thread
from classifier.records import Post
from classifier.threads.post_lines import json_line


def compare(inputs: Inputs, gold: str, merge: bool, output_format: str, output: str | None) -> int:
    """Print how well a file, or the thread that several make, is cut; return the exit code.

    Raises SourceError for a gold that is none. Where the file cannot be read, nothing is printed.
    """
    from classifier.reports.cut_quality import cut_quality_to_json, print_cut_quality
    from classifier.reports.terminal import console
    from classifier.threads.quality.gold import read_gold
    from classifier.threads.quality.matching import compare_cut

    wanted = read_gold(gold)
    name, posts = _posts(inputs, merge)
    code = inputs.exit_code()
    if code == ERROR:
        return code
    quality = compare_cut(posts, wanted)
    if output_format == "table":
        print_cut_quality(console(sys.stdout), name, quality, posts, wanted)
    else:
        with destination(output) as out:
            out.write(json_line(cut_quality_to_json(name, gold, quality, posts, wanted)))
    return code


def _posts(inputs: Inputs, merge: bool) -> tuple[str, list[Post]]:
    """Return what the thread is called, and its posts."""
    if merge:
        thread = merged_thread(inputs)
        return (merged_name(thread), list(thread.posts)) if thread is not None else ("nothing", [])
    every = [(name, list(posts)) for name, posts in inputs.each()]
    return every[0] if every else (inputs.files[0], [])
