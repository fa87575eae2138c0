"""Statutory holidays of countries, their subdivisions and markets, as calendars.

Law: a date without data is an error later, in the calendar, and never "working". Where the data end,
thin out or are known to be wrong, `statutory_corrections` says so. An edit that could never apply is
refused when the calendar is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, final

from overlap.adapters.festivals import alias_of
from overlap.adapters.place_tables import PlaceTable, place_table
from overlap.adapters.statutory_corrections import NEEDS_SUBDIVISION
from overlap.core.civil import WEEKDAYS, parse_date, parse_weekdays
from overlap.errors import BadHoliday, CoarsePlaceWarning
from overlap.people.bridges import BRIDGES, Bridges
from overlap.people.calendars import Calendar
from overlap.people.days import STATUSES, SWAP, WORKDAY, Status
from overlap.people.listed import listed, shown
from overlap.people.listing import BEYOND, Beyond
from overlap.people.names import either, folded, near_names
from overlap.people.rules import Rule
from overlap.people.telling import tell

__all__ = ["HolidayCalendar"]

_ISO_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")

_NAMED_YEARS: Final = ((2026, 2028), (2024, 2025), (2029, 2035), (2015, 2023))
"""Where a name must be listed at least once, nearest years first."""

Moves = (
    Mapping[str, str | date]
    | Mapping[date, str | date]
    | Mapping[str | date, str | date]
    | Iterable[tuple[str | date, str | date]]
)
"""Dates, each with another date."""

Named = Mapping[str, str] | Mapping[date, str] | Mapping[str | date, str] | Iterable[tuple[str | date, str]]
"""Dates, each with a name."""


@final
class HolidayCalendar(Calendar):
    """The holiday calendar of a place, with a team's edits on top.

    A value: equal calendars have the same place and edits, in any spelling that means the same.

    Args:
        place: A country ("PH", "Philippines"), a subdivision ("IN-KA", "IN-Karnataka") or a
            market ("market:XNYS"), in any case; or several, whose days are united. The rest days
            are then those of the first place.
        include: Festivals such as "diwali" or "carnival", names of listed days, or dates, that are
            off here. A festival takes all of its days, whatever they are called there and of
            whatever category; a name is a whole name.
        exclude: Festivals, names or dates that are worked here.
        add: Dates that are off, each with its name; a mapping or pairs.
        move: Listed days off and the dates on which they are observed instead; a mapping or pairs.
        working: Dates that are worked, each with its name, even on a rest day; a mapping or pairs.
        weekend: Weekday names of the rest days, such as ["fri", "sat"], if not the place's.
        rules: Days that come round by a rule, made by `easter`, `fixed`, `nth_weekday` and `once`.
        effects: Categories of listed days, such as "bank", and what they do here: "off", "part",
            "soft", "info" or "working".
        bridges: What a working day between a day off and another free day is: "soft", "off" or
            None for a working day.
        swap_days: Whether announced working days on rest days are worked, as in China.
        works_through: Whether statutory days are worked: they are shown, and only edits take time.
        only: Festivals, names or categories: only these listed days count, and they are off.
        beyond: What an answer beyond the data is: an error ("raise"); unknown, with a warning
            ("warn"); or what follows from the last years, with a warning ("project").

    Warns:
        CoarsePlaceWarning: If the list of a whole country is kept by nobody: name a part of it.

    Raises:
        UnknownPlace: If there is no such place; the hint names near ones.
        BadHoliday: If an edit cannot apply: a name is never listed there, a date to move is no
            day off, two edits contradict each other, or a category or choice does not exist.
        BadDate: If a text is no date.
        BadArgument: If a weekday is none, or `rules` holds something else.

    Example:
        >>> HolidayCalendar("in-mh", include=["diwali"]).status("2026-11-08").name
        'Diwali'
        >>> HolidayCalendar("PH", add={"2027-08-20": "Founders' day"}).status("2027-08-20").status
        'off'
    """

    __slots__ = ()

    def __init__(
        self,
        place: str | Sequence[str],
        *,
        include: Iterable[str | date] = (),
        exclude: Iterable[str | date] = (),
        add: Named = (),
        move: Moves = (),
        working: Named = (),
        weekend: Iterable[str] | None = None,
        rules: Iterable[Rule] = (),
        effects: Mapping[str, Status] | None = None,
        bridges: Bridges | None = None,
        swap_days: bool = True,
        works_through: bool = False,
        only: Iterable[str] = (),
        beyond: Beyond = "raise",
    ) -> None:
        table = place_table(place)
        for value, allowed, field in (
            (bridges, (None, *BRIDGES), "bridges"),
            (beyond, BEYOND, "beyond"),
            (swap_days, (True, False), "swap_days"),
            (works_through, (True, False), "works_through"),
        ):
            _require_choice(value, allowed, field)
        rest: frozenset[int] = frozenset()
        if weekend is not None:
            rest = parse_weekdays(_several(weekend, "weekend"), field="weekend")
        # Most calendars have few edits: what is left empty is not looked at.
        included = _listed(table, _names_or_dates(include, "include"), "include") if include else ()
        excluded = _listed(table, _names_or_dates(exclude, "exclude"), "exclude") if exclude else ()
        added = _named_dates(add, "add") if add else ()
        worked = _named_dates(working, "working") if working else ()
        moved = _moves(move) if move else ()
        chosen = _effects(table, effects) if effects else ()
        kept = _only(table, only) if only else ()
        own_rules = listed(rules, Rule, "rules") if rules else ()

        for code in table.places:
            if code in NEEDS_SUBDIVISION:
                tell(f"{NEEDS_SUBDIVISION[code]}: name one", CoarsePlaceWarning, stacklevel=2)

        def make(moves: tuple[tuple[date, date], ...]) -> None:
            super(HolidayCalendar, self).__init__(
                table,
                included,
                excluded,
                added,
                moves,
                worked,
                rest,
                own_rules,
                chosen,
                bridges,
                swap_days,
                works_through,
                kept,
                beyond,
            )

        make(())
        if moved:
            _require_days_off(self, moved)
            make(moved)

    def in_language(self, language: str) -> HolidayCalendar:
        """The same calendar with days named in a language, where the place has names in it; else in English.

        Edits find days by their English names as before; names that edits and rules give stay.

        Args:
            language: A code that the place has, such as "pl" or "pt_BR"; or "own" for its own language.

        Raises:
            BadArgument: If the place does not have that language; with those it has.

        Example:
            >>> HolidayCalendar("PL").in_language("pl").status("2026-12-25").names[0]
            'Boże Narodzenie (pierwszy dzień)'
        """
        assert isinstance(self.table, PlaceTable)  # noqa: S101 - what the constructor puts there
        return self.on_table(self.table.in_language(language))

    def __repr__(self) -> str:
        edits = {name: getattr(self, name) for name in _PLAIN}
        shown_edits = [f"{name}={value!r}" for name, value in edits.items() if value != _PLAIN[name]]
        if self.weekend:
            shown_edits.append(f"weekend={[WEEKDAYS[number] for number in sorted(self.weekend)]!r}")
        place = self.places[0] if len(self.places) == 1 else self.places
        language = self.table.language if isinstance(self.table, PlaceTable) else None
        named = "" if language is None else f".in_language({language!r})"
        return f"HolidayCalendar({', '.join((repr(place), *shown_edits))}){named}"


_PLAIN: Final[Mapping[str, object]] = {
    **dict.fromkeys(("include", "exclude", "add", "move", "working", "rules", "effects", "only"), ()),
    "bridges": None,
    "swap_days": True,
    "works_through": False,
    "beyond": "raise",
}
"""Arguments of a calendar besides its place and rest days, where nothing is changed."""


# The edits as they are written.


def _require_choice(value: object, allowed: Sequence[object], field: str) -> None:
    is_allowed = value is allowed[0] or any(
        value is one or (isinstance(one, str) and value == one) for one in allowed
    )
    if not is_allowed:
        texts = ", ".join(f'"{one}"' if isinstance(one, str) else str(one) for one in allowed)
        raise BadHoliday(f"{field} is {shown(value)}", hint=f"write one of {texts}", field=field)


def _several(values: Iterable[object], field: str) -> tuple[object, ...]:
    if isinstance(values, (str, date)) or not isinstance(values, Iterable):
        raise BadHoliday(f"{shown(values)} is not a list", hint=f"write {field} = [...]", field=field)
    return tuple(values)


def _names_or_dates(values: Iterable[str | date], field: str) -> tuple[str | date, ...]:
    found: list[str | date] = []
    for value in _several(values, field):
        if isinstance(value, date):
            found.append(parse_date(value, field=field))
        elif not isinstance(value, str) or not folded(value):
            raise BadHoliday(
                f"{shown(value)} is neither the name of a day nor a date",
                hint='write a name such as "diwali", or YYYY-MM-DD',
                field=field,
            )
        else:
            text = value.strip()
            found.append(parse_date(text, field=field) if _ISO_DATE.fullmatch(text) else text)
    return tuple(dict.fromkeys(found))


def _pairs(values: object, field: str) -> Iterator[tuple[str | date, str | date]]:
    given = values.items() if isinstance(values, Mapping) else values
    for value in _several(given, field):  # type: ignore[arg-type] # which is what it checks
        if isinstance(value, str) or not isinstance(value, Sequence) or len(value) != 2:
            what = {"move": "date to date", "effects": "category and effect"}.get(field, "date and name")
            raise BadHoliday(f"{shown(value)} is not a pair of {what}", hint="write both", field=field)
        yield value[0], value[1]


def _named_dates(values: object, field: str) -> tuple[tuple[date, str], ...]:
    found: dict[date, str] = {}
    for on, name in _pairs(values, field):
        if not isinstance(name, str) or not name.strip():
            raise BadHoliday(f"{shown(name)} is not a name", hint="say why the day differs", field=field)
        day = parse_date(on, field=field)
        if found.setdefault(day, name.strip()) != name.strip():
            raise BadHoliday(f"{day.isoformat()} is named twice", hint="keep one name", field=field)
    return tuple(found.items())


def _moves(move: object) -> tuple[tuple[date, date], ...]:
    return tuple(
        (parse_date(old, field="move"), parse_date(new, field="move")) for old, new in _pairs(move, "move")
    )


def _effects(table: PlaceTable, effects: object) -> tuple[tuple[str, Status], ...]:
    """Categories and what they do, by name."""
    statuses = {status: status for status in STATUSES if status != "weekend"}
    known = (*table.categories, SWAP)
    found: dict[str, Status] = {}
    for category, effect in _pairs(() if effects is None else effects, "effects"):
        if category not in known:
            raise _no_category(table, category, known, "effects")
        if effect not in statuses:
            texts = ", ".join(f'"{one}"' for one in statuses)
            raise BadHoliday(
                f"the effect of {shown(category)} is {shown(effect)}",
                hint=f"write one of {texts}",
                field="effects",
            )
        found[str(category)] = statuses[effect]  # type: ignore[index] # it is a key
    return tuple(sorted(found.items()))


def _no_category(table: PlaceTable, given: object, known: Sequence[str], field: str) -> BadHoliday:
    near = near_names(given, known) if isinstance(given, str) else []
    return BadHoliday(
        f"{' and '.join(table.places)} has no category {shown(given)}",
        hint=f"did you mean {either(near)}?" if near else f"its categories are {', '.join(known)}",
        field=field,
    )


def _only(table: PlaceTable, only: Iterable[str]) -> tuple[str, ...]:
    """Categories as they stand, and festivals and names that are listed."""
    found: list[str] = []
    for text in _names_or_dates(only, "only"):
        if not isinstance(text, str):
            raise BadHoliday(
                f"{text.isoformat()} is a date, and only names are meant",
                hint='write a festival, a name or a category; a date goes under "add"',
                field="only",
            )
        if text in (WORKDAY, SWAP):
            raise BadHoliday(
                f'the category "{text}" holds days that are worked', hint="leave it out", field="only"
            )
        is_category = text in table.categories
        found += [text] if is_category else [str(one) for one in _listed(table, (text,), "only")]
    return tuple(dict.fromkeys(found))


def _listed(table: PlaceTable, wanted: Sequence[str | date], field: str) -> tuple[str | date, ...]:
    """Festivals by their alias, and whole names and dates as they stand, each listed at least once.

    Raises:
        BadHoliday: If a name is no day's: it would silently do nothing.
    """
    found = {one: alias_of(one) or one for one in wanted if isinstance(one, str)}
    missing = dict(found)
    names: set[str] = set()
    for first, last in _NAMED_YEARS:
        if not missing:
            break
        low, high = max(first, table.known_from.year), min(last, table.known_until.year)
        if low > high:
            continue
        entries = [
            entry
            for entry in table.entries(low, high)
            if entry.category != SWAP and entry.date <= table.known_until
        ]
        keys = frozenset[str]().union(*(entry.keys for entry in entries))
        names.update(entry.name for entry in entries)
        for text, alias in list(missing.items()):
            if folded(alias) in keys or folded(text) in keys:
                found[text] = alias if folded(alias) in keys else text
                del missing[text]
    if missing:
        raise _not_listed(table, *next(iter(missing.items())), names, field)
    return tuple(dict.fromkeys(found[one] if isinstance(one, str) else one for one in wanted))


def _not_listed(table: PlaceTable, text: str, alias: str, names: set[str], field: str) -> BadHoliday:
    places = " and ".join(table.places)
    needless = f"leave it out of {field}: it is worked anyway"
    if alias_of(text) is not None:
        kept = f'write observes = ["{alias}"] for people who keep it, or give its dates with "add"'
        return BadHoliday(
            f"{places} lists no {text[:1].upper()}{text[1:]}",
            hint=needless if field == "exclude" else kept,
            field=field,
        )
    near = near_names(text, names)
    otherwise = needless if field == "exclude" else 'give it a date with "add"'
    return BadHoliday(
        f'no day of {places} is called "{text}"',
        hint=f"did you mean {either(near)}?" if near else otherwise,
        field=field,
    )


def _require_days_off(calendar: Calendar, moved: Sequence[tuple[date, date]]) -> None:
    """Refuse a move of what is no day off, or to where nothing is known."""
    table, places = calendar.table, " and ".join(calendar.places)
    for old, new in moved:
        if not table.known_from <= min(old, new) <= max(old, new) <= table.known_until:
            raise BadHoliday(
                f"{old.isoformat()} is moved to {new.isoformat()}, but the data of {places} "
                f"run from {table.known_from.isoformat()} to {table.known_until.isoformat()}",
                hint="move a day to a date that is known as well",
                field="move",
            )
        kept = ("off", "part")
        if calendar.status(old).status not in kept and calendar.status(new).status not in kept:
            raise BadHoliday(
                f"{old.isoformat()} is moved, but it is no day off in {places}",
                hint='use "add" for the new date, or "include" the day first',
                field="move",
            )
