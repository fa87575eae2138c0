"""Invitations: what to mail to whom after a plan was made, changed or given up.

Law: one message tells of one UID (RFC 5546 section 3.2), and only of what its reader does not know yet.
Whoever is invited gets a REQUEST, whoever no longer is a CANCEL. Nothing is sent from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal, final
from urllib.parse import unquote

from overlap.adapters.ics_export import Source, calendar_text, entries_in, merged_calendar
from overlap.adapters.ics_lines import Component, Line
from overlap.adapters.ics_previous import people_of
from overlap.core.horizon import Moment
from overlap.errors import BadArgument
from overlap.people.entries import TimedEntry
from overlap.people.listed import shown

__all__ = ["Invitation", "export_requests"]

_TOLD: Final = frozenset(
    {
        *("UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "RRULE", "EXDATE", "SUMMARY"),
        "ORGANIZER",
    }
)
"""What a cancellation says; the rest is known, or nobody's business any more."""


@final
@dataclass(frozen=True, slots=True)
class Invitation:
    """One message to one guest.

    Attributes:
        address: The guest's e-mail address.
        method: "REQUEST" to come, "CANCEL" if it is off, for everybody or for this guest. The type of the
            mail's part is `text/calendar; method=…; charset=utf-8`.
        uid: What it is about.
        text: The calendar to attach.
    """

    address: str
    method: Literal["REQUEST", "CANCEL"]
    uid: str
    text: str


def export_requests(
    source: Source, *, stamp: Moment, previous: str | bytes | None = None
) -> tuple[Invitation, ...]:
    """What to mail to the guests of a plan.

    Args:
        source: As for `export_ics`; entries without guests with an address need no mail.
        stamp: As for `export_ics`; write the organizer's own file with the same one.
        previous: The organizer's own file as it was written before, with everything in it; None if nobody
            was invited yet. Guests who know all that is in the new plan get nothing.

    Returns:
        Messages in the order of the plan's entries and their guests, cancellations of what is gone last.

    Raises:
        BadArgument: If an entry has guests and no organizer with an address, or as for `export_ics`.
        NaiveDatetime, BadDate: If the stamp is no instant.
        FileError: If the file before is no calendar.

    Example:
        >>> from overlap.people.entries import Guest
        >>> ana, ben = Guest("Ana", "ana@example.com"), Guest("Ben", "ben@example.com")
        >>> sync = TimedEntry("1@x", "Sync", "Asia/Manila", 29_541_000, 30, organizer=ana, guests=(ben,))
        >>> [(one.address, one.method) for one in export_requests(sync, stamp="2026-03-01T12:00Z")]
        [('ben@example.com', 'REQUEST')]
    """
    entries = entries_in(source)
    timed = tuple(one for one in entries if isinstance(one, TimedEntry))
    for one in timed:
        if any(guest.email for guest in one.guests) and not (one.organizer and one.organizer.email):
            raise BadArgument(
                f"nobody invites to {shown(one.title)}",
                hint="give the entry an organizer with an e-mail address",
                field="source",
            )
    merged = merged_calendar(timed, stamp=stamp, previous=previous, privacy="full")
    news = {*merged.changes.created, *merged.changes.changed, *merged.changes.cancelled}
    groups: dict[str, list[Component]] = {}
    for component in merged.components:
        groups.setdefault(component.value("UID"), []).append(component)
    return tuple(
        message
        for uid, group in groups.items()
        if uid in news
        for message in _messages(uid, group, merged.before.get(uid, {}))
    )


def _messages(uid: str, group: list[Component], before: dict[str, Component]) -> Iterator[Invitation]:
    """The messages about one UID."""
    series = group[0]
    now = {} if _is_off(series) else _guests(series)
    known = {} if _is_off(before.get("")) else _guests(before.get(""))
    if now:
        text = calendar_text(group, method="REQUEST")
        for line in now.values():
            yield Invitation(_address(line), "REQUEST", uid, text)
    for address, line in known.items():
        if address not in now:
            text = calendar_text([_called_off(series, line)], method="CANCEL")
            yield Invitation(_address(line), "CANCEL", uid, text)


def _is_off(component: Component | None) -> bool:
    return component is not None and component.value("STATUS") == "CANCELLED"


def _guests(component: Component | None) -> dict[str, Line]:
    """The guests of an event by address, as they stand in it."""
    found = () if component is None else people_of(component)
    return {line.value.lower(): line for line in found if line.name == "ATTENDEE"}


def _address(line: Line) -> str:
    return unquote(line.value.partition(":")[2])


def _called_off(series: Component, guest: Line) -> Component:
    """A whole series called off for one guest (RFC 5546 section 3.2.5)."""
    kept = tuple(line for line in series.lines if line.name in _TOLD)
    return replace(series, lines=(*kept, Line("STATUS", "CANCELLED"), guest), parts=())
