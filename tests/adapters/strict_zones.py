"""A strict reader of VTIMEZONE text, written from RFC 5545 section 3.6.5 on dateutil's recurrence rules.

Law: a file is taken at its word and at nothing else. Onsets are the DTSTART, the RRULE's instances and
the RDATEs of each part, all on the clock of its TZOFFSETFROM; the latest onset up to an instant decides.
What the RFC leaves out, such as a time before all onsets, is an error. Nothing here uses the code under
test.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime, timedelta

from dateutil.rrule import rrulestr

EPOCH = datetime(1970, 1, 1)


@dataclass(frozen=True)
class StrictZone:
    """Offsets by instant, as a file defines them."""

    tzid: str
    onsets: tuple[int, ...]
    offsets: tuple[int, ...]

    def offset_at(self, instant: int) -> int:
        """Minutes east of UTC at an instant, UTC minutes."""
        found = bisect_right(self.onsets, instant) - 1
        assert found >= 0, f"{self.tzid} says nothing of {instant}"
        return self.offsets[found]

    def instants_of(self, wall: int) -> list[int]:
        """The instants that show a wall minute, in order."""
        return sorted(
            {wall - offset for offset in set(self.offsets) if self.offset_at(wall - offset) == offset}
        )


def strict_zone(text: str, until: datetime) -> StrictZone:
    """Read the text of one VTIMEZONE; its onsets through a naive moment."""
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    lines = text.removesuffix("\r\n").split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert lines[0] == "BEGIN:VTIMEZONE"
    assert lines[-1] == "END:VTIMEZONE"
    tzids = [line.removeprefix("TZID:") for line in lines if line.startswith("TZID:")]
    assert len(tzids) == 1
    found: dict[int, int] = {}
    inside = "\r\n".join(lines[2:-1])
    parts = re.findall(r"BEGIN:(STANDARD|DAYLIGHT)\r\n(.*?)\r\nEND:\1", inside, flags=re.DOTALL)
    assert len(parts) == inside.count("BEGIN:") >= 1
    for _, body in parts:
        before, onsets, after = _part(body.split("\r\n"), until)
        for onset in onsets:
            instant = (onset - EPOCH) // timedelta(minutes=1) - before
            assert found.setdefault(instant, after) == after, f"{tzids[0]}: two onsets at {onset}"
    ordered = sorted(found)
    return StrictZone(tzids[0], tuple(ordered), tuple(found[instant] for instant in ordered))


def _part(lines: list[str], until: datetime) -> tuple[int, set[datetime], int]:
    """The offset before, the onsets, and the offset from then on."""
    properties = [line.split(":", 1) for line in lines]
    once = {name: value for name, value in properties if name != "RDATE"}
    assert len(once) + sum(name == "RDATE" for name, _ in properties) == len(properties)
    assert set(once) <= {"DTSTART", "RRULE", "TZOFFSETFROM", "TZOFFSETTO"}
    start = _moment(once["DTSTART"])
    onsets = {start, *(_moment(value) for name, value in properties if name == "RDATE")}
    if "RRULE" in once:
        assert "UNTIL" not in once["RRULE"]
        assert "COUNT" not in once["RRULE"]
        # The RFC: DTSTART is in step with the rule, or its recurrence set is undefined.
        rule = rrulestr(once["RRULE"], dtstart=start)
        onsets.update(rule.between(start, until, inc=True))
        assert next(iter(rule)) == start
    return _minutes(once["TZOFFSETFROM"]), onsets, _minutes(once["TZOFFSETTO"])


def _moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y%m%dT%H%M%S")


def _minutes(text: str) -> int:
    found = re.fullmatch(r"([+-])(\d\d)([0-5]\d)", text)
    assert found, text
    return (-1 if found[1] == "-" else 1) * (int(found[2]) * 60 + int(found[3]))
