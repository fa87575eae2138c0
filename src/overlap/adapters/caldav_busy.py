"""When somebody is busy, from their calendar on a server.

Law: the server is asked for busy times alone where it knows how (RFC 4791 section 7.10), else for the events
of the span, which are then read like a file. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable

from overlap.adapters.busy_policy import EventPolicy
from overlap.adapters.busy_reader import read_busy
from overlap.adapters.busy_reading import BusyReading
from overlap.adapters.caldav_access import Credentials, check_address
from overlap.adapters.caldav_client import find_calendar
from overlap.adapters.caldav_http import TIMEOUT_SECONDS, Http
from overlap.core.civil import DAY
from overlap.core.horizon import Horizon, Moment
from overlap.core.zones import zone as zone_of
from overlap.errors import NoCalendar

__all__ = ["read_calendar_busy"]

_EMPTY = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"


def read_calendar_busy(
    url: str,
    start: Moment,
    end: Moment,
    *,
    credentials: Credentials | None = None,
    zone: str | None = None,
    me: str | Iterable[str] = (),
    policy: EventPolicy | None = None,
    timeout_seconds: float = TIMEOUT_SECONDS,
) -> BusyReading:
    """Reads when somebody is busy from their calendar on a CalDAV server.

    Args:
        url: The calendar's own address, https; http only for this machine.
        start: First date, or an instant.
        end: Last date, included; or an instant, not included.
        credentials: What opens it; see `read_credentials`. None asks without.
        zone: IANA key of the owner's clock, for dates and for times without a zone.
        me: The owner's own addresses; with them or a policy the events are read, not busy times alone.
        policy: What declined, unanswered, uncertain and other events take; see `EventPolicy`.
        timeout_seconds: What one request may take in all.

    Returns:
        As from `read_busy`. Where the server tells busy times alone, blocks have no titles.

    Raises:
        BadArgument: If the address is none, or not safe.
        NetworkError: If the server does not do as asked.
        BadHorizon, BadDate, NaiveDatetime, BadZone: If start and end form no horizon.

    Example:
        >>> read_calendar_busy("http://dav.example.org/ana/", "2026-03-02", "2026-03-06")
        Traceback (most recent call last):
        overlap.errors.BadArgument: dav.example.org would be asked over plain http, where anybody on the way \
reads the password; write https://; plain http is for this machine alone
    """
    address = check_address(url, name="url")
    horizon = Horizon.of(start, end, zone_of(zone or "UTC"))
    addresses = (me,) if isinstance(me, str) else tuple(me)
    calendar = find_calendar(Http(credentials, timeout_seconds), address, name="url")
    if calendar is None:
        raise NoCalendar(f"there is no calendar at {address}", hint="check the address", field="url")
    text = None
    if not addresses and policy is None:
        text = calendar.busy_text(horizon.start, horizon.end)
    if text is None:
        # A date, or a time without a zone, is somewhere on earth up to a day before or after it is in UTC.
        held = calendar.events(horizon.start - DAY, horizon.end + DAY)
        text = "\r\n".join(one.text for one in held) or _EMPTY
    return read_busy(text, start, end, zone=zone, me=addresses, policy=policy)
