"""Files that are changed at random: bytes, tokens of their grammar, stretches of others; packed, or in an encoding."""

import bz2
import gzip
import importlib
import io
import lzma
import re
import warnings
import zipfile
from collections.abc import Callable, Sequence
from random import Random
from typing import TypeAlias

from benchmarks.fuzz_json import changed_document, changed_lines
from benchmarks.fuzz_seeds import Seed

LARGEST = 1 << 17
"""Bytes that an input is cut to, so that a bound on the time of reading it means something."""

_ANYWHERE = (
    *(b"\x00", b"\xff", b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xef\xbf\xbe", b"\xef\xbb\xbf", b"\xff\xfe", b"\x1b[2J"),
    *(b"\x07", b"\x08", b"\x0b", b"\x0c", b"\x1c", b"\x1e", b"\x7f", b"\x85", b"\xc2\x85", b"\xe2\x80\xa8", b"\xa0"),
    *(
        b"\n",
        b"\r",
        b"\r\n",
        b"\n\n",
        b"\t",
        b" ",
        b'"',
        b"'",
        b"\\",
        b"&",
        b"<",
        b">",
        b",",
        b":",
        b"\xf0\x9f\x9a\xa2",
    ),
    *(b"\\ud800", b"\\udc00\\ud800", b"\\u0000", b"&#0;", b"&#xD800;", b"&#x110000;", b"&amp;", b"PAR1", b"PK\x03\x04"),
)
_MARKUP = (
    *(b"<div>", b"</div>", b"<blockquote>", b"</blockquote>", b"<p>", b"<br>", b"<li>", b"</ol>", b"<table><tr><td>"),
    *(b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<script>", b"</script>", b"<template>", b"<noscript>", b"<pre>", b"<?x"),
    *(b'<div class="post" id="p11">', b'<div class="signature">', b'<span class="quote">', b'<time datetime="x">'),
    *(b'<meta charset="utf-7">', b'<meta charset="punycode">', b'<meta charset="utf-16">', b"</body>", b"</html>"),
    *(b'<time datetime="2020-01-01T00:00:00Z">1 May 2020</time>', b"<base href=x>", b"<frameset>", b"<svg><title>"),
)
_TOKENS = {
    "html": _MARKUP,
    "mhtml": (
        *_MARKUP,
        *(b"\n\n", b"Content-Type: text/html\n", b"Content-Transfer-Encoding: base64\n", b"=\n", b"=3D", b"=FF"),
        *(
            b"Content-Type: multipart/mixed; boundary=x\n\n--x\n",
            b"Content-Transfer-Encoding: x-uuencode\n",
            b"--x--\n",
        ),
    ),
    "xml": (
        *_MARKUP,
        *(b'<!DOCTYPE d [<!ENTITY x "y">]>', b"&x;", b"<item>", b"</item>", b"<post>", b"</post>", b"<thread/>"),
        *(b'<parent dsq:id="1"/>', b"<isDeleted>true</isDeleted>", b"<wp:comment>", b"</wp:comment>", b"<?xml?>"),
        *(b"<wp:comment_parent>1</wp:comment_parent>", b"<wp:comment_id>1</wp:comment_id>", b"<isSpam>true</isSpam>"),
        b"<?xml version='1.0' encoding='punycode'?>",
    ),
    "mbox": (
        *(b"\n\nFrom x\n", b"From caf\xe9\nA: b\n", b"\nFrom x\nMessage-ID: <a>\n\n", b">From ", b"> ", b"-- \n"),
        *(b"Content-Type: text/plain; charset=utf-7\n", b"Content-Type: text/plain; charset=unicode_escape\n"),
        *(b"Content-Type: text/plain; charset=punycode\n", b"Content-Type: text/plain; charset=idna\n"),
        *(b"Content-Type: text/plain; charset*0*=utf-8''x\n", b"Content-Type: text/html\n", b"Content-Type: a\n"),
        *(
            b"Content-Type: multipart/mixed; boundary=b\n\n--b\n",
            b"--b\n",
            b"--b--\n",
            b"Content-Type: message/rfc822\n",
        ),
        *(b"Content-Transfer-Encoding: base64\n", b"Content-Transfer-Encoding: quoted-printable\n", b"=?utf-8?q?x?="),
        *(b"Content-Transfer-Encoding: uuencode\n", b"begin 666 x\n", b"=?utf-7?b?2AA?=", b"=?x?", b"+2AA-"),
        *(
            b"Message-ID: <a>\n",
            b"In-Reply-To: <a>\n",
            b"References: <a> <b> <a>\n",
            b"From: (((\n",
            b"Subject: Re: \n",
        ),
        *(b"Date: Mon, 99 Foo 99999 99:99:99 +9999\n", b"Date: 1 Jan 0001 00:00:00 +2359\n", b"On x, y wrote:\n"),
        *(b"-----Original Message-----\n", b"____________________\n", b"\xe9 wrote:\n> a\n"),
    ),
    "csv": (
        *(b'"', b'""', b";", b"|", b"\t", b",,,,", b"\n\n", b'"a\nb"', b"text", b"body", b"id", b"parent_id", b"kind"),
        *(b"deleted", b"[deleted]", b"subreddit", b"thread_id", b"extra", b"spans", b"nan", b"1e999", b"\r", b"=1+1"),
    ),
    "text": (
        *(
            b"1. ",
            b"2) ",
            b"#3 ",
            b"   4. ",
            b"Reply\n",
            b"3 Comments\n",
            b"> ",
            b"a said:\n",
            b"Posted by x\n",
            b"\n\n",
        ),
        *(
            b"99999999999999999999. ",
            b"0. ",
            b"-1. ",
            b"1 May 2020\n",
            b"- ",
            b"\t\t1. ",
            b"\xc2\xa0\n",
            b"\xe2\x80\x83",
        ),
    ),
}
_JSON = (
    *(b"{", b"}", b"[", b"]", b'":', b"null", b"NaN", b"-Infinity", b"1e999", b'"id":"a",', b'"parent_id":"a",'),
    *(b"[" * 990, b'{"a":' * 995, b'"text":"x",', b'"body":"x","link_id":"t3_a",', b"\x00\x00", b"9" * 4400, b"-"),
)
_PARTS = {
    "html": re.compile(rb"<[^<>]*>|[^<>]+|."),
    "xml": re.compile(rb"<[^<>]*>|[^<>]+|."),
    "mhtml": re.compile(rb"<[^<>]*>|[^<>\n]+\n?|.", re.DOTALL),
    "mbox": re.compile(rb"[^\n]*\n|[^\n]+"),
    "csv": re.compile(rb"[,;\t\n]|[^,;\t\n]+"),
    "text": re.compile(rb"[^\n]*\n|[^\n]+"),
}
_NUMBER = re.compile(rb"\d+")
_NUMBERS = (b"0", b"-1", b"1e999", b"9" * 20, b"9" * 400, b"2147483648", b"0" * 50 + b"1", b"1.5", b"1600000000")


Groups: TypeAlias = Sequence[Sequence[Seed]]


def mutated(seed: Seed, groups: Groups, random: Random) -> bytes:
    """Return a seed's bytes, changed; what changes them depends on `random` alone."""
    raw = seed.raw
    if seed.grammar == "json" and random.random() < 0.8:
        raw = changed_document(raw, random)
    elif seed.grammar == "lines" and random.random() < 0.8:
        raw = changed_lines(raw, random)
    if raw is seed.raw or random.random() < 0.25:
        for _ in range(random.choice((1, 1, 2, 3, 6))):
            change = random.choice(_CHANGES)
            raw = change(raw, seed, groups, random)[:LARGEST]
    if random.random() < 0.04:
        raw = _in_encoding(raw, random)
    if random.random() < 0.06:
        raw = packed(raw, random)
    return raw[:LARGEST]


def _flip(raw: bytes, _: Seed, __: Groups, random: Random) -> bytes:
    changed = bytearray(raw)
    for _nth in range(random.choice((1, 1, 2, 5)) if raw else 0):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _cut(raw: bytes, _: Seed, __: Groups, random: Random) -> bytes:
    start, end = _stretch(raw, random)
    return raw[:start] if random.random() < 0.3 else raw[:start] + raw[end:]


def _splice(raw: bytes, seed: Seed, groups: Groups, random: Random) -> bytes:
    """Put in a stretch of another seed, mostly of a format of the same grammar, or go on with its end."""
    alike = [group for group in groups if any(other.grammar == seed.grammar for other in group)]
    other = random.choice(random.choice(alike if random.random() < 0.8 else groups)).raw
    start, end = _stretch(other, random)
    at = random.randrange(len(raw) + 1)
    return raw[:at] + (other[start:] if random.random() < 0.3 else other[start:end] + raw[at:])


def _repeat(raw: bytes, _: Seed, __: Groups, random: Random) -> bytes:
    start, end = _stretch(raw, random)
    times = min(random.choice((1, 1, 2, 3, 20, 300)), LARGEST // max(1, end - start))
    return raw[:end] + raw[start:end] * times + raw[end:]


def _insert(raw: bytes, seed: Seed, _: Groups, random: Random) -> bytes:
    token = random.choice((*_TOKENS.get(seed.grammar, _JSON), *_ANYWHERE))
    at = random.randrange(len(raw) + 1)
    return raw[:at] + token * random.choice((1, 1, 1, 2, 50)) + raw[at:]


def _number(raw: bytes, _: Seed, __: Groups, random: Random) -> bytes:
    found = list(_NUMBER.finditer(raw, 0, 20_000))
    if not found:
        return raw
    number = random.choice(found)
    return raw[: number.start()] + random.choice(_NUMBERS) + raw[number.end() :]


def _parts(raw: bytes, seed: Seed, groups: Groups, random: Random) -> bytes:
    """Remove, double, swap or move whole parts: tags, lines, fields."""
    pattern = _PARTS.get(seed.grammar)
    parts = pattern.findall(raw) if pattern is not None else []
    if len(parts) < 2:
        return _splice(raw, seed, groups, random)
    for _ in range(random.choice((1, 2, 4, 8))):
        here, there = random.randrange(len(parts)), random.randrange(len(parts))
        way = random.randrange(5)
        if way == 0 and len(parts) > 1:
            del parts[here]
        elif way == 1:
            parts[here], parts[there % len(parts)] = parts[there % len(parts)], parts[here]
        elif way == 2:
            parts.insert(here, parts[there % len(parts)])
        elif way == 3:
            parts[here] = random.choice((*_TOKENS[seed.grammar], *_ANYWHERE))
        else:
            first, last = sorted((here, there))
            parts[first:first] = parts[first : last + 1][:500]
    return b"".join(parts)


_CHANGES: tuple[Callable[[bytes, Seed, Groups, Random], bytes], ...] = (
    *(_flip, _cut, _splice, _repeat, _insert, _insert, _number, _parts, _parts, _parts),
)


def _stretch(raw: bytes, random: Random) -> tuple[int, int]:
    start = random.randrange(len(raw) + 1)
    return start, min(len(raw), start + random.choice((1, 2, 8, 40, 200, 1000)))


def _in_encoding(raw: bytes, random: Random) -> bytes:
    """Return a text in another encoding, or with other newlines."""
    text = raw.decode("utf-8", "replace")
    encoding = random.choice(("utf-16", "utf-32", "cp1252", "utf-8-sig", "koi8-r", "utf-16-be", "\r", "\r\n"))
    if encoding.startswith("\r"):
        return raw.replace(b"\n", encoding.encode())
    return text.encode(encoding, "replace")


def packed(raw: bytes, random: Random) -> bytes:
    """Return bytes packed in one of the ways that are unpacked, with or without damage."""
    way = random.choice((gzip.compress, bz2.compress, _xz, _zstandard, _zipped(random), _zipped(random)))
    packing = way(raw)
    if random.random() < 0.15:
        packing = way(packing)
    if random.random() < 0.5:
        changed = bytearray(packing)
        for _ in range(random.choice((1, 2, 4))):
            changed[random.randrange(len(changed))] = random.randrange(256)
        packing = bytes(changed[: random.choice((len(changed), len(changed), random.randrange(len(changed)) + 1))])
    return packing


def _xz(raw: bytes) -> bytes:
    return lzma.compress(raw, preset=0)


def _zstandard(raw: bytes) -> bytes:
    try:
        library = importlib.import_module("zstandard")
    except ImportError:
        return gzip.compress(raw)
    return bytes(library.ZstdCompressor().compress(raw))


def _zipped(random: Random) -> Callable[[bytes], bytes]:
    names = ("a.txt", "a.csv", "../../a", "/abs", "a/b/utterances.jsonl", "a\nb.json", "\x1b[2J", "é", "a" * 300, ".x")

    def pack(raw: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", random.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as zipped:
            for _ in range(random.choice((1, 1, 2, 3))):
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # of equal names, which are meant
                    zipped.writestr(random.choice(names), raw)
        return out.getvalue()

    return pack
