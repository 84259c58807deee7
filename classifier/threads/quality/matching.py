r"""Which of the posts that were cut are posts of the gold, by the words they share.

The measure is a token-F1 match, as it is used for forum pages (Weichselbraun et al., WI-IAT 2020, arXiv 2102.02240,
whose gold this is meant for). The words of a text are its runs of word characters (\w+), lower-cased. With s the
words that two texts share, each as often as both have it, and a and b how many words each has, their likeness is the
harmonic mean of s/a and s/b: 2s / (a + b). A cut post is a gold post where the likeness of its own words, or of its
full text with quotes and signature, and the gold text is at least 0.8; gold posts choose one after the other, in
order, each the most alike of the cut posts that are left, the first of equals. Two texts without words are alike:
posts that are a picture only, or deleted. Posts of all kinds count; authors, times and parents are not compared.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifier.records import Post

ENOUGH = 0.8

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class CutCounts:
    """How many posts were cut, how many the gold has, and how many of each are the same; may be added up."""

    cut: int
    gold: int
    matched: int

    @property
    def precision(self) -> float | None:
        """The share of the cut posts that the gold has; None where none was cut."""
        return self.matched / self.cut if self.cut else None

    @property
    def recall(self) -> float | None:
        """The share of the gold's posts that were cut; None where the gold has none."""
        return self.matched / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; None where there are no posts on either side."""
        return 2 * self.matched / (self.cut + self.gold) if self.cut + self.gold else None

    @property
    def perfect(self) -> bool:
        """Whether every post of the gold was cut and nothing else."""
        return self.matched == self.cut == self.gold


@dataclass(frozen=True, slots=True)
class CutQuality:
    """Which cut posts are which posts of the gold, by their places in their lists, from 0."""

    counts: CutCounts
    pairs: tuple[tuple[int, int], ...]
    """(cut, gold), in order of the gold."""
    missed: tuple[int, ...]
    """Places in the gold."""
    too_much: tuple[int, ...]
    """Places among the cut posts."""


def total(counts: Iterable[CutCounts]) -> CutCounts:
    """Return the counts of several files as of one."""
    every = list(counts)
    return CutCounts(
        cut=sum(one.cut for one in every),
        gold=sum(one.gold for one in every),
        matched=sum(one.matched for one in every),
    )


def compare_cut(posts: Sequence[Post], gold: Sequence[str]) -> CutQuality:
    """Return which posts are those of the gold, whose texts are given in order."""
    index = _Index([(post.text, post.full_text or post.text) for post in posts])
    pairs = []
    for place, text in enumerate(gold):
        chosen = index.take(words_of(text))
        if chosen is not None:
            pairs.append((chosen, place))
    cut, found = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
    return CutQuality(
        counts=CutCounts(cut=len(posts), gold=len(gold), matched=len(pairs)),
        pairs=tuple(pairs),
        missed=tuple(place for place in range(len(gold)) if place not in found),
        too_much=tuple(place for place in range(len(posts)) if place not in cut),
    )


def words_of(text: str) -> list[str]:
    """Return the words that are compared.

    >>> words_of("It's 5°, go!")
    ['it', 's', '5', 'go']
    """
    return _WORD.findall(text.lower())


class _Index:
    """The cut posts that are left, found by their words: all of them at once, or those that they share with a text.

    Each text is a row, a post has one or two. The nth time that a word stands in a text is a term of its own, so
    that counting shared terms counts shared words. Where a post of exactly a text's words is left, as for most posts
    of a good cut, nothing is counted.
    """

    def __init__(self, posts: Sequence[tuple[str, str]]) -> None:
        self._exact: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._left = [True] * len(posts)
        self._rows_of: list[list[int]] = []
        sizes: list[int] = []
        owners: list[int] = []
        rows: dict[tuple[str, int], list[int]] = defaultdict(list)
        for nth, texts in enumerate(posts):
            self._rows_of.append([])
            for text in dict.fromkeys(texts):
                words = words_of(text)
                self._exact[tuple(sorted(words))].append(nth)
                for term in _terms(words):
                    rows[term].append(len(sizes))
                self._rows_of[nth].append(len(sizes))
                sizes.append(len(words))
                owners.append(nth)
        for waiting in self._exact.values():
            waiting.reverse()
        self._rows = {term: np.array(found, np.int64) for term, found in rows.items()}
        self._sizes = np.array(sizes, np.float64)
        self._owners = owners
        self._open: npt.NDArray[np.bool_] = np.ones(len(sizes), bool)

    def take(self, words: list[str]) -> int | None:
        """Return the place of the most alike post that is left and take it away; None where none is alike enough."""
        chosen = self._of_the_same_words(words)
        if chosen is None:
            chosen = self._most_alike(words)
        if chosen is not None:
            self._left[chosen] = False
            self._open[self._rows_of[chosen]] = False
        return chosen

    def _of_the_same_words(self, words: list[str]) -> int | None:
        waiting = self._exact.get(tuple(sorted(words)), [])
        while waiting:
            if self._left[waiting[-1]]:
                return waiting[-1]
            waiting.pop()
        return None

    def _most_alike(self, words: list[str]) -> int | None:
        found = [self._rows[term] for term in _terms(words) if term in self._rows]
        if not found:
            return None
        shared = np.bincount(np.concatenate(found), minlength=len(self._sizes))
        likeness = np.where(self._open, 2 * shared / (len(words) + self._sizes), 0.0)
        best = int(likeness.argmax())
        return self._owners[best] if likeness[best] >= ENOUGH else None


def _terms(words: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Yield each word with how often it came before.

    >>> list(_terms(["no", "no", "yes"]))
    [('no', 0), ('no', 1), ('yes', 0)]
    """
    seen: dict[str, int] = {}
    for word in words:
        nth = seen.get(word, 0)
        seen[word] = nth + 1
        yield word, nth
