"""Team files whose pages are looked at, and their pages.

Law: a page is made by `overlap report … -o`, as a reader's is.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Final

from overlap.cli.main import main

EXAMPLE: Final = str(files("overlap.data").joinpath("example.toml"))
YEAR: Final = ("2026-11-23", "2027-11-21")
WINTER: Final = ("2026-11-23", "2027-04-11")
MONTH: Final = ("2027-03-01", "2027-03-28")
"""Clock changes and Easter week: what a year's page has, at a third of its length."""

CLOCKS: Final = """\
version = 1
title = "Nights on which clocks change"
zone = "Europe/Warsaw"

[team.lodz]
name = "Łódź night"
zone = "Europe/Warsaw"
headcount = 4
days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
shifts = [
  { name = "night", start = "22:00", end = "06:00", breaks = [{ start = "02:00", end = "02:30" }] },
  { name = "dawn", start = "02:30", end = "09:00", headcount = 1 },
]

[team.lord-howe]
name = "Lord Howe"
zone = "Australia/Lord_Howe"
headcount = 2
days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
shifts = [{ start = "01:45", end = "10:15" }]

[team.st-johns]
name = "St. John's"
zone = "America/St_Johns"
headcount = 3
shifts = [{ start = "21:30", end = "05:30", breaks = [{ start = "01:00", end = "01:45" }] }]

[team.chatham]
name = "Chatham"
zone = "Pacific/Chatham"
headcount = 5
days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
shifts = [{ start = "08:00", end = "16:00", breaks = [{ start = "12:00", end = "13:00" }] }]

[team.havana]
name = "La Habana"
zone = "America/Havana"
days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
shifts = [{ start = "00:15", end = "08:00" }]
"""
CLOCKS_DATES: Final = ("2026-03-02", "2026-11-08")
"""From before Havana's gap, which takes a midnight away, to after New York's fold."""

LONG: Final = "Zürich-" + "m" * 193
"""200 characters without a place to break."""

HOSTILE: Final[tuple[str, ...]] = (
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "</title></style></svg><img src=x onerror=alert(3)>",
    "\"quoted\" 'twice' `thrice` &amp; <b>bold</b>",
    "עברית \u202eturned around\u202c and العربية",
    LONG,
    "{{7*7}} ${7*7} {% raw %} {zone}",
    "one\u2028two\u2029three",
    "<!-- -->]]> javascript:alert(4)//",
)
"""Names that break out of what they are put in, if anything lets them."""


def toml_text(text: str) -> str:
    """A TOML string that says exactly this."""
    plain = "".join(char if char.isprintable() and char not in '"\\' else _escaped(char) for char in text)
    return f'"{plain}"'


def _escaped(char: str) -> str:
    return f"\\u{ord(char):04x}"


def hostile_file() -> str:
    """Every hostile name as that of a team, a member, a shift, a holiday, a closure, a meeting, a need."""
    places = ("Asia/Kolkata", "Europe/Warsaw", "America/New_York")
    lines = ["version = 1", f"title = {toml_text(' '.join(HOSTILE))}", 'zone = "Europe/Warsaw"', ""]
    for number, name in enumerate(HOSTILE):
        said = toml_text(name)
        lines += [
            f"[team.t{number}]",
            f"name = {said}",
            f'zone = "{places[number % 3]}"',
            "headcount = 3",
            f'shifts = [{{ name = {said}, start = "{10 - number % 3:02d}:00", end = "19:00" }}]',
            f"closures = [{{ from = 2026-12-24, until = 2026-12-26, name = {said} }}]",
            "flex = { earlier_minutes = 120, later_minutes = 120 }",
            f"[team.t{number}.holidays]",
            'place = "PL"',
            f"add = [{{ date = 2026-12-0{number + 1}, name = {said} }}]",
            f"[team.t{number}.member.m]",
            f"name = {said}",
            f"[meeting.g{number}]",
            f"title = {said}",
            f'teams = ["t{number}", "t{(number + 1) % len(HOSTILE)}"]',
            'minutes = 30\nevery = "week"\non = "tue"\nat = "14:00"\nfrom = 2026-12-01\nuntil = 2027-01-31',
            "[[require.overlap]]",
            f"name = {said}",
            f'teams = ["t{number}", "t{(number + 1) % len(HOSTILE)}"]',
            "minutes = 30",
            "[[require.coverage]]",
            f"name = {toml_text(name + '!')}",
            f'days = ["mon"]\nstart = "0{number}:00"\nend = "2{number % 4}:00"\nzone = "UTC"\nheadcount = 2',
            "",
        ]
    return "\n".join(lines)


_CITIES: Final = (
    ("Asia/Manila", "PH"),
    ("Asia/Kolkata", "IN-KA"),
    ("Europe/Warsaw", "PL"),
    ("America/Bogota", "CO"),
    ("America/Sao_Paulo", "BR-SP"),
    ("America/New_York", "US"),
    ("Asia/Tokyo", "JP"),
    ("Africa/Lagos", "NG"),
    ("Europe/London", "GB"),
    ("America/Los_Angeles", "US"),
    ("Australia/Lord_Howe", "AU"),
    ("America/St_Johns", "CA"),
)
_LUNCH: Final = '{ start = "12:00", end = "12:30" }'


def crowd_file(teams: int = 60) -> str:
    """Many teams with shifts, breaks, holidays and members of their own."""
    lines = ["version = 1", f'title = "{teams} teams"', 'zone = "America/New_York"', ""]
    for number in range(teams):
        zone, place = _CITIES[number % len(_CITIES)]
        early, late = f"{8 + number % 3:02d}:{15 * (number % 3):02d}", f"{15 + number % 4:02d}:30"
        lines += [
            f"[team.team-{number}]",
            f'name = "Team {number} of {zone}"',
            f'zone = "{zone}"',
            f'holidays = "{place}"',
            f"headcount = {3 + number % 9}",
            f'shifts = [{{ start = "{early}", end = "{late}", breaks = [{_LUNCH}] }}]',
            f"[team.team-{number}.member.a]",
            f'name = "Person {number}"',
            f"time_off = [{{ from = 2026-12-{1 + number % 20:02d}, until = 2026-12-{2 + number % 20:02d} }}]",
            "",
        ]
    return "\n".join(lines)


@dataclass(frozen=True)
class Made:
    """A team file, its dates, and its page."""

    file: str
    dates: tuple[str, str]
    page: Path

    @property
    def html(self) -> str:
        return self.page.read_text(encoding="utf-8")


def write_page(folder: Path, name: str, file: str, dates: tuple[str, str], more: Iterable[str] = ()) -> Made:
    """Runs the program as a user does; the clock stands at 2026-11-23T14:30Z."""
    page = folder / f"{name}.html"
    first, last = dates
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        status = main(
            ["report", file, "-o", str(page), "--from", first, "--until", last, *more],
            now=lambda: datetime(2026, 11, 23, 14, 30, tzinfo=UTC),
        )
    assert status == 0, out.getvalue()
    return Made(file, dates, page)
