"""`report --brief`: the week in short, to paste into a chat or a mail."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from overlap.cli.console import note, show
from overlap.cli.machine import print_json
from overlap.cli.messages import send
from overlap.core.zones import Zone
from overlap.people.roster import Roster

__all__ = ["brief"]


def brief(
    roster: Roster, start: str | date, clock: Zone, form: str | None, output: Path | None, as_json: bool
) -> int:
    """Prints or writes the week in short.

    Args:
        roster: The teams.
        start: A date of the week, or an instant.
        clock: The reader's.
        form: "text" or "markdown"; by default that of the output's name.
        output: A file, or "-" or None for stdout.
        as_json: Whether the machine's output is asked for.

    Returns:
        The exit status.

    Raises:
        OverlapError: As `overlap.brief`, and if the file cannot be written.
    """
    from overlap.planning.brief import brief as make_brief

    found = make_brief(roster, start, zone=clock.key)
    for caveat in roster.caveats:
        note(f"note: {caveat}")
    if form is not None or output is not None:
        send(found.document(), form, output, as_json=as_json)
    elif as_json:
        print_json("report", found.week.start, found.week.end, {"brief": found.to_dict()})
    else:
        show(found.document())
    return 0
