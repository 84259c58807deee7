"""Pages in a real Chromium, of which every request and every complaint is kept."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from classifier.cli.main import classify

ARGUMENTS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
CASES = Path(__file__).parent.parent / "cases"


@dataclass
class Opened:
    """A page in the browser, and what happened while it was there."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    """Errors of scripts, and what the console says: what the content policy stopped, too."""

    def visible_posts(self) -> list[str]:
        """Return the anchors of the posts that can be seen."""
        return [post.get_attribute("id") or "" for post in self.page.locator(".post:visible").all()]

    def focused(self) -> str:
        """Return the value, address or text of what has the focus."""
        return str(self.page.evaluate("(e => e.value || e.getAttribute('href') || e.id)(document.activeElement)"))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all tests of this folder: `pytest -m 'not browser'` needs none."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, or another one's; that there is none is a failure and no reason to skip."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.fail("these tests need Chromium: apt-get install chromium; `make test-core` runs all others", False)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Opened]]:
    """Open a file, or an address, in a page of its own; keywords are the settings of a Playwright context."""
    contexts = []

    def opened(path: Path | str, anchor: str = "", **settings: object) -> Opened:
        context = browser.new_context(**{"viewport": {"width": 1000, "height": 800}, **settings})
        contexts.append(context)
        result = Opened(context.new_page())
        result.page.on("request", lambda request: result.requests.append(request.url))
        result.page.on("console", lambda message: result.complaints.append(message.text))
        result.page.on("pageerror", lambda error: result.complaints.append(str(error)))
        result.page.on("dialog", lambda dialog: (result.complaints.append(dialog.message), dialog.dismiss()))
        result.page.goto(path if isinstance(path, str) else path.as_uri() + anchor)
        return result

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def predicted(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Predict the posts of a file with the shipped model and return the page that is written."""

    def predict(source: Path) -> Path:
        page = tmp_path_factory.mktemp("pages") / "page.html"
        classify(["predict", "--quiet", str(source), "--html", str(page)], standalone_mode=False)
        return page

    return predict


@pytest.fixture(scope="session")
def thread_page(predicted: Callable[..., Path]) -> Path:
    """The page of a long, nested thread."""
    return predicted(CASES / "nested-thread.jsonl")
