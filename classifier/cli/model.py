"""The commands `classify model show` and `classify model export`."""

import click

from classifier.cli.options import model_option, quiet_option


@click.group()
def model() -> None:
    """Look at a trained model, or hand it to scikit-learn."""


@model.command()
@model_option
def show(model_folder: str | None) -> None:
    """Print what a model was made from and how good it was found to be, as JSON.

    \b
    Example:
      classify model show --model models/mine
    """
    import json

    from classifier.stance.model import StanceModel

    found = StanceModel.load(model_folder) if model_folder else StanceModel.default()
    terms = {block: len(weights.hashes) for block, weights in found.record.weights.blocks.items()}
    temperature = found.record.weights.temperature
    shown = {
        "name": found.name,
        "hash": found.digest,
        "labels": found.labels,
        "temperature": temperature,
        "terms": terms,
    }
    click.echo(json.dumps({**shown, **found.record.facts, **shown}, indent=2, ensure_ascii=False))


@model.command()
@model_option
@click.option("--joblib", "file", metavar="FILE", required=True, help="Write a fitted scikit-learn Pipeline here.")
@quiet_option
def export(model_folder: str | None, file: str, quiet: bool) -> None:
    """Write a model as a scikit-learn Pipeline, for programs that want one.

    The file is made with joblib, which uses pickle: loading such a file runs whatever code is in it, so load it only
    where you trust who made it. The model's own folder has no such risk.

    \b
    Example:
      classify model export --joblib stance.joblib
    """
    import io
    from pathlib import Path

    import joblib

    from classifier.cli.standard_error import say_note
    from classifier.files import write_file
    from classifier.stance.model import StanceModel

    found = StanceModel.load(model_folder) if model_folder else StanceModel.default()
    packed = io.BytesIO()
    joblib.dump(found.as_pipeline(), packed)
    write_file(Path(file), packed.getvalue())
    if not quiet:
        say_note(f"{file} runs code when it is loaded: give it only to those who trust you, and load none from others")
