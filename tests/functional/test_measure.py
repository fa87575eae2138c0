"""How benchmarks measure and judge: bars, ratios, exponents, turns, and what stays on the page."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[2] / "benchmarks"
NAMES = ("figure", "machine", "measure", "page", "all")


@pytest.fixture(scope="module")
def bench() -> Iterator[dict[str, Any]]:
    """The modules of the benchmarks by name; they stand in no package."""
    sys.path.insert(0, str(FOLDER))
    try:
        yield {name: importlib.import_module(name) for name in NAMES}
    finally:
        sys.path.remove(str(FOLDER))
        for name in NAMES:
            sys.modules.pop(name, None)


def section(name: str, machine: str = "here", **more: Any) -> dict[str, Any]:
    """A section without figures."""
    whole = {
        "module": name,
        "title": name.title(),
        "asked": "Who?",
        "mode": "full",
        "date": "2026-11-22",
        "commit": "abc1234",
        "load": 0.1,
        "others": 0.02,
        "seconds": 61.0,
        "machine": {"processor": machine},
        "versions": {"numpy": "2.4.6"},
        "failed": None,
        "figures": [],
        "exponents": [],
    }
    return {**whole, **more}


def rows(bench: dict[str, Any], *figures: Any) -> list[dict[str, Any]]:
    """Figures as JSON has them."""
    from dataclasses import asdict

    told = [{**asdict(one), "met": one.met} for one in figures]
    found: list[dict[str, Any]] = json.loads(json.dumps(told))
    return found


def test_a_ratio_is_the_answerers_time_in_times_of_ours(bench: dict[str, Any]) -> None:
    times, figure = bench["figure"].Times, bench["figure"].taken
    ours = times((0.002, 0.001, 0.003))
    made = figure("W", "size", "peer", times((0.03, 0.05, 0.04)), ours=ours)
    assert (made.median, made.minimum, made.maximum, made.runs) == (40.0, 30.0, 50.0, 3)
    assert (made.unit, made.ratio) == ("ms", 20.0)


@pytest.mark.parametrize(
    ("bar", "holds"),
    [
        ({"least": 4.0}, True),
        ({"least": 4.1}, False),
        ({"most": 0.25, "of": "share"}, True),
        ({"most": 0.24, "of": "share"}, False),
        ({"most": 8.0, "of": "median"}, True),
        ({"most": 7.9, "of": "median"}, False),
    ],
)
def test_a_bar_judges_what_it_says_and_both_ends_are_allowed(
    bench: dict[str, Any], bar: dict[str, Any], holds: bool
) -> None:
    module = bench["figure"]
    judged = module.Bar("why", **bar)
    made = module.taken("W", "n", "peer", module.Times((0.008,)), ours=module.Times((0.002,)), bar=judged)
    assert made.met is holds


def test_a_figure_without_a_bar_or_without_a_value_is_not_judged(bench: dict[str, Any]) -> None:
    module = bench["figure"]
    assert module.taken("W", "n", "peer", module.Times((1.0,))).met is None
    assert module.absent("W", "n", "peer").met is None
    assert module.taken("W", "n", "overlap", module.Times((1.0,)), bar=module.Bar("why", least=2)).met is None


@pytest.mark.parametrize("power", [0.0, 0.5, 1.0, 2.0])
def test_the_exponent_of_a_power_is_that_power(bench: dict[str, Any], power: float) -> None:
    module = bench["figure"]
    times = {size: module.Times((3e-3 * size**power,)) for size in (10, 40, 160, 640)}
    made = module.exponent("q", "n", times)
    assert (made.exponent, made.low, made.high) == (power, power, power)
    assert made.medians[0] == pytest.approx(3 * 10**power, rel=1e-3)


def test_a_bend_shows_between_neighbours(bench: dict[str, Any]) -> None:
    module = bench["figure"]
    times = {10: module.Times((1.0,)), 100: module.Times((1.0,)), 1000: module.Times((100.0,))}
    made = module.exponent("q", "n", times, bar=module.Bar("why", most=1.0, of="exponent"))
    assert (made.low, made.high, made.exponent, made.met) == (0.0, 2.0, 1.0, True)
    steep = module.exponent("q", "n", times, bar=module.Bar("why", most=0.99, of="exponent"))
    assert steep.met is False


def test_everybody_takes_turns_and_what_goes_before_is_not_timed(bench: dict[str, Any]) -> None:
    module = bench["measure"]
    order: list[str] = []
    now = [0.0]

    def call(name: str, seconds: float) -> Any:
        def run() -> None:
            order.append(name)
            now[0] += seconds

        return run

    def before() -> None:
        now[0] += 1000.0

    times = module.take_turns(
        [
            module.Contender("slow", call("slow", 2.0)),
            module.Contender("quick", call("quick", 0.1), before, questions=10),
        ],
        module.How("full"),
        turns=5,
        clock=lambda: now[0],
    )
    assert order[:2] == ["slow", "quick"]  # once each, to see how long they take
    assert order[2:] == ["slow", "quick", "quick", "slow", "quick", "quick", "slow", "quick"]
    assert times["slow"].samples == (2.0,) * 3
    assert times["quick"].samples == pytest.approx((0.01,) * 5)


def test_a_quick_call_is_repeated_within_a_turn(bench: dict[str, Any]) -> None:
    module = bench["measure"]
    calls, now = [0], [0.0]

    def run() -> None:
        calls[0] += 1
        now[0] += 0.002

    found = module.take_turns([module.Contender("one", run)], module.How("quick"), clock=lambda: now[0])
    assert found["one"].samples == pytest.approx((0.002,) * 3)
    assert calls[0] == 1 + 3 * 5


def test_answers_that_differ_leave_no_figure_and_status_one(bench: dict[str, Any], tmp_path: Path) -> None:
    measure = bench["measure"]

    class Harness:
        __file__ = "wrong.py"
        TITLE, ASKED, PACKAGES = "Wrong", "What?", ()

        @staticmethod
        def figures(how: Any) -> Iterator[Any]:
            yield from ()
            raise measure.AnswersDiffer("one says 1, the other 2")

    told = measure.section(Harness, measure.How("quick"))
    assert (told["failed"], told["figures"]) == ("one says 1, the other 2", [])
    assert measure.alone(Harness, ["--quick", "--json", str(tmp_path / "out.json")]) == 1


def test_a_missed_bar_is_status_one_but_at_smoke_size(bench: dict[str, Any]) -> None:
    figure, measure = bench["figure"], bench["measure"]

    class Harness:
        __file__ = "missed.py"
        TITLE, ASKED, PACKAGES = "Missed", "What?", ()

        @staticmethod
        def figures(how: Any) -> Iterator[Any]:
            bar = figure.Bar("why", most=1.0, of="median")
            yield figure.amount("W", "n", "overlap", 2.0, "MB", bar=bar)

    assert measure.alone(Harness, ["--quick"]) == 1
    assert measure.alone(Harness, ["--smoke"]) == 0


def test_a_new_section_takes_the_place_of_the_old_in_the_order_of_the_page(bench: dict[str, Any]) -> None:
    gathered = bench["all"].gathered
    first, last = section("run"), section("startup")
    found = gathered([last, first], section("run", date="2027-01-01"))
    assert [(one["module"], one["date"]) for one in found] == [
        ("run", "2027-01-01"),
        ("startup", "2026-11-22"),
    ]


def test_figures_of_two_machines_never_stand_on_one_page(bench: dict[str, Any]) -> None:
    kept = bench["all"].kept
    old = [section("run", "there"), section("slots")]
    assert [one["module"] for one in kept(old, ["run"], {"processor": "here"})] == ["slots"]
    with pytest.raises(ValueError, match="run: measured on another machine"):
        kept(old, ["slots"], {"processor": "here"})


def test_the_page_tells_missed_bars_first_and_missing_peers_by_name(bench: dict[str, Any]) -> None:
    module = bench["figure"]
    ours = module.Times((0.001, 0.001))
    fifteen, half = module.Bar("a", least=15.0), module.Bar("b", most=2.5, of="share")
    figures = rows(
        bench,
        module.taken("W1", "a year", "overlap", ours),
        module.taken("W1", "a year", "walk", module.Times((0.02,)), ours=ours, bar=fifteen),
        module.taken("W1", "a year", "arrays", module.Times((0.0002,)), ours=ours, bar=half),
        module.absent("W1", "a year", "workclock"),
    )
    machine = {
        "processor": "Some CPU",
        "cores": "2",
        "memory": "24 GiB",
        "system": "Linux",
        "python": "3.11",
        "tzdata": "2026f",
    }
    told = {**section("run", figures=figures), "machine": machine}
    text = bench["page"].page({"format": 1, "missing": ["bulk"], "sections": [told]})
    lines = text.splitlines()
    assert "1 of 2 bars are met, 1 missed." in lines
    assert "Not measured yet: bulk." in lines
    bars = [line for line in lines if line.startswith(("| **missed**", "| met"))]
    assert bars[0] == ("| **missed** | [Run](#run): W1, arrays | ours at most 2.5 times this | 5 | b |")
    assert bars[1].startswith("| met | [Run](#run): W1, walk | at least 15 times ours | 20 |")
    assert "| workclock | not installed |  |  |  |  |" in lines
    assert "| walk | 20 ms |  | 1 | 20 | at least 15 times ours: met |" in lines
    assert "| overlap | 1 ms | 1 to 1 | 2 |  |  |" in lines


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (0.000_02, "0.00002"),
        (1e-9, "0"),
        (0.0255, "0.0255"),
        (89.84, "89.8"),
        (999.6, "1,000"),
        (1_074_321, "1,070,000"),
    ],
)
def test_numbers_have_three_digits_and_no_exponent(bench: dict[str, Any], value: float, text: str) -> None:
    assert bench["page"].shown(value) == text


def test_where_another_machine_was_measured_nothing_is_run(tmp_path: Path) -> None:
    whole = {"format": 1, "missing": [], "sections": [section("run", "another machine")]}
    (tmp_path / "performance.json").write_text(json.dumps(whole), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(FOLDER / "all.py"), "--only", "startup", "--docs", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "run: measured on another machine" in done.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["performance.json"]
