"""The meetings of a rotation as entries of a calendar.

Law: an event for each date of the meeting's rule, named after that date: planned anew, the event moves to
its new time instead of standing there twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from overlap.core.zones import zone as zone_of
from overlap.people.entries import Guest, TimedEntry
from overlap.planning.meeting_entries import meeting_uid
from overlap.render.moments import city_text, duration_text

if TYPE_CHECKING:
    from overlap.planning.rotation import Rotation
    from overlap.planning.rotation_meetings import RotationMeeting

__all__ = ["rotation_entries"]


def rotation_entries(rotation: Rotation) -> tuple[TimedEntry, ...]:
    """The entries of a rotation, in order of time."""
    clock, meeting = zone_of(rotation.zone), rotation.meeting
    uid = meeting_uid(rotation.roster, meeting)
    return tuple(
        TimedEntry(
            uid=f"rotation.{one.period.isoformat()}.{uid}",
            title=meeting.title,
            zone=rotation.zone,
            start=clock.to_wall(one.start),
            minutes=meeting.minutes,
            description=_description(rotation, one),
            location=meeting.location,
            url=meeting.url,
            categories=meeting.categories,
            organizer=None if meeting.organizer is None else Guest(*meeting.organizer),
            guests=tuple(who.guest for who in rotation.invitees),
            alarms=meeting.remind,
            is_private=meeting.private,
        )
        for one in rotation
    )


def _description(rotation: Rotation, one: RotationMeeting) -> str:
    """What a person reads in the calendar: the purpose, and everybody's local time."""
    meeting = rotation.meeting
    lines = [meeting.description, ""] if meeting.description else []
    lines.append(f"{duration_text(meeting.minutes)}. The time rotates. Local times:")
    for who in one.attendees:
        optional = "" if who.is_required else ", optional"
        away = f", away: {who.because or who.status}" if who.is_credit else ""
        local = who.local_start[:16].replace("T", " ")
        lines.append(f"- {who.name}{optional} ({city_text(zone_of(who.zone))}): {local}{away}")
    return "\n".join(lines)
