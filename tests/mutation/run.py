"""The mutation run: `python -m tests.mutation.run map`, then `try`, `check` and `score`.

Law: the same seed tries the same faults. What was tried stands in `results.jsonl`, one fault a line, and is
not tried again; a fault that no test saw may be tried once more (`--again`), with more tests.
"""

from __future__ import annotations

import argparse
import ast
import json
import math
import os
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from tests.mutation.mutants import MODULE, Mutant, mutants_of
from tests.mutation.reviewed import is_reviewed, read_reviewed
from tests.mutation.suite import Outcome, Source, Warm, collected, fresh, measured, sources_of

__all__ = ["main"]

# A fault that needs new imports is shown to so many test files at most: they are collected for it.
_FRESH_FILES = 4

# And these: what a repr and a comparison heed of public classes is told in one place for all modules.
_SURFACE = "tests/functional/test_public_surface.py::"

# Without a map, the tests of so many files are asked.
_FILES_NAMED = 8

# What pytest answers where the tests were collected: 5 is "no test was run", for we run them ourselves.
_WENT_WELL = (0, 5)

_REVIEWED = Path(__file__).with_name("reviewed.toml")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one step; 0 if it went well."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation.run", description=__doc__)
    parser.add_argument("step", choices=["map", "try", "check", "score", "survivors"])
    parser.add_argument("--state", type=Path, default=Path(".mutation"), help="where everything is written")
    parser.add_argument("--package", action="append", help="a package or module; several times")
    parser.add_argument("--tests", action="append", help="a folder or file of tests; several times")
    parser.add_argument("--sample", type=int, help="so many faults a module, drawn by --seed; else all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--examples", type=int, default=10, help="hypothesis' examples a test, at most")
    parser.add_argument(
        "--budget", type=float, default=2.0, help="seconds of tests a fault, as `map` measured"
    )
    parser.add_argument(
        "--longest", type=float, default=2.0, help="seconds of the slowest test that is asked"
    )
    parser.add_argument(
        "--by-name", action="store_true", help="do without a map: ask tests that name the module"
    )
    parser.add_argument("--patience", type=float, default=3.0, help="seconds after which a test hangs")
    parser.add_argument("--again", action="store_true", help="try once more what survived, and nothing else")
    parser.add_argument("--minutes", type=float, default=math.inf, help="stop after so long")
    args = parser.parse_args(argv)
    args.package = args.package or ["overlap.core", "overlap.people", "overlap.planning"]
    args.tests = args.tests or ["tests/core", "tests/people", "tests/properties", "tests/planning"]
    args.state.mkdir(parents=True, exist_ok=True)
    steps = {"map": _map, "try": _try, "check": _check, "score": _score, "survivors": _survivors}
    return steps[args.step](args)


def _sources(args: argparse.Namespace) -> list[Source]:
    return [source for package in args.package for source in sources_of(package)]


def _map(args: argparse.Namespace) -> int:
    return measured(*(args.tests, _sources(args), args.state), examples=args.examples, longest=args.longest)


# ------------------------------------------------------------------------------------------------- faults


def _drawn(sources: Iterable[Source], args: argparse.Namespace) -> list[tuple[Source, Mutant]]:
    """The faults to try, all or so many a module, in an order that ends in no module before another."""
    every: list[tuple[int, Source, Mutant]] = []
    for source in sources:
        found = mutants_of(source.file.read_text(encoding="utf-8"))
        order = random.Random(f"{args.seed} {source.module}").sample(found, len(found))  # noqa: S311
        every += [(index, source, mutant) for index, mutant in enumerate(order[: args.sample])]
    every.sort(key=lambda one: one[0])
    return [(source, mutant) for _, source, mutant in every]


class _Tests:
    """Which tests to ask about a fault."""

    def __init__(self, state: Path) -> None:
        written = state / "tests.json"
        known: dict[str, Any] = {"seconds": {}, "modules": [], "failed": []}
        if written.exists():
            known = json.loads(written.read_text(encoding="utf-8"))
        self.seconds: dict[str, float] = known["seconds"]
        self.modules: list[str] = known["modules"]
        self._failed = set(known["failed"])
        self._data = state / "coverage.data"
        self._lines: dict[Path, dict[int, list[str]]] = {}
        self._new: list[str] = []

    def new(self, names: Iterable[str]) -> list[str]:
        """The tests written since `map`."""
        return [name for name in names if name not in self.seconds]

    def know(self, names: Iterable[str]) -> None:
        """Hears of tests written since `map`: they are asked of the module they mirror."""
        self._new = list(names)

    def of(self, source: Source, mutant: Mutant, *, seconds: float, thorough: bool) -> list[str]:
        """The tests that run the lines of a fault: the fast first, and before them the module's own."""
        lines = self._lines_of(source.file)
        wanted: set[int] = set(range(mutant.line, mutant.last_line + 1))
        if mutant.function == MODULE:
            wanted |= _uses(source.file.read_text(encoding="utf-8"), mutant.line)
        tests = {test for line in wanted for test in lines.get(line, ()) if test}
        if mutant.function == MODULE and not tests:
            tests = {test for names in lines.values() for test in names if test}
        mirror = f"test_{source.file.stem}.py"
        tests |= {test for test in self._new if test.partition("::")[0].endswith(mirror)}
        if thorough:  # a line may be run for one test and its answer kept for the next
            tests |= {test for test in self.seconds if test.partition("::")[0].endswith(mirror)}

        def cost(test: str) -> tuple[float, str]:
            own = test.partition("::")[0].endswith(mirror)
            return self.seconds.get(test, 0.0) * (0.2 if own else 1.0), test

        chosen: list[str] = []
        total = 0.0
        for test in sorted(tests - self._failed, key=cost):
            total += self.seconds.get(test, 0.0)
            if total > seconds and len(chosen) >= 5:
                break
            chosen.append(test)
        return chosen

    def _lines_of(self, file: Path) -> dict[int, list[str]]:
        """The tests of each line, read in the process that asks: coverage drops what a parent read."""
        if file not in self._lines:
            from coverage import CoverageData

            data = CoverageData(basename=str(self._data))
            data.read()
            self._lines[file] = data.contexts_by_lineno(str(file))
        return self._lines[file]


class _ByName:
    """Which tests to ask where nobody has measured which run what: those of files that name the module.

    What is learnt on the way puts the tests first that saw other faults of the module, then the fast ones.
    """

    def __init__(self, names: Iterable[str], sources: Iterable[Source]) -> None:
        self.seconds: dict[str, float] = {}
        self._tests: dict[str, list[str]] = defaultdict(list)
        for name in names:
            self._tests[name.partition("::")[0]].append(name)
        self._words = {file: Path(file).read_text(encoding="utf-8") for file in self._tests}
        self._sources = {one.module: one.file.read_text(encoding="utf-8") for one in sources}
        self._files: dict[str, list[str]] = {}
        self._seen: dict[str, Counter[str]] = defaultdict(Counter)

    def of(self, source: Source) -> list[str]:
        """The tests, in the order in which to ask them."""
        if source.module not in self._files:
            self._files[source.module] = self._found(source.module)
        seen = self._seen[source.module]
        asked = [
            (-seen[name], place, self.seconds.get(name, 0.05), name)
            for place, file in enumerate(self._files[source.module])
            for name in self._tests[file]
        ]
        return [name for *_, name in sorted(asked)]

    def learn(self, source: Source, outcome: Outcome) -> None:
        """Hears how a trial went."""
        self.seconds.update(outcome.took)
        if outcome.status == "killed":
            self._seen[source.module][outcome.by] += 1

    def _found(self, module: str) -> list[str]:
        """The test files of a module: its own, those that name it, those near it, those of who imports it."""
        package, _, stem = module.rpartition(".")
        folder = package.rpartition(".")[2]
        own = [file for file in self._tests if Path(file).name == f"test_{stem}.py"]
        naming = [file for file, words in self._words.items() if _imports(words, module)]
        users = [one for one, words in self._sources.items() if one != module and _imports(words, module)]
        stems = {f"test_{one.rpartition('.')[2]}.py" for one in users}
        using = [file for file in self._tests if Path(file).name in stems]
        using += [file for file, words in self._words.items() if any(_imports(words, one) for one in users)]
        near = [
            file
            for file in self._tests
            if stem.startswith(Path(file).stem.removeprefix("test_") + "_")
            or (package.count(".") > 1 and Path(file).parent.name == folder)
        ]
        return list(dict.fromkeys((*own, *naming, *near, *using)))[:_FILES_NAMED]


def _imports(words: str, module: str) -> bool:
    package, _, stem = module.rpartition(".")
    return f"from {module} import" in words or f"from {package} import {stem}" in words


def _uses(source: str, line: int) -> set[int]:
    """The lines that read a name which the statement at `line` gives a value."""
    tree = ast.parse(source)
    named: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.lineno <= line <= (node.end_lineno or 0):
            for target in ast.walk(node):
                if isinstance(target, ast.Name) and isinstance(target.ctx, ast.Store):
                    named.add(target.id)
        if isinstance(node, ast.FunctionDef) and node.lineno <= line < node.body[0].lineno:
            return set(range(node.body[0].lineno, (node.end_lineno or 0) + 1))
    return {
        node.lineno
        for node in ast.walk(tree)
        if (isinstance(node, ast.Name) and node.id in named and isinstance(node.ctx, ast.Load))
        or (isinstance(node, ast.Attribute) and node.attr in named)
    }


# -------------------------------------------------------------------------------------------------- trials


def _try(args: argparse.Namespace) -> int:
    sources = _sources(args)
    tests = _Tests(args.state)
    results = _Results(args.state / "results.jsonl")
    reviewed = read_reviewed(_REVIEWED) if args.again else {}
    stop = time.monotonic() + 60 * args.minutes
    wanted = [
        (source, mutant)
        for source, mutant in _drawn(sources, args)
        if results.wants(source, mutant, again=args.again)
        and not is_reviewed(reviewed, {"module": source.module, **asdict(mutant)})
    ]
    anew: list[tuple[Source, Mutant]] = []
    living: list[tuple[Source, Mutant]] = []
    for source, mutant in wanted:
        (anew if mutant.function == MODULE else living).append((source, mutant))
    _say(f"{len(living)} faults in functions, {len(anew)} in code that runs on import")
    for name in tests.modules:
        _import(name)

    # The process of the living functions imports the library: it is a child, so that this one stays without.
    told = args.state / "new.json"
    told.write_text("[]", encoding="utf-8")
    pid = os.fork()
    if pid == 0:

        def use(items: Sequence[pytest.Item]) -> None:
            warm = Warm(sources, items, tests.seconds, patience=args.patience)
            by_name = _ByName((item.nodeid for item in items), sources) if args.by_name else None
            if by_name is None:
                sound = warm.sound(tests.new(item.nodeid for item in items))
                tests.know(sound)
                told.write_text(json.dumps(sound), encoding="utf-8")
            for source, mutant in living:
                if time.monotonic() > stop:
                    break
                if by_name is None:
                    chosen = tests.of(source, mutant, seconds=args.budget, thorough=args.again)
                else:
                    chosen = by_name.of(source)
                budget = math.inf if by_name is None else args.budget
                outcome = Outcome("untested")
                if chosen:
                    outcome = warm.attempt(source, mutant, chosen, budget=budget) or Outcome("anew")
                if by_name is not None:
                    by_name.learn(source, outcome)
                results.add(source, mutant, outcome)

        os._exit(collected(args.tests, use, examples=args.examples, base=args.state / "base"))
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if status not in _WENT_WELL:
        _say("the tests cannot be collected: nothing was tried")
        return 1
    results.read()
    tests.know(json.loads(told.read_text(encoding="utf-8")))
    anew += [(source, mutant) for source, mutant in living if results.status(source, mutant) == "anew"]
    for source, mutant in anew:
        if time.monotonic() > stop or args.by_name:
            break
        chosen = tests.of(source, mutant, seconds=args.budget, thorough=args.again)
        chosen = _of_few_files(chosen, _FRESH_FILES)
        chosen += [name for name in tests.seconds if name.startswith(_SURFACE) and name not in chosen]
        if chosen:
            outcome = fresh(
                *(source, mutant, chosen, tests.seconds),
                patience=args.patience,
                examples=args.examples,
                base=args.state / "base",
            )
        else:
            outcome = Outcome("untested")
        results.add(source, mutant, outcome)
    return 0


def _check(args: argparse.Namespace) -> int:
    """Runs every test that saw a fault without one, and has what a bad test saw tried again."""
    results = _Results(args.state / "results.jsonl")
    seconds = _Tests(args.state).seconds

    def use(items: Sequence[pytest.Item]) -> None:
        warm = Warm(_sources(args), items, seconds, patience=args.patience)
        known = {item.nodeid for item in items}
        asked = sorted(results.killers() & known)
        bad = set(asked) - set(warm.sound(asked))
        results.forget(bad)
        _say(f"{len(asked)} tests saw faults, {len(bad)} of them without one as well {sorted(bad)}")

    status = collected(args.tests, use, examples=args.examples, base=args.state / "base")
    return int(status not in _WENT_WELL)


def _import(name: str) -> None:
    """Imports a module of somebody else, where it can be."""
    try:
        __import__(name)
    except Exception as refused:
        _say(f"not imported: {name}: {refused}")


def _of_few_files(tests: Sequence[str], most: int) -> list[str]:
    files: list[str] = []
    for test in tests:
        file = test.partition("::")[0]
        if file not in files:
            files.append(file)
    return [test for test in tests if test.partition("::")[0] in files[:most]]


class _Results:
    """What was tried, in a file of one fault a line; the last line of a fault is what counts."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[tuple[str, int], dict[str, object]] = {}
        self.read()

    def read(self) -> None:
        if self._path.exists():
            for line in self._path.read_text(encoding="utf-8").splitlines():
                one = json.loads(line)
                self._known[one["module"], one["number"]] = one

    def status(self, source: Source, mutant: Mutant) -> str:
        return str(self._known.get((source.module, mutant.number), {}).get("status", ""))

    def wants(self, source: Source, mutant: Mutant, *, again: bool) -> bool:
        """Whether to try a fault: one that was not tried yet, or again one that no test saw."""
        status = self.status(source, mutant)
        return status == "anew" or (status in ("survived", "untested") if again else not status)

    def add(self, source: Source, mutant: Mutant, outcome: Outcome) -> None:
        row = {"module": source.module, **asdict(mutant), **asdict(outcome)}
        del row["took"]
        self._known[source.module, mutant.number] = row
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")

    def killers(self) -> set[str]:
        """The tests that saw a fault."""
        return {str(row["by"]) for row in self._known.values() if row["status"] == "killed"}

    def forget(self, tests: set[str]) -> None:
        """Has what these tests saw tried again."""
        rows = [{**row, "status": "anew"} if row["by"] in tests else row for row in self]
        self._path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        self.read()

    def __iter__(self) -> Iterator[dict[str, object]]:
        return iter(
            sorted(self._known.values(), key=lambda one: (str(one["module"]), int(str(one["number"]))))
        )


# --------------------------------------------------------------------------------------------------- score


def _package(row: dict[str, object], args: argparse.Namespace) -> str:
    module = str(row["module"])
    return next((one for one in args.package if f"{module}.".startswith(f"{one}.")), "")


def _score(args: argparse.Namespace) -> int:
    reviewed = read_reviewed(_REVIEWED)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    seconds: dict[str, float] = defaultdict(float)
    for row in _Results(args.state / "results.jsonl"):
        package = _package(row, args)
        status = str(row["status"])
        if status in ("survived", "untested") and is_reviewed(reviewed, row):
            status = "equal"
        counts[package][status] += 1
        seconds[package] += float(str(row["seconds"]))
    _say(
        "| package | tried | killed | by timeout | without effect | survived | no test | killed of the rest |"
    )
    _say("|---|---:|---:|---:|---:|---:|---:|---:|")
    for package, of in counts.items():
        killed = of["killed"] + of["timeout"]
        tried = sum(of.values())
        rest = tried - of["equal"]
        low, high = interval(killed, rest)
        _say(
            f"| {package} | {tried} | {killed} | {of['timeout']} | {of['equal']} | {of['survived']} "
            f"| {of['untested']} | {killed / rest:.1%} ({low:.1%} to {high:.1%}), "
            f"{killed / tried:.1%} of all, {seconds[package] / tried:.2f} s each |"
        )
    return 0


def interval(hits: int, of: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share (Wilson 1927), for what was drawn and not tried whole."""
    if not of:
        return 0.0, 1.0
    z = 1.959964
    share = hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return middle - half, middle + half


def _survivors(args: argparse.Namespace) -> int:
    reviewed = read_reviewed(_REVIEWED)
    for row in _Results(args.state / "results.jsonl"):
        seen = row["status"] in ("killed", "timeout") or is_reviewed(reviewed, row)
        if _package(row, args) and not seen:
            _say(f"{row['module']}:{row['line']} {row['inside']} [{row['operator']}], {row['status']}")
            _say(f"    {row['text']}\n    {row['before']}  ->  {row['after']}")
    return 0


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
