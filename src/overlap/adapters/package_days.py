"""The `holidays` package, asked for one place and one category at a time.

Law: every use is under one lock, and the answer becomes immutable tuples at once; the package's
mutable object is thrown away. So neither threads nor languages nor the order of questions nor the
years asked together can change a day. Nothing of the package is imported before the first place is
asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from overlap.adapters.corrected_days import CORRECTIONS, corrections_of
from overlap.adapters.festivals import FESTIVALS, festivals_of
from overlap.adapters.forking import forkable_lock
from overlap.adapters.half_days import base_name, minutes_off
from overlap.adapters.statutory_corrections import (
    ARRANGED_UNTIL,
    ARRANGED_WITH,
    COMPUTED_MOONS,
    COMPUTED_VESAK,
    GENERIC_DIWALI,
    GOVERNMENT_IS_OFF,
    KNOWN_FROM,
    KNOWN_UNTIL,
    MOONS_ANNOUNCED,
    MOONS_ANNOUNCED_ELSEWHERE,
    ONE_MOON_LATE,
    OTHER_MOONS,
    WEEKENDS,
    WEEKENDS_SETTLED,
)
from overlap.core.packages import LEAST_HOLIDAYS, check_version, damaged
from overlap.core.tzif import FIRST_YEAR, LAST_YEAR
from overlap.people.days import EFFECTS, SWAP, Entry, Status, Weekends
from overlap.people.names import folded

if TYPE_CHECKING:
    from holidays import HolidayBase

__all__ = [
    "LOCK",
    "Facts",
    "Place",
    "entity_of",
    "entries_of",
    "facts_of",
    "forget",
    "names_in",
    "weekends_of",
]

_CORE: Final = ("public", "de_facto", "half_day", "optional", "government", "bank")
"""Categories in order of weight; others follow by name."""

_DELIMITER: Final = "; "
"""Between the names of days that fall together."""

_ESTIMATED: Final = re.compile(r" \((?:(.+), )?estimated\)")
_SWAP_NAME: Final = "Swap day, worked"
_SWAP_KEYS: Final = frozenset({"swapdayworked"})
_CORRECTED: Final = frozenset(row.place for row in CORRECTIONS)

_UNTYPED: Final = frozenset({"-"})
"""The key of a day that no edit can name: folded names hold no dash."""

_LAST_CHANGE: Final = 2036
"""Rest days are looked at until here: no later change is in the package."""

_BY_DATE: Final = itemgetter(0)

_ROW_OF_A_DAY: Final = 3
"""Month, day and name: the package's longer rows are days off in exchange for worked ones."""

_YEARS_KEPT: Final = 20_000
"""Years of a place and a category that are remembered: every country for thirty years, some 40 MB at most."""

LOCK: Final = forkable_lock()
"""Guards every use of the package and what is remembered: its objects share state while they fill."""

_kept: Final[dict[tuple[str, str, int], tuple[Entry, ...]]] = {}
"""Days by place, category and year, oldest first; read and written under the lock only."""


class Place(NamedTuple):
    """A place the package knows: its canonical spelling, and how the package is asked for it."""

    code: str
    entity: str
    subdivision: str | None


class Facts(NamedTuple):
    """What holds for all years of a place.

    Attributes:
        categories: Of its named days, the weightiest first.
        known_from: The first date with data.
        known_until: The last date with data.
        announced_until: The last date whose days off are settled.
        arranged_until: The last year whose yearly decree is known, or None without such decrees.
        languages: Those in which its days are named besides English.
        own_language: That of the place, or None where the package names days in English only.
    """

    categories: tuple[str, ...]
    known_from: date
    known_until: date
    announced_until: date
    arranged_until: int | None
    languages: tuple[str, ...]
    own_language: str | None


class _Reading(NamedTuple):
    """What a listed name says of its day, whatever the date."""

    name: str
    is_estimated: bool
    is_moon: bool
    is_diwali: bool
    may_state_times: bool
    keys: frozenset[str]


def entity_of(
    place: Place,
    *,
    years: Iterable[int] = (),
    category: str | None = None,
    language: str = "en_US",
) -> HolidayBase:
    """A fresh object of the package, filled for some years and at most one category.

    `language` is always given: without it the package looks at the environment of the process.
    """
    return _class_of(place.entity)(
        subdiv=place.subdivision,
        years=years,
        expand=False,
        language=language,
        categories=category,
    )


@lru_cache(maxsize=512)
def _class_of(entity: str) -> type[HolidayBase]:
    """The package's class of a country or market; its own look-up by code costs a tenth of a reading."""
    found: type[HolidayBase] = getattr(package(), entity).get_entity()
    return found


@lru_cache(maxsize=1)
def package() -> Any:
    """The package, once it is known to be whole and not older than what its days were checked with.

    Raises:
        BrokenInstall: If it is not, or cannot be imported.
    """
    try:
        import holidays
        import holidays.registry

        version = str(holidays.version.__version__)
    except Exception as error:  # it may be there and fail in any way
        said = f"{type(error).__name__}: {error}"
        raise damaged(f"the package holidays cannot be used: {said}", "holidays") from error
    check_version("holidays", version, LEAST_HOLIDAYS)
    return holidays


def forget() -> None:
    """Forget every remembered day, so that the package is asked anew."""
    with LOCK:
        _kept.clear()
        for remembered in (
            _facts,
            _categories,
            _names_of_year,
            _weekends,
            _arranged_until,
            _readings,
            _moon_festivals,
        ):
            remembered.cache_clear()


# What holds for all years.


def facts_of(place: Place) -> Facts:
    """What holds for all years of a place."""
    with LOCK:
        return _facts(place)


@lru_cache(maxsize=1024)
def _facts(place: Place) -> Facts:
    kind = _class_of(place.entity)
    whole, part = place.entity, place.code
    known_from = date(max(kind.start_year, FIRST_YEAR), 1, 1)
    known_until = date(min(kind.end_year, LAST_YEAR), 12, 31)
    known_until = min(known_until, KNOWN_UNTIL.get(whole, known_until), KNOWN_UNTIL.get(part, known_until))
    arranging = ARRANGED_WITH.get(whole, whole)
    arranged = _arranged_until(arranging) if arranging in ARRANGED_UNTIL else None
    return Facts(
        categories=_categories(place),
        known_from=max(known_from, KNOWN_FROM.get(whole, known_from)),
        known_until=known_until,
        announced_until=known_until if arranged is None else min(known_until, date(arranged, 12, 31)),
        arranged_until=arranged,
        languages=tuple(sorted(kind.supported_languages)),
        own_language=kind.default_language,
    )


@lru_cache(maxsize=1024)
def _categories(place: Place) -> tuple[str, ...]:
    supported = _class_of(place.entity).supported_categories
    return tuple(
        sorted(supported, key=lambda name: (_CORE.index(name) if name in _CORE else len(_CORE), name))
    )


@lru_cache(maxsize=len(ARRANGED_UNTIL))
def _arranged_until(country: str) -> int:
    """The last year that a country has arranged."""
    return _last_arranged(country, entity_of(Place(country, country, None)))


def _last_arranged(country: str, listed: HolidayBase) -> int:
    """The last year that a country has arranged: what a newer package adds to the table has swap days."""
    last = ARRANGED_UNTIL[country]
    for year, days in getattr(listed, "special_public_holidays", {}).items():
        rows = days if days and isinstance(days[0], tuple) else (days,)
        if any(len(row) > _ROW_OF_A_DAY for row in rows):
            last = max(last, year)
    return last


def weekends_of(place: Place) -> Weekends:
    """The rest days of a place, by the date from which they hold."""
    with LOCK:
        return WEEKENDS.get(place.entity) or _weekends(place)


@lru_cache(maxsize=1024)
def _weekends(place: Place) -> Weekends:
    """Rest days as the package answers them date by date.

    A change shows on the first date that would be otherwise; it is dated from the first of that month
    where this makes no difference.
    """
    from holidays import HolidayBase

    kind = _class_of(place.entity)
    plain = getattr(HolidayBase, "_get_weekend", None)
    if plain is not None and getattr(kind, "_get_weekend", None) is plain:
        return ((date.min, frozenset(kind.weekend)),)  # one week for all time: the usual case
    is_rest_day = entity_of(place).is_weekend

    def week(first: date) -> frozenset[int]:
        days = (first + timedelta(at) for at in range(7))
        return frozenset(day.weekday() for day in days if is_rest_day(day))

    settled = WEEKENDS_SETTLED.get(place.entity)
    at = settled or date(FIRST_YEAR, 1, 1)
    found = [(date.min, week(at))]
    while at.year < _LAST_CHANGE:
        rest = found[-1][1]
        after = date(at.year + 1, 1, 1)
        if week(after) == rest:
            at = after
            continue
        while is_rest_day(at) == (at.weekday() in rest):
            at += timedelta(1)
        changed = week(at)
        since = at
        while since.day > 1:
            since -= timedelta(1)
            if is_rest_day(since) != (since.weekday() in changed):
                since = at
                break
        found.append((since, changed))
    return tuple(found)


# Named days.


def entries_of(
    place: Place, first_year: int, last_year: int, categories: frozenset[str] | None = None
) -> tuple[Entry, ...]:
    """The named days of whole years of a place, by date and then by weight of category.

    Args:
        place: The place.
        first_year: The first year.
        last_year: The last year, included.
        categories: Those asked for, "swap" among them; all of them if None.
    """
    years = range(first_year, last_year + 1)
    with LOCK:
        wanted = [name for name in _categories(place) if categories is None or name in categories]
        if categories is None or SWAP in categories:
            wanted.append(SWAP)
        parts = [_days(place, category, years) for category in wanted]
    found: list[Entry] = []
    for of_year in zip(*parts, strict=True):
        filled = [entries for entries in of_year if entries]
        found += filled[0] if len(filled) == 1 else sorted(chain.from_iterable(filled), key=_BY_DATE)
    return tuple(found)


def _days(place: Place, category: str, years: Sequence[int]) -> list[tuple[Entry, ...]]:
    """The days of a category, year by year: those not remembered are read together."""
    code = place.code
    found = {year: _kept.get((code, category, year)) for year in years}
    missing = [year for year, entries in found.items() if entries is None]
    if missing:
        span = range(missing[0], missing[-1] + 1)
        source = "public" if category == SWAP else category
        listed = entity_of(place, years=span, category=source)
        read = {source: _read(place, source, listed, span)}
        if source == "public":
            swaps = listed.weekend_workdays
            read[SWAP] = _by_year(span, [Entry(on, _SWAP_NAME, SWAP, code, keys=_SWAP_KEYS) for on in swaps])
        for name, by_year in read.items():
            for year, entries in by_year.items():
                entries.sort(key=_BY_DATE)
                _kept[code, name, year] = tuple(entries)
        found.update((year, _kept[code, category, year]) for year in span)
        while len(_kept) > _YEARS_KEPT:
            del _kept[next(iter(_kept))]
    return [entries for entries in found.values() if entries is not None]


def _by_year(span: range, entries: Iterable[Entry]) -> dict[int, list[Entry]]:
    """Entries by the years of a span; others are left out."""
    found: dict[int, list[Entry]] = {year: [] for year in span}
    for entry in entries:
        if entry.date.year in found:
            found[entry.date.year].append(entry)
    return found


def _read(place: Place, category: str, listed: HolidayBase, span: range) -> dict[int, list[Entry]]:
    """The entries of a category by year, with every known fault of the package repaired."""
    code, entity = place.code, place.entity
    if entity in ARRANGED_UNTIL:
        arranged_until = _last_arranged(entity, listed)
    else:
        arranged_until = _arranged_until(ARRANGED_WITH[entity]) if entity in ARRANGED_WITH else LAST_YEAR
    moons_until = MOONS_ANNOUNCED.get(entity, MOONS_ANNOUNCED_ELSEWHERE)
    first_generic = GENERIC_DIWALI.get(entity, LAST_YEAR + 1)
    effect: Status | None = "off" if category == "government" and code in GOVERNMENT_IS_OFF else None
    is_public = category == "public"
    invented, missed = _corrections(place, span)
    found = _by_year(span, missed if is_public else ())
    instead: Status | None = "info" if (effect or EFFECTS.get(category)) in ("off", "part") else effect
    readings = _readings(code, entity)
    states_times = not is_public
    at, of_year = 0, None
    is_guess = after = False
    for on, names in listed.items():
        year = on.year
        if year != at:  # days come year by year, nearly
            at, of_year = year, found.get(year)
            is_guess, after = year > arranged_until, year > moons_until
        if of_year is None:
            continue
        of_day = readings.get(names)
        if of_day is None:
            of_day = tuple(_reading(code, entity, text) for text in names.split(_DELIMITER))
            readings[names] = of_day
        for name, is_estimated, is_moon, is_diwali, may_state_times, keys in of_day:
            projected = is_estimated or is_guess or (is_moon and after)
            minutes = None
            if may_state_times or states_times:
                minutes = minutes_off(code, category, name, on)
            entry = Entry(on, name, category, code, effect, projected, minutes, keys)
            if is_diwali and year >= first_generic:
                entry = entry._replace(date=ONE_MOON_LATE.get(on, on), projected=True)
            elif invented and on in invented:
                true = (entry.keys for entry in missed if entry.date.year == year)
                left = keys.difference(*true) or _UNTYPED  # the festival is found on its true date
                entry = entry._replace(effect=instead, keys=left)
            of_year.append(entry)
    return found


def _corrections(place: Place, span: range) -> tuple[frozenset[date], tuple[Entry, ...]]:
    """The dates of a span of years whose listed days off are none, and the days off that are missing."""
    code = place.code
    if code not in _CORRECTED:
        return frozenset(), ()
    rows = [row for year in span for row in corrections_of(code, year)]
    invented = frozenset(row.date for row in rows if row.name is None)
    missed = (
        Entry(row.date, row.name, "public", code, keys=_reading(code, place.entity, row.name).keys)
        for row in rows
        if row.name is not None
    )
    return invented, tuple(missed)


@lru_cache(maxsize=1024)
def _readings(code: str, entity: str) -> dict[str, tuple[_Reading, ...]]:  # noqa: ARG001 # they are the key
    """What the names of a place's dates say, as they are met: they come again each year."""
    return {}


def _reading(code: str, entity: str, text: str) -> _Reading:
    """What a name says of its day."""
    name, is_estimated = text, False
    label = _ESTIMATED.search(text) if "estimated" in text else None
    if label is not None:
        kept = f" ({label[1]})" if label[1] else ""
        name, is_estimated = f"{text[: label.start()]}{kept}{text[label.end() :]}", True
    aliases = festivals_of(code, name)
    moons = _moon_festivals()
    is_moon = any(alias in moons and not (alias == "vesak" and entity in COMPUTED_VESAK) for alias in aliases)
    if not is_moon and entity in OTHER_MOONS:
        is_moon = re.search(OTHER_MOONS[entity], name) is not None
    keys = {folded(name), *(folded(alias) for alias in aliases)}
    if name.endswith(")"):
        keys.add(folded(base_name(name)))
    return _Reading(name, is_estimated, is_moon, "diwali" in aliases, "(" in name, frozenset(keys))


@lru_cache(maxsize=1)
def _moon_festivals() -> frozenset[str]:
    return frozenset(one.alias for one in FESTIVALS if one.moves == "moon") - COMPUTED_MOONS


# Names in other languages.


def names_in(place: Place, language: str, on: date, names: Sequence[str]) -> tuple[str | None, ...]:
    """English names of listed days in a language of the place; None for one that cannot be told.

    Args:
        place: The place.
        language: One of the place's, as the package writes it.
        on: The date on which they are listed, or to which they were moved in its year.
        names: Names as entries have them.
    """
    with LOCK:
        known = _names_of_year(place, on.year, language)
    return tuple(known.get((on, name)) or known.get((None, name)) for name in names)


@lru_cache(maxsize=1024)
def _names_of_year(place: Place, year: int, language: str) -> dict[tuple[date | None, str], str]:
    """Names by date and English name, and by English name alone."""
    found: dict[tuple[date | None, str], str] = {}
    for category in _categories(place):
        pairs, together = _name_pairs(place, category, range(year, year + 1), language)
        if together:
            wider, _ = _name_pairs(place, category, range(year - 5, year + 6), language)
            by_name = {name: other for _, name, other in (*wider, *pairs)}
            for on, names, others in together:
                sure = {name: by_name[name] for name in names if by_name.get(name) in others}
                left = [other for other in others if other not in sure.values()]
                unsure = [name for name in names if name not in sure]
                if len(left) == len(unsure) == 1:
                    sure[unsure[0]] = left[0]
                pairs += [(on, name, other) for name, other in sure.items()]
        for on, name, other in pairs:
            found.setdefault((on, name), other)
            found.setdefault((None, name), other)
    return found


_Pairs = list[tuple[date, str, str]]
_Together = list[tuple[date, list[str], list[str]]]


def _name_pairs(place: Place, category: str, years: range, language: str) -> tuple[_Pairs, _Together]:
    """English and other names of dates with one name; and dates with several, in no common order."""
    english = entity_of(place, years=years, category=category)
    foreign = entity_of(place, years=years, category=category, language=language)
    labels = [getattr(foreign, f"{kind}_label", None) for kind in ("observed_estimated", "estimated")]
    translated = [foreign.tr(label) if label else None for label in labels]
    observed = foreign.tr(getattr(foreign, "observed_label", "%s"))
    pairs: _Pairs = []
    together: _Together = []
    for on, text in english.items():
        names = [_reading(place.code, place.entity, name).name for name in text.split(_DELIMITER)]
        others = [_unlabelled(name, translated, observed) for name in foreign[on].split(_DELIMITER)]
        if len(names) == len(others) == 1:
            pairs.append((on, names[0], others[0]))
        else:
            together.append((on, names, others))
    return pairs, together


def _unlabelled(name: str, labels: Sequence[str | None], observed: str) -> str:
    """A name in any language without its label for an estimated date."""
    for label, kept in zip(labels, (observed, "%s"), strict=True):
        if label is not None:
            before, _, after = label.partition("%s")
            if name.startswith(before) and name.endswith(after) and len(name) > len(before) + len(after):
                return kept.replace("%s", name[len(before) : len(name) - len(after)])
    return name
