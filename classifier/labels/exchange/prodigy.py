"""Prodigy: JSON lines as `db-out` writes and `db-in` reads them.

Looked at: prodi.gy/docs/api-interfaces, the choice recipe of explosion/prodigy-recipes on GitHub, data sets that others
published, and on named sessions topic 1644 of Prodigy's forum. A task has `text`, `meta`, which is shown with it, and
after annotation an `answer`: accept, reject or ignore. The choice interface has `options` and puts the ids of those
chosen into the list `accept`; the classification interface asks about the one `label`. `_annotator_id` and
`_session_id` are the data set's name, a dash and the session's name.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from classifier.labels.exchange.reading import Reading, objects_of_lines, sources_of
from classifier.labels.exchange.record import (
    Incoming,
    Outgoing,
    belonging,
    context,
    placed_by,
    still_belonging,
    text_of,
)
from classifier.threads.exports.values import object_at
from classifier.threads.post_lines import json_line

_DIGEST = "text_digest"


def write(outgoing: Iterable[Outgoing], out: BinaryIO, labels: Sequence[tuple[str, str]]) -> None:
    """Write a task of the choice interface for each label; `labels` are the ids and titles to choose from."""
    options = [{"id": label, "text": title} for label, title in labels]
    for one in outgoing:
        about = context(one.post)
        # What is in meta is shown with the text: where the post is from, never what somebody else made of it.
        task: dict[str, Any] = {"text": one.post.text, "options": options, _DIGEST: about.pop(_DIGEST), "meta": about}
        if one.event is not None:
            said = {"accept": [one.event.label], "answer": "accept", "_view_id": "choice", **belonging(one)}
            session = {"_annotator_id": one.coder, "_session_id": one.coder} if one.coder else {}
            task |= said | session
        out.write(json_line(task))


def read(path: str, reading: Reading) -> Iterator[Incoming]:
    """Yield what the lines of a data set say."""
    for source in sources_of(path):
        for where, line in objects_of_lines(source, reading.fault):
            yield _incoming(where, line)


def _incoming(where: str, line: Mapping[str, Any]) -> Incoming:
    labels = _chosen(line)
    fields = still_belonging(line, labels)
    coder = text_of(line.get("_annotator_id")) or text_of(line.get("_session_id")) or fields.get("coder")
    fields |= {"coder": coder, "note": text_of(line.get("user_input")) or fields.get("note")}
    return Incoming(
        where=where,
        text=text_of(line.get("text")),
        labels=labels,
        refused=_refused(line.get("answer"), labels),
        **placed_by({**object_at(line, "meta"), **{name: line[name] for name in (_DIGEST,) if name in line}}),
        **fields,
    )


def _chosen(line: Mapping[str, Any]) -> tuple[str, ...]:
    accepted = line.get("accept")
    if not isinstance(accepted, list):
        label = text_of(line.get("label"))
        return (label,) if label and line.get("answer") is not None else ()
    options = line.get("options")
    titles = {
        option["id"]: text_of(option.get("text"))
        for option in (options if isinstance(options, list) else ())
        # An option may be numbered; then its text is what was chosen.
        if isinstance(option, Mapping) and isinstance(option.get("id"), int)
    }
    chosen = (titles.get(one) if isinstance(one, int) and one in titles else text_of(one) for one in accepted)
    return tuple(label for label in chosen if label)


def _refused(answer: object, labels: tuple[str, ...]) -> str | None:
    if answer in (None, "accept"):
        return None
    if answer == "reject":
        return f"was rejected: it is not {labels[0]!r:.80}, and nothing says what it is" if labels else "was rejected"
    return "was ignored" if answer == "ignore" else f"has the answer {answer!r:.80}; those known are accept and reject"
