"""Labels to look at again, for a terminal and as JSON lines."""

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from classifier.evaluation.evaluation import Doubt, LookAgain, Twins
from classifier.records import Post
from classifier.reports.terminal import certainty, printable, share, shorten

_INDENT = "    "


def print_doubts(console: Console, found: Sequence[LookAgain]) -> None:
    """Print each origin's twins, then its doubted labels, with the beginning of each post."""
    for part in found:
        title = (
            f"{printable(part.origin).upper()} POSTS: {part.posts} predicted by models that had not seen their threads"
        )
        console.print(Text(title, style="bold"), soft_wrap=True)
        if part.note:
            console.print(part.note)
        elif not part.twins and not part.doubts:
            console.print("No label is in doubt.")
        for twins in part.twins:
            _print_twins(console, twins)
        for doubt in part.doubts:
            _print_doubt(console, doubt)
        console.print()
    console.print(Text("A doubt is a place to look, not a fault: model and label can each be wrong.", style="dim"))


def doubt_lines(found: Sequence[LookAgain]) -> Iterator[dict[str, Any]]:
    """Yield an object for JSON for each pair of twins and each doubted label, with what it is and its origin."""
    for part in found:
        for twins in part.twins:
            yield {"kind": "twins", "origin": part.origin, **twins_to_json(twins)}
        for doubt in part.doubts:
            yield {"kind": "doubt", "origin": part.origin, **doubt_to_json(doubt)}


def doubt_to_json(doubt: Doubt) -> dict[str, Any]:
    """Return a doubted label as an object for JSON."""
    return {
        **_named(doubt.post),
        "label": doubt.label,
        "probability": doubt.probability,
        "likelier": doubt.likelier,
        "likelier_probability": doubt.likelier_probability,
        "text": doubt.post.text,
    }


def twins_to_json(twins: Twins) -> dict[str, Any]:
    """Return posts of the same words with different labels as an object for JSON."""
    return {
        "text": twins.posts[0][0].text,
        "posts": [{**_named(post), "label": label} for post, label in twins.posts],
    }


def _print_twins(console: Console, twins: Twins) -> None:
    console.print(Text("same words, different labels", style="yellow"))
    for post, label in twins.posts:
        console.print(f"{_INDENT}{_place(post)}  {printable(label)}", soft_wrap=True)
    _print_words(console, twins.posts[0][0])


def _print_doubt(console: Console, doubt: Doubt) -> None:
    console.print(
        f"{printable(doubt.label)} {share(doubt.probability)}, rather {printable(doubt.likelier)} "
        f"{certainty(doubt.likelier_probability)}  {_place(doubt.post)}",
        soft_wrap=True,
    )
    _print_words(console, doubt.post)


def _print_words(console: Console, post: Post) -> None:
    console.print(Text(_INDENT + shorten(post.text, max(20, console.width - len(_INDENT))), style="dim"))


def _place(post: Post) -> str:
    return printable(f"{post.thread_id}/{post.id}")


def _named(post: Post) -> dict[str, str]:
    return {"thread_id": post.thread_id, "id": post.id}
