"""The page of a thread, as a reader meets it."""

import json
from itertools import pairwise

import pytest

from classifier.reports.page.palette import DARK, LIGHT


@pytest.fixture
def opened(open_page, thread_page):
    """The page of the nested thread."""
    return open_page(thread_page)


def rgb(colour):
    """Return a colour as browsers say it."""
    return "rgb({}, {}, {})".format(*(int(colour[i : i + 2], 16) for i in (1, 3, 5)))


def stances(opened):
    """Return the stance of each post that can be seen."""
    return [post.text_content().strip() for post in opened.page.locator(".post:visible .stance .label").all()]


def test_nothing_is_loaded_and_nothing_complains(opened, thread_page):
    """The file itself and its empty icon are all that is asked for."""
    assert [url for url in opened.requests if url != "data:,"] == [thread_page.as_uri()]
    assert opened.complaints == []


def test_the_filter_works_with_the_mouse(opened):
    """A click on a stance hides its posts, and how many are left is said."""
    everything = stances(opened)
    opened.page.locator(".chip", has_text="off-topic").click()
    left = [stance for stance in everything if stance != "off-topic"]
    assert 0 < len(left) < len(everything)
    assert stances(opened) == left
    assert opened.page.get_by_role("status").text_content() == f"{len(left)} of {len(everything)} posts shown"
    opened.page.get_by_role("button", name="None").click()
    assert stances(opened) == []
    opened.page.get_by_role("button", name="All").click()
    assert stances(opened) == everything
    assert opened.page.get_by_role("status").text_content() == ""


def test_the_filter_works_with_the_keyboard(opened):
    """Tab leads to every stance in turn, and the space bar switches it."""
    seen = []
    while opened.focused() != "all":
        opened.page.keyboard.press("Tab")
        seen.append(opened.focused())
        assert len(seen) < 20
    assert seen == ["#main", "0", "1", "2", "3", "none", "all"]
    for _ in range(6 - 1):
        opened.page.keyboard.press("Shift+Tab")
    assert opened.focused() == "0"
    opened.page.keyboard.press("Space")
    assert "pro-ukraine-aid" not in stances(opened)
    opened.page.keyboard.press("Space")
    assert "pro-ukraine-aid" in stances(opened)


def test_what_has_the_focus_can_be_seen(opened):
    """An outline of its own, also where a box stands inside what is to be clicked."""
    page = opened.page
    page.keyboard.press("Tab")
    assert page.locator(".skip").evaluate("e => e.getBoundingClientRect().left") >= 0
    page.keyboard.press("Tab")
    assert page.locator(".chip").first.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


def test_the_skip_link_leads_past_the_head(opened):
    """To the content."""
    opened.page.keyboard.press("Tab")
    opened.page.keyboard.press("Enter")
    assert opened.focused() == "main"


def test_a_link_leads_to_its_post_even_where_that_is_hidden(opened):
    """Its stance is shown again."""
    page = opened.page
    answer = page.locator(".post", has=page.locator(".about a")).first
    target = answer.locator(".about a").first.get_attribute("href")
    stance = page.locator(target).get_attribute("data-stance")
    page.locator(f".filter input[value='{stance}']").uncheck()
    assert page.locator(target).is_hidden()
    page.evaluate("address => { location.hash = address }", target)
    page.locator(target).wait_for(state="visible")
    assert page.locator(f".filter input[value='{stance}']").is_checked()


def test_without_scripts_the_page_is_whole_and_has_no_filter(open_page, thread_page):
    """A filter that does nothing would mislead."""
    plain, scripted = open_page(thread_page, java_script_enabled=False), open_page(thread_page)
    assert plain.visible_posts() == scripted.visible_posts()
    assert plain.page.locator(".filter").is_hidden()
    assert scripted.page.locator(".filter").is_visible()


@pytest.mark.parametrize(("scheme", "theme"), [("light", LIGHT), ("dark", DARK)])
def test_the_page_is_light_or_dark_as_the_reader_wants(open_page, thread_page, scheme, theme):
    """Ground, words and shapes."""
    page = open_page(thread_page, color_scheme=scheme).page
    colours = "e => [getComputedStyle(e).backgroundColor, getComputedStyle(e).color]"
    assert page.locator("body").evaluate(colours) == [rgb(theme.named["ground"]), rgb(theme.named["ink"])]
    shape = page.locator(".post .shape.c0").first
    assert shape.evaluate("e => getComputedStyle(e).fill") == rgb(theme.labels[0])
    post = page.locator(".post", has=page.locator(".shape.c0")).first
    assert post.evaluate("e => getComputedStyle(e).borderLeftColor") == rgb(theme.labels[0])


@pytest.mark.parametrize("width", [320, 375, 768, 1000])
def test_no_screen_is_too_narrow(open_page, thread_page, width):
    """Nothing moves sideways, and the deepest post still has most of the width."""
    page = open_page(thread_page, viewport={"width": width, "height": 700}).page
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.locator(".scroll").evaluate("e => e.scrollWidth <= e.clientWidth")
    widths = [post.bounding_box()["width"] for post in page.locator(".post").all()]
    assert min(widths) >= 0.7 * min(width, 800)
    for box in (post.bounding_box() for post in page.locator(".post mark, .post bdi, .post .bar").all()):
        assert box["x"] + box["width"] <= width


def test_on_paper_there_is_no_filter_and_the_ground_is_white(open_page, thread_page):
    """Whoever prints from a dark screen; the shapes keep their colours."""
    page = open_page(thread_page, color_scheme="dark").page
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator(".filter").is_hidden()
    assert page.locator(".overview").is_hidden()
    assert page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor") == rgb("#ffffff")
    shape = page.locator(".post .shape.c0").first
    assert shape.evaluate("e => [getComputedStyle(e).fill, getComputedStyle(e).printColorAdjust]") == [
        rgb(LIGHT.labels[0]),
        "exact",
    ]
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_those_who_hear_the_page_find_its_parts(opened):
    """Landmarks, one heading a post, names of all that can be used, stances in words."""
    page = opened.page
    for role in ("banner", "main", "contentinfo", "navigation", "form"):
        assert page.get_by_role(role).count() == 1, role
    assert page.get_by_role("heading", level=3).count() == page.locator(".post").count()
    assert page.get_by_role("article", name="Post #2 moira_t").count() == 1
    assert page.get_by_role("checkbox", name="pro-ukraine-aid").count() == 1
    assert page.get_by_role("link", name="#2 pro-ukraine-aid").count() == 1
    assert "Stance: pro-ukraine-aid , probability" in " ".join(page.locator(".stance").nth(1).inner_text().split())


def test_levels_of_headings_leave_none_out(opened):
    """One first heading, and no third under it without a second."""
    levels = [
        int(name[1]) for name in opened.page.locator("h1, h2, h3, h4").evaluate_all("es => es.map(e => e.tagName)")
    ]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(later <= before + 1 for before, later in pairwise(levels))


def test_copied_words_are_those_of_the_post(opened):
    """What only screen readers are told is not among them."""
    words = opened.page.locator("#post-3 .words")
    words.evaluate("e => getSelection().selectAllChildren(e)")
    assert opened.page.evaluate("getSelection().toString()").startswith("And when our own lights go out? Charity")


HOSTILE = (
    "<script>document.title = 'ran'; alert(1)</script>",
    "<img src=x onerror=\"document.title = 'ran'\"><svg onload=alert(1)>",
    "</style></title></textarea></script><script>alert(1)</script><style>*{display:none}</style>",
    '"><a href="javascript:alert(1)" onclick=alert(1)>click</a>\' onmouseover=alert(1) x=\'',
    "{{ 7 * 7 }}{% for x in y %} ${7*7} &lt;script&gt;alert(1)&lt;/script&gt; &#60;b&#62;",
    "<base href=//evil.example><meta http-equiv=refresh content=0;url=//evil.example>",
    "<link rel=stylesheet href=//evil.example><iframe src=//evil.example></iframe>",
    "javascript:alert(1)",
    "<!-- --> ]]> <plaintext>",
    "\u202e\u2066txt.exe \0 \x1b[31m",
)


@pytest.fixture
def hostile_page(predicted, tmp_path):
    """A page of posts of which every field is hostile."""
    posts = [
        dict.fromkeys(("thread_id", "author", "title", "url", "posted_at_raw"), evil)
        | {"text": f"war {evil}", "id": f"{nth}{evil}", "parent_id": f"{nth - 1}{evil}"}
        for nth, evil in enumerate(HOSTILE)
    ]
    source = tmp_path / "<script>alert(1)<\u2215script>.jsonl"
    source.write_text("".join(f"{json.dumps(post)}\n" for post in posts), "utf-8")
    return predicted(source)


def test_hostile_posts_are_shown_as_text_and_run_nothing(open_page, hostile_page):
    """In text, author, title, address, time, id and file name; nothing is asked of anyone."""
    opened = open_page(hostile_page)
    page = opened.page
    shown = []
    for post in page.locator(".post").all():
        post.hover()
        shown.append(post.locator(".words").inner_text())
    for link in page.locator("a").all():
        assert link.get_attribute("href").startswith("#")
    assert opened.complaints == []
    assert [url for url in opened.requests if url != "data:,"] == [hostile_page.as_uri()]
    assert page.title() == f"Stances in {len(HOSTILE)} threads"
    assert page.locator("script, style, base, iframe, img, form").count() == 3
    assert shown == [*(f"war {evil}" for evil in HOSTILE[:-1]), "war txt.exe \ufffd \ufffd[31m"]


def test_script_that_got_into_the_page_would_not_run(open_page, thread_page, tmp_path):
    """Should escaping ever fail, the page's policy stands behind it."""
    html = thread_page.read_text("utf-8")
    evil = "<script>document.title = 'ran'</script><b onclick=\"document.title = 'ran'\" id=evil>x</b>"
    spoilt = tmp_path / "spoilt.html"
    spoilt.write_text(html.replace("<h1>", f"{evil}<img src='https://evil.example/x.png'><h1>", 1), "utf-8")
    opened = open_page(spoilt)
    opened.page.locator("#evil").click()
    assert opened.page.title() != "ran"
    assert len([text for text in opened.complaints if "Content Security Policy" in text]) >= 2
    assert not any(
        request.startswith("https:") and response
        for request, response in opened.page.evaluate(
            "performance.getEntriesByType('resource').map(e => [e.name, e.responseStatus])"
        )
    )
