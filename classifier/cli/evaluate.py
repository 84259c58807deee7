"""The command `classify evaluate`."""

import click

from classifier.cli.options import annotations_option, format_option, model_option, seed_option


@click.command()
@click.argument("data", metavar="DATA")
@model_option
@click.option("--allow-seen", is_flag=True, help="Also count posts that the model was trained on.")
@annotations_option
@format_option("table", "json")
@seed_option
def evaluate(
    data: str,
    model_folder: str | None,
    allow_seen: bool,
    annotations: str | None,
    output_format: str | None,
    seed: int,
) -> None:
    """Compare predictions with hand labels, and print the report that training prints.

    DATA is a file of JSON lines, or - for standard input: posts with a `label`, and with what `predict` adds; with
    --model the model predicts them here. Posts that the model was trained on are refused unless --allow-seen.

    \b
    Examples:
      classify predict labelled.jsonl | classify evaluate -
      classify evaluate --model models/mine labelled.jsonl
    """
    from classifier.cli.annotations import codebook_for
    from classifier.cli.evaluation_output import print_report
    from classifier.cli.labelled import read_predicted, refuse_seen
    from classifier.evaluation.given import evaluate_predictions
    from classifier.stance.model import StanceModel

    model = StanceModel.load(model_folder) if model_folder else None
    predicted = read_predicted(data, model)
    if not allow_seen:
        refuse_seen(predicted)
    print_report(evaluate_predictions(predicted, codebook_for(annotations), seed), output_format)
