"""A member's table means what it would mean alone, whoever else's table says the same."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overlap.adapters.problems import TeamFileError
from overlap.adapters.team_file import loads
from overlap.people.members import Member

TEAM = """\
version = 1
[team.manila]
zone = "Asia/Manila"
elective_days = 1
shifts = [
  { name = "day", start = "08:00", end = "17:00" },
  { name = "night", start = "21:00", end = "05:00" },
]
"""

TERMS = (
    'zone = "Asia/Dubai"',
    'zone = "Asia/Tokyo"',
    'shifts = ["day"]',
    'shifts = ["night"]',
    'shifts = [{ start = "10:00", end = "12:00" }]',
    'days = ["mon", "fri"]',
    "weight = 2",
    "weight = 1",
    'role = "optional"',
    'skills = ["tl"]',
    "time_off = [{ from = 2027-03-01, until = 2027-03-05 }]",
    'elective = ["2027-03-04"]',
    'overnight = "clip"',
)
WHO = (
    'name = "Ana"',
    'name = "Jun Santos"',
    'email = "a@example.com"',
    'birthday = "03-04"',
    "joined = 2020-01-02",
)


def keys(lines: list[str]) -> list[str]:
    """Of lines with the same key the first."""
    return list({line.split(" =")[0]: line for line in reversed(lines)}.values())


TABLES = st.lists(st.sampled_from([*TERMS, *WHO]), max_size=4).map(keys)


def member(lines: list[str], own_id: str) -> Member:
    """A member read alone."""
    alone = loads("\n".join([TEAM, f"[team.manila.member.{own_id}]", *lines]))
    return alone.team("manila").member(own_id)


@given(st.lists(TABLES, min_size=2, max_size=8))
def test_each_of_several_members_is_what_it_would_be_alone(tables: list[list[str]]) -> None:
    text = TEAM
    for number, lines in enumerate(tables):
        text += "\n".join(["", f"[team.manila.member.p{number}]", *lines])
    team = loads(text).team("manila")
    assert team.members == tuple(member(lines, f"p{number}") for number, lines in enumerate(tables))


def problems_of(text: str) -> list[tuple[int, int, str, str]]:
    """Line, column, slug and message of each error."""
    with pytest.raises(TeamFileError) as told:
        loads(text)
    return [
        (one.line, one.column, one.slug, one.message.replace("p1", "p0").replace("p2", "p0"))
        for one in told.value.problems
    ]


def text_of(*tables: str) -> str:
    return TEAM + "".join(f"[team.manila.member.p{number}]\n{one}\n" for number, one in enumerate(tables))


@pytest.mark.parametrize(
    "wrong",
    [
        'email = "nobody"',
        "email = 3",
        "name = 3",
        'birthday = "31-31"',
        'joined = "soon"',
        "joined = 2020-01-02T10:00:00",
        'zone = "IST"',
        "weight = 0",
        "weight = true",
        "colour = 1",
    ],
)
def test_what_is_wrong_with_one_of_many_alike_is_told_at_its_line(wrong: str) -> None:
    alone = problems_of(text_of(wrong))
    second = problems_of(text_of("", wrong))
    third = problems_of(text_of("", "", wrong, ""))
    assert alone
    assert [one[1:] for one in second] == [one[1:] for one in third] == [one[1:] for one in alone]
    assert [one[0] for one in second] == [one[0] + 2 for one in alone]
    assert [one[0] for one in third] == [one[0] + 4 for one in alone]


def test_a_name_that_is_no_id_is_told_although_others_say_the_same() -> None:
    text = TEAM + '[team.manila.member.ana]\n[team.manila.member." jun"]\n'
    assert [one[2] for one in problems_of(text)] == ["bad-id"]


def test_members_who_say_the_same_share_their_pattern() -> None:
    team = loads(text_of('zone = "Asia/Dubai"', 'name = "B"\nzone = "Asia/Dubai"', "")).team("manila")
    assert team.pattern_of("p0") is team.pattern_of("p1")
    assert team.pattern_of("p2") is team.pattern


def test_a_warning_is_told_for_each_member_it_is_of() -> None:
    said = "time_off = [{ from = 2150-03-01, until = 2150-03-02 }]"
    warnings: list[Any] = []
    loads(text_of(said, said), on_warning=warnings.append)
    assert len({one.line for one in warnings}) >= 2
