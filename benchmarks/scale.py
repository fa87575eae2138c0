"""A whole company: a hundred thousand named people in two hundred teams, with two thousand schedules.

Law: answers first: the company in code, from its team file and from its spreadsheet is one, and what more
people of the same schedules must not change is the same at both sizes. Loading stands beside the parser
alone; answers beside those to a tenth of the people. Memory is the peak of a process of its own that loads
the team file and asks everything.

    python benchmarks/scale.py [--smoke]
"""

from __future__ import annotations

import csv
import io
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import tomli

import overlap
from measure import AnswersDiffer, Bar, Contender, Exponent, Figure, How, alone, amount, take_turns, taken
from ours import forgetter
from overlap import Depth, Horizon, Roster
from overlap.core.zones import zone
from scale_rosters import Company

TITLE = "A hundred thousand people"
ASKED = """200 teams in ten places, each with ten schedules that its people take turns in; so 10,000
people have the 2,000 schedules of 100,000. Loading is from a file to a roster, beside the parser alone. A
spreadsheet stands beside `csv.DictReader`, which gives cells by their headings as we do; `csv.reader` only
splits. Answers are of a year: the windows of a hundred of the teams, of a quarter of all people by name, and
of a quarter of all heads; coverage around the clock with its causes; and the report's page. "a tenth of the
people" is the same question of 10,000. Who names 100,000 people hands over ten times the names: that question
grows with them, where the same of all heads does not."""
PACKAGES = ("tomli", "holidays")

FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)

LOADING = Bar("a file is read by its people: three times the parser alone", most=3.0, of="share")
GROWING = Bar("ten times the people of the same schedules: three times the time", least=1 / 3)
NAMING = Bar("ten times the names: less than ten times the time", least=1 / 10)
MEMORY = Bar("a whole company on a laptop", most=1000.0, of="median")

Question = Callable[[Roster], object]


def windows(roster: Roster) -> object:
    """When are half of the teams at work?"""
    return overlap.find_windows(roster, FIRST, LAST, quorum=len(roster) // 2).intervals


def people(roster: Roster) -> object:
    """When is a quarter of everybody at work, each asked by name?"""
    ids = [f"{team.id}.{member.id}" for team in roster for member in team.members]
    return overlap.find_windows(roster, FIRST, LAST, teams=ids, quorum=len(ids) // 4).intervals


def heads(roster: Roster) -> object:
    """When are a quarter of all heads at work?"""
    count = sum(team.people_count for team in roster)
    return overlap.find_windows(roster, FIRST, LAST, headcount=count // 4).intervals


def coverage(roster: Roster) -> object:
    """Is somebody there around the clock, and if not, why?"""
    return [(one.start, one.end) for one in overlap.coverage(roster, FIRST, LAST).uncovered]


def page(roster: Roster) -> object:
    """The report as a page."""
    return len(overlap.report(roster, FIRST, LAST).to_page())


QUESTIONS: dict[str, tuple[Question, bool, Bar]] = {
    "Windows of half of the teams": (windows, True, GROWING),
    "Windows of a quarter of the people": (people, True, NAMING),
    "Windows of a quarter of all heads": (heads, True, GROWING),
    "Coverage with causes": (coverage, True, GROWING),
    "The report's page": (page, False, GROWING),
}
"""Each with whether more people of the same schedules leave the answer as it is, and what it may cost."""

PEAK = """
import resource, sys
sys.path.insert(0, sys.argv[2])
import overlap, scale
roster = overlap.load(sys.argv[1])
for question, *_ in scale.QUESTIONS.values():
    question(roster)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def work(roster: Roster) -> list[tuple[str, Depth]]:
    """How many of each team are at work at each minute."""
    horizon = Horizon.of(FIRST, LAST, zone("UTC"))
    return [
        (team.id, Depth.of(team.head_counts(horizon), horizon.start, horizon.end)) for team in roster.teams
    ]


def figures(how: How) -> Iterator[Figure | Exponent]:
    """Loading, answers and memory."""
    company = how.pick(smoke=Company(120, 6), quick=Company(40_000), full=Company(100_000))
    small = Company(company.people // 10 if not how.smoke else 60, company.teams)
    size = f"{company.people:,} people, {company.teams} teams"
    with tempfile.TemporaryDirectory() as folder:
        toml, sheet = Path(folder) / "company.toml", Path(folder) / "company.csv"
        toml.write_text(company.toml(), encoding="utf-8")
        sheet.write_text(company.csv(), encoding="utf-8")
        text, rows = toml.read_text(encoding="utf-8"), sheet.read_text(encoding="utf-8")
        roster, loaded = company.roster(), overlap.load(toml)
        imported = overlap.read_roster_sheet(sheet).roster
        if loaded != roster:
            raise AnswersDiffer("the team file is another company than the code")
        if work(imported) != work(roster):
            raise AnswersDiffer("the spreadsheet is another company than the code")
        yield from _loading(
            how,
            size,
            "Load a team file",
            lambda: overlap.load(toml),
            {
                "tomli alone": lambda: tomli.loads(text),
                "tomllib alone": lambda: tomllib.loads(text),
            },
        )
        yield from _loading(
            how,
            size,
            "Load a spreadsheet",
            lambda: overlap.read_roster_sheet(sheet),
            {
                "csv.DictReader alone": lambda: list(csv.DictReader(io.StringIO(rows))),
                "csv.reader alone": lambda: list(csv.reader(io.StringIO(rows))),
            },
        )
        names = Path(folder) / "names.csv"
        names.write_text(company.csv("Reyes, José"), encoding="utf-8")
        quoted = names.read_text(encoding="utf-8")
        if work(overlap.read_roster_sheet(names).roster) != work(roster):
            raise AnswersDiffer("with other names the spreadsheet is another company")
        yield from _loading(
            how,
            size,
            "Load a spreadsheet with quotes and accents",
            lambda: overlap.read_roster_sheet(names),
            {"csv.DictReader alone": lambda: list(csv.DictReader(io.StringIO(quoted)))},
        )
        code = take_turns([Contender("overlap", company.roster)], how, turns=3)
        yield taken("Make it in code", size, "overlap", code["overlap"], unit="s")
        yield from _answers(how, size, roster, small.roster())
        done = subprocess.run(
            [sys.executable, "-c", PEAK, str(toml), str(Path(__file__).parent)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        yield amount(
            "Memory at its peak", size, "overlap, all of it", int(done.stdout) / 1024, "MB", bar=MEMORY
        )


def _loading(
    how: How, size: str, workload: str, ours: Callable[[], object], parsers: dict[str, Callable[[], object]]
) -> Iterator[Figure]:
    """Ours beside parsers alone; the first of them is the bar's."""
    if not how.wants(workload):
        return
    contenders = [Contender("overlap", ours), *(Contender(name, call) for name, call in parsers.items())]
    times = take_turns(contenders, how, turns=5)
    yield taken(workload, size, "overlap", times["overlap"], unit="s")
    for at, name in enumerate(parsers):
        bar = None if at else LOADING
        yield taken(workload, size, name, times[name], unit="s", ours=times["overlap"], bar=bar)


def _answers(how: How, size: str, roster: Roster, small: Roster) -> Iterator[Figure]:
    """Each question, beside the same of a tenth of the people."""
    for workload, (question, is_same, bar) in QUESTIONS.items():
        if not how.wants(workload):
            continue
        ask, of_few = partial(question, roster), partial(question, small)
        found = ask()
        if not found:
            raise AnswersDiffer(f"{workload}: there is no answer to compare")
        if is_same and found != of_few():
            raise AnswersDiffer(f"{workload}: more people of the same schedules change the answer")
        times = take_turns(
            [
                Contender("overlap", ask, forgetter(roster, ask)),
                Contender("a tenth of the people", of_few, forgetter(small, of_few)),
            ],
            how,
            turns=3,
        )
        ours = times["overlap"]
        yield taken(workload, size, "overlap", ours, unit="s")
        yield taken(
            workload,
            size,
            "a tenth of the people",
            times["a tenth of the people"],
            unit="s",
            ours=ours,
            bar=bar,
        )


if __name__ == "__main__":
    sys.exit(alone(sys.modules[__name__]))
