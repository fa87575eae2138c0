"""The version and the changelog agree, so that a release can be told from its number.

Law: docs/releasing.md says where the version stands. Sections of the changelog go down in version, and only
the topmost is not released.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import tomli

import overlap

ROOT = Path(__file__).parents[2]
HEADING = re.compile(r"## (\d+)\.(\d+)\.(\d+), (?:(\d{4}-\d\d-\d\d)|not released yet)")
KINDS = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")


def faults(text: str, version: str) -> list[str]:
    """What is wrong with a changelog for a version."""
    found = []
    headings = [line for line in text.splitlines() if line.startswith("## ")]
    read = [HEADING.fullmatch(line) for line in headings]
    found += [f"{line}: no version and date" for line, one in zip(headings, read, strict=True) if not one]
    known = [one for one in read if one is not None]
    numbers = [tuple(int(part) for part in one.groups()[:3]) for one in known]
    if not known or ".".join(map(str, numbers[0])) != version:
        found.append(f"the topmost section is not that of {version}")
    if numbers != sorted(set(numbers), reverse=True):
        found.append("the versions do not go down")
    dates = [one[4] for one in known]
    if None in dates[1:]:
        found.append("a section below the topmost is not released")
    if [one for one in dates if one] != sorted((one for one in dates if one), reverse=True):
        found.append("the dates do not go down")
    for one in filter(None, dates):
        try:
            date.fromisoformat(one)
        except ValueError:
            found.append(f"{one} is no date")
    kinds = [line.removeprefix("### ") for line in text.splitlines() if line.startswith("### ")]
    found += [f"{kind}: no kind of change" for kind in kinds if kind not in KINDS]
    return found


def test_the_version_is_the_same_wherever_it_stands() -> None:
    project = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == overlap.__version__
    assert re.fullmatch(r"\d+\.\d+\.\d+", overlap.__version__)
    assert faults((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), overlap.__version__) == []


def test_the_pythons_are_the_same_wherever_they_stand() -> None:
    project = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [
        re.fullmatch(r"Programming Language :: Python :: (3\.\d+)", one) for one in project["classifiers"]
    ]
    pythons = [one[1] for one in named if one]
    stability = (ROOT / "docs" / "stability.md").read_text(encoding="utf-8")
    assert f"At present {', '.join(pythons[:-1])} and {pythons[-1]} are supported." in stability
    assert project["requires-python"] == f">={pythons[0]}"


GOOD = "# Changelog\n\n## 1.1.0, not released yet\n\n### Added\n\n- x\n\n## 1.0.0, 2027-01-02\n\n### Fixed\n"


@pytest.mark.parametrize(
    ("text", "version", "said"),
    [
        (GOOD, "1.0.0", "the topmost section"),
        (GOOD, "1.1.1", "the topmost section"),
        (GOOD.replace("## 1.1.0, not released yet", "## Unreleased"), "1.0.0", "no version and date"),
        (GOOD.replace("1.0.0", "1.2.0"), "1.1.0", "do not go down"),
        (GOOD.replace("1.0.0", "1.1.0"), "1.1.0", "do not go down"),
        (GOOD.replace("1.0.0, 2027-01-02", "1.0.0, not released yet"), "1.1.0", "is not released"),
        (GOOD.replace("not released yet", "2026-12-31"), "1.1.0", "dates do not go down"),
        (GOOD.replace("not released yet", "2027-02-30"), "1.1.0", "is no date"),
        (GOOD.replace("Added", "New"), "1.1.0", "no kind of change"),
        ("# Changelog\n", "1.1.0", "the topmost section"),
    ],
)
def test_a_changelog_with_a_fault_is_found(text: str, version: str, said: str) -> None:
    assert any(said in one for one in faults(text, version))


def test_a_changelog_without_a_fault_passes_before_and_after_its_release() -> None:
    assert faults(GOOD, "1.1.0") == []
    assert faults(GOOD.replace("not released yet", "2027-02-03"), "1.1.0") == []
