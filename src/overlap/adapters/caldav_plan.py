"""What has to be done so that a calendar on a server says what a file says.

Law: pure; the file is right. What says the same is left alone. Only what carries the mark of this calendar's
name is ever deleted: when it was called off, when its series no longer has that part, or when it is no longer
in the file and that was asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, final

from overlap.adapters.caldav_objects import (
    Resource,
    answered,
    digest_of,
    is_same,
    mark_of,
    marked,
    sequenced,
    stored_digest,
    stored_mark,
)

__all__ = ["Action", "PublishStep", "Stored", "Task", "plan", "task_for"]

Action = Literal["create", "update", "same", "delete"]
"""What is done about an event."""

_PART: Final = re.compile(r"^\d{4}-\d\d-\d\d\.|\.(?:from|on)-\d{8}(?=@|$)", re.ASCII)
"""What the UID of a series' further part has more than that of the series."""


@final
@dataclass(frozen=True, slots=True)
class PublishStep:
    """What is done about one event.

    Attributes:
        action: "create", "update", "same" or "delete".
        uid: What the event is called for ever.
        title: Its name.
        starts: When it first begins, as wall time with its zone.
        because: Why.
    """

    action: Action
    uid: str
    title: str
    starts: str
    because: str = ""

    def to_dict(self) -> dict[str, str]:
        """Plain values."""
        row = {"action": self.action, "uid": self.uid, "title": self.title, "starts": self.starts}
        return {**row, "because": self.because} if self.because else row


@final
@dataclass(frozen=True, slots=True)
class Stored:
    """An event on the server.

    Attributes:
        url: Its address.
        etag: Its version.
        resource: What it says.
    """

    url: str
    etag: str
    resource: Resource


@final
@dataclass(frozen=True, slots=True)
class Task:
    """A step, with what it takes to do it.

    Attributes:
        step: What is done.
        wanted: What the file says, or None if it says nothing of the event.
        stored: What the server holds, or None.
        resource: What is written, or None if nothing is.
    """

    step: PublishStep
    wanted: Resource | None
    stored: Stored | None
    resource: Resource | None = None


def is_ours(stored: Stored, name: str) -> bool:
    """Whether an event was published from the calendar of this name, and is no copy."""
    return stored_mark(stored.resource) == mark_of(name, stored.resource.uid)


def plan(
    wanted: Sequence[Resource], stored: Iterable[Stored], *, name: str, prune: bool
) -> tuple[tuple[Task, ...], tuple[PublishStep, ...]]:
    """The steps, in the order of the file, then deletions; and what they would be with `prune`.

    Args:
        wanted: What the file holds.
        stored: What the server holds.
        name: What the calendar is called in the marks.
        prune: Whether to delete events of ours that are no longer in the file.
    """
    there: dict[str, Stored] = {}
    for one in stored:
        # Of two resources with one UID, which no server should have, ours is the one to keep.
        if one.resource.uid not in there or is_ours(one, name):
            there[one.resource.uid] = one
    tasks = [task_for(one, there.get(one.uid), name=name) for one in wanted]
    uids = {one.uid for one in wanted}
    series = {_PART.sub("", uid) for uid in uids}
    stale = []
    for uid, one in there.items():
        if uid in uids or not is_ours(one, name):
            continue
        base = _PART.sub("", uid)
        if base in series:
            tasks.append(_deletion(one, None, "the series no longer has this part"))
        elif prune:
            tasks.append(_deletion(one, None, "no longer in the file"))
        else:
            stale.append(_deletion(one, None, "no longer in the file").step)
    return tuple(tasks), tuple(stale)


def task_for(wanted: Resource, stored: Stored | None, *, name: str) -> Task:
    """What is done about one event of the file."""
    if wanted.is_cancelled:
        if stored is None:
            return Task(_step("same", wanted, "called off, and not in the calendar"), wanted, None)
        if is_ours(stored, name):
            return _deletion(stored, wanted, "called off")
    if stored is None:
        return Task(_step("create", wanted), wanted, None, marked(wanted, name))
    last = stored_digest(stored.resource)
    edited = not is_same(wanted, stored.resource)
    changed = last not in ("", digest_of(wanted))
    if not edited and not changed:
        return Task(_step("same", wanted), wanted, stored)
    if last and not changed:
        because = "somebody changed it in the calendar"
    elif last:
        because = "the file has changed"
    else:
        because = "the calendar has another version"
    # RFC 5546 section 2.1.4: a version that replaces another has a higher SEQUENCE.
    # What was called off and is somebody else's stays theirs: with a mark the next run would delete it.
    shown = wanted if wanted.is_cancelled else marked(wanted, name)
    sent = sequenced(answered(shown, stored.resource), stored.resource.sequence + 1)
    return Task(_step("update", wanted, because), wanted, stored, sent)


def _deletion(stored: Stored, wanted: Resource | None, because: str) -> Task:
    return Task(_step("delete", stored.resource, because), wanted, stored)


def _step(action: Action, one: Resource, because: str = "") -> PublishStep:
    return PublishStep(action, one.uid, one.title, one.starts, because)
