"""Streams of made-up posts, in the formats of platforms, as long as one likes: words are drawn, none is anyone's."""

import json
import random
from collections.abc import Callable, Iterator
from functools import cache

Line = Callable[[random.Random, int], bytes]
"""Makes the nth line of a stream."""

_SYLLABLES = ["ka", "lo", "mi", "ren", "tu", "sa", "vel", "no", "dri", "pa", "shu", "ton", "ei", "bar", "gu"]
_START = 1_600_000_000


@cache
def _words() -> list[str]:
    random_ = random.Random(1)
    words = ["".join(random_.choices(_SYLLABLES, k=random_.randint(1, 4))) for _ in range(4000)]
    return [*words, "it's", "naïve", "“so”", "€20", "R&amp;D", "10%"]


def text(random_: random.Random) -> str:
    """Return a post's text: some sentences, at times a quote, a paragraph, an emoji."""
    words = random_.choices(_words(), k=min(400, int(random_.lognormvariate(3.2, 0.9)) + 1))
    for nth in range(0, len(words), random_.randint(8, 20)):
        words[nth] = words[nth].capitalize()
    said = " ".join(words) + random_.choice((".", ".", "?", "!", " 😀"))
    quote = "&gt; " + " ".join(random_.choices(_words(), k=8)) + "\n\n" if random_.random() < 0.1 else ""
    return quote + (said.replace(". ", ".\n\n", 1) if random_.random() < 0.3 else said)


def _name(random_: random.Random) -> str:
    return "".join(random_.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=7))


def reddit(random_: random.Random, nth: int) -> bytes:
    """Return a line of a comment dump, with all the fields that such dumps have."""
    gone = random_.random() < 0.05
    author = "[deleted]" if gone else _name(random_)
    thread = f"{nth // 50:06x}"
    name = f"{nth:07x}"
    line = {
        "all_awardings": [],
        "archived": False,
        "associated_award": None,
        "author": author,
        "author_created_utc": None if gone else _START - nth,
        "author_flair_background_color": None if gone else "",
        "author_flair_css_class": None,
        "author_flair_richtext": [],
        "author_flair_template_id": None,
        "author_flair_text": random_.choice((None, "resident")),
        "author_flair_text_color": None if gone else "dark",
        "author_flair_type": None if gone else "text",
        **({} if gone else {"author_fullname": f"t2_{_name(random_)}"}),
        "author_patreon_flair": False,
        "author_premium": False,
        "body": "[deleted]" if gone else text(random_),
        "can_gild": True,
        "collapsed": False,
        "collapsed_because_crowd_control": None,
        "collapsed_reason": None,
        "comment_type": None,
        "controversiality": int(random_.random() < 0.03),
        "created_utc": _START + nth,
        "distinguished": None,
        "edited": False,
        "gilded": 0,
        "gildings": {},
        "id": name,
        "is_submitter": random_.random() < 0.1,
        "link_id": f"t3_{thread}",
        "locked": False,
        "no_follow": True,
        "parent_id": f"t3_{thread}" if nth % 3 else f"t1_{max(0, nth - 1):07x}",
        "permalink": f"/r/quayside/comments/{thread}/the_quay_is_closed_until_may/{name}/",
        "retrieved_on": _START + nth + 90_000,
        "score": random_.randint(-20, 500),
        "score_hidden": False,
        "send_replies": True,
        "stickied": False,
        "subreddit": "quayside",
        "subreddit_id": "t5_2qh1i",
        "subreddit_name_prefixed": "r/quayside",
        "subreddit_type": "public",
        "top_awarded_type": None,
        "total_awards_received": 0,
        "treatment_tags": [],
    }
    return json.dumps(line, separators=(",", ":")).encode() + b"\n"


def own(random_: random.Random, nth: int) -> bytes:
    """Return a post as `classify segment` writes it."""
    line = {
        "thread_id": f"t{nth // 50}",
        "id": f"p{nth % 50 + 1:04d}",
        "order": nth % 50 + 1,
        "depth": nth % 3,
        "kind": "comment",
        "parent_id": f"p{nth % 50:04d}" if nth % 3 else None,
        "parent_source": "native" if nth % 3 else None,
        "author": _name(random_),
        "author_id": None,
        "posted_at": "2020-09-13T12:26:40+00:00",
        "posted_at_raw": None,
        "title": "The quay is closed until May",
        "url": "https://forum.example.org/t/the-quay/17",
        "source": "quay.html",
        "text": text(random_),
        "full_text": None,
        "spans": [],
        "start": nth * 300,
        "end": nth * 300 + 200,
        "boundary_confidence": 0.98,
        "method": "discourse",
        "locator": "/html/body/div[3]/div[17]",
    }
    return json.dumps(line, ensure_ascii=False).encode() + b"\n"


def hackernews(random_: random.Random, nth: int) -> bytes:
    """Return an item of Hacker News as its API gives it."""
    said = text(random_).replace("\n\n", "<p>").replace("'", "&#x27;")
    line = {
        "by": _name(random_),
        "id": 20_000_000 + nth,
        "kids": [20_000_000 + nth + step for step in range(1, random_.randint(1, 6))],
        "parent": 20_000_000 + max(0, nth - random_.randint(1, 40)),
        "text": said,
        "time": _START + nth,
        "type": "comment",
    }
    return json.dumps(line).encode() + b"\n"


def table(random_: random.Random, nth: int) -> bytes:
    """Return a row of a table in the columns of 4CAT, the columns' names as row 0."""
    if nth == 0:
        return b"id,thread_id,parent_id,author,timestamp,unix_timestamp,body,score\n"
    said = text(random_).replace('"', '""')
    about = f"{nth},{nth // 50},{max(1, nth - 3)},{_name(random_)},2020-09-13 12:26:40,{_START + nth}"
    return f'{about},"{said}",{nth % 90}\n'.encode()


STREAMS: dict[str, Line] = {"reddit": reddit, "own": own, "hackernews": hackernews, "csv": table}


def pieces(kind: str, size: int, fresh: int = 8 << 20) -> Iterator[bytes]:
    """Yield a stream of at least `size` bytes in pieces: `fresh` bytes are drawn, and then come again and again."""
    random_ = random.Random(7)
    made: list[bytes] = []
    length = nth = 0
    while length < min(size, fresh):
        lines = [STREAMS[kind](random_, nth + step) for step in range(200)]
        nth += 200
        made.append(b"".join(lines))
        length += len(made[-1])
        yield made[-1]
    again = made[1:] or made
    given, at = length, 0
    while given < size:
        yield again[at % len(again)]
        given += len(again[at % len(again)])
        at += 1
