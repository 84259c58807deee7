"""The page's HTML, style and scripts: what of it is the same for every post."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from starlette.responses import HTMLResponse

from classifier.labelling.desk import Desk
from classifier.labelling.keys import Command, keys_of
from classifier.labelling.session import LONGEST_NOTE
from classifier.labels.codebook import CodebookLabel
from classifier.reports.page.render import as_markup, page_style, templates
from classifier.reports.page.signs import Sign, label_signs, shape_symbols

_PACKAGE = "classifier.labelling"
_SCRIPTS = ("main.js", "draw.js", "keys.js", "server.js")
_EMPHASIS = re.compile(r"\*([^*]+)\*|`([^`]+)`")


@dataclass(frozen=True, slots=True)
class LabelShown:
    """A label with how it shows and the key that gives it."""

    label: CodebookLabel
    sign: Sign
    key: str


def desk_page(desk: Desk) -> HTMLResponse:
    """Return the page of a desk, without a post."""
    keys = keys_of(desk.codebook)
    key_of = {label: key for key, label in keys.labels.items()}
    commands: dict[Command, str] = {command: key for key, command in keys.commands.items()}
    signs = label_signs([label.title for label in desk.codebook.labels])
    return _rendered(
        "page.html",
        coder=desk.coder,
        codebook=desk.codebook,
        labels=[
            LabelShown(label, sign, key_of[label.id]) for label, sign in zip(desk.codebook.labels, signs, strict=True)
        ],
        keys=commands,
        deciding=desk.served == "disputed",
        longest_note=LONGEST_NOTE,
    )


def entry_page() -> HTMLResponse:
    """Return what follows the address from the terminal: a page that goes on to the one without the token.

    A plain redirect would not do: where the address was clicked on in a terminal inside another web page, browsers
    keep a strict cookie back until this host itself leads on.
    """
    return _rendered("entry.html", headers={"Refresh": "0; url=/"})


def refusal_page() -> HTMLResponse:
    """Return what a browser is told that brings no token, or one that was used."""
    return _rendered("refusal.html", status=403)


def static_files() -> dict[str, tuple[str, str]]:
    """Return the files that the page loads, by name: their content and its type."""
    style = "\n".join([page_style(), _file("page.css")])
    scripts = {name: (_file(name), "text/javascript") for name in _SCRIPTS}
    return {"page.css": (style, "text/css"), **scripts}


def emphasised(text: str) -> Iterator[tuple[str, str]]:
    """Yield a codebook's text in pieces, each with the element that it goes into; none where that is empty.

    >>> list(emphasised("*No stance* → `off-topic`"))
    [('em', 'No stance'), ('', ' → '), ('code', 'off-topic')]
    """
    done = 0
    for found in _EMPHASIS.finditer(text):
        if found.start() > done:
            yield "", text[done : found.start()]
        yield ("em", found[1]) if found[1] else ("code", found[2])
        done = found.end()
    if done < len(text):
        yield "", text[done:]


def _rendered(name: str, status: int = 200, headers: dict[str, str] | None = None, **values: Any) -> HTMLResponse:
    template = templates(_PACKAGE).get_template(f"page/{name}")
    html = template.render(symbols=as_markup(shape_symbols()), emphasised=emphasised, **values)
    return HTMLResponse(html, status, headers)


@cache
def _file(name: str) -> str:
    return files(_PACKAGE).joinpath("page", name).read_text("utf-8")
