"""Files that a reader once failed on, as benchmarks/fuzz_readers.py found them.

tests/cases/found/found.json says of each what went wrong, and what must come of it.
"""

import json
from pathlib import Path

import pytest

from benchmarks.fuzz_laws import read_and_check
from classifier.errors import SourceError
from classifier.threads.formats import ReadOptions
from classifier.threads.read import read_posts

FOUND = Path(__file__).parent.parent / "cases" / "found"
CASES = json.loads((FOUND / "found.json").read_text("utf-8"))


@pytest.fixture(params=CASES, ids=lambda case: case["file"])
def case(request):
    """Each file that was found, with what must come of it."""
    return request.param


@pytest.mark.parametrize("door", ["threads", "posts"])
def test_a_file_that_was_found_holds_every_law(case, door):
    """What once broke a reader is read or refused, and every law of posts holds."""
    outcome = read_and_check(FOUND / case["file"], ReadOptions(case.get("from")), door)
    assert (outcome.broken, outcome.refused) == ((), "refused" in case and door == "threads")


def test_what_comes_of_a_file_that_was_found(case):
    """The posts of a file that was found are those that it holds; what is refused is refused with these words."""
    path = FOUND / case["file"]
    if "refused" in case:
        with pytest.raises(SourceError) as error:
            list(read_posts(path, ReadOptions(case.get("from"))))
        assert str(error.value) == f"{path}:{case['refused']}"
        return
    posts = read_posts(path, ReadOptions(case.get("from")))
    assert [[post.thread_id, post.id, post.parent_id, post.text] for post in posts] == case["posts"]


def test_every_file_that_was_found_has_a_case():
    """No file stands among the cases without what is expected of it."""
    assert {path.name for path in FOUND.iterdir()} == {case["file"] for case in CASES} | {"found.json"}
