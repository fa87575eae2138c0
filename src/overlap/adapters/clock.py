"""The system clock, the only place that knows what time it is.

Law: gives an aware UTC datetime; everything else takes "now" as a parameter.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from overlap.core.civil import DAY, date_of
from overlap.core.horizon import instant_of
from overlap.core.zones import Zone

__all__ = ["system_now", "today_in"]


def system_now() -> datetime:
    """The present instant."""
    return datetime.now(UTC)


def today_in(zone: Zone, now: datetime) -> date:
    """The local date of an instant."""
    return date_of(zone.to_wall(instant_of(now, name="now")) // DAY)
