"""Dates as two independent publications have them, not as the package under test does."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

import pytest

import overlap
from overlap.errors import BeyondData
from overlap.people.days import STATUSES

TABLE = Path(__file__).parent.parent / "data" / "holiday_facts.csv"

OFF: Literal["off"] = "off"
NOT_OFF = {"soft", "info", "working"}
PACKAGE_ALONE = re.compile(r"(vacanza/|python-)?holidays\b(?!#)[\w .()/-]*", re.IGNORECASE)


class Fact(NamedTuple):
    place: str
    date: str
    status: str
    include: str
    categories: str
    fact: str
    source_1: str
    source_2: str

    @property
    def label(self) -> str:
        return " ".join(filter(None, (self.place, self.date, self.include, self.categories)))


def read_facts() -> list[Fact]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert tuple(header) == Fact._fields
    return [Fact(*row) for row in rows]


FACTS = read_facts()


@pytest.mark.parametrize("fact", [pytest.param(fact, id=fact.label) for fact in FACTS])
def test_a_date_is_what_two_publications_say(fact: Fact) -> None:
    include = [fact.include] if fact.include else []
    effects = {fact.categories: OFF} if fact.categories else {}
    calendar = overlap.HolidayCalendar(fact.place, include=include, effects=effects)
    said = f"{fact.fact} [{fact.source_1}; {fact.source_2}]"
    if fact.status == "unknown":
        with pytest.raises(BeyondData):
            calendar.status(fact.date)
        return
    day = calendar.status(fact.date)
    if fact.status == "not off":
        assert day.status in NOT_OFF, said
    else:
        assert day.status == fact.status, said


# The table itself.


def test_there_are_facts_enough() -> None:
    assert len(FACTS) >= 60
    assert len({fact.place.partition("-")[0] for fact in FACTS}) >= 50


@pytest.mark.parametrize("fact", [pytest.param(fact, id=fact.label) for fact in FACTS])
def test_a_fact_is_whole_and_has_two_sources_that_are_not_the_package(fact: Fact) -> None:
    date.fromisoformat(fact.date)
    assert fact.status in {*STATUSES, "not off", "unknown"}
    assert fact.place
    assert fact.fact.endswith(".")
    assert not fact.include or not fact.categories
    sources = (fact.source_1.strip(), fact.source_2.strip())
    assert all(sources)
    assert sources[0] != sources[1]
    assert not [source for source in sources if PACKAGE_ALONE.fullmatch(source)]


def test_no_question_is_asked_twice() -> None:
    labels = [fact.label for fact in FACTS]
    assert sorted(labels) == sorted(set(labels))


@pytest.mark.parametrize(
    "source", ["holidays 0.109", "vacanza/holidays", "holidays", "python-holidays (PyPI)"]
)
def test_the_package_alone_would_be_found_out(source: str) -> None:
    assert PACKAGE_ALONE.fullmatch(source)


@pytest.mark.parametrize(
    "source", ["date-holidays 3.37.0 data/countries/US.yaml", "The Star, vacanza/holidays#2048"]
)
def test_other_sources_are_not_taken_for_the_package(source: str) -> None:
    assert not PACKAGE_ALONE.fullmatch(source)
