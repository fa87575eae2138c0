"""Statutory holidays of countries, their subdivisions and markets, from the `holidays` package.

Law: the package is asked for one place, one category and one year at a time, under one lock; its
answer becomes an immutable tuple at once and its mutable object is thrown away, so neither
threads nor languages nor the order of questions can change a day. Where its data end, end thin
out or are known to be wrong, the tables below say so: a date without data is an error later, in
`Calendar`, and never "working". Nothing of it is imported before the first place is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple

from overlap.adapters.places import folded
from overlap.core.civil import parse_date, parse_weekdays
from overlap.core.tzif import FIRST_YEAR, LAST_YEAR
from overlap.errors import BadHoliday, BeyondData, UnknownPlace
from overlap.people.calendars import Calendar, Entry, Status

if TYPE_CHECKING:
    from holidays import HolidayBase

__all__ = ["PlaceTable", "holiday_calendar", "place_table"]

_KNOWN_UNTIL: Final[Mapping[str, date]] = {
    # Measured with holidays 0.109: the last year before listed days vanish for good.
    "BT": date(2035, 12, 31),  # Dassain: the package's Hindu tables end
    "FJ": date(2035, 12, 31),  # Diwali, the same tables
    "GY": date(2035, 12, 31),  # Diwali and Holi, the same tables
    "ID": date(2050, 12, 31),  # Day of Silence
    "IN": date(2035, 12, 31),  # "available only from 2001 to 2035", says its warning
    "MU": date(2035, 12, 31),  # Maha Shivaratri, Diwali, Ugadi, Ganesh Chaturthi
    "NP": date(2035, 12, 31),  # from 26 days a year to 6
    "NZ": date(2052, 12, 31),  # Matariki: Te Kāhui o Matariki Public Holiday Act 2022, schedule 1
    "SR": date(2035, 12, 31),  # Holi
    "UA": date(2022, 3, 14),  # no public holidays since Law 2136-IX of 2022-03-15; employers may close
    "US-CA": date(2035, 12, 31),  # Diwali, a state holiday there from 2026
    "XBOM": date(2035, 12, 31),  # seven moon-based days, among them both of Diwali
    "XNSE": date(2035, 12, 31),  # the same
    "XNZE": date(2052, 12, 31),  # Matariki, as for the country
}
"""Ends of the data that the package does not state; LK ends in 2026 and says so itself."""

_KNOWN_FROM: Final[Mapping[str, date]] = {
    "IN": date(2001, 1, 1),  # the same warning
    "MO": date(1985, 1, 1),  # no day at all is listed for 1982 to 1984
}
"""Beginnings of the data that the package does not state."""

_NOBODY: Final = frozenset({"BV", "HM", "IO"})
"""Territories for which the package has a class without any day: no inhabitants, no calendar."""

_SAT_SUN: Final = frozenset({5, 6})
_FRI_SAT: Final = frozenset({4, 5})

_WEEKENDS: Final[Mapping[str, frozenset[int]]] = {
    "LY": _FRI_SAT,  # the package says Sat-Sun; CLDR 48 and jollyday say Fri-Sat
    "MR": _SAT_SUN,  # Fri-Sat in the package; moved on 2014-10-01 (AFP, CLDR 48)
    "PS": _FRI_SAT,  # the package says Sat-Sun; jollyday
    # One legal rest day; offices rest on both, and a meeting on a Saturday helps nobody.
    "AI": _SAT_SUN,
    "CD": _SAT_SUN,
    "HK": _SAT_SUN,
    "KN": _SAT_SUN,
    "NE": _SAT_SUN,
    "NP": _SAT_SUN,  # government Saturday only; CLDR 48 and exporting firms Sat-Sun
    "PY": _SAT_SUN,
    "TK": _SAT_SUN,
    "VE": _SAT_SUN,
}
"""Rest days of offices where the package has others."""

_SAMPLED_WEEK: Final = date(2026, 6, 1)
"""A Monday: rest days are those of this week, which is after the last change (Johor, 2025)."""

_GOVERNMENT_IS_OFF: Final = frozenset(
    f"IN-{state}" for state in ("AP", "BR", "CG", "JH", "ML", "MN", "MP", "OD", "TS")
)
"""States whose official list of days off stands in the package's government category."""

_ARRANGED_YEARLY: Final[Mapping[str, str]] = {"CN": "CN", "XSHG": "CN", "XSHE": "CN"}
"""Places whose days a country sets each November with its swap days; before that they are guesses."""

_FIRST_ARRANGED: Final = 2008
"""China arranges its days with swap days each year from 2008 on."""

_GENERIC_DIWALI: Final[Mapping[str, int]] = {"KE": 2025, "MY": 2028, "SG": 2028, "SR": 2036, "TT": 2028}
"""Where, and from which year on, Diwali comes from a table nobody announced."""

_ONE_MOON_LATE: Final[Mapping[date, date]] = {
    date(2025, 11, 19): date(2025, 10, 20),
    date(2028, 11, 15): date(2028, 10, 17),
}
"""Days on which that table is a lunar month late: the new moon of Kartika is the one before, as
the lists of India, Mauritius and Nepal have it."""

_CORE: Final = ("public", "de_facto", "half_day", "optional", "government", "bank")
"""Categories in order of weight; others follow by name."""

_ESTIMATED: Final = re.compile(r" \((?:(.+), )?estimated\)")
_LONGEST_CODE: Final = 3
"""Letters of a country code at most; codes are read as they stand, names without punctuation."""

_ISO_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_DIWALI: Final = re.compile("diwali|deepavali|divali", re.IGNORECASE)

_NAMED_YEARS: Final = (*range(2026, 2036), *range(2025, 2014, -1))
"""Where a name to include or exclude must be listed at least once, nearest years first."""

_LOCK: Final = Lock()
"""Guards every use of the package: its objects share state while they fill."""


class _Place(NamedTuple):
    """A place the package knows: its canonical spelling, and how the package is asked for it."""

    code: str
    entity: str
    subdivision: str | None
    is_market: bool


class _Facts(NamedTuple):
    """What holds for all years of a place."""

    categories: tuple[str, ...]
    weekend: frozenset[int]
    known_from: date
    known_until: date


@dataclass(frozen=True, slots=True)
class PlaceTable:
    """The statutory days of one or several places; a `StatutoryTable`.

    Tables of the same places are equal values. Days of several places are united: a day off in
    one of them is in the table.

    Attributes:
        places: Canonical spelling, such as "PH", "IN-KA" or "market:XNYS".
        weekend: Weekday numbers of the rest days of the first place, 0 for Monday.
        known_from: The first date that all places know.
        known_until: The last date that all places know, at most 2099-12-31.
    """

    places: tuple[str, ...]
    weekend: frozenset[int]
    known_from: date
    known_until: date

    def entries(self, year: int) -> tuple[Entry, ...]:
        """The named days of a year, of every category and place, by date.

        The package's categories are kept. The category "swap" is ours: a rest day that is worked
        in exchange for another, as announced. The package's "workday" is a named day that is
        worked. Neither is a day off.

        Raises:
            BeyondData: If no date of the year is known.
        """
        if not self.known_from.year <= year <= self.known_until.year:
            raise BeyondData(
                f"nothing is known of the holidays of {' and '.join(self.places)} in {year}",
                hint=f"the data run from {self.known_from.isoformat()} to {self.known_until.isoformat()}",
            )
        if len(self.places) == 1:
            return _entries(_place(self.places[0]), year)
        found = (entry for code in self.places for entry in _entries(_place(code), year))
        return tuple(sorted(found, key=lambda entry: entry.date))


def place_table(place: str | Sequence[str]) -> PlaceTable:
    """The statutory table of a place, or of several united.

    Args:
        place: See `holiday_calendar`.

    Raises:
        UnknownPlace: If there is no such place.
    """
    given = [place] if isinstance(place, str) else place
    if not isinstance(given, Sequence) or not given:
        raise UnknownPlace(f"{place!r} is not a place", hint=_HOW_TO_WRITE, field="place")
    places = tuple(dict.fromkeys(_place(one) for one in given))
    facts = [_facts(one) for one in places]
    return PlaceTable(
        tuple(one.code for one in places),
        facts[0].weekend,
        max(one.known_from for one in facts),
        min(one.known_until for one in facts),
    )


def holiday_calendar(
    place: str | Sequence[str],
    *,
    include: Iterable[str | date] = (),
    exclude: Iterable[str | date] = (),
    add: Iterable[tuple[str | date, str]] = (),
    move: Iterable[tuple[str | date, str | date]] = (),
    working: Iterable[tuple[str | date, str]] = (),
    weekend: Iterable[str] | None = None,
) -> Calendar:
    """The holiday calendar of a place with a team's edits on top.

    Args:
        place: A country ("PH", "Philippines"), a subdivision ("IN-KA", "IN-Karnataka") or a
            market ("market:XNYS"), in any case; or several, whose days are united. The rest days
            are then those of the first place.
        include: Names or parts of names of listed days that are off here, such as "carnival"; or
            dates.
        exclude: Names, parts of names or dates that are worked here.
        add: Dates that are off, each with its name.
        move: Listed days off and the dates on which they are observed instead.
        working: Dates that are worked, each with its name, even on a rest day.
        weekend: Weekday names of the rest days, such as ["fri", "sat"], if not the place's.

    Raises:
        UnknownPlace: If there is no such place; the hint names near ones.
        BadHoliday: If an edit cannot apply: a name is never listed there, a date to move is no
            day off, or two edits contradict each other.
        BadDate: If a text is no date.
        BadArgument: If a weekday is none.

    Example:
        >>> holiday_calendar("in-mh", include=["diwali"]).status("2026-11-08").name
        'Diwali'
    """
    table = place_table(place)
    included = _names_or_dates(include, "include")
    excluded = _names_or_dates(exclude, "exclude")
    _require_listed(table, included, "include")
    _require_listed(table, excluded, "exclude")
    added = _named_dates(add, "add")
    worked = _named_dates(working, "working")
    rest = table.weekend if weekend is None else parse_weekdays(_several(weekend, "weekend"), field="weekend")
    moved = tuple(
        (parse_date(old, field="move"), parse_date(new, field="move")) for old, new in _pairs(move, "move")
    )
    calendar = Calendar(table, included, excluded, added, (), worked, rest)
    for old, new in moved:
        if not table.known_from <= min(old, new) <= max(old, new) <= table.known_until:
            raise BadHoliday(
                f"{old.isoformat()} is moved to {new.isoformat()}, "
                f"but the data of {' and '.join(table.places)} "
                f"run from {table.known_from.isoformat()} to {table.known_until.isoformat()}",
                hint="move a day to a date that is known as well",
                field="move",
            )
        if calendar.status(old).status not in ("off", "part"):
            raise BadHoliday(
                f"{old.isoformat()} is moved, but it is no day off in {' and '.join(table.places)}",
                hint='use "add" for the new date, or "include" the day first',
                field="move",
            )
    return Calendar(table, included, excluded, added, moved, worked, rest) if moved else calendar


# The edits as they are written.


def _several(values: Iterable[object], field: str) -> tuple[object, ...]:
    if isinstance(values, (str, date)) or not isinstance(values, Iterable):
        raise BadHoliday(f"{values!r} is not a list", hint=f"write {field} = [...]", field=field)
    return tuple(values)


def _names_or_dates(values: Iterable[str | date], field: str) -> tuple[str | date, ...]:
    found: list[str | date] = []
    for value in _several(values, field):
        if isinstance(value, date):
            found.append(parse_date(value, field=field))
        elif not isinstance(value, str) or not value.strip():
            raise BadHoliday(
                f"{value!r} is neither the name of a day nor a date",
                hint='write a name such as "Diwali", or YYYY-MM-DD',
                field=field,
            )
        else:
            text = value.strip()
            found.append(parse_date(text, field=field) if _ISO_DATE.fullmatch(text) else text)
    return tuple(found)


def _pairs(values: Iterable[object], field: str) -> Iterable[tuple[str | date, str | date]]:
    for value in _several(values, field):
        if isinstance(value, str) or not isinstance(value, Sequence) or len(value) != 2:
            what = "date to date" if field == "move" else "date and name"
            raise BadHoliday(f"{value!r} is not a pair of {what}", hint="write both", field=field)
        yield value[0], value[1]


def _named_dates(values: Iterable[object], field: str) -> tuple[tuple[date, str], ...]:
    found: list[tuple[date, str]] = []
    for on, name in _pairs(values, field):
        if not isinstance(name, str) or not name.strip():
            raise BadHoliday(f"{name!r} is not a name", hint="say why the day differs", field=field)
        found.append((parse_date(on, field=field), name.strip()))
    return tuple(found)


def _require_listed(table: PlaceTable, wanted: tuple[str | date, ...], field: str) -> None:
    """Refuse a name that no listed day carries: it would silently do nothing."""
    missing = {name.casefold(): name for name in wanted if isinstance(name, str)}
    if not missing:
        return
    listed: dict[str, str] = {}
    for year in _NAMED_YEARS:
        if table.known_from.year <= year <= table.known_until.year:
            listed.update((entry.name.casefold(), entry.name) for entry in table.entries(year))
            for low in [low for low in missing if any(low in name for name in listed)]:
                del missing[low]
            if not missing:
                return
    from difflib import get_close_matches

    low, name = next(iter(missing.items()))
    near = [listed[match] for match in get_close_matches(low, listed, n=3, cutoff=0.6)]
    places = " and ".join(table.places)
    raise BadHoliday(
        f'no day of {places} is called "{name}"',
        hint=f"did you mean {_either(near)}?" if near else 'give it a date with "add"',
        field=field,
    )


# The places as they are written.

_HOW_TO_WRITE: Final = (
    'write a country such as "PH", a subdivision such as "IN-KA" or a market such as "market:XNYS"'
)

_ALSO: Final[Mapping[str, str]] = {
    "america": "US",
    "britain": "GB",
    "burma": "MM",
    "capeverde": "CV",
    "czechia": "CZ",
    "czechrepublic": "CZ",
    "cotedivoire": "CI",
    "easttimor": "TL",
    "greatbritain": "GB",
    "holland": "NL",
    "hongkongsar": "HK",
    "ivorycoast": "CI",
    "korearepublicof": "KR",
    "macau": "MO",
    "macao": "MO",
    "russianfederation": "RU",
    "turkey": "TR",
    "turkiye": "TR",
    "uae": "AE",
    "unitedstatesofamerica": "US",
    "vietnam": "VN",
}
"""Names in use that the package does not have as a class name."""


@lru_cache(maxsize=1)
def _countries() -> tuple[dict[str, str], dict[str, str]]:
    """Code by folded code or name, and the name of each code."""
    from holidays.registry import COUNTRIES

    codes: dict[str, str] = {}
    names: dict[str, str] = {}
    for module, (_, code, *others) in COUNTRIES.items():
        if code in _NOBODY:
            continue
        names[code] = module.replace("_", " ").title().replace(" And ", " and ").replace(" Of ", " of ")
        for text in (code, module, *(other for other in others if not other.startswith("Holidays"))):
            codes.setdefault(folded(text), code)
    for text, code in _ALSO.items():
        codes.setdefault(text, code)
    return codes, names


@lru_cache(maxsize=1)
def _markets() -> dict[str, _Place]:
    """Markets by code, alias or name, folded; Euronext's cities are subdivisions of one entity."""
    from holidays.registry import FINANCIAL

    found: dict[str, _Place] = {}
    for module, (_, code, *others) in FINANCIAL.items():
        whole = _Place(f"market:{code}", code, None, True)
        for text in (code, module, *others):
            is_city = code == "ENX" and text in others
            place = _Place(f"market:{text}", code, text, True) if is_city else whole
            found.setdefault(folded(text), place)
    return found


def _place(text: str) -> _Place:
    """The place a text means.

    Raises:
        UnknownPlace: If there is none.
    """
    if not isinstance(text, str) or not folded(text):
        raise UnknownPlace(f"{text!r} is not a place", hint=_HOW_TO_WRITE, field="place")
    return _find(text.strip())


@lru_cache(maxsize=1024)
def _find(text: str) -> _Place:
    with _LOCK:
        prefix, colon, rest = text.partition(":")
        if colon and folded(prefix) == "market":
            market = _markets().get(folded(rest))
            if market is None:
                raise _unknown(text, _near(rest, {key: one.code for key, one in _markets().items()}))
            return market
        codes, names = _countries()
        head, dash, rest = text.partition("-")
        country = codes.get(head.casefold()) if len(head) <= _LONGEST_CODE else None
        if dash and country is not None:  # "AR-E" is in Argentina, never the code "AE" with a dash
            return _subdivision(text, country, rest, names[country])
        country = codes.get(folded(text)) if len(text) > _LONGEST_CODE else country
        if country is not None and not text.endswith("-"):
            return _Place(country, country, None, False)
        for split in (at for at, letter in enumerate(text) if letter == "-"):
            country = codes.get(folded(text[:split])) if split > _LONGEST_CODE else None
            if country is not None:
                return _subdivision(text, country, text[split + 1 :], names[country])
        market = _markets().get(folded(text))
        if market is not None:
            raise _unknown(text, [market.code])
        raise _unknown(text, _homonyms(text) or _near_countries(text, codes, names))


def _subdivision(text: str, country: str, rest: str, name: str) -> _Place:
    codes = _subdivisions(country)
    code = codes.get(rest.strip().casefold()) or codes.get(folded(rest))
    if code is not None:
        return _Place(f"{country}-{code}", country, code, False)
    if not codes:
        raise UnknownPlace(
            f'"{text}" is not a place with holidays of its own: {name} is not divided',
            hint=f'write "{country}"',
            field="place",
        )
    near = _near(rest, {low: f"{country}-{one}" for low, one in codes.items()})
    if near:
        raise _unknown(text, near)
    raise UnknownPlace(
        f'"{text}" is not a place with a holiday calendar',
        hint=f"subdivisions of {name} are {', '.join(dict.fromkeys(codes.values()))}",
        field="place",
    )


def _subdivisions(country: str) -> dict[str, str]:
    """Subdivision codes by code and by name, lower case and folded; the codes themselves win."""
    entity = _entity(_Place(country, country, None, False))
    found = {code.casefold(): code for code in entity.subdivisions}
    for alias, code in entity.subdivisions_aliases.items():
        found.setdefault(alias.casefold(), code)
        found.setdefault(folded(alias), code)
    return found


def _near_countries(text: str, codes: Mapping[str, str], names: Mapping[str, str]) -> list[str]:
    """Countries with a name or code like the text, as "CODE (Name)"."""
    return [f"{code} ({names[code]})" for code in _near(text, codes)]


def _near(text: str, codes: Mapping[str, str]) -> list[str]:
    """Places with a name or code like the text, best first."""
    from difflib import get_close_matches

    wanted = folded(text)
    if len(wanted) < 3:  # every two-letter code is like a dozen others
        return []
    matches = get_close_matches(wanted, codes, n=6, cutoff=0.6)
    return list(dict.fromkeys(codes[match] for match in matches))[:3]


def _homonyms(text: str) -> list[str]:
    """Subdivisions of any country with this very name: "Karnataka" gives "IN-KA"."""
    wanted = folded(text)
    if len(wanted) < 4:  # codes; "KA" would match a dozen countries
        return []
    codes = dict.fromkeys(_countries()[0].values())
    return [f"{code}-{found}" for code in codes if (found := _subdivisions(code).get(wanted))][:3]


def _unknown(text: str, near: Sequence[str]) -> UnknownPlace:
    return UnknownPlace(
        f'"{text}" is not a place with a holiday calendar',
        hint=f"did you mean {_either(near)}?" if near else _HOW_TO_WRITE,
        field="place",
    )


def _either(names: Sequence[str]) -> str:
    quoted = [f'"{code}"{space}{rest}' for code, space, rest in (_named(name) for name in names)]
    return ", ".join(quoted[:-1]) + " or " + quoted[-1] if len(quoted) > 1 else quoted[0]


def _named(text: str) -> tuple[str, str, str]:
    code, space, rest = text.partition(" (")
    return (code, " ", f"({rest}") if space else (text, "", "")


# The package itself: only below this line, and only under the lock.


def _entity(place: _Place, *, year: int | None = None, category: str | None = None) -> HolidayBase:
    """A fresh object of the package, filled for at most one year and one category.

    `language` is always given: without it the package looks at the environment of the process.
    """
    import holidays

    read = holidays.financial_holidays if place.is_market else holidays.country_holidays
    return read(
        place.entity,
        subdiv=place.subdivision,
        years=year,
        expand=False,
        language="en_US",
        categories=category,
    )


def _facts(place: _Place) -> _Facts:
    with _LOCK:
        return _read_facts(place)


@lru_cache(maxsize=1024)
def _read_facts(place: _Place) -> _Facts:
    entity = _entity(place)
    week = (_SAMPLED_WEEK + timedelta(days) for days in range(7))
    weekend = _WEEKENDS.get(place.entity) or frozenset(
        day.weekday() for day in week if entity.is_weekend(day)
    )
    whole, part = place.entity, place.code
    known_from = date(max(entity.start_year, FIRST_YEAR), 1, 1)
    known_until = date(min(entity.end_year, LAST_YEAR), 12, 31)
    supported = sorted(
        entity.supported_categories,
        key=lambda name: (_CORE.index(name) if name in _CORE else len(_CORE), name),
    )
    return _Facts(
        tuple(supported),
        weekend,
        max(known_from, _KNOWN_FROM.get(whole, known_from)),
        min(known_until, _KNOWN_UNTIL.get(whole, known_until), _KNOWN_UNTIL.get(part, known_until)),
    )


def _entries(place: _Place, year: int) -> tuple[Entry, ...]:
    with _LOCK:
        return _read_year(place, year)


@lru_cache(maxsize=8192)
def _read_year(place: _Place, year: int) -> tuple[Entry, ...]:
    """The named days of a year, by date and then by weight of category."""
    guessed = _is_guessed(place, year)
    found: list[Entry] = []
    for category in _read_facts(place).categories:
        listed = _entity(place, year=year, category=category)
        effect: Status | None = None
        if category == "government" and place.code in _GOVERNMENT_IS_OFF:
            effect = "off"
        for on, names in listed.items():
            if on.year == year:
                found += (
                    _entry(place, Entry(on, name, category, place.code, effect, guessed))
                    for name in names.split("; ")
                )
        if category == "public":
            found += (
                Entry(on, "Swap day, worked", "swap", place.code)
                for on in listed.weekend_workdays
                if on.year == year
            )
    return tuple(sorted(found, key=lambda entry: entry.date))


def _entry(place: _Place, entry: Entry) -> Entry:
    """An entry with its "(estimated)" label read, and with a known error of date repaired."""
    estimated = _ESTIMATED.search(entry.name)
    if estimated:
        kept = f" ({estimated[1]})" if estimated[1] else ""
        name = entry.name[: estimated.start()] + kept + entry.name[estimated.end() :]
        entry = entry._replace(name=name, projected=True)
    first_generic = _GENERIC_DIWALI.get(place.entity)
    if first_generic is not None and entry.date.year >= first_generic and _DIWALI.search(entry.name):
        entry = entry._replace(date=_ONE_MOON_LATE.get(entry.date, entry.date), projected=True)
    return entry


def _is_guessed(place: _Place, year: int) -> bool:
    """Whether the year's days are still to be arranged: no swap day is announced yet."""
    arranging = _ARRANGED_YEARLY.get(place.entity)
    if arranging is None or year < _FIRST_ARRANGED:
        return False
    country = _entity(_Place(arranging, arranging, None, False), year=year, category="public")
    return not any(on.year == year for on in country.weekend_workdays)
