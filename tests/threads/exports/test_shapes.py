"""The other shapes in which platforms' posts are kept: answers of APIs, pages of them in a list, posts one a line."""

import json

import pytest

from classifier.errors import SourceError


def _rows(posts):
    return [(post.thread_id, post.id, post.parent_id, post.author, post.text) for post in posts]


def _comment(name, parent, **fields):
    return {"id": name, "link_id": "t3_a", "parent_id": parent, "body": f"{name}!", "author": "ada", **fields}


def _thing(data, kind="t1"):
    return {"kind": kind, "data": data}


def _listing(*things):
    return {"kind": "Listing", "data": {"children": list(things)}}


SUBMISSION = {"id": "a", "title": "Quay", "selftext": "", "subreddit": "h", "author": "bo", "permalink": "/r/h/a/"}
OTHER = {**SUBMISSION, "id": "b", "title": "Ferry"}
A, B = ("t3_a", "t3_a", None, "bo", "Quay"), ("t3_b", "t3_b", None, "bo", "Ferry")
C, D = ("t3_a", "t1_c", "t3_a", "ada", "c!"), ("t3_a", "t1_d", "t1_c", "ada", "d!")
E = (*C[:2], None, *C[3:])
PAIR = [_listing(_thing(SUBMISSION, "t3")), _listing(_thing(_comment("c", "t3_a")))]

REDDIT = {
    "a subreddit's listing": (_listing(_thing(SUBMISSION, "t3"), _thing(OTHER, "t3")), [A, B]),
    "a user's listing": (_listing(_thing(OTHER, "t3"), _thing(_comment("c", "t3_a"))), [B, (*C[:2], None, *C[3:])]),
    "threads in a list": ([PAIR, [_listing(_thing(OTHER, "t3")), _listing()]], [A, C, B]),
    "api/morechildren": (
        {"json": {"data": {"things": [_thing(_comment("c", "t3_a")), _thing(_comment("d", "t1_c"))]}}},
        [(*C[:2], None, *C[3:]), D],
    ),
    "an archive's answer": (
        {"data": [_comment("c", "t3_a"), _comment("d", "t1_c")], "error": None},
        [(*C[:2], None, *C[3:]), D],
    ),
    "an archive's tree": (
        {"data": [_thing(_comment("c", "t3_a", replies=_listing(_thing(_comment("d", "t1_c")))))]},
        [(*C[:2], None, *C[3:]), D],
    ),
    "a submission with its comments": (
        {**SUBMISSION, "comments": [{"id": "c", "body": "c!", "author": "ada"}]},
        [A, E],
    ),
    "comments with replies in a list": (
        [{**_comment("c", "t3_a"), "replies": [_comment("d", "t1_c")]}],
        [(*C[:2], None, *C[3:]), D],
    ),
    "a list of comments": ([SUBMISSION, _comment("c", "t3_a"), _comment("d", "t1_c")], [A, C, D]),
}

HIT = {"objectID": "5", "story_id": 1, "parent_id": 1, "story_title": "Quay", "comment_text": "<p>hi", "author": "ada"}
HIT |= {"created_at_i": 1600000000, "created_at": "2020-09-13T12:26:40Z"}
PAGES_OF_HITS = [{"hits": [HIT]}, {"hits": [{**HIT, "objectID": "6", "parent_id": 5}]}]

TOPIC_POST = {"id": 900, "topic_id": 7, "post_number": 1, "cooked": "<p>hi</p>", "username": "ada"}
ANSWER = {**TOPIC_POST, "id": 901, "post_number": 2, "cooked": "<p>yo</p>", "reply_to_post_number": 1}
TOPIC = [("7", "1", None, "ada", "hi"), ("7", "2", "1", "ada", "yo")]

DISCOURSE = {
    "pages of a topic, one twice": (
        [
            {"id": 7, "title": "Quay", "post_stream": {"posts": [TOPIC_POST]}},
            {"id": 7, "post_stream": {"posts": [TOPIC_POST, ANSWER]}},
        ],
        TOPIC,
    ),
    "newest first": ({"latest_posts": [ANSWER, TOPIC_POST]}, TOPIC),
    "a list of posts": ([ANSWER, TOPIC_POST], TOPIC),
    "one post": (TOPIC_POST, TOPIC[:1]),
}


def _view(name, parent=None, root=None, when="2020-09-13T12:26:40Z"):
    reply = {"reply": {"parent": {"uri": parent}, "root": {"uri": root}}} if parent else {}
    record = {"text": f"{name}!", "createdAt": when, **reply}
    return {"uri": name, "cid": "x", "author": {"did": "did:1", "handle": "ada.test"}, "record": record}


LATER = _view("at://2", "at://1", "at://1", "2020-09-13T12:28:00Z")
FEED = {"feed": [{"post": LATER, "reply": {}}, {"post": _view("at://1")}, {"post": _view("at://3")}], "cursor": "x"}
ROW_1, ROW_2 = ("at://1", "at://1", None, "ada.test", "at://1!"), ("at://1", "at://2", "at://1", "ada.test", "at://2!")
ROW_3 = ("at://3", "at://3", None, "ada.test", "at://3!")

BLUESKY = {
    "an author's feed": (FEED, [ROW_1, ROW_2, ROW_3]),
    "pages of a feed": ([FEED, FEED], [ROW_1, ROW_2, ROW_3]),
    "a search": ({"posts": [LATER, _view("at://1")]}, [ROW_1, ROW_2]),
    "a thread without types": ({"thread": {"post": _view("at://1"), "replies": [{"post": LATER}]}}, [ROW_1, ROW_2]),
}


def _status(name, parent=None, when="2020-09-13T12:26:40.000Z", **fields):
    account = {"id": "9", "acct": "ada@harbour.example", "username": "ada"}
    status = {"id": name, "in_reply_to_id": parent, "content": f"<p>{name}!</p>", "created_at": when}
    return {**status, "account": account, "spoiler_text": "", "url": f"https://harbour.example/@ada/{name}", **fields}


def _toot(thread, name, parent, text=None):
    return (thread, name, parent, "ada@harbour.example", text or f"{name}!")


NOTE = {"id": "https://h/1", "type": "Note", "attributedTo": "https://h/ada", "content": "<p>hi</p>", "inReplyTo": None}
OUTBOX = {"orderedItems": [{"type": "Create", "object": NOTE}, {"type": "Announce", "object": "https://h/2"}]}
MASTODON = {
    "a context": (
        {"ancestors": [_status("1")], "descendants": [_status("4", "3"), _status("3", "2")]},
        [_toot("1", "1", None), _toot("1", "3", None), _toot("1", "4", "3")],
    ),
    "a context without the opening status": (
        {"ancestors": [], "descendants": [_status("3", "2")]},
        [_toot("2", "3", None)],
    ),
    "a status with its context": (
        {"status": _status("2", "1"), "ancestors": [_status("1")], "descendants": [_status("3", "2")]},
        [_toot("1", "1", None), _toot("1", "2", "1"), _toot("1", "3", "2")],
    ),
    "a timeline, newest first": ([_status("8", "7"), _status("7")], [_toot("7", "7", None), _toot("7", "8", "7")]),
    "a warning": (_status("1", spoiler_text="ferries"), [_toot("1", "1", None, "ferries\n1!")]),
    "an outbox": (OUTBOX, [("https://h/1", "https://h/1", None, "https://h/ada", "hi")]),
}


def _flat(name, **fields):
    return {"id": name, "text": f"{name}!", "author": "ada", "like_count": 0, **fields}


def _api(name, **snippet):
    return {"id": name, "snippet": {"textOriginal": f"{name}!", "authorDisplayName": "@ada", **snippet}}


API_THREAD = {
    "id": "c",
    "snippet": {"videoId": "v", "topLevelComment": _api("c"), "totalReplyCount": 1},
    "replies": {"comments": [_api("c.d", parentId="c")]},
}
YOUTUBE = {
    "pages of comment threads": (
        [{"items": [API_THREAD]}, {"items": []}],
        [("v", "c", None, "@ada", "c!"), ("v", "c.d", "c", "@ada", "c.d!")],
    ),
    "comment threads": ([API_THREAD], [("v", "c", None, "@ada", "c!"), ("v", "c.d", "c", "@ada", "c.d!")]),
    "replies of one comment": (
        {"items": [_api("c.d", parentId="c", videoId="v")]},
        [("v", "c.d", None, "@ada", "c.d!")],
    ),
}


def _message(name, text, **fields):
    return {"id": name, "type": "message", "from": "Ada", "text": text, "date": "2020-09-13T12:26:40", **fields}


CHAT = {"name": "Harbour", "type": "private_group", "id": 5, "messages": [_message(1, "hi")]}
MIXED = ["see ", {"type": "link", "text": "example.org"}, " and ", {"type": "bold", "text": "go"}]
TELEGRAM = {
    "all chats, an empty one first": (
        {
            "chats": {"list": [{"name": "x", "id": 4, "messages": []}, CHAT]},
            "left_chats": {"list": [{**CHAT, "id": 6}]},
        },
        [("5", "1", None, "Ada", "hi"), ("6", "1", None, "Ada", "hi")],
    ),
    "a text of parts": (
        {**CHAT, "messages": [_message(1, MIXED)]},
        [("5", "1", None, "Ada", "see example.org and go")],
    ),
    "an answer into another chat": (
        {
            **CHAT,
            "messages": [_message(1, "hi"), _message(2, "yo", reply_to_message_id=1, reply_to_peer_id="channel9")],
        },
        [("5", "1", None, "Ada", "hi"), ("5", "2", None, "Ada", "yo")],
    ),
}

LEMMY_POST = {"id": 3, "name": "Quay", "ap_id": "https://lemmy.example/post/3"}


def _lemmy(name, path, **fields):
    comment = {"id": name, "content": f"{name}!", "path": path, "published": f"2020-09-13T12:26:{name}Z", **fields}
    return {"comment": comment, "creator": {"id": 1, "name": "ada"}, "post": LEMMY_POST}


LEMMY = {
    "comments, newest first": (
        {"comments": [_lemmy(12, "0.11.12"), _lemmy(11, "0.11")]},
        [("3", "11", None, "ada", "11!"), ("3", "12", "11", "ada", "12!")],
    ),
    "a removed comment": ({"comments": [_lemmy(11, "0.11", removed=True)]}, [("3", "11", None, "ada", "")]),
}

HACKERNEWS = {
    "pages of a search": (
        PAGES_OF_HITS,
        [("1", "5", None, "ada", "hi"), ("1", "6", "5", "ada", "hi")],
    ),
    "items inside items": (
        {"id": 1, "type": "story", "title": "Quay", "by": "bo", "kids": [{"id": 2, "type": "comment", "parent": 1}]},
        [("1", "1", None, "bo", "Quay"), ("1", "2", "1", None, "")],
    ),
}

YOUTUBE |= {
    "yt-dlp, nothing liked": (
        {
            "id": "v",
            "extractor": "youtube",
            "comments": [
                {"id": "c", "text": "hi", "author": "ada", "parent": "root"},
                {"id": "c.d", "text": "yo", "author": "bo", "parent": "c"},
            ],
        },
        [("v", "c", None, "ada", "hi"), ("v", "c.d", "c", "bo", "yo")],
    ),
    "replies inside comments": (
        {"videoId": "v", "comments": [_flat("c", replies=[_flat("d")])]},
        [("v", "c", None, "ada", "c!"), ("v", "d", "c", "ada", "d!")],
    ),
}

UTTERANCE = {"id": "u", "root": "u", "text": "hi", "user": "ada", "reply_to": None, "timestamp": 1}
CONVOKIT = {
    "utterances.json": (
        [UTTERANCE, {**UTTERANCE, "id": "w", "reply_to": "u"}],
        [("u", "u", None, "ada", "hi"), ("u", "w", "u", "ada", "hi")],
    )
}

SHAPES = {
    f"{platform}: {name}": (platform, value, wanted)
    for platform, shapes in {
        "reddit": REDDIT,
        "discourse": DISCOURSE,
        "bluesky": BLUESKY,
        "mastodon": MASTODON,
        "telegram": TELEGRAM,
        "youtube": YOUTUBE,
        "lemmy": LEMMY,
        "hackernews": HACKERNEWS,
        "convokit": CONVOKIT,
    }.items()
    for name, (value, wanted) in shapes.items()
}


@pytest.mark.parametrize(("platform", "value", "wanted"), SHAPES.values(), ids=SHAPES)
def test_documents(read, platform, value, wanted):
    """Each shape gives its posts: thread, id, parent, author and text."""
    posts = read(value)
    assert _rows(posts) == wanted
    assert {post.method for post in posts} == {platform}
    assert all(post.locator for post in posts)


LINES = {
    "hackernews": ([HIT], [("1", "5", "1", "ada", "hi")]),
    "discourse": ([TOPIC_POST, ANSWER], TOPIC),
    "bluesky": ([{"post": _view("at://1")}, LATER], [ROW_1, ROW_2]),
    "mastodon": ([_status("1"), _status("2", "1")], [_toot("1", "1", None), _toot("1", "2", "1")]),
    "reddit": ([_thing(SUBMISSION, "t3"), _comment("c", "t3_a"), _thing(_comment("d", "t1_c"))], [A, C, D]),
    "lemmy": ([_lemmy(11, "0.11"), _lemmy(12, "0.11.12")], LEMMY["comments, newest first"][1]),
    "telegram": ([CHAT], [("5", "1", None, "Ada", "hi")]),
    "youtube": ([API_THREAD], YOUTUBE["comment threads"][1]),
}


@pytest.mark.parametrize("platform", LINES)
def test_lines(read, platform):
    """Posts that stand one a line are read as they come, parents as they are named."""
    lines, wanted = LINES[platform]
    posts = read("\n".join(map(json.dumps, lines * 2)))
    assert _rows(posts) == wanted * 2
    assert {post.method for post in posts} == {platform}


def test_stubs_of_a_thread_are_counted_with_it(read):
    """Comments behind stubs are counted for the thread that they stand in."""
    more = {"kind": "more", "data": {"count": 12, "children": ["x"]}}
    notes = []
    read([_listing(_thing(SUBMISSION, "t3")), _listing(_thing(_comment("c", "t3_a")), more)], notes=notes)
    assert [note.split("export: ")[1] for note in notes] == ["12 more comments are not in this export (stubs: 1)"]


def test_missing_posts_of_a_topic_are_counted_over_its_pages(read):
    """What all pages of a topic together do not hold is counted in a note."""
    pages = [
        {"id": 7, "post_stream": {"posts": [TOPIC_POST], "stream": [900, 901, 902]}},
        {"id": 7, "post_stream": {"posts": [ANSWER]}},
    ]
    notes = []
    read(pages, notes=notes)
    assert notes[0].endswith("1 more posts of the topic are not in this export")


def test_whole_documents_one_a_line(read):
    """Each line's document gives its threads: orders count on, a place is its line and the pointer into it."""
    topics = [{"id": 7, "title": "Quay", "posts": [TOPIC_POST]}, {"id": 8, "posts": [{**ANSWER, "topic_id": 8}]}]
    notes = []
    lines = [json.dumps(topics[0]), "broken", json.dumps(topics[1])]
    posts = read("\n".join(lines), notes=notes)
    assert [(post.thread_id, post.order, post.locator) for post in posts] == [
        ("7", 1, "line 1 /posts/0"),
        ("8", 2, "line 3 /posts/0"),
    ]
    assert len(notes) == 1
    assert notes[0].endswith("export:2: bad JSON at column 1: Expecting value")


def test_a_table_whose_text_is_an_object(read):
    """What is called comment and holds an object is no text."""
    with pytest.raises(SourceError, match="is JSON, but not an export that is known"):
        read([{"comment": {"text": "x"}, "author": "ada"}])


def test_fields_that_are_objects_or_nothing(read):
    """An author may be an object with a name, and a missing parent what programs for statistics write."""
    lines = [{"id_str": "9", "full_text": "hi", "user": {"screen_name": "ada"}, "in_reply_to": "NA"}]
    posts = read("\n".join(map(json.dumps, lines)))
    assert _rows(posts) == [(posts[0].thread_id, "9", None, "ada", "hi")]
