"""`init` and `check`: team files written and examined."""

from __future__ import annotations

from pathlib import Path

import click

from overlap.cli.console import note, write
from overlap.cli.machine import print_json
from overlap.cli.options import file_argument, json_option
from overlap.errors import FileError

__all__ = ["check", "init"]

_SCHEMA_NAME = "overlap.schema.json"
"""The name by which the starter file refers to its schema."""


@click.command
@click.argument("file", type=click.Path(path_type=Path), default=Path("team.toml"))
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@click.option("--example", is_flag=True, help="Write the bundled six-team example instead.")
@json_option
def init(file: Path, force: bool, example: bool, as_json: bool) -> None:
    """Write a commented team file, and beside it a schema for editors.

    FILE is team.toml by default. A file that is there is kept unless --force is given.
    """
    from overlap.adapters.bundled import example_text, schema_text, starter_text
    from overlap.adapters.files import write_all

    if file.exists() and not force:
        raise FileError(f"{file} is there already", hint="choose another name, or add --force")
    schema = file.parent / _SCHEMA_NAME
    write_all({schema: schema_text(), file: example_text() if example else starter_text()})
    if as_json:
        print_json("init", None, None, {"written": [str(file), str(schema)]})
        return
    note(f"wrote {file} and {schema}")
    note(f"next: overlap report {file}")


@click.command
@file_argument
@json_option
def check(file: str, as_json: bool) -> int:
    """Check a team file and show every problem with its line and column.

    Exit status 0 without errors (warnings may remain), 2 with errors.
    """
    from overlap.adapters.team_file import check as check_file

    roster, problems = check_file(file)
    caveats = () if roster is None else roster.caveats
    if as_json:
        rows = [problem.to_dict() for problem in problems]
        body = {"ok": roster is not None, "problems": rows, "caveats": list(caveats)}
        print_json("check", None, None, body)
        return 0 if roster is not None else 2
    for problem in problems:
        note(str(problem))
    if roster is None:
        return 2
    told = tuple(problem.message for problem in problems)
    for caveat in caveats:
        if not caveat.startswith(told):
            note(f"note: {caveat}")
    warned = len(problems)
    extra = f", {warned} warning{'s' if warned > 1 else ''}" if warned else ""
    teams, meetings = len(roster), len(roster.meetings)
    write(
        f"{file}: {teams} team{'s' if teams != 1 else ''}, "
        f"{meetings} meeting{'s' if meetings != 1 else ''}, no errors{extra}\n"
    )
    return 0
