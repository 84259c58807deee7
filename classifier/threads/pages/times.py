"""Times that a page states for machines -> ISO 8601 with an offset."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

TIME_ATTRIBUTES = frozenset(
    ["datetime", "content", "title", "data-time", "data-timestamp", "data-utime", "data-posted-at"]
)
_SECONDS = re.compile(r"(?:\S+ )?(\d{9,10})(?:\d{3})?$")
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$")


def machine_time(attributes: Mapping[str, str]) -> str | None:
    """Return the time that an element's attributes state, as written, or None.

    Seconds since 1970 stand in data-time (XenForo 1, Discourse) and, after another time, in title (Hacker News); a
    title counts only where it is such a time, content only beside itemprop.
    """
    if written := attributes.get("datetime"):
        return written
    for name in ("data-time", "data-timestamp", "data-utime", "data-posted-at"):
        if (written := attributes.get(name)) and iso_time(written):
            return written
    if "date" in attributes.get("itemprop", "").lower() and (written := attributes.get("content")):
        return written
    title = attributes.get("title", "")
    return title if iso_time(title) else None


def iso_time(written: str | None) -> str | None:
    """Return a machine-readable time that names its offset, else None: an offset is not the reader's to guess.

    >>> iso_time("2020-01-02 03:04:05Z"), iso_time("1577934245"), iso_time("2020-01-02 03:04")
    ('2020-01-02T03:04:05+00:00', '2020-01-02T03:04:05+00:00', None)
    """
    if written is None:
        return None
    exact = written.strip()
    if seconds := _SECONDS.match(exact):
        return datetime.fromtimestamp(int(seconds.group(1)), UTC).isoformat()
    if not _ISO.match(exact) or not _is_time(exact):
        return None
    exact = exact.replace(" ", "T")
    if exact.endswith("Z"):
        return exact[:-1] + "+00:00"
    if re.search(r"[+-]\d{4}$", exact):
        return f"{exact[:-2]}:{exact[-2:]}"
    return exact if re.search(r"[+-]\d\d:\d\d$", exact) else None


def _is_time(written: str) -> bool:
    """Return whether numbers in the shape of a time are one: no thirteenth month, no 25th hour."""
    try:
        datetime.fromisoformat(written)
    except ValueError:
        return False
    return True
