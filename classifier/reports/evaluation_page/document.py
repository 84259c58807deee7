"""An evaluation -> a whole report, as plain data: nothing is computed here but which figure stands where."""

from collections.abc import Sequence

from classifier.evaluation.evaluation import GIVEN, Evaluation
from classifier.reports.evaluation_page import tables
from classifier.reports.evaluation_page.blocks import Block, Document, Section, Tiles, Words, items
from classifier.reports.evaluation_page.card import Circumstances, card_section, definitions
from classifier.reports.evaluation_page.model_facts import model_section
from classifier.reports.evaluation_page.part import PartFacts, part_section, rank, tile
from classifier.reports.evaluation_page.tables import Signs
from classifier.reports.evaluation_words import conventions
from classifier.reports.page.signs import label_signs
from classifier.version import __version__

_HELD_OUT = (
    "The figures are those of models that were made in the same way from other threads than the posts they predicted; "
    "the model itself is trained on all posts."
)
_NEVER_POOLED = "Posts of each origin are counted on their own, never together."
_WRITTEN = "Written posts were made for a project: how a model does on them says little about real ones."


def evaluation_document(evaluation: Evaluation, known: Circumstances) -> Document:
    """Return the report of an evaluation, real posts first."""
    labels = labels_of(evaluation)
    signs = {sign.name: sign for sign in label_signs(labels)}
    parts = [
        PartFacts(part, f"part-{nth}", evaluation.seed, signs)
        for nth, part in enumerate(sorted(evaluation.parts, key=rank), 1)
    ]
    named = f"the model “{known.model.name}”" if known.model is not None else evaluation.title
    on = f"On {evaluation.title}. " if known.model is not None else ""
    return Document(
        f"Evaluation of {named}",
        f"{on}Made on {known.made_on} by classifier {__version__}.",
        (
            _short(parts, evaluation.title != GIVEN),
            _data(evaluation, known, parts, signs),
            *map(part_section, parts),
            *([] if known.model is None else [model_section(known.model)]),
            card_section(evaluation, known, labels),
            Section("How to read the figures", "conventions", items(list(conventions(evaluation)))),
        ),
    )


def labels_of(evaluation: Evaluation) -> tuple[str, ...]:
    """Return all labels, in the codebook's order."""
    return tuple(dict.fromkeys(label for part in evaluation.parts for label in part.data.posts))


def _short(parts: Sequence[PartFacts], held_out: bool) -> Section:
    blocks: list[Block] = [
        Words(
            "A label says what a post's words express. It is never a verdict about a person, and nothing is to be "
            "decided about a single post without reading it.",
            tone="note",
        ),
        Tiles(tuple(map(tile, parts))),
    ]
    lines = [_HELD_OUT] if held_out else []
    lines += [_NEVER_POOLED] if len(parts) > 1 else []
    lines += [_WRITTEN] if any(facts.part.data.origin == "written" for facts in parts) else []
    blocks += [Words(" ".join(lines), tone="soft")] if lines else []
    return Section("In short", "short", tuple(blocks))


def _data(evaluation: Evaluation, known: Circumstances, parts: Sequence[PartFacts], signs: Signs) -> Section:
    blocks: list[Block] = []
    if known.codebook is not None:
        book = known.codebook
        blocks.append(Words(f"“{book.title}”, version {book.version}, hash {book.hash}.", lead="Codebook: "))
        blocks.append(definitions(book, signs))
    if evaluation.coders:
        blocks.append(Words(f"{', '.join(evaluation.coders)}.", lead="Coders: "))
    blocks.append(tables.counts_table([facts.part for facts in parts], [facts.title for facts in parts], signs))
    blocks += items(evaluation.notes)
    return Section("The data", "data", tuple(blocks))
