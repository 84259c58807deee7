"""Posts as JSON lines, read as they come: what `segment` and `predict` write, or any lines that hold a "text"."""

from collections.abc import Iterator
from io import TextIOWrapper

from classifier.records import Post, text_digest
from classifier.threads.decode import wide_encoding
from classifier.threads.listener import Told
from classifier.threads.post_json import parse_object, post_from_json
from classifier.threads.source import Source

LONGEST_LINE = 64 << 20


def read_json_lines(source: Source, fault: Told) -> Iterator[Post]:
    """Yield the posts of a stream of JSON lines, in order.

    A line that is no post is given to `fault` (where, what is wrong, what belongs there) and left out. A post
    without an id gets its order in the stream; one without a thread, a digest of the first line.
    """
    order, thread_id = 0, ""
    for number, raw in enumerate(_lines(source), start=1):
        if raw is not None and not raw.strip():
            continue
        try:
            line = _decode(raw)
            thread_id = thread_id or text_digest(line)
            post = post_from_json(parse_object(line), order + 1, thread_id, source.name)
        except ValueError as error:
            fault(f"{source.name}:{number}: {error}")
            continue
        order += 1
        yield post


def _lines(source: Source) -> Iterator[bytes | None]:
    """Yield the lines of a stream, in UTF-8; None stands for one that is too long to be held."""
    wide = wide_encoding(source.head)
    if wide is not None:
        yield from _narrowed(source, wide)
        return
    while raw := source.stream.readline(LONGEST_LINE):
        whole = len(raw) < LONGEST_LINE or raw.endswith(b"\n")
        yield raw if whole else None
        while not whole and raw and not raw.endswith(b"\n"):
            raw = source.stream.readline(LONGEST_LINE)


def _narrowed(source: Source, encoding: str) -> Iterator[bytes]:
    text = TextIOWrapper(source.stream, encoding, "replace")
    try:
        while line := text.readline(LONGEST_LINE):
            yield line.encode("utf-8", "surrogatepass")
    finally:
        text.detach()


def _decode(raw: bytes | None) -> str:
    if raw is None:
        raise ValueError(f"a line of over {LONGEST_LINE >> 20} MiB is not a post")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"byte {error.start + 1} of the line is not UTF-8; JSON must be UTF-8") from None
