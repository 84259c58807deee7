"""Where the article ends and the comments begin, in text without marks."""

from classifier.threads.pasted.lines import Line
from classifier.threads.pasted.phrases import PERSONAL
from classifier.threads.pasted.titles import is_title

MOST_PERSONAL = 0.1
"""Share of lines that speak of "I" or to "you", up to which a text reads as a report."""

MOST_PERSONAL_BODY = 0.2
"""The same share for the block below a headline, which may quote people."""

FEWEST_BODY_LINES = 3
FEWEST_HEADINGS = 3


def article_blocks(blocks: list[list[Line]]) -> int:
    """Return how many blocks, from the first, are the article: 0 for none, all of them where there are no comments.

    A text that hardly says "I" or "you" and has a headline, or headings, is an article. Else, one that opens with a
    headline and holds several blocks of several lines is an article of the first of these, if that hardly says "I" or
    "you", and comments after it.
    Missed: an article and comments that are all single lines between blank lines; then all are taken for comments.
    """
    lines = [line for block in blocks for line in block]
    if not lines:
        return 0
    headed = is_title(lines[0].text)
    headings = sum(is_title(line.text) for line in lines)
    if (headed or headings >= FEWEST_HEADINGS) and len(lines) >= FEWEST_BODY_LINES and _reports(lines):
        return len(blocks)
    bodies = [i for i, block in enumerate(blocks) if len(block) >= FEWEST_BODY_LINES]
    if headed and len(bodies) > 1 and _reports(blocks[bodies[0]], MOST_PERSONAL_BODY):
        return bodies[0] + 1
    return 0


def _reports(lines: list[Line], most: float = MOST_PERSONAL) -> bool:
    personal = sum(PERSONAL.search(line.text) is not None for line in lines)
    return personal <= most * len(lines)
