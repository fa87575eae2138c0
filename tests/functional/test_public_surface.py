"""What callers rely on is written down, and changes only where somebody sees it.

Law: tests/data/api.txt is the public surface of this version. A change of it shows in review as a change of
that file; docs/stability.md says which changes a release may have.
"""

from __future__ import annotations

import dataclasses
import difflib
from pathlib import Path

import pytest

import overlap
from overlap.cli.commands import COMMANDS
from tests.functional import api_surface
from tests.functional.api_surface import has_own_repr, surface
from tests.functional.test_state import modules

RENEW = "if that is meant, see docs/stability.md and run: python -m tests.functional.api_surface"


def changed(before: str, after: str) -> str:
    """The lines that differ, as a reviewer sees them."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), "released", "now", n=2, lineterm="")
    return "\n".join(lines)


def test_the_public_surface_is_the_one_written_down() -> None:
    difference = changed(api_surface.TARGET.read_text(encoding="utf-8"), surface())
    assert not difference, f"the public surface has changed; {RENEW}\n{difference}"


def test_the_surface_can_be_written_anew(tmp_path: Path) -> None:
    api_surface.write(tmp_path / "api.txt")
    assert (tmp_path / "api.txt").read_text(encoding="utf-8") == surface()


def test_every_name_and_every_command_stands_in_it_once() -> None:
    names, _, rest = surface().partition("\n# overlap.errors\n")
    lines = names.splitlines()
    found = [line.split(" ", 1)[1].split("(")[0] for line in lines if line.startswith(("class ", "def "))]
    assert found == overlap.__all__
    lines = rest.splitlines()
    assert [line for line in lines if line.startswith("overlap ")] == [f"overlap {one}" for one in COMMANDS]


def test_each_row_of_an_answer_has_a_name_too() -> None:
    kinds = [kind for kind in (getattr(overlap, name) for name in overlap.__all__) if isinstance(kind, type)]
    rows = {kind.__name__: api_surface.rows_of(kind) for kind in kinds}
    assert {name: row for name, row in rows.items() if row and row not in overlap.__all__} == {}


@pytest.mark.parametrize(
    "line",
    [
        "class OverlapNeed",
        "def load(path: str | os.PathLike[str], *, on_warning: Listener | None = None,",
        "    start_minute: int | None",
        "    def entries(*, namespace: str | None = None) -> tuple[DayEntry, ...]",
        "    classmethod of(start: Moment, end: Moment, zone: Zone) -> Horizon",
        "class BadZone(DataError, LookupError): unknown-zone",
        "class Celebrations(rows: Celebration)",
        "    minutes -> int",
        "    --domain <work|fringe|waking>, by default work",
        "    --team <text> ...",
        "    FILE <text>, required",
        "Exit status: 0 answered, 1 no answer, 2 bad input or usage, 3 network or credentials.",
    ],
)
def test_it_says_of_each_kind_of_thing_what_callers_rely_on(line: str) -> None:
    assert any(one.startswith(line) for one in surface().splitlines()), line


def test_it_holds_nothing_private_and_no_address() -> None:
    text = surface()
    assert " at 0x" not in text
    assert not [
        line
        for line in text.splitlines()
        if line.lstrip().removeprefix("def ").startswith("_") and "__" not in line
    ]


def test_a_change_is_shown_as_a_reviewer_sees_it() -> None:
    assert changed("a\nb\nc\n", "a\nb(x)\nc\n").splitlines()[-4:] == [" a", "-b", "+b(x)", " c"]


def test_a_repr_of_fields_shows_none_that_is_private() -> None:
    kinds = {
        value
        for module in modules()
        for value in vars(module).values()
        if isinstance(value, type) and dataclasses.is_dataclass(value) and value.__module__ == module.__name__
    }
    assert len(kinds) > 200
    assert [
        f"{kind.__name__}.{field.name}"
        for kind in kinds
        if not has_own_repr(kind)
        for field in dataclasses.fields(kind)
        if field.name.startswith("_") and field.repr
    ] == []
