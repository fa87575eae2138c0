"""What is missing, what is damaged and what is too old."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from overlap.core.packages import (
    LEAST_HOLIDAYS,
    LEAST_TZDATA,
    check_version,
    damaged,
    own_text,
    unusable,
)
from overlap.errors import BrokenInstall, MissingExtra


def test_the_least_releases_are_those_that_are_installed() -> None:
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = dict(one.split(">=") for one in project["dependencies"])
    assert asked["holidays"] == LEAST_HOLIDAYS
    year, number = asked["tzdata"].split(".")
    assert f"{year}{'abcdefghij'[int(number) - 1]}" == LEAST_TZDATA


@pytest.mark.parametrize(
    ("found", "least", "is_old"),
    [
        ("0.109", "0.109", False),
        ("0.109.1", "0.109", False),
        ("0.110", "0.109", False),
        ("1.0", "0.109", False),
        ("0.67", "0.109", True),
        ("0.108.9", "0.109", True),
        ("2026f", "2026f", False),
        ("2026g", "2026f", False),
        ("2027a", "2026f", False),
        ("2026b", "2026f", True),
        ("2025z", "2026f", True),
        ("", "0.109", True),
        ("unknown", "0.109", True),
    ],
)
def test_an_older_release_is_refused(found: str, least: str, is_old: bool) -> None:
    if is_old:
        with pytest.raises(BrokenInstall, match=f"the package x is {found}, and {least} or later is needed"):
            check_version("x", found, least)
    else:
        check_version("x", found, least)


def test_a_missing_package_and_one_without_a_part_are_told_apart() -> None:
    gone = ModuleNotFoundError("No module named 'no_such_package'", name="no_such_package")
    missing = unusable("no_such_package", gone, "plots need", hint="install it")
    assert isinstance(missing, MissingExtra)
    assert str(missing) == "plots need the package no_such_package; install it"
    part = ModuleNotFoundError("No module named 'json.nothing'", name="json.nothing")
    broken = unusable("json", part, "plots need", hint="install it")
    assert isinstance(broken, BrokenInstall)
    assert "which is installed and fails: ModuleNotFoundError: No module named 'json.nothing'" in str(broken)
    assert unusable("json", OSError(), "plots need", hint="x").message.endswith("fails: OSError")


def test_what_is_damaged_says_how_to_install_it_again() -> None:
    assert damaged("x", "tzdata").hint == (
        "install it again: python -m pip install --upgrade --force-reinstall tzdata"
    )


def test_a_file_of_our_own_that_is_missing_is_told() -> None:
    assert own_text("starter.toml").startswith("#:schema")
    with pytest.raises(BrokenInstall, match=r"the file none\.toml of overlap itself is missing") as caught:
        own_text("none.toml")
    assert "overlap-teams" in str(caught.value.hint)


def test_a_package_that_says_another_is_missing_and_then_fails_is_no_missing_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "half_there.py").write_text("raise RuntimeError('no disk')\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    told = unusable("half_there", ModuleNotFoundError("No module named 'other'"), "plots need", hint="h")
    assert isinstance(told, BrokenInstall)
    assert "half_there, which is installed and fails" in told.message
