"""What holds for the posts of any pasted text."""

from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from classifier.threads.pasted.lines import content_lines
from classifier.threads.pasted.phrases import NUMBERED
from classifier.threads.spans import text_at

# Lines as threads have them: comments, headlines, numbers, lines of the site, blank ones, and anything at all.
_LINES = st.one_of(
    st.sampled_from(
        (
            *(
                "",
                " ",
                "1. I saw it.",
                "2. you did not.",
                "  1. my boat did.",
                "\t2) why?",
                "7. A number",
                "i like it.",
            ),
            *("Ferry Sinks in Calm Water", "Harbour News", "The ferry sank on Tuesday.", "3 May 2021", "By Ada Quill"),
            *("Photo: the harbour", "Log in to Reply", "Related posts:", "You are free to comment.", "See also"),
        )
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12),
)
_TEXTS = st.lists(_LINES, max_size=12).map("\n".join)
_ONE_PER = st.sampled_from(("auto", "line", "blank"))

_any_text = settings(max_examples=150, deadline=None)


def _spans(thread):
    return [(post.start, post.end) for post in thread.posts]


@_any_text
@given(text=_TEXTS, one_per=_ONE_PER)
def test_spans_are_ordered_and_apart(pasted, text, one_per):
    """Posts' spans are not empty, lie inside the document, follow one another and never overlap."""
    thread = pasted(text, one_per)
    assert all(0 <= start < end <= len(thread.document) for start, end in _spans(thread))
    assert all(before[1] <= after[0] for before, after in pairwise(_spans(thread)))


@_any_text
@given(text=_TEXTS, one_per=_ONE_PER)
def test_spans_give_the_text(pasted, text, one_per):
    """A post's full text is its span of the document without the spaces around its lines."""
    thread = pasted(text, one_per)
    assert [post.full_text or post.text for post in thread.posts] == [
        text_at(thread.document, a, b) for a, b in _spans(thread)
    ]


@_any_text
@given(text=_TEXTS, one_per=_ONE_PER)
def test_no_line_is_lost_or_taken_twice(pasted, text, one_per):
    """Every line with something on it is in one post or belongs to the site; only comments' numbers are left out."""
    thread = pasted(text, one_per)
    furniture = [(span.start, span.end) for span in thread.furniture]
    for line in content_lines(thread.document):
        marker = NUMBERED.match(line.text)
        starts = {line.start, line.start + marker.end() if marker else line.start}
        posts = [a in starts or a < line.start for a, b in _spans(thread) if a < line.end <= b]
        assert posts in ([True], []), line
        assert posts or (line.start, line.end) in furniture, line


@_any_text
@given(text=_TEXTS)
@example(text="Ferry Sinks in Calm Water\n\nThe ferry sank.\n\nPhoto: the harbour\n\nNobody was hurt.\n\n1. I saw it.")
@example(text="1. I saw it.\n   Log in to Reply\n   It sank.\n2. you did not.")
def test_furniture_is_in_no_post(pasted, text):
    """No post's span holds a line that belongs to the site."""
    thread = pasted(text)
    for span in thread.furniture:
        assert not any(a < span.end and span.start < b for a, b in _spans(thread)), text


@_any_text
@given(text=_TEXTS, one_per=_ONE_PER)
def test_what_cannot_be_seen_changes_no_post(pasted, text, one_per):
    """Spaces at the ends of lines, Windows' newlines and blank lines around the text change no post's text."""
    expected = [post.text for post in pasted(text, one_per).posts]
    for same in (text.replace("\n", "  \n") + " ", text.replace("\n", "\r\n"), f"\n \n{text}\n\n"):
        assert [post.text for post in pasted(same, one_per).posts] == expected


@_any_text
@given(text=_TEXTS)
def test_one_per_line(pasted, text):
    """With --one-per line there are as many posts as lines that are not blank."""
    assert len(pasted(text, "line").posts) == sum(bool(line.strip()) for line in text.split("\n"))


@_any_text
@given(text=_TEXTS)
def test_parents_stand_above(pasted, text):
    """A reply comes after its parent and is one deeper."""
    seen = {None: -1}
    for post in pasted(text).posts:
        assert post.depth == seen[post.parent_id] + 1
        seen[post.id] = post.depth
