"""Every command and every kind of file, asked once: what each gives, as bytes, for runs to be compared.

Run as a program with a team file, another one, and a folder: it leaves one file for each answer there.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

__all__ = ["ASKED", "OTHER_TEAM_FILE", "QUESTIONS", "TEAM_FILE", "write_all"]

NOW: Final = datetime.fromisoformat("2026-03-02T14:30+00:00")

TEAM_FILE: Final = """\
version = 1
title = "Zażółć, İstanbul & Straße"
zone = "Europe/Warsaw"

[team.krakow]
name = "Kraków"
zone = "Europe/Warsaw"
holidays = { place = "PL", exclude = ["Three Kings"] }
headcount = 4
shifts = [{ name = "día", start = "08:00", end = "16:00", breaks = [{ start = "12:00", end = "12:30" }] }]
flex = { earlier_minutes = 60, later_minutes = 120 }

[team.krakow.member.zoe]
name = "Zoë İşık"
email = "zoe@example.org"
time_off = [{ from = 2026-03-12, until = 2026-03-13, name = "narty ❄" }]

[team.manila]
name = "Manila 夜"
zone = "Asia/Manila"
holidays = "PH"
headcount = 6
shifts = [{ start = "21:00", end = "06:00", name = "night" }, { start = "08:00", end = "17:00" }]
skills = ["en", "tl"]

[team.recife]
name = "Recife"
zone = "America/Recife"
holidays = { place = "BR-PE", include = ["carnival"] }
headcount = 3
shifts = [{ start = "09:00", end = "18:00" }]

[team.recife.member.joao]
name = "João"
observes = ["catholic"]

[meeting.sync]
title = "Cotygodniówka"
required = ["krakow", "recife"]
optional = ["manila"]
minutes = 30
every = "week"
on = "tue"
at = "15:00"
anchor = "krakow"
from = 2026-03-03
until = 2026-04-28
on_holiday = "move"

[[require.overlap]]
name = "Kraków with Recife"
teams = ["krakow", "recife"]
minutes = 150
people = [1, 1]
"""
"""Three teams with letters of several alphabets, clock changes, holidays, and something to move."""

OTHER_TEAM_FILE: Final = TEAM_FILE.replace('start = "09:00", end = "18:00"', 'start = "08:00", end = "17:00"')

_DATES: Final = ("--from", "2026-03-02", "--until", "2026-03-15")

_ALL: Final = ("--shifts", "--closures", "--celebrations", "--free-busy", "--availability")

ASKED: Final[tuple[tuple[str, ...], ...]] = (
    ("check", "FILE"),
    ("report", "FILE", *_DATES),
    ("report", "FILE", *_DATES, "-o", "OUT/report.html"),
    ("report", "FILE", *_DATES, "-o", "OUT/report.md"),
    ("windows", "FILE", *_DATES, "--quorum", "2"),
    ("windows", "FILE", *_DATES, "--min-minutes", "600"),
    ("changes", "FILE", "--year", "2026", "--quorum", "2"),
    ("compare", "FILE", "OTHER", *_DATES),
    ("shifts", "FILE", *_DATES),
    ("stagger", "FILE", *_DATES, "--solver", "search"),
    ("coverage", "FILE", *_DATES),
    ("slots", "FILE", *_DATES, "--minutes", "30"),
    ("slots", "FILE", "--from", "2026-03-07", "--until", "2026-03-08", "--minutes", "30"),
    ("why", "FILE", "2026-03-10T04:00Z", "--minutes", "30"),
    ("series", "FILE", "--meeting", "sync"),
    ("plan", "FILE", "--meeting", "sync", "--step", "60"),
    ("rotate", "FILE", "--meeting", "sync"),
    ("pairs", "FILE", *_DATES),
    ("export", "FILE", "-o", "OUT/sync.ics"),
    ("export", "FILE", *_DATES, *_ALL, "--by", "person", "-o", "OUT/people"),
    ("export", "FILE", *_DATES, *_ALL, "-o", "OUT/all.ics"),
    ("export", "FILE", *_DATES, "-o", "OUT/roster.xlsx"),
    ("export", "FILE", *_DATES, "--sheet", "Shifts", "-o", "OUT/shifts.csv"),
    ("clock", "FILE", "--team", "krakow", "--start", "2026-03-27T13:00Z", "--add-minutes", "600"),
    ("holidays", "BR-PE", "--from", "2026-02-01", "--until", "2026-02-28", "--include", "carnival"),
    ("holidays", "FILE", *_DATES),
    ("celebrations", "FILE", *_DATES),
    ("now", "FILE"),
    ("zones", "Krakow"),
    ("schema",),
)
"""Every command that asks no network and reads nothing besides, with FILE, OTHER and OUT to be filled in."""


def _answer(argv: Sequence[str]) -> bytes:
    from overlap.cli.main import main

    caught = [io.BytesIO(), io.BytesIO()]
    out, err = (io.TextIOWrapper(one, encoding="utf-8", write_through=True) for one in caught)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main(argv, now=lambda: NOW)
    return b"status %d\n%s\n--\n%s" % (status, caught[0].getvalue(), caught[1].getvalue())


def write_all(file: Path, other: Path, folder: Path) -> None:
    """Asks everything, and leaves each answer as a file: printed, written, or of the library itself."""
    for number, words in enumerate(ASKED):
        filled = [{"FILE": str(file), "OTHER": str(other)}.get(one, one) for one in words]
        filled = [one.replace("OUT/", f"{folder.as_posix()}/") for one in filled]
        given = _answer(filled if "-o" in words else [*filled, "--json"])
        for path, name in ((folder, "OUT"), (file, "FILE"), (other, "OTHER")):
            given = given.replace(path.as_posix().encode(), name.encode())
        (folder / f"{number:02}-{words[0]}.txt").write_bytes(given)
        if words[0] in ("windows", "coverage", "report") and "-o" not in words:
            (folder / f"{number:02}-{words[0]}.plain.txt").write_bytes(_answer(filled))
    told = (QUESTIONS[name]() for name in ("clock", "windows", "series", "language", "calendar"))
    (folder / "library.txt.utf8").write_text("\n".join(told), encoding="utf-8")


def _questions() -> Iterator[tuple[str, Callable[[], str]]]:
    """Questions of the library by name, each on a roster of its own; the answers as text."""
    import overlap
    from overlap.render.text import to_text

    dates, weekend = ("2026-03-02", "2026-03-15"), ("2026-03-07", "2026-03-08")
    half_hour = timedelta(minutes=30)

    def roster() -> overlap.Roster:
        return overlap.loads(TEAM_FILE)

    def told(found: object) -> str:
        to_dict = getattr(found, "to_dict", None)
        data = "" if to_dict is None else json.dumps(to_dict(), sort_keys=True, default=str)
        shown = getattr(found, "document", None)
        return f"{found!r}\n{data}\n{'' if shown is None else to_text(shown())}"

    yield "windows", lambda: told(overlap.find_windows(roster(), *dates, quorum=2))
    yield "no windows", lambda: told(overlap.find_windows(roster(), *weekend))
    yield "changes", lambda: told(overlap.changes(roster(), 2026, quorum=2))
    yield "coverage", lambda: told(overlap.coverage(roster(), *dates))
    yield "handoffs", lambda: told(overlap.find_handoffs(roster(), *dates))
    yield "days off", lambda: told(overlap.days_off(roster(), "2026-04-01", "2026-04-30"))
    yield "celebrations", lambda: told(overlap.celebrations(roster(), *dates))
    yield "shifts", lambda: told(overlap.list_shifts(roster(), *dates))
    yield "slots", lambda: told(overlap.suggest_slots(roster(), *dates, duration=half_hour, quorum=2))
    yield "no slots", lambda: told(overlap.suggest_slots(roster(), *weekend, duration=half_hour))
    yield "series", lambda: told(overlap.audit_series(roster(), "sync"))
    yield "programme", lambda: told(overlap.plan_programme(roster(), *dates))
    yield "rotation", lambda: told(overlap.plan_rotation(roster(), "sync", solver="own"))
    yield "plan", lambda: told(overlap.plan_series(roster(), "sync", step_minutes=120))
    yield "who is on", lambda: told(overlap.who_is_on(roster(), "2026-03-10T14:30Z"))
    yield "responses", lambda: told(overlap.response_times(roster(), *dates))
    yield "requirements", lambda: told(overlap.check_requirements(roster(), *dates))
    yield "workload", lambda: told(overlap.workload(roster(), *dates))
    yield "kpis", lambda: told(overlap.kpis(roster(), *dates))
    yield (
        "clock",
        lambda: str(overlap.WorkClock(roster(), ["krakow"]).add("2026-03-27T13:00Z", half_hour * 20)),
    )
    yield "calendar", lambda: told(overlap.HolidayCalendar("BR-PE", include=["carnival"]).days(*dates))
    yield "language", lambda: _own_names(overlap.HolidayCalendar("PL"))
    yield "style", lambda: _in_style(lambda: told(overlap.coverage(roster(), *dates)))
    yield "file", lambda: overlap.dumps(roster())
    yield "page", lambda: overlap.report(roster(), *dates).to_page()


def _own_names(calendar: object) -> str:
    import overlap

    assert isinstance(calendar, overlap.HolidayCalendar)
    return "; ".join(
        name for day in calendar.named("2026-01-01", "2026-12-31") for name in calendar.names_in(day, "own")
    )


def _in_style(ask: Callable[[], str]) -> str:
    import overlap

    with overlap.reading_as(overlap.Style(hours=12)):
        return ask()


QUESTIONS: Final[dict[str, Callable[[], str]]] = dict(_questions())
"""Some twenty-five questions, by name."""


if __name__ == "__main__":
    write_all(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
