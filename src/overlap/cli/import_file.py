"""`import`: a spreadsheet of teams, people and shifts becomes a team file.

Law: a file is written only if nothing is wrong, and none is replaced unless that is asked for. What was
concluded or left out is told on stderr.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from overlap.cli.console import note, write
from overlap.cli.machine import print_json
from overlap.cli.options import json_option
from overlap.errors import BadArgument, FileError

if TYPE_CHECKING:
    from overlap.adapters.sheets.dates import DateOrder
    from overlap.adapters.sheets.reader import SheetRoster

__all__ = ["import_"]


@click.command("import")
@click.argument("file", type=click.STRING)
@click.option(
    "-o", "--output", metavar="TEAM.toml", help="The team file to write; by default it goes to stdout."
)
@click.option("--force", is_flag=True, help="Replace a team file that is there.")
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook; Teams, or the first with a table.")
@click.option("--title", metavar="TEXT", help="What reports call the roster.")
@click.option("--zone", metavar="ZONE", help="Time zone of teams for which no row has one.")
@click.option("--dates", type=click.Choice(["mdy", "dmy", "ymd"]), help="The order in dates like 3/2/2026.")
@click.option("--encoding", metavar="NAME", help="The encoding of text, such as cp1252.")
@click.option("--delimiter", metavar="CHAR", help='What stands between cells of text, such as ";".')
@json_option
def import_(
    file: str,
    output: str | None,
    force: bool,
    sheet: str | None,
    title: str | None,
    zone: str | None,
    dates: str | None,
    encoding: str | None,
    delimiter: str | None,
    as_json: bool,
) -> int:
    """Make a team file of a spreadsheet: CSV text or an Excel workbook (.xlsx).

    FILE has one row for each team and shift, for each person and shift, or for each shift of a date, as
    workforce programs export them. "-" is standard input.
    """
    from overlap.adapters.files import write_whole
    from overlap.adapters.sheets.grid import SheetFileError
    from overlap.adapters.sheets.reader import read_roster_sheet
    from overlap.adapters.team_writer import dumps

    to_file = output is not None and output != "-"
    if as_json and output == "-":
        raise BadArgument("--json goes to stdout too", hint="name a file: -o team.toml", field="output")
    if to_file and output is not None and Path(output).exists() and not force:
        raise FileError(f"{output} is there already", hint="choose another name, or add --force")
    try:
        found = read_roster_sheet(
            file,
            sheet=sheet,
            title=title,
            zone=zone,
            dates=cast("DateOrder | None", dates),
            encoding=encoding,
            delimiter="\t" if delimiter in ("\\t", "tab") else delimiter,
        )
    except SheetFileError as error:
        if not as_json:
            raise
        print_json("import", None, None, {"ok": False, "problems": [one.to_dict() for one in error.problems]})
        return 2
    text = dumps(found.roster)
    if to_file and output is not None:
        write_whole(output, text)
    if as_json:
        print_json("import", None, None, _body(found, output, text))
        return 0
    for problem in found.problems:
        note(str(problem))
    for told in found.notes:
        note(f"note: {told}")
    note(found.summary)
    if to_file:
        note(f"wrote {output}")
        note(f"next: overlap report {output}")
    else:
        write(text)
    return 0


globals()["import"] = import_
"""Under the command's own name, a keyword, by which the table of commands finds it."""


def _body(found: SheetRoster, output: str | None, text: str) -> dict[str, Any]:
    return {
        "ok": True,
        "problems": [one.to_dict() for one in found.problems],
        "notes": list(found.notes),
        "teams": len(found.roster),
        "members": sum(len(team.members) for team in found.roster),
        "shifts": found.shift_count,
        "rows": found.rows,
        "unused_columns": list(found.unused),
        **({"team_file": text} if output is None else {"written": output}),
    }
