"""What calendars cost beside the `holidays` package that they stand on.

Law: answers first: the days off that both know of are the same. Then CPU time, medians of turns taken
in alternation, garbage collector off. Modules are loaded, and names met before are known as the
package's translations are; every remembered day is forgotten before each turn. Status 1 if a bar is missed.

    python benchmarks/calendars.py [--smoke]
"""

from __future__ import annotations

import argparse
import platform
import sys
import warnings
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from importlib.metadata import version

import holidays

from overlap import HolidayCalendar
from overlap.adapters import package_days
from overlap.core.civil import date_of, day_of
from overlap.errors import CoarsePlaceWarning
from turns import turns

__all__ = ["main"]

YEARS = (2025, 2026, 2027)
MOST_YEAR_RATIO = 1.3
"""Our days off of 50 places and 3 years, in times of the package's public category alone."""

MOST_LOOKUP_SHARE = 0.25
"""Our status of a date, as a share of the package's `is_working_day`."""

PLACES = (
    *("AE", "AR", "AT", "AU", "BE", "BR", "CA", "CH", "CL", "CO", "CZ", "DE", "DK", "EG", "ES", "FI", "FR"),
    *("GB", "GR", "HK", "HU", "ID", "IE", "IL", "IN", "IT", "JP", "KE", "KR", "MX", "MY", "NG", "NL", "NO"),
    *("NZ", "PE", "PH", "PK", "PL", "PT", "RO", "SA", "SE", "SG", "TH", "TR", "TW", "US", "VN", "ZA"),
)
"""Where teams sit: every continent, every way of setting dates."""


def ours(places: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """The days off of calendars made anew, in days since 1970."""
    package_days._kept.clear()
    first, end = day_of(date(YEARS[0], 1, 1)), day_of(date(YEARS[-1] + 1, 1, 1))
    return {place: HolidayCalendar(place).exceptions(first, end).off for place in places}


def package(places: Sequence[str], language: str | None) -> dict[str, list[date]]:
    """The public days that the package lists, from objects made anew."""
    return {
        place: sorted(holidays.country_holidays(place, years=YEARS, language=language)) for place in places
    }


def differences(places: Sequence[str]) -> dict[str, list[date]]:
    """Dates on which the two differ, by place: known faults of the package, estimates it places elsewhere."""
    mine, theirs = ours(places), package(places, "en_US")
    found = {}
    for place in places:
        listed = {on for on in theirs[place] if on.year in YEARS}
        found[place] = sorted(listed.symmetric_difference(map(date_of, mine[place])))
    return {place: dates for place, dates in found.items() if dates}


def lookups(dates: Sequence[date], rounds: int) -> tuple[Callable[[], None], Callable[[], None]]:
    """Every date looked up many times, of a calendar and of the package."""
    calendar, listed = HolidayCalendar("US"), holidays.country_holidays("US", years=YEARS)
    calendar.days(dates[0], dates[-1])
    status, is_working_day = calendar.status, listed.is_working_day

    def of_ours() -> None:
        for _ in range(rounds):
            for on in dates:
                status(on)

    def of_package() -> None:
        for _ in range(rounds):
            for on in dates:
                is_working_day(on)

    of_ours()
    return of_ours, of_package


def main(argv: Sequence[str] | None = None) -> int:
    """Compares, measures and judges; status 1 if answers differ or a bar is missed."""
    parser = argparse.ArgumentParser(description="CPU time of calendars beside the holidays package")
    parser.add_argument("--smoke", action="store_true", help="few places, one turn: only that it runs")
    smoke = parser.parse_args(argv).smoke
    places = PLACES[:6] if smoke else PLACES
    count = 1 if smoke else 15

    warnings.simplefilter("ignore", CoarsePlaceWarning)
    told = differences(places)
    unexplained = {place: dates for place, dates in told.items() if place not in EXPLAINED}
    for place, dates in told.items():
        print(f"{place} differs on {', '.join(map(str, dates))}: {EXPLAINED.get(place, 'why?')}")
    if unexplained:
        return 1
    own, english, plain = turns(
        [lambda: ours(places), lambda: package(places, "en_US"), lambda: package(places, None)], count
    )
    size = f"{len(places)} places, {len(YEARS)} years"
    print(
        f"holidays {version('holidays')}  python {platform.python_version()}  {platform.machine()}\n"
        f"days off of {size}: overlap {own * 1e3:.1f} ms; package, public days in English "
        f"{english * 1e3:.1f} ms (x{own / english:.2f}), in its default language {plain * 1e3:.1f} ms "
        f"(x{own / plain:.2f})"
    )
    dates = [date(YEARS[0], 1, 1) + timedelta(day) for day in range(365 * len(YEARS))]
    rounds = 2 if smoke else 20
    mine, theirs = turns(lookups(dates, rounds), count)
    each = rounds * len(dates)
    print(
        f"a date: overlap status {mine / each * 1e6:.3f} us; package is_working_day "
        f"{theirs / each * 1e6:.3f} us (share {mine / theirs:.2f})"
    )
    if smoke:
        return 0
    passed = own / plain < MOST_YEAR_RATIO and mine / theirs <= MOST_LOOKUP_SHARE
    print(
        f"{'PASS' if passed else 'FAIL'}: bars x{MOST_YEAR_RATIO} (default language) and {MOST_LOOKUP_SHARE}"
    )
    return 0 if passed else 1


EXPLAINED = {
    "EG": "corrected from the cabinet's announcements",
    "KE": "corrected from the gazette",
    "SE": "the package's de facto days, on which offices are shut",
}
"""Places where the days differ on purpose."""

if __name__ == "__main__":
    sys.exit(main())
