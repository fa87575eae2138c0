"""Members and ids: what is refused, what a member is by default."""

from __future__ import annotations

import pickle
from datetime import date, datetime
from typing import Any

import pytest

from overlap.errors import BadArgument, BadDate, BadRoster, BadZone
from overlap.people.calendars import Calendar
from overlap.people.members import Member, Observance, checked_overnight
from tests.properties.strategies import FakeTable


@pytest.mark.parametrize("id", ["", " x", "a.b", "x\ny", "x" * 101, 5, None])
def test_what_is_no_id_is_refused(id: Any) -> None:
    with pytest.raises(BadRoster, match="cannot be the id of a member; use up to 100 printable"):
        Member(id)


def test_an_unknown_zone_names_the_field_and_what_it_may_mean() -> None:
    with pytest.raises(BadZone) as caught:
        Member("x", zone="Manila")
    assert caught.value.field == "zone"
    assert "Asia/Manila" in caught.value.candidates


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"role": "boss"}, 'role is \'boss\'; write "required" or "optional"'),
        ({"weight": 0}, "weight is 0; give a whole number from 1"),
        ({"weight": True}, "weight is True"),
        ({"weight": 1.5}, "weight is 1.5"),
        ({"overnight": "skip"}, 'overnight is \'skip\'; write "start_day", "clip", "any_touch"'),
        ({"elective": ["2026-03-03", date(2026, 3, 3)]}, "2026-03-03 is chosen twice; keep it once"),
    ],
)
def test_a_member_that_cannot_be_is_refused(more: dict[str, Any], message: str) -> None:
    with pytest.raises(BadRoster, match=message):
        Member("ana", **more)


def test_a_member_by_default_is_required_counts_once_and_leaves_the_rest_to_the_team() -> None:
    ana = Member("ana")
    assert (ana.name, ana.role, ana.weight) == ("ana", "required", 1)
    assert (ana.zone, ana.shifts, ana.cycle, ana.days, ana.holidays) == (None,) * 5
    assert Member("ana", skills=["en", "es"], busy=["ana.ics"]).skills == frozenset({"en", "es"})
    with pytest.raises(BadArgument, match="skills is 'en', not a list"):
        Member("ana", skills="en")


DIWALI = Observance("diwali", (Calendar(FakeTable()),))


def test_a_member_by_default_observes_and_chooses_nothing() -> None:
    ana = Member("ana")
    assert (ana.observes, ana.elective) == ((), ())
    assert (ana.overnight, ana.birthday, ana.joined) == (None, None, None)


def test_a_member_keeps_what_it_observes_and_chooses() -> None:
    ana = Member(
        "ana",
        observes=[DIWALI],
        elective=["2026-11-09", date(2026, 3, 3)],
        overnight="clip",
        birthday="02-29",
        joined="2020-06-01",
    )
    assert ana.observes == (DIWALI,)
    assert ana.elective == (date(2026, 3, 3), date(2026, 11, 9))
    assert (ana.overnight, ana.birthday, ana.joined) == ("clip", (2, 29), date(2020, 6, 1))
    assert pickle.loads(pickle.dumps(ana)) == ana  # noqa: S301 - our own
    assert hash(ana) == hash(
        Member(
            "ana",
            observes=[DIWALI],
            elective=ana.elective,
            overnight="clip",
            birthday="02-29",
            joined="2020-06-01",
        )
    )


def test_the_year_of_a_birthday_is_not_kept() -> None:
    assert Member("ana", birthday=date(1990, 7, 4)).birthday == (7, 4)
    assert Member("ana", birthday=date(990, 7, 4)).birthday == (7, 4)


@pytest.mark.parametrize(
    ("more", "field", "message"),
    [
        ({"birthday": "30-02"}, "birthday", 'is not a day of the year; write "MM-DD"'),
        ({"birthday": "1990-07-04"}, "birthday", "is not a day of the year"),
        ({"birthday": 704}, "birthday", "704 is not a day of the year"),
        ({"joined": "06-01"}, "joined", "'06-01' is not a date"),
        ({"joined": datetime(2020, 6, 1)}, "joined", "is a date with a time"),
        ({"elective": ["diwali"]}, "elective", "'diwali' is not a date"),
    ],
)
def test_dates_that_are_none_are_refused(more: dict[str, Any], field: str, message: str) -> None:
    with pytest.raises(BadDate, match=message) as caught:
        Member("ana", **more)
    assert caught.value.field == field


def test_observances_are_a_list_of_them() -> None:
    with pytest.raises(BadArgument, match="observes holds 'diwali'; give a list of Observance"):
        Member("ana", observes=["diwali"])  # type: ignore[list-item]
    with pytest.raises(BadArgument, match=r"observes is .*, not a list"):
        Member("ana", observes=DIWALI)  # type: ignore[arg-type]


def test_the_field_of_a_members_fault_is_named() -> None:
    for more, field in (
        ({"overnight": "skip"}, "overnight"),
        ({"elective": ["2026-03-03"] * 2}, "elective"),
    ):
        with pytest.raises(BadRoster) as caught:
            Member("ana", **more)
        assert caught.value.field == field


def test_every_policy_for_nights_is_known() -> None:
    for policy in ("start_day", "clip", "any_touch"):
        checked_overnight(policy)
    for wrong in ("", None, "START_DAY", 5):
        with pytest.raises(BadRoster, match="overnight is "):
            checked_overnight(wrong)


@pytest.mark.parametrize("elective", ["2026-03-03", date(2026, 3, 3)])
def test_one_elective_day_where_a_list_is_meant_is_a_sentence(elective: Any) -> None:
    with pytest.raises(BadArgument, match=r"elective is .*, not a list"):
        Member("ana", elective=elective)


def test_an_id_of_a_member_has_up_to_a_hundred_characters() -> None:
    assert Member("x" * 100).id == "x" * 100
    with pytest.raises(BadRoster):
        Member("x" * 101)


def test_who_is_like_a_member_differs_by_who_they_are_alone() -> None:
    ana = Member(
        "ana",
        name="Ana Reyes",
        zone="Asia/Dubai",
        shifts=["day"],
        days=["mon"],
        skills=["tl"],
        role="optional",
        weight=3,
        busy=["ana.ics"],
        elective=["2027-03-04"],
        overnight="clip",
        birthday="03-04",
        joined="2020-01-02",
        email="ana@example.com",
    )
    jun = ana.like("jun", name="Jun", email="jun@example.com", birthday="05-06", joined="2021-02-03")
    same = Member(
        "jun",
        name="Jun",
        zone="Asia/Dubai",
        shifts=["day"],
        days=["mon"],
        skills=["tl"],
        role="optional",
        weight=3,
        busy=["ana.ics"],
        elective=["2027-03-04"],
        overnight="clip",
        birthday="05-06",
        joined="2021-02-03",
        email="jun@example.com",
    )
    assert jun == same
    assert hash(jun) == hash(same)
    assert repr(jun) == repr(same)
    assert pickle.loads(pickle.dumps(jun)) == same  # noqa: S301 - of our own making
    bare = ana.like("bea")
    assert (bare.name, bare.email, bare.birthday, bare.joined) == ("bea", None, None, None)
    assert bare.zone == "Asia/Dubai"


@pytest.mark.parametrize(
    ("id", "more"),
    [
        ("a.b", {}),
        ("", {}),
        ("jun", {"email": "nobody"}),
        ("jun", {"birthday": "13-01"}),
        ("jun", {"joined": "soon"}),
    ],
)
def test_who_is_like_a_member_is_checked_as_a_member_is(id: str, more: dict[str, Any]) -> None:
    with pytest.raises((BadRoster, BadArgument, BadDate)) as told:
        Member("ana").like(id, **more)
    with pytest.raises(type(told.value)) as expected:
        Member(id, **more)
    assert (str(told.value), told.value.field) == (str(expected.value), expected.value.field)
