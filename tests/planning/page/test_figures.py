"""Cards are the table of key figures, each with its why."""

from __future__ import annotations

import pytest

from overlap.people.requirements import CoverageNeed
from overlap.people.roster import Roster
from overlap.planning.kpis_view import kpi_table
from overlap.planning.page.figures import cards
from overlap.planning.report import Report, report
from tests.planning.page.rosters import END, MANILA, MEETINGS, NEW_YORK, ROSTER, START

NEED = CoverageNeed("09:00", "19:00", name="desk", days=["mon", "tue"], zone="America/New_York", teams=["ny"])
WITH_NEED = Roster([NEW_YORK, MANILA], meetings=MEETINGS, requirements=[NEED])

REPORTS = {
    "three teams": report(ROSTER, START, END),
    "with a need": report(WITH_NEED, START, END),
    "one team": report(Roster([NEW_YORK]), START, END),
    "a day": report(ROSTER, "2026-03-11", "2026-03-11"),
}


@pytest.mark.parametrize("name", REPORTS)
def test_cards_are_the_rows_of_the_table(name: str) -> None:
    made = REPORTS[name]
    found = [(card.label, card.value) for card in cards(made)]
    assert found == [row[:2] for row in kpi_table(made.kpis).rows]


@pytest.mark.parametrize("name", REPORTS)
def test_every_card_says_why(name: str) -> None:
    for card in cards(REPORTS[name]):
        assert card.why, card.label
        assert all(text.endswith(".") for text in card.why), card


def why(made: Report, label: str) -> tuple[str, ...]:
    return next(card.why for card in cards(made) if card.label == label)


def test_what_is_uncovered_is_told_with_its_largest_part_and_its_cause() -> None:
    (text,) = why(REPORTS["with a need"], "desk")[:1]
    # Ten Mondays and Tuesdays: an hour of lunch and the last two hours.
    assert text.startswith("30 h uncovered; the largest part: Mon, Tue 17:00–19:00 ")
    assert text.endswith("(20 h). Nobody is scheduled.")


def test_a_need_that_is_met_is_as_it_should_be() -> None:
    met = CoverageNeed("09:00", "12:00", name="desk", days=["mon"], zone="America/New_York", teams=["ny"])
    made = report(Roster([NEW_YORK, MANILA], requirements=[met]), START, END)
    card = next(card for card in cards(made) if card.label == "desk")
    assert (card.value, card.tone) == ("100 %", "good")
    assert card.why[0] == "No minute is uncovered."


def test_meetings_by_night_name_who_and_how_often() -> None:
    assert 'Early: Manila "&, 4 of 4 times.' not in why(
        REPORTS["three teams"], "Meetings on somebody's night"
    )
    text = why(REPORTS["three teams"], "Meetings on somebody's night")
    # 06:30 in New York is before its quiet hours end at 07:00, each Wednesday of March.
    assert "early: New York, 4 of 4 times." in text
