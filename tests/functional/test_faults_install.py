"""Packages and data that are missing, damaged or too old: a sentence that says how to repair it."""

from __future__ import annotations

import importlib.resources
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from overlap.adapters import package_days, place_names, place_tables
from overlap.core import zones
from overlap.core.tzif import read_tzif
from overlap.core.zones import package_file
from overlap.errors import BrokenInstall
from tests.functional.processes import TEAM, environment, run
from tests.functional.terminal import Terminal

MARCH = ("--from", "2027-03-01", "--until", "2027-03-07")

BODIES = {
    "missing": "raise ModuleNotFoundError(\"No module named '{0}'\", name='{0}')",
    "raises": "raise RuntimeError('half installed')",
    "a library of it is gone": "raise ImportError('libfoo.so.1: cannot open shared object file')",
    "too old": "__version__ = '0.0.1'\n__path__ = []",
}

USES: dict[str, tuple[str, ...]] = {
    "click": ("windows", "team.toml"),
    "dateutil": ("holidays", "PH"),
    "holidays": ("holidays", "PH"),
    "icalendar": ("export", "team.toml", "-o", "-"),
    "jinja2": ("report", "team.toml", *MARCH, "-o", "out.html"),
    "networkx": ("pairs", "team.toml"),
    "openpyxl": ("import", "roster.xlsx"),
    "babel": ("windows", "team.toml", "--locale", "pl"),
    "tomli": ("windows", "team.toml"),
    "tomli_w": ("import", "desk.csv"),
    "tzdata": ("windows", "team.toml"),
    "xlsxwriter": ("export", "team.toml", "-o", "out.xlsx"),
}

LIGHT = {("tzdata", "missing"), ("click", "raises"), ("holidays", "too old"), ("xlsxwriter", "too old")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder to run in, and one of packages that stand before those installed."""
    work = tmp_path / "work"
    work.mkdir()
    (work / "team.toml").write_text(TEAM)
    (work / "desk.csv").write_text("Team,Zone,Start,End\nPune,Asia/Kolkata,10:00,19:00\n")
    import overlap

    roster = overlap.load(work / "team.toml")
    pytest.importorskip("xlsxwriter", reason="spreadsheets are an extra")
    overlap.write_workbook(overlap.workbook(roster, "2027-03-01", "2027-03-01"), work / "roster.xlsx")
    return work


@pytest.mark.parametrize(
    ("package", "kind"),
    [
        pytest.param(package, kind, marks=() if (package, kind) in LIGHT else pytest.mark.exhaustive)
        for package in USES
        for kind in BODIES
    ],
)
def test_a_package_that_cannot_be_used_is_named(package: str, kind: str, folder: Path) -> None:
    shadow = folder.parent / "packages" / package
    shadow.mkdir(parents=True)
    (shadow / "__init__.py").write_text(BODIES[kind].format(package))
    paths = [str(shadow.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    done = run(*USES[package], cwd=folder, env=environment(PYTHONPATH=os.pathsep.join(paths)))
    assert done.status == 2
    assert done.out == b""
    problem, hint = done.err.splitlines()[-2:]
    assert problem.startswith(("error: broken-install: ", "error: missing-extra: "))
    called = {"tomli_w": "tomli-w", "dateutil": "holidays"}.get(package, package)
    assert f"package {called}" in problem
    assert hint.startswith("    hint: install it")
    assert not list(folder.glob("out.*"))


def test_in_python_s_development_mode_the_whole_traceback_is_shown(folder: Path) -> None:
    shadow = folder.parent / "packages" / "tomli"
    shadow.mkdir(parents=True)
    (shadow / "__init__.py").write_text(BODIES["raises"])
    paths = [str(shadow.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    more = {"PYTHONPATH": os.pathsep.join(paths), "PYTHONDEVMODE": "1"}
    done = run("windows", "team.toml", cwd=folder, env=environment(**more))
    assert done.status == 1
    assert "Traceback" in done.err
    assert "RuntimeError: half installed" in done.err


# Zone data


@pytest.fixture
def fresh_zones(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Zones read anew, and again after the test."""
    monkeypatch.setattr(zones, "_made", {})
    zones.tzdata_version.cache_clear()
    zones.zone_keys.cache_clear()
    yield
    zones.tzdata_version.cache_clear()
    zones.zone_keys.cache_clear()


def with_file(monkeypatch: pytest.MonkeyPatch, content: bytes | Exception, name: str = "Asia/Manila") -> None:
    """The package's file for a zone holds something else, or cannot be read."""
    import pkgutil

    real = pkgutil.get_data

    def get_data(package: str, resource: str) -> bytes | None:
        if resource != f"zoneinfo/{name}":
            return real(package, resource)
        if isinstance(content, Exception):
            raise content
        return content

    monkeypatch.setattr(pkgutil, "get_data", get_data)


@pytest.mark.usefixtures("fresh_zones")
@pytest.mark.parametrize(
    "content",
    [
        FileNotFoundError(2, "No such file or directory"),
        PermissionError(13, "Permission denied"),
        ModuleNotFoundError("No module named 'tzdata.zoneinfo'"),
        b"",
        b"TZif",
        b"not a zone at all" * 20,
        package_file("zoneinfo/Asia/Manila")[:-3],
        package_file("zoneinfo/Asia/Manila")[:60],
    ],
)
def test_a_zone_file_that_is_missing_or_cut_off_is_told(
    content: bytes | Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_file(monkeypatch, content)
    with pytest.raises(BrokenInstall, match="package tzdata") as caught:
        zones.zone("Asia/Manila")
    assert "--force-reinstall tzdata" in str(caught.value.hint)
    assert zones.zone("Asia/Tokyo").key == "Asia/Tokyo"
    monkeypatch.undo()


@pytest.mark.parametrize("key", ["America/New_York", "Asia/Manila", "Africa/Casablanca", "UTC", "Asia/Gaza"])
def test_a_zone_file_cut_off_anywhere_is_never_read_as_a_whole_one(key: str) -> None:
    data = package_file(f"zoneinfo/{key}")
    whole = read_tzif(data)
    for length in range(0, len(data), 1 if len(data) < 500 else 7):
        with pytest.raises(Exception):  # noqa: B017 - whatever it is, `zone` tells it
            read_tzif(data[:length])
    with pytest.raises(Exception):  # noqa: B017 - as above
        read_tzif(data[:-1])
    assert read_tzif(data) == whole


@pytest.mark.usefixtures("fresh_zones")
def test_an_old_release_of_the_zone_data_answers_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    import tzdata

    monkeypatch.setattr(tzdata, "IANA_VERSION", "2025b")
    with pytest.raises(BrokenInstall, match="the package tzdata is 2025b, and 2026f or later is needed"):
        zones.zone("Asia/Manila")


# Holiday data


@pytest.fixture
def fresh_holidays() -> Iterator[None]:
    """The package is asked for anew, and again after the test."""
    modules = (package_days, place_names, place_tables)
    remembered = [one for module in modules for one in vars(module).values() if hasattr(one, "cache_clear")]
    for one in remembered:
        one.cache_clear()
    yield
    for one in remembered:
        one.cache_clear()


@pytest.mark.usefixtures("fresh_holidays")
def test_an_old_release_of_the_holiday_data_answers_nothing(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    import holidays

    monkeypatch.setattr(holidays, "version", SimpleNamespace(__version__="0.67"))
    done = terminal("holidays", "PH")
    assert done.status == 2
    assert "error: broken-install: the package holidays is 0.67, and 0.109 or later is needed" in done.err


@pytest.mark.usefixtures("fresh_holidays")
def test_damaged_holiday_data_are_no_fault_of_a_team_file(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "team.toml"
    path.write_text(
        'version = 1\n[team.a]\nzone = "Asia/Manila"\nholidays = "PH"\n'
        'shifts = [{ start = "09:00", end = "17:00" }]\n'
    )
    import holidays

    monkeypatch.delattr(holidays, "version")
    done = terminal("windows", str(path))
    assert done.status == 2
    problem, hint = done.err.splitlines()
    assert problem.startswith("error: broken-install: the package holidays cannot be used: AttributeError")
    assert hint.endswith("--force-reinstall holidays")


def test_a_country_that_the_package_fails_on_is_told(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = ModuleType("holidays.countries.broken")
    exec("def fails(*_, **__):\n    raise KeyError('lunar calendar')", module.__dict__)  # noqa: S102
    monkeypatch.setattr(package_days, "entity_of", module.__dict__["fails"])
    package_days.forget()
    done = terminal("holidays", "LI")
    package_days.forget()
    assert done.status == 2
    assert done.err.splitlines()[0] == (
        "error: broken-install: the package holidays fails: KeyError: 'lunar calendar'"
    )


# Our own files


def test_a_file_of_our_own_that_is_missing_is_told(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import overlap.data

    copied = tmp_path / "data"
    shutil.copytree(Path(str(overlap.data.__file__)).parent, copied)
    (copied / "example.toml").unlink()
    (copied / "starter.toml").write_bytes(b"\xff\xfe")
    monkeypatch.setattr(importlib.resources, "files", lambda _: copied)
    gone = terminal("report")
    assert gone.status == 2
    assert "error: broken-install: the file example.toml of overlap itself is missing or damaged" in gone.err
    target = tmp_path / "new.toml"
    damaged = terminal("init", str(target))
    assert damaged.status == 2
    assert "the file starter.toml of overlap itself is missing or damaged" in damaged.err
    assert sorted(one.name for one in tmp_path.iterdir()) == ["data"]  # no schema without its file either
