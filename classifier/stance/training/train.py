"""Labelled posts -> a StanceModel."""

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from importlib.metadata import version
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from classifier.labels.codebook import Codebook
from classifier.records import LabelledPost
from classifier.stance.model import StanceModel
from classifier.stance.record.model_record import ModelRecord, TermNames
from classifier.stance.record.profile import profile_to_json
from classifier.stance.record.weights import BLOCKS, Block, StanceWeights
from classifier.stance.scoring.scorer import Scorer
from classifier.stance.text.portions import portions
from classifier.stance.text.terms import LONGEST_GRAM, SHORTEST_GRAM
from classifier.stance.training.corpus import Corpus, TrainingSet
from classifier.stance.training.features import TermCounter
from classifier.stance.training.linear import fit_weights
from classifier.stance.training.profiling import profile_of
from classifier.stance.training.selection import choose_strength
from classifier.stance.training.strongest import Writers, strongest_terms
from classifier.version import __version__

FEWEST_AUTHORS = 2
"""Authors who must have used a term for the model to keep it as text: a shared model must not leak a name."""

FEWEST_THREADS = 10
"""Threads from which a model carries their profile: how far threads differ cannot be told from fewer."""

MOST_TERMS = 20
"""Strongest terms of a label that a model carries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How a model is to be made, apart from its posts."""

    name: str
    codebook: Codebook
    seed: int = 0
    c: float | None = None
    """The strength; None has it chosen by cross-validation over threads, with the class weights."""
    headline: Mapping[str, Any] = field(default_factory=dict)
    """What an evaluation of the same recipe gave, in JSON: kept with the model and used for nothing."""
    risk_coverage: Mapping[str, Any] = field(default_factory=dict)
    """By origin, the accuracy that each confidence gave out of fold, in JSON, as stance/abstention reads it."""


def train_model(training: TrainingSet, recipe: Recipe) -> StanceModel:
    """Return a model trained on all the posts."""
    corpus, texts = training.corpus, [labelled.post.text for labelled in training.posts]
    choice = choose_strength(corpus, corpus.rows, recipe.seed, recipe.c)
    weights = fit_weights(corpus, training.counters, choice.strength, choice.temperature)
    record = ModelRecord(
        labels=corpus.labels,
        weights=weights,
        names={block: _names(corpus, training.counters[block], block) for block in BLOCKS},
        seen=np.unique(np.array([int(labelled.post.text_digest, 16) for labelled in training.posts], dtype=np.uint64)),
        facts={
            "codebook": {
                "version": recipe.codebook.version,
                "hash": recipe.codebook.hash,
                "title": recipe.codebook.title,
            },
            "features": {"words": [1, 2], "characters": [SHORTEST_GRAM, LONGEST_GRAM]},
            "strength": asdict(choice.strength),
            "training": _training_facts(training.posts),
            "seed": recipe.seed,
            "headline": dict(recipe.headline),
            "risk_coverage": dict(recipe.risk_coverage),
            "profile": _profile(corpus, texts, recipe.seed),
            "strongest_terms": _strongest(weights, corpus, texts),
            "versions": _versions(),
        },
    )
    return StanceModel(record, recipe.name)


def _names(corpus: Corpus, counter: TermCounter, block: Block) -> TermNames:
    encoded = [
        term.encode("utf-8", "replace") if authors >= FEWEST_AUTHORS else b""
        for term, authors in zip(counter.terms_, _authors_of(corpus, block), strict=True)
    ]
    offsets = np.concatenate([[0], np.cumsum([len(term) for term in encoded])]).astype(np.uint32)
    return TermNames(np.frombuffer(b"".join(encoded), dtype=np.uint8), offsets)


def _authors_of(corpus: Corpus, block: Block) -> NDArray[np.int64]:
    """Return how many authors used each term."""
    counts, author = corpus.counts[block], np.unique(_authors(corpus), return_inverse=True)[1]
    # Numbers of the counts' own kinds: others would have all the counts copied.
    places = author.astype(np.int32), corpus.rows.astype(np.int32)
    wrote = csr_array((np.ones(len(author), dtype=counts.dtype), places), shape=(author.max() + 1, len(author)))
    authors = np.zeros(counts.shape[1], dtype=np.int64)
    for part in portions((wrote @ np.diff(counts.indptr)).astype(np.int64)):
        authors += np.bincount((wrote[part] @ counts).indices, minlength=counts.shape[1])
    return authors[:-1]


def _authors(corpus: Corpus) -> NDArray[np.int64]:
    """Return who wrote each post; the posts of unknown authors count as one author's a thread."""
    known = corpus.author.max() + 1
    return np.where(corpus.author >= 0, corpus.author, known + corpus.thread)


def _profile(corpus: Corpus, texts: Sequence[str], seed: int) -> dict[str, Any]:
    enough = len(np.unique(corpus.thread)) >= FEWEST_THREADS
    return profile_to_json(profile_of(corpus, texts, seed)) if enough else {}


def _strongest(weights: StanceWeights, corpus: Corpus, texts: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    terms = strongest_terms(Scorer(weights), texts, Writers(corpus.thread, _authors(corpus)), MOST_TERMS)
    return {
        label: [{**asdict(term), "weight": round(term.weight, 4)} for term in of_label]
        for label, of_label in zip(corpus.labels, terms, strict=True)
    }


def _training_facts(posts: Sequence[LabelledPost]) -> dict[str, Any]:
    digest = blake2b(digest_size=8)
    counted: dict[str, Counter[str]] = {}
    for labelled in posts:
        digest.update(repr((*labelled.post.key, labelled.post.text_digest, labelled.label)).encode())
        counted.setdefault(labelled.origin, Counter())[labelled.label] += 1
    return {
        "hash": digest.hexdigest(),
        "threads": len({labelled.post.thread_id for labelled in posts}),
        "posts": {origin: dict(sorted(labels.items())) for origin, labels in sorted(counted.items())},
    }


def _versions() -> dict[str, str]:
    libraries = ("numpy", "scipy", "scikit-learn")
    python = ".".join(map(str, sys.version_info[:3]))
    return {"classifier": __version__, "python": python, **{name: version(name) for name in libraries}}
