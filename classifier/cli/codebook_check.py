"""What `classify codebook check` does: the codebook, its folder's labels, and the model that may know its examples."""

import sys

from classifier.cli.annotations import annotations_folder
from classifier.cli.output import default_format, json_writer
from classifier.cli.standard_error import say_error, say_note
from classifier.evaluation.codebook_examples import ExampleSaid, predict_examples
from classifier.labels.codebook import Codebook, parse_draft, read_codebook_file
from classifier.labels.codebook_check import contradictions, remarks
from classifier.labels.editions import clash_text, clashes
from classifier.reports.codebook_check import Checked, checked_lines, print_checked
from classifier.reports.terminal import console
from classifier.stance.model import StanceModel


def check_codebook(annotations: str | None, model_folder: str | None) -> Checked:
    """Return what is found of a folder's codebook; raise AnnotationError where it cannot be read at all."""
    folder = annotations_folder(annotations)
    path = folder / "codebook.toml"
    codebook = parse_draft(read_codebook_file(path), path)
    faults = contradictions(codebook)
    faults += [clash_text(clash, codebook) for clash in clashes(folder, codebook, faults.append)]
    model = StanceModel.load(model_folder) if model_folder else StanceModel.default()
    examples = _examples(codebook, model)
    return Checked(codebook, faults, remarks(codebook), examples, model.name)


def say_checked(checked: Checked, output_format: str | None) -> None:
    """Print what was found."""
    if default_format(output_format, "table", "jsonl") == "table":
        print_checked(console(sys.stdout), checked)
    else:
        write = json_writer()
        for line in checked_lines(checked):
            write(line)
    if checked.contradictions:
        sys.stdout.flush()
        count = len(checked.contradictions)
        say_error(f"codebook.toml: {count} {'contradiction' if count == 1 else 'contradictions'}")


def _examples(codebook: Codebook, model: StanceModel) -> list[ExampleSaid] | None:
    """Return what the model says of the examples; None, which is said, where it knows other labels."""
    if set(model.labels) != set(codebook.label_ids):
        say_note(
            f"examples not checked: the labels of the model {model.name} are {', '.join(model.labels)}; train one by "
            "this codebook, and name it with --model"
        )
        return None
    trained_by = model.codebook.get("hash")
    if trained_by not in (None, codebook.hash):
        say_note(
            f"the model {model.name} was trained by codebook {model.codebook.get('version')} (hash {trained_by}), "
            "which has the same labels and is not this one"
        )
    return list(predict_examples(codebook, model))
