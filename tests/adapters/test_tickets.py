"""Tickets come from any CSV, go back with their answers, and all that is wrong is told at once."""

from __future__ import annotations

import csv
import io
import pickle
import sys
from pathlib import Path

import pytest

from overlap.adapters.tickets import (
    TicketAnswer,
    TicketFile,
    TicketFileError,
    pause_of,
    read_tickets,
    tickets_of,
)
from overlap.errors import BadArgument, BadDate, NaiveDatetime, OverlapError, UnknownId
from tests.planning.brute import instant

TWO = instant("2026-03-02 14:00")


def known(one: str) -> None:
    """What a roster says of its ids."""
    if one not in ("manila", "manila.ana", "krakow"):
        raise UnknownId(f'no team is called "{one}"', hint="use manila, krakow")


def problems_of(text: str) -> list[str]:
    """Every problem of a text, as people see them."""
    with pytest.raises(TicketFileError) as caught:
        tickets_of(text, name="in.csv", check_team=known)
    return [str(one) for one in caught.value.problems]


def test_rows_are_read_into_minutes() -> None:
    text = (
        "Start,id,ADD_minutes,Team,pauses,note\n"
        "2026-03-02T14:00:59Z,A-1,480,manila; krakow,"
        "2026-03-02T14:10:59Z/2026-03-02T14:20:01Z; 2026-03-02T15:00Z/,hm\n"
        " 2026-03-02T19:30+05:30 ,, 0 ,,, \n"
    )
    one, two = tickets_of(text, check_team=known).tickets
    assert (one.line, one.id, one.start, one.add_minutes, one.end) == (2, "A-1", TWO, 480, None)
    assert one.teams == ("manila", "krakow")
    assert one.pauses == ((TWO + 10, TWO + 21), (TWO + 60, None))
    assert (two.line, two.id, two.start, two.add_minutes, two.teams, two.pauses) == (3, "", TWO, 0, (), ())
    assert two.cells[0] == " 2026-03-02T19:30+05:30 "


def test_an_end_rounds_up_and_each_row_asks_one_question() -> None:
    text = "start,end,add_minutes\n2026-03-02T14:00Z,2026-03-02T15:00:01Z,\n2026-03-02T14:00Z,,5\n"
    made = tickets_of(text)
    assert [(one.end, one.add_minutes) for one in made.tickets] == [(TWO + 61, None), (None, 5)]
    assert (made.asks_due, made.asks_end) == (True, True)
    only = tickets_of("start,end\n2026-03-02T14:00Z,2026-03-02T14:00Z\n")
    assert (only.asks_due, only.asks_end) == (False, True)
    assert only.answered([TicketAnswer(working_minutes=0)]).startswith("start,end,working_minutes,held_by\n")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_file_goes_out_as_it_came_in(delimiter: str, line_end: str, mark: str) -> None:
    rows = [
        ["note, with; both\tsigns", "start", "add_minutes", "note, with; both\tsigns"],
        ['said "no"\nand left', "2026-03-02T14:00Z", "60", " =SUM(A1) "],
        ["", "2026-03-02T14:00Z", "60", "Kraków"],
    ]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    made = tickets_of(mark + out.getvalue())
    assert [one.line for one in made.tickets] == [2, 4]
    answers = [TicketAnswer(due=TWO, held=(("a", 60), ("b", 0)))] * 2
    text = made.answered(answers)
    assert text.startswith(mark)
    again = [*csv.reader(io.StringIO(text.removeprefix(mark), newline=""), delimiter=delimiter)]
    assert [row[:4] for row in again] == rows
    assert [row[4:] for row in again] == [["due", "held_by"], *[["2026-03-02T14:00Z", "a: 60; b: 0"]] * 2]
    assert text.count("\r\n") == (3 if line_end == "\r\n" else 0)


def test_answers_have_the_columns_that_are_asked_for() -> None:
    made = tickets_of("start,end,add_minutes\n2026-03-02T14:00Z,2026-03-02T15:00Z,\n2026-03-02T14:00Z,,5\n")
    answers = [TicketAnswer(working_minutes=0, held=(("a", 0),)), TicketAnswer(reason="Never.")]
    assert made.answered(answers).splitlines() == [
        "start,end,add_minutes,due,working_minutes,held_by,reason",
        "2026-03-02T14:00Z,2026-03-02T15:00Z,,,0,a: 0,",
        "2026-03-02T14:00Z,,5,,,,Never.",
    ]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_ours_is_a_formula_and_theirs_stay(sign: str) -> None:
    made = tickets_of(f'note,start,add_minutes\n"{sign}1",2026-03-02T14:00Z,5\n')
    text = made.answered([TicketAnswer(held=((f"{sign}cmd", 5),), reason=f"{sign}now")])
    row = [*csv.reader(io.StringIO(text, newline=""))][1]
    assert row[0] == f"{sign}1"
    assert row[4:] == [f"'{sign}cmd: 5", f"'{sign}now"]


def test_empty_rows_are_no_tickets_and_short_ones_are_filled() -> None:
    made = tickets_of("start,add_minutes,team,note\n\n,,,\n2026-03-02T14:00Z,5\n")
    assert [(one.line, one.cells) for one in made.tickets] == [(4, ("2026-03-02T14:00Z", "5", "", ""))]
    assert tickets_of("start,end\n").tickets == ()


def test_all_problems_are_told_at_once_with_their_lines() -> None:
    text = (
        "id,start,add_minutes,end,team,pauses\n"
        "A,2026-03-02T14:00,480,,,\n"
        "B,,-5,,nobody,\n"
        "C,2026-03-02T14:00Z,,2026-03-02T13:00Z,,2026-03-02T14:00Z\n"
        "D,soon,1,2026-03-02T13:00Z,,2026-03-02T14:00Z/2026-03-02T13:00Z;x/y\n"
        "E,2026-03-02T14:00Z,,,,,,\n"
        "F,2026-03-02,4.5,,,\n"
    )
    told = "".join(f"{problem}\n" for problem in problems_of(text))
    assert (
        told
        == """\
in.csv:2:1: naive-datetime: start 2026-03-02T14:00:00 has no time zone
    hint: end the text with Z or an offset such as +05:30, or give the datetime a tzinfo
in.csv:3:1: missing-key: the row has no start
    hint: write an instant, such as 2026-03-02T14:00Z
in.csv:3:1: wrong-type: add_minutes is "-5", not a whole number
    hint: write whole minutes from 0, such as 480
in.csv:3:1: unknown-id: no team is called "nobody"
    hint: use manila, krakow
in.csv:4:1: bad-horizon: the end 2026-03-02T13:00Z is before the start 2026-03-02T14:00Z
    hint: swap the two
in.csv:4:1: bad-argument: pause "2026-03-02T14:00Z" is not START/END
    hint: write two instants: 2026-03-02T14:00Z/2026-03-02T15:00Z
in.csv:5:1: bad-date: start "soon" is neither a date nor an instant
    hint: write "2026-03-02", or "2026-03-02T14:00Z" with its offset
in.csv:5:1: bad-argument: the row has both add_minutes and end
    hint: give one of the two
in.csv:5:1: bad-argument: pause "2026-03-02T14:00Z/2026-03-02T13:00Z" ends before it starts
    hint: swap the two
in.csv:5:1: bad-date: pause "x" is neither a date nor an instant
    hint: write "2026-03-02", or "2026-03-02T14:00Z" with its offset
in.csv:6:1: bad-file: the row has 8 cells, the header 6
    hint: put cells with the delimiter in quotes
in.csv:6:1: bad-argument: the row has neither add_minutes nor end
    hint: give one of the two
in.csv:7:1: bad-date: start 2026-03-02 is a date, not an instant
    hint: add a time
in.csv:7:1: wrong-type: add_minutes is "4.5", not a whole number
    hint: write whole minutes from 0, such as 480
"""
    )


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("begin,add_minutes", ['missing-key: there is no column "start"']),
        ("starts,add_minutes", ['is it "starts"? rename that']),
        ("start,minutes", ['missing-key: there is no column "add_minutes" or "end"']),
        ("", ['no column "start"', 'no column "add_minutes"']),
        ("start,Start,end", ['duplicate-key: two columns are called "start"']),
        ("start,end,Due", ['duplicate-key: the column "due" is there already']),
        ("start,end,held_by,reason", ['"held_by" is there already', '"reason" is there already']),
    ],
)
def test_a_header_must_name_the_columns_once(header: str, told: list[str]) -> None:
    found = problems_of(f"{header}\nx,y\n") if header else problems_of("")
    for part in told:
        assert any(part in one for one in found), found
    assert all(one.startswith("in.csv:1:1: ") for one in found if "column" in one)


def test_a_row_that_is_no_csv_is_told_with_those_before_it() -> None:
    found = problems_of('start,add_minutes\nx,5\n"2026-03-02T14:00Z" x,5\n')
    assert found[0].startswith("in.csv:2:1: bad-date")
    assert found[1].startswith("in.csv:3:1: bad-file: the row cannot be read")
    assert len(found) == 2


@pytest.mark.parametrize(
    ("text", "pause"),
    [
        ("2026-03-02T14:00Z/2026-03-02T15:00Z", (TWO, TWO + 60)),
        (" 2026-03-02T14:00:59Z / 2026-03-02T14:00:59Z ", (TWO, TWO + 1)),
        ("2026-03-02T14:00Z/", (TWO, None)),
        ("2026-03-02T14:00Z/..", (TWO, None)),
    ],
)
def test_a_pause_is_two_instants_or_has_no_end(text: str, pause: tuple[int, int | None]) -> None:
    assert pause_of(text) == pause


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", BadArgument),
        ("2026-03-02T14:00Z", BadArgument),
        ("2026-03-02T14:00Z/2026-03-02T15:00Z/2026-03-02T16:00Z", BadArgument),
        ("2026-03-02T14:00Z/2026-03-02T13:59Z", BadArgument),
        ("/2026-03-02T13:59Z", BadDate),
        ("2026-03-02/2026-03-03", BadDate),
        ("2026-03-02T14:00/2026-03-02T15:00Z", NaiveDatetime),
    ],
)
def test_what_is_no_pause_is_refused(text: str, error: type[OverlapError]) -> None:
    with pytest.raises(error) as caught:
        pause_of(text, name="--pause")
    assert caught.value.field == "--pause"


def test_a_file_is_read_whole_or_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "in.csv"
    text = "start,add_minutes\n2026-03-02T14:00Z,5\n"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    made = read_tickets(path, check_team=known)
    assert made == TicketFile(
        str(path), ("start", "add_minutes"), made.tickets, True, False, ",", "\n", has_mark=True
    )
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert read_tickets("-", check_team=known).tickets == made.tickets
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(TicketFileError, match=r"<stdin>:1:1: missing-key"):
        read_tickets("-", check_team=known)
    for bad in (tmp_path, tmp_path / "none.csv", "nul\0name"):
        with pytest.raises(TicketFileError, match="bad-file: cannot be read"):
            read_tickets(bad, check_team=known)
    path.write_bytes(b"start,add_minutes\n\xff")
    with pytest.raises(TicketFileError, match=r"in.csv:2:1: bad-file: byte 19 \(0xff\) is not UTF-8"):
        read_tickets(path, check_team=known)
    with path.open("wb") as file:
        file.truncate(256 * 1024 * 1024 + 1)
    with pytest.raises(TicketFileError, match="the file is too large"):
        read_tickets(path, check_team=known)


def test_the_error_survives_pickling_and_counts() -> None:
    with pytest.raises(TicketFileError) as caught:
        tickets_of("start,end\nx,y\n")
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301
    assert type(again) is TicketFileError
    assert again.problems == caught.value.problems
    assert str(again).endswith("\n2 errors")


def test_what_is_found_while_answering_names_the_row() -> None:
    made = tickets_of("start,end\n\n2026-03-02T14:00Z,2026-03-02T14:00Z\n", name="in.csv")
    error = UnknownId("nobody", hint="ask somebody")
    shown = str(made.problem(made.tickets[0], error))
    assert shown == "in.csv:3:1: unknown-id: nobody\n    hint: ask somebody"


def test_a_number_that_python_would_not_read_is_a_problem_of_its_row() -> None:
    (told, _) = problems_of(
        f"start,add_minutes\n2026-03-02T14:00Z,{'9' * 5000}\n2026-03-02T14:00Z,999999999\n"
    )[0].split("\n")
    assert told == 'in.csv:2:1: wrong-type: add_minutes is "999999999", not a number of minutes'
