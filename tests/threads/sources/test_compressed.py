"""Packed files and zip archives."""

import bz2
import gzip
import io
import lzma
import random
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from classifier.errors import SourceError
from classifier.threads.formats import ReadOptions
from classifier.threads.listener import Listener
from classifier.threads.read import read_posts
from classifier.threads.sources import archive, compressed
from classifier.threads.sources.unpacking import declared_window

TEXT = b"1. The quay is closed.\n2. Until when?\n"
TEXTS = ["The quay is closed.", "Until when?"]
LINES = b'{"id": "a", "text": "The quay is closed."}\n{"id": "b", "text": "Until when?"}\n'

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PACK = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress, "zst": zstd.compress}

# TEXT as `zstd` packs it, in one raw block of a frame with a window of 128 KiB; with the window's byte that of 2 GiB.
ZSTD = bytes.fromhex("28b52ffd00383101 00".replace(" ", "")) + TEXT
WIDE = ZSTD[:5] + b"\xa8" + ZSTD[6:]


def _texts(path, **options):
    return [post.text for post in read_posts(path, ReadOptions(**options))]


def _zip(members, path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in members.items():
            zipped.writestr(name, content)
    return path


@pytest.mark.parametrize("kind", PACK)
def test_packed_text(tmp_path, kind):
    """A packed file is read as what is in it, whatever it is called."""
    path = tmp_path / "thread.txt"
    path.write_bytes(PACK[kind](TEXT))
    assert _texts(path) == TEXTS


@pytest.mark.parametrize("kind", PACK)
def test_packed_in_pieces(tmp_path, kind):
    """Packed streams that stand one after the other are one file."""
    path = tmp_path / "thread.jsonl"
    path.write_bytes(b"".join(PACK[kind](line + b"\n") for line in LINES.splitlines()))
    assert _texts(path) == TEXTS


@pytest.mark.parametrize("kind", PACK)
def test_cut_off(tmp_path, kind):
    """A packed file that ends before its end is an error that names it."""
    path = tmp_path / "thread"
    path.write_bytes(PACK[kind](TEXT * 50)[:-12])
    with pytest.raises(SourceError, match=r"thread: cannot be unpacked: .*; fetch the file again"):
        _texts(path)


def test_packed_twice_and_too_often(tmp_path):
    """A file packed twice is read; one packed five times over is refused."""
    path = tmp_path / "thread"
    path.write_bytes(gzip.compress(bz2.compress(TEXT)))
    assert _texts(path) == TEXTS
    raw = TEXT
    for _ in range(5):
        raw = gzip.compress(raw)
    path.write_bytes(raw)
    with pytest.raises(SourceError, match="is packed more than 3 times over"):
        _texts(path)


@pytest.mark.parametrize("kind", PACK)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 1 << 40))
def test_packed_files_changed_at_random(tmp_path, kind, seed):
    """Damage in a packed file gives posts or SourceError."""
    random_ = random.Random(seed)
    raw = bytearray(PACK[kind](LINES * 20))
    for _ in range(random_.randint(1, 5)):
        raw[random_.randrange(4, len(raw))] = random_.randrange(256)
    path = tmp_path / "thread"
    path.write_bytes(bytes(raw))
    said = str(path)
    try:
        _texts(path)
    except SourceError as error:
        said = str(error)
    assert said.startswith(str(path))


def test_a_bomb_in_a_stream(tmp_path, monkeypatch):
    """A stream that unpacks out of all proportion ends in an error, after the posts before it."""
    monkeypatch.setattr(compressed, "MOST_UNPACKED", 1 << 20)
    path = tmp_path / "lines.gz"
    path.write_bytes(gzip.compress(LINES * 50_000))
    given = []
    with pytest.raises(SourceError, match=r"lines\.gz: unpacks to over . MiB from .* KiB, more than 250 to one"):
        given.extend(post.text for post in read_posts(path))


def test_zstd(tmp_path):
    """A .zst file as other tools pack it is read."""
    path = tmp_path / "thread"
    path.write_bytes(ZSTD)
    assert _texts(path) == TEXTS


@pytest.mark.parametrize("left", range(1, 120, 7))
def test_a_dump_that_is_cut_off_anywhere(tmp_path, left):
    """A .zst file that ends before its end is an error, wherever that is."""
    raw = zstd.compress(LINES * 3000)
    path = tmp_path / "dump.zst"
    path.write_bytes(raw[: -left if left < len(raw) // 2 else len(raw) // 2])
    with pytest.raises(SourceError, match=r"dump\.zst: cannot be unpacked: it is cut off; fetch the file"):
        _texts(path)


def test_a_dump_of_several_frames(tmp_path):
    """Frames one after the other, and frames that are to be skipped, as parallel tools write them, are one file."""
    skipped = bytes.fromhex("502a4d1804000000") + b"abcd"
    path = tmp_path / "dump.zst"
    path.write_bytes(skipped + zstd.compress(LINES[:43]) + skipped + zstd.compress(LINES[43:]))
    assert _texts(path) == TEXTS


def test_a_wide_window(tmp_path):
    """A window over the limit is refused by name; allowed, the file is read."""
    path = tmp_path / "dump.zst"
    path.write_bytes(WIDE)
    with pytest.raises(
        SourceError,
        match=r"needs a window of 2048 MiB to be unpacked, more than the 128 MiB .* allow it with --max-window 2048MiB",
    ):
        _texts(path)
    assert _texts(path, max_window=2 << 30) == TEXTS


def test_a_wide_window_in_a_later_frame(tmp_path):
    """Also a frame further in that asks for more is refused, with the option's name."""
    path = tmp_path / "dump.zst"
    path.write_bytes(ZSTD + WIDE)
    with pytest.raises(SourceError, match="--max-window"):
        _texts(path)


def test_without_a_library(tmp_path, monkeypatch):
    """Where no library reads zstandard the error names the extra to install."""
    for name in ("compression.zstd", "backports.zstd"):
        monkeypatch.setitem(sys.modules, name, None)
    path = tmp_path / "dump.zst"
    path.write_bytes(ZSTD)
    with pytest.raises(SourceError, match=r"install it with: pip install 'classifier\[zstd\]'"):
        _texts(path)


@pytest.mark.parametrize(
    ("header", "window"),
    [("28b52ffd0038", 128 << 10), ("28b52ffd00a8", 2 << 30), ("28b52ffd2010", 16), ("28b52ffd6000ff", 0xFF00 + 256)],
)
def test_declared_windows(header, window):
    """What a frame's header declares is what the format says."""
    assert declared_window(bytes.fromhex(header).ljust(20, b"\0")) == window


def test_xz_that_asks_for_too_much(tmp_path):
    """An .xz file whose dictionary is over the limit is refused like a wide window."""
    path = tmp_path / "dump.xz"
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 256 << 20, "mode": lzma.MODE_FAST, "mf": lzma.MF_HC3}]
    path.write_bytes(lzma.compress(TEXT, filters=filters))
    with pytest.raises(SourceError, match="--max-window"):
        _texts(path)
    assert _texts(path, max_window=512 << 20) == TEXTS


def test_members_of_a_zip(tmp_path):
    """Each member of a zip archive is a file of its own, in order of name; hidden ones and folders are none."""
    path = _zip(
        {"b.txt": TEXT, "a/lines.jsonl": LINES, "__MACOSX/a": b"x", ".DS_Store": b"x", "c/": b""}, tmp_path / "all.zip"
    )
    found = [(post.source, post.text) for post in read_posts(path)]
    names = [f"{path}:a/lines.jsonl"] * 2 + [f"{path}:b.txt"] * 2
    assert found == list(zip(names, TEXTS * 2, strict=True))


def test_members_that_cannot_be_read(tmp_path):
    """A member that is no thread is a fault of its own; pictures are counted in a note; the rest is read."""
    path = _zip(
        {"a.bin": bytes(range(32)) * 9, "b.png": b"\x89PNG\r\n", "c.txt": TEXT, "d.zip": b"PK\x03\x04"},
        tmp_path / "all.zip",
    )
    notes, faults = [], []
    assert [post.text for post in read_posts(path, listener=Listener(notes.append, faults.append))] == TEXTS
    assert [fault.split(":")[1].split(" ")[0] for fault in faults] == ["a.bin", "d.zip"]
    assert "1 pictures, sounds and documents in it were left out" in notes[-1]


def test_no_path_of_a_zip_is_written(tmp_path, monkeypatch):
    """A member whose name leads elsewhere is read and written nowhere."""
    monkeypatch.chdir(tmp_path)
    path = _zip({"../../evil.txt": TEXT, "/abs.txt": TEXT}, tmp_path / "all.zip")
    before = sorted(tmp_path.rglob("*"))
    assert _texts(path) == TEXTS * 2 or _texts(path) == TEXTS
    assert sorted(tmp_path.rglob("*")) == before
    assert not (tmp_path.parent.parent / "evil.txt").exists()


def test_a_zip_of_too_many_members(tmp_path, monkeypatch):
    """An archive of more members than anyone reads is refused."""
    monkeypatch.setattr(archive, "MOST_MEMBERS", 3)
    path = _zip({f"{n}.txt": TEXT for n in range(4)}, tmp_path / "all.zip")
    with pytest.raises(SourceError, match="has 4 members, more than 3"):
        _texts(path)


def test_a_zip_bomb(tmp_path, monkeypatch):
    """Members that together unpack out of all proportion end in an error."""
    monkeypatch.setattr(compressed, "MOST_UNPACKED", 1 << 20)
    path = _zip({f"{n}.jsonl": LINES * 10_000 for n in range(3)}, tmp_path / "bomb.zip")
    with pytest.raises(SourceError, match="more than 250 to one"):
        _texts(path)


def test_an_office_document(tmp_path):
    """A document of an office program is a zip archive, and refused as what it is."""
    path = _zip({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}, tmp_path / "thread.docx")
    with pytest.raises(SourceError, match="is an office document, not a thread"):
        _texts(path)


def test_a_damaged_zip(tmp_path):
    """An archive that is cut off is an error that names it."""
    path = _zip({"a.txt": TEXT}, tmp_path / "all.zip")
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(SourceError, match=r"all\.zip: cannot be unpacked: "):
        _texts(path)


def test_a_corpus_in_a_zip(tmp_path):
    """A ConvoKit corpus in an archive is its utterances, with the titles beside them."""
    utterance = b'{"id": "u", "conversation_id": "u", "text": "hi", "speaker": "ada", "reply-to": null}\n'
    members = {
        "c/utterances.jsonl": utterance,
        "c/conversations.json": b'{"u": {"meta": {"title": "Quay"}}}',
        "c/index.json": b"{}",
    }
    path = _zip(members, tmp_path / "corpus.zip")
    assert [(post.text, post.title) for post in read_posts(path)] == [("hi", "Quay")]


def test_a_zip_from_a_pipe(tmp_path, monkeypatch):
    """An archive that comes in by standard input is read as well."""
    path = _zip({"a.txt": TEXT}, tmp_path / "all.zip")

    class Piped(io.RawIOBase):
        raw = io.BytesIO(path.read_bytes())

        def readable(self):
            return True

        def readinto(self, buffer):
            return self.raw.readinto(buffer)

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Piped())))
    assert _texts("-") == TEXTS
