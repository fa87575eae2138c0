"""A batch of calendar files in, the instances a reader finds out: the same for each reader in Python.

Standard input is `[{"name", "ics", "start", "end"}]` with `start` and `end` in UTC minutes; standard output
is `{name: [[start, end, title], …]}`, or `{name: {"error": text}}`. A whole day counts as a UTC day.
"""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

Found = tuple[Any, Any, str]
"""Start, end and title, the first two as the reader gives them: dates or datetimes."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def minute(value: Any) -> float:
    """UTC minutes of a date or a datetime; one without a zone counts as UTC."""
    if not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day)
    if value.tzinfo is None:
        value = value.replace(tzinfo=UTC)
    minutes = (value.astimezone(UTC) - EPOCH) / timedelta(minutes=1)
    return int(minutes) if minutes == int(minutes) else minutes


def end_of(start: Any, end: Any, duration: Any) -> Any:
    """The end of an event by RFC 5545 section 3.6.1, for readers that leave it to their users."""
    if end is not None:
        return end
    if duration is None:
        return start if isinstance(start, datetime) else start + timedelta(days=1)
    # Exact minutes: of datetimes with a zone Python adds wall time.
    return (start.astimezone(UTC) if isinstance(start, datetime) and start.tzinfo else start) + duration


def serve(read: Callable[[str, datetime, datetime], Iterable[Found]]) -> None:
    """Read every file of the batch; a file that breaks the reader does not break the others."""
    answers: dict[str, Any] = {}
    for item in json.load(sys.stdin):
        low, high = item["start"], item["end"]
        try:
            found = [
                (minute(start), minute(end), str(title))
                for start, end, title in read(
                    item["ics"], EPOCH + timedelta(minutes=low), EPOCH + timedelta(minutes=high)
                )
            ]
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            answers[item["name"]] = {"error": f"{type(error).__name__}: {error} ({where.name})"}
        else:
            answers[item["name"]] = sorted(one for one in found if one[0] < high and one[1] > low)
    json.dump(answers, sys.stdout)


def is_date(value: Any) -> bool:
    """Whether a value is a date without a time."""
    return isinstance(value, date) and not isinstance(value, datetime)
