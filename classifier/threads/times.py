"""A written time that names its offset -> ISO 8601."""

import re
from datetime import UTC, datetime

from classifier.threads.pattern import Pattern

_SECONDS = Pattern(r"(?:\S+ )?(\d{9,10})(?:\d{3})?$")
_ISO = Pattern(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$")


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
