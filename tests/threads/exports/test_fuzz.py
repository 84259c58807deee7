"""Whatever is done to a file of any format, reading it gives sound posts or SourceError, and nothing else."""

import json
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from classifier.errors import SourceError
from classifier.threads.formats import ReadOptions
from classifier.threads.read import read_posts, read_threads

from_file = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)

# What a value of an export may be where something else belongs.
STRANGE = (
    None,
    True,
    False,
    0,
    -1,
    1.5,
    1e308,
    10**30,
    "",
    "x",
    "\ud800",
    "\x00",
    [],
    {},
    [None],
    [[]],
    {"": None},
    [{}],
    "t1_c1",
)
PIECES = (
    b"",
    b"\x00",
    b"\xff",
    b'"',
    b"{",
    b"}",
    b"[",
    b"]",
    b"<",
    b">",
    b"&#0;",
    b"\n",
    b"\nFrom x\nA: b\n",
    b"\r",
    b",",
    b"]]>",
    b":",
)


METHODS = {"bluesky", "discourse", "disqus", "hackernews", "mastodon", "reddit", "table", "telegram", "wxr", "youtube"}


def _sound(threads):
    """Check what every thread promises: ids of its own, parents that are there and lead to a beginning, places."""
    for thread in threads:
        # A stream promises none of this, and what damage has turned into pasted text or a page has tests elsewhere.
        if thread.document is None or not {post.method for post in thread.posts} <= METHODS:
            continue
        depth = {post.id: post.depth for post in thread.posts}
        assert len(depth) == len(thread.posts)
        assert [post.order for post in thread.posts] == list(range(1, len(thread.posts) + 1))
        for post in thread.posts:
            assert post.depth == (0 if post.parent_id is None else depth[post.parent_id] + 1)
            assert (post.kind != "deleted") or not post.text
            assert thread.document[post.start : post.end] == (post.full_text or post.text)


AS_IS = ReadOptions()


def _read(path, options=AS_IS):
    try:
        if path.suffix in (".ndjson", ".jsonl", ".mbox", ".csv"):
            list(read_posts(path, options))
        else:
            _sound(list(read_threads(path, options)))
    except SourceError as error:
        said = str(error)
    else:
        return
    assert said.startswith(str(path))
    assert "\n" not in said


@from_file
@given(seed=st.integers(0, 1 << 40))
def test_bytes_changed_at_random(files, sample, tmp_path, seed):
    """Bytes that are cut out, doubled or put in never raise anything but SourceError."""
    random_ = random.Random(seed)
    source = files / sample
    if source.is_dir():
        source /= "utterances.jsonl"
    raw = source.read_bytes()
    for _ in range(random_.randint(1, 6)):
        start = random_.randrange(len(raw) + 1)
        end = min(len(raw), start + random_.choice((0, 1, 2, 20, 400)))
        piece = random_.choice((*PIECES, raw[start:end] * 2, random_.randbytes(3)))
        raw = raw[:start] + piece + raw[end:]
    path = tmp_path / source.name
    path.write_bytes(raw)
    _read(path, ReadOptions(format=FORCED[source.suffix]) if random_.random() < 0.3 else ReadOptions())


FORCED = {".json": "json", ".jsonl": "json", ".ndjson": "reddit", ".xml": "wxr", ".csv": "csv", ".mbox": "mbox"}


def _changed(value, random_: random.Random, share: float):
    """Return a JSON value in which some values are other ones, some lists doubled, some names gone."""
    if random_.random() < share:
        return random_.choice(STRANGE)
    if isinstance(value, dict):
        return {name: _changed(inner, random_, share) for name, inner in value.items() if random_.random() > share / 3}
    if isinstance(value, list):
        inside = [_changed(inner, random_, share) for inner in value]
        return inside * 2 if random_.random() < share else inside
    return value


@from_file
@given(seed=st.integers(0, 1 << 40))
@pytest.mark.parametrize("share", [0.02, 0.15])
def test_values_changed_at_random(files, sample, tmp_path, seed, share):
    """Values of a kind that does not belong there never raise anything but SourceError."""
    random_ = random.Random(seed)
    source = files / sample
    if source.suffix not in (".json", ".jsonl", ".ndjson"):
        return
    text = source.read_text("utf-8")
    path = tmp_path / source.name
    if source.suffix == ".json":
        path.write_text(json.dumps(_changed(json.loads(text), random_, share)))
    else:
        path.write_text(
            "".join(json.dumps(_changed(json.loads(line), random_, share)) + "\n" for line in text.splitlines())
        )
    _read(path)
