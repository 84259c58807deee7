"""The times that a page states for machines."""

from collections.abc import Mapping

from classifier.threads.times import iso_time

TIME_ATTRIBUTES = frozenset(
    ["datetime", "content", "title", "data-time", "data-timestamp", "data-utime", "data-posted-at"]
)


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
