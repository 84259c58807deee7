"""Days, weeks and months of posts, in UTC."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Period = Literal["day", "week", "month"]
PERIODS: tuple[Period, ...] = ("day", "week", "month")

NO_DAY = np.iinfo(np.int32).min
"""In place of a day: the post's time is not known."""

_EPOCH = date(1970, 1, 1)


def day_of(posted_at: str | None) -> int:
    """Return the days from 1970-01-01 to a time in ISO 8601, NO_DAY where it is none; without offset it is UTC.

    >>> day_of("1970-01-02T23:30:00-01:00"), day_of("1970-01-02"), day_of("yesterday") == NO_DAY
    (2, 1, True)
    """
    if posted_at is None:
        return NO_DAY
    try:
        moment = datetime.fromisoformat(posted_at)
        if moment.tzinfo is not None:
            moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return NO_DAY
    return (moment.date() - _EPOCH).days


def period_rows(day: NDArray[np.int32], period: Period) -> Iterator[tuple[str | None, NDArray[np.int64]]]:
    """Yield (name, rows) of each period that has posts, in order; last, named None, the rows without a time.

    Names are 2026-03-14, 2026-W11 (ISO weeks) and 2026-03.
    """
    known = np.flatnonzero(day != NO_DAY)
    starts = _starts(day[known].astype(np.int64), period)
    order = np.argsort(starts, kind="stable")
    kinds, first = np.unique(starts[order], return_index=True)
    for start, rows in zip(kinds.tolist(), np.split(known[order], first[1:]), strict=False):
        yield _name(_EPOCH + timedelta(days=start), period), rows
    unknown = np.flatnonzero(day == NO_DAY)
    if len(unknown):
        yield None, unknown


def _starts(day: NDArray[np.int64], period: Period) -> NDArray[np.int64]:
    """Return the first day of each day's period."""
    if period == "day":
        return day
    if period == "week":
        # 1970-01-01 was a Thursday; ISO weeks begin on Mondays.
        return day - (day + 3) % 7
    return day.astype("datetime64[D]").astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


def _name(start: date, period: Period) -> str:
    if period == "day":
        return start.isoformat()
    if period == "month":
        return start.isoformat()[:7]
    year, week, _ = start.isocalendar()
    return f"{year}-W{week:02d}"
