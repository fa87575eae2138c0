"""Runs every benchmark and writes docs/performance.md and docs/performance.json.

Law: one process for each harness of `HARNESSES`, one after another, so that none finds the caches of another
warm; at smoke size as many at once as there are processors, for no time is kept. A section that was not run
stays as it was measured, with its own date and commit. Nothing on the page is typed by hand.

    python benchmarks/all.py                          # everything, full size: an idle machine, please
    python benchmarks/all.py --only clocks --only slots
    python benchmarks/all.py --quick                  # few turns, nothing that takes minutes; writes nothing
    python benchmarks/all.py --quick --docs FOLDER    # ... but a page there
    python benchmarks/all.py --smoke                  # tiny sizes, seconds; writes nothing, judges no bar

The page is written after each section, so that a run that is broken off keeps what it has measured. Status 1
if answers differ, a harness fails or a bar is missed (at smoke size none is judged).

A new harness: write a module as `measure.py` says and put its name into `HARNESSES`. A name whose file does
not exist is told and left out. In short (benchmarks/scale.py):

    TITLE = "A hundred thousand people"
    ASKED = "200 teams with 100,000 named people ... Who answers: ..."
    PACKAGES = ("tomli",)

    def figures(how: How) -> Iterator[Figure | Exponent]:
        people = how.pick(smoke=500, quick=20_000, full=100_000)
        ...                                   # build; raise AnswersDiffer unless all answers are equal
        times = take_turns([Contender("overlap", ours), Contender("csv alone", theirs)], how, turns=5)
        size = f"{people:,} people"
        yield taken("Load a CSV", size, "overlap", times["overlap"], unit="s")
        yield taken("Load a CSV", size, "csv alone", times["csv alone"], unit="s", ours=times["overlap"],
                    bar=Bar("reading names must not cost more than ...", most=3.0, of="share"))
        yield amount("Memory", size, "overlap", megabytes, "MB", bar=Bar("a laptop", most=1000, of="median"))
        yield exponent("windows", "people of the same schedules", {1000: times, ...},
                       bar=Bar("...", most=0.1, of="exponent"))

    if __name__ == "__main__":
        sys.exit(alone(sys.modules[__name__]))
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from machine import machine
from measure import FORMAT, Mode, missed
from page import page

__all__ = ["HARNESSES", "gathered", "kept", "main"]

HERE = Path(__file__).parent
DOCS = HERE.parent / "docs"

HARNESSES = (
    "run",
    "clocks",
    "slots",
    "bulk",
    "scaling",
    "scale",
    "crowd",
    "calendars",
    "busy",
    "rotation",
    "stagger",
    "startup",
)
"""The order of the page."""

Section = dict[str, Any]


def run(name: str, mode: Mode, python: str, *, quiet: bool) -> tuple[Section | None, str]:
    """One harness in a process of its own: its section, or what went wrong; and what it printed if quiet."""
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "section.json"
        command = [sys.executable, str(HERE / f"{name}.py"), "--json", str(told), "--python", python]
        command += [] if mode == "full" else [f"--{mode}"]
        pipe = subprocess.PIPE if quiet else None
        done = subprocess.run(
            command, env=env, stdout=pipe, stderr=subprocess.STDOUT if quiet else None, text=True, check=False
        )
        if not told.exists():
            return None, (done.stdout or "") + f"{name}: status {done.returncode} and no figures"
        return json.loads(told.read_text(encoding="utf-8")), done.stdout or ""


def kept(old: Sequence[Section], names: Sequence[str], here: Mapping[str, str]) -> list[Section]:
    """The sections of a page that stay beside new ones: all of this machine.

    Raises:
        ValueError: If one that is not to be run now was measured on another machine or Python.
    """
    foreign = {one["module"] for one in old if one["machine"] != here}
    if foreign - set(names):
        raise ValueError(
            f"{', '.join(sorted(foreign - set(names)))}: measured on another machine or Python; "
            "run everything, or write to another folder with --docs"
        )
    return [one for one in old if one["module"] not in foreign]


def gathered(old: Sequence[Section], new: Section) -> list[Section]:
    """Sections in the page's order, a new one in place of the old of its name."""
    both = {one["module"]: one for one in (*old, new)}
    return [both[name] for name in HARNESSES if name in both]


def write(docs: Path, sections: Sequence[Section]) -> None:
    """The figures and their page, each in place at once."""
    measured = {one["module"] for one in sections}
    missing = [name for name in HARNESSES if name not in measured]
    whole = {"format": FORMAT, "missing": missing, "sections": list(sections)}
    texts = {
        "performance.json": json.dumps(whole, indent=1, ensure_ascii=False) + "\n",
        "performance.md": page(whole),
    }
    for name, text in texts.items():
        beside = docs / f".{name}.new"
        beside.write_text(text, encoding="utf-8")
        beside.replace(docs / name)


def read(docs: Path) -> list[Section]:
    """What a folder's figures are, if it has some."""
    file = docs / "performance.json"
    if not file.exists():
        return []
    sections: list[Section] = json.loads(file.read_text(encoding="utf-8"))["sections"]
    return sections


def verdict(section: Section) -> str:
    """How a section went, in a line."""
    if section["failed"] is not None:
        return f"FAIL  {section['module']}: {section['failed']}"
    lost = missed(section)
    lines = [f"FAIL  {section['module']}: {row['bar']['why']}" for row in lost]
    count = len(section["figures"]) + len(section["exponents"])
    told = f"{count} figures in {section['seconds']:.0f} s"
    return "\n".join([*lines, f"{'ok' if not lost else '--'}    {section['module']}: {told}"])


def smoke(names: Sequence[str], python: str) -> list[Section | None]:
    """All at tiny sizes, as many at once as there are processors."""

    def one(name: str) -> Section | None:
        section, printed = run(name, "smoke", python, quiet=True)
        failed = section is None or section["failed"] is not None
        print(printed if failed or section is None else verdict(section), flush=True)
        return section

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return list(pool.map(one, names))


def main(argv: Sequence[str] | None = None) -> int:
    """Runs what is asked for, writes the page, judges."""
    parser = argparse.ArgumentParser(description="every benchmark, and the page of its figures")
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--smoke", action="store_true", help="tiny sizes; answers are checked, bars are not")
    size.add_argument("--quick", action="store_true", help="few turns, and none that takes minutes")
    parser.add_argument(
        "--only", action="append", choices=HARNESSES, metavar="NAME", help=", ".join(HARNESSES)
    )
    parser.add_argument("--docs", type=Path, metavar="FOLDER", help="where the page goes; docs/ at full size")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the sections that were run as JSON")
    parser.add_argument(
        "--python",
        default=os.environ.get("ORTOOLS_PYTHON", sys.executable),
        metavar="PATH",
        help="an interpreter with OR-Tools, else $ORTOOLS_PYTHON, else this one",
    )
    options = parser.parse_args(argv)
    mode: Mode = "smoke" if options.smoke else "quick" if options.quick else "full"
    if options.smoke and options.docs:
        parser.error("figures of smoke size are not for a page")
    docs = options.docs or (DOCS if mode == "full" else None)

    names = [name for name in HARNESSES if not options.only or name in options.only]
    for name in [name for name in names if not (HERE / f"{name}.py").exists()]:
        print(f"--    {name}: there is no benchmarks/{name}.py")
        names.remove(name)

    page_sections: list[Section] = []
    if docs is not None:
        docs.mkdir(parents=True, exist_ok=True)
        try:
            page_sections = kept(read(docs), names, machine())
        except ValueError as error:
            parser.error(str(error))
    done: list[Section | None] = []
    if mode == "smoke":
        done = smoke(names, options.python)
    else:
        for name in names:
            print(f"\n== {name}", flush=True)
            section, problem = run(name, mode, options.python, quiet=False)
            print(problem if section is None else verdict(section), flush=True)
            done.append(section)
            if docs is not None and section is not None and section["failed"] is None:
                page_sections = gathered(page_sections, section)
                write(docs, page_sections)
    sections = [one for one in done if one is not None]
    if options.json:
        whole = {"format": FORMAT, "sections": sections}
        options.json.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    # Of smoke figures too, so that it is known to work before an hour is spent on full ones.
    page({"format": FORMAT, "missing": [], "sections": sections})
    well = len(sections) == len(done) and all(one["failed"] is None and not missed(one) for one in sections)
    return 0 if well else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("broken off; the page has the sections that were done")
