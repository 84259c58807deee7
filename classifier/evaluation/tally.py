"""How many posts of each kind got which stance: plain counts, not corrected for the classifier's errors."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from classifier.records import POST_KINDS, Post, Prediction

ALWAYS_SHOWN = ("comment", "article")


@dataclass(slots=True)
class Tally:
    """Counts of predictions by stance and kind of post; None stands for an abstention."""

    labels: Sequence[str]
    counts: Counter[tuple[str | None, str]] = field(default_factory=Counter)
    seen: int = 0
    """Posts that the model was trained on."""

    def add(self, post: Post, prediction: Prediction) -> None:
        """Count one post."""
        self.counts[prediction.predicted, post.kind] += 1
        self.seen += prediction.seen

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of posts to show: comments, articles, and each other kind that there is."""
        found = {kind for _, kind in self.counts}
        return (*ALWAYS_SHOWN, *(kind for kind in POST_KINDS if kind in found and kind not in ALWAYS_SHOWN))

    def total(self, kind: str | None = None) -> int:
        """Return how many posts there are, of one kind or in all."""
        return sum(n for (_, of), n in self.counts.items() if kind in (None, of))

    def share(self, label: str | None) -> float | None:
        """Return a stance's share of the comments, or the abstentions'; None where there is no comment."""
        comments = self.total("comment")
        return self.counts[label, "comment"] / comments if comments else None

    def line(self, name: str) -> str:
        """Return the counts on one line."""
        counts = Counter[str]()
        for (label, _), n in self.counts.items():
            counts[label or "abstained"] += n
        shown = ", ".join(f"{counts[label]} {label}" for label in (*self.labels, "abstained") if counts[label])
        return f"{name}: {self.total()} posts: {shown or 'none'}"
