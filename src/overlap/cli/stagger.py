"""`stagger`: the shifts that keep what is required and move the fewest people, with the proof."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import click

from overlap.cli.carried import Carried
from overlap.cli.console import note, show, write
from overlap.cli.machine import print_json
from overlap.cli.options import FILE, json_option, language_asked, read_roster, zone_option
from overlap.cli.progress import has_progress, show_progress
from overlap.errors import BadArgument
from overlap.people.numbers import MOST
from overlap.render.document import Block, Document, Heading, Paragraph

if TYPE_CHECKING:
    from overlap.core.zones import Zone
    from overlap.people.requirements import Requirement
    from overlap.people.roster import Roster
    from overlap.planning.stagger.result import Stagger
    from overlap.planning.stagger.turns import CohortRotation

__all__ = ["stagger"]

_YEAR: Final = timedelta(days=364)
"""From the first date to the last of 52 weeks: every change of clocks, and whole weeks."""


@click.command
@click.argument("file", type=FILE, required=False)
@click.option("-o", "--output", metavar="OUT.toml", help="Write the plan as a team file.")
@click.option("--keep", multiple=True, metavar="TEAM", help="A team that stays; may be repeated.")
@click.option(
    "--share",
    type=click.IntRange(1, MOST),
    metavar="MINUTES",
    help="Also require that teams share so many minutes: --team names which; all by default.",
)
@click.option("--team", "teams", multiple=True, metavar="ID", help="A team that --share is about.")
@click.option(
    "--people",
    default="1",
    metavar="N",
    help="How many people of each team --share needs, or everyone; 1 by default.",
)
@click.option(
    "--trade-off",
    "requirement",
    metavar="NAME",
    help="What 30, 60, 90 … minutes of a requirement cost, instead of a plan.",
)
@click.option(
    "--turns",
    type=click.IntRange(0, MOST),
    metavar="WEEKS",
    help="Also let people take turns where a shift has several starts; 0 for a whole cycle.",
)
@click.option(
    "--ledger", "ledger_in", metavar="IN.json", help="What everybody carries from the turns before."
)
@click.option("--ledger-out", metavar="OUT.json", help="Write what everybody carries into the next turns.")
@click.option("--grid", type=int, default=15, metavar="N", help="Minutes between starts, 5 to 60; 15.")
@click.option(
    "--priority",
    default="moved,worst,quiet",
    metavar="A,B,C",
    help="What is made small first: moved, worst, quiet.",
)
@click.option("--last", metavar="FILE", help="A plan written before, to which people should stay near.")
@click.option(
    "--again",
    type=click.IntRange(0, MOST),
    default=1,
    metavar="N",
    help="Minutes that each minute away from --last costs; 1.",
)
@click.option(
    "--time-limit",
    type=click.IntRange(1, MOST),
    default=60,
    metavar="S",
    help="Seconds for HiGHS, where it is installed; 60.",
)
@click.option(
    "--solver",
    type=click.Choice(["auto", "search", "highs"]),
    default="auto",
    help="The exact search of small cases, HiGHS, or first one and then the other (default).",
)
@click.option("--from", "start", metavar="DATE", help="First date; today by default.")
@click.option("--until", "end", metavar="DATE", help="Last date, included; a year by default.")
@zone_option
@json_option
@click.pass_obj
def stagger(
    now: Callable[[], datetime],
    /,
    file: str | None,
    output: str | None,
    keep: tuple[str, ...],
    share: int | None,
    teams: tuple[str, ...],
    people: str,
    requirement: str | None,
    turns: int | None,
    ledger_in: str | None,
    ledger_out: str | None,
    grid: int,
    priority: str,
    last: str | None,
    again: int,
    time_limit: int,
    solver: Any,
    start: str | None,
    end: str | None,
    zone_key: str | None,
    as_json: bool,
) -> int:
    """The shifts that keep every requirement of a team file and move the fewest person-minutes.

    They hold in every week of a year, through clock changes, and are proven best. Where there are none it
    says which wishes collide and the smallest one to give up, and the exit status is 1. Without FILE it
    works on the bundled example. Ctrl-C gives the best plan found so far.
    """
    from overlap.adapters.bundled import example_text
    from overlap.adapters.team_file import loads
    from overlap.planning.stagger.answer import suggest_stagger

    if output == "-" and as_json:
        raise BadArgument("--json and the plan cannot both go to stdout", hint="name a file: -o plan.toml")
    if file is None:
        note("No team file given: this is the bundled example. Make your own with: overlap init team.toml")
        roster = loads(example_text(), name="example.toml", language=language_asked())
    else:
        roster = read_roster(file)
    clock = roster.clock(zone_key)
    first, final = _dates(clock, start, end, now)
    needs = _needs(roster, share, teams, people)
    if turns is None and (ledger_in is not None or ledger_out is not None):
        raise BadArgument(
            "a ledger is about turns", hint="add --turns 0, or leave out the ledger", field="ledger"
        )
    if requirement is not None:
        _no_plan_wanted(output, last, turns)
        with _placed(file):
            return _trade_off(
                roster, requirement, first, final, clock, needs, grid, keep, time_limit, solver, as_json
            )
    with _placed(file):
        found = suggest_stagger(
            roster,
            first,
            final,
            zone=clock.key,
            requirements=needs,
            grid_minutes=grid,
            keep=keep,
            priority=[word.strip() for word in priority.split(",")],  # type: ignore[misc]
            last=None if last is None else read_roster(last),
            again=again,
            time_limit=timedelta(seconds=time_limit),
            solver=solver,
            progress=_progress(),
        )
    carried = Carried(ledger_in, "--ledger-out")
    rotations = [] if turns is None or not found else _turns(found, turns, carried.value, ledger_in)
    if output not in (None, "-"):
        _write_plan(found.planned, str(output))
    if ledger_out is not None and rotations:  # last: a ledger is not ahead of a plan that failed
        carried.write(ledger_out, {f"{team}/{shift}": one.ledger.to_dict() for team, shift, one in rotations})
    if output == "-":
        _write_plan(found.planned, output)
    if as_json:
        body = found.to_dict()
        if turns is not None:
            body["turns"] = [
                {"team": team, "of_shift": shift, **one.to_dict()} for team, shift, one in rotations
            ]
        print_json("stagger", found.horizon.start, found.horizon.end, body)
    elif output != "-":
        document = found.document(clock.key)
        blocks: list[Block] = []
        for team, shift, one in rotations:
            blocks.append(Heading(f"Turns: {roster.team(team).name}, {shift}"))
            blocks += one.document().blocks
        if turns is not None and found and not rotations:
            blocks.append(Paragraph("No shift has several starts that differ, so nobody takes turns."))
        show(Document((*document.blocks, *blocks)))
    return 0 if found else 1


def _turns(
    found: Stagger, weeks: int, kept: object, ledger_in: str | None
) -> list[tuple[str, str, CohortRotation]]:
    """Who takes turns in each shift with several starts.

    Raises:
        BadArgument, BadDate: If what was kept holds no ledgers.
    """
    from overlap.planning.ledger import Ledger

    if ledger_in is not None and not isinstance(kept, dict):
        raise BadArgument(
            f"{ledger_in} holds no ledgers", hint="name a file that --ledger-out wrote", field="ledger"
        )
    made = []
    for team, shift in found.shared_shifts:
        own = kept.get(f"{team}/{shift}") if isinstance(kept, dict) else None
        ledger = None if own is None else Ledger.from_dict(own)
        start = None
        if ledger is not None and ledger.through is not None:
            start = ledger.through + timedelta(1)
        made.append(
            (team, shift, found.rotate(team, shift=shift, start=start, weeks=weeks or None, ledger=ledger))
        )
    return made


@contextmanager
def _placed(file: str | None) -> Iterator[None]:
    """What is wrong with a team's flex is told with its place in the file, where that can be read again.

    Raises:
        TeamFileError: For what is wrong in the file.
    """
    from overlap.errors import BadRoster

    try:
        yield
    except BadRoster as error:
        if file is None or file == "-":
            raise
        from overlap.adapters.team_file import read_text
        from overlap.adapters.team_places import with_places

        raise with_places(error, read_text(file), file) from None


def _dates(
    clock: Zone, start: str | None, end: str | None, now: Callable[[], datetime]
) -> tuple[str | date, str | date]:
    from overlap.adapters.clock import today_in
    from overlap.core.civil import parse_date

    first: str | date = today_in(clock, now()) if start is None else start
    if end is not None:
        return first, end
    begin = first if isinstance(first, date) else parse_date(first[:10], field="start")
    return first, begin + min(_YEAR, date.max - begin)


def _needs(
    roster: Roster, share: int | None, teams: tuple[str, ...], people: str
) -> tuple[Requirement, ...] | None:
    """The requirements of the file and that of the command line; None for those of the file alone."""
    if share is None:
        if teams:
            raise BadArgument(
                "--team names the teams that share time", hint="add --share MINUTES", field="teams"
            )
        return None
    from overlap.people.requirements import OverlapNeed

    ids = teams or tuple(team.id for team in roster)
    if people == "everyone":
        count: Any = "everyone"
    elif people.isascii() and people.isdigit() and len(people) < 10 and int(people):
        count = [int(people)] * len(ids)
    else:
        raise BadArgument(
            f"--people is {people!r}", hint="write a number from 1, or everyone", field="people"
        )
    who = "all teams" if not teams else " and ".join(ids)
    need = OverlapNeed(ids, share, people=count, name=f"{who} share {share} minutes")
    return (*roster.requirements, need)


def _no_plan_wanted(output: str | None, last: str | None, turns: int | None) -> None:
    for given, option in ((output, "-o"), (last, "--last"), (turns, "--turns")):
        if given is not None:
            raise BadArgument(
                f"--trade-off makes no plan for {option}", hint=f"leave out {option}, or --trade-off"
            )


def _trade_off(
    roster: Roster,
    requirement: str,
    first: str | date,
    final: str | date,
    clock: Zone,
    needs: tuple[Requirement, ...] | None,
    grid: int,
    keep: tuple[str, ...],
    time_limit: int,
    solver: Any,
    as_json: bool,
) -> int:
    from overlap.planning.stagger.trade_off import trade_off

    found = trade_off(
        roster,
        requirement,
        first,
        final,
        zone=clock.key,
        requirements=needs,
        grid_minutes=grid,
        keep=keep,
        time_limit=timedelta(seconds=time_limit),
        solver=solver,
        progress=_progress(),
    )
    if as_json:
        print_json("stagger", found.horizon.start, found.horizon.end, {"trade_off": found.to_dict()})
    else:
        show(found.document())
    return 0 if any(one.moved_person_minutes is not None for one in found) else 1


def _write_plan(planned: Roster | None, output: str) -> None:
    """Writes the plan, if there is one."""
    if planned is None:
        note("no plan, so nothing is written")
        return
    from overlap.adapters.team_writer import dumps
    from overlap.adapters.team_writer import write as write_roster

    if output == "-":
        write(dumps(planned))
        return
    write_roster(planned, output)
    note(f"wrote {output}")


def _progress() -> Callable[[str, Fraction | None, Fraction | None], None] | None:
    """What puts the best plan so far into the terminal's line."""
    if not has_progress():
        return None

    def told(tier: str, best: Fraction | None, bound: Fraction | None) -> None:
        have = "no plan yet" if best is None else f"best {float(best):g}"
        least = "" if bound is None else f", at least {float(bound):g}"
        show_progress(f"Stagger: {tier}: {have}{least}")

    return told
