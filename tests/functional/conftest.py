"""A terminal with a fixed clock, and team files to run on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.functional.terminal import FIXED_NOW, Terminal

TWO_TEAMS = """\
version = 1
title = "Two"
zone = "America/New_York"

[team.manila]
name = "Manila night"
zone = "Asia/Manila"
headcount = 12
shifts = [{ name = "night", start = "22:00", end = "06:00" }]

[team.manila.member.ana]
name = "Ana Reyes"
time_off = [{ from = 2026-03-03, until = 2026-03-04 }]

[team.ny]
name = "New York"
zone = "America/New_York"
shifts = [{ start = "09:00", end = "17:00" }]
"""


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str]) -> Terminal:
    """The program, its clock at 2026-11-23T14:30Z."""
    return Terminal(capsys, lambda: FIXED_NOW)


@pytest.fixture
def two_teams(tmp_path: Path) -> str:
    """Manila nights and New York days, without holidays."""
    path = tmp_path / "team.toml"
    path.write_text(TWO_TEAMS, encoding="utf-8")
    return str(path)
