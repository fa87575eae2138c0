"""Team files and spreadsheets to try: whatever can be read can be written and read again."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Final

import overlap.data
from overlap.adapters.problems import TeamFileError
from overlap.adapters.sheets.reader import read_roster_sheet
from overlap.adapters.team_file import loads
from overlap.adapters.team_writer import dumps
from overlap.adapters.toml_positions import Positions
from overlap.adapters.toml_syntax import read_toml
from overlap.people.roster import Roster
from tests.fuzz.harness import Target, standing_in, text_of

__all__ = ["SHEET", "TEAM_FILE", "TOML", "TWO_TEAMS", "WORKBOOK", "packed"]

_DATA: Final = Path(overlap.data.__file__).parent

TWO_TEAMS: Final = b"""\
version = 1
title = "Two"
zone = "America/New_York"

[team.manila]
name = "Manila night"
zone = "Asia/Manila"
headcount = 12
shifts = [{ name = "night", start = "22:00", end = "06:00" }]

[team.manila.member.ana]
name = "Ana Reyes"
time_off = [{ from = 2026-03-03, until = 2026-03-04 }]

[team.ny]
name = "New York"
zone = "America/New_York"
shifts = [{ start = "09:00", end = "17:00" }]

[meeting.sync]
teams = ["manila", "ny"]
minutes = 30
every = "week"
on = "tue"
at = "08:00"
anchor = "ny"
from = 2026-03-03
until = 2026-04-28
"""

_RICH: Final = b"""\
version = 1
id = "rich"
[defaults]
days = ["mon", "tue", "wed", "thu"]
fringe_minutes = 30
quiet = { start = "21:00", end = "06:30" }
[team.a]
zone = "Europe/Warsaw"
headcount = 9
overnight = "clip"
email = "a@example.com"
skills = ["en", "pl"]
shifts = [
  { name = "early", start = "06:00", end = "14:00", headcount = 3, \
breaks = [{ start = "10:00", end = "10:30" }] },
  { name = "late", start = "14:00", end = "24:00", zone = "UTC" },
]
cycle = { anchor = 2026-01-05, days = ["early", "late", "off"] }
seasons = [{ from = 2026-07-01, until = 2026-08-31, shorten_minutes = 60 }]
closures = [{ from = 2026-12-24, until = 2026-12-26, name = "Winter" }]
flex = { earlier_minutes = 120, later_minutes = 60, earliest_start = "05:00", latest_end = "26:00" }
[team.a.holidays]
place = "PL"
include = ["Easter Sunday"]
add = [{ date = 2026-08-20, name = "Founders' day" }]
move = [{ from = 2026-05-01, to = 2026-05-04 }]
working = [{ date = 2026-02-14, name = "swap day" }]
[team.a.member.o]
zone = "Africa/Casablanca"
shifts = ["early"]
role = "optional"
weight = 2
time_off = [{ from = 2026-03-02, until = 2026-03-02, start = "09:00", end = "11:00" }]
[team.b]
zone = "Asia/Kolkata"
shifts = [{ start = "10:00", end = "19:00", days = ["mon", "sat"], \
breaks = [{ after_minutes = 240, minutes = 60 }] }]
[[require.overlap]]
teams = ["a", "b"]
minutes = 60
[[require.coverage]]
name = "day"
teams = ["a"]
start = "08:00"
end = "20:00"
zone = "UTC"
headcount = 1
"""

_TOML: Final = (
    (
        b'a.b."c d" = 1\r\n[[t]]\nx = [1, [2, {y = """\nq""", z = \'\'\'k\'\'\'}], # c\n '
        b"3,\n]\n[t.u]\nv = 07:32:00\n"
    ),
    b"[a]\n[a.b.c]\n[[a.d]]\ne = {f.g = 1, h = [{}, {}]}\n[[a.d]]\n'x' = -inf\n",
)

_WORDS: Final = (
    *(b"[team.b]\n", b"[[team]]\n", b"[team.manila.member.bo]\n", b"[defaults]\n", b"[meeting.m]\n"),
    *(b"[[require.overlap]]\n", b"[[require.handoff]]\n", b"[[require.limit]]\n", b"[team.ny.holidays]\n"),
    *(
        b"zone = ",
        b"holidays = ",
        b'holidays = "US"\n',
        b'local_holidays = "MX"\n',
        b"observes = ",
        b"cycle = ",
    ),
    *(b"seasons = ", b"closures = ", b"flex = ", b"busy = ", b"elective_days = ", b"overnight = "),
    *(b'"any_touch"', b"breaks = ", b"after_minutes = ", b"minutes = ", b"quorum = ", b"people = "),
    *(
        b"{ ramadan = ",
        b'{ each_year = true, from = "06-01", until = "08-31" }',
        b'"everyone"',
        b"on_holiday = ",
    ),
    *(
        b"[[",
        b"]]",
        b"[{",
        b"}]",
        b"{ ",
        b" }",
        b" = ",
        b".",
        b"'''",
        b'"""\n',
        b"\\\n",
        b"07:30",
        b"2026-03-02 10:00",
    ),
    *(b'start = "22:00", end = "06:00"', b'days = ["sat"]', b'"off"', b'"last"', b"2 weeks", b"tag:x@y.org"),
)


def _read_team_file(data: bytes) -> None:
    try:
        roster = loads(text_of(data), name="t.toml")
    except TeamFileError as error:
        lines = text_of(data).removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
        for problem in error.problems:
            assert problem.line <= len(lines), problem
            assert problem.line == 0 or problem.column <= len(lines[problem.line - 1]) + 1, problem
        raise
    _is_read_again(roster)


def _is_read_again(roster: Roster) -> None:
    """What is written of a roster reads as the same one, and is written in the same way."""
    text = dumps(roster)
    again = loads(text, name="again.toml")
    assert again == roster
    assert dumps(again) == text
    assert hash(again) == hash(roster)


def _read_toml(data: bytes) -> None:
    text = text_of(data)
    values = read_toml(text, "t.toml")
    positions = Positions(text)
    expected: set[tuple[str | int, ...]] = set()
    left: list[tuple[tuple[str | int, ...], object]] = [((), values)]
    while left:
        path, value = left.pop()
        if path:
            expected.add(path)
        if isinstance(value, dict):
            left += [((*path, key), inner) for key, inner in value.items()]
        elif isinstance(value, list):
            left += [((*path, index), inner) for index, inner in enumerate(value)]
    assert set(positions.paths()) == expected
    lines = text.replace("\r\n", "\n").split("\n")
    for path in expected:
        for place in (positions.key(path), positions.value(path)):
            assert place.column <= len(lines[place.line - 1]) + 1


TEAM_FILE: Final = Target(
    "team_file",
    _read_team_file,
    (TWO_TEAMS, _RICH, (_DATA / "starter.toml").read_bytes(), (_DATA / "example.toml").read_bytes()),
    _WORDS,
    seconds=10.0,  # the first place of a process loads all that is known of holidays
    examples=60,
)

TOML: Final = Target("toml", _read_toml, (*_TOML, TWO_TEAMS, _RICH), _WORDS)


# Spreadsheets

_ROWS: Final = (
    (
        b"Team,Member,Zone,Shift,Days,Start,End,Break start,Break end,Headcount,Holidays\n"
        b"Support,,Asia/Manila,day,Mon-Fri,08:00,17:00,12:00,13:00,4,PH\n"
        b'Support,Ana Reyes,Asia/Manila,day,"mon, tue",9am,5:30 pm,,,,\n'
        b"Platform,Asha,India Standard Time,night,weekdays,22:00,6:00,,,,IN-MH\n"
    ),
    (
        b"Employee Name;Date;Start Time;End Time;Time Zone\n"
        b"Ana;13/03/2026;09:00;17:00;Asia/Manila\nAna;14/03/2026;09:00;17:00;Asia/Manila\n"
        b"Bo;13/03/2026;OFF;;Asia/Manila\n"
    ),
    b"sep=\t\nName\tShift\tMonday\tTuesday\tWednesday\tTime zone\nAna\t9-17\t9-17\t9:00 - 17:30\toff\tPH\n",
    "Team|Zone|Start|End\nSão Paulo|America/Sao_Paulo|0,375|0,75\n".encode("cp1252"),
)

_CELLS: Final = (
    *(b"Team", b"Member", b"Zone", b"Shift", b"Days", b"Start", b"End", b"Date", b"Time off", b"Season from"),
    *(b"Season until", b"Skills", b"Role", b"Weight", b"E-mail", b"Shift code", b"Start_Date_Time", b"Type"),
    *(b"03/02/2026 09:00:00", b"3/2/26", b"2.3.2026", b"2026-W10", b"46083", b"46083.375", b"0.375", b"1.5"),
    *(
        b"Mon-Fri",
        b"Sat, Sun",
        b"MTWTF",
        b"weekends",
        b"every day",
        b"09:00-17:00",
        b"9-5",
        b"22-6",
        b"OFF",
        b"PTO",
    ),
    *(
        b"12:00 PM",
        b"24:00",
        b"noon",
        b"America/New_York",
        b"Eastern Standard Time",
        b"GMT+5:30",
        b"PH",
        b"Vacation",
    ),
    *(b",", b";", b"\t", b"|", b'""', b"\n", b",,,,,,", b"'=", b"sep=;\n"),
)

_PARTS: Final = b"""\
=== [Content_Types].xml
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml" \
ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" \
ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
<Override PartName="/xl/styles.xml" \
ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>
</Types>
=== _rels/.rels
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" \
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" \
Target="xl/workbook.xml"/></Relationships>
=== xl/workbook.xml
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" \
xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>\
<sheet name="Teams" sheetId="1" r:id="rId1"/></sheets></workbook>
=== xl/_rels/workbook.xml.rels
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" \
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" \
Target="worksheets/sheet1.xml"/>\
<Relationship Id="rId2" \
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>\
</Relationships>
=== xl/styles.xml
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1">\
<numFmt numFmtId="164" formatCode="hh:mm"/></numFmts><fonts count="1"><font/></fonts><fills \
count="1"><fill><patternFill/></fill></fills>\
<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>\
<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>
=== xl/worksheets/sheet1.xml
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>Team</t></is></c><c r="B1" t="inlineStr"><is><t>Zone</t></is></c>\
<c r="C1" t="inlineStr"><is><t>Start</t></is></c><c r="D1" t="inlineStr"><is><t>End</t></is></c>\
<c r="E1" t="inlineStr"><is><t>Date</t></is></c></row>
<row r="2"><c r="A2" t="str"><f>"Sup"</f><v>Support</v></c><c r="B2" t="inlineStr"><is><t>\
Asia/Manila</t></is></c>\
<c r="C2" s="1"><v>0.375</v></c><c r="D2" s="1"><v>0.75</v></c><c r="E2" s="2"><v>46083</v></c></row>
<row r="3"><c r="B3" t="inlineStr"><is><t>Asia/Manila</t></is></c><c r="C3" s="1"><v>0.5</v></c>\
<c r="D3" s="1"><v>1</v></c><c r="E3" s="2"><v>46084</v></c></row>
</sheetData><mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells></worksheet>
"""

_XML: Final = (
    *(
        b'<c r="A4" s="1"><v>',
        b"</v></c>",
        b"<row>",
        b"</row>",
        b'<row r="1048576">',
        b't="s"',
        b't="d"',
        b"<f>",
    ),
    *(
        b'<mergeCell ref="A1:XFD1048576"/>',
        b'ref="B2:A1"',
        b'r="ZZZZ9"',
        b's="99"',
        b"<v>1e308</v>",
        b"<v>-1</v>",
    ),
    *(b'date1904="1"', b"=== xl/sharedStrings.xml\n", b"=== xl/workbook.bin\n", b"=== ../../x.xml\n"),
    *(
        b"<v>2958466</v>",
        b"<v>60</v>",
        b"<v>0.99999</v>",
        b'count="99999999"',
        b'state="hidden"',
        b't="e"><v>#N/A</v>',
        b't="b"><v>1</v>',
        b"[h]:mm:ss",
    ),
    *_CELLS[:30],
)


def packed(data: bytes) -> bytes:
    """A package of the parts that a text lists, each after its name; a package stays as it is."""
    if data.startswith(b"PK"):
        return data
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        seen = set()
        for part in data.split(b"=== ")[1:]:
            name, _, content = part.partition(b"\n")
            shown = name.decode("utf-8", "replace").strip()[:200].replace("\0", "")
            if shown and shown not in seen:
                seen.add(shown)
                package.writestr(zipfile.ZipInfo(shown), content)
    return made.getvalue()


def _read_sheet(data: bytes) -> None:
    with standing_in(data):
        found = read_roster_sheet("-", zone="Asia/Manila", dates=(None, "dmy")[len(data) % 2])
    assert found.summary
    assert found.rows >= 1
    _is_read_again(found.roster)


def _read_workbook(data: bytes) -> None:
    _read_sheet(packed(data))


SHEET: Final = Target("sheet", _read_sheet, _ROWS, _CELLS, examples=80)

WORKBOOK: Final = Target("workbook", _read_workbook, (_PARTS, packed(_PARTS)), _XML, seconds=8.0, examples=40)
