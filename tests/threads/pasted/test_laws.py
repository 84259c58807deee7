"""Laws of any pasted text: nothing is lost, nothing is taken twice, and what cannot be seen changes nothing."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from classifier.threads.pasted.phrases import NUMBERED
from classifier.threads.spans import text_at
from classifier.threads.words import without_spans

_SAID = (
    *("The bridge would cost nine million and nobody has asked the ferrymen.", "It is late every single week."),
    *("i like it.", "you did not, and “would cost nine million and nobody has asked” is what you said.", "Agreed."),
)
_NAMES = ("Ada Quill", "Milo", "vera_lund")

# What people paste: comments, numbers, headlines, lines of the site, quotes with and without marks, and anything.
_LINES = st.one_of(
    st.sampled_from(
        (
            *_SAID,
            *(
                "",
                " ",
                "1. I saw it.",
                "2. you did not.",
                "  1. my boat did.",
                "\t2) why?",
                "Ferry Sinks in Calm Water",
            ),
            *("3 May 2021", "By Ada Quill", "Photo: the harbour", "Log in to Reply", "Related posts:", "See also"),
            *("Ada Quill says:", "3 May 2021 at 10:00 am", "Reply", "#12", "Posted by Milo", "12 points by Milo"),
            *("> i like it.", ">> Agreed.", ">", f"> {_SAID[0]}", f"“{_SAID[0]}”", f"« {_SAID[0]} »", "«", "--", "-- "),
            *("Ada Quill said:", "Milo wrote: Agreed.", "On 3 May 2021, Milo wrote:", "Quote:", "Quote from: Milo"),
            *("Originally posted by Milo", "Am 03.05.2021 schrieb Milo:", "Milo wrote: ↑Mon May 03, 2021"),
            *("Click to expand...", "[quote=Milo]", "[/quote]", "[quote]i like it.[/quote] no.", "@Milo no."),
            *("-----Original Message-----", "From: Milo", "Sent: Tuesday", "Subject: boats", "To: all"),
        )
    ),
    # U+FEFF says how bytes are read where it comes first, and is a character where anything stands above it.
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), max_size=12),
)
_TEXTS = st.lists(_LINES, max_size=14).map("\n".join)
_ONE_PER = st.sampled_from(("auto", "line", "blank"))

_BODIES = st.lists(st.sampled_from(_SAID), min_size=1, max_size=3)


def _numbered(comments):
    """Render comments, each a list of lines, as a browser copies an ordered list."""
    return "\n".join(f"{nth}. " + "\n   ".join(lines) for nth, lines in enumerate(comments, 1))


_AUTHORS = (
    *(("Ada Quill", "May 3, 2021"), ("Milo", "May 4, 2021"), ("vera_lund", "June 12, 2021")),
    ("Ida P.", "July 1, 2021"),
)


# Who speaks in which order: in no round, as people do.
_ORDER = (0, 1, 0, 2, 1, 3, 3, 0)


def _each(form, parted="\n"):
    """Return a rendering of comments by one form, which names their author, date, number, words and depth."""

    def render(comments):
        posts = []
        for nth, lines in enumerate(comments):
            name, date = _AUTHORS[_ORDER[nth]]
            written = form.format(name=name, date=date, nth=nth + 1, ago=nth + 2, words="\n".join(lines))
            posts.append(written.replace("\n", "\n" + "    " * (nth % 3)) if parted == "nested" else written)
        return ("\n" if parted == "nested" else parted).join(posts)

    return render


# How threads look that mark each post: a rendering of comments, each a list of lines, and how many comments at least
# show it. Two threads of one template, one below the other, must give both.
TEMPLATES = {
    "numbered": (_numbered, 1),
    "says": (_each("{name} says:\n{date} at 5:00 pm\n\n{words}\n\nReply\n"), 2),
    "says alone": (_each("{name} says:\n{words}\n"), 3),
    "posted by": (_each("Posted by {name} on {date}\n{words}\n"), 3),
    "words posted by": (_each("{words}\nPosted by {name} on {date}\n"), 3),
    "by with guillemet": (_each("{name}\nPosts: {ago}\nRe: The bridge\nby {name} » {date}, 5:00 pm\n{words}\nTop"), 3),
    "points by": (_each("{ago} points by {name} {ago} hours ago\n{words}\nreply"), 3),
    "number": (_each("{name}\nMember\n{date}\n#{nth}\n{words}\n"), 3),
    "name and relative date": (_each("{name} · {ago} hours ago\n{words}\n"), 3),
    "name above relative date": (_each("{name}\n{ago} hours ago\n{words}\nReply"), 3),
    "closing buttons": (_each("{name}\n{words}\nLike · Reply · {ago}h"), 3),
    "chat with names": (_each("{name}: {words}"), 5),
    "chat with times": (_each("[10:2{nth}] {name}: {words}"), 3),
    "chat with angles": (_each("10:2{nth} <{name}> {words}"), 3),
    "chat with dashes": (_each("03/05/2021, 10:2{nth} - {name}: {words}"), 3),
    "names and times above": (_each("{name}  10:2{nth} AM\n{words}"), 3),
    "dates behind names": (_each("{name} ({date}): {words}"), 3),
    "bare names": (_each("{name}\n{words}"), 5),
    "bare names and blank lines": (_each("{name}\n{words}\n"), 5),
    "bare names with initials": (_each("{name[0]}\n{name}\nTop fan\n{words}\n"), 5),
    "nested": (_each("{name} says:\n{date} at 5:00 pm\n{words}\nReply\n", "nested"), 3),
}

_any_text = settings(max_examples=120, deadline=None)


def _places(thread):
    return [(post.start, post.end) for post in thread.posts]


def _full(post):
    return post.text if post.full_text is None else post.full_text


@_any_text
@given(text=_TEXTS, one_per=_ONE_PER)
@example(text="Ferry Sinks in Calm Water\n\nThe ferry sank.\n\nPhoto: the harbour\n\n1. I saw it.", one_per="auto")
@example(text="1. I saw it.\n   Log in to Reply\n   It sank.\n2. you did not.", one_per="auto")
def test_every_character_has_one_place(pasted, text, one_per):
    """Every character that can be seen is in one post, one span of furniture, or the number that opens a post."""
    thread = pasted(text, one_per)
    times = [0] * len(thread.document)
    for start, end in (*_places(thread), *((span.start, span.end) for span in thread.furniture)):
        for place in range(start, end):
            times[place] += 1
    for start, _ in _places(thread):
        line = thread.document.rfind("\n", 0, start) + 1
        while thread.document[line].isspace():
            line += 1
        marker = NUMBERED.match(thread.document, line)
        if line < start and not any(times[line:start]) and marker and marker.end() == start:
            times[line:start] = [1] * (start - line)
    wrong = [place for place, char in enumerate(thread.document) if not char.isspace() and times[place] != 1]
    assert wrong == []


@_any_text
@given(text=_TEXTS, one_per=_ONE_PER)
def test_posts_are_in_order_and_apart(pasted, text, one_per):
    """Posts follow one another as their numbers do and never overlap; the place of one is empty where it has no words.

    A post of a picture alone has its markers and no words, and is a post all the same.
    """
    thread = pasted(text, one_per)
    assert [post.order for post in thread.posts] == list(range(1, len(thread.posts) + 1))
    assert all(0 <= start <= end <= len(thread.document) for start, end in _places(thread))
    assert all((post.start < post.end) == bool(_full(post)) for post in thread.posts)
    assert all(before[1] <= after[0] for before, after in pairwise(_places(thread)))


@_any_text
@given(text=_TEXTS, one_per=_ONE_PER)
def test_full_text_is_the_document(pasted, text, one_per):
    """A post's full text is its part of the document without indentation."""
    thread = pasted(text, one_per)
    for post in thread.posts:
        assert _full(post) == text_at(thread.document, post.start, post.end)


@_any_text
@given(text=_TEXTS, one_per=_ONE_PER)
def test_text_is_full_text_without_spans(pasted, text, one_per):
    """Spans are in order, apart and inside the full text; the text is what is left; without spans the two are one."""
    for post in pasted(text, one_per).posts:
        ends = [0, *(span.end for span in post.spans)]
        assert all(end <= span.start < span.end for end, span in zip(ends, post.spans, strict=False))
        assert ends[-1] <= len(_full(post))
        assert post.text == (without_spans(_full(post), post.spans) if post.spans else _full(post))
        assert (post.full_text is None) == (not post.spans)


@_any_text
@given(text=_TEXTS, one_per=_ONE_PER)
def test_quotes_point_back(pasted, text, one_per):
    """A quote is of an earlier post, a parent stands above its replies, and these are one deeper."""
    seen = {None: -1}
    for post in pasted(text, one_per).posts:
        assert {span.post_id for span in post.spans} <= seen.keys()
        assert post.depth == seen[post.parent_id] + 1
        assert (post.parent_id is None) == (post.parent_source is None)
        seen[post.id] = post.depth


@_any_text
@given(text=_TEXTS, one_per=_ONE_PER)
def test_what_cannot_be_seen_changes_nothing(pasted, text, one_per):
    """Spaces at the ends of lines, Windows' newlines and blank lines around the text change no post's words."""
    expected = [(post.text, post.full_text, post.spans) for post in pasted(text, one_per).posts]
    for same in (text.replace("\n", "  \n") + " ", text.replace("\n", "\r\n"), f"\n \n{text}\n\n"):
        assert [(post.text, post.full_text, post.spans) for post in pasted(same, one_per).posts] == expected


@_any_text
@given(text=_TEXTS)
def test_one_per_line(pasted, text):
    """With --one-per line there are as many posts as lines that are not blank."""
    assert len(pasted(text, "line").posts) == sum(bool(line.strip()) for line in text.split("\n"))


@_any_text
@given(text=_TEXTS, one_per=_ONE_PER)
def test_reading_again_gives_the_same(pasted, text, one_per):
    """The same text gives the same thread."""
    assert pasted(text, one_per) == pasted(text, one_per)


@pytest.mark.parametrize("template", TEMPLATES)
@_any_text
@given(data=st.data())
def test_marked_threads_one_after_the_other(pasted, template, data):
    """Two threads of one template, pasted one below the other, give the posts of both."""
    render, fewest = TEMPLATES[template]
    first, second = (data.draw(st.lists(_BODIES, min_size=fewest, max_size=fewest + 3)) for _ in range(2))
    alone = [[_full(post) for post in pasted(render(thread)).posts] for thread in (first, second)]
    assert alone == [["\n".join(lines) for lines in thread] for thread in (first, second)]
    together = pasted(f"{render(first)}\n{render(second)}")
    assert [_full(post) for post in together.posts] == alone[0] + alone[1]


@_any_text
@given(names=st.lists(st.sampled_from(_NAMES), min_size=1, max_size=3), answer=st.sampled_from(_SAID[1:3]))
def test_a_quote_added_to_a_post_leaves_its_words(pasted, names, answer):
    """What a post says is the same with and without a quote of an earlier post above it."""
    plain = pasted(f"1. {_SAID[0]}\n2. {answer}").posts[1]
    lead = "".join(f"{name} said:\n" for name in names[:1])
    quoting = pasted(f"1. {_SAID[0]}\n2. {lead}> {_SAID[0]}\n{answer}").posts[1]
    assert (quoting.text, quoting.parent_id, quoting.parent_source) == (plain.text, "p0001", "quote")
    assert {span.author for span in quoting.spans} == {names[0]}
