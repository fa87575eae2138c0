"""What is uploaded: the package and nothing else, and the same bytes wherever it is built."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email.parser import Parser
from functools import cache
from pathlib import Path

import pytest

pytest.importorskip("hatchling", reason="hatchling builds the package: pip install hatchling")

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
UPLOADED = PROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
MADE = ("__pycache__", "*.pyc", "_build", ".*_cache", ".hypothesis")


def copied(of: Path, to: Path) -> Path:
    """The files that a source archive is made of, somewhere else."""
    to.mkdir(parents=True)
    for name in (*UPLOADED, ".gitignore"):
        if (of / name).is_dir():
            shutil.copytree(of / name, to / name, ignore=shutil.ignore_patterns(*MADE))
        else:
            shutil.copy2(of / name, to / name)
    return to


def built(place: Path, *targets: str, umask: int = 0o022, **environment: str) -> dict[str, bytes]:
    """What is built at a place, by name."""
    kept = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", "made", *(f"-t{target}" for target in targets)],
        cwd=place,
        env=kept | environment,
        umask=umask,
        check=True,
        capture_output=True,
    )
    return {path.name: path.read_bytes() for path in (place / "made").iterdir()}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project."""
    return copied(ROOT, tmp_path_factory.mktemp("one") / "here")


@pytest.fixture(scope="module")
def archives(here: Path) -> dict[str, bytes]:
    """The wheel and the source archive, by their endings."""
    made = built(here, "wheel", "sdist")
    return {name.rpartition(".")[2]: content for name, content in made.items()}


@pytest.fixture(scope="module")
def wheel(archives: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    path = tmp_path_factory.mktemp("wheel") / "made.whl"
    path.write_bytes(archives["whl"])
    return zipfile.ZipFile(path)


@cache
def sources() -> frozenset[str]:
    """The package's files, by their names in a wheel."""
    found = (path.relative_to(ROOT / "src") for path in (ROOT / "src").rglob("*") if path.is_file())
    return frozenset(path.as_posix() for path in found if "__pycache__" not in path.parts)


def test_another_place_time_zone_and_umask_give_the_same_bytes(
    archives: dict[str, bytes], here: Path, tmp_path: Path
) -> None:
    place = copied(here, tmp_path / "deeper" / "and other" / "place")
    for path in place.rglob("*.py"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    made = built(
        place,
        "wheel",
        "sdist",
        umask=0o077,
        TZ="Asia/Manila",
        LC_ALL="C",
        PYTHONHASHSEED="7",
        HOME=str(tmp_path),
    )
    sums = {name.rpartition(".")[2]: hashlib.sha256(content).hexdigest() for name, content in made.items()}
    assert sums == {ending: hashlib.sha256(content).hexdigest() for ending, content in archives.items()}


def test_the_source_archive_builds_the_same_wheel(archives: dict[str, bytes], tmp_path: Path) -> None:
    packed = tmp_path / "made.tar.gz"
    packed.write_bytes(archives["gz"])
    with tarfile.open(packed) as archive:
        archive.extractall(tmp_path, filter="data")
    (place,) = (path for path in tmp_path.iterdir() if path.is_dir())
    (again,) = built(place, "wheel").values()
    assert again == archives["whl"]


def test_a_wheel_holds_the_package_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    about = {name for name in names if name.partition("/")[0].endswith(".dist-info")}
    assert {name.partition("/")[2] for name in about} == {
        "METADATA",
        "RECORD",
        "WHEEL",
        "entry_points.txt",
        "licenses/LICENSE",
    }
    assert names - about == sources()
    assert all(name.startswith("overlap/") for name in names - about)
    assert not [name for name in names if wheel.getinfo(name).external_attr >> 16 & 0o111]


def test_the_source_archive_holds_all_that_tests_and_pages_need(
    archives: dict[str, bytes], tmp_path: Path
) -> None:
    packed = tmp_path / "made.tar.gz"
    packed.write_bytes(archives["gz"])
    with tarfile.open(packed) as archive:
        members = archive.getmembers()
    assert all(one.isfile() for one in members)
    assert not [one.name for one in members if one.name.startswith("/") or ".." in one.name.split("/")]
    assert {(one.uname, one.gname, one.uid, one.gid) for one in members} == {("", "", 0, 0)}
    held = {one.name.partition("/")[2] for one in members}
    wanted = {
        path.relative_to(ROOT).as_posix()
        for folder in ("src", "tests", "docs", "benchmarks")
        for path in (ROOT / folder).rglob("*.*")
        if path.suffix in {".css", ".html", ".ics", ".js", ".json", ".md", ".py", ".sh", ".toml", ".txt"}
        and "_build" not in path.parts
    }
    assert not wanted - held
    assert {"README.md", "CHANGELOG.md", "LICENSE", "pyproject.toml", "PKG-INFO"} <= held


def test_the_metadata_say_what_the_project_says(wheel: zipfile.ZipFile) -> None:
    (about,) = (name for name in wheel.namelist() if name.endswith("/METADATA"))
    told = Parser().parsestr(wheel.read(about).decode())
    project = PROJECT["project"]
    assert (told["Name"], told["Version"]) == (project["name"], project["version"])
    assert told["Requires-Python"] == project["requires-python"]
    assert told["License-Expression"] == project["license"]
    assert told["Description-Content-Type"] == "text/markdown"
    extras = project["optional-dependencies"]
    assert set(told.get_all("Provides-Extra", [])) == set(extras)
    needed = [one for one in told.get_all("Requires-Dist", []) if "extra ==" not in one]
    assert sorted(needed) == sorted(project["dependencies"])
    commands = wheel.read(about.replace("METADATA", "entry_points.txt")).decode()
    assert commands.split() == ["[console_scripts]", "overlap", "=", project["scripts"]["overlap"]]
