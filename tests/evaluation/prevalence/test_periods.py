"""Days, weeks and months of posts."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.evaluation.prevalence.periods import NO_DAY, PERIODS, day_of, period_rows

EPOCH = date(1970, 1, 1)


def _days(*dates):
    return np.array([day_of(day) for day in dates], dtype=np.int32)


@pytest.mark.parametrize(
    ("period", "names"),
    [
        ("day", ["2024-12-29", "2024-12-30", "2025-01-01", None]),
        ("week", ["2024-W52", "2025-W01", None]),
        ("month", ["2024-12", "2025-01", None]),
    ],
)
def test_names(period, names):
    """ISO weeks belong to the year of their Thursday; posts without a time come last."""
    day = _days("2025-01-01", None, "2024-12-30", "2024-12-29")
    assert [name for name, _ in period_rows(day, period)] == names


@given(st.lists(st.dates(date(1, 1, 1), date(9999, 12, 31)) | st.none(), max_size=20), st.sampled_from(PERIODS))
def test_every_row_is_in_one_period(dates, period):
    """In the one that Python's own calendar says, periods in order of time."""
    formats = {"day": "%Y-%m-%d", "week": "%G-W%V", "month": "%Y-%m"}
    day = np.array([NO_DAY if known is None else (known - EPOCH).days for known in dates], dtype=np.int32)
    found = list(period_rows(day, period))
    assert sorted(row for _, rows in found for row in rows.tolist()) == list(range(len(dates)))
    for name, rows in found:
        for row in rows.tolist():
            known = dates[row]
            if name is None or known is None:
                assert known is name is None
            elif known.year > 999:
                assert known.strftime(formats[period]) == name
    firsts = [day[rows].min() for name, rows in found if name is not None]
    assert firsts == sorted(firsts)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-03-14T23:30:00-01:00", date(2026, 3, 15)),
        ("2026-03-14T23:30:00+00:00", date(2026, 3, 14)),
        ("2026-03-14T00:30:00+02:00", date(2026, 3, 13)),
        ("2026-03-14T23:30", date(2026, 3, 14)),
        ("2026-03-14", date(2026, 3, 14)),
    ],
)
def test_days_are_those_of_utc(written, day):
    """A time without an offset is taken as it stands."""
    assert EPOCH + timedelta(days=day_of(written)) == day


@pytest.mark.parametrize("written", [None, "", "yesterday", "2026-13-01", "9999-12-31T23:30:00-10:00"])
def test_no_time(written):
    """What is no time has no day."""
    assert day_of(written) == NO_DAY
