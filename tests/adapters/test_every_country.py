"""Every country's working days beside those of the `holidays` package: only what is meant differs."""

from __future__ import annotations

import warnings
from datetime import date

import holidays
import pytest

from overlap.adapters.statutory import HolidayCalendar
from overlap.adapters.statutory_corrections import NOBODY, WEEKENDS
from overlap.errors import CoarsePlaceWarning

FIRST, LAST = date(2024, 1, 1), date(2027, 12, 31)

WORKED_OTHERWISE = {
    "EG": "three days off of 2025 from the cabinet's announcements",
    "KE": "three gazetted days off of 2023 to 2025",
    "SE": "de facto days, on which offices are shut",
}

COUNTRIES = sorted(code for code in holidays.list_supported_countries() if len(code) == 2)


def differing(code: str) -> list[date]:
    """Dates whose working day is not the package's."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CoarsePlaceWarning)
        calendar = HolidayCalendar(code)
    first, last = max(FIRST, calendar.table.known_from), min(LAST, calendar.table.known_until)
    if first > last:
        return []
    years = range(first.year, last.year + 1)
    listed = holidays.country_holidays(code, years=years, expand=False, language="en_US")
    return [
        day.date
        for day in calendar.days(first, last)
        if (day.status not in ("off", "weekend")) != listed.is_working_day(day.date)
    ]


@pytest.mark.parametrize("code", [code for code in COUNTRIES if code not in NOBODY])
def test_working_days_are_the_packages_where_nothing_is_corrected(code: str) -> None:
    found = differing(code)
    if code in WORKED_OTHERWISE:
        assert 0 < len(found) < 30, WORKED_OTHERWISE[code]
    elif code in WEEKENDS:
        assert {day.weekday() for day in found} <= {4, 5, 6}
    else:
        assert found == []


def test_nearly_every_country_was_asked() -> None:
    assert len(COUNTRIES) > 240
