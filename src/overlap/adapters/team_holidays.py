"""The holidays of a team file: places and edits as calendars, and the dates of Ramadan.

Law: each distinct calendar is built once in a reading. When it cannot be built, each place and
each edit is tried alone, so that every one at fault is named. A dated edit outside the data has
no effect and is a warning. A team that follows another keeps that one's calendar as it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar, cast

from overlap.adapters.statutory_corrections import NEEDS_SUBDIVISION
from overlap.adapters.team_keys import KEYS
from overlap.adapters.team_reading import shown
from overlap.adapters.team_rules import read_rule
from overlap.adapters.team_table import Table
from overlap.adapters.toml_positions import Path
from overlap.errors import BadHoliday, CoarsePlaceWarning, OverlapError
from overlap.people.bridges import BRIDGES
from overlap.people.calendars import Calendar
from overlap.people.listing import BEYOND
from overlap.people.members import Observance
from overlap.people.rules import OnDate, once
from overlap.people.telling import telling

if TYPE_CHECKING:
    from overlap.adapters.spoken import Spoken

__all__ = [
    "Calendars",
    "Kept",
    "Observances",
    "Ramadans",
    "Sources",
    "follow",
    "read_holidays",
    "read_local_holidays",
    "read_observes",
    "warn_beyond",
]

Found = TypeVar("Found")
Edits = dict[str, object]
"""Arguments of a calendar besides its place."""
Try = tuple[str | tuple[str, ...], Edits, Path]
Calendars = Callable[..., Calendar]
Ramadans = Callable[..., tuple[tuple[date, date], ...]]
Observances = Callable[[str, str | None], Observance]

_SINGLE: Final = ("bridges", "beyond", "swap_days", "works_through")
"""Arguments of a calendar that hold one value."""

_MOST_FAILURES: Final = 25
"""Different failures in one reading; each is searched for near names, up to half a second long."""


class Sources:
    """Where calendars and Ramadan dates come from; each answer is remembered, errors too.

    Args:
        calendars: Called as `adapters.statutory.HolidayCalendar`; that class by default.
        ramadans: Called as `adapters.hijri.ramadan_dates`; that function by default.
        observances: Called as `adapters.observances.observance`; that function by default.
        most_failures: After so many different failures nothing is looked up any more; None for no limit.
    """

    def __init__(
        self,
        calendars: Calendars | None = None,
        ramadans: Ramadans | None = None,
        observances: Observances | None = None,
        *,
        most_failures: int | None = _MOST_FAILURES,
    ) -> None:
        self._calendars = calendars
        self._ramadans = ramadans
        self._observances = observances
        self._known: dict[object, object] = {}
        self._spoken: Spoken | None = None
        self._failures = 0
        self._most_failures = most_failures

    def calendar(self, place: str | tuple[str, ...], edits: Edits) -> Calendar:
        """The calendar of a place with its edits.

        Raises:
            OverlapError: As the source does.
        """
        key = (place, tuple((name, _hashable(value)) for name, value in edits.items()))
        return self._remembered(key, lambda: self._holiday_calendar()(place, **edits))

    def ramadan(
        self, place: str, offset_days: int | None = None, starts: tuple[date, ...] = ()
    ) -> tuple[tuple[date, date], ...]:
        """The first and last dates of each known Ramadan of a place.

        Raises:
            OverlapError: As the source does.
        """
        key = ("ramadan", place, offset_days, starts)
        if offset_days is None and not starts:
            return self._remembered(key, lambda: self._ramadan_dates()(place))
        return self._remembered(
            key, lambda: self._ramadan_dates()(place, offset_days=offset_days, starts=starts)
        )

    def observance(self, what: str, place: str | None) -> Observance:
        """What people who live at a place keep besides their team's days.

        Raises:
            OverlapError: As the source does.
        """
        return self._remembered(("observance", what, place), lambda: self._observance()(what, place))

    def spoken(self, language: str) -> Sources:
        """The same sources, with holidays named in a language where their places have it."""
        from overlap.adapters.spoken import Spoken

        made = Sources(None, self._ramadans, None, most_failures=self._most_failures)
        made._spoken = Spoken(language, self._holiday_calendar(), self._observance())
        made._calendars, made._observances = made._spoken.calendar, made._spoken.observance
        return made

    def check_language(self) -> None:
        """That some place had the language, if one was asked for.

        Raises:
            BadArgument: If none had.
        """
        if self._spoken is not None:
            self._spoken.check()

    def _remembered(self, key: object, ask: Callable[[], Found]) -> Found:
        if key not in self._known:
            if self._most_failures is not None and self._failures >= self._most_failures:
                raise BadHoliday(
                    "not looked up, because too many places and days before it are unknown",
                    hint="repair those first",
                )
            try:
                self._known[key] = ask()
            except OverlapError as error:
                self._failures += 1
                self._known[key] = error
        found = self._known[key]
        if isinstance(found, OverlapError):
            raise found.with_traceback(None)
        return found  # type: ignore[return-value] # what `ask` of the same key returned

    def _holiday_calendar(self) -> Calendars:
        if self._calendars is None:
            self._calendars = _calendar_of
        return self._calendars

    def _observance(self) -> Observances:
        if self._observances is None:
            from overlap.adapters.observances import observance

            self._observances = observance
        return self._observances

    def _ramadan_dates(self) -> Ramadans:
        if self._ramadans is None:
            from overlap.adapters.hijri import ramadan_dates

            self._ramadans = ramadan_dates
        return self._ramadans


def _calendar_of(place: str | tuple[str, ...], **edits: Any) -> Calendar:
    """A calendar without a Python warning of coarse places: the reading reports them where they stand."""
    from overlap.adapters.place_tables import place_table
    from overlap.adapters.statutory import HolidayCalendar

    if not NEEDS_SUBDIVISION.keys() & set(place_table(place).places):
        return HolidayCalendar(place, **edits)
    with telling(CoarsePlaceWarning, "ignore"):
        return HolidayCalendar(place, **edits)


class Edit(NamedTuple):
    """One item of an argument of a calendar, where it stands, and its date and where that stands."""

    key: str
    value: object
    at: Path
    day: object = None
    day_at: Path | None = None


class Kept(NamedTuple):
    """What a table of holidays says: the calendar of its place, and the team whose days are kept instead.

    `is_given` is false only where nothing is said; what is said and cannot be read was reported.
    """

    calendar: Calendar | None
    follows: str | None = None
    table: Table | None = None
    is_given: bool = True


def read_holidays(owner: Table, sources: Sources) -> Kept:
    """What a team's or member's `holidays` says."""
    if isinstance(owner.values.get("holidays"), str):
        return Kept(_of_place(owner, sources, "holidays"))
    table = owner.table("holidays", "holidays", f"the holidays of {owner.what}")
    if table is None:
        return Kept(None, is_given="holidays" in owner)
    follows = table.text("follows")
    if "follows" not in table:
        table.need("place", example='write place = "PH"')
    elif "place" not in table:
        for key in KEYS["holidays"]:
            if key in table and key != "follows":
                hint = "name the place whose days are changed, or leave it out"
                table.fault(
                    "bad-holiday", f"{key} changes the days of a place, but none is named", hint, at=key
                )
        return Kept(None, follows, table)
    return Kept(_of_table(table, sources), follows, table)


def read_local_holidays(owner: Table, sources: Sources) -> Calendar | None:
    """The calendar of a team's `local_holidays`, or None."""
    if isinstance(owner.values.get("local_holidays"), str):
        return _of_place(owner, sources, "local_holidays")
    table = owner.table("local_holidays", "holidays", f"the local holidays of {owner.what}")
    if table is None:
        return None
    if "follows" in table:
        table.fault("bad-holiday", "local holidays are those of a place", "leave out follows", at="follows")
    table.need("place", example='write place = "PH"')
    return _of_table(table, sources)


def read_observes(owner: Table, sources: Sources, place: str | None) -> list[Observance]:
    """What a team's or member's people keep besides; `place` is where they live."""
    found: list[Observance] = []
    for index, what in owner.texts_at("observes"):
        try:
            found.append(sources.observance(what, place))
        except OverlapError as error:
            owner.caught(error, at=("observes", index))
    return found


def follow(kept: Mapping[str, Kept]) -> dict[str, Calendar | None]:
    """The calendar that each team keeps: its own, or that of the team it follows, at last."""
    ids = tuple(kept)
    found: dict[str, Calendar | None] = {}
    for team_id, one in kept.items():
        _check_followed(team_id, one, kept, ids)
        chain: dict[str, None] = {}
        at: str | None = team_id
        while at is not None and at in kept and at not in found and at not in chain:
            chain[at] = None
            at = kept[at].follows
        calendar = None
        if at is None:
            calendar = kept[next(reversed(chain))].calendar
        elif at in found:
            calendar = found[at]
        elif at in chain:
            _tell_circle([*chain, at], kept[at])
        found.update(dict.fromkeys(chain, calendar))
    return found


def _tell_circle(chain: Sequence[str], one: Kept) -> None:
    """Report teams that follow each other round in a circle; the last of them is met a second time."""
    shown_ids = " follows ".join(f'"{each}"' for each in chain[chain.index(chain[-1]) :])
    hint = "one of them has to keep days of its own: leave out its follows"
    if one.table is not None:
        one.table.fault("bad-holiday", shown_ids, hint, at="follows")


def _check_followed(team_id: str, one: Kept, kept: Mapping[str, Kept], ids: tuple[str, ...]) -> None:
    """Report a followed team that is none, or has no holidays."""
    if one.follows is None or one.table is None:
        return
    followed = kept.get(one.follows)
    if followed is None:
        near = one.table.reading.near(one.follows, "followed team", ids)
        hint = f'did you mean "{near}"?' if near not in (None, team_id) else "name another team of this file"
        message = f"{shown(one.follows)}, whose holidays it follows, is no team"
        one.table.fault("unknown-id", message, hint, at="follows")
    elif not followed.is_given:
        message = f"{shown(one.follows)}, whose holidays it follows, has none"
        one.table.fault("bad-holiday", message, "give that team holidays", at="follows")


def _of_place(owner: Table, sources: Sources, key: str) -> Calendar | None:
    """The calendar of a field that holds a place alone."""
    place = owner.text(key) or ""
    calendar = _built(owner, sources, place, (), (key,))
    if calendar is not None:
        _warn_coarse(owner, calendar, (key,))
    return calendar


def _of_table(table: Table, sources: Sources) -> Calendar | None:
    """The calendar of a table with a place and edits."""
    places: str | tuple[str, ...] | None
    if isinstance(table.values.get("place"), list):
        places = tuple(table.texts("place") or ())
        if table.values["place"] == []:
            table.fault("unknown-place", "place is an empty list", "name at least one place", at="place")
    else:
        places = table.text("place")
    edits = [*_day_edits(table), *_settings(table)]
    if places is None or places == ():
        return None
    calendar = _built(table, sources, places, edits, ("place",))
    if table.is_wrong:
        return None
    if calendar is not None:
        _warn_edits_beyond(table, calendar, edits)
        _warn_coarse(table, calendar, ("place",))
    return calendar


def _day_edits(table: Table) -> Iterator[Edit]:
    """The items of lists of days that can be read, in order."""
    for key in ("include", "exclude"):
        for index, item in table.texts_or_dates(key):
            yield Edit(key, item, (key, index), item)
    for index, item in table.texts_at("only"):
        yield Edit("only", item, ("only", index))
    for inner in table.tables("add", "added_day", f'a day of "add" in {table.what}'):
        day, name = _named_date(inner)
        low, high = inner.time("start"), inner.time("until", latest="24:00")
        at: Path = ("add", inner.path[-1])
        if low is None and high is None:
            if not inner.is_wrong:
                yield Edit("add", (day, name), at, day, (*at, "date"))
        else:
            rule = inner.make(partial(once, day or "", name, start=low, until=high))
            if rule is not None:
                yield Edit("rules", rule, at, day, (*at, "date"))
    for inner in table.tables("working", "named_day", f'a day of "working" in {table.what}'):
        day, name = _named_date(inner)
        if not inner.is_wrong:
            at = ("working", inner.path[-1])
            yield Edit("working", (day, name), at, day, (*at, "date"))
    for inner in table.tables("move", "move", f'a day of "move" in {table.what}'):
        inner.need("from", "to", example="write { from = 2025-10-20, to = 2025-10-21 }")
        old, new = inner.date("from"), inner.date("to")
        if not inner.is_wrong:
            at = ("move", inner.path[-1])
            yield Edit("move", (old, new), at, new, (*at, "to"))
    for inner in table.tables("rules", "rule", f"a rule of {table.what}"):
        rule = read_rule(inner)
        if rule is not None:
            at = ("rules", inner.path[-1])
            day = rule.when.date if isinstance(rule.when, OnDate) else None
            yield Edit("rules", rule, at, day, (*at, "date"))


def _named_date(table: Table) -> tuple[date | None, str | None]:
    table.need("date", "name", example='write { date = 2027-08-20, name = "Founders\' day" }')
    day, name = table.date("date"), table.text("name")
    if name is not None and not name.strip():
        table.fault("bad-holiday", "the day has no name", "say why the day differs", at="name")
    return day, name


def _settings(table: Table) -> Iterator[Edit]:
    """The settings of a calendar that are no lists of days."""
    weekend = table.weekdays("weekend")
    for day in weekend or ():
        yield Edit("weekend", day, ("weekend",))
    effects = table.mapping("effects", 'write effects = { optional = "off" }')
    for category, effect in (effects or {}).items():
        yield Edit("effects", (category, effect), ("effects", category))
    for key, words in (("bridges", BRIDGES), ("beyond", BEYOND)):
        word = table.choice(key, words, "bad-holiday")
        if word is not None:
            yield Edit(key, word, (key,))
    for key in ("swap_days", "works_through"):
        flag = table.flag(key)
        if flag is not None:
            yield Edit(key, flag, (key,))


def _together(edits: Iterable[Edit]) -> Edits:
    """The arguments of a calendar that has all these edits."""
    found: dict[str, object] = {}
    lists: dict[str, list[object]] = {}
    for edit in edits:
        if edit.key in _SINGLE:
            found[edit.key] = edit.value
        else:
            lists.setdefault(edit.key, []).append(edit.value)
    effects = dict(cast("list[tuple[str, str]]", lists.pop("effects", [])))
    return {**lists, **({"effects": effects} if effects else {}), **found}


def _items(table: Table) -> list[object]:
    """The list of places as it is written, wrong ones among them."""
    written = table.values.get("place")
    return written if isinstance(written, list) else []


def _built(
    table: Table,
    sources: Sources,
    places: str | tuple[str, ...],
    edits: Sequence[Edit],
    at: Path,
) -> Calendar | None:
    try:
        return sources.calendar(places, _together(edits))
    except OverlapError as error:
        tries: list[Try] = [(places, {}, at)]
        if isinstance(places, tuple):
            tries = [(one, {}, (*at, index)) for index, one in enumerate(_items(table)) if one in places]
        if not _faults(table, sources, tries) and not _edit_faults(table, sources, places, edits):
            table.caught(error)
        return None


def _edit_faults(
    table: Table, sources: Sources, places: str | tuple[str, ...], edits: Sequence[Edit]
) -> bool:
    """Report the edits that fail on their own, and moves that fail beside the others; whether any did."""
    sound: list[Edit] = []
    for edit in edits:
        alone = (places, _together([edit]), edit.at)
        if edit.key != "move" and not _faults(table, sources, [alone]):
            sound.append(edit)
    moves = [edit for edit in edits if edit.key == "move"]
    found = len(sound) + len(moves) < len(edits)
    try:
        sources.calendar(places, _together(sound))
    except OverlapError:
        return found
    return _faults(table, sources, [(places, _together([*sound, one]), one.at) for one in moves]) or found


def _faults(table: Table, sources: Sources, tries: Iterable[Try]) -> bool:
    """Report what fails on its own; whether anything did."""
    found = False
    for places, edits, at in tries:
        try:
            sources.calendar(places, edits)
        except OverlapError as error:
            table.caught(error, at=at)
            found = True
    return found


def _hashable(value: object) -> object:
    """The value as a key."""
    if isinstance(value, list):
        return tuple(value)
    return tuple(value.items()) if isinstance(value, dict) else value


def _warn_coarse(table: Table, calendar: Calendar, at: Path) -> None:
    """Warn of a place whose list is too coarse to plan with."""
    several = len(_items(table)) == len(calendar.places)  # none is named twice
    for index, place in enumerate(calendar.places):
        why = NEEDS_SUBDIVISION.get(place)
        if why is not None:
            hint = f'write a part of it, such as "{place}-14"'
            where = (*at, index) if several else at
            table.fault("coarse-place", why, hint, at=where, severity="warning")


def _warn_edits_beyond(table: Table, calendar: Calendar, edits: Iterable[Edit]) -> None:
    """Warn of each dated edit that the data do not reach."""
    for edit in edits:
        if isinstance(edit.day, date):
            warn_beyond(table, calendar, edit.day, edit.day_at or edit.at)


def warn_beyond(table: Table, calendar: Calendar, day: date, at: Path) -> None:
    """Warn if a calendar knows nothing of a date."""
    known = calendar.table
    if calendar.beyond == "raise" and not known.known_from <= day <= known.known_until:
        table.fault(
            "beyond-data",
            f"the holidays of {' and '.join(calendar.places)} are known from "
            f"{known.known_from.isoformat()} to {known.known_until.isoformat()}, not on {day.isoformat()}",
            "nothing can be answered about dates beyond the data",
            at=at,
            severity="warning",
        )
