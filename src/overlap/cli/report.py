"""`report`: the whole picture, on the terminal or in a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click

from overlap.cli.console import note, show, write
from overlap.cli.machine import print_json
from overlap.cli.options import FILE, dated, dates, json_option, read_roster, zone_option
from overlap.errors import BadArgument

__all__ = ["report"]

_FORMATS = {".md": "markdown", ".markdown": "markdown", ".txt": "text"}


@click.command
@click.argument("file", type=FILE, required=False)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, allow_dash=True), help="Write a .md or .txt file."
)
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown"]), help="By default that of the output's name."
)
@dated
@zone_option
@json_option
@click.pass_obj
def report(
    now: Callable[[], datetime],
    file: str | None,
    output: Path | None,
    form: str | None,
    start: str | None,
    end: str | None,
    zone_key: str | None,
    as_json: bool,
) -> None:
    """The whole picture: shared hours, weeks that break and why, holidays ahead.

    Without FILE it shows the bundled example.
    """
    from overlap.adapters.bundled import example_text
    from overlap.adapters.team_file import loads
    from overlap.planning.report import report as make_report

    to_file = output is not None and str(output) != "-"
    if to_file and form is None and output is not None:
        form = _FORMATS.get(output.suffix.lower())
        if form is None:
            raise BadArgument(f"{output} has no known ending", hint="write to .md or .txt, or give --format")
    if file is None:
        note("No team file given: this is the bundled example. Make your own with: overlap init team.toml")
        roster = loads(example_text(), name="example.toml")
    else:
        roster = read_roster(file)
    clock = roster.clock(zone_key)
    first, last = dates(clock, start, end, now)
    made = make_report(roster, first, last, zone=clock.key)
    if as_json:
        import json

        if not to_file:
            print_json("report", made.horizon.start, made.horizon.end, made.to_dict())
            return
        raise BadArgument("--json goes to stdout", hint=f"write: --json > {json.dumps(str(output))}")
    document = made.document()
    if output is None and form is None:
        show(document)
        return
    from overlap.render.markdown import to_markdown
    from overlap.render.text import to_text

    text = to_markdown(document) if form == "markdown" else to_text(document)
    if to_file and output is not None:
        from overlap.adapters.files import write_whole

        write_whole(output, text)
        note(f"wrote {output}")
    else:
        write(text)
