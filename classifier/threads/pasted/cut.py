"""Lines -> pieces: where each post begins and ends, how deep it stands, and how sure the cut is."""

from collections.abc import Iterator
from dataclasses import dataclass

from classifier.records import ParentSource, PostKind
from classifier.threads.pasted.article import article_blocks
from classifier.threads.pasted.lines import Line, blocks_of
from classifier.threads.pasted.phrases import NUMBERED
from classifier.threads.pasted.spacing import spaced_blocks

# How sure a cut is, by what made it: an order, not a measured share. That of a cut that nothing marks is the boundary
# model's probability, which is.
MARKED = 0.95
SPACED = 0.7
ALONE = 1.0  # the text begins here, or the user has said where posts begin
GUESSED = "boundary-model"
COUNTED = "posts-given"


@dataclass(frozen=True, slots=True)
class Piece:
    """A post's lines; `skip` is how many characters its marker takes at the start of the first line."""

    kind: PostKind
    lines: list[Line]
    confidence: float
    method: str
    depth: int = 0
    parent: int | None = None
    """Place of the parent among the pieces."""
    skip: int = 0
    parent_source: ParentSource = "nesting"
    author: str | None = None
    posted_at_raw: str | None = None
    number: int | None = None
    """That the site gives the post."""
    replies_to: str | None = None
    """Whom a marker says it answers."""
    column: int = 0
    """Where its marker is indented to."""
    after: Line | None = None
    """The line above, by which a post without lines has its place."""


def cut_by_line(lines: list[Line]) -> list[Piece]:
    """Return each line as a comment."""
    return [Piece("comment", [line], ALONE, "one-per-line") for line in lines]


def cut_by_block(lines: list[Line]) -> list[Piece]:
    """Return each block between blank lines as a comment."""
    return [Piece("comment", block, ALONE, "one-per-blank") for block in blocks_of(lines)]


def cut_by_content(lines: list[Line], posts: int | None = None) -> list[Piece]:
    """Return the article and the comments that the text's own marks show: numbers, else spacing, else the likeliest.

    Where no numbers mark the comments, `posts` is how many posts there are to be, the article being one of them.
    """
    first = _first_numbered(lines)
    if first is not None:
        article = [Piece("article", lines[:first], ALONE, "text")] if first else []
        return article + list(_numbered(lines[first:], len(article)))
    blocks = spaced_blocks(lines)
    ends = article_blocks(blocks)
    if posts is not None:
        return list(_counted(lines, sum(map(len, blocks[:ends])), posts))
    article = [Piece("article", [line for block in blocks[:ends] for line in block], ALONE, "text")] if ends else []
    return article + list(_unnumbered(blocks[ends:]))


def _first_numbered(lines: list[Line]) -> int | None:
    """Return where a list of numbered comments begins that runs to the end of the text, else None.

    A list inside an article does not run to the end: a paragraph follows it. Missed: an article's own last list,
    such as footnotes, is taken for comments.
    """
    numbered = [i for i, line in enumerate(lines) if NUMBERED.match(line.text)]
    if not numbered:
        return None
    outer = min(lines[i].indent for i in numbered)
    paragraphs = [i for i, line in enumerate(lines) if line.indent <= outer and line.blanks_before]
    last_paragraph = next((i for i in reversed(paragraphs) if not NUMBERED.match(lines[i].text)), -1)
    first = next((i for i in numbered if i > last_paragraph), None)
    if first is None or _number(lines[first]) != 1:
        return None
    apart = first == 0 or lines[first].blanks_before or lines[first].indent
    return first if apart else None


def _number(line: Line) -> int:
    match = NUMBERED.match(line.text)
    return int(match.group(1)) if match else 0


def _numbered(lines: list[Line], before: int) -> Iterator[Piece]:
    """Yield a comment for each numbered line with the lines after it; deeper indent answers the line above it."""
    opens = [i for i, line in enumerate(lines) if NUMBERED.match(line.text)]
    above: list[tuple[int, int]] = []
    for nth, (i, after) in enumerate(zip(opens, [*opens[1:], len(lines)], strict=True)):
        line = lines[i]
        while above and above[-1][0] >= line.indent:
            above.pop()
        match = NUMBERED.match(line.text)
        yield Piece(
            kind="comment",
            lines=lines[i:after],
            confidence=MARKED,
            method="numbered",
            depth=len(above),
            parent=above[-1][1] if above else None,
            skip=match.end() if match else 0,
        )
        above.append((line.indent, before + nth))


def _counted(lines: list[Line], article: int, posts: int) -> Iterator[Piece]:
    from classifier.threads.pasted.unmarked.cut import posts_of_count

    for nth, (taken, sure) in enumerate(posts_of_count(lines, article, posts, SPACED)):
        yield Piece("article" if article and nth == 0 else "comment", taken, sure, COUNTED)


def _unnumbered(blocks: list[list[Line]]) -> Iterator[Piece]:
    if len(blocks) > 1 and any(len(block) > 1 for block in blocks):
        yield from (Piece("comment", block, SPACED, "spacing") for block in blocks)
        return
    if not blocks:
        return
    # It needs numpy, which text that is marked is read without.
    from classifier.threads.pasted.unmarked.cut import likely_posts

    for nth, (lines, sure) in enumerate(likely_posts([line for block in blocks for line in block])):
        # Where the first comment begins is known by the article's end, which a blank line shows.
        yield Piece("comment", lines, sure if nth else SPACED, GUESSED)
