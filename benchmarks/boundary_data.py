"""Threads whose posts are known as bare paragraphs: what the boundary model learns from and is measured on.

A data folder's threads/pasted/unmarked/documents.jsonl: `source`, `site`, and `posts`, each a list of paragraphs.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from classifier.threads.pasted.unmarked.gap_features import gap_features

Values = npt.NDArray[np.float64]

SAME_SITE = {"t_2144_posts_pn_41.json": "t_2144_posts.json"}
"""Two parts of one thread: they are one site here, so that none is learnt from while the other is left out."""


@dataclass(frozen=True)
class Document:
    """A thread rendered with one newline everywhere."""

    source: str
    site: str
    lines: list[str]
    gold: npt.NDArray[np.bool_]
    """Whether a post ends at each gap between lines."""
    features: Values


def read_documents(path: Path) -> list[Document]:
    """Return the threads of a file of JSON lines."""
    return [document_of(json.loads(row)) for row in path.read_text("utf-8").split("\n") if row]


def document_of(thread: dict[str, object]) -> Document:
    """Return a thread with the features of its gaps."""
    posts = [[part.strip() for part in post if part.strip()] for post in thread["posts"]]  # type: ignore[attr-defined]
    posts = [post for post in posts if post]
    lines = [part for post in posts for part in post]
    ends = [nth == len(post) for post in posts for nth in range(1, len(post) + 1)]
    features = np.vstack([*gap_features(lines)]).astype(np.float64)
    site = str(thread["site"])
    return Document(str(thread["source"]), SAME_SITE.get(site, site), lines, np.array(ends[:-1], bool), features)
