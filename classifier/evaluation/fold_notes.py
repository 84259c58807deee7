"""What is said in words beside the figures: what was kept out of training, what a fold lacked, what was chosen."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from classifier.evaluation.held_out.predict import FoldResult
from classifier.labels.annotations import Annotations
from classifier.records import OWN
from classifier.stance.training.corpus import Corpus
from classifier.stance.training.linear import Strength

_NOT_CHOSEN = "not chosen, but given, or the first of those tried where training threads are too few to choose"


def why_not(corpus: Corpus) -> str:
    """Return why no post could be held out."""
    if len(np.unique(corpus.thread)) < 2:
        return "All labelled posts stand in one thread, and evaluation holds whole threads out: label another thread."
    return (
        "Without posts by the held-out authors, and without near-duplicates, nothing remains to train on: label "
        "threads by other people."
    )


def fold_notes(corpus: Corpus, origin: str, results: Sequence[FoldResult]) -> Iterator[str]:
    """Yield what a reader must know of one origin's folds: what was dropped, what was lacking, what was chosen."""
    tested = len(np.unique(np.concatenate([result.fold.test for result in results])))
    untested = int((corpus.origin == origin).sum()) - tested
    if untested:
        yield f"Not predicted, and in no figure: {untested} posts, for which nothing was left to train on."
    authors = sum(result.fold.same_author for result in results)
    alike = sum(result.fold.near_duplicate for result in results)
    if authors or alike:
        yield (
            f"Kept out of training, over {len(results)} folds: {authors} posts by authors of the held-out part, "
            f"{alike} near-duplicates or quotes of its posts."
        )
    lacking = Counter(label for result in results for label in result.fold.lacking(corpus))
    for label, times in lacking.items():
        yield f"In {times} of {len(results)} folds no post to train on was labelled {label}: there it cannot be found."
    chosen = Counter(result.strength for result in results)
    own = bool((corpus.origin == OWN).any())
    strengths = ", ".join(f"{_named(strength, own)} ({times})" for strength, times in chosen.most_common())
    trained = sum(result.chosen for result in results)
    where = "each" if trained == len(results) else f"{trained} of {len(results)}"
    how = f"chosen inside {where} training part{'s' if where != 'each' else ''}" if trained else _NOT_CHOSEN
    yield f"Strength {how}: {strengths}."


def _named(strength: Strength, own: bool) -> str:
    """Return a strength in words, with what own posts weigh where there are any."""
    weight = f", own posts weighing {strength.own:g} times others" if own else ""
    return f"C = {strength.c:g}{' with balanced labels' if strength.balanced else ''}{weight}"


def data_notes(annotations: Annotations, corpus: Corpus) -> Iterator[str]:
    """Yield what a reader must know of the labelled posts as a whole."""
    unused = [label for label in annotations.codebook.label_ids if label not in corpus.labels]
    if unused:
        yield f"No post is labelled {' or '.join(unused)}: the model cannot predict what it has not been shown."
    disputed = len(annotations.disputed())
    if disputed:
        yield f"{disputed} posts are left out: their coders disagree and nobody has adjudicated."
    unlabelled = len(annotations.posts) - len(corpus.label) - disputed
    if unlabelled:
        yield f"{unlabelled} posts have no label yet."
