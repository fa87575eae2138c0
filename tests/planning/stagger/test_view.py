"""How a stagger reads."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from html.parser import HTMLParser

import pytest

from overlap.errors import BadArgument
from overlap.people.absence import Closure
from overlap.people.flex import Flex
from overlap.people.requirements import CoverageNeed, LimitNeed
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.stagger.answer import suggest_stagger
from overlap.planning.stagger.result import Objective, Stagger
from overlap.planning.stagger.view import verdict
from overlap.render.document import Heading, Paragraph, Table
from overlap.render.text import to_text
from tests.planning.stagger.service import NEED, NEW_YORK, found, none, pune


def headings(one: Stagger) -> list[str]:
    return [block.text for block in one.document().blocks if isinstance(block, Heading)]


def paragraphs(one: Stagger) -> list[str]:
    return [block.text for block in one.document().blocks if isinstance(block, Paragraph)]


def tables(one: Stagger) -> list[tuple[tuple[str, ...], ...]]:
    return [tuple(block.rows) for block in one.document().blocks if isinstance(block, Table)]


def test_the_verdict_counts_people_and_minutes_and_says_what_is_proven() -> None:
    assert verdict(found()) == (
        "2 of 5 people start at another time, at most 1 h 30 min from today's: "
        "180 person-minutes moved a day. No plan moves less: that is proven."
    )


def test_the_verdict_stands_out_below_the_title() -> None:
    for one in (found(), none()):
        title, said = one.document().blocks[:2]
        assert (title, said) == (
            Heading("Staggered shifts: Service", 1),
            Paragraph(verdict(one), strong=True),
        )


def test_what_is_not_proven_is_told_with_the_bound_of_what_came_first() -> None:
    objective = Objective(180, Fraction(45), 10, Fraction(337, 2))
    one = replace(found(), status="feasible", objective=objective)
    assert verdict(one).endswith(
        "It is not proven that this is the best: person-minutes moved come to 168.5 at least."
    )
    worst = replace(one, priority=("worst", "moved", "quiet"))
    assert "minutes a person of the team moved most come to 168.5 at least" in verdict(worst)
    quiet = replace(found(), priority=("quiet", "moved", "worst"))
    assert verdict(quiet).endswith("No plan has fewer quiet minutes: that is proven.")
    easier = replace(found(), priority=("worst", "moved", "quiet"))
    assert verdict(easier).endswith("No plan is easier on the team moved most: that is proven.")


def test_where_nobody_has_to_move_that_is_the_verdict() -> None:
    one = found()
    assert one.planned is not None
    again = suggest_stagger(one.planned, "2027-03-01", "2027-03-21", solver="search")
    assert verdict(again) == "Nobody has to move: the shifts of today keep every requirement."
    unproven = replace(again, status="feasible")
    assert verdict(unproven).endswith("keep every requirement. Whether others do it better is not proven.")


def test_without_a_plan_the_verdict_says_whether_that_is_proven() -> None:
    no = none()
    assert (bool(no), no.status, no.objective, no.planned) == (False, "infeasible", None, None)
    assert verdict(no) == "No shifts within these limits keep all requirements: that is proven."
    unknown = replace(no, status="unknown", conflict=None)
    assert "Give it longer" in verdict(unknown)
    assert unknown.reason == "No plan was found in the time there was, and no proof that there is none."
    assert found().reason is None


def test_the_table_has_a_row_for_each_start_with_its_people_its_move_and_its_rest() -> None:
    shifts = tables(found())[0]
    assert shifts == (
        ("New York", "09:00-17:00", "1", "09:00–17:00", "stays", "", "16 h"),
        ("Pune", "day", "2", "10:00–19:00", "stays", "", "15 h"),
        ("", "day 2", "2", "10:00–19:00", "11:30–20:30", "1 h 30 min later", "15 h"),
    )


def test_a_shift_that_ends_at_midnight_is_told_to_end_then() -> None:
    late = pune(flex=None).replace(shifts=[Shift("16:00", "24:00", name="late")])
    need = LimitNeed(rest_minutes=60, name="rest")
    one = suggest_stagger(Roster([late], requirements=[need]), "2027-03-01", "2027-03-05", solver="search")
    assert tables(one)[0][0] == ("Pune", "late", "4", "16:00–24:00", "stays", "", "16 h")


def test_a_move_back_in_time_is_earlier() -> None:
    one = found()
    back = replace(one, items=(*one.items[:2], replace(one.items[2], is_earlier=True)))
    assert tables(back)[0][2][5] == "1 h 30 min earlier"


def test_requirements_are_shown_as_they_were_and_as_they_are() -> None:
    (row,) = tables(found())[1]
    assert row == ("service", "1 h", "0 min, missed", "1 h")
    (alone,) = tables(none())[-1]
    assert alone == ("service", "1 h", "0 min, missed")


def test_the_page_has_its_parts_in_order() -> None:
    assert headings(found()) == [
        "Staggered shifts: Service",
        "What is required",
        "What each requirement costs",
        "Before and after",
    ]
    assert headings(none()) == [
        "Staggered shifts: Service",
        "What collides",
        "The smallest thing to give up",
        "What is required",
    ]


def test_what_can_be_given_up_is_told_with_what_is_moved_then() -> None:
    rows = {row[0]: row[1] for row in tables(none())[0]}
    assert rows['give up "service"'] == "0"
    assert rows["let Pune start 1 h 30 min later instead of 1 h"] == "180"
    assert none().reason == " ".join(none().to_dict()["conflict"]["text"])


def test_days_off_that_break_what_shifts_keep_are_told() -> None:
    off = pune(closures=[Closure("2027-03-03", "2027-03-04", name="move")])
    roster = Roster([NEW_YORK, off], zone="UTC", requirements=[NEED])
    one = suggest_stagger(roster, "2027-03-01", "2027-03-21", solver="search")
    assert headings(one)[-1] == "Days off"
    table = one.document().blocks[-1]
    assert isinstance(table, Table)
    assert (table.columns, table.right) == (("Requirement", "Dates", "The first"), frozenset({"Dates"}))
    ((name, dates, first),) = table.rows
    assert (name, dates) == ("service", "2")
    assert first == "Wed 3 Mar 2027: 0 min left; Pune: move"


def test_a_plan_tells_its_dates_and_grid_and_no_plan_what_collides() -> None:
    days = "Mon 1 Mar 2027 to Sun 21 Mar 2027"
    (said,) = paragraphs(found())[1:]
    assert said == f"Held on every regular working day from {days}; starts on a grid of 15 minutes."
    conflict = none().conflict
    assert conflict is not None
    assert paragraphs(none())[1:] == list(conflict.text)


def test_key_figures_are_told_as_hours_or_as_a_share() -> None:
    """Of 503 hours, 252 have somebody at work as things are, and 257 as planned."""
    assert tables(found())[-1] == (
        ("Both teams share a week", "50 min", "6 h 40 min"),
        ("Somebody at work, 24x7", "50.1 %", "51.1 %"),
        ("Work in quiet hours a day, all people", "0 min", "0 min"),
    )


def test_notes_come_last() -> None:
    text = to_text(replace(found(), notes=("A word more.",)).document())
    assert text.rstrip().endswith("A word more.")


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in ("meta", "link", "br", "img", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_a_notebook_shows_the_same_escaped() -> None:
    html = replace(found(), notes=("<script>",))._repr_html_()
    assert "11:30–20:30" in html
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    tags = Tags()
    tags.feed(html)
    assert tags.open == []


def test_a_line_says_what_it_is() -> None:
    assert repr(found()) == "<Stagger of 'Service': optimal, 180 person-minutes moved>"
    assert repr(none()) == "<Stagger of 'Service': infeasible>"
    assert bool(found())


# An earlier plan


def again(last: object) -> Stagger:
    return suggest_stagger(
        Roster([NEW_YORK, pune()], zone="America/New_York", requirements=[NEED]),
        "2027-03-15",
        "2027-03-21",
        last=last,  # type: ignore[arg-type]
        again=2,
        solver="search",
    )


def test_a_result_is_an_earlier_plan_to_stay_near_to() -> None:
    for last in (found(), found().planned):
        near = again(last)
        assert [one.start for one in near[1:]] == ["10:00", "11:30"]
        assert near.objective is not None
        assert (near.objective.moved_person_minutes, near.objective.changed_person_minutes) == (180, 0)
    alone = again(None)
    assert [one.start for one in alone[1:]] == ["10:00", "10:30"]


def test_a_result_without_a_plan_is_none() -> None:
    with pytest.raises(BadArgument, match="the earlier stagger has no plan") as caught:
        again(none())
    assert caught.value.field == "last"


def test_leaving_an_earlier_plan_is_told() -> None:
    early = Roster([NEW_YORK, pune(flex=None).replace(shifts=[Shift("10:15", "19:15", name="day")])])
    found_again = again(early)
    assert found_again.objective is not None
    # Two stay at 10:15 and two go on to half past ten, rather than to have two at ten.
    assert [(one.start, one.headcount) for one in found_again[1:]] == [("10:15", 2), ("10:30", 2)]
    assert found_again.objective.to_dict()["changed_person_minutes"] == 2 * 15


def test_an_earlier_result_is_known_by_what_its_shifts_were_called() -> None:
    flex = Flex(earlier_minutes=60, later_minutes=60)
    parts = [Shift("09:00", "12:00", headcount=2), Shift("10:00", "13:00", headcount=2)]
    team = Team("q", "UTC", parts, flex=flex)
    cover = [CoverageNeed("10:00", "13:00", zone="UTC", days=["mon"], headcount=4)]
    week = ("2026-03-02", "2026-03-06")
    first = suggest_stagger(Roster([team]), *week, requirements=cover, solver="search")
    # The first shift would now be called as the second is.
    assert [(one.of_shift, one.shift) for one in first] == [
        ("09:00-12:00", "10:00-13:00 2"),
        ("10:00-13:00", "10:00-13:00"),
    ]
    then = suggest_stagger(Roster([team]), *week, requirements=cover, solver="search", last=first)
    assert then.objective is not None
    assert then.objective.changed_person_minutes == 0


def test_quiet_minutes_of_those_who_stay_count_in_the_bound_too() -> None:
    late = Team("late", "UTC", [Shift("16:00", "24:00")], headcount=2)
    moves = Team("moves", "UTC", [Shift("15:00", "23:00")], flex=Flex(earlier_minutes=60))
    cover = [CoverageNeed("15:00", "22:00", zone="UTC", days=["mon"])]
    one = suggest_stagger(
        Roster([late, moves]),
        "2026-03-02",
        "2026-03-06",
        requirements=cover,
        priority=["quiet"],
        solver="search",
    )
    assert one.objective is not None
    # Two hours for each of two who stay; the third goes an hour earlier and has none.
    assert [one.objective.quiet_person_minutes, one.objective.bound] == [2 * 120, 2 * 120]
    assert (one.quiet_before, one.objective.moved_person_minutes) == (2 * 120 + 60, 60)


def test_a_requirement_without_a_date_is_told_with_a_dash() -> None:
    nobody = LimitNeed(["ny"], start="09:00", end="17:00", days=["mon"], name="mondays")
    one = suggest_stagger(
        Roster([NEW_YORK, pune()], requirements=[NEED, nobody]), "2027-03-02", "2027-03-05", solver="search"
    )
    row = next(row for row in tables(one)[1] if row[0].startswith("mondays"))
    assert row[2:] == ("–", "–")


def test_prices_are_person_minutes_a_day_and_stand_at_the_right() -> None:
    (prices,) = (
        block
        for block in found().document().blocks
        if isinstance(block, Table) and block.columns[0] == "Requirement" and "Saved" in block.columns[1]
    )
    assert prices.caption == "Person-minutes a day."
    assert prices.right == frozenset({"Saved without it", "Moved without it"})
    assert prices.rows == (("service", "180", "0"),)
