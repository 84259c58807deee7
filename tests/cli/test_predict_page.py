"""The command `classify predict --html`."""

import json
import re
import sys

import pytest

from classifier.cli.predict import TERMS_ON_PAGE
from classifier.reports.page.render import templates

POSTS = [
    {"thread_id": "t", "id": "1", "text": "Send them the Patriots they ask for, and send them now."},
    {"thread_id": "t", "id": "2", "text": "Not our war, our border first, our money, our own people."},
    {"thread_id": "t", "id": "3", "text": ""},
]


@pytest.fixture
def page(tmp_path):
    """Where the page goes, which tests find in a folder of its own."""
    (tmp_path / "out").mkdir()
    return tmp_path / "out" / "page.html"


def marks(page):
    """Return how many terms each post of the page names."""
    return [post.count('class="term"') for post in page.read_text("utf-8").split('<article class="post')[1:]]


def test_the_page_takes_the_place_of_what_is_printed(run, save, page):
    """The counts are noted as they are in a pipe."""
    path = save(POSTS)
    done = run("predict", path, "--html", page)
    assert (done.code, done.out) == (0, "")
    assert done.err == f"note: {path}: 3 posts: 1 pro-ukraine-aid, 1 restraint-realist, 1 abstained\n"
    assert page.read_text("utf-8").count('<article class="post') == 3


@pytest.mark.parametrize("output_format", ["table", "jsonl", "csv"])
def test_with_a_format_the_posts_are_printed_too(run, save, page, output_format):
    """As they are without a page."""
    path = save(POSTS)
    done = run("predict", path, "--html", page, "--format", output_format)
    assert done == run("predict", path, "--format", output_format)
    assert page.exists()


def test_terms(run, save, page):
    """A few are marked without asking, --terms says how many, and none may be wanted."""
    path = save(POSTS)
    run("predict", path, "--html", page)
    assert marks(page) == [TERMS_ON_PAGE, TERMS_ON_PAGE, 0]
    done = run("predict", path, "--html", page, "--terms", 2, "--format", "jsonl")
    assert marks(page) == [2, 2, 0]
    assert [len(post["terms"]) for post in done.posts] == [2, 2, 0]
    run("predict", path, "--html", page, "--terms", 0)
    assert marks(page) == [0, 0, 0]


def test_the_page_names_the_model_and_says_which_posts_it_has_seen(run, save, page, model_folder, some_posts):
    """In the posts and at the counts."""
    run("predict", "--model", model_folder, save([{"text": some_posts[0].post.text}, *POSTS]), "--html", page)
    html = page.read_text("utf-8")
    assert "<bdi>small</bdi>, hash <code>" in html
    assert html.count("The model was trained on this very text.") == 1
    assert "The model was trained on 1 of these posts" in html


def test_all_files_are_on_one_page(run, save, page):
    """Those that cannot be read are named and left out."""
    done = run("predict", save(POSTS), save(b"\x89PNG", "bad.png"), save(POSTS, "again.jsonl"), "--html", page)
    assert done.code == 3
    assert "bad.png" in done.err
    assert page.read_text("utf-8").count('<section class="thread"') == 2


def test_where_nothing_can_be_read_an_old_page_stays(run, save, page):
    """And the exit code says so."""
    page.write_text("old")
    assert run("predict", save(b"\x89PNG"), "--html", page).code == 1
    assert page.read_text() == "old"
    assert list(page.parent.iterdir()) == [page]


def test_where_the_page_cannot_be_written_the_error_says_so(run, save, tmp_path):
    """Without a traceback."""
    done = run("predict", save(POSTS), "--html", tmp_path / "nowhere" / "page.html")
    assert done.code == 1
    assert "page.html: cannot be written" in done.err


def test_without_jinja_one_message_says_what_to_install(run, save, page, monkeypatch):
    """Before anything is read; without --html nobody misses it."""
    monkeypatch.setitem(sys.modules, "jinja2", None)
    templates.cache_clear()
    done = run("predict", save(POSTS), "--html", page)
    assert (done.code, done.out) == (1, "")
    assert done.err == "error: a page needs Jinja, which is not here; pip install 'classifier[report]'\n"
    assert not page.exists()
    assert run("predict", save(POSTS)).code == 0


def test_a_page_imports_nothing_that_draws(process, save, page):
    """Jinja is enough."""
    done = process("predict", save(POSTS), "--html", page, python=("-X", "importtime"))
    imported = {name.split(".")[0] for name in re.findall(r"^import time:.*\| +(\S+)$", done.err, re.MULTILINE)}
    assert "jinja2" in imported
    assert not imported & {"matplotlib", "sklearn", "scipy"}


def test_the_same_posts_give_the_same_page(run, save, page):
    """But for the day on which it was made."""
    path = save(POSTS)
    run("predict", path, "--html", page)
    first = page.read_bytes()
    run("predict", path, "--html", page)
    assert page.read_bytes() == first


def test_a_stream_goes_to_a_page(run, page):
    """As it does everywhere."""
    done = run("predict", "-", "--html", page, stdin="".join(f"{json.dumps(post)}\n" for post in POSTS))
    assert done.code == 0
    assert page.read_text("utf-8").count('<article class="post') == 3
