"""The base install stays small, and what an extra brings is asked for by the extra's name."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import pytest

import overlap
from overlap.errors import BrokenInstall, MissingExtra
from overlap.planning.fair import FairTask
from overlap.planning.fair_solver import solve
from overlap.planning.pairing import choose_pairs
from overlap.planning.pairs_history import PairHistory
from overlap.render.style import Style
from tests.planning.fair_oracle import week
from tests.planning.page.rosters import ROSTER
from tests.planning.test_fair_core import core_of

PROJECT = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]

DAY = ("2026-03-02", "2026-03-02")


def name_of(requirement: str) -> str:
    """The package a requirement is about."""
    found = re.match(r"[a-z0-9-]+", requirement)
    assert found is not None
    return found[0]


def test_the_base_install_has_no_plots_frames_sheets_or_locales() -> None:
    base = {name_of(one) for one in PROJECT["dependencies"]}
    heavy = {
        "babel",
        "matplotlib",
        "nanoarrow",
        "numpy",
        "openpyxl",
        "pandas",
        "polars",
        "pyarrow",
        "xlsxwriter",
    }
    assert not base & heavy


def test_all_is_every_extra_of_users() -> None:
    extras = PROJECT["optional-dependencies"]
    of_users = {"arrow", "i18n", "keyring", "pairs", "plot", "sheets", "solver"}
    ours = {"all", "bench", "browser", "cluster", "docs", "lint", "test"}
    assert set(extras) == of_users | ours
    assert set(extras["all"]) == {one for extra in of_users for one in extras[extra]}


def workbook(path: Path) -> None:
    overlap.write_workbook(overlap.workbook(ROSTER, *DAY, sheets=["teams"]), path / "roster.xlsx")


def sheet_alone(path: Path) -> object:
    return overlap.read_roster_sheet(path / "roster.xlsx")


def sheet(path: Path) -> object:
    workbook(path)
    return overlap.read_roster_sheet(path / "roster.xlsx")


USES: dict[str, tuple[str, Callable[[Path], object]]] = {
    "matplotlib": ("plot", lambda _: overlap.find_windows(ROSTER, *DAY).plot()),
    "nanoarrow": ("arrow", lambda _: overlap.find_windows(ROSTER, *DAY).__arrow_c_stream__()),
    "babel": ("i18n", lambda _: Style(locale="pl")),
    "xlsxwriter": ("sheets", workbook),
    "openpyxl": ("sheets", sheet),
}


@pytest.mark.parametrize("package", USES)
def test_a_missing_extra_is_named_with_the_command_that_installs_it(
    package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    extra, use = USES[package]
    for name in [one for one in sys.modules if one.partition(".")[0] == package]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtra) as caught:
        use(tmp_path)
    assert package in str(caught.value) or extra in str(caught.value)
    assert f"overlap-teams[{extra}]" in str(caught.value.hint)


class Broken(MetaPathFinder):
    """A package that is there and fails while it is imported."""

    def __init__(self, package: str, error: Exception) -> None:
        self.package = package
        self.error = error

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if name.partition(".")[0] == self.package:
            raise self.error
        return None


@pytest.mark.parametrize(
    "error",
    [
        RuntimeError("half installed"),
        ImportError("libfoo.so.1: cannot open shared object file"),
        ModuleNotFoundError("No module named 'dependency'", name="dependency"),
        SyntaxError("invalid syntax"),
    ],
    ids=lambda error: type(error).__name__,
)
@pytest.mark.parametrize("package", [*USES, "networkx"])
def test_an_extra_that_is_there_and_fails_is_told_from_one_that_is_missing(
    package: str, error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, use = {**USES, "networkx": ("pairs", lambda _: choose_pairs("ab", [("a", "b")], PairHistory()))}[
        package
    ]
    if package == "openpyxl":
        workbook(tmp_path)
        use = sheet_alone
    for name in [one for one in sys.modules if one.partition(".")[0] == package]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Broken(package, error), *sys.meta_path])
    with pytest.raises(BrokenInstall, match=f"the package {package}, which is installed and fails") as caught:
        use(tmp_path)
    assert (
        caught.value.hint == f"install it again: python -m pip install --upgrade --force-reinstall {package}"
    )


@pytest.mark.parametrize("package", ["babel", "networkx", "matplotlib"])
def test_an_extra_that_is_too_old_to_have_what_is_needed_is_told(
    package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, use = {**USES, "networkx": ("pairs", lambda _: choose_pairs("ab", [("a", "b")], PairHistory()))}[
        package
    ]
    for name in [one for one in sys.modules if one.partition(".")[0] == package]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, ModuleType(package))
    with pytest.raises(BrokenInstall, match=f"the package {package}, which is installed and fails"):
        use(tmp_path)


def test_a_solver_that_fails_is_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [one for one in sys.modules if one.partition(".")[0] == "highspy"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Broken("highspy", RuntimeError("half")), *sys.meta_path])
    core = core_of(FairTask((0, 0), (week((1, 0), (0, 1)),) * 2))
    assert solve(core, (0, 0), 0, times=None, seconds=5) is None


def test_the_page_needs_no_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    for package in USES:
        for name in [one for one in sys.modules if one.partition(".")[0] == package]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, package, None)
    assert overlap.report(ROSTER, *DAY).to_page().startswith("<!doctype html>")
