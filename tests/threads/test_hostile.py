"""Archives and files that mean harm, by whatever door they come: each ends in a clear error or a sound result.

What takes more than a second is in benchmarks/hostile_files.py, and what comes of pages and exports beside their tests.
"""

import gzip
import io
import json
import struct
import tracemalloc
import zipfile
import zlib
from datetime import UTC, datetime

import pytest

from classifier.errors import SourceError
from classifier.threads.exports import csv_table
from classifier.threads.exports.item import About, Item, thread_of
from classifier.threads.formats import ReadOptions
from classifier.threads.listener import Listener
from classifier.threads.read import read_posts, read_threads
from classifier.threads.sources import compressed
from classifier.threads.sources.decode import decode

TEXT = b"1. The quay is closed.\n2. Until when?\n"
TEXTS = ["The quay is closed.", "Until when?"]
DEEP = 10_000
CHAIN = 2_000


def _zip(*members):
    """Return the bytes of an archive of (name, content) or (ZipInfo, content)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in members:
            zipped.writestr(name, content)
    return out.getvalue()


def _info(name, mode=0o100644):
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = mode << 16
    return info


def _told(path, **options):
    """Return the texts of a file's posts, and what was said of it."""
    said = []
    posts = [post.text for post in read_posts(path, ReadOptions(**options), Listener(said.append, said.append))]
    return posts, said


def _declaring(raw, size):
    """Return an archive of one stored member with another size for it, in both of its headers."""
    true = struct.pack("<I", len(TEXT))
    assert raw.count(true * 2) == 2
    return raw.replace(true * 2, struct.pack("<I", size) * 2)


@pytest.mark.parametrize("size", [5, len(TEXT) * 2, 1 << 31])
def test_a_member_that_lies_about_its_size(save, size):
    """A member that is not as long as it says is a fault that names it, and the members after it are read."""
    lying = _declaring(_zip((_info("a.txt"), TEXT)), size)
    path = save(lying, "lying.zip")
    posts, said = _told(path)
    assert posts == []
    assert len(said) == 1
    assert said[0].startswith(f"{path}:a.txt: cannot be unpacked: ")


def test_a_member_that_cannot_be_decrypted_among_good_ones(save):
    """A member with a password is a fault that names it, and the others are read."""
    raw = bytearray(_zip((_info("a.txt"), b"secret"), (_info("b.txt"), TEXT)))
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(header) + flags] |= 1
    path = save(bytes(raw), "all.zip")
    posts, said = _told(path)
    assert posts == TEXTS
    assert len(said) == 1
    assert said[0].startswith(f"{path}:a.txt: cannot be unpacked: ")
    assert "password" in said[0]


def test_members_of_one_name(save):
    """Two members that share a name are both read."""
    with pytest.warns(UserWarning, match="Duplicate name"):
        raw = _zip(("a.txt", TEXT), ("a.txt", TEXT))
    assert _told(save(raw, "all.zip")) == (TEXTS * 2, [])


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:\\a.txt", "a/../../b.txt", "..", "a//b.txt"])
def test_members_whose_names_lead_elsewhere(save, tmp_path, name):
    """A member is read under whatever name, and nothing is written anywhere."""
    path = save(_zip((_info(name), TEXT)), "all.zip")
    assert _told(path) in ((TEXTS, []), ([], []))
    assert list(tmp_path.rglob("*")) == [path]


def test_a_link_in_an_archive(save):
    """A symbolic link in an archive is not followed, and its target is no post."""
    path = save(_zip((_info("a.txt", 0o120777), b"/etc/passwd"), (_info("b.txt"), TEXT)), "all.zip")
    assert _told(path) == (TEXTS, [])


def test_a_name_that_steers_a_terminal(save):
    """What no name should hold is not in the messages of a member."""
    path = save(_zip((_info("a\n\x1b[2J.json"), b"[{")), "all.zip")
    posts, said = _told(path)
    assert posts == []
    assert len(said) == 1
    assert said[0].isprintable()


def test_one_member_for_many_entries(save, monkeypatch):
    """An archive whose directory names the same bytes over and over, as bombs do, is stopped like any bomb."""
    monkeypatch.setattr(compressed, "MOST_UNPACKED", 1 << 18)
    one = _zip(("a.txt", TEXT + b"\n" * 100_000))
    start = one.index(b"PK\x01\x02")
    end = one.index(b"PK\x05\x06")
    entry = one[start:end]
    count = 300
    closing = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(entry) * count, start, 0)
    posts, said = _told(save(one[:start] + entry * count + closing, "bomb.zip"))
    assert any("more than 250 to one" in fault for fault in said)
    assert len(posts) < count * 2


def test_an_archive_in_archives(save):
    """An archive in an archive is a fault, however deep it goes."""
    raw = _zip(("a.txt", TEXT))
    for _ in range(20):
        raw = _zip(("more.zip", raw), ("b.txt", TEXT))
    posts, said = _told(save(raw, "all.zip"))
    assert posts == TEXTS
    assert [fault.partition("more.zip: ")[2] for fault in said] == [
        "holds a zip archive inside another file; unpack it first"
    ]


def test_a_packed_file_that_is_all_zeros(save, monkeypatch):
    """A small file that unpacks to nothing but zeros is refused before it is held."""
    monkeypatch.setattr(compressed, "MOST_UNPACKED", 1 << 20)
    with pytest.raises(SourceError, match=r"more than 250 to one|is binary data"):
        list(read_posts(save(gzip.compress(bytes(64 << 20), 1), "bomb.gz")))


def test_a_directory_that_says_more_than_there_is(save):
    """An archive whose directory is cut off or elsewhere is an error that names it."""
    raw = _zip(("a.txt", TEXT))
    end = raw.index(b"PK\x05\x06")
    for at in (8, 10, 12, 16):
        changed = bytearray(raw)
        changed[end + at] ^= 0xFF
        path = save(bytes(changed), "all.zip")
        posts, said = _told_or_refused(path)
        assert posts in ([], TEXTS)
        assert posts or all(str(path) in fault for fault in said)


def _told_or_refused(path):
    try:
        return _told(path)
    except SourceError as error:
        return [], [str(error)]


def _bluesky(depth, key):
    """Return a thread view of posts in posts, as text: the json module cannot write it either."""
    opened, closed = ("[", "]") if key == "replies" else ("", "")
    post = f'{{"post": {{"uri": "at://d/p/%d", "record": {{"text": "hi"}}}}, "{key}": {opened}'
    last = "" if key == "replies" else "null"
    return "".join(post % nth for nth in range(depth)) + last + f"{closed}}}" * depth


def _hackernews(depth):
    opened = '{"id": %d, "created_at_i": 1600000000, "text": "hi", "author": "a", "children": ['
    return "".join(opened % nth for nth in range(depth)) + "]}" * depth


NESTED = {
    "bluesky replies": _bluesky(CHAIN, "replies"),
    "bluesky ancestors": _bluesky(CHAIN, "parent"),
    "hackernews": _hackernews(CHAIN),
    "telegram": json.dumps(
        {"messages": [{"id": n, "type": "message", "text": "hi", "reply_to_message_id": n - 1} for n in range(CHAIN)]}
    ),
    "disqus": '<disqus xmlns:dsq="x">'
    + "".join(
        f'<post dsq:id="{n}"><message>hi</message><thread dsq:id="t"/><parent dsq:id="{n - 1}"/></post>'
        for n in range(CHAIN)
    )
    + "</disqus>",
}


@pytest.mark.parametrize("name", NESTED)
def test_thousands_of_nested_replies(save, name):
    """Posts that each answer another, deeper than Python recurses, are one thread that is as deep."""
    (thread,) = read_threads(save(NESTED[name]))
    assert sorted(post.depth for post in thread.posts) == list(range(CHAIN))
    assert {post.text for post in thread.posts} == {"hi"}


def test_a_mail_of_parts_in_parts(save):
    """A message whose parts nest ten thousand deep is left out with a word, and the next one is read."""
    parts = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(DEEP))
    forwarded = b"Content-Type: message/rfc822\n\n" * DEEP
    good = b"\nFrom x\nMessage-ID: <b>\n\nyo\n"
    for inside in (parts, forwarded):
        path = save(b"From x\nMessage-ID: <a>\n" + inside + good)
        assert _told(path) == (["yo"], [f"{path}: message 1 is left out: its parts nest too deep"])


def test_a_charset_that_takes_for_ever(save):
    """A charset of Python's that no mail is in is not used: the text is read as what it is otherwise."""
    text = "a-" + "9" * 1_000_000
    path = save(f"From x\nMessage-ID: <a>\nContent-Type: text/plain; charset=punycode\n\n{text}\n")
    assert _told(path) == ([text], [])


def test_a_table_of_a_million_columns(save):
    """A table of more columns than any has is no table: forced to be one, it is refused in a few words."""
    path = save("id,text," + ",".join(f"c{n}" for n in range(1_000_000)) + "\n1,hi\n", "wide.csv")
    posts, said = _told(path, format="csv")
    assert (posts, len(said)) == ([], 1)
    assert "no column is a post's text" in said[0]
    assert len(said[0]) < 500


def test_rows_of_a_million_fields(save):
    """A row of a million fields is a fault, and the next row is read."""
    path = save("id,text\n" + "," * 1_000_000 + "\n2,hi\n", "wide.csv")
    assert _told(path) == (["hi"], [f"{path}:2: a row of 1000001 fields; the header names 2"])


def test_a_field_that_goes_on_and_on(save, monkeypatch):
    """A quoted field over many lines that is longer than any post ends the table, with the line it is at."""
    monkeypatch.setattr(csv_table, "LARGEST_FIELD", 1 << 20)
    path = save('id,text\n1,hi\n2,"' + "a long line of words\n" * 100_000 + '"\n', "long.csv")
    posts, said = _told(path)
    assert posts == ["hi"]
    assert len(said) == 1
    assert "field larger than field limit" in said[0]


def test_a_parquet_table_of_one_value(tmp_path, monkeypatch):
    """A table of a few kilobytes that repeats one value without end is stopped like any bomb."""
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    monkeypatch.setattr(compressed, "MOST_UNPACKED", 1 << 20)
    table = arrow.table({"id": ["a"] * 20_000, "text": ["words " * 200] * 20_000})
    parquet.write_table(table, tmp_path / "bomb.parquet")
    posts, said = _told(tmp_path / "bomb.parquet")
    assert 0 < len(posts) < 20_000
    assert len(said) == 1
    assert "more than 250 to one" in said[0]


def test_values_of_a_parquet_table_that_json_has_not(tmp_path):
    """Dates are passed on as text, NaN and bytes as nothing, so that every post can be written as a line."""
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    columns = {"text": ["hi"], "score": [float("nan")], "seen": [datetime(2020, 9, 13, tzinfo=UTC)], "raw": [b"x"]}
    parquet.write_table(arrow.table(columns), tmp_path / "posts.parquet")
    (post,) = read_posts(tmp_path / "posts.parquet")
    assert post.extra == {"score": None, "seen": "2020-09-13T00:00:00+00:00", "raw": None}


@pytest.mark.parametrize("field", ["kind", "depth", "boundary_confidence", "order", "spans", "author", "id"])
def test_a_message_quotes_no_megabyte(save, field):
    """A value that does not belong where it stands is quoted in a few words, however long it is."""
    path = save('{"text": "hi"}\n' + json.dumps({"text": "hi", field: [["x" * 1_000_000]]}) + "\n")
    posts, said = _told(path)
    assert (posts, len(said)) == (["hi"], 1)
    assert len(said[0]) < 500


def test_a_text_of_very_many_lines():
    """Looking for long lines in a text of short ones takes no memory of its own for each of them."""
    raw = b"hi\n" * 1_000_000
    tracemalloc.start()
    decode(raw, "thread.txt")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 5 * len(raw)


def test_an_export_that_names_another_file(save, tmp_path):
    """What a document type points to outside is never read: no word of it is in a post."""
    (tmp_path / "secret.dtd").write_text('<!ENTITY x "secret words">')
    outside = f'<!DOCTYPE disqus SYSTEM "{tmp_path}/secret.dtd">'
    post = '<disqus><post id="1"><message>hi &x; you</message><thread id="t"/></post></disqus>'
    posts, _ = _told(save(f'<?xml version="1.0"?>{outside}{post}'))
    assert [text.replace(" ", "") for text in posts] in (["hiyou"], ["hi&x;you"])


def test_parameter_entities(save):
    """Entities that are declared by other entities are refused like all."""
    declared = "<!ENTITY % a \"<!ENTITY b 'words'>\"> %a;"
    path = save(
        f'<?xml version="1.0"?><!DOCTYPE disqus [{declared}]><disqus><post><message>&b;</message></post></disqus>'
    )
    assert _told(path) == ([], [f"{path}: declares XML entities, which no export does; remove its document type"])


def test_every_parent_is_a_circle():
    """A hundred circles of posts each get one beginning, and nobody is lost."""
    items = [
        Item(id=f"{ring}-{n}", parent=f"{ring}-{(n + 1) % 50}", text="hi") for ring in range(100) for n in range(50)
    ]
    posts = thread_of(items, About(id="t", source="s", method="m")).posts
    assert len(posts) == 5_000
    assert sum(post.parent_id is None for post in posts) == 100
    assert max(post.depth for post in posts) == 49


def test_a_packed_stream_with_a_wrong_sum(save):
    """A .gz whose checksum is wrong is an error that names it, not posts that may be wrong."""
    raw = gzip.compress(TEXT)
    assert zlib.decompress(raw[10:-8], -15) == TEXT
    path = save(raw[:-8] + bytes(4) + raw[-4:], "thread.gz")
    with pytest.raises(SourceError, match="cannot be unpacked"):
        list(read_posts(path))
