"""`report`: the whole picture, on the terminal or in a file; the week in short."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

import click

from overlap.cli.console import note, show
from overlap.cli.machine import print_json
from overlap.cli.messages import MESSAGES, form_of, in_form, put
from overlap.cli.options import (
    FILE,
    dated,
    dates,
    json_option,
    language_asked,
    read_roster,
    zone_option,
)
from overlap.errors import BadArgument

__all__ = ["report"]

_FORMATS: Final = {".htm": "html", ".html": "html", **MESSAGES}


@click.command
@click.argument("file", type=FILE, required=False)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    help="Write a .html, .md or .txt file.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "html"]),
    help="By default that of the output's name.",
)
@click.option("--brief", "is_brief", is_flag=True, help="The week of the first date in short, to paste.")
@dated
@zone_option
@json_option
@click.pass_obj
def report(
    now: Callable[[], datetime],
    file: str | None,
    output: Path | None,
    form: str | None,
    is_brief: bool,
    start: str | None,
    end: str | None,
    zone_key: str | None,
    as_json: bool,
) -> int:
    """The whole picture: shared hours, weeks that break and why, holidays ahead.

    As a .html file it is a page to forward: one file that needs nothing beside it, with charts, a day to
    move about in on any clock, and a table for each chart. Without FILE it shows the bundled example.
    """
    from overlap.adapters.bundled import example_text
    from overlap.adapters.team_file import loads
    from overlap.planning.report import report as make_report

    to_file = output is not None and str(output) != "-"
    form = form_of(output, form, _FORMATS)
    if as_json and to_file:
        import json

        raise BadArgument("--json goes to stdout", hint=f"write: --json > {json.dumps(str(output))}")
    if is_brief and form == "html":
        raise BadArgument("--brief is text to paste", hint="write to .md or .txt, or leave out --brief")
    if is_brief and end is not None:
        raise BadArgument("--brief is about the week of --from", hint="leave out --until, or --brief")
    if file is None:
        note("No team file given: this is the bundled example. Make your own with: overlap init team.toml")
        roster = loads(example_text(), name="example.toml", language=language_asked())
    else:
        roster = read_roster(file)
    clock = roster.clock(zone_key)
    first, last = dates(clock, start, end, now)
    if is_brief:
        from overlap.cli.brief import brief

        return brief(roster, first, clock, form, output, as_json)
    made = make_report(roster, first, last, zone=clock.key)
    if as_json:
        print_json("report", made.horizon.start, made.horizon.end, made.to_dict())
    elif output is None and form is None:
        show(made.document())
    else:
        put(made.to_page() if form == "html" else in_form(made.document(), form), output)
    return 0
