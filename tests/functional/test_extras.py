"""The base install stays small, and what an extra brings is asked for by the extra's name."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

import overlap
from overlap.errors import MissingExtra
from overlap.render.style import Style
from tests.planning.page.rosters import ROSTER

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
    ours = {"all", "bench", "browser", "docs", "lint", "test"}
    assert set(extras) == of_users | ours
    assert set(extras["all"]) == {one for extra in of_users for one in extras[extra]}


def workbook(path: Path) -> None:
    overlap.write_workbook(overlap.workbook(ROSTER, *DAY, sheets=["teams"]), path / "roster.xlsx")


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


def test_the_page_needs_no_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    for package in USES:
        for name in [one for one in sys.modules if one.partition(".")[0] == package]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, package, None)
    assert overlap.report(ROSTER, *DAY).to_page().startswith("<!doctype html>")
