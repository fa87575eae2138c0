from __future__ import annotations

import pytest
import tomli
from hypothesis import example, given
from hypothesis import strategies as st

from overlap.adapters.problems import Problem, TeamFileError
from overlap.adapters.toml_syntax import read_toml


def problem(text: str) -> Problem:
    with pytest.raises(TeamFileError) as caught:
        read_toml(text, "t")
    (found,) = caught.value.problems
    return found


def problems_of(text: str) -> tuple[Problem, ...]:
    """What is wrong, nothing for good TOML."""
    try:
        read_toml(text, "t")
    except TeamFileError as error:
        return error.problems
    return ()


@pytest.mark.parametrize(
    ("text", "start", "hint"),
    [
        ("a = 1\nb = 9am", "t:2:6: bad-toml: expected newline", "write times as text"),
        ("start = 24:00", "t:1:11: bad-toml: ", "write times as text"),
        (
            "x = [\n 1 2]",
            "t:2:4: bad-toml: unclosed array",
            "a comma or a closing bracket is missing here or before",
        ),
        ("zone = Asia/Manila", "t:1:8: bad-toml: invalid value", "put text in quotes"),
        ("[team.São Paulo]", "t:1:8: bad-toml: expected ']'", '[team."São Paulo"]'),
        ("a = 1\r\nb = 'x", "t:2:7: bad-toml: expected", None),
        ("[a.b]\n  [a.b]", "t:2:4: duplicate-key: the table [a.b] is declared twice", "rename"),
        ("[a]\n[a]", "t:2:2: duplicate-key: the table [a] is declared twice", "rename"),
        ("a = 1\na = 2", "t:2:1: duplicate-key: a key is given twice", "keep one"),
        ("a = { b = 1, b = 2 }", "t:1:19: duplicate-key: ", "keep one"),
        ("a = 2026-02-30", "t:1:5: bad-toml: invalid date", None),
        ("a = 1\nb = " + "9" * 5000, "t:2:5: bad-toml: a number is too long", None),
        ("a = " + "[" * 2000, "t:1:1: bad-toml: lists or tables are nested too deeply", "five levels"),
        (".".join("a" * 3000) + " = 1", "t:1:1: bad-toml: lists or tables are nested too deeply", None),
        ("", "t:1:1: bad-file: the file is empty", "overlap init"),
        ("# nothing\n\n", "t:1:1: bad-file: the file is empty", "overlap init"),
        ("a = \x00", "t:1:5: bad-toml: invalid value", None),
    ],
)
def test_what_is_no_toml_is_one_problem_with_its_place(text: str, start: str, hint: str | None) -> None:
    found = problem(text)
    assert str(found).startswith(start)
    if hint is not None:
        assert hint in (found.hint or "")


def test_a_date_is_not_mistaken_for_a_time() -> None:
    assert problem("from = 2026-13-01").hint is None


def test_half_a_surrogate_pair_is_refused_or_read_but_never_a_crash() -> None:
    found = problems_of('a = 1\nb = "\ud800"')
    assert [(one.line, one.column) for one in found] in ([], [(2, 6)])


@given(st.text(alphabet=st.sampled_from("ab=\"'[]{}#,.\n\r\t\\0129-:TZ é\x00\ud800"), max_size=60))
@example('a = """')
def test_any_text_reads_or_is_refused_with_one_problem(text: str) -> None:
    found = problems_of(text)
    assert len(found) <= 1
    assert all(one.line >= 1 and one.column >= 1 for one in found)
    if not found:
        assert read_toml(text, "t") == tomli.loads(text)
