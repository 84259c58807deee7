"""What a report says of the model itself, from the facts that its folder carries.

A model's folder may come from anyone and any version: a fact that is missing or of another kind is left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from classifier.reports.evaluation_page.blocks import Block, Cell, Facts, Section, Table, Words

FEWEST_AUTHORS = 2
"""A term that one author alone uses says who writes, and nothing of a stance."""

MOST_TERMS = 10
"""Terms of a label that are shown; the JSON file has all that the model carries."""

LARGEST = 1e15

_STRENGTHS = {"c": "C", "balanced": "labels balanced", "own": "weight of own posts"}


@dataclass(frozen=True, slots=True)
class Term:
    """A term that speaks for a label."""

    term: str
    weight: float
    posts: int
    threads: int
    authors: int


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """A model's name, hash, settings, training posts and strongest terms."""

    name: str
    hash: str
    strength: Mapping[str, float]
    training: Mapping[str, Any]
    """`hash`, `threads`, and `posts` by origin and label."""
    versions: Mapping[str, str]
    strongest: Mapping[str, tuple[Term, ...]]
    codebook: Mapping[str, Any]
    """Version and hash of the one by which it was trained."""

    @classmethod
    def of(cls, name: str, digest: str, facts: Mapping[str, Any]) -> "ModelFacts":
        """Return what can be used of a model's facts."""
        strength = {key: n for key, n in _mapping(facts.get("strength")).items() if _is_number(n)}
        versions = {key: text for key, text in _mapping(facts.get("versions")).items() if isinstance(text, str)}
        strongest = _mapping(facts.get("strongest_terms"))
        terms = {label: tuple(_terms(found)) for label, found in strongest.items()}
        training, codebook = _training(_mapping(facts.get("training"))), _codebook(_mapping(facts.get("codebook")))
        return cls(name, digest, strength, training, versions, terms, codebook)

    def to_json(self) -> dict[str, Any]:
        """Return the facts as an object for JSON."""
        return {
            "name": self.name,
            "hash": self.hash,
            "codebook": dict(self.codebook),
            "strength": dict(self.strength),
            "training": dict(self.training),
            "versions": dict(self.versions),
            "strongest_terms": {label: [asdict(term) for term in terms] for label, terms in self.strongest.items()},
        }


def model_section(model: ModelFacts) -> Section:
    """Return what the model is, and its strongest terms label by label."""
    return Section("The model", "model", (Facts(tuple(_facts(model))),), (_strongest(model),))


def _facts(model: ModelFacts) -> Iterator[tuple[str, str]]:
    yield "Name", model.name
    yield "Hash", model.hash
    if model.codebook:
        yield "Trained by", f"codebook {model.codebook['version']}, hash {model.codebook['hash']}"
    yield "Kind", "linear classifier over words, pairs of neighbouring words and runs of characters (TF-IDF)"
    named = [f"{_STRENGTHS.get(key, key)} {_setting(key, value)}" for key, value in model.strength.items()]
    if named:
        yield "Strength", ", ".join(named)
    for origin, labels in model.training.get("posts", {}).items():
        counts = ", ".join(f"{n:,} {label}" for label, n in labels.items())
        yield f"Trained on {origin} posts", f"{sum(labels.values()):,}: {counts}"
    if "threads" in model.training:
        yield "Training threads", f"{model.training['threads']:,}"


def _setting(key: str, value: float) -> str:
    return ("yes" if value else "no") if key == "balanced" else f"{value:g}"


def _strongest(model: ModelFacts) -> Section:
    blocks: list[Block] = [
        Words(
            "What each term adds to a label's score, on average over the training posts that hold it, in how many "
            "posts and threads and by how many authors. These are associations and no reasons, and none is shown "
            "that one author alone uses: that would be no finding."
        )
    ]
    if not any(model.strongest.values()):
        blocks = [Words("The model carries none: train it again to have them.")]
    for label, terms in model.strongest.items():
        if terms:
            blocks.append(_terms_table(label, terms))
    return Section("Strongest terms", "terms", tuple(blocks))


def _terms_table(label: str, terms: tuple[Term, ...]) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (f"“{term.term}”", f"{term.weight:+.2f}", f"{term.posts:,}", f"{term.threads:,}", f"{term.authors:,}")
        for term in terms[:MOST_TERMS]
    ]
    return Table(f"Terms for {label}", ("term", "adds", "posts", "threads", "authors"), tuple(rows))


def _terms(found: object) -> Iterator[Term]:
    for fields in found if isinstance(found, list) else ():
        kept = _mapping(fields)
        counts = [kept.get(name) for name in ("posts", "threads", "authors")]
        if isinstance(kept.get("term"), str) and _is_number(kept.get("weight")) and all(map(_is_count, counts)):
            term = Term(kept["term"], float(kept["weight"]), *counts)  # type: ignore[arg-type]
            if term.authors >= FEWEST_AUTHORS:
                yield term


def _training(facts: Mapping[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    if isinstance(facts.get("hash"), str):
        kept["hash"] = facts["hash"]
    if _is_count(facts.get("threads")):
        kept["threads"] = facts["threads"]
    kept["posts"] = {
        origin: {label: n for label, n in _mapping(labels).items() if _is_count(n)}
        for origin, labels in _mapping(facts.get("posts")).items()
    }
    return kept


def _codebook(facts: Mapping[str, Any]) -> dict[str, Any]:
    version, hash_ = facts.get("version"), facts.get("hash")
    return {"version": version, "hash": hash_} if _is_count(version) and isinstance(hash_, str) else {}


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and abs(value) < LARGEST  # Of nan nothing is true.


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < LARGEST
