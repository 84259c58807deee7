"""What the tests of labelling share: a small thread, its codebook, and a coder at work on it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from classifier.labelling.context import Threads
from classifier.labelling.session import Session, Suggest
from classifier.labelling.tasks import Task
from classifier.labels.codebook import Codebook, CodebookLabel
from classifier.labels.coder_log import CoderLog
from classifier.records import Post

LABELS = ("keep", "drop", "other")
BOOK = Codebook(version=1, title="The ferry", labels=tuple(CodebookLabel(name, name, name, name) for name in LABELS))
POSTS = tuple(Post(thread_id="t", id=str(nth), order=nth, text=f"post {nth}", title="Ferry") for nth in range(1, 6))


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


class Coder:
    """Opens a session on a log; opening another closes the one before, as if the coder had gone and come back."""

    posts = POSTS
    book = BOOK

    def __init__(self, path: Path, stack: ExitStack) -> None:
        self.path = path
        self.clock = Clock()
        self._stack = stack

    def log(self, codebook: Codebook = BOOK) -> CoderLog:
        """Open the log."""
        self._stack.close()
        return self._stack.enter_context(CoderLog.open(self.path, codebook, pytest.fail))

    def session(
        self,
        served: str = "thread",
        posts: Sequence[Post] = POSTS,
        codebook: Codebook = BOOK,
        suggest: Suggest | None = None,
        **fields: object,
    ) -> Session:
        """Begin, or go on; other fields are the task's."""
        task = Task(keys=[post.key for post in posts], served=served, **fields)
        return Session(self.log(codebook), task, Threads(posts), suggest, self.clock)


@pytest.fixture
def coder(tmp_path: Path) -> Iterator[Coder]:
    """A coder without a label yet."""
    with ExitStack() as stack:
        yield Coder(tmp_path / "ada.jsonl", stack)


@pytest.fixture(scope="session")
def new_coder(tmp_path_factory: pytest.TempPathFactory) -> Callable[[ExitStack], Coder]:
    """Make any number of coders, each with a log of their own, closed with the given stack."""
    return lambda stack: Coder(tmp_path_factory.mktemp("coder") / "ada.jsonl", stack)


@pytest.fixture(scope="session")
def shown() -> Callable[[Session], str | None]:
    """Tell which post is shown."""
    return lambda session: view.post.id if (view := session.view()) else None
