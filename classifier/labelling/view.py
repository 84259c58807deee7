"""What a coder sees at one moment, whichever face shows it."""

from dataclasses import dataclass

from classifier.labelling.context import Around
from classifier.labels.log import LabelEvent
from classifier.records import Post, Prediction


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a coder has come."""

    done: int
    total: int
    skipped: int
    """Posts put off that have no label yet; they are served after all others."""
    seconds_left: float | None
    """At the pace of the last labels; None until there are some."""

    @property
    def left(self) -> int:
        """How many posts have no label yet."""
        return self.total - self.done


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A post to be labelled, with all that goes with it."""

    number: int
    """Its place in the order in which posts are served, from 1."""
    post: Post
    around: Around
    progress: Progress
    answer: LabelEvent | None = None
    """What this coder has said of it."""
    earlier: LabelEvent | None = None
    """What this coder said of it under an earlier version of the codebook."""
    opinions: tuple[LabelEvent, ...] = ()
    """What others said of it, where the coder is to decide between them."""
    suggestion: Prediction | None = None
    """What a model says of it, where the coder asked to see that."""
    can_undo: bool = False
