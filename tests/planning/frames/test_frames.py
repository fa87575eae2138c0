"""The numbers of the records are those that programs read as JSON."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from overlap.people.absence import TimeOff
from overlap.people.meetings import Meeting
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.pairs import plan_pairs
from overlap.planning.rotation import plan_rotation
from tests.planning.results import CAFE, FULL, START, full

Row = dict[str, Any]

SOURCES: dict[str, Callable[[Any], list[Row]]] = {
    "BusyReading": lambda found: found.to_dict()["blocks"],
    "Celebrations": lambda found: found.to_dict()["celebrations"],
    "Changes": lambda found: found.to_dicts(),
    "CohortRotation": lambda found: [
        {"date": week["date"], "id": who, "cohort": cohort["name"]}
        for week in found.to_dict()["weeks"]
        for cohort in [*week["cohorts"], {"name": None, "people": week["away"]}]
        for who in cohort["people"]
    ],
    "Comparison": lambda found: [
        row | {"team": row["teams"][0], "other": row["teams"][1]} for row in found.to_dicts()
    ],
    "Coverage": lambda found: found.to_dict()["uncovered"],
    "DaysOff": lambda found: found.to_dict()["days"],
    "Explanation": lambda found: found.to_dict()["attendees"],
    "Handoffs": lambda found: found.to_dicts(),
    "Held": lambda found: found.to_dicts(),
    "PairWindows": lambda found: [
        row | {"team": row["teams"][0], "other": row["teams"][1]} for row in found.to_dicts()
    ],
    "Pairs": lambda found: [pair for one in found.to_dict()["rounds"] for pair in one["pairs"]],
    "Presence": lambda found: found.to_dicts(),
    "Programme": lambda found: found.to_dict()["series"],
    "Publication": lambda found: found.to_dicts(),
    "RequirementChecks": lambda found: found.to_dicts(),
    "ResponseTimes": lambda found: found.to_dicts(),
    "Rotation": lambda found: found.to_dict()["occurrences"],
    "Series": lambda found: found.to_dict()["occurrences"],
    "SeriesPlan": lambda found: [found.to_dict()["best"]],
    "Shifts": lambda found: found.to_dicts(),
    "Stagger": lambda found: found.to_dict()["shifts"],
    "Suggestions": lambda found: found.to_dict()["suggestions"],
    "TradeOff": lambda found: found.to_dict()["points"],
    "Windows": lambda found: found.to_dicts(),
    "Workload": lambda found: found.to_dict()["people"],
}
"""The rows of each result as JSON has them."""

OTHER: dict[str, dict[str, Callable[[Row], Any]]] = {
    "BusyReading": {
        "start": lambda row: None if row["all_day"] else row["start"],
        "end": lambda row: None if row["all_day"] else row["end"],
        "first_date": lambda row: row["start"] if row["all_day"] else None,
        "last_date": lambda row: row["end"] if row["all_day"] else None,
    },
    "Changes": {
        "windows": lambda row: [f"{start}-{end}" for start, end in row["windows_local"]],
        "clock": lambda row: "America/New_York",
    },
    "DaysOff": {
        "off_from_minute": lambda row: row.get("minutes_off", [None])[0],
        "off_until_minute": lambda row: row.get("minutes_off", [None])[-1],
    },
    "Explanation": {
        "person": lambda row: row.get("person", row["id"]),
        "discomfort_minutes": lambda row: row.get("discomfort_minutes"),
        "night_minutes": lambda row: row.get("night_minutes"),
        "because": lambda row: "; ".join(one["text"] for one in row.get("reasons", [])),
    },
    "Pairs": {
        "person": lambda row: row["people"][0],
        "other": lambda row: row["people"][1],
        "last_met": lambda row: row["last_met"],
        "worst_minutes": lambda row: row["score"],
        "because": lambda row: "",
    },
    "Presence": {"away": lambda row: [one["id"] for one in row["away"]]},
    "Programme": {
        "anchor": lambda row: row["zone"],
        "occurrences": lambda row: len(row["occurrences"]),
        "moved": lambda row: sum("moved_from" in one for one in row["occurrences"]),
        "skipped": lambda row: sum("skipped" in one for one in row["occurrences"]),
        "worst_minutes": lambda row: max(one["burden_minutes"] for one in row["burdens"]),
        "total_minutes": lambda row: sum(one["burden_minutes"] for one in row["burdens"]),
    },
    "Publication": {"because": lambda row: row.get("because", "")},
    "RequirementChecks": {"exceptions": lambda row: len(row["exceptions"])},
    "ResponseTimes": {"unanswered_because": lambda row: row.get("unanswered_because", "")},
    "Rotation": {
        "worst_minutes": lambda row: max(
            one["burden_minutes"] for one in row["attendees"] if not one["credited"]
        ),
        "total_minutes": lambda row: sum(
            one["burden_minutes"] for one in row["attendees"] if not one["credited"]
        ),
        "away": lambda row: [one["id"] for one in row["attendees"] if one["credited"]],
    },
    "Series": {
        "planned_date": lambda row: row.get("moved_from", row["date"]),
        "planned_start": lambda row: row.get("moved_from_start", row["start"]),
        "moved": lambda row: "moved_from" in row,
        "skipped": lambda row: "skipped" in row,
        "because": lambda row: row.get("because", ""),
        "people": lambda row: len(row["attendees"]),
        "outside_hours": lambda row: sum(one["outside_hours"] for one in row["attendees"]),
        "discomfort_minutes": lambda row: sum(one["discomfort_minutes"] for one in row["attendees"]),
    },
    "SeriesPlan": {"weekdays": lambda row: ", ".join(day.title() for day in row["on"])},
    "Stagger": {
        "start_time": lambda row: row["start"],
        "end_time": lambda row: row["end"],
        "clock": lambda row: row["zone"],
        "was_shift": lambda row: row["was"]["shift"],
        "was_start_time": lambda row: row["was"]["start"],
        "was_end_time": lambda row: row["was"]["end"],
        "was_clock": lambda row: row["was"]["zone"],
    },
    "Suggestions": {
        "worst_minutes": lambda row: row["score"],
        "total_minutes": lambda row: row["total_discomfort_minutes"],
        "without": lambda row: [one["id"] for one in row["attendees"] if not one["can_come"]],
    },
    "TradeOff": {"bound_person_minutes": lambda row: row["bound"]},
}
"""What a column is of where it is not the value of its name."""

APART: dict[str, frozenset[str]] = {
    "Explanation": frozenset({"name", "start", "end"}),
    "Pairs": frozenset({"round", "date"}),
    "Presence": frozenset({"name", "at"}),
    "SeriesPlan": frozenset({"choice", "anchor"}),
}
"""Columns that the rows as JSON do not have: they stand beside the rows, or in the local times."""


def plain(value: object) -> object:
    """A value as JSON has it."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%MZ}"
    return value.isoformat() if isinstance(value, date) else value


def listed(value: object) -> object:
    return ", ".join(map(str, value)) if isinstance(value, list) else value


def test_every_result_is_compared() -> None:
    assert SOURCES.keys() == FULL.keys() - {"Brief", "Kpis"}


@pytest.mark.parametrize("name", SOURCES)
def test_records_hold_the_numbers_that_json_has(name: str) -> None:
    found = full(name)
    records = found.to_records()
    if name == "Pairs":
        records = [row for row in records if row["other"] is not None]
    if name == "SeriesPlan":
        records = [row for row in records if str(row["choice"]).startswith("best")][:1]
    if name == "CohortRotation":
        records.sort(key=lambda row: (row["date"], row["cohort"] is None, row["cohort"]))
    rows = SOURCES[name](found)
    if name == "CohortRotation":
        rows.sort(key=lambda row: (row["date"], row["cohort"] is None, row["cohort"]))
    assert len(records) == len(rows) > 0
    compared = set()
    for record, row in zip(records, rows, strict=True):
        for column, value in record.items():
            if column in APART.get(name, ()) or column == "zone" or column.endswith("_local"):
                continue
            of = OTHER.get(name, {}).get(column)
            wanted = listed(row.get(column) if of is None else of(row))
            if isinstance(value, float):
                assert wanted == pytest.approx(value, abs=0.006), (column, row)
            else:
                assert plain(value) == wanted, (column, row)
            if wanted is not None:
                compared.add(column)
    # Columns of nothing but None would be compared with keys that are spelt otherwise.
    empty = {column for column in records[0] if all(record[column] is None for record in records)}
    told = {column for column in records[0] if column != "zone" and not column.endswith("_local")}
    assert told - compared - empty <= APART.get(name, frozenset())


def test_local_times_are_those_on_which_a_result_shows_itself() -> None:
    zones = {
        name: {row["zone"] for row in full(name).to_records()}
        for name in ("Windows", "Series", "BusyReading")
    }
    assert zones == {
        "Windows": {"America/New_York"},
        "Series": {"America/New_York"},
        "BusyReading": {"Asia/Manila"},
    }
    for name in ("Explanation", "Presence"):
        assert [row["zone"] for row in full(name).to_records()] == [
            "America/New_York",
            "Asia/Manila",
            "Asia/Kolkata",
        ]
    attendees = full("Explanation").to_dict()["attendees"]
    assert [row["start_local"] for row in full("Explanation").to_records()] == [
        one["local_start"] for one in attendees
    ]


def test_a_presence_says_of_when_it_is() -> None:
    assert {plain(row["at"]) for row in full("Presence").to_records()} == {"2026-03-04T14:30Z"}
    assert [row["name"] for row in full("Presence").to_records()][1:] == ["Manila", "Pune"]


def test_who_sits_out_a_round_has_a_record_with_the_reason() -> None:
    found = plan_pairs(CAFE, START, "2026-03-15", every="week", teams=["ny.ana", "ny.bo", "manila.cy"])
    rows = found.to_records()
    assert [(row["round"], str(row["date"])) for row in rows] == [
        (1, "2026-03-02"),
        (1, "2026-03-02"),
        (2, "2026-03-09"),
        (2, "2026-03-09"),
    ]
    alone = [row for row in rows if row["other"] is None]
    assert [(row["round"], row["person"]) for row in alone] == [
        (one["round"], who["id"]) for one in found.to_dict()["rounds"] for who in one["sits_out"]
    ]
    assert {row["because"] for row in alone} == {"all who could are paired"}
    assert {row[key] for row in alone for key in ("start", "start_local", "end", "worst_minutes")} == {None}
    assert all(row["because"] == "" for row in rows if row["other"] is not None)


def test_a_pair_is_as_badly_off_as_the_worse_of_the_two() -> None:
    hours = {"early": ("06:00", "13:15"), "late": ("14:00", "22:00")}
    members = [Member(who, shifts=[Shift(*own)]) for who, own in hours.items()]
    roster = Roster([Team("a", "UTC", [Shift("09:00", "17:00")], members=members)])
    found = plan_pairs(roster, START, "2026-03-08", every="week", domain="fringe")
    # Any half hour costs one of them all of it; it costs the other least where half of that is at work.
    (pair,) = found[0].pairs
    assert sorted(who.discomfort_minutes for who in pair.attendees) == [15, 30]
    assert [row["worst_minutes"] for row in found.to_records()] == [30]


def test_the_choices_of_a_plan_are_the_lines_of_its_document() -> None:
    plan = full("SeriesPlan")
    choices = [row["choice"] for row in plan.to_records()]
    table = next(block for block in plan.document().blocks if hasattr(block, "rows"))
    assert choices == [row[0] for row in table.rows]
    assert {row["anchor"] for row in plan.to_records()} == {"America/New_York"}


def test_a_turn_at_which_nobody_has_joined_yet_is_borne_by_nobody() -> None:
    members = [Member(name, joined="2026-03-05") for name in ("x", "y")]
    team = Team("a", "UTC", [Shift("09:00", "17:00")], members=members)
    meeting = Meeting("m", teams=["a"], minutes=30, on="mon", at="08:00")
    rows = plan_rotation(
        Roster([team], meetings=[meeting]), "m", START, "2026-03-09", at=["08:00"], domain="fringe"
    ).to_records()
    told = [(row["worst_minutes"], row["total_minutes"], row["away"]) for row in rows]
    assert told == [(0, 0, "a.x, a.y"), (30, 60, "")]


def test_what_a_rotation_credits_is_borne_by_nobody() -> None:
    """It is 22:00 in Manila, at six a minute; ana is away on the second date, and credited with the mean."""
    members = [
        Member("ana", time_off=[TimeOff("2026-03-10")]),
        Member("ben"),
        Member("cas", zone="UTC"),
    ]
    team = Team("manila", "Asia/Manila", [Shift("09:00", "17:00")], members=members)
    weekly = Meeting("m", teams=["manila"], minutes=60, on="tue", anchor="UTC")
    roster = Roster([team], zone="UTC", meetings=[weekly])
    rows = plan_rotation(roster, weekly, "2026-03-03", "2026-03-10", at=["14:00"], solver="own").to_records()
    assert [(row["worst_minutes"], row["total_minutes"], row["away"]) for row in rows] == [
        (360, 720, ""),
        (360, 360, "manila.ana"),
    ]
