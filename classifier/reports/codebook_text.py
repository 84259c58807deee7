"""A codebook as lines of plain text, as Markdown to hand to coders, and as an object for JSON."""

from collections.abc import Iterator
from dataclasses import asdict
from textwrap import wrap
from typing import Any

from classifier.labels.codebook import Codebook, CodebookLabel, Example
from classifier.reports.evaluation_markdown import markdown_text, markdown_words
from classifier.reports.page.strangers import harmless
from classifier.reports.terminal import printable


def codebook_lines(codebook: Codebook, width: int) -> Iterator[str]:
    """Yield what the codebook says: unit, task, labels, rules and examples."""
    yield ""
    yield f"{printable(codebook.title)}, version {codebook.version}"
    for text in (codebook.unit, codebook.task):
        yield from wrap(printable(text), width)
    for label in codebook.labels:
        yield ""
        named = printable(f"{label.title} [{label.id}]" if label.id != label.title else label.title)
        yield from wrap(f"{named}: {printable(_whole_definition(codebook, label))}", width)
        yield from wrap(printable(label.signs), width, initial_indent="  signs: ", subsequent_indent="  ")
    if codebook.rules:
        yield ""
    for nth, rule in enumerate(codebook.rules, 1):
        yield from wrap(printable(rule), width, initial_indent=f"{nth}. ", subsequent_indent="   ")
    if codebook.examples:
        yield ""
    for example in codebook.examples:
        by = f" (rule {example.rule})" if example.rule else ""
        yield from wrap(f"{printable(example.text)!r}: {printable(example.label)}{by}", width, subsequent_indent="  ")


def codebook_markdown(codebook: Codebook) -> str:
    """Return the codebook as Markdown; only names in backticks and emphasis by asterisks stay marked as they were."""
    return "\n\n".join(_sections(codebook)) + "\n"


def codebook_to_json(codebook: Codebook) -> dict[str, Any]:
    """Return all that a codebook holds, and its hash, as an object for JSON."""
    fields = asdict(codebook)
    return {"version": fields.pop("version"), "hash": codebook.hash, **fields}


def _sections(codebook: Codebook) -> Iterator[str]:
    yield f"# {markdown_text(codebook.title)}"
    yield f"Codebook, version {codebook.version}, hash `{codebook.hash}`."
    for title, text in (("Unit", codebook.unit), ("Task", codebook.task)):
        if text:
            yield f"## {title}"
            yield _marked(text)
    yield "## Labels"
    for label in codebook.labels:
        yield from _label(codebook, label)
    if codebook.rules:
        yield "## Rules"
        yield "\n".join(f"{nth}. {_marked(rule)}" for nth, rule in enumerate(codebook.rules, 1))
    if codebook.examples:
        yield "## Examples"
        yield "\n".join(["| text | label | rule |", "| --- | --- | ---: |", *map(_example, codebook.examples)])


def _label(codebook: Codebook, label: CodebookLabel) -> Iterator[str]:
    yield f"### {markdown_text(label.title)} ({_code(label.id)})"
    yield f"**Definition:** {_marked(_whole_definition(codebook, label))}"
    yield f"**Signs:** {_marked(label.signs)}"
    if label.key:
        yield f"**Key:** {_code(label.key)}"


def _example(example: Example) -> str:
    return f"| {markdown_words(example.text)} | {markdown_words(example.label)} | {example.rule or ''} |"


def _whole_definition(codebook: Codebook, label: CodebookLabel) -> str:
    return f"{codebook.definitions_begin} {label.definition}".strip()


def _marked(text: str) -> str:
    """Return a text's words for Markdown, what it has in backticks as code and its asterisks as they are."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return markdown_text(text)
    words = (_code(part) if nth % 2 else markdown_words(part).replace("\\*", "*") for nth, part in enumerate(parts))
    # Spaces round what is in backticks are lost where each part is taken by itself.
    return _spaced(parts, list(words))


def _spaced(parts: list[str], words: list[str]) -> str:
    spaced = (
        f"{' ' if part[:1].isspace() else ''}{word}{' ' if part[-1:].isspace() else ''}" if not nth % 2 else word
        for nth, (part, word) in enumerate(zip(parts, words, strict=True))
    )
    return " ".join("".join(spaced).split())


def _code(text: str) -> str:
    word = " ".join(harmless(text).split())
    return f"`{word}`" if word and "`" not in word else markdown_words(text)
