"""The page on which posts are labelled, as a coder meets it."""

import json
import signal
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from classifier.reports.page.palette import DARK, LIGHT

PROJECT = Path(__file__).parent.parent.parent
SHORT = PROJECT / "seeds" / "000_54823fa4ad437d0c.txt"
NESTED = PROJECT / "tests" / "cases" / "nested-thread.jsonl"
LABELS = {"u": "pro-ukraine-aid", "r": "restraint-realist", "c": "anti-china", "o": "off-topic"}


class Coder:
    """What a coder sees and presses."""

    def __init__(self, opened):
        self.opened = opened
        self.page = opened.page
        self.wait("#words:not(:empty)")

    def wait(self, selector):
        """Wait for an element."""
        self.page.locator(selector).first.wait_for(state="attached")

    def post(self):
        """Return the number of the post that is shown, None at the end."""
        by = self.page.locator("#by").inner_text()
        return None if by == "Done" else int(by.split(":")[0].removeprefix("Post "))

    def press(self, *keys):
        """Press keys, each once the one before has had its effect."""
        for key in keys:
            self.page.keyboard.press(key)
            self.settle()

    def settle(self):
        """Wait until nothing is under way, and until the same key is no second press of one."""
        self.page.locator("#main[aria-busy=false]").wait_for(state="attached")
        self.page.wait_for_timeout(220)

    def notice(self):
        """Return what the page warns of."""
        return self.page.get_by_role("alert").inner_text()

    def cards(self):
        """Return what was said of the post before."""
        region = self.page.get_by_role("region", name="What was said of this post")
        return [" ".join(card.inner_text().split()) for card in region.locator("> div").all()]

    def button(self, name):
        """Return a button by its name."""
        return self.page.get_by_role("button", name=name, exact=True)


@pytest.fixture(scope="module")
def entered():
    """What browsers keep, by the port that let them in."""
    return {}


@pytest.fixture
def coder_at(open_page, entered):
    """Open a labelling command's page in a browser; whoever comes later comes as the browser that was let in."""

    def at(running, **settings):
        if running.port in entered:
            return Coder(
                open_page(f"http://127.0.0.1:{running.port}/", storage_state=entered[running.port], **settings)
            )
        coder = Coder(open_page(running.address, **settings))
        entered[running.port] = coder.page.context.storage_state()
        return coder

    return at


@pytest.fixture
def running(label_in, tmp_path):
    """A coder's command on a thread of three posts."""
    return label_in(tmp_path, SHORT)


@pytest.fixture
def coder(coder_at, running):
    """Who labels that thread."""
    return coder_at(running)


@pytest.fixture
def nested(label_in, coder_at, tmp_path):
    """Who labels a long, nested thread."""
    return coder_at(label_in(tmp_path, NESTED))


@pytest.fixture(scope="module")
def shared(label_in, tmp_path_factory):
    """A command that several tests share, each of which labels a post at most."""
    return label_in(tmp_path_factory.mktemp("shared"), NESTED)


def said(running):
    """Return the labels in a log, in order."""
    return [line["label"] for line in running.lines()]


def test_a_thread_is_labelled_by_keys_alone(coder, running):
    """One key a label; at the end the page says so, and nothing was loaded from elsewhere."""
    assert coder.post() == 1
    coder.press("u", "r", "o")
    assert said(running) == ["pro-ukraine-aid", "restraint-realist", "off-topic"]
    assert coder.post() is None
    assert "All 3 posts have their label" in coder.page.get_by_role("article").inner_text()
    assert "3 of 3 done" in coder.page.locator("header.top").inner_text()
    coder.press("u", "Space", "n")
    assert len(running.lines()) == 3
    assert {url.split("/")[2] for url in coder.opened.requests if url != "data:,"} == {f"127.0.0.1:{running.port}"}
    assert coder.opened.complaints == []


def test_what_is_said_besides_the_label(coder, running):
    """Unsure, a second label and a note go with the next label, and with no other."""
    coder.press("l", "s", "c", "n")
    coder.page.keyboard.type("u r o: both? zz")
    coder.press("Enter", "u", "o")
    first, second = running.lines()
    assert [first[name] for name in ("label", "secondary", "confidence", "note")] == [
        *("pro-ukraine-aid", "anti-china", "low", "u r o: both? zz")
    ]
    assert [second[name] for name in ("label", "secondary", "confidence", "note")] == ["off-topic", None, "high", None]


def test_what_is_said_besides_can_be_unsaid(coder, running):
    """The same keys once more; Escape leaves the second label, and the note, and labels nothing."""
    coder.press("l", "l", "s", "c", "s", "c", "s", "Escape", "n", "Escape", "r")
    (line,) = running.lines()
    assert [line[name] for name in ("label", "secondary", "confidence", "note")] == [
        *("restraint-realist", None, "high", None)
    ]


def test_a_note_takes_lines(coder, running):
    """Shift and Enter begins one; what is typed in a note labels nothing."""
    coder.press("n")
    coder.page.keyboard.type("u")
    coder.press("Shift+Enter")
    coder.page.keyboard.type("?")
    coder.press("Escape")
    assert (coder.opened.focused(), running.lines()) == ("post", [])
    coder.press("o")
    assert running.lines()[0]["note"] == "u\n?"


def test_undo_any_number(coder, running):
    """The last label first, back to the beginning; a note stays in its field, to be said again."""
    coder.press("n")
    coder.page.keyboard.type("hm")
    coder.press("Enter", "u", "r", "Space", "z", "z", "z")
    assert coder.post() == 1
    assert said(running)[-2:] == [None, None]
    assert coder.button("Undo").is_disabled()
    assert coder.page.get_by_label("Note").input_value() == "hm"
    coder.press("z", "c")
    assert (running.lines()[-1]["label"], running.lines()[-1]["note"]) == ("anti-china", "hm")


def test_a_skipped_post_comes_again_at_the_end(coder):
    """And how many there are is said."""
    coder.press("Space")
    assert coder.post() == 2
    assert "1 skipped" in coder.page.locator("header.top").inner_text()
    coder.press("u", "o")
    assert coder.post() == 1
    coder.press("u")
    assert coder.post() is None


def test_jump_and_what_was_said_before(nested):
    """A post that has its label shows it, and what goes with it stands ready to be changed."""
    nested.press("l", "n")
    nested.page.keyboard.type("odd")
    nested.press("Enter", "u", "g")
    nested.page.keyboard.type("12")
    nested.press("Enter")
    assert nested.post() == 12
    assert nested.cards() == []
    nested.press("g")
    nested.page.keyboard.type("1")
    nested.press("Enter")
    assert nested.cards() == ["You said Pro-Ukraine aid (unsure) note: odd"]
    assert nested.page.get_by_label("Note").input_value() == "odd"
    assert nested.button("Unsure").get_attribute("aria-pressed") == "true"


def test_jump_to_where_there_is_no_post(nested):
    """The field itself says how far the numbers go; Escape stays."""
    nested.press("g")
    nested.page.keyboard.type("999")
    nested.press("Enter")
    assert nested.page.get_by_role("dialog").is_visible()
    nested.press("Escape")
    assert (nested.post(), nested.page.get_by_role("dialog").count(), nested.opened.focused()) == (1, 0, "post")


def test_closed_and_opened_again(coder, coder_at, running, label_in, tmp_path):
    """A later command goes on at the post that was shown; undo reaches back into the earlier one."""
    coder.press("u", "r")
    coder.page.close()
    assert running.end() == 0
    later = label_in(tmp_path, SHORT)
    coder = coder_at(later)
    assert coder.post() == 3
    coder.press("z")
    assert (coder.post(), said(later)[-1]) == (2, None)


def test_a_killed_process_is_missed_at_once(coder, coder_at, running, label_in, tmp_path):
    """The page says so and takes nothing; a new process goes on exactly where the old one stopped."""
    coder.press("u", "n")
    coder.page.keyboard.type("a thought")
    coder.press("Enter")
    running.end(signal.SIGKILL)
    coder.wait("#notice p")
    assert "takes no more labels" in coder.notice()
    assert "start the same command again" in coder.notice()
    coder.press("u", "r", "Space", "z", "g", "n")
    for name in ("Pro-Ukraine aid", "Off-topic", "Unsure", "Second label", "Skip", "Undo", "Go to post"):
        assert coder.button(name).is_disabled(), name
    note = coder.page.get_by_label("Note")
    assert (note.input_value(), note.is_editable()) == ("a thought", False)
    assert (coder.post(), len(running.lines())) == (2, 1)
    later = label_in(tmp_path, SHORT)
    again = coder_at(later)
    assert again.post() == 2
    again.press("r", "o")
    assert said(later) == ["pro-ukraine-aid", "restraint-realist", "off-topic"]
    assert "takes no more labels" in coder.notice()


def test_the_notice_of_a_killed_process_comes_before_a_key_could(coder, running):
    """Though a dialog is open: it closes, so that the notice can be seen."""
    coder.press("?")
    assert coder.page.get_by_role("dialog").count() == 1
    running.end(signal.SIGKILL)
    coder.wait("#notice p")
    assert coder.page.get_by_role("dialog").count() == 0


def test_a_process_that_does_not_answer_is_missed_too(coder, running):
    """Whether a press was kept is then left open; when it answers again, the page shows what is so and goes on."""
    running.process.send_signal(signal.SIGSTOP)
    coder.page.keyboard.press("u")
    coder.wait("#notice p")
    assert "may have been kept or not" in coder.notice()
    coder.page.keyboard.press("r")
    running.process.send_signal(signal.SIGCONT)
    coder.page.locator("#notice:empty").wait_for(state="attached")
    coder.settle()
    assert (coder.post(), said(running)) == (2, ["pro-ukraine-aid"])
    coder.press("r")
    assert said(running) == ["pro-ukraine-aid", "restraint-realist"]


def test_two_coders_at_once(label_in, coder_at, tmp_path):
    """Each with a process, a browser and a log of their own, on the same stored posts."""
    ada, bo = (label_in(tmp_path, SHORT, coder=name) for name in ("ada", "bo"))
    first, second = coder_at(ada), coder_at(bo)
    assert first.page.get_by_role("heading", level=1).inner_text() == "Labelling as ada"
    assert second.page.get_by_role("heading", level=1).inner_text() == "Labelling as bo"
    for one, other in zip("uro", "ooc", strict=True):
        first.press(one)
        second.press(other)
    assert said(ada) == [LABELS[key] for key in "uro"]
    assert said(bo) == [LABELS[key] for key in "ooc"]


def test_two_tabs_of_one_coder(coder, running):
    """The one that was opened later takes the place of the other, until that is loaded again."""
    other = coder.page.context.new_page()
    other.goto(f"http://127.0.0.1:{running.port}/")
    coder.wait("#notice p")
    assert "goes on in another tab" in coder.notice()
    coder.press("u")
    assert running.lines() == []
    coder.page.reload()
    coder.wait("#words:not(:empty)")
    coder.settle()
    coder.press("u")
    assert said(running) == ["pro-ukraine-aid"]


PRESSES = """presses => {
  for (const [key, more] of presses) {
    document.body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true, ...more}));
  }
}"""


@pytest.mark.parametrize(
    "presses",
    [
        [["u", {}], ["u", {}]],
        [["u", {}], ["r", {}]],
        [["u", {}], [" ", {}], ["z", {}]],
        [["u", {}], *[["u", {"repeat": True}]] * 30],
    ],
    ids=["twice", "two keys", "commands", "held down"],
)
def test_keys_pressed_at_once_label_one_post(coder_at, shared, presses):
    """A key belongs to the post on which it was pressed; none counts while a label is on its way."""
    coder = coder_at(shared)
    post, before = coder.post(), said(shared)
    coder.page.evaluate(PRESSES, presses)
    coder.settle()
    coder.page.evaluate(PRESSES, [["u", {"repeat": True}]])
    coder.settle()
    assert (coder.post(), said(shared)) == (post + 1, [*before, "pro-ukraine-aid"])
    assert coder.notice() == ""


BOUNCE = """() => new Promise((done) => {
  const press = () => document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'u', bubbles: true}));
  new MutationObserver(() => { press(); done(); }).observe(document.getElementById('told'), {childList: true});
  press();
})"""


def test_a_key_that_bounces_labels_one_post(coder_at, shared):
    """The next post may show before a worn key has come to rest."""
    coder = coder_at(shared)
    post, before = coder.post(), said(shared)
    coder.page.evaluate(BOUNCE)
    coder.settle()
    assert (coder.post(), said(shared)) == (post + 1, [*before, "pro-ukraine-aid"])


@pytest.mark.parametrize(
    ("key", "more", "label"),
    [
        ("U", {"shiftKey": True}, "u"),
        ("г", {"code": "KeyU"}, "u"),
        ("u", {"ctrlKey": True}, None),
        ("u", {"altKey": True}, None),
        ("u", {"metaKey": True}, None),
        ("u", {"isComposing": True}, None),
        ("x", {"code": "KeyU"}, None),
    ],
    ids=["capital", "cyrillic", "ctrl", "alt", "meta", "composing", "another layout"],
)
def test_which_presses_are_a_labels_key(coder_at, shared, key, more, label):
    """With Caps Lock and on keyboards of another script too; shortcuts of the browser are none."""
    coder, before = coder_at(shared), said(shared)
    coder.page.evaluate(PRESSES, [[key, more]])
    coder.settle()
    assert said(shared) == [*before, *([LABELS[label]] if label else [])]


def test_labels_have_their_keys_before_commands(label_in, coder_at, tmp_path):
    """Where a codebook takes a command's key, the command shows another, which works."""
    annotations = tmp_path / "annotations"
    annotations.mkdir()
    codebook = (PROJECT / "annotations" / "codebook.toml").read_text("utf-8")
    for old, new in zip("urco", "zls?", strict=True):
        codebook = codebook.replace(f'key = "{old}"', f'key = "{new}"')
    (annotations / "codebook.toml").write_text(codebook, "utf-8")
    running = label_in(tmp_path, SHORT)
    coder = coder_at(running)
    coder.press("z", "?")
    assert said(running) == ["pro-ukraine-aid", "off-topic"]
    key = coder.button("Undo").get_attribute("aria-keyshortcuts")
    assert key not in "zls?"
    coder.press(key)
    assert said(running)[-1] is None


def test_the_mouse_works_too(coder, running):
    """Every key has its button."""
    coder.button("Unsure").click()
    coder.button("Anti-China").click()
    coder.settle()
    coder.button("Skip").click()
    coder.settle()
    assert [(line["label"], line.get("skipped")) for line in running.lines()] == [("anti-china", None), (None, True)]
    coder.button("Undo").click()
    coder.settle()
    assert coder.post() == 2


def test_buttons_work_by_tab_and_space(coder, running):
    """Space on a button is that button, not the key that skips."""
    coder.page.keyboard.press("Tab")
    coder.page.keyboard.press("Tab")
    assert coder.page.evaluate("document.activeElement.dataset.label") == "restraint-realist"
    coder.press("Space")
    assert said(running) == ["restraint-realist"]
    assert coder.opened.focused() == "post"


def test_a_label_that_cannot_be_kept(coder, running, label_in, coder_at, tmp_path):
    """A full disk: its message shows, the post stays with all that was said, and the log is as it was."""
    coder.press("u")
    running.end()
    size = running.log.stat().st_size
    full = label_in(tmp_path, limit=size + 20)
    coder = coder_at(full)
    assert coder.post() == 2
    coder.press("n")
    coder.page.keyboard.type("keep me")
    coder.press("Enter", "r")
    assert "ada.jsonl: cannot be written" in coder.notice()
    assert (coder.post(), full.log.stat().st_size) == (2, size)
    assert coder.page.get_by_label("Note").input_value() == "keep me"


def test_a_label_that_the_session_refuses(coder, running):
    """A second label that is the label: what is wrong shows, and goes when it was mended."""
    coder.press("s", "u", "u")
    assert "a secondary label must be another" in coder.notice()
    assert (coder.post(), running.lines()) == (1, [])
    coder.press("r")
    assert (coder.notice(), said(running)) == ("", ["restraint-realist"])


def test_the_codebook(coder, running):
    """Its key opens and closes it; it holds what a coder goes by, and its keys label nothing."""
    coder.press("?")
    dialog = coder.page.get_by_role("dialog", name="Aid to Ukraine, restraint, and China")
    text = dialog.inner_text()
    for part in ("One post: what one author", "exactly one label", "opposes, doubts", "Slava Ukraini", "(rule 3)"):
        assert part in text
    assert dialog.get_by_role("listitem").count() == 9 + 7
    coder.press("u", "z", "g")
    assert (dialog.is_visible(), running.lines()) == (True, [])
    coder.press("?")
    assert coder.page.get_by_role("dialog").count() == 0
    coder.press("?", "Escape")
    assert (coder.page.get_by_role("dialog").count(), coder.opened.focused()) == (0, "post")
    coder.press("u")
    assert said(running) == ["pro-ukraine-aid"]


def test_no_suggestion_unless_asked(label_in, coder_at, nested, tmp_path):
    """A model's word sways coders."""
    assert "suggests" not in nested.page.content()
    asked = coder_at(label_in(tmp_path, NESTED, "--suggest", coder="bo"))
    assert asked.cards()[0].startswith("A model suggests ")


def test_deciding_between_coders(label_in, coder_at, tmp_path):
    """What each coder said stands side by side, the rules beside it; the decision has its own log."""
    for name, keys in (("ada", "uro"), ("bo", "ooo")):
        running = label_in(tmp_path, SHORT, coder=name)
        coder = coder_at(running)
        coder.press("n")
        coder.page.keyboard.type(f"{name} thinks")
        coder.press("Enter", "l", *keys)
        running.end()
    deciding = label_in(tmp_path, coder="eve", command="adjudicate")
    coder = coder_at(deciding)
    assert coder.page.get_by_role("heading", level=1).inner_text() == "Deciding as eve"
    assert coder.cards() == [
        "ada said Pro-Ukraine aid (unsure) note: ada thinks",
        "bo said Off-topic (unsure) note: bo thinks",
    ]
    first, second = (card.bounding_box() for card in coder.page.locator("#said > div").all())
    assert (first["y"], first["x"] < second["x"]) == (second["y"], True)
    assert coder.page.get_by_role("complementary", name="Rules").get_by_role("listitem").count() == 9
    coder.press("u", "o")
    assert coder.post() is None
    assert [(line["label"], line["by"]) for line in deciding.lines()] == [
        ("pro-ukraine-aid", "eve"),
        ("off-topic", "eve"),
    ]


@contextmanager
def served(folder):
    """Serve a folder as another site on this machine would."""
    handler = partial(SimpleHTTPRequestHandler, directory=folder)
    handler.func.log_message = lambda *_: None
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


ATTACK = """async ([target, key]) => {
  const said = JSON.stringify({key, label: 'off-topic', secondary: null, low: false, note: null});
  const tries = {
    plain: {method: 'POST', body: said, credentials: 'include', mode: 'no-cors'},
    json: {method: 'POST', body: said, credentials: 'include', headers: {'Content-Type': 'application/json'}},
    read: {credentials: 'include'},
    blind: {credentials: 'include', mode: 'no-cors'},
  };
  const found = {};
  for (const [name, how] of Object.entries(tries)) {
    const path = how.method ? '/label' : '/now';
    found[name] = await fetch(target + path, how).then((answer) => answer.text(), () => 'refused');
  }
  for (const path of ['/now', '/main.js']) {
    found[path] = await new Promise((done) => {
      const script = document.createElement('script');
      script.src = target + path;
      script.onload = () => done('ran');
      script.onerror = () => done('refused');
      document.head.append(script);
    });
  }
  found.frame = await new Promise((done) => {
    const frame = document.createElement('iframe');
    frame.src = target + '/';
    frame.onload = () => done(frame.contentDocument?.body?.textContent || 'refused');
    document.body.append(frame);
  });
  const form = document.createElement('form');
  Object.assign(form, {method: 'POST', action: target + '/label', enctype: 'text/plain'});
  const field = document.createElement('input');
  Object.assign(field, {name: said.slice(0, -1) + ', "x": "', value: '"}'});
  form.append(field);
  document.body.append(form);
  form.submit();
  return found;
}"""


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_page_from_another_origin_can_say_and_read_nothing(coder, running, tmp_path, host):
    """In the same browser, with the same cookies, on the same machine."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "index.html").write_text("<!doctype html><title>elsewhere</title><body>", "utf-8")
    key = coder.page.evaluate("fetch('/now').then((answer) => answer.json()).then((shown) => shown.view.key)")
    with served(folder) as origin:
        other = coder.page.context.new_page()
        other.goto(origin.replace("127.0.0.1", host))
        found = other.evaluate(ATTACK, [f"http://127.0.0.1:{running.port}", key])
        other.wait_for_url(f"**:{running.port}/label")
        assert other.locator("body").inner_text().strip() == "only the page itself may say this"
    assert {name: text for name, text in found.items() if text not in ("refused", "")} == {}
    assert running.lines() == []
    assert coder.notice() == ""
    coder.press("u")
    assert said(running) == ["pro-ukraine-aid"]


@pytest.mark.usefixtures("coder")
def test_another_browser_with_a_spent_address(running, open_page):
    """It is told to go back to the terminal, where a new address stands by then."""
    stranger = open_page(running.address).page
    assert stranger.get_by_role("heading").inner_text() == "This page opens from the terminal only"
    assert "the terminal shows a new one now" in stranger.inner_text("main")
    stranger.goto(running.wait_for_address(2))
    stranger.wait_for_url(f"http://127.0.0.1:{running.port}/")
    stranger.locator("#words:not(:empty)").wait_for()


def test_the_token_does_not_stay_in_the_address(coder, running):
    """Nor in what the browser goes back to."""
    assert coder.page.url == f"http://127.0.0.1:{running.port}/"
    assert coder.page.evaluate("history.length") <= 2


HOSTILE = (
    "<script>document.title = 'ran'; alert(1)</script>",
    "<img src=x onerror=\"document.title = 'ran'\"><svg onload=alert(1)>",
    '"><a href="javascript:alert(1)" onclick=alert(1)>click</a>\' onmouseover=alert(1) x=\'',
    "{{ 7 * 7 }}{% for x in y %} ${7*7} &lt;b&gt;",
    "<base href=//evil.example><meta http-equiv=refresh content=0;url=//evil.example>",
    "\u202e\u2066txt.exe \0 \x1b[31m",
)


def test_hostile_posts_are_shown_as_text_and_run_nothing(label_in, coder_at, tmp_path):
    """In text, quote, author, title, time and id; nothing is asked of anyone."""
    lines = [
        dict.fromkeys(("thread_id", "author", "title", "posted_at_raw"), evil)
        | {
            "id": f"{nth}{evil}",
            "parent_id": f"{nth - 1}{evil}",
            "text": f"war {evil}",
            "full_text": f"{evil}war {evil}",
        }
        | {"spans": [{"kind": "quote", "start": 0, "end": len(evil), "author": evil}]}
        for nth, evil in enumerate(HOSTILE)
    ]
    source = tmp_path / "hostile.jsonl"
    source.write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")
    running = label_in(tmp_path, source, "--keep-names")
    coder = coder_at(running)
    shown = []
    for key in "urcour":
        shown.append(coder.page.locator("#words").inner_text())
        assert coder.page.locator("#main :is(script, img, a, base, meta, b)").count() == 0
        coder.press(key)
    assert coder.post() is None
    assert all(f"war {evil}" in text for evil, text in zip(HOSTILE[:-1], shown[:-1], strict=True))
    assert "war txt.exe \ufffd \ufffd[31m" in shown[-1]
    assert coder.page.title() == "Labelling as ada"
    assert coder.opened.complaints == []
    assert {url.split("/")[2] for url in coder.opened.requests if url != "data:,"} == {f"127.0.0.1:{running.port}"}


def test_quotes_are_set_apart(label_in, coder_at, tmp_path):
    """With whose words they are; a signature is one too."""
    full = "I see no point.\nThere is one: peace.\n--\nsent by ship"
    spans = [
        {"kind": "quote", "start": 0, "end": 15, "author": "moira"},
        {"kind": "signature", "start": 37, "end": len(full)},
    ]
    post = {"id": "1", "text": "There is one: peace.", "full_text": full, "spans": spans, "author": "ann"}
    source = tmp_path / "quote.jsonl"
    source.write_text(json.dumps(post) + "\n", "utf-8")
    coder = coder_at(label_in(tmp_path, source, "--keep-names"))
    words = coder.page.locator("#words")
    assert words.locator(".quote").inner_text() == "moira:\nI see no point."
    assert words.locator(".aside").inner_text().endswith("--\nsent by ship")
    assert words.evaluate(
        "e => [...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data).join('').trim()"
    ) == ("There is one: peace.")


def rgb(colour):
    """Return a colour as browsers say it."""
    return "rgb({}, {}, {})".format(*(int(colour[i : i + 2], 16) for i in (1, 3, 5)))


@pytest.mark.parametrize(("scheme", "theme"), [("light", LIGHT), ("dark", DARK)])
def test_light_or_dark_as_the_coder_wants(coder_at, shared, scheme, theme):
    """Ground, words and the shapes of labels."""
    page = coder_at(shared, color_scheme=scheme).page
    colours = "e => [getComputedStyle(e).backgroundColor, getComputedStyle(e).color]"
    assert page.locator("body").evaluate(colours) == [rgb(theme.named["ground"]), rgb(theme.named["ink"])]
    fills = [shape.evaluate("e => getComputedStyle(e).fill") for shape in page.locator(".labels .shape").all()]
    assert fills == [rgb(colour) for colour in theme.labels[:4]]


SCREENS = ((320, 568), (375, 667), (768, 1024), (1000, 800), (1600, 900))


@pytest.fixture(scope="module")
def long_posts(label_in, tmp_path_factory):
    """A command on posts of which each second one is longer than any screen."""
    folder = tmp_path_factory.mktemp("long")
    texts = ["a long dispute about ferries " * (400 if nth % 2 else 10) for nth in range(2 * len(SCREENS))]
    lines = [json.dumps({"id": str(nth), "text": text, "title": "Ferry"}) for nth, text in enumerate(texts)]
    (folder / "long.jsonl").write_text("\n".join(lines), "utf-8")
    return label_in(folder, folder / "long.jsonl")


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_on_every_screen_keys_and_post_are_in_sight(long_posts, coder_at, width, height):
    """Nothing moves sideways; a post that is long scrolls between head and keys, which stay where they are."""
    coder = coder_at(long_posts, viewport={"width": width, "height": height})
    places = set()
    for key in "ur":
        assert coder.page.evaluate("(e => [e.scrollWidth, e.scrollHeight])(document.documentElement)") == [
            width,
            height,
        ]
        boxes = [button.bounding_box() for button in coder.page.locator(".desk button, #note").all()]
        places.add(json.dumps(boxes))
        assert all(box["x"] >= 0 and box["x"] + box["width"] <= width for box in boxes)
        assert all(box["y"] + box["height"] <= height for box in boxes)
        assert 0 < coder.page.locator("#post").bounding_box()["y"] < height / 2
        coder.press("PageDown", key)
    assert len(places) == 1


def test_on_a_very_low_screen_all_of_it_scrolls(coder_at, shared):
    """As when the page is magnified four times."""
    page = coder_at(shared, viewport={"width": 320, "height": 256}).page
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.locator(".labels button").last.scroll_into_view_if_needed()
    assert page.locator(".labels button").last.bounding_box()["y"] < 256


HEARD = """
- banner:
  - heading "Labelling as ada" [level=1]
  - paragraph:
    - progressbar "Posts that have a label"
    - text: 1 of 2 done · about 1 min left
  - button "Codebook"
- alert
- main:
  - heading "Ferry" [level=2]
  - region "What it answers":
    - 'heading "it answers: ann · noon" [level=3]'
    - text: Close it.
  - 'article "Post 2: bo"':
    - 'heading "Post 2: bo" [level=3]'
    - blockquote: "ann: Close it."
    - text: Why?
- region "Your label":
  - paragraph: Label
  - group "Label":
    - button "Pro-Ukraine aid"
    - button "Restraint / realist"
    - button "Anti-China"
    - button "Off-topic"
  - button "Unsure" [pressed]
  - button "Second label"
  - button "Skip"
  - button "Undo"
  - button "Go to post"
  - text: Note
  - textbox "Note"
- status: Unsure.
"""


def test_those_who_hear_the_page_find_its_parts(label_in, coder_at, tmp_path):
    """Roles, names, states and keys of all that can be used; what was kept and what comes next is told."""
    quote = {"full_text": "Close it.\nWhy?", "spans": [{"kind": "quote", "start": 0, "end": 9, "author": "ann"}]}
    posts = [
        {"id": "1", "text": "Close it.", "author": "ann", "title": "Ferry", "posted_at_raw": "noon"},
        {"id": "2", "text": "Why?", "author": "bo", "parent_id": "1", **quote},
    ]
    source = tmp_path / "ferry.jsonl"
    source.write_text("".join(f"{json.dumps({**post, 'thread_id': 't'})}\n" for post in posts), "utf-8")
    coder = coder_at(label_in(tmp_path, source, "--keep-names"))
    coder.press("u")
    assert coder.page.get_by_role("status").inner_text() == "Kept: Pro-Ukraine aid. Post 2, 1 left."
    assert coder.opened.focused() == "post"
    coder.press("l")
    assert coder.page.locator("body").aria_snapshot() == HEARD.strip()
    keys = coder.page.locator("[aria-keyshortcuts]").evaluate_all("es => es.map((e) => e.ariaKeyShortcuts)")
    assert sorted(keys) == sorted([*"urco?lnszg", "Space"])
