"""What a model must beat: the commonest label, and the codebook's own words."""

import re
from collections.abc import Iterator, Sequence

from classifier.labels.codebook import CodebookLabel


def keyword_labels(texts: Sequence[str], labels: Sequence[CodebookLabel]) -> Iterator[str | None]:
    """Yield for each text the label whose keywords it holds most often, None where it holds none.

    The label that the codebook names first wins a tie.
    """
    patterns = {label.id: _any_of(label.keywords) for label in labels if label.keywords}
    for text in texts:
        lowered = text.lower().replace("’", "'")
        hits = {label: len(pattern.findall(lowered)) for label, pattern in patterns.items()}
        best = max(hits, key=lambda label: hits[label], default=None)
        yield best if best is not None and hits[best] else None


def _any_of(keywords: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern for any of the keywords as whole words, the longest first."""
    ordered = sorted((keyword.lower() for keyword in keywords), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)")
