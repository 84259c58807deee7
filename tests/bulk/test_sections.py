"""Streams in sections of whole lines, and places in files that others read."""

import os
from io import BufferedReader, BytesIO, FileIO, RawIOBase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.bulk import sections as module
from classifier.bulk.pieces import Lines, cut_file, posts_of
from classifier.bulk.place import InputChangedError, Place, place_of
from classifier.bulk.sections import sections
from classifier.bulk.work import Asked, Failed, do_piece
from classifier.errors import SourceError
from classifier.threads import jsonl
from classifier.threads.formats import ReadOptions
from classifier.threads.jsonl import numbered_lines
from classifier.threads.listener import Listener

LINES = st.lists(st.sampled_from([b"", b"\r", b"a", b"{}", b"longer", b"x" * 9, b"y" * 30]), max_size=40)


class Failing(RawIOBase):
    """Gives some bytes a few at a time, then a fault."""

    def __init__(self, content):
        self._rest = BytesIO(content)

    def readable(self):
        """Return True."""
        return True

    def readinto(self, buffer):
        """Fill a buffer, or raise SourceError."""
        piece = self._rest.read(min(5, len(buffer)))
        if not piece:
            raise SourceError("cut off")
        buffer[: len(piece)] = piece
        return len(piece)


@given(LINES, st.booleans(), st.integers(1, 5), st.integers(1, 20))
def test_sections_are_the_stream(lines, ended, most_lines, most_bytes):
    """They follow each other without a gap, end with lines, and count what is in them."""
    content = b"\n".join(lines) + b"\n" * ended
    found = list(sections(BufferedReader(BytesIO(content)), most_lines, most_bytes))
    assert b"".join(section.content for section in found) == content
    at = 0
    for section in found:
        inside = section.content.splitlines(keepends=True) if b"\r" not in section.content else None
        assert (section.start, section.as_it_stands) == (at, True)
        assert 1 <= section.lines <= most_lines
        assert section.lines == sum(1 for _ in numbered_lines(BytesIO(section.content)))
        assert inside is None or section.blank == sum(line.isspace() for line in inside)
        assert section.content.endswith(b"\n") or section is found[-1]
        at += len(section.content)


@given(LINES, st.integers(1, 5), st.integers(1, 20))
def test_what_comes_before_a_fault(lines, most_lines, most_bytes):
    """All lines that could be read whole come before it."""
    content = b"\n".join(lines)
    stream, found = BufferedReader(Failing(content), 8), []
    with pytest.raises(SourceError, match="cut off"):
        found.extend(section.content for section in sections(stream, most_lines, most_bytes))
    assert b"".join(found) == content[: content.rfind(b"\n") + 1]


@pytest.mark.parametrize("after", [b"", b"\n", b"x\n", b"x" * 300, b"x" * 300 + b"\n{}\n"])
def test_a_line_that_is_too_long(monkeypatch, after):
    """It is one line, too long also where the section is read, and what follows it keeps its number."""
    for each in (module, jsonl):
        monkeypatch.setattr(each, "LONGEST_LINE", 100)
    content = b"{}\n" + b"x" * 100 + after
    found = list(sections(BufferedReader(BytesIO(content)), 7, 50))
    as_sections = [line for section in found for _, line in numbered_lines(BytesIO(section.content))]
    assert as_sections == [line for _, line in numbered_lines(BytesIO(content))]
    for section in found:
        if section.as_it_stands:
            assert content[section.start : section.start + len(section.content)] == section.content


@pytest.mark.parametrize("change", ["shorter", "another", "gone"])
def test_a_file_that_is_changed_meanwhile(tmp_path, model, lines, change):
    """A piece whose lines are not there any more fails and says so; it is no fault of the lines."""
    path = tmp_path / "posts.jsonl"
    path.write_bytes(lines(10))
    (cut,) = cut_file(str(path), ReadOptions(), Listener())
    assert isinstance(cut.piece, Lines)
    assert isinstance(cut.piece.content, Place)
    if change == "shorter":
        os.truncate(path, path.stat().st_size - 1)
    elif change == "another":
        (tmp_path / "new").write_bytes(lines(10))
        os.replace(tmp_path / "new", path)
    else:
        path.unlink()
    outcome = do_piece(cut.piece, model, Asked(ReadOptions()))
    assert isinstance(outcome, Failed)
    assert str(path) in outcome.reason
    with pytest.raises(InputChangedError):
        cut.piece.read()


def test_a_file_that_grows(tmp_path, lines):
    """What was there is still there."""
    path = tmp_path / "posts.jsonl"
    path.write_bytes(lines(10))
    (cut,) = cut_file(str(path), ReadOptions(), Listener())
    with path.open("ab") as file:
        file.write(lines(5))
    assert len(list(posts_of(cut.piece, ReadOptions(), Listener()))) == 10


def test_what_has_no_place(tmp_path):
    """A pipe, what is made of a file, and a file that is gone from its name are read here and sent."""
    path = tmp_path / "x"
    path.write_bytes(b"x")
    assert place_of(BytesIO(b"x")) is None
    assert place_of(BufferedReader(Failing(b"x"))) is None
    reading, writing = os.pipe()
    os.close(writing)
    with BufferedReader(FileIO(reading)) as pipe:
        assert place_of(pipe) is None
    with BufferedReader(FileIO(path)) as file:
        assert place_of(file).read() == b""
        assert place_of(file).part(0, 1).read() == b"x"
        path.unlink()
        assert place_of(file) is None
