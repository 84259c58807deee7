"""What a coder sees, as lines of plain text."""

from collections.abc import Iterator, Mapping
from textwrap import wrap

from classifier.labelling.view import Progress, View
from classifier.labels.codebook import Codebook
from classifier.labels.log import LabelEvent
from classifier.records import Post
from classifier.reports.terminal import certainty, printable, shorten

_MOST_ABOVE = 600
"""Letters of a post above that are shown; the coder labels the post below it."""


def view_lines(view: View, codebook: Codebook, width: int) -> Iterator[str]:
    """Yield the lines of a post with what stands around it and what was said of it."""
    progress = view.progress
    yield ""
    yield "─" * width
    put_off = f", {progress.skipped} put off" if progress.skipped else ""
    yield f"post {view.number} of {progress.total:,}: {progress.done:,} labelled{put_off}{left_text(progress)}"
    if view.around.title:
        yield from wrap(printable(view.around.title), width)
    for post in view.around.above:
        yield from _above(post, "answers", width)
    if view.around.before:
        yield from _above(view.around.before, "before it", width)
    yield ""
    yield _who(view.post)
    yield from post_lines(view.post, width)
    yield ""
    yield from _said_lines(view, codebook)


def left_text(progress: Progress) -> str:
    """Return the time left, as it goes on a line; nothing where no pace is known yet."""
    if progress.seconds_left is None or not progress.left:
        return ""
    minutes = max(1, round(progress.seconds_left / 60))
    return f", about {minutes // 60} h {minutes % 60} min left" if minutes >= 60 else f", about {minutes} min left"


def post_lines(post: Post, width: int) -> Iterator[str]:
    """Yield a post's text with its quotes set apart by > and its signature by --, the end of lines kept."""
    full, done = post.full_text or post.text, 0
    for span in post.spans:
        if span.kind not in ("quote", "signature") or span.start < done:
            continue
        yield from _wrapped(full[done : span.start], width, "")
        words = full[span.start : span.end]
        speaker = speaker_of(span.author, words) if span.kind == "quote" else None
        if speaker:
            yield f"> {printable(speaker)}:"
        yield from _wrapped(words, width, "> " if span.kind == "quote" else "-- ")
        done = span.end
    yield from _wrapped(full[done:], width, "")


def speaker_of(author: str | None, words: str) -> str | None:
    r"""Return whose words a quote holds, as a line above it; None where its first line says so already.

    >>> speaker_of("bo", "no lane"), speaker_of("bo", "bo wrote:\nno lane"), speaker_of(None, "no lane")
    ('bo', None, None)
    """
    first = words.lstrip("> @\n").partition("\n")[0].rstrip()
    return None if author and first.startswith(author) and first.endswith(":") else author


def _above(post: Post, how: str, width: int) -> Iterator[str]:
    yield ""
    yield f"  | {how}: {_who(post)}"
    text = printable(post.text)
    yield from wrap(shorten(text, _MOST_ABOVE), width, initial_indent="  | ", subsequent_indent="  | ")


def _who(post: Post) -> str:
    parts = (post.kind if post.kind != "comment" else None, post.author or "author not known", post.posted_at)
    return ", ".join(printable(part) for part in parts if part)


def _wrapped(text: str, width: int, mark: str) -> Iterator[str]:
    for line in text.strip("\n").split("\n") if text.strip() else ():
        yield from wrap(printable(line), width, initial_indent=mark, subsequent_indent=mark) or [mark.rstrip()]


def _said_lines(view: View, codebook: Codebook) -> Iterator[str]:
    titles = {label.id: label.title for label in codebook.labels}
    for event in view.opinions:
        yield f"{printable(event.coder)}: {_said(event, titles)}"
    if view.earlier is not None:
        version = (view.earlier.codebook or {}).get("version")
        yield f"you said under codebook {printable(str(version))}: {_said(view.earlier, titles)}"
    if view.answer is not None:
        yield f"you said: {_said(view.answer, titles)}"
    if view.suggestion is not None:
        label = view.suggestion.predicted
        said = f"{titles.get(label, label)} {certainty(view.suggestion.probability)}" if label else "no stance"
        yield f"the model suggests: {printable(said)}"


def _said(event: LabelEvent, titles: Mapping[str, str]) -> str:
    parts = [titles.get(event.label or "", event.label or "")]
    parts += [f"secondary {titles.get(event.secondary, event.secondary)}"] if event.secondary else []
    parts += ["unsure"] if event.confidence == "low" else []
    parts += [f"note: {event.note}"] if event.note else []
    return printable(", ".join(parts))
