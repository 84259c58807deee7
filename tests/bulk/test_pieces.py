"""Files in pieces: together they are the posts of the whole file."""

from pathlib import Path

import pytest

from benchmarks.generated_streams import STREAMS
from benchmarks.generated_streams import pieces as stream
from classifier.bulk import pieces
from classifier.bulk.pieces import Lines, Rows, cut_file, posts_of
from classifier.threads.exports import csv_table
from classifier.threads.formats import ReadOptions
from classifier.threads.listener import Listener, ignore
from classifier.threads.read import read_posts

FILES = Path(__file__).parent.parent / "threads" / "exports" / "files"

OPTIONS = ReadOptions()
LISTENER = Listener(fault=ignore)


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    monkeypatch.setattr(pieces, "MOST_POSTS", 7)


def _in_pieces(path):
    cuts = list(cut_file(str(path), OPTIONS, LISTENER))
    return cuts, [post for cut in cuts for post in posts_of(cut.piece, OPTIONS, LISTENER)]


@pytest.mark.parametrize("kind", STREAMS)
def test_pieces_of_streams(tmp_path, kind):
    """Read apart from each other, the pieces of every kind of stream give the posts of the stream."""
    path = tmp_path / "stream"
    path.write_bytes(b"".join(stream(kind, 1 << 17)))
    cuts, posts = _in_pieces(path)
    assert len(cuts) > 2
    assert posts == list(read_posts(path, OPTIONS, LISTENER))


@pytest.mark.parametrize(
    "path", sorted(path for path in FILES.rglob("*") if path.is_file()), ids=lambda path: path.name
)
def test_pieces_of_exports(path):
    """The pieces of every platform's file give the posts of the file."""
    assert _in_pieces(path)[1] == list(read_posts(path, OPTIONS, LISTENER))


def test_dumps_are_parsed_where_they_are_scored(tmp_path):
    """The lines of a Reddit dump travel as they stand."""
    path = tmp_path / "dump"
    path.write_bytes(b"".join(stream("reddit", 1 << 16)))
    assert all(isinstance(cut.piece, Lines) for cut in _in_pieces(path)[0])


@pytest.mark.parametrize(
    "rows",
    [
        b'a,"one\n""two"",\nthree"\n' * 9,
        b"a,b\n\ntorn\na,b,c\n" * 9,
        b"a,caf\xe9\n" * 9 + b"a,\xff\n",
        b"a,b\n" * 9 + b'a,"left open\n' + b"x" * 70_000 + b"\n",
        b"",
    ],
    ids=["newlines in quotes", "blank and torn rows", "not UTF-8", "quote left open", "no row"],
)
def test_pieces_of_tables(tmp_path, monkeypatch, rows):
    """Rows are cut where they end, and what is wrong with a table is said as when it is read as a whole."""
    monkeypatch.setattr(csv_table, "LARGEST_FIELD", 1 << 16)
    path = tmp_path / "table.csv"
    path.write_bytes(b"id,text\n" + rows)

    def told(read):
        said = []
        return read(Listener(said.append, said.append)), said

    def in_pieces(listener):
        cuts = list(cut_file(str(path), OPTIONS, listener))
        assert all(isinstance(cut.piece, Rows) for cut in cuts)
        return [post for cut in cuts for post in posts_of(cut.piece, OPTIONS, listener)]

    assert told(in_pieces) == told(lambda listener: list(read_posts(path, OPTIONS, listener)))


def test_a_stretch_of_blank_and_foreign_lines(tmp_path):
    """Lines that are no posts leave the numbers of their file to the others; a thread without a name keeps its one."""
    path = tmp_path / "lines"
    path.write_bytes(b'{"text": "a"}\n' + b"\n" * 30 + b'{"text": "b"}\n{"text": "c"}\n')
    _, posts = _in_pieces(path)
    assert posts == list(read_posts(path, OPTIONS, LISTENER))
    assert len({post.thread_id for post in posts}) == 1
