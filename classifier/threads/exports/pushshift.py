"""Lines of Pushshift's comment dumps, read in a third of the time that parsing them as a whole takes.

A dump's line holds some forty fields, and a post is made of seven of them. A key that stands once in a line, with its
quotes and colon, is a key of JSON and no text: inside a string its quotes would be escaped. So the values of such keys
are scanned where they stand. A line in which one of them is missing or stands twice, as "id" does where awards are
listed, is parsed as a whole. What is missed: that a line is broken outside those seven values.
"""

from classifier.records import Post
from classifier.threads.exports.markup import words_of
from classifier.threads.exports.parse_json import scan_string
from classifier.threads.exports.reddit import GONE, unescaped
from classifier.threads.exports.values import iso_of_epoch

_FULLNAME = '"author_fullname":'


def quick_post(line: str, order: int, source: str) -> Post | None:
    """Return the post of a comment's line, None where the line must be parsed as a whole."""
    try:
        if line[0] != "{" or line.rstrip()[-1] != "}":
            return None
        body, name = _text(line, '"body":'), _text(line, '"id":')
        link, parent = _text(line, '"link_id":'), _text(line, '"parent_id":')
        author = _text(line, '"author":')
        fullname = _text(line, _FULLNAME) if _FULLNAME in line else None
        when = iso_of_epoch(_bare(line, '"created_utc":'))
    except ValueError:
        return None
    if not (name and link and parent and author and name[:3] != "t1_"):
        return None
    gone = body.strip().lower() in GONE if body[:1] in "[ \n" else False
    words = words_of("" if gone else unescaped(body), "markdown")
    own = f"t1_{name}"
    return Post(
        thread_id=link,
        id=own,
        order=order,
        text=words.own,
        kind="deleted" if gone else "comment",
        parent_id=parent if parent != own else None,
        parent_source="native" if parent != own else None,
        author=None if author[0] == "[" and author in GONE else author,
        author_id=fullname,
        posted_at=when,
        source=source,
        full_text=words.full if words.spans else None,
        spans=words.spans,
        method="reddit",
    )


def _text(line: str, key: str) -> str:
    """Return the string under a key; raise ValueError where the key stands twice, or no string under it."""
    at = line.index(key) + len(key)
    if line.find(key, at) >= 0:
        raise ValueError(key)
    at += line.startswith(" ", at)
    if not line.startswith('"', at):
        raise ValueError(key)
    return scan_string(line, at + 1)[0]


def _bare(line: str, key: str) -> str:
    """Return the number under a key, whether it is written as one or in quotes."""
    at = line.index(key) + len(key)
    if line.find(key, at) >= 0:
        raise ValueError(key)
    return line[at : at + 40].partition(",")[0].rstrip("}\r\n").strip(' "')
