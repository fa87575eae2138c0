"""The mutation run tells a fault that tests see from one that they do not, on a module of a few lines."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("resource", reason="the mutation run needs a system that can fork")

from tests.mutation.mutants import MODULE, mutants_of, mutated
from tests.mutation.reviewed import is_reviewed, read_reviewed
from tests.mutation.run import interval

ROOT = Path(__file__).parents[2]

TOY = '''\
"""A toy."""
LIMIT = 10
UNUSED = 7


def is_small(number: int) -> bool:
    """Whether it is small: text with 10 in it."""
    return number < LIMIT


def first(numbers: list[int]) -> int:
    found = 0
    while found < len(numbers) and numbers[found] != 4:
        found += 1
    return found


def idle() -> int:
    return 3
'''

TOY_TESTS = """\
from toy import first, is_small

def test_nine_is_small_and_ten_is_not():
    assert is_small(9) and not is_small(10)

def test_the_first_four_is_found():
    assert first([1, 4, 4]) == 1
"""


def test_every_fault_is_one_change_that_can_be_compiled_and_found_again() -> None:
    found = mutants_of(TOY)
    assert [one.number for one in found] == list(range(len(found)))
    for one in found:
        assert one.before != one.after
        assert mutated(TOY, one.number, "toy.py").co_filename == "toy.py"
    with pytest.raises(ValueError, match="no mutant"):
        mutated(TOY, len(found), "toy.py")


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("a <= b", {"a < b", "a > b"}),
        ("a == b", {"a != b"}),
        ("a is None", {"a is not None"}),
        ("a and b", {"a or b"}),
        ("not a", {"a"}),
        ("a - b", {"a + b"}),
        ("max(a, b)", {"min"}),
        ("a[b:]", {"b + 1:"}),
        ("f(a, key=b)", {"f(a)"}),
        ("zip(a, b, strict=True)", set()),
        ("[c for c in a if c]", {"for c in a"}),
        ("12", {"13", "11"}),
        ("True", {"False"}),
        ("f'{a + b} text'", set()),
        ("a + 'text'", set()),
    ],
)
def test_the_faults_of_an_expression_are_the_known_ones(code: str, changes: set[str]) -> None:
    found = [one.after for one in mutants_of(f"x = [{code}]\n")]
    assert {one.strip("[]") for one in found} == {one.strip("[]") for one in changes}
    assert len(found) == len(changes)


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("f(a)", {"pass"}),
        ("a += b", {"pass", "a -= b"}),
        ("a.b = c", {"pass"}),
        ("a = b", set()),
        ("return a", {"return None"}),
        ("return", {"pass"}),
        ("return None", set()),
        ("raise E(a + b, key=1)", {"pass"}),
        ("'text'", set()),
        ("assert a < 1", set()),
        ("a: int = b", set()),
    ],
)
def test_the_faults_of_a_statement_are_the_known_ones(code: str, changes: set[str]) -> None:
    found = [one.after for one in mutants_of(f"def f():\n    {code}\n")]
    assert sorted(found) == sorted(changes)


def test_words_types_and_lists_of_names_are_left_alone() -> None:
    silent = """
__all__ = ["a"]
Pair = tuple[int, int]
if TYPE_CHECKING:
    x = 1
class A:
    a: int
    def __repr__(self):
        return f(1)
@overload
def f(a: int = 1) -> int: ...
"""
    assert mutants_of(silent) == []


def test_the_faulty_code_has_the_fault_and_the_source_keeps_none() -> None:
    code = "def f(a):\n    f(a)\n    a.b = 1\n    return a + 2\n"
    found = mutants_of(code)
    assert [one.before for one in found if one.operator == "statement removed"] == ["f(a)", "a.b = 1"]
    (minus,) = (one for one in found if one.operator == "arithmetic")
    names: dict[str, Any] = {}
    exec(mutated("def f(a):\n    return a + 2\n", 1, "x.py"), names)  # noqa: S102 - our own
    assert names["f"](5) == 3
    assert (minus.after, minus.line, minus.last_line, minus.text) == ("a - 2", 4, 4, "return a + 2")


def test_a_fault_has_the_lines_of_its_statement_without_those_of_its_block() -> None:
    code = "def f(a, *, b=3):\n    if (\n        a\n        < b\n    ):\n        a[4] = g(\n            5)\n"
    places = {(one.before, one.line, one.last_line) for one in mutants_of(code)}
    assert {("a < b", 2, 5), ("4", 6, 7), ("5", 6, 7), ("3", 1, 1)} <= places


def test_loops_are_left_gone_on_with_and_never_run() -> None:
    code = "for a in b:\n    if a:\n        continue\n    break\n"
    found = {(one.before, one.after) for one in mutants_of(code)}
    assert {("continue", "break"), ("continue", "pass"), ("break", "continue")} < found
    assert ("for a in b:", "for a in ():") in found


def test_a_fault_knows_the_outermost_function_it_stands_in() -> None:
    code = "class A:\n    def f(self):\n        def g():\n            return 1\nx = 1\n"
    assert {(one.function, one.inside) for one in mutants_of(code)} == {("A.f", "g"), (MODULE, MODULE)}


def test_a_run_kills_what_the_tests_see_and_reports_what_they_do_not(tmp_path: Path) -> None:
    (tmp_path / "toy.py").write_text(TOY, encoding="utf-8")
    (tmp_path / "test_toy.py").write_text(TOY_TESTS, encoding="utf-8")
    common = [
        "--state",
        str(tmp_path / "state"),
        "--package",
        "toy",
        "--tests",
        "test_toy.py",
        "--patience",
        "0.1",
    ]
    for step in ("map", "try", "check"):
        done = subprocess.run(
            [sys.executable, "-m", "tests.mutation.run", step, *common],
            cwd=tmp_path,
            env={"PYTHONPATH": f"{ROOT}:{tmp_path}", "PYTHONHASHSEED": "0", "PATH": ""},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    lines = (tmp_path / "state" / "results.jsonl").read_text(encoding="utf-8").splitlines()
    rows = {row["number"]: row for row in map(json.loads, lines)}
    assert len(rows) == len(mutants_of(TOY))
    said = {(row["text"], row["before"], row["after"]): row["status"] for row in rows.values()}
    assert said["return number < LIMIT", "number < LIMIT", "number <= LIMIT"] == "killed"
    assert said["LIMIT = 10", "10", "11"] == "killed"
    assert said["found += 1", "found += 1", "pass"] == "timeout"
    # Nothing is asked of a list without a four, nor of `idle`.
    condition = "while found < len(numbers) and numbers[found] != 4:"
    assert said[condition, "found < len(numbers)", "found <= len(numbers)"] == "survived"
    assert said["UNUSED = 7", "7", "8"] == "survived"
    assert said["return 3", "3", "4"] == "untested"


def test_the_list_of_faults_without_effect_names_lines_that_still_stand() -> None:
    reviewed = read_reviewed(Path(__file__).with_name("reviewed.toml"))
    for module, text, before, after in reviewed:
        file = ROOT / "src" / Path(*module.split(".")).with_suffix(".py")
        lines = {line.strip() for line in file.read_text(encoding="utf-8").splitlines()}
        assert text in lines, f"{module}: the line is gone, and its review with it: {text}"
        assert before != after
    assert all(reason.strip() for reason in reviewed.values())


def test_a_reviewed_fault_is_known_by_its_text_wherever_its_line_is() -> None:
    listed = {("overlap.a", "x = 1", "1", "2"): "nobody reads it"}
    row: dict[str, object] = {"module": "overlap.a", "text": "x = 1", "before": "1", "after": "2", "line": 9}
    assert is_reviewed(listed, row)
    assert not is_reviewed(listed, {**row, "after": "0"})


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"), [(0, 0, 0.0, 1.0), (5, 10, 0.2366, 0.7634), (81, 263, 0.2553, 0.3662)]
)
def test_the_interval_of_a_share_is_wilsons(hits: int, of: int, low: float, high: float) -> None:
    # 81 of 263 is the example of Newcombe (1998), Statistics in Medicine 17, 857-872, method 3.
    assert interval(hits, of) == pytest.approx((low, high), abs=5e-5)


def test_the_operators_are_for_this_python_syntax() -> None:
    for file in sorted((ROOT / "src" / "overlap" / "core").glob("*.py")):
        source = file.read_text(encoding="utf-8")
        before = ast.dump(ast.parse(source))
        found = mutants_of(source)
        if found:
            mutated(source, len(found) // 2, file.name)
        assert ast.dump(ast.parse(source)) == before
