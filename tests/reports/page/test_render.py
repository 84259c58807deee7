"""A template becomes a file that loads nothing and runs nothing but its own script."""

import base64
import hashlib
import re
import sys
from html.parser import HTMLParser

import pytest
from markupsafe import Markup

from classifier.errors import ClassifierError
from classifier.reports.page import render
from classifier.reports.page.render import Page, content_policy, page_pieces, templates, write_page

PAGE = Page("page/base.html", 'A <b>"title"</b>\0\u202e', scripts=["thread_page/filter.js"])


@pytest.fixture
def html():
    """The skeleton, with nothing in it."""
    return "".join(page_pieces(PAGE, {}))


def test_the_skeleton_has_landmarks_a_language_and_a_way_past_the_head(html):
    """For those who hear the page or use no mouse."""
    for part in ('<html lang="en">', "<header ", '<main id="main"', "<footer ", 'class="skip" href="#main"', "<h1>"):
        assert html.count(part) == 1, part


def test_the_policy_allows_the_pages_own_style_and_script_by_their_hashes_and_nothing_else(html):
    """Not even a style attribute."""
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html).group(1)
    allowed = dict(part.split(" ", 1) for part in Markup(policy).unescape().split("; "))
    for name in ("style", "script"):
        content = re.search(f"<{name}>(.*?)</{name}>", html, re.DOTALL).group(1)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert allowed.pop(f"{name}-src") == f"'sha256-{digest}'"
    assert allowed == {"default-src": "'none'", "img-src": "data:", "base-uri": "'none'", "form-action": "'none'"}


def test_a_page_without_script_allows_none():
    """Nor has it the element."""
    html = "".join(page_pieces(Page("page/base.html", "A title"), {}))
    assert "<script" not in html
    assert "script-src 'none'" in content_policy("", "")


def test_nothing_is_loaded_from_elsewhere(html):
    """No address but those inside the page and the empty icon."""
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda _, attributes: found.extend(
        value for name, value in attributes if name in ("href", "src", "srcset", "action", "data", "style")
    )
    parser.feed(html)
    assert {value for value in found if not value.startswith("#")} == {"data:,"}
    assert not re.search(r"url\(|@import|@font-face", html)


def test_what_is_printed_is_escaped_and_harmless(html):
    """Without the template saying so."""
    assert "<title>A &lt;b&gt;&#34;title&#34;&lt;/b&gt;\ufffd</title>" in html


def test_a_template_that_names_what_it_was_not_given_fails():
    """Rather than print nothing."""
    with pytest.raises(Exception, match="'nothing' is undefined"):
        templates().from_string("{{ nothing }}").render()


def test_a_page_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    """What goes wrong half way leaves the old file as it was, and nothing beside it."""
    path = tmp_path / "page.html"
    write_page(path, PAGE, {})
    before = path.read_bytes()

    def broken(*_):
        yield "<!doctype html>"
        raise ClassifierError("no more")

    monkeypatch.setattr(render, "page_pieces", broken)
    with pytest.raises(ClassifierError, match="no more"):
        write_page(path, PAGE, {})
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_without_jinja_one_message_says_what_to_install(monkeypatch):
    """And no traceback."""
    monkeypatch.setitem(sys.modules, "jinja2", None)
    templates.cache_clear()
    with pytest.raises(ClassifierError, match=r"pip install 'classifier\[report\]'"):
        templates()
