"""The same question has the same answer, byte for byte, on any machine: whatever its environment says."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

import overlap
from overlap.core.zones import package_file
from tests.functional.everything import ASKED, OTHER_TEAM_FILE, TEAM_FILE

PROGRAM = Path(__file__).with_name("everything.py")

ZONES = ("Europe/Warsaw", "Asia/Manila", "America/Recife")

PLAIN: Final[Mapping[str, str]] = {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"}
"""The environment with which the others are compared."""

VARIED: Final[Mapping[str, tuple[str | None, ...]]] = {
    "PYTHONHASHSEED": ("1", "4294967295", "random"),
    "LC_ALL": ("C", "de_DE.UTF-8", "tr_TR.UTF-8", "nowhere", None),
    "LANG": ("pl_PL.UTF-8", "tr_TR", None),
    "LANGUAGE": ("de:pl", None),
    "TZ": ("Asia/Kolkata", "Nowhere/Nonsense", ":/nonexistent", "", None),
    "PYTHONTZPATH": ("", "WRONG", "relative", None),
    "PYTHONUTF8": ("0", "1", None),
    "PYTHONIOENCODING": ("ascii", "latin-1", None),
    "PYTHONOPTIMIZE": ("2", None),
    "PYTHONWARNINGS": ("error", None),
    "COLUMNS": ("40", "300", "nonsense", None),
    "NO_COLOR": ("1", None),
    "FORCE_COLOR": ("1", None),
    "CWD": ("/", "HOSTILE", None),
}
"""What an environment may say; WRONG and HOSTILE are folders. None leaves it out."""

CHOSEN: Final[tuple[Mapping[str, str | None], ...]] = (
    {
        "PYTHONHASHSEED": "7",
        "LC_ALL": "C",
        "LANG": "pl_PL.UTF-8",
        "TZ": "Asia/Kolkata",
        "PYTHONTZPATH": "WRONG",
        "PYTHONUTF8": "0",
        "PYTHONWARNINGS": "error",
        "COLUMNS": "40",
        "CWD": "HOSTILE",
    },
    {
        "PYTHONHASHSEED": "10",
        "LC_ALL": "tr_TR.UTF-8",
        "LANGUAGE": "de:pl",
        "TZ": "Nowhere/Nonsense",
        "PYTHONTZPATH": "",
        "PYTHONIOENCODING": "latin-1",
        "FORCE_COLOR": "1",
        "CWD": "/",
    },
)
"""Two environments in which nearly all is otherwise than in the plain one, and than in each other.

With these seeds a set of the three teams has three different orders. Optimized bytecode is left to the
exhaustive run: it would be compiled first.
"""

HOSTILE = "raise SystemExit('a file of this folder was taken for a module')\n"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two team files, one with wrong zones, and one whose files have names of modules."""
    made = tmp_path_factory.mktemp("place")
    (made / "team.toml").write_text(TEAM_FILE, encoding="utf-8")
    (made / "other.toml").write_text(OTHER_TEAM_FILE, encoding="utf-8")
    for key in ZONES:
        wrong = made / "wrong" / key
        wrong.parent.mkdir(parents=True, exist_ok=True)
        wrong.write_bytes(package_file("zoneinfo/UTC"))
    hostile = made / "hostile"
    for name in ("json", "holidays", "tomli", "tzdata", "warnings", "overlap", "pendulum", "icalendar"):
        (hostile / name).mkdir(parents=True)
        (hostile / name / "__init__.py").write_text(HOSTILE, encoding="utf-8")
    for name in ("overlap.toml", "team.toml", "pyproject.toml", ".env", "babel.cfg"):
        (hostile / name).write_text("= no TOML", encoding="utf-8")
    return made


def _environment(said: Mapping[str, str | None], place: Path) -> tuple[dict[str, str], Path]:
    """The variables of a process and the folder it begins in."""
    found = {name: value for name, value in os.environ.items() if name not in VARIED}
    found["PYTHONPATH"] = str(Path(overlap.__file__).parents[1])  # the library that is tested, and no other
    chosen = {**PLAIN, **said}
    folder = {"HOSTILE": place / "hostile", None: place}.get(chosen.pop("CWD", None), Path("/"))
    found.update({name: value for name, value in chosen.items() if value is not None})
    if found.get("PYTHONTZPATH") == "WRONG":
        found["PYTHONTZPATH"] = str(place / "wrong")
    elif found.get("PYTHONTZPATH") == "relative":
        # Python itself says on stderr that it does not look there; that is no answer of ours.
        found["PYTHONWARNINGS"] = "ignore:Invalid paths specified in PYTHONTZPATH"
    return found, folder


def _everything(said: Mapping[str, str | None], place: Path, into: Path) -> dict[str, bytes]:
    """Every answer in an environment, by the name of its file."""
    variables, folder = _environment(said, place)
    into.mkdir()
    done = subprocess.run(
        [sys.executable, PROGRAM, place / "team.toml", place / "other.toml", into],
        capture_output=True,
        env=variables,
        cwd=folder,
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    return {
        path.relative_to(into).as_posix(): path.read_bytes()
        for path in sorted(into.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def plain(place: Path) -> dict[str, bytes]:
    """Every answer in the plain environment."""
    return _everything({}, place, place / "plain")


def _compare(found: dict[str, bytes], plain: dict[str, bytes]) -> None:
    assert found.keys() == plain.keys()
    assert [name for name, data in plain.items() if found[name] != data] == []


def test_everything_was_answered(plain: dict[str, bytes]) -> None:
    assert len(plain) > len(ASKED)
    for name, data in plain.items():
        if name.endswith(".txt"):
            assert data.startswith((b"status 0\n", b"status 1\n")) or b".plain" in name.encode(), name
    assert {"report.html", "report.md", "sync.ics", "all.ics"} <= plain.keys()
    assert "Kraków" in plain["report.html"].decode()


@pytest.mark.parametrize("number", range(len(CHOSEN)))
def test_every_answer_is_the_same_in_another_environment(
    number: int, plain: dict[str, bytes], place: Path
) -> None:
    _compare(_everything(CHOSEN[number], place, place / f"chosen-{number}"), plain)


def _one_at_a_time() -> list[dict[str, str | None]]:
    return [{name: value} for name, values in VARIED.items() for value in values]


def _at_random(many: int) -> list[dict[str, str | None]]:
    own = random.Random(20260302)  # noqa: S311 - the same choice on every run
    return [{name: own.choice(values) for name, values in VARIED.items()} for _ in range(many)]


@pytest.mark.exhaustive
@pytest.mark.parametrize("said", [*_one_at_a_time(), *_at_random(20)], ids=str)
def test_no_environment_changes_an_answer(
    said: dict[str, str | None], plain: dict[str, bytes], place: Path, tmp_path: Path
) -> None:
    _compare(_everything(said, place, tmp_path / "out"), plain)


BELIEVER = """
from datetime import datetime
from zoneinfo import ZoneInfo
print(datetime(2026, 7, 1, tzinfo=ZoneInfo("Europe/Warsaw")).utcoffset())
"""


def test_the_wrong_zones_would_be_believed_by_whoever_looked(place: Path) -> None:
    done = _program([sys.executable, "-c", BELIEVER], place, {"PYTHONTZPATH": "WRONG"})
    assert done.stdout.strip() == b"0:00:00"


# The program itself


def _program(
    command: list[str | Path], place: Path, said: Mapping[str, str | None]
) -> subprocess.CompletedProcess[bytes]:
    variables, folder = _environment(said, place)
    return subprocess.run(command, capture_output=True, env=variables, cwd=folder, timeout=120, check=False)


@pytest.mark.parametrize("encoding", ["ascii", "utf-16"])
def test_programs_read_the_same_whatever_the_encoding_of_the_terminal(encoding: str, place: Path) -> None:
    command: list[str | Path] = [
        sys.executable,
        "-P",
        "-m",
        "overlap",
        "check",
        place / "team.toml",
        "--json",
    ]
    usual = _program(command, place, {})
    there = _program(command, place, {"PYTHONIOENCODING": encoding, "LC_ALL": "C", "PYTHONUTF8": "0"})
    assert (there.returncode, there.stderr) == (usual.returncode, usual.stderr)
    assert json.loads(there.stdout.decode(encoding)) == json.loads(usual.stdout)


def test_people_get_stand_ins_for_letters_that_a_terminal_has_not(place: Path) -> None:
    command: list[str | Path] = [sys.executable, "-P", "-m", "overlap", "now", place / "team.toml"]
    usual = _program(command, place, {})
    there = _program(command, place, {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"})
    assert there.returncode == usual.returncode == 0
    assert "Kraków" in usual.stdout.decode("utf-8")
    assert there.stdout.isascii()
    assert b"Manila" in there.stdout


def test_the_program_takes_no_module_of_the_folder_it_is_called_in(place: Path) -> None:
    script = Path(sysconfig.get_path("scripts")) / ("overlap.exe" if os.name == "nt" else "overlap")
    if not script.is_file():
        pytest.skip("the package is not installed: there is no program overlap beside this Python")
    here = {"CWD": "HOSTILE"}
    done = _program([script, "zones", "Krakow"], place, here)
    assert (done.returncode, done.stderr) == (0, b"")
    safe = _program([sys.executable, "-P", "-m", "overlap", "zones", "Krakow"], place, here)
    assert (safe.returncode, safe.stdout) == (0, done.stdout)


def test_python_m_takes_modules_of_its_folder_as_it_does_for_every_program(place: Path) -> None:
    # Documented: `python -m` puts the folder on its path before any line of ours runs.
    done = _program([sys.executable, "-m", "overlap", "zones", "Krakow"], place, {"CWD": "HOSTILE"})
    assert done.returncode == 1
    assert b"a file of this folder was taken for a module" in done.stderr
