"""Who asks how far long work is, is told; nobody else pays for it."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

import overlap
from overlap.errors import BadArgument
from overlap.render.progress import Progress, counted, tell, watched_by
from tests.planning.page.rosters import ROSTER


def test_a_stage_is_told_in_counts_and_a_share_that_never_rounds_up() -> None:
    assert str(Progress("Reading people", 99_999, 100_000)) == "Reading people: 99,999 of 100,000 (99 %)"
    assert str(Progress("Reading people", 7)) == "Reading people: 7"
    assert str(Progress("Reading people", 0, 0)) == "Reading people: 0"
    assert str(Progress("Tickets", 12, 10)) == "Tickets: 12 of 10 (100 %)"


def test_a_part_is_told_as_the_one_that_is_begun() -> None:
    assert str(Progress("Report", 0, 3, part="teams")) == "Report: teams (1 of 3)"
    assert str(Progress("Report", 3, 3, part="teams")) == "Report: teams (3 of 3)"
    assert str(Progress("Report", 4, part="teams")) == "Report: teams (5)"


def test_without_a_listener_the_items_are_handed_on_as_they_are() -> None:
    items = [1, 2, 3]
    assert counted(items, "Items") is items
    tell("Items", 1, 3)


def test_every_so_many_items_are_told_and_the_last_ones_too() -> None:
    told: list[Progress] = []
    with watched_by(told.append):
        assert list(counted(range(5), "Items", every=2)) == [0, 1, 2, 3, 4]
    assert [(one.done, one.total) for one in told] == [(0, 5), (2, 5), (4, 5), (5, 5)]
    told.clear()
    with watched_by(told.append):
        assert list(counted(iter("abcd"), "Letters", every=2)) == list("abcd")
    assert [(one.done, one.total) for one in told] == [(0, None), (2, None), (4, None)]
    told.clear()
    with watched_by(told.append):
        assert list(counted(iter("ab"), "Letters", total=2)) == ["a", "b"]
    assert told == [Progress("Letters", 0, 2), Progress("Letters", 1, 2), Progress("Letters", 2, 2)]


def test_the_inner_listener_alone_is_told_and_the_outer_one_again_after_it() -> None:
    outer: list[Progress] = []
    inner: list[Progress] = []
    with watched_by(outer.append):
        with watched_by(inner.append):
            tell("x", 1)
        tell("y", 2)
    tell("z", 3)
    assert ([one.stage for one in outer], [one.stage for one in inner]) == (["y"], ["x"])


def test_other_threads_are_not_told_on() -> None:
    told: list[Progress] = []
    with watched_by(told.append):
        thread = threading.Thread(target=tell, args=("x", 1))
        thread.start()
        thread.join()
    assert told == []


def test_what_a_listener_raises_ends_the_work_and_comes_out() -> None:
    class GivenUp(Exception):
        pass

    def give_up(progress: Progress) -> None:
        if progress.part:
            raise GivenUp(progress.part)

    with pytest.raises(GivenUp), watched_by(give_up):
        overlap.report(ROSTER, "2026-03-02", "2026-03-08").to_page()
    tell("after", 1)


def test_a_listener_that_cannot_be_called_is_refused() -> None:
    with pytest.raises(BadArgument, match="the listener is 3"), watched_by(3):  # type: ignore[arg-type]
        pass


def test_being_watched_changes_no_answer_and_tells_each_section_of_a_page_once() -> None:
    asked = overlap.report(ROSTER, "2026-03-02", "2026-03-08")
    page, text, sheets = asked.to_page(), str(asked), overlap.workbook(ROSTER, "2026-03-02", "2026-03-08")
    told: list[Progress] = []
    with watched_by(told.append):
        watched = overlap.report(ROSTER, "2026-03-02", "2026-03-08")
        assert watched.to_page() == page
        parts = [one for one in told if one.part and one.stage == "Report"]
        assert [one.done for one in parts] == list(range(9))
        assert {one.total for one in parts} == {9}
        told.clear()
        assert str(watched) == text
        begun = [one.done for one in told if one.stage == "Report"]
        assert begun == list(range(len(begun)))
        assert len(begun) > 5
        told.clear()
        assert overlap.workbook(ROSTER, "2026-03-02", "2026-03-08") == sheets
        assert [one.part for one in told if one.stage == "Workbook"][:2] == ["Teams", "Week"]


def people(count: int) -> Iterator[str]:
    yield 'version = 1\n[team.a]\nzone = "UTC"\nshifts = [{ start = "09:00", end = "17:00" }]\n'
    yield from (f'[team.a.member.p{number}]\nname = "P {number}"\n' for number in range(count))
    yield '[team.b]\nzone = "UTC"\nshifts = [{ start = "09:00", end = "17:00" }]\n'


def test_reading_a_team_file_is_told_in_people() -> None:
    told: list[Progress] = []
    with watched_by(told.append):
        overlap.loads("".join(people(20)))
    read = [(one.done, one.total) for one in told if one.stage == "Reading people"]
    assert read[0] == (0, 20)
    assert read[-1] == (20, 20)
