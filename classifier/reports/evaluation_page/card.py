"""The model card (Mitchell et al. 2019): what it is for, what not, where its limits are, how to make it again."""

from collections.abc import Iterator
from dataclasses import dataclass

from classifier.evaluation.evaluation import Evaluation
from classifier.evaluation.figures.outcome import FEWEST_THREADS
from classifier.labels.codebook import Codebook
from classifier.reports.evaluation_page.blocks import Block, Cell, Facts, Items, Section, Table
from classifier.reports.evaluation_page.model_facts import ModelFacts
from classifier.reports.evaluation_page.tables import Signs
from classifier.version import __version__

NOT_FOR = (
    "Not for verdicts about people: a label says what a post's words express, never what its author is, thinks or "
    "will do.",
    "Not for deciding about single posts, such as removing them, without a person reading them.",
    "Not for shares of stances in a corpus as they are counted: classify prevalence corrects them by a random sample.",
    "Not for other subjects than the codebook's, other languages, or posts unlike those below, without labels of one's "
    "own to evaluate on.",
)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known beside the evaluation."""

    made_on: str
    """A date, as it is to be shown."""
    command: str
    """What to type to have the report again, without the names of folders here."""
    codebook: Codebook | None = None
    """None where the labels are of another one, or of none."""
    model: ModelFacts | None = None
    """None where predictions were given without their model."""


def card_section(evaluation: Evaluation, known: Circumstances, labels: tuple[str, ...]) -> Section:
    """Return the model card; figures and terms stand in the sections before it."""
    return Section(
        "Model card",
        "card",
        (),
        (
            Section("What it is for", "card-purpose", (Items(tuple(_purpose(labels))),)),
            Section("What it is not for", "card-not-for", (Items(NOT_FOR),)),
            Section("Limits", "card-limits", (Items(tuple(_limits(evaluation))),)),
            Section("Where it comes from, and how to make it again", "card-origin", (_origin(evaluation, known),)),
        ),
    )


def definitions(codebook: Codebook, signs: Signs) -> Block:
    """Return what the labels mean."""
    rows: list[tuple[Cell, ...]] = [
        (signs[label.id], " ".join(f"{codebook.definitions_begin.rstrip(' …')} {label.definition}".split()))
        for label in codebook.labels
        if label.id in signs
    ]
    return Table("What the labels mean", ("label", "definition"), tuple(rows), texts=2)


def _purpose(labels: tuple[str, ...]) -> Iterator[str]:
    yield (
        f"To say which of {len(labels)} labels the words of a post express, post by post, so that one can see which "
        "stances a comment thread holds, in which posts, and how sure that is."
    )
    yield "For researchers, analysts and moderators who read the posts behind a count."


def _limits(evaluation: Evaluation) -> Iterator[str]:
    origins = {part.data.origin for part in evaluation.parts}
    evaluated = [part for part in evaluation.parts if part.outcomes]
    if not evaluated:
        yield "Nothing could be evaluated: nothing is known of how good it is."
    if "written" in origins:
        yield "Written posts were made for a project: figures on them say little about real posts."
    if origins == {"written"}:
        yield "There are no real posts here: how good it is on real ones is not known."
    if any(len(part.outcomes[0].by_thread) < FEWEST_THREADS for part in evaluated):
        yield "Where there are fewer than ten threads, no one can say how far the figures would move on others."
    yield "The figures are of posts like these. On posts from elsewhere expect less; label some of them to find out."
    yield (
        "Languages: those of the labelled posts. The model knows words and no languages; of posts in another one it "
        "knows few words or none, and can be wrong without abstaining."
    )
    yield "Sarcasm, quotes that nothing marks, pictures and what stands behind links are read as words, or not at all."
    yield "It learns from its coders, with their errors and their view of the codebook."


def _origin(evaluation: Evaluation, known: Circumstances) -> Facts:
    return Facts(tuple(_origins(evaluation, known)))


def _origins(evaluation: Evaluation, known: Circumstances) -> Iterator[tuple[str, str]]:
    if known.codebook is not None:
        yield "Codebook", f"“{known.codebook.title}”, version {known.codebook.version}, hash {known.codebook.hash}"
    else:
        yield "Codebook", "not known: the labels came without one"
    yield "Coders", ", ".join(evaluation.coders) or "not known: the labels came without them"
    if known.model is not None and "hash" in known.model.training:
        yield "Training data", f"hash {known.model.training['hash']}"
    yield "Seed", str(evaluation.seed)
    yield "To make it again", known.command
    yield "Made", f"{known.made_on} by classifier {__version__}"
    if known.model is not None and known.model.versions:
        yield "Model made with", ", ".join(f"{name} {number}" for name, number in known.model.versions.items())
    yield "Rights", "those in the data are in the datasheet of the annotations, and are not repeated here"
