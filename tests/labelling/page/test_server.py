"""The labelling page's server, asked as a browser asks it and as nobody should: who gets in, and with what."""

import json
import signal
import socket
import sys
from http.client import HTTPConnection, HTTPResponse

import pytest

from classifier.errors import ClassifierError
from classifier.labelling.page.serve import serve_desk

SEED = "seeds/000_54823fa4ad437d0c.txt"


class Browser:
    """Sends what it is told to a labelling command, with the headers that a browser would send by itself."""

    def __init__(self, port):
        self.port = port
        self.cookie = None

    def ask(self, method, path, body=None, **headers):
        """Return the answer; a header that is None is not sent."""
        sent = {"Host": f"127.0.0.1:{self.port}", "Cookie": self.cookie}
        if method == "POST":
            sent |= {"Origin": f"http://127.0.0.1:{self.port}", "Content-Type": "application/json"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        content = body.encode() if isinstance(body, str) else body
        connection.putrequest(method, path, skip_host=True)
        if content is not None:
            sent.setdefault("Content-Length", str(len(content)))
        for name, value in sent.items():
            if value is not None:
                connection.putheader(name, value)
        connection.endheaders(content)
        answer: HTTPResponse = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer, text

    def enter(self, address):
        """Bring a token, and return the answer's status."""
        answer, _ = self.ask("GET", address.partition(str(self.port))[2])
        if answer.headers["Set-Cookie"]:
            self.cookie = answer.headers["Set-Cookie"].partition(";")[0]
        return answer.status

    def shown(self):
        """Return what is shown now."""
        return json.loads(self.ask("GET", "/now")[1])

    def label(self, **fields):
        """Return the status and the answer to a label of the post that is shown."""
        said = {"key": self.shown()["view"]["key"], "label": "off-topic", "secondary": None, "low": False, "note": None}
        answer, text = self.ask("POST", "/label", json.dumps(said | fields))
        return answer.status, json.loads(text)


@pytest.fixture(scope="module")
def running(label_in, tmp_path_factory, project):
    """A labelling command that all tests of this file share."""
    return label_in(tmp_path_factory.mktemp("project"), project / SEED)


@pytest.fixture(scope="module")
def browser(running):
    """The one browser that was let in."""
    entered = Browser(running.port)
    assert entered.enter(running.address) == 200
    return entered


@pytest.fixture
def stranger(running, browser):
    """A browser that was not."""
    assert browser.cookie
    return Browser(running.port)


EVERY_PATH = ("/", "/now", "/alive", "/page.css", "/main.js", "/nothing")


@pytest.mark.parametrize("path", EVERY_PATH)
def test_without_the_cookie_nothing_is_shown(stranger, path):
    """Whatever is asked for; and nobody learns which addresses there are."""
    answer, text = stranger.ask("GET", path)
    assert answer.status == 403
    assert "Ukraine" not in text


@pytest.mark.parametrize("path", ["/label", "/skip", "/undo", "/jump"])
def test_without_the_cookie_nothing_is_done(stranger, running, path):
    """What a page may say, another process may not."""
    before = running.lines()
    assert stranger.ask("POST", path, "{}")[0].status == 403
    assert running.lines() == before


@pytest.mark.parametrize("cookie", ["x", "", "é", "{name}=", "{name}=x", "other={value}"])
def test_another_cookie_is_none(stranger, browser, cookie):
    """Only the name and the value together let in."""
    name, _, value = browser.cookie.partition("=")
    given = cookie.format(name=name, value=value).encode("utf-8")
    assert stranger.ask("GET", "/now", Cookie=given)[0].status == 403


@pytest.mark.parametrize(
    "host",
    [
        None,
        "",
        "127.0.0.1",
        "localhost",
        "127.0.0.1:1",
        "evil.example:{port}",
        "127.0.0.1:{port}.evil.example",
        "[::1]:{port}",
    ],
)
@pytest.mark.parametrize("path", ["/", "/now"])
def test_another_host_is_refused(browser, host, path):
    """A name that was made to lead to this machine gets nothing, not even with the cookie."""
    answer, text = browser.ask("GET", path, Host=host and host.format(port=browser.port))
    assert answer.status in (400, 421)
    assert "Ukraine" not in text


def test_localhost_is_this_machine_too(browser):
    """Both names of it are good."""
    assert browser.ask("GET", "/now", Host=f"localhost:{browser.port}")[0].status == 200


@pytest.mark.parametrize(
    "origin",
    [None, "null", "http://evil.example", "https://127.0.0.1:{port}", "http://127.0.0.1:1", "http://localhost:{port}"],
)
def test_another_origin_says_nothing(browser, running, origin):
    """A label comes from this very page or from none, though browsers send the cookie to every port."""
    before = running.lines()
    said = json.dumps({"number": 1})
    answer, _ = browser.ask("POST", "/jump", said, Origin=origin and origin.format(port=browser.port))
    assert answer.status == 403
    assert running.lines() == before


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_other_pages_get_no_file(browser, site):
    """Not even what they could only draw or run."""
    assert browser.ask("GET", "/main.js", Sec_Fetch_Site=site)[0].status == 403
    assert browser.ask("GET", "/main.js", Sec_Fetch_Site="same-origin")[0].status == 200


@pytest.mark.parametrize(
    ("path", "method"), [("/now", "POST"), ("/label", "GET"), ("/undo", "PUT"), ("/undo", "DELETE"), ("/x", "POST")]
)
def test_other_ways_lead_nowhere(browser, path, method):
    """Each address has one use."""
    origin = f"http://127.0.0.1:{browser.port}"
    assert browser.ask(method, path, "{}", Origin=origin)[0].status in (404, 405)


@pytest.mark.parametrize(
    ("body", "status", "message"),
    [
        ("", 400, "bad JSON"),
        ("[]", 400, "JSON object"),
        ("{", 400, "bad JSON"),
        (b"\xff", 400, "UTF-8"),
        ('{"number": "1"}', 400, "whole number"),
        ('{"number": true}', 400, "whole number"),
        ('{"number": 1.5}', 400, "whole number"),
        ("{}", 400, "the fields must be number"),
        ('{"number": 1, "more": 1}', 400, "the fields must be number"),
        ('{"number": 0}', 409, "there is no post 0; they are numbered from 1 to 3"),
        ('{"number": ' + "9" * 4000 + "}", 409, "there is no post"),
        ("[" * 60_000, 400, "nested too deep"),
        ('{"number": 1' + " " * 70_000 + "}", 413, "more than 65,536 bytes"),
    ],
    ids=["empty", "list", "cut", "latin", "text", "bool", "part", "none", "more", "zero", "huge", "deep", "long"],
)
def test_bodies_that_are_refused(browser, body, status, message):
    """Each with what is wrong with it."""
    answer, text = browser.ask("POST", "/jump", body)
    assert answer.status == status
    assert message in json.loads(text)["error"]


def test_a_long_body_is_not_waited_for(browser):
    """What is too much is answered before the rest of it has come."""
    with socket.create_connection(("127.0.0.1", browser.port), timeout=30) as line:
        head = (
            f"POST /jump HTTP/1.1\r\nHost: 127.0.0.1:{browser.port}\r\nOrigin: http://127.0.0.1:{browser.port}\r\n"
            f"Cookie: {browser.cookie}\r\nContent-Type: application/json\r\nContent-Length: {1 << 40}\r\n\r\n"
        )
        line.sendall(head.encode() + b" " * 70_000)
        assert line.recv(12) == b"HTTP/1.1 413"


def test_a_body_of_another_type_is_refused(browser):
    """A form of another page could send such a one."""
    assert browser.ask("POST", "/undo", "{}", Content_Type="text/plain")[0].status == 415
    assert browser.ask("POST", "/undo", "{}", Content_Type=None)[0].status == 415


@pytest.mark.parametrize(
    ("fields", "status", "message"),
    [
        ({"label": "of-topic"}, 409, "label 'of-topic' is not in the codebook"),
        ({"label": None}, 400, "'label' must be text"),
        ({"label": ["off-topic"]}, 400, "'label' must be text"),
        ({"secondary": "off-topic"}, 409, "'off-topic' is the label already"),
        ({"secondary": 1}, 400, "'secondary' must be text or null"),
        ({"low": None}, 400, "'low' must be true or false"),
        ({"note": 1}, 400, "'note' must be text or null"),
        ({"note": "n" * 10_001}, 400, "the note has 10,001 letters; 10,000 is the most"),
        ({"key": ["t", "p"]}, 409, "is not the one to be labelled now"),
        ({"key": "p"}, 400, "'key' must be"),
        ({"key": [1, 2]}, 400, "'key' must be"),
        ({"coder": "bo"}, 400, "the fields must be key, label, low, note, secondary"),
    ],
)
def test_labels_that_are_refused(browser, running, fields, status, message):
    """Each with what is wrong with it, and nothing is kept."""
    before = running.lines()
    answered, answer = browser.label(**fields)
    assert answered == status
    assert message in answer["error"]
    assert running.lines() == before


def test_a_label_is_kept_before_it_is_answered(browser, running):
    """As it was said, whatever the note holds; undo takes it back."""
    note = "half a pair: \ud83d; \0; \u2028; 👍; </script>"
    first = browser.shown()["view"]["number"]
    status, answer = browser.label(low=True, secondary="anti-china", note=note)
    line = running.lines()[-1]
    assert (status, answer["view"]["number"]) == (200, first + 1)
    assert [line[name] for name in ("label", "secondary", "confidence", "note")] == [
        *("off-topic", "anti-china", "low", note)
    ]
    answer, text = browser.ask("POST", "/undo", "{}")
    assert json.loads(text)["view"]["number"] == first
    assert running.lines()[-1]["undo"]


@pytest.mark.parametrize(
    ("path", "status"), [("/", 200), ("/now", 200), ("/main.js", 200), ("/x", 404), ("/?token=x", 200)]
)
@pytest.mark.parametrize("who", ["browser", "stranger"])
def test_every_answer_says_what_browsers_may_do_with_it(request, who, path, status):
    """Run nothing else, load nothing from elsewhere, show it in no frame, keep it nowhere."""
    answer, _ = request.getfixturevalue(who).ask("GET", path)
    assert answer.status == (status if who == "browser" else 403)
    policy = answer.headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "form-action 'none'"} <= set(policy)
    assert not [rule for rule in policy if "unsafe" in rule or "http" in rule or "*" in rule]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Access-Control-Allow-Origin"] is None
    assert answer.headers["Server"] is None


def test_a_token_lets_in_once(label_in, tmp_path, project):
    """A second browser with it gets nothing; the terminal then has a new address, and no more than one."""
    running = label_in(tmp_path, project / SEED)
    first, second = Browser(running.port), Browser(running.port)
    assert first.ask("HEAD", running.address.partition(str(running.port))[2])[0].status == 403
    assert first.enter(running.address) == 200
    assert first.enter(running.address) == 200
    assert [second.enter(running.address), second.enter(running.address), second.cookie] == [403, 403, None]
    assert len(running.addresses()) == 2
    assert second.enter(running.addresses()[1]) == 200
    assert second.shown() == first.shown()


def test_the_cookie_is_for_the_page_alone(label_in, tmp_path, project):
    """Scripts cannot read it, and other sites' pages do not send it."""
    running = label_in(tmp_path, project / SEED)
    answer, _ = Browser(running.port).ask("GET", running.address.partition(str(running.port))[2])
    name, *settings = answer.headers["Set-Cookie"].split("; ")
    assert name.startswith(f"classifier-label-{running.port}=")
    assert {setting.lower() for setting in settings} == {"httponly", "path=/", "samesite=strict"}


def test_nothing_listens_but_this_machine(running):
    """Another address of it leads nowhere."""
    with socket.socket() as line, pytest.raises(ConnectionRefusedError):
        line.connect(("127.0.0.2", running.port))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_when_it_is_told_to(label_in, tmp_path, project, number):
    """Cleanly, though a page is open: what follows the page in the command still happens."""
    running = label_in(tmp_path, project / SEED)
    browser = Browser(running.port)
    browser.enter(running.address)
    browser.label()
    with socket.create_connection(("127.0.0.1", running.port), timeout=30) as line:
        line.sendall(
            f"GET /alive HTTP/1.1\r\nHost: 127.0.0.1:{running.port}\r\nCookie: {browser.cookie}\r\n\r\n".encode()
        )
        assert line.recv(12) == b"HTTP/1.1 200"
        assert running.end(number) == 0
    said = running.said.read_text("utf-8")
    assert "1 of 3 posts are labelled" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("library", ["jinja2", "starlette", "uvicorn"])
def test_without_its_libraries(monkeypatch, library):
    """What to install is said, and that there is another way."""
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ClassifierError, match=rf"needs {library}.*pip install 'classifier\[label\]'.*--terminal"):
        serve_desk(None, pytest.fail)
