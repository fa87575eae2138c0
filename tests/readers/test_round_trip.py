"""What twelve calendar programs read in the files we write is what was planned, to the minute."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import pytest

from overlap.adapters.ics_export import export_ics
from overlap.people.entries import TimedEntry
from tests.properties.oracle import DAY, minute_of, wall_shown
from tests.readers.battery import READERS, Instance, Question, Reader, ask
from tests.readers.entry_oracle import expected, instant_of
from tests.readers.programmes import ANCIENT, PROGRAMMES, RECENT, Programme, generated, zones_of

STAMP = "2026-01-01T00:00Z"
GENERATED = generated(150, seed=20261122)
ALL = (*PROGRAMMES, *GENERATED)


def planned(programme: Programme) -> list[Instance]:
    return sorted(one for entry in programme.entries for one in expected(entry))


@lru_cache(maxsize=1)
def questions() -> tuple[Question, ...]:
    return tuple(
        Question(programme.name, export_ics(programme.entries, stamp=STAMP), minute_of(2024), minute_of(2032))
        for programme in ALL
    )


def skips_in_a_week_of_several_days(programme: Programme) -> bool:
    """Whether a weekly series on several days comes to a wall time that its clock skips."""
    return any(
        entry.recurrence is not None
        and len(entry.recurrence.weekdays) > 1
        and any(wall_shown(entry.zone, instant_of(entry.zone, wall)) != wall for wall in entry.walls())
        for entry in programme.entries
        if isinstance(entry, TimedEntry)
    )


@dataclass(frozen=True)
class Exclusion:
    """What a reader is known to read otherwise.

    Attributes:
        reader: Its name.
        holds: Whether it concerns a plan, by the plan and its file.
        why: The reason.
    """

    reader: str
    holds: Callable[[Programme, str], bool]
    why: str


EXCLUSIONS = (
    *(
        Exclusion(
            reader.name,
            lambda programme, _: not RECENT.isdisjoint(zones_of(programme.entries)),
            why="its own zone data may be older than the rules of 2026, and it prefers them to the file's",
        )
        for reader in READERS
        if not reader.has_current_zones
    ),
    Exclusion(
        "ical-expander",
        lambda programme, _: not ANCIENT.isdisjoint(zones_of(programme.entries)),
        why="it has zones of its own from 2016, and prefers them to the file's",
    ),
    Exclusion(
        "libical",
        lambda programme, _: skips_in_a_week_of_several_days(programme),
        why="a skipped day of the week in which a rule begins moves the rule's first instance by an hour",
    ),
)


def excluded(reader: Reader, programme: Programme, ics: str) -> list[Exclusion]:
    return [one for one in EXCLUSIONS if one.reader == reader.name and one.holds(programme, ics)]


@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda one: one.name)
def test_an_entry_says_the_instants_that_its_words_mean(programme: Programme) -> None:
    said = [
        (start, end, entry.title)
        for entry in programme.entries
        if isinstance(entry, TimedEntry)
        for start, end in entry.instants()
    ]
    if said:
        assert sorted(said) == planned(programme)


def test_generated_entries_say_the_instants_that_their_words_mean() -> None:
    for programme in GENERATED:
        (entry,) = programme.entries
        assert isinstance(entry, TimedEntry)
        said = [(start, end, entry.title) for start, end in entry.instants()]
        assert said == planned(programme)


@pytest.mark.parametrize("reader", READERS, ids=lambda one: one.name)
def test_a_stranger_reads_what_was_planned(reader: Reader) -> None:
    found = ask(reader, questions())
    wrong, held = {}, 0
    for programme, question in zip(ALL, questions(), strict=True):
        is_right = found[programme.name] == planned(programme)
        exclusions = excluded(reader, programme, question.ics)
        held += not exclusions
        if not is_right and not exclusions:
            wrong[programme.name] = (found[programme.name], planned(programme))
    assert wrong == {}
    assert held > 0.7 * len(ALL)


def test_nothing_is_written_that_a_reader_was_seen_to_show_twice() -> None:
    """Sabre (Nextcloud) shows a moved first instance twice, ical (Home Assistant) any moved one in UTC."""
    for question in questions():
        first = set(re.findall(r"^DTSTART([;:].*)\r\nDTEND.*\r\nRRULE:", question.ics, flags=re.MULTILINE))
        moved = set(re.findall(r"^RECURRENCE-ID([;:].*)\r$", question.ics, flags=re.MULTILINE))
        assert first.isdisjoint(moved)
        assert not any(one.endswith("Z") for one in moved)


def test_plans_reach_across_clock_changes_and_have_exceptions() -> None:
    entries = [entry for one in GENERATED for entry in one.entries if isinstance(entry, TimedEntry)]
    assert sum(bool(entry.moved) for entry in entries) > 20
    assert sum(bool(entry.skipped) for entry in entries) > 20
    assert sum(entry.recurrence is not None and len(entry.instants()) > 9 for entry in entries) > 60
    assert sum(entry.minutes > DAY // 3 for entry in entries) > 10
