"""The Arrow stream holds the records, in types that do not depend on the rows."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from typing import Any

import pytest

from overlap.core.zones import zone
from overlap.errors import BadZone, MissingExtra
from overlap.render.arrow import arrow_stream
from overlap.render.records import Frame
from tests.render.test_records import ALL, FULL, NOTHING

TYPES = {
    "id": "string",
    "start": "timestamp('us', 'UTC')",
    "start_local": "string",
    "on": "date32",
    "end": "timestamp('us', 'UTC')",
    "end_local": "string",
    "zone": "string",
    "minutes": "int64",
    "share": "double",
    "met": "bool",
    "teams": "string",
}


class Stream:
    """An object that Arrow reads."""

    def __init__(self, frame: Frame, key: str | None = None) -> None:
        self.frame = frame
        self.key = key

    def __arrow_c_stream__(self, requested_schema: object = None) -> Any:
        return arrow_stream(self.frame, self.key)


def read(frame: Frame, key: str | None = None) -> tuple[dict[str, str], list[dict[str, object]]]:
    """The types and the rows as an Arrow library reads them."""
    import nanoarrow

    stream = nanoarrow.ArrayStream(Stream(frame, key))
    types = {field.name: str(field).split(": ")[-1].rstrip(">") for field in stream.schema.fields}
    return types, stream.read_all().to_pylist()


@pytest.mark.parametrize("rows", [[], [NOTHING], [FULL], [FULL, NOTHING, FULL]])
def test_types_do_not_depend_on_the_rows_and_the_rows_are_the_records(rows: list[dict[str, Any]]) -> None:
    frame = Frame(ALL, rows, zone("Asia/Manila"))
    types, found = read(frame)
    assert types == TYPES
    assert found == frame.records()


def test_the_first_and_the_last_instants_there_are_stay_what_they_are() -> None:
    instants = [FULL | {"start": edge, "end": None} for edge in (-36_816_480, 68_374_079)]
    found = read(Frame(ALL, instants, zone("UTC")))[1]
    assert [row["start"] for row in found] == [
        datetime(1900, 1, 1, tzinfo=UTC),
        datetime(2099, 12, 31, 23, 59, tzinfo=UTC),
    ]
    before = read(Frame(ALL, [FULL | {"on": date(1969, 12, 31)}], zone("UTC")))[1]
    assert before[0]["on"] == date(1969, 12, 31)


def test_local_times_are_those_of_the_zone_asked_for() -> None:
    frame = Frame(ALL, [FULL], zone("UTC"))
    assert read(frame, "Asia/Kolkata")[1] == frame.records("Asia/Kolkata")
    with pytest.raises(BadZone):
        arrow_stream(frame, "Mars/Base")


def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoarrow", None)
    with pytest.raises(MissingExtra) as caught:
        arrow_stream(Frame(ALL, [], zone("UTC")))
    assert "nanoarrow" in caught.value.message
    assert caught.value.hint is not None
    assert 'pip install "overlap-teams[arrow]"' in caught.value.hint
