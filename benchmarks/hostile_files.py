"""Files that are huge, deep or mean harm: how long each takes, how much memory, and what comes of it.

Each file is made in a temporary folder and read by a process of its own. A time that grows faster than the file shows
in the rows of 1,000, 10,000 and 30,000.

Run: python -m benchmarks.hostile_files [--only WORD]
"""

import argparse
import bz2
import gzip
import io
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

COUNTS = (1_000, 10_000, 30_000)
MOST_SECONDS = 300
GIB = 1 << 30

_READ = r"""
import re, resource, sys, time
from classifier.errors import SourceError
from classifier.threads.listener import Listener
from classifier.threads.formats import ReadOptions
from classifier.threads.read import read_posts
posts, said, start = 0, [], time.process_time()
try:
    for post in read_posts(sys.argv[1], ReadOptions(), Listener(said.append, said.append)):
        posts += 1
except SourceError as error:
    said.append(str(error))
spent = time.process_time() - start
most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
if sys.platform == "linux":  # where the figure above is never below that of the process that started this one
    most = int(re.search(r"VmHWM:\s*(\d+)", open("/proc/self/status").read()).group(1)) / 1024
print(f"{spent:8.2f} s {most:7.0f} MiB {posts:8,} posts  {said[-1].replace(sys.argv[1], 'FILE')[:110] if said else ''}")
"""

Write = Callable[[IO[bytes]], None]


def nested_reddit(count: int) -> bytes:
    """Return a listing in which each comment answers the one before."""
    opened = '{"kind": "Listing", "data": {"children": [{"kind": "t1", "data": {"id": "c%d", "body": "hi", "replies": '
    return ("[" + "".join(opened % nth for nth in range(count)) + '""' + "}}]}}" * count + "]").encode()


def nested_hackernews(count: int) -> bytes:
    """Return an Algolia item with children of children."""
    opened = '{"id": %d, "created_at_i": 1600000000, "text": "hi", "author": "a", "children": ['
    return ("".join(opened % nth for nth in range(count)) + "]}" * count).encode()


def nested_bluesky(count: int) -> bytes:
    """Return a thread view with replies of replies."""
    post = '{"$type": "app.bsky.feed.defs#threadViewPost", "post": {"uri": "at://d/p/%d", "record": {"text": "hi"}}'
    return ("".join(f'{post % nth}, "replies": [' for nth in range(count)) + "]}" * count).encode()


def ancestors_bluesky(count: int) -> bytes:
    """Return a thread view with parents of parents."""
    post = '{"$type": "app.bsky.feed.defs#threadViewPost", "post": {"uri": "at://d/p/%d", "record": {"text": "hi"}}'
    return (
        ", ".join(f'{post % nth}, "parent": ' for nth in range(count)).replace(": , ", ": ") + "null" + "}" * count
    ).encode()


def chain_telegram(count: int) -> bytes:
    """Return a chat in which each message answers the next one."""
    every = [{"id": n, "type": "message", "text": "hi", "reply_to_message_id": n + 1} for n in range(count)]
    return json.dumps({"name": "quay", "id": 1, "messages": every}).encode()


def chain_discourse(count: int) -> bytes:
    """Return a topic in which each post answers the one before."""
    every = [
        {"post_number": n, "topic_id": 1, "cooked": "<p>hi</p>", "reply_to_post_number": n - 1} for n in range(1, count)
    ]
    return json.dumps({"id": 1, "post_stream": {"posts": every}}).encode()


def chain_hackernews(count: int) -> bytes:
    """Return Firebase items of which each answers the next one."""
    return json.dumps([{"id": n, "type": "comment", "text": "hi", "parent": n + 1} for n in range(count)]).encode()


def chain_rows(count: int) -> bytes:
    """Return rows that all share one id and answer it."""
    return json.dumps([{"id": "a", "text": "hi", "parent_id": "a", "author": "b"}] * count).encode()


def chain_disqus(count: int) -> bytes:
    """Return comments of which each answers the one before."""
    post = '<post dsq:id="%d"><message>hi</message><thread dsq:id="t"/><parent dsq:id="%d"/></post>'
    inside = "".join(post % (nth, nth - 1) for nth in range(count))
    return f'<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/x">{inside}</disqus>'.encode()


def chain_wordpress(count: int) -> bytes:
    """Return comments of one article, each an answer to the one before."""
    comment = "<wp:comment><wp:comment_id>%d</wp:comment_id><wp:comment_parent>%d</wp:comment_parent>"
    comment += "<wp:comment_content>hi</wp:comment_content><wp:comment_approved>1</wp:comment_approved></wp:comment>"
    inside = "".join(comment % (nth, nth - 1) for nth in range(1, count))
    wp = 'xmlns:wp="http://wordpress.org/export/1.2/"'
    return f"<rss {wp}><channel><item><wp:post_id>1</wp:post_id>{inside}</item></channel></rss>".encode()


def chain_mbox(count: int) -> bytes:
    """Return messages of which each answers the one before."""
    message = "From x\nMessage-ID: <%d@a>\nIn-Reply-To: <%d@a>\nReferences: <0@a> <%d@a>\n\nhi\n\n"
    return "".join(message % (nth, nth - 1, nth - 1) for nth in range(count)).encode()


def nested_text(count: int) -> bytes:
    """Return numbered replies that are indented ever more, up to 200 deep."""
    return "".join(f"{' ' * (nth % 200)}{nth + 1}. hi there, you\n" for nth in range(count)).encode()


def nested_page(count: int) -> bytes:
    """Return a page of comments in comments."""
    opened = '<li class="comment" id="comment-%d"><div class="comment-content"><p>hi, reply %d</p></div><ol>'
    inside = "".join(opened % (nth, nth) for nth in range(count)) + "</ol></li>" * count
    return f'<html><body><ol class="comment-list">{inside}</ol></body></html>'.encode()


def flat_page(count: int) -> bytes:
    """Return a page of comments side by side."""
    comment = '<li class="comment" id="comment-%d"><div class="comment-content"><p>hi, reply %d</p></div></li>'
    inside = "".join(comment % (nth, nth) for nth in range(count))
    return f'<html><body><ol class="comment-list">{inside}</ol></body></html>'.encode()


def attributes(count: int) -> bytes:
    """Return a page with a tag of very many attributes."""
    return b"<html><body><div " + b" ".join(b"a%d=1" % nth for nth in range(count)) + b">x</div>"


def nested_mail(count: int) -> bytes:
    """Return a message of parts in parts."""
    part = "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n"
    return ("From x\nMessage-ID: <a>\n" + "".join(part % (n, n) for n in range(count)) + "\nhi\n").encode()


def forwarded_mail(count: int) -> bytes:
    """Return a message in a message in a message."""
    return ("From x\nMessage-ID: <a>\n" + "Content-Type: message/rfc822\n\n" * count + "\nhi\n").encode()


def nested_archive(count: int) -> bytes:
    """Return a web archive of parts in parts."""
    part = "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n"
    inside = "".join(part % (nth, nth) for nth in range(count))
    return f"From: <Saved by x>\nMIME-Version: 1.0\n{inside}Content-Type: text/html\n\n<p>hi".encode()


def nested_xml(count: int) -> bytes:
    """Return an export of elements in elements."""
    return b'<disqus xmlns="http://disqus.com"><thread/>' + b"<a>" * count


def long_headers(count: int) -> bytes:
    """Return messages with long headers that nearly are what is looked for in them."""
    headers = f"From: {'a' * 4_000}\nSubject: {'re ' * 1_300}\nReferences: {'<a ' * 1_300}\nDate: {'1 ' * 2_000}\n"
    return (f"From x\n{headers}\nhi\n\n" * (count // 10)).encode()


def other_columns(count: int) -> bytes:
    """Return rows of which the first two thousand each have a column of their own."""
    return json.dumps([{"text": "hi", "id": nth, f"c{nth % 1_900}": 1} for nth in range(count)]).encode()


def punycode_mail(count: int) -> bytes:
    """Return a message in a charset that takes quadratic time to decode."""
    return b"From x\nMessage-ID: <a>\nContent-Type: text/plain; charset=punycode\n\na-" + b"9" * 10 * count


GROWING = (
    *(nested_reddit, nested_hackernews, nested_bluesky, ancestors_bluesky, chain_telegram, chain_discourse),
    *(chain_hackernews, chain_rows, chain_disqus, chain_wordpress, chain_mbox, nested_text, nested_page, flat_page),
    *(nested_mail, forwarded_mail, long_headers, punycode_mail, other_columns, nested_archive, nested_xml, attributes),
)


def _json_line(file: IO[bytes]) -> None:
    """Write JSON of a gibibyte in one line."""
    file.write(b'[{"kind": "Listing", "data": "')
    for _ in range(1024):
        file.write(b"x" * (1 << 20))
    file.write(b'"}]')


def _json_lines(file: IO[bytes]) -> None:
    """Write a line of a gibibyte between two that are posts."""
    post = b'{"id": "%d", "link_id": "t3_a", "parent_id": "t3_a", "body": "hi", "author": "a", "created_utc": 1}\n'
    file.write(post % 1 + b'{"body": "')
    for _ in range(1024):
        file.write(b"x" * (1 << 20))
    file.write(b'"}\n' + post % 2)


def _tiny_values(file: IO[bytes]) -> None:
    file.write(b"[" + b"[]," * (60 << 20) + b"[]]")


def _gzip_bomb(file: IO[bytes]) -> None:
    """Write ten gibibytes of JSON lines as ten megabytes."""
    with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=9) as packed:
        packed.write(b'{"text": "hi"}\n')
        for _ in range(10 * 1024):
            packed.write(b" " * (1 << 20))


def _bomb_of_lines(file: IO[bytes]) -> None:
    piece = bz2.compress((b'{"text": "' + b"hi " * 5_000 + b'"}\n') * 1_000)
    for _ in range(200):
        file.write(piece)


def _zip_bomb(file: IO[bytes]) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        for nth in range(100):
            zipped.writestr(f"{nth:03}.txt", b"hi\n" * (8 << 20))


def _zip_in_zip(file: IO[bytes]) -> None:
    inner = io.BytesIO()
    _zip_bomb(inner)
    with zipfile.ZipFile(file, "w") as zipped:
        for nth in range(100):
            zipped.writestr(f"{nth}.zip", inner.getvalue())


def _wide_field(file: IO[bytes]) -> None:
    file.write(b'id,text\n1,"' + b"long, but a line\n" * 6_250_000 + b'"\n2,hi\n')


def _long_field(file: IO[bytes]) -> None:
    file.write(b"id,text\n1," + b"x" * 100_000_000 + b"\n2,hi\n")


def _million_columns(file: IO[bytes]) -> None:
    file.write(b"id,text," + b",".join(b"c%d" % nth for nth in range(1_000_000)) + b"\n" + b"," * 1_000_001 + b"\n")


def _million_fields(file: IO[bytes]) -> None:
    file.write(b"id,text\n" + (b"," * 1_000_001 + b"\n") * 20 + b"1,hi\n")


def _deep_brackets(file: IO[bytes]) -> None:
    file.write(b"[" * 1_000_000 + b"]" * 1_000_000)


def _deep_objects(file: IO[bytes]) -> None:
    file.write(b'{"a":' * 1_000_000 + b"1" + b"}" * 1_000_000)


def _laughs(file: IO[bytes]) -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    file.write(f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "ha">{entities}]><disqus>&l11;</disqus>'.encode())


def _deep_page(file: IO[bytes]) -> None:
    file.write(b"<html><body>" + b"<div>" * 100_000 + b"words" + b"</div>" * 100_000)


HUGE: dict[str, Write] = {
    "JSON of 1 GiB in one line": _json_line,
    "a line of 1 GiB among JSON lines": _json_lines,
    "JSON of 60 million empty lists": _tiny_values,
    "JSON nested a million deep, lists": _deep_brackets,
    "JSON nested a million deep, objects": _deep_objects,
    "10 GiB in a .gz of 10 MiB": _gzip_bomb,
    "3 GB of posts in a .bz2": _bomb_of_lines,
    "zip of 100 members of 24 MiB": _zip_bomb,
    "zip of 100 such zips": _zip_in_zip,
    "CSV, a quoted field of 100 MB": _wide_field,
    "CSV, a field of 100 MB": _long_field,
    "CSV of a million columns": _million_columns,
    "CSV, rows of a million fields": _million_fields,
    "XML that laughs a billion times": _laughs,
    "page nested 100,000 deep": _deep_page,
}


def cases() -> Iterator[tuple[str, Write]]:
    """Yield what each file is called, and what writes it."""
    for make in GROWING:
        for count in COUNTS:
            yield f"{make.__name__} {count:,}", lambda file, make=make, count=count: file.write(make(count))  # type: ignore[misc]
    yield from HUGE.items()


def measured(path: Path) -> str:
    """Return what reading a file takes and gives, as a row."""
    command = [sys.executable, "-c", _READ, str(path)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=MOST_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return f"    over {MOST_SECONDS} s"
    return done.stdout.strip("\n") or f"    FAILED: {done.stderr.strip().splitlines()[-1:]}"


def main() -> None:
    """Print a row for each file."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--only", default="", metavar="WORD", help="only files with this in their names")
    only = parser.parse_args().only
    with tempfile.TemporaryDirectory() as folder:
        for name, write in cases():
            if only not in name:
                continue
            path = Path(folder) / "file"
            with open(path, "wb") as file:
                write(file)
            size = path.stat().st_size / 1e6
            print(f"{name:38} {size:8.1f} MB {measured(path)}", flush=True)


if __name__ == "__main__":
    main()
