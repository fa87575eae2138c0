"""What a type checker knows of overlap: everything, in the package and in a program that uses it.

Pyright is another program with a reading of its own; mypy reads the same files in its own check.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.callers import user_program

needs_pyright = pytest.mark.skipif(
    find_spec("pyright") is None, reason='pyright is not installed: pip install ".[lint]"'
)


def pyright(folder: Path, *arguments: str) -> dict[str, Any]:
    """What pyright says, asked from an empty folder, of the package that this Python imports."""
    here = Path(sys.executable).parent  # not resolved: a link of an environment leads out of it
    run = subprocess.run(
        [sys.executable, "-m", "pyright", "--outputjson", *arguments],
        cwd=folder,
        env={
            **os.environ,
            "PATH": f"{here}{os.pathsep}{os.environ['PATH']}",
            "VIRTUAL_ENV": str(here.parent),
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.stdout.startswith("{"), run.stdout + run.stderr
    found = json.loads(run.stdout)
    assert isinstance(found, dict)
    return found


@needs_pyright
def test_every_symbol_of_the_package_has_a_known_type(tmp_path: Path) -> None:
    found = pyright(tmp_path, "--verifytypes", "overlap", "--ignoreexternal")["typeCompleteness"]
    assert found["pyTypedPath"], "py.typed is not beside the package"
    unknown = [
        f"{one['name']}: {said['message']}"
        for one in found["symbols"]
        if one["isExported"] and not one["isTypeKnown"]
        for said in one["diagnostics"] or [{"message": "its type is not known"}]
    ]
    assert not unknown, "\n".join(unknown)
    assert found["completenessScore"] == 1
    assert found["exportedSymbolCounts"]["withKnownType"] > 5000


@needs_pyright
def test_a_program_that_uses_it_passes_the_strictest_check(tmp_path: Path) -> None:
    program = Path(str(user_program.__file__)).read_text(encoding="utf-8")
    (tmp_path / "program.py").write_text(program, encoding="utf-8")
    wrong = program.replace("windows[0].start, int)", "windows[0].start, str)")
    (tmp_path / "wrong.py").write_text(wrong, encoding="utf-8")
    found = pyright(tmp_path, "program.py", "wrong.py")["generalDiagnostics"]
    told = [(Path(one["file"]).name, one["message"]) for one in found]
    assert [name for name, _ in told] == ["wrong.py"], told
    assert "assert_type" in told[0][1]


def test_the_program_does_what_its_types_say(tmp_path: Path) -> None:
    user_program.ask(user_program.made())
    (tmp_path / "team.toml").write_text("version = 2\n", encoding="utf-8")
    assert user_program.read(str(tmp_path / "team.toml")) is None
    assert user_program.read(str(tmp_path / "missing.toml")) is None
