"""The command `classify evaluate`."""

import click

from classifier.cli.options import annotations_option, format_option, model_option, seed_option
from classifier.cli.report_output import report_folder, report_option, write_report


@click.command()
@click.argument("data", metavar="DATA")
@model_option
@click.option("--allow-seen", is_flag=True, help="Also count posts that the model was trained on.")
@annotations_option
@report_option
@format_option("table", "json")
@seed_option
def evaluate(
    data: str,
    model_folder: str | None,
    allow_seen: bool,
    annotations: str | None,
    report: str | None,
    output_format: str | None,
    seed: int,
) -> None:
    """Compare predictions with hand labels, and print the report that training prints.

    DATA is a file of JSON lines, or - for standard input: posts with a `label`, and with what `predict` adds; with
    --model the model predicts them here. Posts that the model was trained on are refused unless --allow-seen.

    \b
    Examples:
      classify predict labelled.jsonl | classify evaluate -
      classify evaluate --model models/mine labelled.jsonl --report reports/mine
    """
    from classifier.cli.annotations import codebook_for
    from classifier.cli.evaluation_output import print_report
    from classifier.cli.labelled import read_predicted, refuse_seen
    from classifier.evaluation.given import evaluate_predictions
    from classifier.stance.model import StanceModel

    folder = report_folder(report)
    model = StanceModel.load(model_folder) if model_folder else None
    predicted = read_predicted(data, model)
    if not allow_seen:
        refuse_seen(predicted)
    codebook = codebook_for(annotations)
    evaluation = evaluate_predictions(predicted, codebook, seed)
    print_report(evaluation, output_format)
    if folder is not None:
        again = f"classify evaluate{' --model MODEL' if model_folder else ''} LABELLED --seed {seed} --report REPORT"
        write_report(folder, evaluation, again, codebook, model)
