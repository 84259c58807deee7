"""Pasted texts, each with the posts that a reader sees in it."""

from classifier.threads.pasted.furniture import furniture_lines
from classifier.threads.pasted.lines import content_lines


def test_pasted_case(pasted, pasted_case):
    """A text gives its case's posts: kind, depth, parent and text of each, and the lines that belong to the site."""
    thread = pasted(pasted_case["text"], pasted_case.get("one_per", "auto"))
    places = {post.id: i for i, post in enumerate(thread.posts)}
    found = [[post.kind, post.depth, places.get(post.parent_id), post.text] for post in thread.posts]
    assert found == pasted_case["posts"]
    furniture = [thread.document[span.start : span.end] for span in thread.furniture if span.kind == "furniture"]
    assert furniture == pasted_case.get("furniture", [])


def test_furniture_case(furniture_case):
    """A line below a comment belongs to the site or does not."""
    lines = content_lines(f"you saw the ferry, I think.\n\n{furniture_case['line']}")
    assert (lines[-1].number in furniture_lines(lines)) == furniture_case["furniture"]
