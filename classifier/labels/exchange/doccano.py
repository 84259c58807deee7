"""doccano: JSON lines of a text classification project.

Looked at: doccano/doccano on GitHub, backend/data_export (models, pipeline/factories, formatters and comments,
celery_tasks) and backend/data_import/pipeline/parsers. A line has doccano's own `id`, the `text`, a list `label`
(`cats` where the project also marks spans), a list `Comments` and, side by side with these, whatever columns came in
with the text. Without collaborative annotation the export is a zip archive with USER.jsonl for each member.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from classifier.labels.exchange.reading import Reading, objects_of_lines, sources_of, stem
from classifier.labels.exchange.record import (
    Incoming,
    Outgoing,
    belonging,
    context,
    placed_by,
    still_belonging,
    text_of,
    texts_of,
)
from classifier.threads.post_lines import json_line

_LABELS = ("label", "labels", "cats", "categories")
_TOGETHER = "all"
"""What the file of a collaborative project is called: it says nothing of who labelled."""


def write(outgoing: Iterable[Outgoing], out: BinaryIO) -> None:
    """Write a line for each label; what is of no interest to doccano becomes metadata there."""
    for one in outgoing:
        labels = [one.event.label] if one.event else []
        out.write(json_line({"text": one.post.text, "label": labels, **context(one.post), **belonging(one)}))


def read(path: str, reading: Reading) -> Iterator[Incoming]:
    """Yield what the lines of an export say, its members' files one after the other."""
    for source in sources_of(path):
        member = source.name != path and source.name.startswith(f"{path}:")
        coder = stem(source.name) if member else None
        for where, line in objects_of_lines(source, reading.fault):
            yield _incoming(where, line, None if coder == _TOGETHER else coder, reading.question)


def _incoming(where: str, line: Mapping[str, Any], coder: str | None, question: str | None) -> Incoming:
    value = next((line[name] for name in (question, *_LABELS) if name is not None and name in line), None)
    labels = texts_of(value)
    spans = isinstance(value, list) and any(isinstance(part, list | dict) for part in value)
    fields = still_belonging(line, labels)
    fields["coder"] = coder or fields.get("coder")
    fields["note"] = fields.get("note") or "\n".join(texts_of(line.get("Comments"))) or None
    return Incoming(
        where=where,
        text=text_of(line.get("text")) or text_of(line.get("data")),
        labels=labels,
        refused="labels parts of the text, not the post" if spans else None,
        **placed_by(line),
        **fields,
    )
