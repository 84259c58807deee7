"""The command `classify compare`."""

import sys

import click

from classifier.cli.options import annotations_option, format_option, seed_option


@click.command()
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@click.argument("data", metavar="DATA")
@click.option("--allow-seen", is_flag=True, help="Also count posts that a model was trained on.")
@annotations_option
@format_option("table", "json")
@seed_option
def compare(
    one: str, other: str, data: str, allow_seen: bool, annotations: str | None, output_format: str | None, seed: int
) -> None:
    """Score two systems on the same labelled posts, with the interval of their difference.

    A and B are each the folder of a model, or a file of what anybody says of the posts: another tool, a language
    model, another coder. Such a file is JSON lines or CSV with `thread_id`, `id` and `predicted` or `label`. DATA is a
    file of JSON lines, or - for standard input: posts with their hand `label`.

    \b
    Examples:
      classify compare models/mine models/default labelled.jsonl
      classify compare models/mine other-tool.csv labelled.jsonl --format json
    """
    import json

    from classifier.cli.annotations import codebook_for
    from classifier.cli.given_labels import said_by, told_apart
    from classifier.cli.labelled import read_labelled
    from classifier.evaluation.comparison import compare as compare_systems
    from classifier.reports.comparison import comparison_to_json, print_comparison
    from classifier.reports.terminal import console

    posts = read_labelled(data)
    systems = [said_by(path, posts, allow_seen) for path in (one, other)]
    found = compare_systems(posts, *told_apart(systems), codebook_for(annotations), seed)
    if output_format == "json":
        click.echo(json.dumps(comparison_to_json(found), indent=2, ensure_ascii=False, allow_nan=False))
    else:
        print_comparison(console(sys.stdout), found)
