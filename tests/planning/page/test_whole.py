"""The page has its parts in order, and each says why."""

from __future__ import annotations

from overlap.people.roster import Roster
from overlap.people.schedule import Season
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.page.whole import report_page
from overlap.planning.report import Report, report
from overlap.planning.report_view import pairs_blocks, people_map
from overlap.planning.windows import find_windows
from overlap.render.document import Block, Bullets, Heading, Paragraph
from overlap.render.progress import Progress, watched_by
from tests.planning.page.rosters import END, MANILA, NEW_YORK, ROSTER, START

EARLY = Team("early", "UTC", [Shift("06:00", "09:00")], name="Early")
LATE = Team("late", "UTC", [Shift("18:00", "21:00")], name="Late")
LONG = Team("long", "UTC", [Shift("08:00", "19:00")], name="Long")


def test_parts_stand_in_order_and_those_with_nothing_to_say_are_left_out() -> None:
    ids = [section.id for section in report_page(report(ROSTER, START, END)).sections]
    assert ids == ["teams", "people", "year", "pairs", "coverage", "meetings", "celebrations", "holidays"]
    alone = report_page(report(Roster([NEW_YORK]), START, END))
    assert [section.id for section in alone.sections] == ["teams", "people", "year", "coverage", "holidays"]


def test_pairs_that_share_nothing_have_their_reason() -> None:
    roster = Roster([EARLY, LATE, LONG])
    page = report_page(report(roster, "2026-03-02", "2026-03-08"))
    blocks = next(section.blocks for section in page.sections if section.id == "pairs")
    at = blocks.index(Heading("Pairs that share nothing, and why"))
    reason = find_windows(roster, "2026-03-02", "2026-03-08", teams=["early", "late"]).reason
    assert reason is not None
    assert blocks[at + 1] == Bullets((f"Early and Late: {reason.text}",))


def test_of_many_pairs_that_share_nothing_the_first_ten_have_their_reason() -> None:
    hours = [
        Team(f"t{hour}", "UTC", [Shift(f"{hour:02d}:00", f"{hour + 1:02d}:00")], name=f"T{hour}")
        for hour in range(6)
    ]
    page = report_page(report(Roster(hours), "2026-03-02", "2026-03-03"))
    blocks = next(section.blocks for section in page.sections if section.id == "pairs")
    listed = next(block for block in blocks if isinstance(block, Bullets))
    pairs = [f"T{one} and T{other}" for one in range(6) for other in range(one + 1, 6)]
    assert len(pairs) == 15
    assert [text.partition(":")[0] for text in listed.items] == pairs[:10]


def test_pairs_that_all_share_something_have_no_such_list() -> None:
    page = report_page(report(Roster([LONG, EARLY, MANILA]), "2026-03-02", "2026-03-08"))
    blocks = next(section.blocks for section in page.sections if section.id == "pairs")
    shared = report(Roster([LONG, EARLY, MANILA]), "2026-03-02", "2026-03-08").pairs
    assert (Heading("Pairs that share nothing, and why") in blocks) == (0 in shared.values())


def test_most_and_fewest_people_are_told_with_their_first_moment() -> None:
    page = report_page(report(Roster([EARLY, LONG]), "2026-03-02", "2026-03-03"))
    people = next(section.blocks for section in page.sections if section.id == "people")
    told = "At most 2 people are at work at once, first on Mon 2 Mar 2026, 08:00; at least 0, "
    assert people[0] == Paragraph(f"{told}first on Mon 2 Mar 2026, 00:00.")


def part(made: Report, name: str) -> tuple[Block, ...]:
    return next(section.blocks for section in report_page(made).sections if section.id == name)


def test_people_at_work_are_a_sentence_and_a_map_of_the_week() -> None:
    made = report(Roster([EARLY, LONG]), "2026-03-02", "2026-03-15")
    lead, heat = part(made, "people")
    assert isinstance(lead, Paragraph)
    assert heat == people_map(made)


def test_the_season_of_a_team_is_told_below_the_table_of_teams() -> None:
    short = Season("2026-03-04", "2026-03-06", shorten_minutes=60, name="Ramadan")
    made = report(Roster([LONG.replace(seasons=[short]), EARLY]), "2026-03-02", "2026-03-08")
    table, told = part(made, "teams")
    assert told == Paragraph("Long, Ramadan, Wed 4 Mar 2026 to Fri 6 Mar 2026: each shift ends 1 h earlier.")
    assert part(report(Roster([LONG, EARLY]), "2026-03-02", "2026-03-08"), "teams") == (table,)


def test_pairs_have_a_part_from_three_teams_on_and_it_says_what_they_are() -> None:
    for teams, has_part in (([EARLY], False), ([EARLY, LONG], False), ([EARLY, LONG, MANILA], True)):
        made = report(Roster(teams), "2026-03-02", "2026-03-08")
        ids = [section.id for section in report_page(made).sections]
        assert ("pairs" in ids) == has_part
        if has_part:
            lead, *pairs = part(made, "pairs")
            assert lead == Paragraph(
                "Hours a week in which somebody of both is at work, on average, days off left out."
            )
            assert pairs[: len(list(pairs_blocks(made)))] == list(pairs_blocks(made))


def test_each_part_of_the_page_is_told_as_it_begins() -> None:
    told: list[Progress] = []
    made = report(Roster([NEW_YORK, MANILA]), START, START)
    with watched_by(told.append):
        report_page(made)
    assert [(one.done, one.part) for one in told if one.stage == "Report"] == [
        (0, "Who works when"),
        (1, "People at work"),
        (2, "The year"),
        (3, "Hours that pairs share"),
        (4, "Coverage"),
        (5, "Meetings"),
        (6, "Staggered shifts, before and after"),
        (7, "Celebrations ahead"),
        (8, "Holidays ahead"),
    ]
