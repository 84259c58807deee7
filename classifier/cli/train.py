"""The command `classify train`."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from classifier.cli.options import a_number, annotations_option, format_option, jobs_option, quiet_option, seed_option
from classifier.cli.report_output import report_folder, report_option, write_report

if TYPE_CHECKING:
    from classifier.evaluation.evaluation import Evaluation
    from classifier.evaluation.held_out.plan import Protocol
    from classifier.evaluation.recipe import Progress
    from classifier.labels.annotations import Annotations
    from classifier.stance.training.corpus import TrainingSet


@click.command()
@annotations_option
@click.option(
    "--add",
    "added",
    metavar="LABELLED",
    multiple=True,
    help="JSON lines of your own posts with a `label` each, to train on beside the annotations; what they weigh is "
    "chosen by cross-validation on them. Can be given several times.",
)
@click.option("--output", metavar="DIR", default="models/default", show_default=True, help="Folder for the model.")
@click.option(
    "--strength",
    type=click.FloatRange(0, 1e9, min_open=True),
    callback=a_number,
    metavar="C",
    help="Inverse strength of the L2 penalty, as in scikit-learn, without calibration; by default cross-validation "
    "over threads chooses the one and fits the other.",
)
@report_option
@click.option("--no-report", "train_only", is_flag=True, help="Train only, without evaluating.")
@click.option(
    "--quick",
    is_flag=True,
    help="Hold each post out once and not three times, and leave out the random split, the masked names and the "
    "learning curve.",
)
@format_option("table", "json")
@seed_option
@jobs_option
@quiet_option
def train(
    annotations: str | None,
    added: tuple[str, ...],
    output: str,
    strength: float | None,
    report: str | None,
    train_only: bool,
    quick: bool,
    output_format: str | None,
    seed: int,
    jobs: int,
    quiet: bool,
) -> None:
    """Train a model on hand labels, and print how good it is on threads that it has not seen.

    The figures are out of fold: whole threads are held out, again and again, and predicted by models that were made
    in the same way from the others. The model that is written is trained on all posts.

    \b
    Examples:
      classify train
      classify train --annotations my-annotations --output models/mine
      classify train --add my-fifty-labels.jsonl --output models/mine
      classify train --output models/mine --report reports/mine
    """
    if report is not None and train_only:
        raise click.UsageError("--report wants an evaluation and --no-report wants none; give one of them")
    from classifier.cli.added import read_added
    from classifier.cli.annotations import read_chosen
    from classifier.cli.standard_error import progress, say_note
    from classifier.evaluation.held_out.plan import Protocol
    from classifier.stance.record.model_folder import refuse_other_files
    from classifier.stance.training.corpus import TrainingSet
    from classifier.stance.training.train import Recipe, train_model

    refuse_other_files(Path(output))
    folder = report_folder(report, output)
    found = read_chosen(annotations, quiet)
    posts = found.labelled()
    posts += read_added(added, found.codebook.label_ids, posts)
    training = TrainingSet.of(posts, found.codebook.label_ids)
    measured: Mapping[str, Mapping[str, Any]] = {}
    evaluation = None
    if not train_only:
        with progress("Evaluating on held-out threads", quiet) as tell:
            protocol = Protocol.quick(seed, strength) if quick else Protocol(seed=seed, c=strength)
            evaluation = _evaluate(found, training, protocol, jobs, tell)
        measured = _report(evaluation, output_format)
    recipe = Recipe(name=Path(output).name, codebook=found.codebook, seed=seed, c=strength, **measured)
    with progress("Training on all posts", quiet):
        model = train_model(training, recipe)
    model.save(output)
    if folder is not None and evaluation is not None:
        write_report(folder, evaluation, _again(added, strength, quick, seed), found.codebook, model)
        if not quiet:
            say_note(f"report written to {folder}")
    if not quiet:
        say_note(f"model written to {output}; use it with: classify predict --model {output} FILE")


def _again(added: tuple[str, ...], strength: float | None, quick: bool, seed: int) -> str:
    """Return the command without the names of files and folders here, which are nobody's business."""
    parts = ["classify train --annotations ANNOTATIONS", *["--add LABELLED"] * len(added)]
    parts += [f"--strength {strength:g}"] if strength is not None else []
    return " ".join([*parts, *(["--quick"] if quick else []), f"--seed {seed} --output MODEL --report REPORT"])


def _evaluate(
    annotations: "Annotations", training: "TrainingSet", protocol: "Protocol", jobs: int, tell: "Progress"
) -> "Evaluation":
    from classifier.evaluation.recipe import Running, evaluate_recipe

    return evaluate_recipe(annotations, training, protocol, Running(jobs, tell))


def _report(evaluation: "Evaluation", output_format: str | None) -> "Mapping[str, Mapping[str, Any]]":
    """Print an evaluation, and return what a model carries of it."""
    from classifier.cli.evaluation_output import print_report
    from classifier.reports.evaluation_json import headline, risk_coverage

    print_report(evaluation, output_format)
    return {"headline": headline(evaluation), "risk_coverage": risk_coverage(evaluation)}
