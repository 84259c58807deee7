"""Posts that went wrong, and labels to look at again."""

from classifier.evaluation.evaluation import Doubt, Part, Twins
from classifier.records import Post
from classifier.reports.evaluation_page.blocks import Block, PostEntry, Posts, Said, Section, Words, section
from classifier.reports.evaluation_page.tables import Signs
from classifier.reports.terminal import certainty, share

MOST_ERRORS = 10
"""Posts of a kind that a page shows without being asked."""
LONGEST = 280
"""Letters of a post that are shown at once."""


def error_sections(part: Part, anchor: str, signs: Signs) -> tuple[Section, ...]:
    """Return the posts most surely wrong, and the other labels in doubt; none for predictions as they were given."""
    return (
        *section("Posts most surely wrong", f"{anchor}-errors", _errors(part, signs)),
        *section("Labels to look at again", f"{anchor}-doubts", _doubts(part, signs)),
    )


def beginning(text: str, most: int = LONGEST) -> str:
    """Return a text on one line, its end left out where it is long.

    >>> beginning("one two three", 8)
    'one two…'
    """
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return f"{line[:most].rpartition(' ')[0] or line[: most - 1]}…"


def _errors(part: Part, signs: Signs) -> list[Block]:
    shown = part.doubts[:MOST_ERRORS]
    if not shown:
        return []
    return [
        Words(
            "Of the posts that the model got wrong, those whose hand label it found least likely, with the "
            "probability that it gives to that label and to its own. Here either the "
            "model or the label is wrong: read before you believe one."
        ),
        Posts(tuple(_doubted(doubt, signs) for doubt in shown)),
    ]


def _doubts(part: Part, signs: Signs) -> list[Block]:
    rest = part.doubts[MOST_ERRORS:]
    blocks: list[Block] = []
    if part.twins:
        blocks.append(Words("The same words with different labels: at most one of the labels fits the codebook."))
        summary = f"{len(part.twins)} texts with two labels" if len(part.twins) > MOST_ERRORS else ""
        blocks.append(Posts(tuple(_twins(twins, signs) for twins in part.twins), summary))
    if rest:
        blocks.append(Posts(tuple(_doubted(doubt, signs) for doubt in rest), f"{len(rest)} more posts in doubt"))
    return blocks


def _doubted(doubt: Doubt, signs: Signs) -> PostEntry:
    return _entry(
        _place(doubt.post),
        doubt.post.text,
        Said("by hand", signs[doubt.label], share(doubt.probability)),
        Said("model", signs[doubt.likelier], certainty(doubt.likelier_probability)),
    )


def _twins(twins: Twins, signs: Signs) -> PostEntry:
    said = (Said(_place(post), signs[label]) for post, label in twins.posts)
    return _entry("", twins.posts[0][0].text, *said)


def _entry(place: str, text: str, *said: Said) -> PostEntry:
    return PostEntry(place, said, text, beginning(text))


def _place(post: Post) -> str:
    return f"{post.thread_id}/{post.id}"
