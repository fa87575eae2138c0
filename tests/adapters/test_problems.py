from __future__ import annotations

import pickle

import pytest

from overlap.adapters.problems import Problem, TeamFileError, count_text
from overlap.errors import DataError, FileError, OverlapError

ERROR = Problem("team.toml", 5, 8, "bad-time", '"9am" is not a time of day', 'write "09:00"')
WARNING = Problem("team.toml", 7, 1, "long-shift", "the shift lasts 15 h", severity="warning")


def test_a_problem_is_a_line_an_editor_can_jump_to_and_a_hint_below() -> None:
    assert str(ERROR) == ('team.toml:5:8: bad-time: "9am" is not a time of day\n    hint: write "09:00"')


def test_a_warning_says_so_and_needs_no_hint() -> None:
    assert str(WARNING) == "team.toml:7:1: long-shift: warning: the shift lasts 15 h"


def test_a_problem_of_the_whole_file_has_no_line() -> None:
    assert (
        str(Problem("x", 0, 0, "bad-file", "there is no such file")) == "x: bad-file: there is no such file"
    )


def test_text_from_the_file_cannot_break_lines_or_drive_a_terminal() -> None:
    nasty = Problem("a\nb", 1, 1, "s", "x\n\x1b[31m\ud800é", "h\r")
    assert str(nasty) == "a\\nb:1:1: s: x\\n\\x1b[31m\\ud800é\n    hint: h\\r"


def test_the_error_lists_all_problems_and_counts_them() -> None:
    error = TeamFileError([ERROR, ERROR, WARNING])
    assert str(error).splitlines() == [
        *str(ERROR).splitlines(),
        *str(ERROR).splitlines(),
        str(WARNING),
        "2 errors, 1 warning",
    ]
    assert error.problems == (ERROR, ERROR, WARNING)


@pytest.mark.parametrize("kind", [FileError, DataError, OverlapError, ValueError])
def test_the_error_is_caught_as_any_of_its_kinds(kind: type[Exception]) -> None:
    with pytest.raises(kind):
        raise TeamFileError([ERROR])


def test_the_error_survives_pickling() -> None:
    again = pickle.loads(pickle.dumps(TeamFileError([ERROR, WARNING])))  # noqa: S301 - our own bytes
    assert isinstance(again, TeamFileError)
    assert again.problems == (ERROR, WARNING)
    assert str(again) == str(TeamFileError([ERROR, WARNING]))


def test_counts_are_in_plain_english() -> None:
    assert count_text([ERROR]) == "1 error"
    assert count_text([WARNING, WARNING]) == "2 warnings"


def test_a_problem_of_a_spreadsheet_stands_at_its_cell() -> None:
    problem = Problem("roster.csv", 17, 3, "bad-time", "no", None, "error", "17:Sta\nrt")
    assert str(problem) == "roster.csv:17:Sta\\nrt: bad-time: no"
    assert problem.to_dict()["cell"] == "17:Sta\\nrt"
    assert "cell" not in Problem("team.toml", 1, 1, "bad-time", "no").to_dict()
