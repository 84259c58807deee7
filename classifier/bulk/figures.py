"""What is known of a file's predictions as a whole, added up piece by piece."""

from collections.abc import Mapping, Sequence
from typing import Any

from classifier.evaluation.drift import Seen
from classifier.evaluation.tally import Tally
from classifier.records import Post, Prediction


class Figures:
    """The counts of a file's or a piece's posts, and what they look like."""

    def __init__(self, labels: Sequence[str]) -> None:
        self.tally = Tally(labels)
        self.seen = Seen()

    @property
    def posts(self) -> int:
        """How many posts there are."""
        return self.tally.total()

    def count(self, post: Post, prediction: Prediction) -> None:
        """Count one post."""
        self.tally.add(post, prediction)
        self.seen.add(prediction)

    def add(self, other: "Figures") -> None:
        """Count the posts of other figures."""
        self.tally.counts.update(other.tally.counts)
        self.tally.seen += other.tally.seen
        self.seen.posts += other.seen.posts
        self.seen.unknown += other.seen.unknown
        self.seen.length += other.seen.length
        for label, share in other.seen.labels.items():
            self.seen.labels[label] += share

    def to_json(self) -> dict[str, Any]:
        """Return the figures as a JSON object."""
        return {
            "counts": [[label, kind, count] for (label, kind), count in self.tally.counts.items()],
            "trained_on": self.tally.seen,
            "with_words": self.seen.posts,
            "unknown": self.seen.unknown,
            "length": self.seen.length,
            "shares": dict(self.seen.labels),
        }

    @classmethod
    def from_json(cls, labels: Sequence[str], fields: Mapping[str, Any]) -> "Figures":
        """Return the figures of a JSON object that `to_json` made."""
        figures = cls(labels)
        figures.tally.counts.update({(label, kind): count for label, kind, count in fields["counts"]})
        figures.tally.seen = fields["trained_on"]
        figures.seen.posts, figures.seen.unknown = fields["with_words"], fields["unknown"]
        figures.seen.length = fields["length"]
        figures.seen.labels.update(fields["shares"])
        return figures
