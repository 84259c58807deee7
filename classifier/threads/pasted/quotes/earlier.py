"""Where words stood earlier in a thread: an index of the runs of words that quotes are asked about, and of lines."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from classifier.threads.pattern import Pattern

RUN = 3
"""Words in a run. A changed word changes three runs; fewer would be common by chance."""
SHARE = 0.5
"""Of a quote's runs those that must stand in one earlier post: a changed word or "[...]" in ten still leaves it."""
MARKED_SHARE = 0.8
"""The same for words inside a line, between marks or after a name: there, citing is more common than quoting."""
FEWEST_MARKED_WORDS = 6
LONGEST_LOOK_UP = 2_000
"""Characters of a quote that are looked up."""
LONGEST_POST = 1_000_000
"""Characters of a post, at its start, in which quotes are found."""
MOST_RUNS = 1_000_000
"""Runs that are kept, some 150 MB; what a longer thread quotes after them is not found."""
MOST_POSTS = 4
"""Posts that are remembered for a run, the first ones."""
COPIED_LINE = 60
"""Characters of a line from which on it is not written twice by chance."""

_WORD = Pattern(r"[^\W_]+")


def runs_of(text: str) -> Iterator[int]:
    """Yield a hash of each run of words in a text; a text of fewer words is one run."""
    words = _WORD.findall(text.casefold())
    if len(words) >= RUN:
        yield from map(hash, zip(words, words[1:], words[2:], strict=False))
    elif words:
        yield hash(tuple(words))


class EarlierWords:
    """The words of the posts so far, as far as they are asked about; posts are added in order, by their number.

    Memory grows with what is asked, up to MOST_RUNS, and with the number of long lines.
    """

    def __init__(self, asked: Iterable[str]) -> None:
        every = (run for text in asked for run in runs_of(text[:LONGEST_LOOK_UP]))
        self._posts: dict[int, tuple[int, ...]] = dict.fromkeys(islice(every, MOST_RUNS), ())
        self._lines: dict[int, int | None] = {}
        self._authors: list[str | None] = []
        self._names: set[str | None] = set()

    def add(self, text: str, author: str | None) -> None:
        """Take the own words of the next post; the first post's number is 0."""
        number = len(self._authors)
        self._authors.append(author.casefold() if author else None)
        self._names.add(self._authors[-1])
        text = text[:LONGEST_POST]
        if self._posts:
            for run in runs_of(text):
                self._note(run, number)
        for line in text.split("\n"):
            if len(line) >= COPIED_LINE:
                key = hash(line.strip())
                self._lines[key] = number if self._lines.get(key, number) == number else None
            elif line and self._posts and line.count(" ") < RUN:
                for run in runs_of(line):
                    self._note(run, number)

    def _note(self, run: int, number: int) -> None:
        posts = self._posts.get(run)
        if posts is not None and len(posts) < MOST_POSTS and number not in posts:
            self._posts[run] = (*posts, number)

    def find(self, text: str, author: str | None = None, share: float = SHARE) -> int | None:
        """Return the number of the post in which most of a text's words stood, by the named author if by several."""
        runs = list(runs_of(text[:LONGEST_LOOK_UP]))
        votes = Counter(number for run in runs for number in self._posts.get(run, ()))
        named = author.casefold() if author else None

        def rank(number: int) -> tuple[int, bool, int]:
            return votes[number], named is not None and self._authors[number] == named, -number

        best = max(votes, key=rank, default=None)
        return best if best is not None and votes[best] >= share * len(runs) else None

    def find_marked(self, text: str, author: str | None = None) -> int | None:
        """Return the number of the post in which words stood that a line gives between marks or after a name."""
        words = text.count(" ") + 1
        return self.find(text, author, MARKED_SHARE) if words >= FEWEST_MARKED_WORDS else None

    def holds(self, number: int, text: str, share: float | None = None) -> bool:
        """Return whether most of a text's words, or a share of them, stood in a post."""
        runs = list(runs_of(text[:LONGEST_LOOK_UP]))
        held = sum(number in self._posts.get(run, ()) for run in runs)
        return held >= max(1, (SHARE if share is None else share) * len(runs))

    def is_by(self, number: int, author: str | None) -> bool:
        """Return whether a post is by an author, as far as both are known."""
        return author is not None and self._authors[number] == author.casefold()

    def knows(self, author: str | None) -> bool:
        """Return whether an author of that name wrote one of the posts."""
        return author is not None and author.casefold() in self._names

    def find_line(self, line: str) -> int | None:
        """Return the number of the one earlier post that holds a long line as it is, None where none or several do."""
        return self._lines.get(hash(line)) if len(line) >= COPIED_LINE else None
