"""A trained model and what it says of posts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

from classifier.records import LabelTerms, Post, Prediction, TermWeight
from classifier.shipped import shipped
from classifier.stance.record.model_folder import read_model, write_model
from classifier.stance.record.model_record import ModelRecord
from classifier.stance.record.weights import columns_of, softmax
from classifier.stance.scoring.scorer import Scorer
from classifier.stance.text.portions import gathered

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

EMPTY = "empty"
NO_KNOWN_WORD = "no known word"
UNSURE = "unsure"
"""The likeliest label's probability is lower than was asked for."""


class StanceModel:
    """A classifier of posts, ready to predict: from `train_model`, `StanceModel.load` or `StanceModel.default`."""

    def __init__(self, record: ModelRecord, name: str) -> None:
        self.record = record
        self.name = name

    @classmethod
    def load(cls, folder: str | Path) -> Self:
        """Return the model of a folder; raise ModelError where it is foreign, damaged, or of a newer format."""
        return cls(read_model(Path(folder)), Path(folder).resolve().name)

    @classmethod
    def default(cls) -> Self:
        """Return the model that ships with this package."""
        return cls.load(shipped("models/default"))

    def save(self, folder: str | Path) -> None:
        """Write the model as a folder, put in place when it is whole; raise ClassifierError where it cannot be."""
        write_model(self.record, Path(folder))

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that it tells apart, in the codebook's order."""
        return self.record.labels

    @property
    def codebook(self) -> Mapping[str, Any]:
        """Version and hash of the codebook that it was trained by; what its folder does not say is left out."""
        said = self.record.facts.get("codebook")
        known = said if isinstance(said, Mapping) else {}
        return {name: known[name] for name in ("version", "hash") if isinstance(known.get(name), int | str)}

    @property
    def digest(self) -> str:
        """64 bits that stand for what the model says."""
        return self.record.digest()

    @cached_property
    def scorer(self) -> Scorer:
        """What scores texts; made at its first use."""
        return Scorer(self.record.weights)

    def predict(self, posts: Iterable[Post], terms: int = 0, min_confidence: float = 0.0) -> Iterator[Prediction]:
        """Yield a prediction for each post, in order, with its `terms` strongest terms.

        Abstains on an empty post, on one that holds no word, number or symbol that the training posts held, and where
        the likeliest label's probability is below `min_confidence`.
        """
        for _, prediction in self.predict_each(posts, terms, min_confidence):
            yield prediction

    def predict_each(
        self, posts: Iterable[Post], terms: int = 0, min_confidence: float = 0.0
    ) -> Iterator[tuple[Post, Prediction]]:
        """Yield each post with its prediction, in order; some are held at a time, as `gathered` says."""
        for batch in gathered(posts, lambda post: len(post.text)):
            yield from zip(batch, self._predict(batch, terms, min_confidence), strict=True)

    def predict_proba(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return probabilities, shape (texts, labels), in the order of `labels`, whatever the texts hold."""
        return softmax(self.scorer.score(texts).values, self.record.weights.temperature)

    def has_seen(self, posts: Sequence[Post]) -> NDArray[np.bool_]:
        """Return which posts have the very text of a post that the model was trained on, shape (posts,)."""
        digests = np.array([int(post.text_digest, 16) for post in posts], dtype=np.uint64)
        return columns_of(digests, self.record.seen) < len(self.record.seen)

    def as_pipeline(self) -> "Pipeline":
        """Return a fitted scikit-learn Pipeline: texts in, the same probabilities out, calibration included."""
        # Imported here because scikit-learn takes a second to import and scoring does not need it.
        from classifier.stance.training.pipeline import pipeline_of

        return pipeline_of(self.record)

    def _predict(self, posts: Sequence[Post], terms: int, min_confidence: float) -> Iterator[Prediction]:
        scored = self.scorer.score([post.text for post in posts])
        shares = softmax(scored.values, self.record.weights.temperature)
        # As lists: reading numbers out of arrays one by one would take longer than scoring them.
        rows = zip(
            posts,
            shares.tolist(),
            shares.argmax(axis=1).tolist(),
            self.has_seen(posts).tolist(),
            scored.words.tolist(),
            scored.known_words.tolist(),
            scored.tokens.tolist(),
            strict=True,
        )
        for post, row, label, seen, words, known, tokens in rows:
            sure = bool(known) and row[label] >= min_confidence
            for_label, by_label = self._explained(post.text, label, terms) if known and terms else ((), ())
            yield Prediction(
                predicted=self.labels[label] if sure else None,
                probability=row[label] if known else None,
                scores=dict(zip(self.labels, row, strict=True)) if known else None,
                abstained=None if sure else UNSURE if known else NO_KNOWN_WORD if post.text.strip() else EMPTY,
                seen=seen,
                terms=for_label,
                by_label=by_label,
                words=words,
                known_words=known,
                tokens=tokens,
            )

    def _explained(self, text: str, label: int, terms: int) -> tuple[tuple[TermWeight, ...], tuple[LabelTerms, ...]]:
        """Return the terms that speak most for a label, and what each label's score is made of."""
        from classifier.stance.scoring.explanation import AddedTerms

        added = AddedTerms.of(self.scorer, text)
        return tuple(term for term in added.strongest(label, terms) if term.weight > 0), added.by_label(
            self.labels, terms
        )
