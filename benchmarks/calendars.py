"""What calendars cost beside the `holidays` package that they stand on.

Law: answers first: the days off that both know of are the same, but for what `EXPLAINED` tells. Modules are
loaded, and names met before are known as the package's translations are; every remembered day is forgotten
before each turn.

    python benchmarks/calendars.py [--smoke]
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

import holidays

from measure import AnswersDiffer, Bar, Contender, Figure, How, alone, take_turns, taken
from overlap import HolidayCalendar
from overlap.adapters import package_days
from overlap.core.civil import date_of, day_of
from overlap.errors import CoarsePlaceWarning

TITLE = "Calendars"
ASKED = """The days off of 50 countries over 2025 to 2027: of ours with rest days, half days and swap days
known, of the `holidays` package its public category alone. Then every date of the three years is looked up.
Every remembered day is forgotten before each turn; the package is loaded."""
PACKAGES = ("holidays",)

YEARS = (2025, 2026, 2027)
WHOLE = Bar("what is added to the package's days may cost a third of them", most=1.3, of="share")
ONE = Bar("who works when asks for the same dates again and again", most=0.25, of="share")

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


EXPLAINED = {
    "EG": "corrected from the cabinet's announcements",
    "KE": "corrected from the gazette",
    "SE": "the package's de facto days, on which offices are shut",
}
"""Places where the days differ on purpose."""


def figures(how: How) -> Iterator[Figure]:
    """The days of all places, and one date."""
    places = PLACES[:6] if how.smoke else PLACES
    warnings.simplefilter("ignore", CoarsePlaceWarning)
    told = differences(places)
    unexplained = {place: dates for place, dates in told.items() if place not in EXPLAINED}
    if unexplained:
        dates = "; ".join(f"{place}: {', '.join(map(str, dates))}" for place, dates in unexplained.items())
        raise AnswersDiffer(f"days off that nothing explains, {dates}")
    size = f"{len(places)} places, {len(YEARS)} years"
    english, plain = "holidays, public days, names in English", "holidays, public days"
    times = take_turns(
        [
            Contender("overlap", lambda: ours(places)),
            Contender(english, lambda: package(places, "en_US")),
            Contender(plain, lambda: package(places, None)),
        ],
        how,
    )
    own = times["overlap"]
    yield taken("Days off", size, "overlap", own)
    yield taken("Days off", size, english, times[english], ours=own)
    yield taken("Days off", size, plain, times[plain], ours=own, bar=WHOLE)

    dates = [date(YEARS[0], 1, 1) + timedelta(day) for day in range(365 * len(YEARS))]
    rounds = 2 if how.smoke else 20
    mine, theirs = lookups(dates, rounds)
    each = rounds * len(dates)
    times = take_turns(
        [
            Contender("overlap, status", mine, questions=each),
            Contender("holidays, is_working_day", theirs, questions=each),
        ],
        how,
    )
    own, other = times.values()
    size = f"each of {len(dates):,} dates"
    yield taken("One date", size, "overlap, status", own, unit="us")
    yield taken("One date", size, "holidays, is_working_day", other, unit="us", ours=own, bar=ONE)


if __name__ == "__main__":
    sys.exit(alone(sys.modules[__name__]))
