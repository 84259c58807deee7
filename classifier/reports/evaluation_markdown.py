"""A report as Markdown (GitHub's): what the page says but for its charts, of which it holds the numbers as tables.

Words of posts, labels and coders are escaped so that they are read as words, whatever they hold. A long post is cut;
the JSON file holds it whole.
"""

import re
from collections.abc import Iterator

from classifier.reports.evaluation_page.blocks import (
    Block,
    Cell,
    Document,
    Facts,
    Items,
    Measured,
    PostEntry,
    Posts,
    Section,
    Table,
    Tile,
    Tiles,
    Words,
)
from classifier.reports.page.signs import Sign
from classifier.reports.page.strangers import harmless

_SPECIAL = re.compile(r"[\\`*_\[\]|~$#@]")
_ADDRESS = re.compile(r"://|\bwww\.|\bmailto:|\bxmpp:", re.IGNORECASE)
_BLOCK_START = re.compile(r"^(\d*)([-+=]|(?<=\d)[.)])")
"""Of a list, or of what makes the line before a heading."""


def markdown_words(text: str) -> str:
    r"""Return words on one line that Markdown and HTML, inside a line, read as nothing but words.

    >>> markdown_words("a | b <b>*c*</b> http://d.e")
    'a \\| b &lt;b&gt;\\*c\\*&lt;/b&gt; http\\://d.e'
    """
    line = " ".join(harmless(text).split())
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    line = _SPECIAL.sub(r"\\\g<0>", line)
    # GitHub makes links of addresses that nothing marks.
    return _ADDRESS.sub(lambda found: re.sub(r"([:.])", r"\\\1", found.group()), line)


def markdown_text(text: str) -> str:
    r"""Return such words also for the beginning of a line.

    >>> markdown_text("1. and"), markdown_text("- one"), markdown_text(".5")
    ('1\\. and', '\\- one', '.5')
    """
    return _BLOCK_START.sub(r"\1\\\2", markdown_words(text))


def report_markdown(document: Document) -> str:
    """Return a report as Markdown."""
    return "\n\n".join(_document(document)) + "\n"


def _document(document: Document) -> Iterator[str]:
    yield f"# {markdown_text(document.title)}"
    yield markdown_text(document.about)
    for section in document.sections:
        yield from _section(section, 2)


def _section(section: Section, depth: int) -> Iterator[str]:
    yield f"{'#' * depth} {markdown_text(section.title)}"
    for block in section.blocks:
        yield from _block(block)
    for inner in section.sections:
        yield from _section(inner, depth + 1)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Words(text, lead, tone):
            words = f"**{markdown_text(lead)}** {markdown_text(text)}" if lead else markdown_text(text)
            yield f"> {words}" if tone == "note" else words
        case Items(lines):
            yield "\n".join(f"- {markdown_text(line)}" for line in lines)
        case Facts(pairs):
            yield _grid(("", ""), ((name, value) for name, value in pairs), 2)
        case Table(caption, head, rows, texts):
            yield f"{markdown_text(caption)}:"
            yield _grid(head, rows, texts)
        case Tiles(tiles):
            for tile in tiles:
                yield from _tile(tile)
        case Posts(entries, summary):
            if summary:
                yield f"{markdown_text(summary)}:"
            yield "\n".join(map(_entry, entries))
        case _:
            return  # A chart: its numbers stand in a table.


def _tile(tile: Tile) -> Iterator[str]:
    yield f"**{markdown_text(tile.title)}**: {markdown_text(tile.about)}"
    if tile.figures:
        ranges = [f"95% interval {figure.range}" if figure.range else "no interval" for _, figure in tile.figures]
        named = zip(tile.figures, ranges, strict=True)
        yield "\n".join(f"- {name} **{figure.value}** ({within})" for (name, figure), within in named)
    for line in tile.lines:
        yield markdown_text(line)


def _grid(head: tuple[str, ...], rows: "Iterator[tuple[Cell, ...]] | tuple[tuple[Cell, ...], ...]", texts: int) -> str:
    lines = [_row(head), _row(("---",) * texts + ("---:",) * (len(head) - texts), plain=True)]
    return "\n".join([*lines, *map(_row, rows)])


def _row(cells: tuple[Cell, ...], plain: bool = False) -> str:
    return f"| {' | '.join(str(cell) if plain else _cell(cell) for cell in cells)} |"


def _cell(cell: Cell) -> str:
    match cell:
        case Measured(value, within):
            return f"{value} ({within})" if within else value
        case Sign(name):
            return markdown_words(name)
        case _:
            return markdown_words(cell)


def _entry(post: PostEntry) -> str:
    said = ", ".join(
        f"{markdown_text(each.role)}: **{markdown_words(each.sign.name) or '-'}**"
        f"{f' {each.probability}' if each.probability else ''}"
        for each in post.said
    )
    place = f" — {markdown_words(post.place)}" if post.place else ""
    return f"- {said}{place}  \n  {markdown_text(post.beginning) or '(no words)'}"
