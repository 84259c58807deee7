"""Posts as they were cut -> the same posts, with spans of what is not their authors' words, and parents by these."""

from collections.abc import Sequence
from dataclasses import replace

from classifier.records import ParentSource, Post, Span
from classifier.threads.pasted.quotes.closings import repeated_ends
from classifier.threads.pasted.quotes.earlier import LONGEST_POST, EarlierWords
from classifier.threads.pasted.quotes.mentions import EarlierAuthors
from classifier.threads.pasted.quotes.stretches import asked_of, stretches_of
from classifier.threads.words import without_spans


def mark_quotes(posts: Sequence[Post]) -> tuple[Post, ...]:
    """Return a thread's posts, in order, with quotes, signatures and notes of edits as spans, and `text` without them.

    Quotes are: lines that begin with ">"; what forums put below "Originally posted by X", "Quote from X" or "Quote:",
    up to a blank line; [quote=X] ... [/quote]; a line between guillemets beside other lines; a mail below its heads
    or "Original Message"; and, where most of its words stood in one earlier post, what follows "X wrote:" or
    "X said:", a line between quotation marks, six words or more between them inside a line, and long lines of another
    post as they are, above own words. What merely cites, with words that stood nowhere earlier, stays the author's
    own. A signature is what follows a line "--" or, to the end of the post, a line of underscores or dashes or the
    site's note of an edit; what two posts of one author end with; and "Sent from my telephone". Notes of edits are of
    kind furniture, as pages have them. A post of one line that would be all quote is left as it is: where
    nothing marks the posts, each line is one.

    A post that quotes exactly one earlier post answers it, as does one that begins with "@X" the last post of the one
    earlier author X, where no parent is known; depths follow. Articles and posts that have spans are left as they are.

    Missed: a quote in other words or another language, or of part of a line without any mark; lines that a mail
    program wrapped and left without ">"; a tag that is never closed; the rest of a quote of several paragraphs below
    a forum's label whose words stood nowhere earlier; quotation marks that open on one line and close on another;
    names without "@"; all after the first million characters of a post.
    """
    asked = (part for post in posts if _is_read(post) for part in asked_of(_full(post).split("\n")))
    earlier = EarlierWords(asked)
    authors = EarlierAuthors()
    ids = [post.id for post in posts]
    signed = repeated_ends(post for post in posts if _is_read(post))
    depths: dict[str, int] = {}
    marked: list[Post] = []
    for post in posts:
        found = _with_spans(post, earlier, ids, signed.get(post.id)) if _is_read(post) and post.text else post
        parent, source = _parent(found, authors)
        depth = found.depth if parent is None else depths.get(parent, found.depth - 1) + 1
        if (parent, depth) != (found.parent_id, found.depth):
            found = replace(found, parent_id=parent, parent_source=source, depth=depth)
        marked.append(found)
        depths[post.id] = depth
        earlier.add(found.text, post.author)
        authors.add(found)
    return tuple(marked)


def _is_read(post: Post) -> bool:
    return post.kind != "article" and not post.spans


def _full(post: Post) -> str:
    return (post.full_text or post.text)[:LONGEST_POST]


def _with_spans(post: Post, earlier: EarlierWords, ids: Sequence[str], signed: range | None) -> Post:
    stretches = list(stretches_of(_full(post), earlier, post.author, signed))
    if not stretches:
        return post
    full = post.full_text or post.text
    spans = tuple(
        Span(one.kind, one.start, one.end, one.author, None if one.number is None else ids[one.number])
        for one in stretches
    )
    own = without_spans(full, spans)
    if not own and "\n" not in full:
        return post
    return replace(post, text=own, full_text=full, spans=spans)


def _parent(post: Post, authors: EarlierAuthors) -> tuple[str | None, ParentSource | None]:
    """Return (the id of the post that a post answers, how that is known)."""
    if post.parent_id is not None:
        return post.parent_id, post.parent_source
    quoted = {span.post_id for span in post.spans if span.kind == "quote" and span.post_id is not None}
    if len(quoted) == 1:
        return quoted.pop(), "quote"
    mentioned = authors.mentioned(post)
    return (mentioned, "mention") if mentioned is not None else (None, None)
