"""docs/performance.md is what docs/performance.json says, and what other pages quote is in it."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
WHOLE: dict[str, Any] = json.loads((DOCS / "performance.json").read_text(encoding="utf-8"))
SECTIONS: dict[str, dict[str, Any]] = {one["module"]: one for one in WHOLE["sections"]}
FIGURES = [row for one in WHOLE["sections"] for row in one["figures"]]
EXPONENTS = [row for one in WHOLE["sections"] for row in one["exponents"]]

QUOTED = {
    ("windows of 5 teams, a year", "careful loop over days"): ("run", "W2", "per-day datetime + zoneinfo"),
    ("windows of 5 teams, a year", "the same, tuned by hand"): ("run", "W2", "the same, tuned by hand"),
    ("windows of 5 teams, a year", "`portion`"): ("run", "W2", "portion"),
    ("windows of 5 teams, a year", "loop over quarter hours"): (
        "run",
        "W2",
        "zoneinfo loop, 15-minute slots",
    ),
    ("windows of 5 teams, a year", "numpy"): ("run", "W2", "numpy template"),
    ("330 of 1,000 people, a year", "careful loop"): ("run", "W4", "per-day datetime + zoneinfo"),
    ("330 of 1,000 people, a year", "numpy"): ("run", "W4", "numpy template"),
    ("due dates of 100,000 tickets", "pandas"): ("clocks", "office", "pandas CustomBusinessHour"),
    ("due dates of 100,000 tickets", "businesstimedelta"): ("clocks", "office", "businesstimedelta"),
    ("due dates of 100,000 tickets", "workclock"): ("clocks", "office", "workclock, batch in numpy"),
    ("next ten slots of twenty people", "loop"): ("slots", "W7", "zoneinfo loop, 15-minute slots"),
    ("a fair rotation", "fair-meeting-planner"): ("rotation", None, "fair-meeting-planner"),
    ("staggered shifts, proven", "OR-Tools"): None,
}
"""What docs/comparison.md says of whom, and whose figures those are; None: no number is quoted."""


def renderer() -> ModuleType:
    """The module that writes the page; it stands in no package and imports nothing of ours."""
    spec = importlib.util.spec_from_file_location("benchmark_page", ROOT / "benchmarks" / "page.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_made_from_the_figures_and_not_by_hand() -> None:
    assert (DOCS / "performance.md").read_text(encoding="utf-8") == renderer().page(WHOLE)


def test_every_table_of_the_page_is_well_formed() -> None:
    rows = 0
    width = 0
    for line in (DOCS / "performance.md").read_text(encoding="utf-8").splitlines():
        if not line.startswith("|"):
            width = 0
            continue
        cells = line.count("|")
        assert width in (0, cells), line
        assert line.endswith("|")
        width = cells
        rows += 1
    assert rows > 50


def test_all_sections_are_of_one_machine_and_full_of_figures() -> None:
    assert SECTIONS
    for one in WHOLE["sections"]:
        assert one["machine"] == WHOLE["sections"][0]["machine"]
        assert one["failed"] is None
        assert one["mode"] in ("quick", "full")  # tiny sizes say nothing
        assert one["figures"] or one["exponents"]
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", one["date"])
        assert 0 <= one["others"] <= 1
    assert not set(WHOLE["missing"]) & set(SECTIONS)


def test_a_figure_lies_between_its_smallest_and_its_largest() -> None:
    for row in FIGURES:
        if row["median"] is None:
            assert row["note"]
            assert (row["runs"], row["met"]) == (0, None)
        else:
            assert 0 <= row["minimum"] <= row["median"] <= row["maximum"]
            assert row["runs"] > 0


def test_a_ratio_is_that_of_the_medians_of_its_table() -> None:
    checked = 0
    for module in ("run", "slots", "clocks"):
        tables: dict[str, list[dict[str, Any]]] = {}
        for row in SECTIONS.get(module, {"figures": []})["figures"]:
            tables.setdefault(row["workload"], []).append(row)
        for own, *others in tables.values():
            assert own["peer"].startswith("overlap")
            for row in others:
                if row["median"] is not None:
                    assert row["ratio"] == pytest.approx(row["median"] / own["median"], rel=2e-3)
                    checked += 1
    assert checked


def test_no_bar_is_called_met_that_is_not() -> None:
    judged = [row for row in (*FIGURES, *EXPONENTS) if row["bar"] is not None and row["met"] is not None]
    assert judged
    for row in judged:
        bar = row["bar"]
        value = {
            "ratio": row.get("ratio"),
            "share": 1 / row["ratio"] if row.get("ratio") else None,
            "median": row.get("median"),
            "exponent": row.get("exponent"),
        }[bar["of"]]
        assert value is not None
        least, most = bar["least"], bar["most"]
        assert least is not None or most is not None
        holds = (least is None or value >= least) and (most is None or value <= most)
        assert row["met"] == holds, row
    text = (DOCS / "performance.md").read_text(encoding="utf-8")
    assert f"{sum(row['met'] for row in judged)} of " in text
    assert text.count("| **missed** |") == sum(not row["met"] for row in judged)


def test_exponents_have_four_sizes_and_lie_between_neighbours() -> None:
    for row in EXPONENTS:
        assert len(row["sizes"]) == len(row["medians"]) >= 4
        assert row["sizes"] == sorted(set(row["sizes"]))
        assert row["low"] - 0.01 <= row["exponent"] <= row["high"] + 0.01


def comparison() -> list[tuple[str, str, str]]:
    """The rows of the table of speed: question, beside whom, their time."""
    text = (DOCS / "comparison.md").read_text(encoding="utf-8")
    table = [line for line in text.partition("\n## Speed\n")[2].splitlines() if line.startswith("|")][2:]
    rows = []
    question = ""
    for line in table:
        first, who, figure = (cell.strip() for cell in line.strip("|").split("|"))
        question = first or question
        rows.append((question, who, figure))
    return rows


def test_what_the_comparison_quotes_is_what_was_measured() -> None:
    rows = comparison()
    assert len(rows) == len(QUOTED)
    for question, who, figure in rows:
        (source,) = (
            named for (asked, name), named in QUOTED.items() if asked == question and who.startswith(name)
        )
        if source is None:
            assert not re.search(r"\d", figure)
            continue
        module, workload, peer = source
        if module in WHOLE["missing"]:
            continue
        ratios = [
            row["ratio"]
            for row in SECTIONS[module]["figures"]
            if row["peer"] == peer and workload in (None, row["workload"]) and row["median"] is not None
        ]
        assert ratios, (question, who)
        if figure == "faster than ours":
            assert max(ratios) < 1, (question, who)
        else:
            assert min(ratios) >= float(figure.replace(",", "")), (question, who)


SPOKEN = {
    "The windows of five teams over a year take less than a millisecond": (
        "run",
        "W2",
        "overlap, cold",
        0.0,
        1.0,
    ),
    "a due date less than half a microsecond": ("clocks", "office", "overlap, a batch of ints", 0.0, 0.5),
}
"""What README says in words, whose figure that is, and between what it must lie for the words to be true."""


def test_what_readme_says_in_words_is_what_was_measured() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for words, (module, workload, peer, least, most) in SPOKEN.items():
        assert words in text
        if module in SECTIONS:
            rows = SECTIONS[module]["figures"]
            (found,) = (row["median"] for row in rows if (row["workload"], row["peer"]) == (workload, peer))
            assert least <= found < most, words


def test_pages_that_speak_of_speed_point_to_the_figures() -> None:
    assert "](performance.md)" in (DOCS / "comparison.md").read_text(encoding="utf-8")
    assert "](../docs/performance.md)" in (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8")
