"""What the tests of saved pages share: reading bytes without a file, and what holds of every thread."""

from collections.abc import Callable
from io import BytesIO

import pytest

from classifier.records import Thread
from classifier.threads.pages.read import read_page
from classifier.threads.sources.source import source_of


def _read(raw: bytes) -> Thread:
    return read_page(source_of("page.html", BytesIO(raw)))


def _check(thread: Thread) -> None:
    assert thread.document is not None
    assert len({post.id for post in thread.posts}) == len(thread.posts)
    end = 0
    seen: set[str] = set()
    for order, post in enumerate(thread.posts, 1):
        assert post.order == order
        assert post.parent_id is None or post.parent_id in seen
        seen.add(post.id)
        assert post.start is not None
        assert post.end is not None
        assert end <= post.start <= post.end
        end = post.end
        full = post.text if post.full_text is None else post.full_text
        assert thread.document[post.start : post.end] == full
        inside = 0
        for span in post.spans:
            assert inside <= span.start < span.end <= len(full)
            inside = span.end
        (post.text + full).encode()


@pytest.fixture(scope="session")
def read() -> Callable[[bytes], Thread]:
    """Read a page's bytes."""
    return _read


@pytest.fixture(scope="session")
def check() -> Callable[[Thread], None]:
    """Check what holds of every thread: posts and their spans stand in order, apart, and where they say."""
    return _check
