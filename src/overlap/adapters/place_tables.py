"""The statutory table of a place, or of several united: listed days, rest days, and how far both reach.

Law: a table is a value; equal places have equal tables. Several places know what all of them know, and
rest as the first does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final, final

from overlap.adapters.package_days import Place, entries_of, facts_of, names_in, weekends_of
from overlap.adapters.place_names import HOW_TO_WRITE, place_of
from overlap.adapters.statutory_corrections import GOVERNMENT_IS_OFF, caveats_of
from overlap.errors import BadArgument, BeyondData, UnknownPlace
from overlap.people.days import EFFECTS, Day, Entry, Weekends
from overlap.people.listed import shown

__all__ = ["PlaceTable", "place_table"]

_BLOCKING: Final = frozenset(name for name, effect in EFFECTS.items() if effect not in ("soft", "info"))
"""Categories that by themselves take or give time everywhere."""

_ENGLISH: Final = "en_US"
_OWN: Final = "own"


@final
@dataclass(frozen=True, slots=True)
class PlaceTable:
    """The statutory days of one or several places; a `StatutoryTable`.

    Tables of the same places are equal values. Days of several places are united: a day off in
    one of them is in the table.

    Attributes:
        places: Canonical spelling, such as "PH", "IN-KA" or "market:XNYS".
        weekends: Rest days of the first place, by the date from which they hold.
        known_from: The first date that all places know.
        known_until: The last date that all places know, at most 2099-12-31.
        announced_until: The last date whose days off are settled in all places.
        categories: Of named days in any of the places, the weightiest first.
        blocking: Those whose days can take or give time by themselves.
        caveats: What to know before relying on the days, a sentence each.
        language: Of the names of days; None for English.
    """

    places: tuple[str, ...]
    weekends: Weekends
    known_from: date
    known_until: date
    announced_until: date
    categories: tuple[str, ...]
    blocking: frozenset[str]
    caveats: tuple[str, ...]
    language: str | None = None

    def in_language(self, language: str) -> PlaceTable:
        """The same table with days named in a language, where places have their names in it.

        Raises:
            BadArgument: If no place has; with the languages there are.
        """
        _languages([place_of(code) for code in self.places], language)
        return replace(self, language=_language_key(language))

    def entries(
        self, first_year: int, last_year: int, *, categories: frozenset[str] | None = None
    ) -> tuple[Entry, ...]:
        """The named days of whole years, of every place, by date.

        The package's categories are kept. The category "swap" is ours: a rest day that is worked
        in exchange for another, as announced. The package's "workday" is a named day that is
        worked. Neither is a day off.

        Args:
            first_year: The first year.
            last_year: The last year, included.
            categories: Those wanted; all of them if None. One that no place has is simply empty.

        Raises:
            BeyondData: If no date of one of the years is known.
        """
        for year in (first_year, last_year):
            if not self.known_from.year <= year <= self.known_until.year:
                raise BeyondData(
                    f"nothing is known of the holidays of {' and '.join(self.places)} in {year}",
                    hint=f"the data run from {self.known_from.isoformat()} to {self.known_until.isoformat()}",
                )
        places = [place_of(code) for code in self.places]
        parts = [entries_of(place, first_year, last_year, categories) for place in places]
        if self.language is not None:
            codes = _languages(places, self.language)
            spoken = zip(parts, places, codes, strict=True)
            parts = [_named(part, place, code) for part, place, code in spoken]
        if len(parts) == 1:
            return parts[0]
        return tuple(sorted((entry for part in parts for entry in part), key=lambda entry: entry.date))

    def names_in(self, day: Day, language: str) -> tuple[str, ...]:
        """The names of a day in another language, where its place has them in it; in English otherwise.

        Names that edits and rules give stay as they are. So do those of days that fall together where
        it cannot be told which is which.

        Args:
            day: A day of a calendar of this table.
            language: A code such as "pt_BR" or "pt-br", or its first part where that is enough; or
                "own" for the own language of each place.

        Raises:
            BadArgument: If no place has names in that language.

        Example:
            >>> christmas = Day(date(2026, 12, 25), "off", ("Christmas Day",), places=("BR",))
            >>> place_table("BR").names_in(christmas, "own")
            ('Natal',)
        """
        places = [place_of(code) for code in self.places]
        names: dict[str, str] = {}
        for place, code in zip(places, _languages(places, language), strict=True):
            if code is not None and code != _ENGLISH and place.code in day.places:
                own = names_in(place, code, day.date, day.english_names)
                for name, found in zip(day.english_names, own, strict=True):
                    if found is not None:
                        names.setdefault(name, found)
        return tuple(dict.fromkeys(names.get(name, name) for name in day.english_names))


def _named(entries: tuple[Entry, ...], place: Place, code: str | None) -> tuple[Entry, ...]:
    """Entries of a place with names in a language; edits find them by what they found them before."""
    if code is None or code == _ENGLISH:
        return entries
    found = []
    for entry in entries:
        (name,) = names_in(place, code, entry.date, (entry.name,))
        other = name is not None and name != entry.name
        found.append(entry._replace(name=name or "", listed_name=entry.name) if other else entry)
    return tuple(found)


def place_table(place: str | Sequence[str]) -> PlaceTable:
    """The statutory table of a place, or of several united.

    Args:
        place: See `adapters.statutory.HolidayCalendar`.

    Raises:
        UnknownPlace: If there is no such place.
    """
    given = [place] if isinstance(place, str) else place
    if not isinstance(given, Sequence) or not given:
        raise UnknownPlace(f"{place!r} is not a place", hint=HOW_TO_WRITE, field="place")
    return _table(tuple(dict.fromkeys(place_of(one) for one in given)))


@lru_cache(maxsize=1024)
def _table(places: tuple[Place, ...]) -> PlaceTable:
    facts = [facts_of(one) for one in places]
    return PlaceTable(
        tuple(one.code for one in places),
        weekends_of(places[0]),
        max(one.known_from for one in facts),
        min(one.known_until for one in facts),
        min(one.announced_until for one in facts),
        tuple(dict.fromkeys(category for one in facts for category in one.categories)),
        _BLOCKING.union(("government",) if any(one.code in GOVERNMENT_IS_OFF for one in places) else ()),
        tuple(
            sentence
            for one, known in zip(places, facts, strict=True)
            for sentence in caveats_of(one.code, arranged_until=known.arranged_until)
        ),
    )


def _languages(places: Sequence[Place], language: str) -> list[str | None]:
    """The code of a language for each place, or None where that place has no names in it."""
    wanted = _language_key(language)
    found: list[str | None] = []
    known: set[str] = set()
    for place in places:
        facts = facts_of(place)
        codes = (_ENGLISH, *facts.languages)
        known.update(codes)
        by_key = {_language_key(code): code for code in codes}
        alone = {code for key, code in by_key.items() if key.partition("_")[0] == wanted}
        if wanted == _OWN:
            found.append(facts.own_language)
        else:
            found.append(by_key.get(wanted) or (min(alone) if len(alone) == 1 else None))
    if wanted != _OWN and not any(found):
        raise BadArgument(
            f"no names of {' and '.join(place.code for place in places)} are in {shown(language)}",
            hint=f'write "{_OWN}" or one of {", ".join(sorted(known))}',
            field="language",
        )
    return found


def _language_key(language: object) -> str:
    return language.strip().replace("-", "_").casefold() if isinstance(language, str) else ""
