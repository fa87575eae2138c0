"""Problems of an answer, told where they stand in the file."""

from __future__ import annotations

import pickle

from overlap.adapters.problems import TeamFileError
from overlap.adapters.team_places import with_places
from overlap.errors import BadArgument, BadRoster

TEXT = """version = 1

[team.a]
zone = "UTC"
flex = { earlier_minutes = 60, latest_end = "21:00" }

[team.b]
zone = "UTC"
"""


def test_a_problem_stands_where_its_value_does() -> None:
    found = with_places(BadRoster("too early", hint="later", field="team.a.flex.latest_end"), TEXT, "t.toml")
    assert isinstance(found, TeamFileError)
    assert str(found) == "t.toml:5:45: bad-roster: too early\n    hint: later\n1 error"


def test_several_stand_in_the_order_of_the_file_and_those_of_no_table_come_last() -> None:
    parts = (
        BadArgument("a grid", field="grid_minutes"),
        BadRoster("second", field="team.b.flex.cohorts"),
        BadRoster("first", field="team.a.flex"),
    )
    found = with_places(BadRoster("3 problems", parts=parts), TEXT, "t.toml")
    assert str(found).splitlines() == [
        "t.toml:5:8: bad-roster: first",
        "t.toml:7:7: bad-roster: second",
        "t.toml: bad-argument: a grid",
        "3 errors",
    ]


def test_a_problem_of_no_table_is_left_as_it_is() -> None:
    error = BadRoster("nothing is required", field="requirements")
    assert with_places(error, TEXT, "t.toml") is error


def test_parts_survive_pickling() -> None:
    error = BadRoster("2 problems", parts=(BadRoster("one"), BadArgument("two", field="grid_minutes")))
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert [(type(one), one.message, one.field) for one in again.parts] == [
        (BadRoster, "one", None),
        (BadArgument, "two", "grid_minutes"),
    ]
