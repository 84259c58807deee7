"""Levels of spacing: where a text has two, the wider one parts its posts."""

from collections.abc import Sequence

from classifier.threads.pasted.lines import Line, blocks_of

FEWEST_WIDE_GAPS = 2
"""Gaps of two blank lines and more that make a level: a single one may part the article from the comments."""


def spaced_blocks(lines: Sequence[Line]) -> list[list[Line]]:
    r"""Return the lines in blocks, between the widest gaps that come regularly: two blank lines, or one.

    >>> from classifier.threads.pasted.lines import content_lines
    >>> blocks = spaced_blocks(content_lines("a\n\nb\n\n\nc\n\n\nd\n\ne"))
    >>> [[line.text for line in block] for block in blocks]
    [['a', 'b'], ['c'], ['d', 'e']]
    """
    gaps = [line.blanks_before for line in lines[1:]]
    wide = sum(gap > 1 for gap in gaps)
    if wide < FEWEST_WIDE_GAPS or gaps.count(1) == 0:
        return blocks_of(list(lines))
    blocks: list[list[Line]] = []
    for line in lines:
        if blocks and line.blanks_before < 2:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks
