"""Records as an Arrow stream, for every program that reads one.

Law: the schema is that of the columns, so an empty result has the same as a full one. Instants are
`timestamp(us, UTC)`, dates `date32`; nothing is guessed from the values. The stream is that of the Arrow
PyCapsule interface (https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from overlap.core.packages import unusable
from overlap.render.records import ColumnKind, Frame

__all__ = ["arrow_stream"]

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST: Final = date(1970, 1, 1)


def arrow_stream(frame: Frame, zone: str | None = None) -> Any:
    """The records of a frame as a capsule that holds an Arrow stream of one batch.

    Raises:
        MissingExtra, BrokenInstall: If nanoarrow is not installed, or fails.
        BadZone: If there is no such zone.
    """
    try:
        import nanoarrow
    except Exception as error:  # it may be there and fail in any way
        hint = 'install it with: pip install "overlap-teams[arrow]"'
        raise unusable("nanoarrow", error, "a table for Arrow needs", hint=hint) from None
    types: dict[ColumnKind, Any] = {
        "instant": nanoarrow.timestamp("us", "UTC"),
        "date": nanoarrow.date32(),
        "whole": nanoarrow.int64(),
        "number": nanoarrow.float64(),
        "flag": nanoarrow.bool_(),
    }
    fields = frame.fields
    rows = list(frame.values(zone))
    kinds = {one.name: types.get(one.kind, nanoarrow.string()) for one in fields}
    children = [
        nanoarrow.c_array([_stored(row[at]) for row in rows], kinds[one.name])
        for at, one in enumerate(fields)
    ]
    batch = nanoarrow.c_array_from_buffers(nanoarrow.struct(kinds), len(rows), [None], children=children)
    return nanoarrow.c_array_stream(batch).__arrow_c_stream__()


def _stored(value: object) -> object:
    """How Arrow stores a value: an instant as microseconds, a date as days since 1970."""
    if isinstance(value, datetime):
        return (value - _EPOCH) // timedelta(microseconds=1)
    return (value - _FIRST).days if isinstance(value, date) else value
