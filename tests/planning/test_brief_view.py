"""How a brief reads: one screen, short sentences, no tables, the same in every rendering."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from overlap.people.absence import Closure, TimeOff
from overlap.people.calendars import Calendar
from overlap.people.days import Entry
from overlap.people.meetings import Meeting
from overlap.people.members import Member
from overlap.people.requirements import CoverageNeed
from overlap.people.roster import Roster
from overlap.people.schedule import Season
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.brief import brief
from overlap.render.document import Bullets, Heading, Paragraph
from overlap.render.html import to_html
from overlap.render.markdown import to_markdown
from overlap.render.text import to_text
from tests.properties.strategies import FakeTable
from tests.render.views import HOSTILE, markdown_html, read_html, shown, squeezed


def night_and_client(**more: Any) -> Roster:
    """Manila by night and New York by day: eight shared hours until New York's clock changes on 8 March."""
    manila = {
        "name": "Manila",
        "headcount": 12,
        "members": [Member("ana", name="Ana Reyes", time_off=[TimeOff("2026-03-03", "2026-03-04")])],
        **more.pop("manila", {}),
    }
    return Roster(
        [
            Team("manila", "Asia/Manila", [Shift("22:00", "06:00")], **manila),
            Team("ny", "America/New_York", [Shift("09:00", "17:00")], name="New York", **more.pop("ny", {})),
        ],
        title="Two",
        zone="America/New_York",
        **more,
    )


def parts(text: str) -> dict[str, list[str]]:
    """The lines under each heading."""
    found: dict[str, list[str]] = {}
    lines = text.splitlines()
    for line, under in zip(lines, [*lines[1:], ""], strict=True):
        if under and set(under) <= {"-", "="} and len(under) == len(line):
            current = found.setdefault(line, [])
        elif found and line and not set(line) <= {"-", "="}:
            current.append(line)
    return found


def test_a_week_reads_from_what_is_shared_to_what_is_celebrated() -> None:
    sync = Meeting(
        "sync", title="Sync", teams=["manila", "ny"], minutes=30, on="tue", at="16:30", anchor="ny",
        start="2026-01-06", end="2026-12-29",
    )  # fmt: skip
    ana = Member("ana", name="Ana Reyes", time_off=[TimeOff("2026-03-03", "2026-03-04")], birthday="03-05")
    roster = night_and_client(
        meetings=[sync],
        requirements=[
            CoverageNeed(
                name="desk", teams=["ny"], start="09:00", end="18:00", days=["mon"], zone="America/New_York"
            )
        ],
        manila={"members": [ana]},
        ny={"closures": [Closure("2026-03-06", name="Move")]},
    )
    assert parts(to_text(brief(roster, "2026-03-04").document())) == {
        "Two: week of Mon 2 Mar 2026": ["Mon 2 Mar 2026 to Sun 8 Mar 2026. Times are those of New York."],
        "Shared hours": [
            "Both teams share 32 h this week.",
            "- Mon 2 Mar to Thu 5 Mar: 09:00–17:00 (8 h)",
            "- Fri 6 Mar: none, because of Move (New York)",
        ],
        "Off this week": [
            "- Tue 3 Mar, Wed 4 Mar: time off, Ana Reyes (Manila)",
            "- Fri 6 Mar: Move, New York",
        ],
        "Off next week": ["Nobody on a working day."],
        "Changes ahead": [
            (
                "- Mon 9 Mar: shared hours of both teams become 10:00–17:00. "
                "New York: America/New_York goes forward 1 h on Sun 8 Mar 2026."
            )
        ],
        "Cover this week": ["- desk: 88.9 % covered, 1 h uncovered; Nobody is scheduled."],
        "Meetings this week": [
            ("- Tue 3 Mar 16:30: Sync, 30 min; at a good hour for the others; without Ana Reyes (time off)")
        ],
        "Celebrations": ["- Thu 5 Mar: Ana Reyes's birthday, Manila"],
    }


def test_what_is_shared_stands_out_and_nothing_else_does() -> None:
    blocks = brief(night_and_client(), "2026-03-04").document().blocks
    assert [one for one in blocks if isinstance(one, Paragraph)] == [
        Paragraph("Mon 2 Mar 2026 to Sun 8 Mar 2026. Times are those of New York."),
        Paragraph("Both teams share 40 h this week.", strong=True),
        Paragraph("Nobody on a working day."),
    ]


def test_a_week_without_hours_has_no_list_of_days() -> None:
    """A season without shifts: no day is worked, and none is lost to days off."""
    shut = Season("2026-02-02", "2026-03-20", shifts=[], name="shut")
    alone = Team("t", "UTC", [Shift("09:00", "17:00")], name="Team", seasons=[shut])
    other = Team("o", "UTC", [Shift("09:00", "17:00")], name="Other")
    for teams, title, said in (
        ([alone], "Hours", "Team is not at work this week."),
        ([alone, other], "Shared hours", "Both teams share no time this week."),
    ):
        blocks = brief(Roster(teams), "2026-03-04").document().blocks
        assert blocks[2:5] == (
            Heading(title),
            Paragraph(said, strong=True),
            Heading("Off this week"),
        )


def test_there_are_no_tables_and_every_rendering_says_the_same() -> None:
    document = brief(night_and_client(), "2026-03-04").document()
    assert {type(block) for block in document.blocks} == {Heading, Paragraph, Bullets}
    text = to_text(document)
    for html in (markdown_html(to_markdown(document)), to_html(document)):
        words = squeezed("".join(f" {word} " for word in read_html(html).words))
        plain = squeezed(re.sub(r"(?m)^(- |[-=]+$)", "", text))
        assert words.replace(" ", "") == plain.replace(" ", "")
    assert "|" not in to_markdown(document)


def test_alone_a_team_has_hours_and_shares_none() -> None:
    roster = Roster([Team("t", "UTC", [Shift("09:00", "17:00")], name="Team")])
    told = parts(to_text(brief(roster, "2026-03-04").document()))
    assert told["Hours"] == ["Team is at work 40 h this week.", "- Mon 2 Mar to Fri 6 Mar: 09:00–17:00 (8 h)"]
    twice = parts(to_text(brief(roster, "2026-03-04", weeks=2).document()))
    assert twice["Hours"][1:] == [
        "- Mon 2 Mar to Fri 6 Mar: 09:00–17:00 (8 h)",
        "- Mon 9 Mar to Fri 13 Mar: 09:00–17:00 (8 h)",
    ]
    empty = parts(to_text(brief(Roster([Team("t", "UTC", [], name="Team")]), "2026-03-04").document()))
    assert empty["Hours"] == ["Team is not at work this week."]
    assert empty["Cover this week"] == ["- 24x7: 0 % covered, 168 h uncovered; Nobody is scheduled."]


def test_alone_a_teams_hours_change_and_none_are_called_shared() -> None:
    team = Team("ny", "America/New_York", [Shift("09:00", "17:00")], name="New York")
    told = parts(to_text(brief(Roster([team], zone="UTC"), "2026-03-04").document()))["Changes ahead"]
    assert told == [
        (
            "- Mon 9 Mar: hours become 13:00–21:00. "
            "New York: America/New_York goes forward 1 h on Sun 8 Mar 2026."
        )
    ]


def test_where_all_never_meet_the_most_that_do_are_told_and_where_no_two_meet_nobody() -> None:
    apart = Team("late", "UTC", [Shift("18:00", "23:00")])
    teams = [Team(name, "UTC", [Shift("09:00", "17:00")]) for name in ("a", "b")]
    told = parts(to_text(brief(Roster([*teams, apart]), "2026-03-04").document()))["Shared hours"]
    assert told[0] == "All 3 teams share no time this week; at least 2 of them share 40 h."
    assert told[1:] == ["- Mon 2 Mar to Fri 6 Mar: 09:00–17:00 (8 h)"]
    nobody = parts(to_text(brief(Roster([teams[0], apart]), "2026-03-04").document()))["Shared hours"]
    assert nobody == ["Both teams share no time this week."]


def test_a_part_of_a_day_taken_is_told_beside_what_is_left() -> None:
    half = TimeOff("2026-03-04", from_time="12:00", until_time="15:00", name="dentist")
    teams = [
        Team(
            "a",
            "UTC",
            [Shift("09:00", "17:00")],
            name="A",
            members=[Member("ana", name="Ana", time_off=[half])],
        ),
        Team("b", "UTC", [Shift("09:00", "17:00")], name="B"),
    ]
    told = parts(to_text(brief(Roster(teams), "2026-03-04").document()))
    assert told["Shared hours"][2] == (
        "- Wed 4 Mar: 09:00–12:00, 15:00–17:00 (5 h), 3 h less than usual, because of dentist (A)"
    )
    assert told["Off this week"] == ["- Wed 4 Mar: dentist (12:00–15:00), A"]


def test_hours_that_end_and_seasons_that_move_none_are_told() -> None:
    gone = Season("2026-03-16", "2026-12-31", shifts=[], name="shut")
    less = Season("2026-03-10", "2026-12-31", shorten_minutes=60, name="short")
    teams = [
        Team("a", "UTC", [Shift("09:00", "17:00")], name="A", seasons=[gone]),
        Team("b", "UTC", [Shift("08:00", "20:00")], name="B", seasons=[less]),
    ]
    told = parts(to_text(brief(Roster(teams), "2026-03-04").document()))["Changes ahead"]
    assert len(told) == 2
    assert told[0].startswith("- B: ")
    assert "short" in told[0]
    assert told[1].startswith("- Mon 16 Mar: shared hours of both teams end. A: ")


def test_a_change_of_all_and_of_most_is_one_line() -> None:
    teams = [
        Team("ny", "America/New_York", [Shift("09:00", "17:00")], name="NY"),
        Team("w", "Europe/Warsaw", [Shift("14:00", "22:00")], name="W"),
        Team(
            "m", "Asia/Manila", [Shift("05:30", "14:00")], name="M", days=["tue", "wed", "thu", "fri", "sat"]
        ),
    ]
    told = parts(to_text(brief(Roster(teams, zone="America/New_York"), "2026-03-04").document()))
    (line,) = [line for line in told["Changes ahead"] if line.startswith("- Mon 9 Mar")]
    assert line.count("NY: America/New_York goes forward") == 1


def test_long_lists_are_counted_and_long_names_of_people_too() -> None:
    members = [
        Member(f"m{at}", name=f"M{at}", time_off=[TimeOff("2026-03-04", name="fair")]) for at in range(6)
    ]
    more = [
        Member(f"n{at}", name=f"N{at}", time_off=[TimeOff(date(2026, 3, 2 + at % 5), name=f"day {at}")])
        for at in range(12)
    ]
    team = Team("t", "UTC", [Shift("09:00", "17:00")], name="T", headcount=30, members=[*members, *more])
    told = parts(to_text(brief(Roster([team]), "2026-03-04").document()))["Off this week"]
    assert len(told) == 9
    assert told[-1] == "- 5 more"
    assert "- Wed 4 Mar: fair, M0, M1, M2, M3, 2 more (T)" in told


def test_many_causes_of_one_line_are_counted() -> None:
    closed = [[Closure("2026-03-04", name=f"reason {at}")] for at in range(5)]
    teams = [
        Team(f"t{at}", "UTC", [Shift("09:00", "17:00")], name=f"T{at}", closures=own)
        for at, own in enumerate(closed)
    ]
    (line,) = [
        line
        for line in parts(to_text(brief(Roster(teams), "2026-03-04").document()))["Shared hours"]
        if line.startswith("- Wed")
    ]
    assert line == ("- Wed 4 Mar: none, because of reason 0 (T0); reason 1 (T1); reason 2 (T2); 2 more")


def test_weeks_ahead_that_break_are_told_with_their_days_off() -> None:
    roster = night_and_client(ny={"closures": [Closure("2026-03-16", "2026-03-20", name="Move")]})
    told = parts(to_text(brief(roster, "2026-03-04").document()))["Changes ahead"]
    assert told[-1] == (
        "- Week of Mon 16 Mar: none instead of 35 h, because of Move, Mon 16 Mar to Fri 20 Mar (New York)"
    )


def test_several_weeks_are_named_as_such() -> None:
    told = parts(to_text(brief(night_and_client(), "2026-03-04", weeks=2).document()))
    assert next(iter(told)) == "Two: 2 weeks from Mon 2 Mar 2026"
    assert told["Shared hours"][0] == "Both teams share 75 h these 2 weeks."
    assert {"Off these 2 weeks", "Off the week after", "Cover these 2 weeks"} <= set(told)


def test_meetings_are_told_with_what_happens_to_them() -> None:
    def line(policy: str) -> str:
        sync = Meeting(
            "sync", title="Sync", teams=["ny"], minutes=30, on="wed", at="10:00", anchor="ny",
            start="2026-01-07", end="2026-12-30", on_holiday=policy,  # type: ignore[arg-type]
        )  # fmt: skip
        roster = night_and_client(meetings=[sync], ny={"closures": [Closure("2026-03-04", name="Move")]})
        (told,) = parts(to_text(brief(roster, "2026-03-04").document()))["Meetings this week"]
        return told

    assert line("skip").startswith("- Wed 4 Mar 10:00: Sync is skipped: ")
    assert "; moved: " in line("move")
    assert "without New York (closure, Move); too few can come" in line("keep")
    free = night_and_client(
        meetings=[
            Meeting(
                "sync", teams=["ny"], minutes=30, on="wed", at="10:00", start="2026-04-01", end="2026-05-01"
            )
        ]
    )
    assert parts(to_text(brief(free, "2026-03-04").document()))["Meetings this week"] == ["None."]


def test_a_meeting_in_everybodys_hours_has_no_worst() -> None:
    sync = Meeting("sync", title="Sync", teams=["ny"], minutes=30, on="wed", at="13:00", anchor="ny",
                   start="2026-01-07", end="2026-12-30")  # fmt: skip
    (told,) = parts(to_text(brief(night_and_client(meetings=[sync]), "2026-03-04").document()))[
        "Meetings this week"
    ]
    assert told == "- Wed 4 Mar 13:00: Sync, 30 min; at a good hour for everybody"


def test_whom_a_meeting_costs_most_is_told_with_the_time_there() -> None:
    noon = Meeting("sync", title="Sync", teams=["ny", "manila"], minutes=30, on="tue", at="12:00",
                   anchor="manila", start="2026-01-06", end="2026-12-29")  # fmt: skip
    roster = night_and_client(meetings=[noon], manila={"members": []})
    (line,) = parts(to_text(brief(roster, "2026-03-04").document()))["Meetings this week"]
    # Tuesday noon in Manila is Monday 23:00 in New York, in its quiet hours.
    assert (
        line
        == "- Mon 2 Mar 23:00: Sync, 30 min; worst for New York, 23:00 there (quiet hours); too few can come"
    )
    (here,) = parts(to_text(brief(roster, "2026-03-04", zone="Asia/Manila").document()))["Meetings this week"]
    assert here.startswith(
        "- Tue 3 Mar 12:00: Sync, 30 min; worst for New York, Mon 23:00 there (quiet hours)"
    )


def test_what_several_teams_celebrate_is_one_line_unless_it_is_told_as_a_day_off() -> None:
    table = FakeTable((Entry(date(2026, 3, 7), "Spring Day", "public", "XX"),))
    calendar = Calendar(table)
    teams = [
        Team("a", "UTC", [Shift("09:00", "17:00")], name="A", holidays=calendar),
        Team("b", "UTC", [Shift("09:00", "17:00")], name="B", holidays=calendar, days=["mon", "sat"]),
        Team("c", "UTC", [Shift("09:00", "17:00")], name="C"),
    ]
    told = parts(to_text(brief(Roster([teams[0], teams[2]]), "2026-03-04").document()))
    assert told["Celebrations"] == ["- Sat 7 Mar: Spring Day, A"]
    pair = [teams[0], teams[1].replace(days=["mon"]), teams[2]]
    told = parts(to_text(brief(Roster(pair), "2026-03-04").document()))
    assert told["Celebrations"] == ["- Sat 7 Mar: Spring Day, A, B"]
    off = parts(to_text(brief(Roster(teams), "2026-03-04").document()))
    assert off["Off this week"] == ["- Sat 7 Mar: Spring Day, B"]
    assert "Celebrations" not in off


@pytest.mark.parametrize("name", [" ".join(HOSTILE[at::7]) for at in range(7)])
def test_hostile_names_are_only_text(name: str) -> None:
    members = [Member("ana", name=name, time_off=[TimeOff("2026-03-04", name=name)], birthday="03-05")]
    sync = Meeting("sync", title=name, teams=["t", "u"], minutes=30, on="wed", at="20:00", anchor="t",
                   start="2026-01-07", end="2026-12-30")  # fmt: skip
    need = CoverageNeed(name=name.replace("\ud800", "?"), teams=["t"], start="09:00", end="18:00", zone="UTC")
    teams = [
        Team("t", "UTC", [Shift("09:00", "17:00")], name=name, members=members, headcount=3),
        Team("u", "UTC", [Shift("09:00", "17:00")], name=name, closures=[Closure("2026-03-05", name=name)]),
    ]
    roster = Roster(teams, title=name, meetings=[sync], requirements=[need])
    document = brief(roster, "2026-03-04").document()
    for html in (markdown_html(to_markdown(document)), to_html(document)):
        reader = read_html(html)
        assert reader.tags <= {"div", "h1", "h2", "h3", "h4", "p", "ul", "li", "strong"}
        assert squeezed("".join(reader.words)).count(squeezed(shown(name))) >= 6
    for line in to_text(document).splitlines():
        assert len(line.splitlines()) <= 1


def test_causes_of_a_week_stand_by_their_dates_and_not_by_team() -> None:
    closed = (("a", Closure("2026-03-20", name="Move")), ("b", Closure("2026-03-17", name="Fair")))
    teams = [
        Team(name, "UTC", [Shift("09:00", "17:00")], name=name.upper(), closures=[own])
        for name, own in closed
    ]
    told = parts(to_text(brief(Roster(teams), "2026-03-04").document()))["Changes ahead"]
    assert told == [
        "- Week of Mon 16 Mar: 24 h instead of 40 h, because of Fair, Tue 17 Mar (B); Move, Fri 20 Mar (A)"
    ]
