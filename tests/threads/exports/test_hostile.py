"""Files that are broken or mean harm: each ends in a clear error or a sound result, in bounded time and memory."""

import json
import re
import tracemalloc

import pytest

from classifier.errors import SourceError
from classifier.threads import jsonl
from classifier.threads.exports import parse_json
from classifier.threads.exports.item import About, Item, thread_of
from classifier.threads.exports.parse_json import parse_deep
from classifier.threads.read import read_posts
from classifier.threads.sources.source import UTTERANCES

ABOUT = About(id="t", source="s", method="m")


def _comment(name, parent, body="hi", **fields):
    return {
        "id": name,
        "link_id": "t3_a",
        "parent_id": parent,
        "body": body,
        "author": "ada",
        "created_utc": 1,
        **fields,
    }


def _nested_reddit(depth):
    """Return a listing of replies to replies as text: the json module cannot write it either."""
    opening = '{"kind": "Listing", "data": {"children": [{"kind": "t1", "data": {"id": "c%d", "body": "hi", "replies": '
    return "[" + "".join(opening % nth for nth in range(depth)) + '""' + "}}]}}" * depth + "]"


def test_ten_thousand_nested_replies(read):
    """Ten thousand replies, each to the one before, are read in order."""
    posts = read(_nested_reddit(10_000))
    assert [post.id for post in posts] == [f"t1_c{nth}" for nth in range(10_000)]


def test_ten_thousand_answers_in_a_row():
    """Ten thousand posts, each the parent of the next, get depths that count up, last first or first first."""
    items = [Item(id=str(nth), parent=str(nth - 1), text="hi") for nth in range(10_000)]
    assert [post.depth for post in thread_of(items, ABOUT).posts] == list(range(10_000))
    assert [post.depth for post in thread_of(items[::-1], ABOUT).posts] == list(range(9_999, -1, -1))


@pytest.mark.parametrize(("opened", "closed"), ["[]", "{}"])
def test_json_nested_beyond_all_measure(read, opened, closed):
    """A hundred thousand brackets inside one another are no export."""
    with pytest.raises(SourceError, match="is JSON, but not an export that is known"):
        read(("[" if opened == "[" else '{"a":') * 100_000 + "1" + closed * 100_000)


def test_deep_json_that_is_cut_off(read):
    """Deep JSON that ends before its end is bad JSON."""
    with pytest.raises(SourceError, match="export: bad JSON: no value at character"):
        read("[" * 100_000)


def test_a_document_that_is_too_large(read, monkeypatch, tmp_path):
    """A document over the limit is refused before it is held, with what to do."""
    monkeypatch.setattr(parse_json, "LARGEST_DOCUMENT", 1 << 20)
    content = b'[{"kind": "Listing", "data": "' + b"x" * (20 << 20)
    with pytest.raises(SourceError):
        read(content)
    tracemalloc.start()
    with pytest.raises(SourceError, match="over 1 MiB is too much for one thread; split it, or give JSON lines"):
        list(read_posts(next(tmp_path.iterdir())))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 << 20


def test_a_document_of_too_many_values(read, monkeypatch):
    """A small file of very many values, which would fill the memory, is refused."""
    monkeypatch.setattr(parse_json, "MOST_CONTAINERS", 1000)
    with pytest.raises(SourceError, match="JSON of too many values for one document"):
        read("[" + "[]," * 1000 + "[]]")


def test_one_line_of_json_without_end(read, monkeypatch):
    """In a stream a line that is too long to be held is a fault, and the lines after it are read."""
    monkeypatch.setattr(jsonl, "LONGEST_LINE", 1 << 16)
    lines = [json.dumps(_comment("a", "t3_a")), '{"body": "' + "x" * (1 << 18), json.dumps(_comment("b", "t3_a"))]
    notes = []
    posts = read("\n".join(lines), notes=notes)
    assert [post.id for post in posts] == ["t1_a", "t1_b"]
    assert len(notes) == 1
    assert notes[0].endswith("export:2: a line of over 0 MiB is not a post")


def test_a_number_of_ten_thousand_digits(read):
    """A number that no computer counts with is an error or a post without it."""
    with pytest.raises(SourceError, match="bad JSON"):
        read('[{"id": ' + "9" * 10_000 + "}]")


def test_lone_surrogates_and_nuls(read):
    """Escapes that are half a character become U+FFFD, in text and ids; whole ones and NULs stay what they are."""
    posts = read(
        '{"id": "a", "link_id": "t3_\\ud800", "parent_id": "t3_a", "body": "x\\ud800\\u0000y \\uD83D\\udea2 \\\\ud800",'
        ' "author": "a", "created_utc": 1}'
    )
    assert [(post.thread_id, post.text) for post in posts] == [("t3_\ufffd", "x\ufffd\x00y 🚢 \\ud800")]


def test_a_reply_that_is_its_own_parent(read):
    """A post that answers itself answers nothing."""
    assert read(json.dumps(_comment("a", "t1_a")))[0].parent_id is None
    assert thread_of([Item(id="a", parent="a")], ABOUT).posts[0].parent_id is None


def test_a_circle_of_parents():
    """Of a circle of posts the first becomes the beginning; who answers into the circle keeps the parent."""
    parents = {"d": "b", "a": "c", "b": "a", "c": "b"}
    thread = thread_of([Item(id=name, parent=parent) for name, parent in parents.items()], ABOUT)
    assert {post.id: (post.parent_id, post.depth) for post in thread.posts} == {
        "a": (None, 0),
        "b": ("a", 1),
        "c": ("b", 2),
        "d": ("b", 2),
    }


def test_repeated_ids():
    """Posts that share an id get ids of their own, and their parents stay the first of them."""
    items = [Item(id="a"), Item(id="a", parent="a"), Item(id="a~2", parent="a"), Item(id="a")]
    posts = thread_of(items, ABOUT).posts
    assert len({post.id for post in posts}) == 4
    assert posts[0].id == "a"
    assert posts[2].parent_id == "a"


def test_very_many_repeated_ids():
    """Twenty thousand posts of one id are not counted through each time anew."""
    assert len({post.id for post in thread_of([Item(id="a")] * 20_000, ABOUT).posts}) == 20_000


LAUGHS = (
    '<?xml version="1.0"?>\n<!DOCTYPE lolz [<!ENTITY l0 "ha">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    + "]>\n"
)
REFUSED_XML = {
    "disqus": LAUGHS + '<disqus xmlns="http://disqus.com"><post><message>&l11;</message></post></disqus>',
    "wxr": LAUGHS
    + '<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><item><title>&l11;</title></item></channel></rss>',
    "outside": '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><disqus>&x;</disqus>',
}


@pytest.mark.parametrize("content", REFUSED_XML.values(), ids=REFUSED_XML)
def test_xml_that_declares_entities(read, content):
    """XML with entities of its own, as in a billion laughs, is refused."""
    with pytest.raises(SourceError, match="declares XML entities, which no export does"):
        read(content)


def test_control_characters_in_wordpress(read, files):
    """Control characters, which real exports hold, become spaces, and a note says so."""
    raw = (files / "wordpress.xml").read_bytes().replace(b"Until May.", b"Until\x08 \x00May\x1b.")
    notes = []
    posts = read(raw, notes=notes)
    assert posts[2].text == "Until  \ufffdMay ."
    assert "control characters, which XML does not have, became spaces" in notes[1]


def test_a_bare_ampersand_in_wordpress(read, files):
    """Damaged XML is read as far as it can be, and a note says so."""
    raw = (files / "wordpress.xml").read_bytes().replace(b"<title>Quay works</title>", b"<title>Quay & works</title>")
    notes = []
    assert len(read(raw, notes=notes)) == 4
    assert any("is not well-formed XML (first at line 5); posts may be missing" in note for note in notes)


def test_deep_xml(read):
    """XML nested a hundred thousand deep ends, without posts."""
    notes = []
    assert read('<?xml version="1.0"?><disqus><thread/>' + "<a>" * 100_000, notes=notes) == []
    assert "holds no post" in notes[-1]


def test_xml_in_wide_characters(read, files, expected):
    """An export saved as UTF-16 is read as what it is."""
    text = (files / "disqus.xml").read_text("utf-8").replace('encoding="utf-8"', 'encoding="utf-16"')
    assert [post.text for post in read(text.encode("utf-16"))] == [row[-1] for row in expected["disqus.xml"]]


def test_a_mailbox_with_odd_from_lines(read):
    """A From_ line need not be ASCII, and a text's line that begins with From is no message."""
    raw = b"From caf\xe9 now\nMessage-ID: <a>\n\nhi\n\nFrom here it goes on: well\n\nFrom x\nMessage-ID: <b>\n\nyo\n"
    assert [(post.id, post.text) for post in read(raw)] == [("a", "hi\n\nFrom here it goes on: well"), ("b", "yo")]


def test_a_message_of_endless_headers_and_parts(read):
    """Headers of a megabyte, comments in comments and parts in parts end in a post or a fault."""
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(500))
    raw = b"From x\nFrom: " + b"(" * 100_000 + b"\nSubject: " + b"=?utf-8?q?" * 10_000 + b"\n" + nested + b"\nhi\n"
    notes = []
    assert len(read(raw, notes=notes)) + len(notes) == 1


def test_a_message_that_is_too_long(read, monkeypatch):
    """A message too long to be held is left out with a word, and the next one is read."""
    from classifier.threads.exports import mbox

    monkeypatch.setattr(mbox, "LARGEST_MESSAGE", 10_000)
    notes = []
    raw = b"From x\nMessage-ID: <a>\n\n" + b"long line\n" * 10_000 + b"\nFrom x\nMessage-ID: <b>\n\nyo\n"
    assert [post.id for post in read(raw, notes=notes)] == ["b"]
    assert "message 1 is left out: is over 0 MiB long" in notes[0]


OPEN_QUOTE = 'id,text\n1,fine\n2,"never closed\n'


def test_a_quote_that_is_left_open(read, monkeypatch):
    """A quote left open in a table ends in an error that says so, and not in all memory."""
    from classifier.threads.exports import csv_table

    monkeypatch.setattr(csv_table, "LARGEST_FIELD", 1 << 16)
    with pytest.raises(SourceError, match=re.escape("field larger than field limit (65536); is a quote left open?")):
        read(OPEN_QUOTE + "more and more\n" * 10_000)


def test_a_table_of_one_endless_line(read, monkeypatch):
    """A line longer than any row is refused."""
    from classifier.threads.exports import csv_table

    monkeypatch.setattr(csv_table, "LONGEST_LINE", 1 << 16)
    with pytest.raises(SourceError, match="export:2: a line of over 0 MiB is no table's"):
        read("id,text\n" + "x" * (1 << 18))


def test_rows_of_other_lengths(read):
    """A row with too many or too few fields is a fault, and the others are read."""
    notes = []
    assert [post.text for post in read("id,text\n1,a\n2\n3,b,c\n4,d\n", notes=notes)] == ["a", "d"]
    assert [note.split("export:")[1] for note in notes] == [
        "3: a row of 1 fields; the header names 2",
        "4: a row of 3 fields; the header names 2",
    ]


def test_rows_of_ever_other_columns(read):
    """A row passes on the columns that it has, not those of a thousand other rows: else few bytes fill the memory."""
    rows = [{"text": "hi", "author": "ada", f"c{nth}": nth} for nth in range(1000)]
    assert [dict(post.extra) for post in read(rows)] == [{f"c{nth}": nth} for nth in range(1000)]


FROM = {
    "Ada <a@b.example>": ("Ada", "a@b.example"),
    '"Ada, B" <a@b.example> (work)': ("Ada, B", "a@b.example"),
    "x <y <Ada <a@b.example>": ("Ada", "a@b.example"),
    "<a@b.example>": ("a@b.example", "a@b.example"),
    "a at b.example (Ada)": ("Ada", "a at b.example"),
    "Ada <a@b.example": ("Ada <a@b.example", "Ada <a@b.example"),
}


@pytest.mark.parametrize("header", FROM)
def test_whom_a_mail_is_from(read, header):
    """The name and address of a From header are found however it is written."""
    (post,) = read(f"From x\nMessage-ID: <a>\nFrom: {header}\n\nhi\n")
    assert (post.author, post.author_id) == FROM[header]


def test_side_files_that_are_broken(tmp_path, files):
    """A corpus whose conversations cannot be read is read without their titles."""
    (tmp_path / UTTERANCES).write_bytes((files / "corpus" / UTTERANCES).read_bytes())
    (tmp_path / "conversations.json").write_text("[" * 100_000)
    assert {post.title for post in read_posts(tmp_path)} == {None}


def test_half_a_character_in_a_side_file(tmp_path, files):
    """A title with half a character in it gets U+FFFD, as what stands in the lines does."""
    (tmp_path / UTTERANCES).write_bytes((files / "corpus" / UTTERANCES).read_bytes())
    (tmp_path / "conversations.json").write_text('{"u1": {"meta": {"title": "Quay \\ud83d"}}}')
    assert {post.title for post in read_posts(tmp_path)} == {"Quay \ufffd"}


def test_parsing_deep_is_parsing():
    """The parser for deep JSON gives what the json module gives."""
    for text in ('{"a": [1, -2.5e3, true, null, "x\\n\\u00e9"], "b": {}, "c": []}', "[]", '"x"', " 1 "):
        assert parse_deep(text) == json.loads(text)


@pytest.mark.parametrize(
    "text", ["[1,]", '{"a"}', '{"a":1,}', "[1 2]", "{1:2}", "[}", "]", "", "[1]]", '{"a":,}', ",", '"x']
)
def test_parsing_deep_refuses(text):
    """What is no JSON for the json module is none for the parser of deep JSON."""
    with pytest.raises(ValueError, match=r"."):
        json.loads(text)
    with pytest.raises(ValueError, match=r"."):
        parse_deep(text)
