"""What the columns of tables of comments are called, as data."""

import re
from collections.abc import Mapping, Sequence

# The names of each field, the surest first. Seen in: 4CAT, exports of Reddit, YouTube and Facebook tools, Hydrator,
# tables of published data sets, and what this program writes. Names are compared in lower case, "_" for all but letters
# and digits.
NAMES: Mapping[str, tuple[str, ...]] = {
    "text": (
        *(
            "text",
            "body",
            "comment_text",
            "comment_body",
            "comment",
            "post_text",
            "message",
            "content",
            "full_text",
            "tweet",
        ),
        *("textdisplay", "textoriginal", "text_display", "text_original", "selftext", "post", "review"),
    ),
    "id": ("id", "comment_id", "post_id", "message_id", "tweet_id", "cid", "item_id", "id_str", "commentid"),
    "parent": (
        *("parent_id", "parent", "reply_to", "reply_to_id", "in_reply_to", "in_reply_to_id", "in_reply_to_status_id"),
        *("reply_to_message_id", "parentid", "replied_to", "parent_comment_id"),
    ),
    "thread": (
        "thread_id",
        "link_id",
        "conversation_id",
        "submission_id",
        "topic_id",
        "discussion_id",
        "video_id",
        "story_id",
    ),
    "author": (
        "author",
        "username",
        "user_name",
        "user",
        "screen_name",
        "author_name",
        "from",
        "by",
        "name",
        "authordisplayname",
    ),
    "author_id": ("author_id", "user_id", "author_fullname", "from_id", "author_channel_id", "speaker"),
    "epoch": ("unix_timestamp", "created_utc", "timestamp_utc", "date_unixtime", "epoch"),
    "time": (
        *("posted_at", "created_at", "created", "timestamp", "date", "time", "published_at", "publishedat", "datetime"),
        *("post_date", "created_time", "posted_at_raw"),
    ),
    "title": ("title", "subject", "thread_title", "post_title", "topic_title"),
    "url": ("url", "link", "permalink", "post_url"),
    "kind": ("kind",),
    "order": ("order",),
    "subreddit": ("subreddit",),
}

_NOT_A_NAME = re.compile(r"[\W_]+")
MOST_COLUMNS = 2000
LONGEST_NAME = 60


def normalised(name: str) -> str:
    """Return a column's name as it is compared.

    >>> normalised(" Reply-To ")
    'reply_to'
    """
    return _NOT_A_NAME.sub("_", name.lower()).strip("_")


def fields_among(names: Sequence[str]) -> dict[str, str]:
    """Return which of some columns is which field of a post; none where no column, or too many, could be its text."""
    if len(names) > MOST_COLUMNS:
        return {}
    known = {normalised(name): name for name in reversed(names) if len(name) <= LONGEST_NAME}
    of: dict[str, str] = {}
    for field, called in NAMES.items():
        found = next((known[name] for name in called if name in known and known[name] not in of.values()), None)
        if found is not None:
            of[field] = found
    return of if "text" in of else {}
