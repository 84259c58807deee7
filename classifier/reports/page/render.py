"""A template and what it shows -> a page: one file that loads nothing and runs no script but its own.

Whatever a template prints is made harmless and escaped by itself; a page's style and script are those of this package
alone, allowed by their hashes.
"""

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from classifier.errors import ClassifierError
from classifier.files import new_file
from classifier.reports.page.palette import palette_css
from classifier.reports.page.signs import shape_symbols
from classifier.reports.page.strangers import harmless
from classifier.version import __version__

if TYPE_CHECKING:
    from jinja2 import Environment

_PACKAGE = "classifier.reports"
_SKELETON = "page/page.css"


@dataclass(frozen=True, slots=True)
class Page:
    """What a page is made from: names of files in this package, such as "thread_page/page.html"."""

    template: str
    """Extends "page/base.html"."""
    title: str
    styles: Sequence[str] = ()
    scripts: Sequence[str] = ()


def write_page(path: Path, page: Page, values: Mapping[str, Any]) -> None:
    """Write a page to a file, put in place when it is whole; templates may be given iterators, which it uses up.

    Raises ClassifierError where it cannot be written, or where Jinja is missing.
    """
    with new_file(path) as file:
        for piece in page_pieces(page, values):
            file.write(piece.encode())


def page_pieces(page: Page, values: Mapping[str, Any]) -> Iterator[str]:
    """Yield a page's HTML, piece by piece; raise ClassifierError where Jinja is missing."""
    environment = templates()
    style = "\n".join([page_style(), *map(_file, page.styles)])
    script = "\n".join(map(_file, page.scripts))
    frame = {
        "title": page.title,
        "policy": content_policy(style, script),
        "style": as_markup(style),
        "script": as_markup(script),
        "symbols": as_markup(shape_symbols()),
        "version": __version__,
    }
    yield from environment.get_template(page.template).generate({**values, "page": frame})


def page_style() -> str:
    """Return the style that all pages share: colours, letters, cards."""
    return "\n".join([palette_css(), _file(_SKELETON)])


def content_policy(style: str, script: str) -> str:
    """Return the content security policy that allows this style and this script, and nothing else at all."""
    allowed = [
        "default-src 'none'",
        f"style-src {_source(style)}",
        f"script-src {_source(script) if script else chr(39) + 'none' + chr(39)}",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(allowed)


def as_markup(html: str) -> Any:
    """Return HTML that is printed as it stands: of this package, or printed by `templates` before."""
    from markupsafe import Markup

    return Markup(html)


@cache
def templates(package: str = _PACKAGE) -> "Environment":
    """Return what renders the templates of a package, which may use the ones of this one.

    Raises ClassifierError where Jinja is missing.
    """
    try:
        from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
    except ImportError:
        raise ClassifierError("a page needs Jinja, which is not here; pip install 'classifier[report]'") from None
    return Environment(
        loader=ChoiceLoader([PackageLoader(name, "") for name in dict.fromkeys((package, _PACKAGE))]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _finalized(value: Any) -> Any:
    return harmless(value) if type(value) is str else value


def _source(content: str) -> str:
    digest = hashlib.sha256(content.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@cache
def _file(name: str) -> str:
    return files(_PACKAGE).joinpath(name).read_text("utf-8")
