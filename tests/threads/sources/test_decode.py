"""Bytes -> text."""

import codecs
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.errors import SourceError
from classifier.threads.sources.charsets import CODECS, GUESSED, codecs_of
from classifier.threads.sources.decode import decode, lenient_text


def test_decode_case(decode_case):
    """Bytes give the text, encoding and notes of their case, or its error; every message begins with the name."""
    raw = bytes.fromhex(decode_case["bytes"])
    if "error" in decode_case:
        with pytest.raises(SourceError, match=re.escape(decode_case["error"])) as caught:
            decode(raw, "thread.txt", decode_case.get("declared"))
        assert str(caught.value).startswith("thread.txt: ")
        return
    decoded = decode(raw, "thread.txt", decode_case.get("declared"))
    assert (decoded.text, decoded.encoding) == (decode_case["text"], decode_case["encoding"])
    assert list(decoded.notes) == [f"thread.txt: {note}" for note in decode_case.get("notes", [])]


def test_long_line():
    """A line of two million characters is noted, since threads have none."""
    assert decode(b"x" * 2_000_000, "thread.txt").notes == (
        "thread.txt: has a line of 2,000,000 characters; is it a thread of posts?",
    )


def test_large_file_of_short_lines():
    """A large file of short lines is nothing to note."""
    assert decode(b"a line of the usual length\n" * 80_000, "thread.txt").notes == ()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_marked_text_comes_back(encoding, text):
    """Whatever text an editor saves with a byte order mark is read as that text."""
    assert decode(text.encode(encoding), "thread.txt").text == text


@given(raw=st.binary())
def test_any_bytes_are_text_or_a_source_error(raw):
    """No bytes raise anything but SourceError, and no text holds a carriage return or a NUL."""
    try:
        text = decode(raw, "thread.txt").text
    except SourceError:
        return
    assert not {"\r", "\x00"} & set(text)


@given(raw=st.binary(max_size=80), declared=st.sampled_from(sorted(CODECS)) | st.text(max_size=12) | st.none())
def test_any_bytes_are_text_whatever_is_declared(raw, declared):
    """A part of a file whose charset is declared is text, whatever its bytes, and a whole file text or an error."""
    assert isinstance(lenient_text(raw, declared), str)
    said = "thread.txt: "
    try:
        decode(raw, "thread.txt", declared)
    except SourceError as error:
        said = str(error)
    assert said.startswith("thread.txt: ")


NO_ASCII = ("utf-7", "utf-16", "utf-32", "cp037", "punycode")


def test_charsets_are_charsets():
    """Every codec that a declaration or a guess may choose is there, and reads ASCII as ASCII."""
    printable = bytes(range(0x20, 0x7F))
    for codec in {codec for label in CODECS for codec in codecs_of(label)} | set(GUESSED):
        found = printable.replace(b"~", b"").decode(codec)
        assert codecs.lookup(codec)
        assert found.replace("\xa5", "\\") == printable.decode().replace("~", "")
    assert not {codec for label in NO_ASCII for codec in codecs_of(label)} - {"utf-8"}


def test_mail_in_the_charset_that_it_declares():
    """A mail's part is read in its charset, else as UTF-8 or Windows-1252, whichever holds its bytes."""
    assert lenient_text("причал".encode("koi8_r"), "KOI8-R") == "причал"
    assert lenient_text("café".encode(), "us-ascii") == "café"
    assert lenient_text(b"caf\xe9 \x93", "no such thing") == "café “"
    assert lenient_text(b"caf\xe9 \x81", None) == "café \x81"


def test_a_guess_is_made_of_a_sample():
    """A large file whose first foreign letters stand far in is guessed by those letters."""
    raw = b"the ferry is late\n" * 20_000 + "причал закрыт до мая, а паром опаздывает\n".encode("cp866") * 40
    decoded = decode(raw, "thread.txt")
    assert decoded.encoding == "cp866"
    assert "which is a guess" in decoded.notes[0]


def test_what_cannot_be_guessed_is_refused():
    """A few odd bytes are no ground for a guess."""
    with pytest.raises(SourceError, match="is neither UTF-8 nor Windows-1252 text; save the file as UTF-8"):
        decode(b"plain words, and \x81\x8d\x8f", "thread.txt")
