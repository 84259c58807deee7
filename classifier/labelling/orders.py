"""In which order posts are served."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b

from classifier.records import Key

Shares = Mapping[str, float]
"""The probability of each label."""


def random_order(keys: Iterable[Key], seed: int) -> list[Key]:
    """Return posts in an order that is random but the same each time; its beginning is a sample without replacement.

    By a hash of the post and the seed, so that posts which come later are mixed among the others, as if they had been
    there from the first draw on.
    """
    return sorted(keys, key=lambda key: draw(key, seed))


def draw(key: Key, seed: int) -> bytes:
    """Return what stands for a post's place in all random orders of a seed: 64 bits, as good as drawn."""
    said = f"{seed}\0{key[0]}\0{key[1]}".encode("utf-8", "surrogatepass")
    return blake2b(said, digest_size=8).digest()


def uncertain_order(shares: Mapping[Key, Shares | None]) -> list[Key]:
    """Return posts by how little the likeliest label is ahead of the second; those that have no words come last."""
    return sorted(shares, key=lambda key: _margin(shares[key]))


def _margin(share: Shares | None) -> float:
    if share is None:
        return 2.0
    first, second = sorted(share.values(), reverse=True)[:2]
    return first - second


def rare_order(shares: Mapping[Key, Shares | None], given: Iterable[str], labels: Sequence[str]) -> list[Key]:
    """Return posts by how likely they hold the label that was given least often, the likeliest first."""
    counts = Counter(given)
    rarest = min(labels, key=lambda label: counts[label])
    return sorted(shares, key=lambda key: -(shares[key] or {}).get(rarest, 0.0))
