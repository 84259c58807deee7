"""Posts without the names that they speak of: what a model still knows then is stance, what it lost was topic."""

import re
from collections.abc import Sequence
from dataclasses import replace

from classifier.records import LabelledPost

MASK = "▮"
"""Stands for every name: a sign that no post is likely to hold."""


def mask_names(texts: Sequence[str], names: Sequence[str]) -> list[str]:
    """Return the texts with each name replaced by the same sign; a name that ends in * has any ending.

    >>> mask_names(["Send Ukrainians aid, says Xi."], ["ukrain*", "xi"])
    ['Send ▮ aid, says ▮.']
    """
    if not names:
        return list(texts)
    ordered = sorted(names, key=len, reverse=True)
    parts = [re.escape(name.removesuffix("*")) + (r"\w*" if name.endswith("*") else "") for name in ordered]
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)
    return [pattern.sub(MASK, text) for text in texts]


def masked_posts(posts: Sequence[LabelledPost], names: Sequence[str]) -> list[LabelledPost]:
    """Return the posts with their names masked."""
    texts = mask_names([labelled.post.text for labelled in posts], names)
    return [
        replace(labelled, post=replace(labelled.post, text=text)) for labelled, text in zip(posts, texts, strict=True)
    ]
