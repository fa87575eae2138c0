"""How it reads who is at work: order, clocks and dates, in a table and in a message."""

from __future__ import annotations

import re
from datetime import date

import pytest

from overlap.core.zones import zone
from overlap.people.absence import Closure, TimeOff
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.presence import who_is_on
from overlap.planning.presence_view import dates_text, days_text, sooner_first
from overlap.render.document import Bullets, Document, Table
from overlap.render.markdown import to_markdown
from overlap.render.text import to_text, width
from tests.planning.test_presence import ROSTER
from tests.properties.oracle import day_number, wall_shown
from tests.render.views import HOSTILE, markdown_html, read_html, shown, squeezed

DAY = 1440


def test_the_table_tells_who_can_answer_first_and_what_comes_next() -> None:
    text = to_text(who_is_on(ROSTER, "2026-03-09T17:30Z").document())
    assert text.splitlines()[:9] == [
        "Mon 9 Mar 2026, 18:30 Europe/Warsaw: 2 of 5 teams at work, 6 of 10 people",
        "",
        "Team    Local      At work   Until  Back       In Warsaw",
        "------  ---------  --------  -----  ---------  ---------",
        "noc     17:30      2 of 2    –                 –",
        "ny      13:30      4 of 5    17:00  Tue 04:00  22:00",
        "Manila  Tue 01:30  on break         02:00      19:00",
        "shut    17:30      off              –          –",
        "idle    23:15      off              –          –",
    ]


def test_the_message_says_the_same_without_a_table() -> None:
    found = who_is_on(ROSTER, "2026-03-09T17:30Z")
    assert not any(isinstance(block, Table) for block in found.message().blocks)
    assert to_markdown(found.message()).splitlines() == [
        "**Mon 9 Mar 2026, 18:30 Warsaw: 2 of 5 teams at work, 6 of 10 people**",
        "",
        "- **noc:** 17:30 there, 2 of 2 at work; no change for 14 days",
        "- **ny:** 13:30 there, 4 of 5 at work; until 17:00 (22:00 Warsaw), then from Tue 04:00",
        "- **Manila:** Tue 01:30 there, on break; back 02:00 (19:00 Warsaw)",
        (
            "- **shut:** 17:30 there, off for closure (Tue 10 Mar to Fri 13 Mar, Mon 16 Mar to Fri 20 Mar, "
            "Mon 23 Mar); no change for 14 days"
        ),
        "- **idle:** 23:15 there, off; no change for 14 days",
    ]
    text = to_text(found.message())
    assert text == to_markdown(found.message()).replace("**", "")


def test_the_readers_clock_may_be_any() -> None:
    found = who_is_on(ROSTER, "2026-03-09T17:30Z")
    tokyo = to_text(found.document("Asia/Tokyo"))
    assert tokyo.startswith("Tue 10 Mar 2026, 02:30 Asia/Tokyo: 2 of 5 teams at work")
    assert "In Tokyo" in tokyo
    assert "ny:** Mon 13:30 there, 4 of 5 at work; until 17:00 (06:00 Tokyo)" in to_markdown(
        found.message("Asia/Tokyo")
    )


def test_at_work_longest_first_then_breaks_then_who_is_back_soonest() -> None:
    found = who_is_on(ROSTER, "2026-03-09T17:30Z")
    ordered = sooner_first(found)
    assert sorted(one.team for one in ordered) == sorted(one.team for one in found)
    never = 10**12
    keys = [
        (0, -(one.until or never)) if one.at_work else (1 if one.on_break else 2, one.until or never)
        for one in ordered
    ]
    assert keys == sorted(keys)
    assert [one.team for one in found] == [team.id for team in ROSTER]


def test_who_is_on_a_break_comes_before_who_has_yet_to_start() -> None:
    lunch = Shift("09:00", "17:00", breaks=[Break("12:00", "13:00")])
    teams = [Team("later", "UTC", [Shift("12:45", "20:00")]), Team("lunch", "UTC", [lunch])]
    found = who_is_on(Roster(teams), "2026-03-09T12:30Z")
    assert [one.team for one in sooner_first(found)] == ["lunch", "later"]


def test_a_day_off_is_told_by_name_with_the_way_back() -> None:
    team = Team(
        "t", "UTC", [Shift("09:00", "17:00")], name="Team", closures=[Closure("2026-03-09", name="Move")]
    )
    found = who_is_on(Roster([team]), "2026-03-06T18:00Z")
    assert to_markdown(found.message()).endswith(
        "- **Team:** off for Move (Mon 9 Mar); back Tue 10 Mar 09:00\n"
    )
    assert to_text(found.document()).endswith("Days off:\n\n- Team: Move (Mon 9 Mar)\n")
    assert to_text(found.document()).startswith("Fri 6 Mar 2026, 18:00 UTC: not at work, 0 of 1 person\n")


def test_who_is_away_is_told_after_the_teams() -> None:
    away = {
        "ana": TimeOff("2026-03-09", "2026-03-11", name="trip"),
        "ben": TimeOff("2026-03-09", from_time="13:00", until_time="15:00", name="dentist"),
        "eva": TimeOff("2026-03-09", "2026-08-01", name="leave"),
    }
    members = [Member(who, name=who.title(), time_off=[one]) for who, one in away.items()]
    team = Team("t", "UTC", [Shift("09:00", "17:00")], name="Team", headcount=4, members=members)
    found = who_is_on(Roster([team]), "2026-03-09T10:00Z")
    for document in (found.document(), found.message()):
        assert to_text(document).split("Away today:\n\n")[1].splitlines() == [
            "- Ana (Team): trip, back Thu 12 Mar 09:00",
            "- Ben (Team): dentist, 13:00–15:00, back 15:00",
            "- Eva (Team): leave, until Sat 1 Aug",
        ]


@pytest.mark.parametrize(
    ("back", "table", "message"),
    [
        ("2026-03-09", "12:00", "12:00"),
        ("2026-03-10", "Tue 12:00", "Tue 12:00"),
        ("2026-03-11", "Wed 12:00", "Wed 11 Mar 12:00"),
        ("2026-03-15", "Sun 12:00", "Sun 15 Mar 12:00"),
        ("2026-03-16", "16 Mar 12:00", "Mon 16 Mar 12:00"),
    ],
)
def test_the_further_ahead_the_more_of_the_date_is_told(back: str, table: str, message: str) -> None:
    first = date.fromisoformat(back)
    closed = [Closure("2026-03-01", date.fromordinal(first.toordinal() - 1).isoformat())]
    days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    team = Team("t", "UTC", [Shift("12:00", "20:00")], name="T", days=days, closures=closed)
    found = who_is_on(Roster([team]), "2026-03-09T10:00Z")
    assert table in [
        cell for block in found.document().blocks if isinstance(block, Table) for cell in block.rows[0]
    ]
    assert to_text(found.message()).rstrip().endswith(f"back {message}")


def test_a_date_of_the_team_that_is_not_the_readers_is_always_told() -> None:
    """Every clock time of a message, read on its own, is the instant that it stands for."""
    shifts = [Shift("06:00", "14:00", breaks=[Break("10:00", "10:30")]), Shift("16:00", "23:00")]
    keys = ("Pacific/Auckland", "Pacific/Honolulu", "Asia/Kathmandu", "America/New_York")
    roster = Roster([Team(f"t{at}", key, shifts, name=f"T{at}") for at, key in enumerate(keys)])
    pattern = re.compile(
        r"(?:until|back) ((?:\w{3} )?(?:\d+ \w{3} )?)(\d\d:\d\d)"
        r"(?: \(((?:[A-Z]\w\w )?)(.*?)(\d\d:\d\d) Honolulu\))?"
    )
    for hour in range(0, 5 * 24, 7):
        now = day_number(date(2026, 3, 6)) * DAY + hour * 60
        at = f"{date(2026, 3, 6 + hour // 24).isoformat()}T{hour % 24:02d}:00Z"
        found = who_is_on(roster, at)
        lines = to_text(found.message("Pacific/Honolulu")).splitlines()[2:]
        by_name = {item.name: item for item in found}
        for line in lines:
            item = by_name[line[2:4]]
            told = pattern.search(line)
            assert told, line
            assert item.until is not None
            own, here = wall_shown(item.zone, item.until), wall_shown("Pacific/Honolulu", item.until)
            assert told[2] == f"{own % DAY // 60:02d}:{own % 60:02d}", line
            today = wall_shown(item.zone, now) // DAY
            assert bool(told[1]) == (own // DAY != today), line
            if told[5] is None:
                assert own == here, line
            else:
                assert told[5] == f"{here % DAY // 60:02d}:{here % 60:02d}", line
                reader_today = wall_shown("Pacific/Honolulu", now) // DAY
                if here // DAY != reader_today and here // DAY != own // DAY:
                    assert told[3], line
                if not told[3]:  # the reader's today, or the date that stands before
                    assert here // DAY == reader_today or (told[1] and here // DAY == own // DAY), line


def test_the_same_time_on_another_date_of_the_reader_is_dated() -> None:
    auckland = Team("a", "Pacific/Auckland", [Shift("09:00", "17:00")], name="A")
    found = who_is_on(Roster([auckland]), "2026-03-09T21:00Z")  # Tue 10:00 in Auckland
    assert "until 17:00 (Tue 05:00 Warsaw)" in to_text(found.message("Europe/Warsaw"))
    assert "until 17:00 (18:00 Honolulu)" in to_text(found.message("Pacific/Honolulu"))


def test_a_date_is_told_once_for_two_clocks_that_agree_on_it() -> None:
    warsaw = Team("w", "Europe/Warsaw", [Shift("09:00", "17:00")], name="W")
    found = who_is_on(Roster([warsaw]), "2026-03-14T10:00Z")
    assert to_text(found.message("America/New_York")).endswith(
        "off; back Mon 16 Mar 09:00 (04:00 New York)\n"
    )
    assert to_text(found.message("Pacific/Honolulu")).endswith("back Mon 16 Mar 09:00 (Sun 22:00 Honolulu)\n")


def test_where_clocks_come_to_agree_the_date_is_told_that_is_not_yet_the_readers() -> None:
    """London's clock goes back to UTC in the night; it is Sunday there already."""
    team = Team("l", "Europe/London", [Shift("09:00", "17:00")], name="L", days=["sun"])
    found = who_is_on(Roster([team]), "2026-10-24T23:30Z")
    assert to_text(found.message("UTC")).endswith("- L: Sun 00:30 there, off; back Sun 09:00\n")
    assert to_text(found.message("Europe/London")).endswith("- L: off; back 09:00\n")


def test_days_off_are_told_once_by_name_and_counted_beyond_three() -> None:
    days = [date(2026, 12, day) for day in (24, 25, 28, 29, 30)]
    named = [(on, "end of year") for on in days]
    assert days_text(named) == "end of year (Thu 24 Dec, Fri 25 Dec, Mon 28 Dec to Wed 30 Dec)"
    many = [(days[0], name) for name in "abcde"]
    assert days_text(many) == "a (Thu 24 Dec), b (Thu 24 Dec), c (Thu 24 Dec), 2 more"
    assert days_text(()) == ""
    assert dates_text([day_number(one) for one in days[:2]]) == "Thu 24 Dec, Fri 25 Dec"


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_only_text(name: str) -> None:
    ana = Member("ana", name=name, time_off=[TimeOff("2026-03-09", name=name)])
    closed = [Closure("2026-03-10", name=name)]
    team = Team("t", "UTC", [Shift("09:00", "17:00")], name=name, members=[ana], closures=closed)
    found = who_is_on(Roster([team]), "2026-03-09T10:00Z")
    reader = read_html(markdown_html(to_markdown(found.message())))
    assert reader.tags <= {"p", "strong", "ul", "li"}
    words = squeezed("".join(reader.words))
    assert words.count(squeezed(shown(name))) >= 2
    for line in to_text(found.message()).splitlines()[2:]:
        assert line.startswith("- ") or line in ("", "Away today:")


def test_the_example_fits_80_columns_at_every_hour() -> None:
    from overlap.adapters.bundled import example_text
    from overlap.adapters.team_file import loads

    roster = loads(example_text())
    for hour in range(0, 24 * 9, 5):
        wall = day_number(date(2026, 12, 22)) * DAY + hour * 60
        at = f"{date(2026, 12, 22 + hour // 24).isoformat()}T{wall % DAY // 60:02d}:00Z"
        document: Document = who_is_on(roster, at).document()
        (table,) = (block for block in document.blocks if isinstance(block, Table))
        assert max(map(width, to_text(Document((table,))).splitlines())) <= 80
        assert all(isinstance(block, Bullets) for block in document.blocks[3::2])


def test_zones_without_a_city_are_named_by_their_key() -> None:
    found = who_is_on(Roster([Team("t", "UTC", [Shift("09:00", "17:00")])]), "2026-03-09T10:00Z")
    assert "In GMT+5" in to_text(found.document("Etc/GMT+5"))
    assert zone("Etc/GMT+5").key == "Etc/GMT+5"
