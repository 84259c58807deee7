"""The gold of a file: the posts that a person says it holds."""

from classifier.errors import SourceError
from classifier.threads.exports.parse_json import read_json
from classifier.threads.post_json import parse_object
from classifier.threads.sources.opening import open_sources
from classifier.threads.sources.source import Source

_WHAT_BELONGS = "give posts as JSON lines, or one JSON list of them, each with its 'text'"


def read_gold(path: str) -> tuple[str, ...]:
    """Return the texts of a gold file's posts, in order, one for each post that the file should be cut into.

    The posts stand as JSON lines, as `segment` writes them, or in a JSON file as a list, by itself or under "posts".
    Of a post only its `text` is taken, so a deleted post or a picture alone stands there with an empty one: it is a
    post of the thread and is counted. Raises SourceError for any other file, with what was found.
    """
    with open_sources(path) as sources:
        found = list(sources)
        if len(found) != 1:
            raise SourceError(f"{path}: holds {len(found)} files; a gold is one: {_WHAT_BELONGS}")
        if isinstance(found[0], SourceError):
            raise found[0]
        return _texts(found[0])


def _texts(source: Source) -> tuple[str, ...]:
    start = source.head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith((b"{", b"[")):
        begins = start[:30].decode("utf-8", "replace")
        raise SourceError(f"{source.name}: is no gold: it begins with {begins!r}; {_WHAT_BELONGS}")
    posts: object
    if start.startswith(b"{") and not _is_document(start):
        return _texts_of_lines(source)
    posts, _ = read_json(source)
    if isinstance(posts, dict):
        posts = posts.get("posts")
    if not isinstance(posts, list):
        raise SourceError(f"{source.name}: is no gold: it has no list of posts; {_WHAT_BELONGS}")
    return tuple(_text_of(post, f"{source.name}: post {nth}") for nth, post in enumerate(posts, 1))


def _is_document(start: bytes) -> bool:
    """Return whether the first line is no post by itself: the beginning of a longer object, or an object of posts."""
    try:
        first = parse_object(start.partition(b"\n")[0].decode("utf-8", "replace"))
    except ValueError:
        return True
    return "posts" in first and "text" not in first


def _texts_of_lines(source: Source) -> tuple[str, ...]:
    texts = []
    for number, line in enumerate(source.read(_LARGEST).decode("utf-8-sig", "replace").split("\n"), 1):
        if line.strip():
            where = f"{source.name}:{number}"
            try:
                texts.append(_text_of(parse_object(line), where))
            except ValueError as error:
                raise SourceError(f"{where}: {error}; {_WHAT_BELONGS}") from None
    return tuple(texts)


_LARGEST = 256 << 20


def _text_of(post: object, where: str) -> str:
    text = post.get("text") if isinstance(post, dict) else None
    if not isinstance(text, str):
        raise SourceError(f"{where} has no 'text'; {_WHAT_BELONGS}, empty for a picture alone")
    return text
