"""What is installed is what the source has: run from the built wheel, in an environment without this folder.

Where overlap is read from the source itself, as after `pip install -e`, there is nothing to compare.
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest

import overlap

SOURCE = Path(__file__).parents[2] / "src" / "overlap"
INSTALLED = Path(overlap.__file__).parent

pytestmark = pytest.mark.skipif(
    INSTALLED.resolve() == SOURCE.resolve(), reason="overlap is read from its source: there is no wheel here"
)


def files(folder: Path) -> dict[str, bytes]:
    """The bytes of every file below a folder, but for what Python compiles."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A program in an empty folder, with nothing on its path but what is installed."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return subprocess.run(
        arguments, cwd=folder, env=kept, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_every_file_of_the_source_is_installed_as_it_is_and_no_other() -> None:
    assert INSTALLED.parts[-2] == "site-packages"
    found, wanted = files(INSTALLED), files(SOURCE)
    assert set(found) == set(wanted)
    assert [name for name in wanted if found[name] != wanted[name]] == []
    assert {
        "py.typed",
        "data/machine-output.schema.json",
        "data/page.html",
        "data/team-file.schema.json",
    } <= set(found)


def test_what_the_package_says_of_itself_is_true() -> None:
    package = distribution("overlap-teams")
    assert package.version == overlap.__version__
    assert [one.value for one in package.entry_points if one.name == "overlap"] == ["overlap.__main__:main"]
    assert package.metadata["Requires-Python"] == ">=3.11"
    top = {path.parts[0] for path in package.files or () if ".." not in path.parts}
    assert top == {"overlap", f"overlap_teams-{overlap.__version__}.dist-info"}


def test_both_ways_to_start_it_answer_the_same(tmp_path: Path) -> None:
    command = (
        "windows",
        "team.toml",
        "--from",
        "2026-03-02",
        "--until",
        "2026-03-06",
        "--quorum",
        "2",
        "--json",
    )
    program = str(Path(sys.executable).with_name("overlap"))
    made = run(tmp_path, program, "init", "team.toml", "--example")
    assert (made.returncode, made.stdout) == (0, "")
    by_name = run(tmp_path, program, *command)
    by_module = run(tmp_path, sys.executable, "-m", "overlap", *command)
    assert by_name.returncode == 0, by_name.stderr
    assert (by_name.stdout, by_name.stderr) == (by_module.stdout, by_module.stderr)


@pytest.mark.parametrize("layer", ["adapters", "cli", "core", "people", "planning", "render"])
def test_every_module_can_be_imported_without_any_extra(tmp_path: Path, layer: str) -> None:
    modules = [
        ".".join(("overlap", *path.relative_to(INSTALLED).with_suffix("").parts)).removesuffix(".__init__")
        for path in sorted((INSTALLED / layer).rglob("*.py"))
    ]
    told = run(tmp_path, sys.executable, "-W", "error", "-c", "\n".join(f"import {one}" for one in modules))
    assert (told.returncode, told.stderr) == (0, "")
