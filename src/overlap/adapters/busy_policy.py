"""What an event of a calendar takes of its owner's time, and why.

Law: an event says many things of itself; one of them decides, in a fixed order, and is kept as the reason.
Called off and declined come first, then what the calendar marks as free, then whether it is sure. What each
reason takes of the owner's time is the policy's to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final, Literal, final

from overlap.errors import BadArgument
from overlap.people.busy import BUSY_STATUSES, BusyStatus
from overlap.people.listed import shown

__all__ = ["REASONS", "EventPolicy", "EventReason", "event_reason", "free_busy_reason"]

EventReason = Literal[
    "busy",
    "out-of-office",
    "unavailable",
    "tentative",
    "needs-action",
    "working-elsewhere",
    "free",
    "declined",
    "cancelled",
]

REASONS: Final[dict[EventReason, str]] = {
    "busy": "",
    "out-of-office": "out of office",
    "unavailable": "not available",
    "tentative": "not certain",
    "needs-action": "not answered yet",
    "working-elsewhere": "working elsewhere",
    "free": "marked as free",
    "declined": "declined",
    "cancelled": "called off",
}
"""Every reason, and what people read of it."""

_MICROSOFT: Final[dict[str, EventReason]] = {
    "FREE": "free",
    "TENTATIVE": "tentative",
    "BUSY": "busy",
    "OOF": "out-of-office",
    "WORKINGELSEWHERE": "working-elsewhere",
}
"""Microsoft's own busy status, which says more than TRANSP and STATUS do (MS-OXCICAL 2.1.3.1.1.20)."""

_FREE_BUSY: Final[dict[str, EventReason]] = {
    "FREE": "free",
    "BUSY": "busy",
    "BUSY-UNAVAILABLE": "unavailable",
    "BUSY-TENTATIVE": "tentative",
}
"""FBTYPE (RFC 5545 section 3.2.9)."""

_ANSWERS: Final[tuple[str, ...]] = ("ACCEPTED", "TENTATIVE", "NEEDS-ACTION")
"""Answers that leave somebody in a meeting, the firmest first; others are as good as declined."""


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class EventPolicy:
    """What events take of their owner's time: "busy", "tentative" or "free" for each reason.

    Attributes:
        cancelled: Called off, by the event or by a message.
        declined: The owner has declined, or sent somebody else.
        needs_action: The owner has not answered yet.
        tentative: Not certain, as the event or the owner's answer says.
        transparent: Marked as free.
        out_of_office: Marked as out of office, or as not available.
        working_elsewhere: Marked as work in another place.

    Raises:
        BadArgument: If one is none of the three.

    Example:
        >>> EventPolicy(needs_action="free").status("needs-action")
        'free'
    """

    cancelled: BusyStatus = "free"
    declined: BusyStatus = "free"
    needs_action: BusyStatus = "tentative"
    tentative: BusyStatus = "tentative"
    transparent: BusyStatus = "free"
    out_of_office: BusyStatus = "busy"
    working_elsewhere: BusyStatus = "free"

    def __post_init__(self) -> None:
        for one in fields(self):
            value = getattr(self, one.name)
            if value not in BUSY_STATUSES:
                words = ", ".join(f'"{word}"' for word in BUSY_STATUSES)
                raise BadArgument(f"{one.name} is {shown(value)}", hint=f"write {words}", field=one.name)

    def status(self, reason: EventReason) -> BusyStatus:
        """What an event takes of its owner's time."""
        if reason == "busy":
            return "busy"
        by_reason: dict[EventReason, BusyStatus] = {
            "out-of-office": self.out_of_office,
            "unavailable": self.out_of_office,
            "tentative": self.tentative,
            "needs-action": self.needs_action,
            "working-elsewhere": self.working_elsewhere,
            "free": self.transparent,
            "declined": self.declined,
            "cancelled": self.cancelled,
        }
        return by_reason[reason]


def event_reason(marks: Mapping[str, tuple[str, ...]], *, is_cancelled: bool) -> EventReason:
    """What decides how much of its owner's time an event takes.

    Args:
        marks: What it says of itself, see `Event.marks`; "PARTSTAT" holds the owner's answers alone.
        is_cancelled: Whether something else has called it off.
    """
    status = marks.get("STATUS", ("",))[0]
    if is_cancelled or status == "CANCELLED":
        return "cancelled"
    answers = marks.get("PARTSTAT", ())
    answer = next((one for one in _ANSWERS if one in answers), "DECLINED" if answers else "ACCEPTED")
    if answer == "DECLINED":
        return "declined"
    own = marks.get("X-MICROSOFT-CDO-BUSYSTATUS") or marks.get("X-MICROSOFT-MSNCALENDAR-BUSYSTATUS") or ("",)
    reason = _MICROSOFT.get(own[0])
    if reason is None:
        reason = "free" if marks.get("TRANSP") == ("TRANSPARENT",) else "busy"
    if reason != "busy":
        return reason
    if answer == "NEEDS-ACTION":
        return "needs-action"
    return "tentative" if "TENTATIVE" in (status, answer) else "busy"


def free_busy_reason(kind: str) -> EventReason:
    """What an FBTYPE says; one that nobody knows is busy (RFC 5545 section 3.2.9)."""
    return _FREE_BUSY.get(kind.strip().upper(), "busy")
