"""The notebook of the documentation does what its text says, run here without a kernel.

Law: the cells run from top to bottom in one namespace and an empty folder, as on the site. What is bold in
the text stands in what has been shown until then. A cell that plots is left out where there is no matplotlib.
"""

from __future__ import annotations

import ast
import io
import re
from contextlib import redirect_stdout
from functools import cache
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "docs" / "notebook" / "quarter.md"
_CELL = re.compile(r"^```\{code-cell\} python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@cache
def parts() -> tuple[str, ...]:
    """Text and code in turn, text first and last."""
    return tuple(_CELL.split(NOTEBOOK.read_text(encoding="utf-8")))


def shown(code: str, names: dict[str, Any]) -> str:
    """What a cell shows: what it prints, and its last expression as a notebook shows that."""
    body = ast.parse(code, NOTEBOOK.name).body
    last = body.pop() if isinstance(body[-1], ast.Expr) else None
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(compile(ast.Module(body, []), NOTEBOOK.name, "exec"), names)  # noqa: S102 - our own page
        value = None
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), NOTEBOOK.name, "eval"), names)  # noqa: S307
    if value is None:
        return printed.getvalue()
    if not hasattr(value, "_repr_html_"):
        return f"{printed.getvalue()}{value!r}\n"
    return printed.getvalue() + unescape(re.sub(r"<[^>]*>", "\n", value._repr_html_()))


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """What each cell shows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("notebook"))
        names: dict[str, Any] = {"__name__": "__main__"}
        can_plot = find_spec("matplotlib") is not None
        cells = parts()[1::2]
        return tuple(shown(one, names) if can_plot or ".plot()" not in one else "left out" for one in cells)


def test_every_cell_of_the_notebook_shows_something(outputs: tuple[str, ...]) -> None:
    assert len(outputs) >= 10
    assert [number for number, text in enumerate(outputs) if not text.strip()] == []


def test_what_is_bold_in_the_text_has_been_shown_by_then(outputs: tuple[str, ...]) -> None:
    claims = [
        (claim, "".join(outputs[:number]))
        for number, text in enumerate(parts()[0::2])
        for claim in re.findall(r"\*\*(.+?)\*\*", text)
    ]
    assert len(claims) >= 3
    assert [claim for claim, before in claims if claim not in before] == []


def test_the_notebook_says_what_runs_it() -> None:
    head = parts()[0].split("---\n")[1]
    assert head == "file_format: mystnb\nkernelspec:\n  name: python3\n"


def test_every_fence_of_the_notebook_is_a_cell() -> None:
    text = NOTEBOOK.read_text(encoding="utf-8")
    assert text.count("```") == 2 * len(parts()[1::2])
