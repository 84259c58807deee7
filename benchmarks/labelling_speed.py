"""How soon after a key press the next post stands on the labelling page, with many posts stored.

Run: python -m benchmarks.labelling_speed [--posts 100000] [--presses 100]

The posts are made up here. A real labelling command serves them to a real Chromium, which takes the times by itself:
from the key press to the frame that shows the next post. Between the two lie the request, the label on the disk, the
next post found, and its drawing. Needs the package's test extra, and Chromium.
"""

import argparse
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from classifier.labelling.orders import random_order
from classifier.labels.codebook import read_codebook
from classifier.records import text_digest
from classifier.shipped import shipped

_PROJECT = Path(__file__).parent.parent
_IN_THREAD = 50
_KEYS = "urco"
_WORDS = ("aid", "war", "peace", "money", "tank", "vote", "river", "the", "of", "to", "is", "not", "we", "never")
_PAUSE = 0.05
"""Seconds between a post's showing and the next press."""

_TIMES = """
window.times = [];
addEventListener('keydown', (event) => { window.pressed = event.timeStamp; }, true);
addEventListener('DOMContentLoaded', () => {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => window.times.push(performance.now() - window.pressed);
  // The first message after a frame's callbacks comes when that frame was drawn.
  new MutationObserver(() => {
    if (window.pressed) requestAnimationFrame(() => channel.port2.postMessage(0));
  }).observe(document.getElementById('words'), {childList: true});
});
"""


def make_posts(count: int) -> Iterator[dict[str, object]]:
    """Yield posts of threads in which most answer an earlier one, of the lengths that comments have."""
    drawn = random.Random(0)
    for nth in range(count):
        place = nth % _IN_THREAD
        yield {
            "thread_id": f"thread {nth // _IN_THREAD}",
            "id": str(place),
            "order": place + 1,
            "parent_id": str(drawn.randrange(place)) if place else None,
            "author": f"user{drawn.randrange(1000)}",
            "title": "A made-up dispute",
            "text": f"post {nth} " + " ".join(drawn.choices(_WORDS, k=round(drawn.lognormvariate(3.7, 0.9)) + 1)),
        }


def make_project(folder: Path, count: int, done: int) -> None:
    """Write a project of so many posts; those that a random order serves first are labelled, so many of them."""
    annotations = folder / "annotations"
    for part in ("posts", "labels"):
        (annotations / part).mkdir(parents=True)
    shutil.copy(shipped("annotations") / "codebook.toml", annotations)
    codebook = read_codebook(annotations / "codebook.toml")
    given = {"codebook": {"version": codebook.version, "hash": codebook.hash}, "label": "off-topic", "served": "random"}
    made = {(str(post["thread_id"]), str(post["id"])): post for post in make_posts(count)}
    posts = "".join(f"{json.dumps(post)}\n" for post in made.values())
    (annotations / "posts" / "posts.jsonl").write_text(posts, "utf-8")
    lines = (
        {"thread_id": key[0], "id": key[1], "text_digest": text_digest(str(made[key]["text"])), **given}
        for key in random_order(made, seed=0)[:done]
    )
    (annotations / "labels" / "ada.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")


@contextmanager
def labelling(folder: Path, order: str) -> Iterator[str]:
    """Give the address of a labelling command that is at work."""
    command = [sys.executable, "-m", "classifier", "label", "--coder", "ada", "--order", order, "--no-browser"]
    environment = {**os.environ, "PYTHONPATH": str(_PROJECT)}
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True, env=environment) as process:
        try:
            found = next(filter(None, (re.search(r"http://\S+", line) for line in process.stderr or ())))
            yield found[0]
        finally:
            process.terminate()


def press_keys(page: Page, presses: int) -> list[float]:
    """Press keys, each once the next post shows, and return the milliseconds that each took to show."""
    for nth in range(presses):
        time.sleep(_PAUSE)
        page.keyboard.press(_KEYS[nth % len(_KEYS)])
        while page.evaluate("window.times.length") <= nth:
            pass
    return [float(taken) for taken in page.evaluate("window.times")]


def measure(page: Page, order: str, count: int, done: int, presses: int) -> None:
    """Print the times for one order and one state of the work."""
    with tempfile.TemporaryDirectory() as name:
        make_project(Path(name), count, done)
        start = time.monotonic()
        with labelling(Path(name), order) as address:
            ready = time.monotonic() - start
            page.goto(address)
            page.locator("#words:not(:empty)").wait_for()
            times = sorted(press_keys(page, presses))
    p95 = times[round(0.95 * (len(times) - 1))]
    print(
        f"{order:8} {count:9,} posts {done:9,} labelled {presses:5} presses: "
        f"median {statistics.median(times):5.1f} ms, p95 {p95:5.1f} ms, most {times[-1]:5.1f} ms; "
        f"ready after {ready:.1f} s"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--posts", type=int, default=100_000)
    parser.add_argument("--presses", type=int, default=100)
    options = parser.parse_args()
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        arguments = ["--headless", "--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=found, args=arguments)
        page = browser.new_page()
        page.add_init_script(_TIMES)
        for order, done in (("thread", 0), ("random", options.posts * 9 // 10)):
            measure(page, order, options.posts, done, options.presses)
        browser.close()


if __name__ == "__main__":
    main()
