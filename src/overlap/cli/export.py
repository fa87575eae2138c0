"""`export`: a team file as calendar files or spreadsheets, and calendar files examined."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from overlap.cli.busy_files import busy_of_meetings
from overlap.cli.console import note, show, write, write_bytes
from overlap.cli.export_sheets import (
    delimiter_option,
    export_sheets,
    refuse_options,
    sheet_kind,
    sheet_option,
)
from overlap.cli.machine import print_json
from overlap.cli.options import FILE, dated, dates, json_option, plain_zone_option, read_roster
from overlap.cli.series import meeting_dates_of
from overlap.errors import BadArgument
from overlap.render.progress import counted

if TYPE_CHECKING:
    from overlap.adapters.ics_check import CalendarFinding
    from overlap.adapters.ics_export import CalendarFile
    from overlap.core.horizon import Horizon
    from overlap.people.busy import Busy
    from overlap.people.entries import Entry
    from overlap.people.meetings import Meeting
    from overlap.people.roster import Roster
    from overlap.planning.celebrations import Celebrations
    from overlap.planning.holidays import DayOff
    from overlap.planning.series import Series

__all__ = ["CalendarContents", "chosen_meetings", "export"]

_LARGEST_BYTES: Final = 64 * 1024 * 1024
"""Of a calendar file to examine."""


@click.command
@click.argument("file", type=FILE, required=False)
@click.option(
    "-o",
    "--output",
    metavar="OUT",
    help='The file to write, OUT.ics, OUT.xlsx or OUT.csv; "-" for stdout; a folder with --by or --sheet.',
)
@click.option("--meeting", "meetings", multiple=True, metavar="ID", help="Only this one; may be repeated.")
@click.option("--no-meetings", is_flag=True, help="Leave the meetings out.")
@click.option("--shifts", is_flag=True, help="Also the shifts.")
@click.option("--closures", is_flag=True, help="Also holidays and closures.")
@click.option("--celebrations", is_flag=True, help="Also what teams and members celebrate.")
@click.option("--free-busy", is_flag=True, help="Also when each person's time is taken.")
@click.option("--availability", is_flag=True, help="Also when each person can be booked.")
@click.option("--team", "teams", metavar="ID", multiple=True, help="Only this team or team.member.")
@click.option("--by", type=click.Choice(["team", "person"]), help="A file for each, in the folder OUT.")
@click.option(
    "--privacy",
    type=click.Choice(["full", "private", "busy"]),
    default="full",
    help="Everything (default), without what private meetings are about, or busy times alone.",
)
@click.option("--name", metavar="NAME", help="What calendar programs call it; the roster's title by default.")
@click.option("--stamp", metavar="INSTANT", help="When it is written, for the same bytes again; now.")
@click.option("--check", "checked", metavar="FILE.ics", help="Examine any calendar file instead.")
@sheet_option
@delimiter_option
@dated
@plain_zone_option
@json_option
@click.pass_obj
def export(
    now: Callable[[], datetime],
    /,
    file: str | None,
    output: str | None,
    meetings: tuple[str, ...],
    no_meetings: bool,
    shifts: bool,
    closures: bool,
    celebrations: bool,
    free_busy: bool,
    availability: bool,
    teams: tuple[str, ...],
    by: str | None,
    privacy: Any,
    name: str | None,
    stamp: str | None,
    checked: str | None,
    sheets: tuple[str, ...],
    delimiter: str | None,
    start: str | None,
    end: str | None,
    zone_key: str | None,
    as_json: bool,
) -> int:
    """Write the meetings of a team file, and what else is asked for, as a calendar file (.ics).

    Or the whole roster as a spreadsheet: OUT.xlsx, or one sheet of it as OUT.csv.

    A calendar written again changes what has changed and nothing else: what is gone is shown as cancelled.
    With nothing to write, or with --check if something was found, the exit status is 1.
    """
    if checked is not None:
        if file is not None or output is not None:
            raise BadArgument("--check examines a calendar file and writes none", hint="leave out the others")
        return _check(checked, as_json)
    if file is None or output is None:
        missing = "a team file" if file is None else "a place to write to"
        raise BadArgument(f"{missing} is missing", hint="write: overlap export team.toml -o team.ics")
    kind = sheet_kind(output, sheets)
    if kind is not None:
        own = {
            "--meeting": meetings,
            "--no-meetings": no_meetings,
            "--shifts": shifts,
            "--closures": closures,
            "--celebrations": celebrations,
            "--free-busy": free_busy,
            "--availability": availability,
            "--team": teams,
            "--by": by,
            "--privacy": privacy != "full",
            "--name": name,
        }
        refuse_options(own, of="calendar files", instead="write OUT.ics")
        return export_sheets(
            kind,
            file,
            output,
            sheets=sheets,
            delimiter=delimiter,
            stamp=stamp,
            start=start,
            end=end,
            zone=zone_key,
            now=now,
            as_json=as_json,
        )
    own = {"--sheet": sheets, "--delimiter": delimiter, "--zone": zone_key}
    refuse_options(own, of="spreadsheets", instead="write OUT.xlsx")
    if output == "-" and (as_json or by):
        raise BadArgument("one calendar alone goes to stdout", hint="leave out --json and --by")
    if no_meetings and meetings:
        raise BadArgument("--no-meetings and --meeting contradict each other", hint="leave out one")
    roster = read_roster(file)
    kinds = {
        name
        for name, is_asked in {
            "shifts": shifts,
            "closures": closures,
            "celebrations": celebrations,
            "free_busy": free_busy,
            "availability": availability,
        }.items()
        if is_asked
    }
    chosen = () if no_meetings else chosen_meetings(roster, meetings)
    for one in chosen:
        if start is None and one.start is None:
            note(f'note: the meeting {one.id} has no "from": here it begins on the day of writing')
    wanted = CalendarContents(roster, chosen, kinds, teams, start, end, now, file)
    called = roster.title if name is None else name
    moment = now() if stamp is None else stamp
    if by is not None:
        sources = {one: wanted.entries([one]) for one in counted(_each(roster, by, teams), "Calendars")}
        return _write_each(sources, Path(output), roster, moment, called, privacy, as_json)
    found = wanted.entries(teams or None)
    if not found and (output == "-" or not Path(output).exists()):
        note("there is nothing to write between these dates; see --shifts, --closures, --celebrations")
        return 1
    from overlap.adapters.ics_export import export_ics, write_ics

    if output == "-":
        _to_stdout(export_ics(found, stamp=moment, name=called, privacy=privacy))
        return 0
    return _tell([write_ics(found, output, stamp=moment, name=called, privacy=privacy)], as_json)


def _write_each(
    sources: dict[str, tuple[Entry, ...]],
    folder: Path,
    roster: Roster,
    moment: datetime | str,
    called: str,
    privacy: Any,
    as_json: bool,
) -> int:
    """One file for each team or person that has something in it, or had."""
    from overlap.adapters.ics_export import write_calendars
    from overlap.planning.selection import display_name

    kept = {one: found for one, found in sources.items() if found or (folder / f"{one}.ics").exists()}
    if not kept:
        note("there is nothing to write between these dates; see --shifts, --closures, --celebrations")
        return 1
    names = {one: f"{called}: {display_name(roster, one)}" for one in kept}
    return _tell(write_calendars(kept, folder, stamp=moment, names=names, privacy=privacy), as_json)


def chosen_meetings(roster: Roster, ids: tuple[str, ...]) -> tuple[Meeting, ...]:
    """The meetings asked for; all by default."""
    from overlap.planning.invited import meeting_of

    return tuple(meeting_of(roster, one) for one in dict.fromkeys(ids)) if ids else tuple(roster.meetings)


def _each(roster: Roster, by: str, teams: tuple[str, ...]) -> list[str]:
    """The ids that have a file each: teams; or their members, and the team for those without a name."""
    asked = list(dict.fromkeys(teams)) or [team.id for team in roster]
    for one in asked:
        roster.find(one)
    if by == "team":
        return list(dict.fromkeys(one.partition(".")[0] for one in asked))
    found: dict[str, None] = {}
    for one in asked:
        team = roster.team(one.partition(".")[0])
        members = [one] if "." in one else [f"{team.id}.{member.id}" for member in team.members]
        found |= dict.fromkeys(members or [team.id])
    return list(found)


@dataclass(frozen=True)
class CalendarContents:
    """What is to be in the calendars; what does not depend on for whom is worked out once."""

    roster: Roster
    meetings: tuple[Meeting, ...]
    kinds: set[str]
    teams: tuple[str, ...]
    start: str | None
    end: str | None
    now: Callable[[], datetime]
    file: str

    def entries(self, ids: Iterable[str] | None) -> tuple[Entry, ...]:
        """Everything that concerns some teams or members, or all."""
        roster, asked = self.roster, None if ids is None else list(ids)
        for one in asked or ():
            roster.find(one)
        found: list[Entry] = []
        for series in self._series:
            if asked is None or any(_concerns(one.id, asked) for one in series.invitees):
                found += series.entries()
        if not self.kinds:
            return tuple(found)
        from overlap.planning.availability_entries import availability_entries, free_busy_entries
        from overlap.planning.day_entries import celebrated_besides, day_off_entries, days_asked
        from overlap.planning.shift_entries import shift_entries

        horizon = self._horizon
        days: tuple[DayOff, ...] = ()
        if "shifts" in self.kinds:
            found += shift_entries(roster, horizon, teams=asked)
        if "closures" in self.kinds:
            days = days_asked(roster, horizon, asked)
            found += day_off_entries(roster, horizon, days)
        if "celebrations" in self.kinds:
            found += celebrated_besides(_theirs(self._celebrations, asked), days).entries()
        if "free_busy" in self.kinds:
            found += free_busy_entries(roster, horizon, teams=asked, busy=self._busy)
        if "availability" in self.kinds:
            found += availability_entries(roster, horizon, teams=asked)
        return tuple(found)

    @cached_property
    def _celebrations(self) -> Celebrations:
        from overlap.planning.celebrations import celebrations

        return celebrations(self.roster, *self._horizon.moments)

    @cached_property
    def _busy(self) -> dict[str, list[Busy]]:
        """What takes people's time: their calendar files, and the meetings that are written."""
        from overlap.planning.programme import plan_programme

        horizon = self._horizon
        read = busy_of_meetings(self.roster, self.file, horizon.start, horizon.end)
        ids = [one.id for one in self.meetings]
        held = plan_programme(self.roster, *horizon.moments, meetings=ids, busy=read).busy_times()
        return {who: [*read.get(who, ()), *held.get(who, ())] for who in {**read, **held}}

    @cached_property
    def _horizon(self) -> Horizon:
        from overlap.core.horizon import Horizon

        clock = self.roster.home
        return Horizon.of(*dates(clock, self.start, self.end, self.now), clock)

    @cached_property
    def _series(self) -> tuple[Series, ...]:
        """Each meeting over the dates asked about, as `series` has it."""
        from overlap.planning.series import audit_series, series_horizon

        asked = [
            (one, *meeting_dates_of(self.roster, one, self.start, self.end, self.now))
            for one in self.meetings
        ]
        horizons = [series_horizon(self.roster, *one) for one in asked]
        if not horizons:
            return ()
        low, high = min(one.start for one in horizons), max(one.end for one in horizons)
        busy = busy_of_meetings(self.roster, self.file, low, high)
        return tuple(audit_series(self.roster, *one, busy=busy) for one in asked)


def _concerns(person: str, asked: list[str]) -> bool:
    """Whether somebody, as "team.member" or a team for its unnamed people, is among teams or members."""
    return any(one in (person, person.partition(".")[0]) for one in asked)


def _theirs(found: Celebrations, asked: list[str] | None) -> Celebrations:
    """What some teams celebrate; a member's team celebrates with them."""
    from dataclasses import replace

    if asked is None:
        return found
    teams = {one.partition(".")[0] for one in asked}
    return replace(found, items=tuple(one for one in found.items if teams & set(one.teams)))


def _to_stdout(text: str) -> None:
    """Writes a calendar as its bytes: UTF-8 with CRLF, whatever the terminal's encoding."""
    write_bytes(text.encode())


def _tell(files: Iterable[CalendarFile], as_json: bool) -> int:
    """Says what was written, and what in it some programs will not show rightly."""
    from overlap.adapters.ics_check import check_ics

    told = list(files)
    warnings = list(
        dict.fromkeys(finding.message for one in told for finding in check_ics(Path(one.path).read_bytes()))
    )
    if as_json:
        body: dict[str, Any] = {
            "written": [one.path for one in told if one.is_written],
            "unchanged": [one.path for one in told if not one.is_written],
            "files": [
                {
                    "path": one.path,
                    "created": list(one.changes.created),
                    "changed": list(one.changes.changed),
                    "unchanged": list(one.changes.unchanged),
                    "cancelled": list(one.changes.cancelled),
                }
                for one in told
            ],
            "caveats": warnings,
        }
        print_json("export", None, None, body)
        return 0
    for one in told:
        changes = one.changes
        counts = [
            f"{len(uids)} {word}"
            for uids, word in (
                (changes.created, "new"),
                (changes.changed, "changed"),
                (changes.cancelled, "cancelled"),
                (changes.unchanged, "unchanged"),
            )
            if uids
        ]
        done = "wrote" if one.is_written else "left as it was:"
        write(f"{done} {one.path} ({', '.join(counts) or 'nothing in it'})\n")
    for text in warnings:
        note(f"note: {text}")
    return 0


def _check(path: str, as_json: bool) -> int:
    """Shows what is found in any calendar file."""
    from overlap.adapters.ics_check import check_ics

    found = check_ics(_read(path))
    if as_json:
        rows = [{"code": one.code, "where": one.where, "message": one.message} for one in found]
        print_json("export", None, None, {"findings": rows})
    else:
        _show_findings(path, found)
    return 1 if found else 0


def _show_findings(path: str, found: tuple[CalendarFinding, ...]) -> None:
    from overlap.render.document import Document, Paragraph, Table

    if not found:
        show(Document((Paragraph(f"{path}: nothing that programs read in different ways."),)))
        return
    count = f"{len(found)} thing{'s' if len(found) > 1 else ''}"
    head = Paragraph(f"{path}: {count} that programs read in different ways", strong=True)
    show(Document((head, Table.of(("Where", "Code", "What"), [(f.where, f.code, f.message) for f in found]))))


def _read(path: str) -> bytes:
    """The bytes of a calendar file, or of standard input for "-"."""
    from overlap.adapters.ics_read_files import opened

    return b"".join(opened(path, _LARGEST_BYTES)[1])
