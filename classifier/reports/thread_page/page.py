"""Posts with predictions, one after the other -> one page of their threads."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from classifier.errors import ClassifierError
from classifier.evaluation.tally import Tally
from classifier.records import Post, Prediction
from classifier.reports.page.render import Page, as_markup, templates, write_page
from classifier.reports.page.signs import label_signs, no_label
from classifier.reports.thread_page.views import Predicted, count_rows, other_kinds, thread_view, total_row

MOST_POSTS = 10_000
"""More than this on one page and browsers no longer scroll."""
MANY_POSTS = 500
"""From here on a browser is told to lay out only what is in sight."""

_PIECE = 1 << 16
_FOLDER = "thread_page"


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Who says what the page says."""

    labels: Sequence[str]
    model: str
    digest: str
    made_on: str
    """A date, as it is to be shown."""
    codebook: Mapping[str, Any] = field(default_factory=dict)
    """Version and hash of the one by which the model was trained; empty where that is not known."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A thread in the table of contents."""

    anchor: str
    title: str
    file: str
    posts: int


class ThreadPage:
    """Takes posts as they come and holds one thread at a time; what is done waits in a file without a name."""

    def __init__(self, facts: PageFacts) -> None:
        """Raise ClassifierError where Jinja is missing."""
        self._facts = facts
        self._posts = templates().get_template(f"{_FOLDER}/posts.html")
        self._signs = {sign.name: sign for sign in label_signs(facts.labels)} | {None: no_label("abstained")}
        self._tally = Tally(facts.labels)
        self._done = tempfile.TemporaryFile("w+", encoding="utf-8", newline="")  # noqa: SIM115
        self._held: list[Predicted] = []
        self._thread = ("", "")
        self._entries: list[_Entry] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._done.close()

    def add(self, file: str, post: Post, prediction: Prediction) -> None:
        """Take the next post of a file; raise ClassifierError where a page cannot hold so many."""
        if self._tally.total() >= MOST_POSTS:
            raise ClassifierError(
                f"{file}: more than {MOST_POSTS:,} posts are too many for one page; give fewer files a page, or take "
                "--format csv or jsonl"
            )
        if self._thread != (file, post.thread_id):
            self._finish_thread()
            self._thread = (file, post.thread_id)
        self._tally.add(post, prediction)
        self._held.append((post, prediction))

    def write(self, path: Path) -> None:
        """Write the page, whole or not at all; raise ClassifierError where it cannot be written."""
        self._finish_thread()
        write_page(path, self._page(), self._values())

    def _page(self) -> Page:
        titles = [entry.title for entry in self._entries]
        title = f"Stances in “{titles[0]}”" if len(titles) == 1 else f"Stances in {len(titles) or 'no'} threads"
        return Page(f"{_FOLDER}/page.html", title, [f"{_FOLDER}/page.css"], [f"{_FOLDER}/filter.js"])

    def _values(self) -> dict[str, Any]:
        return {
            "facts": self._facts,
            "rows": count_rows(self._tally, self._signs),
            "totals": total_row(self._tally),
            "others": other_kinds(self._tally),
            "many": self._tally.total() > MANY_POSTS,
            "seen": self._tally.seen,
            "threads": self._entries,
            "posts": self._rendered(),
        }

    def _finish_thread(self) -> None:
        if not self._held:
            return
        file, _ = self._thread
        first = self._tally.total() - len(self._held) + 1
        view = thread_view(self._held, file, first, len(self._entries) + 1, self._signs)
        for piece in self._posts.generate(thread=view):
            self._done.write(piece)
        self._entries.append(_Entry(view.anchor, view.title, view.file, len(view.posts)))
        self._held = []

    def _rendered(self) -> Iterator[Any]:
        self._done.seek(0)
        while piece := self._done.read(_PIECE):
            yield as_markup(piece)
