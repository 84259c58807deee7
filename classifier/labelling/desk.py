"""What a face needs to put before a coder."""

from dataclasses import dataclass

from classifier.labelling.session import Session
from classifier.labels.codebook import Codebook


@dataclass(frozen=True, slots=True)
class Desk:
    """A coder's session with what stands around all of its posts."""

    session: Session
    codebook: Codebook
    coder: str
    served: str
    """How posts are served, as the log says it: `disputed` where the coder decides between others."""
