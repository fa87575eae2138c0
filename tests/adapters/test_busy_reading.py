"""What was read shows itself to people and to programs alike, whole."""

from __future__ import annotations

from typing import Any

import pytest

from overlap.adapters.busy_reading import BusyReading, SkippedPart
from overlap.adapters.ics_read_parts import ReadingCaps
from overlap.people.busy import BusyTime
from overlap.render.document import Paragraph, Table
from tests.adapters.calendars import PHONE, event, read


def example(**options: Any) -> BusyReading:
    """A week with something of everything."""
    return read(
        event(PHONE, "DURATION:PT90M", "SUMMARY:Planning", uid="a"),
        event("DTSTART:20260302T150000Z", "DURATION:PT1H", "STATUS:TENTATIVE", "SUMMARY:Maybe", uid="b"),
        event("DTSTART;VALUE=DATE:20260304", "X-MICROSOFT-CDO-BUSYSTATUS:OOF", "SUMMARY:Away", uid="c"),
        event("DTSTART;VALUE=DATE:20260305", "DURATION:P2D", "TRANSP:TRANSPARENT", "SUMMARY:Fair", uid="d"),
        event("DTSTART:20260303T120000", "DURATION:PT1H", "SUMMARY:Lunch", uid="e"),
        event("SUMMARY:\nX-MORE:", uid="f"),
        last="2026-03-08",
        **options,
    )


def tables(found: BusyReading, zone: str | None = None) -> list[Table]:
    """The tables of its document."""
    return [block for block in found.document(zone).blocks if isinstance(block, Table)]


def texts(found: BusyReading) -> list[str]:
    """The paragraphs of its document."""
    return [block.text for block in found.document().blocks if isinstance(block, Paragraph)]


def test_minutes_are_counted_once_and_what_is_sure_comes_first() -> None:
    found = example()
    assert (found.busy_minutes, found.tentative_minutes) == (90 + 1440, 30)
    assert (
        texts(found)[0]
        == "Busy for 25 h 30 min, and perhaps for 30 min more from Sun 1 Mar 2026 to Sun 8 Mar 2026."
    )
    sure = read(event(PHONE, "DURATION:PT90M"))
    assert texts(sure) == ["Busy for 1 h 30 min from Sun 1 Mar 2026 to Tue 31 Mar 2026."]
    none = read(event("DTSTART:20260302T150000Z", "DURATION:PT1H", "TRANSP:TRANSPARENT"))
    assert texts(none) == ["Nothing is busy from Sun 1 Mar 2026 to Tue 31 Mar 2026."]
    assert len(tables(none)) == 1
    half = read(event(PHONE, "DURATION:PT90M"), first="2026-03-02T15:00Z", last="2026-03-02T16:00Z")
    assert half.busy_minutes == 30


def test_each_block_is_shown_on_the_clock_asked_for_with_its_reason() -> None:
    blocks, skipped = tables(example())
    assert blocks.columns == ("Date", "UTC", "Status", "Title")
    assert blocks.rows == (
        ("Mon 2 Mar 2026", "14:00–15:30", "busy", "Planning"),
        ("Mon 2 Mar 2026", "15:00–16:00", "tentative: not certain", "Maybe"),
        ("Wed 4 Mar 2026", "all day", "busy: out of office", "Away"),
        ("Thu 5 Mar 2026", "2 days", "free: marked as free", "Fair"),
    )
    assert skipped.rows == (
        ("<text>:29", "Lunch", "its time has no zone"),
        ("<text>:35", "f", "it has no start"),
    )
    assert texts(example())[1:] == ["To read it, give the zone of the calendar's owner."]
    manila = tables(example(zone="Asia/Manila"))[0]
    assert manila.rows[0][:2] == ("Mon 2 Mar 2026", "22:00–23:30")
    assert tables(example(zone="Asia/Manila"), "UTC")[0].rows[0][1] == "14:00–15:30"


def test_several_files_have_a_column() -> None:
    from overlap.adapters.busy_reader import read_busy
    from tests.adapters.calendars import calendar

    one = calendar(event(PHONE, "DURATION:PT90M"))
    found = read_busy([one, one.encode()], "2026-03-01", "2026-03-31")
    assert tables(found)[0].columns == ("Date", "UTC", "Status", "Title", "File")
    assert [row[-1] for row in tables(found)[0].rows] == ["<bytes>"], "the same event, twice"


def test_what_is_more_than_is_told_is_counted() -> None:
    found = read(*[event("SUMMARY:x", uid=f"{number}") for number in range(5)], caps=ReadingCaps(findings=2))
    assert texts(found)[-1] == "And 3 more."
    assert found.to_dict()["skipped_count"] == 5
    assert repr(found) == "<BusyReading: 0 blocks, 5 skipped>"


def test_plain_values_hold_everything() -> None:
    values = example().to_dict()
    assert {
        name: values[name] for name in ("zone", "files", "events", "busy_minutes", "tentative_minutes")
    } == {
        "zone": None,
        "files": ["<text>"],
        "events": 6,
        "busy_minutes": 1530,
        "tentative_minutes": 30,
    }
    assert values["blocks"][0] == {
        "start": "2026-03-02T14:00Z",
        "end": "2026-03-02T15:30Z",
        "all_day": False,
        "status": "busy",
        "reason": "busy",
        "title": "Planning",
        "uid": "a",
        "file": "<text>",
    }
    assert [values["blocks"][3][name] for name in ("start", "end", "all_day")] == [
        "2026-03-05",
        "2026-03-06",
        True,
    ]
    assert values["skipped"][0] == {
        "code": "floating",
        "file": "<text>",
        "line": 29,
        "uid": "e",
        "title": "Lunch",
        "message": "its time has no zone",
        "hint": "give the zone of the calendar's owner",
    }


def test_a_skipped_part_is_a_line_an_editor_can_jump_to() -> None:
    assert str(SkippedPart("no-start", "a.ics", 7, "u", "Planning", "it has no start")) == (
        'a.ics:7: no-start: "Planning": it has no start'
    )
    assert str(SkippedPart("message", "a.ics", 0, "", "", "nothing")) == "a.ics: message: nothing"


def test_a_reading_is_a_value() -> None:
    found = example()
    assert found == example()
    assert found.busy is found.busy
    assert isinstance(found.busy, BusyTime)
    assert len(found.busy) == 4
    assert "Planning" in found._repr_html_()
    with pytest.raises(AttributeError):
        found.zone = "UTC"  # type: ignore[misc]
