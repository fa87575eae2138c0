"""A calendar's text published to a calendar on a server.

Law: publishing twice changes nothing the second time. A dry run asks and writes nothing. Where another
program changes an event meanwhile, it is read once more and tried once more. What had been written when
something failed is told with the error. Nobody is invited by mail unless that was asked for.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NoReturn, final

from overlap.adapters.caldav_access import Credentials, check_address, within
from overlap.adapters.caldav_client import Held, ServerCalendar, create_calendar, find_calendar
from overlap.adapters.caldav_http import TIMEOUT_SECONDS, Http
from overlap.adapters.caldav_objects import read_calendar, resource_name, text_of, unsent
from overlap.adapters.caldav_plan import Action, PublishStep, Stored, Task, is_ours, plan, task_for
from overlap.errors import (
    BadAnswer,
    BadArgument,
    FileError,
    NetworkError,
    NoCalendar,
    NoConnection,
    OverlapError,
    PublishConflict,
)
from overlap.render.document import Document, Paragraph, Table
from overlap.render.one_line import one_line
from overlap.render.records import Frame, column
from overlap.render.shown import Tabled

__all__ = ["LARGEST_FILE_BYTES", "Publication", "publish", "read_calendar_file"]

LARGEST_FILE_BYTES: Final = 64 * 1024 * 1024
"""What is read of a calendar file at most, as of a server's answer."""

_TRIES: Final = 2
"""Once, and once more with what another program has made of the event meanwhile."""

_DONE: Final[dict[Action, str]] = {"create": "created", "update": "updated", "delete": "deleted"}


@final
@dataclass(frozen=True, slots=True)
class Publication(Tabled):
    """What was done to a calendar on a server, or would be; immutable.

    Attributes:
        steps: One for each event of the file, in its order, then the deletions.
        url: The calendar's address.
        name: What the calendar is called in the marks of its events.
        is_dry_run: Whether nothing was written.
        is_new: Whether the calendar was made for it, or would be.
        stale: Steps that `prune` would add: events of ours that are no longer in the file.
        left_out: Kinds of components of the file that no calendar on a server holds, with their number.
        reason: Why there is nothing to publish, or None.
    """

    steps: tuple[PublishStep, ...]
    url: str
    name: str = ""
    is_dry_run: bool = False
    is_new: bool = False
    stale: tuple[PublishStep, ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    reason: str | None = None

    def __len__(self) -> int:
        return len(self.steps)

    def __iter__(self) -> Iterator[PublishStep]:
        return iter(self.steps)

    @property
    def counts(self) -> dict[str, int]:
        """How many events each action is for."""
        found = Counter(step.action for step in self.steps)
        return {action: found[action] for action in ("create", "update", "same", "delete")}

    @property
    def is_changed(self) -> bool:
        """Whether the calendar was changed, or would be."""
        return self.is_new or any(step.action != "same" for step in self.steps)

    def to_dicts(self) -> list[dict[str, Any]]:
        """The steps as plain values."""
        return [step.to_dict() for step in self.steps]

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        body: dict[str, Any] = {
            "calendar": self.url,
            "name": self.name,
            "dry_run": self.is_dry_run,
            "new_calendar": self.is_new,
            "counts": self.counts,
            "steps": self.to_dicts(),
            "stale": [step.to_dict() for step in self.stale],
            "left_out": dict(self.left_out),
        }
        return body if self.reason is None else {**body, "reason": self.reason}

    def document(self) -> Document:
        """What a person is shown: what was done, then each event that changed."""
        blocks: list[Paragraph | Table] = []
        if self.reason is not None:
            blocks.append(Paragraph(self.reason, strong=True))
        else:
            blocks.append(Paragraph(self._summary(), strong=True))
        moved = [step for step in self.steps if step.action != "same"]
        if moved:
            rows = [(step.action, step.title, step.starts, step.because) for step in moved]
            blocks.append(Table.of(("Action", "Event", "First", "Because"), rows))
        blocks += [Paragraph(text) for text in self.notes]
        return Document(tuple(blocks))

    @property
    def notes(self) -> tuple[str, ...]:
        """What else there is to know, as sentences."""
        found = []
        if self.stale:
            which = _listed([step.title for step in self.stale])
            found.append(f"Published before and no longer in the file: {which}. They stay unless you prune.")
        if self.left_out:
            kinds = ", ".join(f"{count} {kind}" for kind, count in self.left_out)
            found.append(f"Left out, for a calendar on a server holds events: {kinds}.")
        return tuple(found)

    def _summary(self) -> str:
        counts = self.counts
        told = [
            f"{counts[action]} {f'to {action}' if self.is_dry_run else word}"
            for action, word in _DONE.items()
            if counts[action]
        ]
        if counts["same"] or not told:
            told.append(f"{counts['same']} unchanged")
        if self.is_new:
            told.insert(0, "a calendar to make" if self.is_dry_run else "calendar made")
        words = ", ".join(told)
        return f"Dry run, nothing was written: {words}." if self.is_dry_run else f"{words.capitalize()}."

    def __repr__(self) -> str:
        return f"<Publication: {self._summary() if self.reason is None else self.reason}>"

    def _frame(self) -> Frame:
        columns = (column(name, "text") for name in ("action", "uid", "title", "starts", "because"))
        return Frame(tuple(columns), self.steps)


def _listed(titles: list[str]) -> str:
    """Up to five titles, each once."""
    known = list(dict.fromkeys(titles))
    more = len(known) - 5
    return ", ".join(f'"{title}"' for title in known[:5]) + (f" and {more} more" if more > 0 else "")


def read_calendar_file(path: str | os.PathLike[str]) -> str:
    """The text of a calendar file.

    Raises:
        FileError: If there is no such ordinary file, it is too large, or not UTF-8.
    """
    try:
        file = Path(path)
        if not file.is_file():
            raise FileError(f"there is no file {os.fspath(path)}", hint="give a calendar file (.ics)")
        with file.open("rb") as source:
            data = source.read(LARGEST_FILE_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        if isinstance(error, OverlapError):
            raise
        reason = getattr(error, "strerror", None) or error
        raise FileError(f"cannot read {os.fspath(path)}: {reason}") from error
    if len(data) > LARGEST_FILE_BYTES:
        raise FileError(
            f"{os.fspath(path)} has more than {LARGEST_FILE_BYTES // 2**20} MiB",
            hint="is it the right file?",
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(
            f"{os.fspath(path)}: byte {error.start + 1} is not UTF-8", hint="save it as UTF-8"
        ) from None


def publish(
    calendar: str | os.PathLike[str],
    url: str,
    *,
    credentials: Credentials | None = None,
    name: str | None = None,
    dry_run: bool = False,
    prune: bool = False,
    create: bool = False,
    invite: bool = False,
    timeout_seconds: float = TIMEOUT_SECONDS,
) -> Publication:
    """Makes a calendar on a CalDAV server say what a calendar file says.

    Events that are not there are created, those that say something else are replaced, the others are left
    alone. Events of anybody else are never touched, but one with the UID of an event of the file is that
    event. What was published is marked, so that it can be told from them later.

    Args:
        calendar: iCalendar text, such as of `export_ics`; or the path of a file.
        url: The calendar's own address, https; http only for this machine.
        credentials: What opens it; see `read_credentials`. None asks without.
        name: What this set of events is called in their marks, such as a roster's id; the name of the
            calendar by default.
        dry_run: Whether to ask only, and write nothing.
        prune: Whether to delete events published before under this name that are no longer in the file.
        create: Whether to make the calendar if there is none.
        invite: Whether the server may send invitations to the guests; see RFC 6638 section 7.1.
        timeout_seconds: What one request may take in all.

    Returns:
        What was done for each event.

    Raises:
        FileError: If the text or the file is no calendar.
        BadArgument: If the address is none, or not safe.
        NetworkError: If the server does not do as asked; `done` tells what had been written by then.

    Example:
        >>> publish("calls.ics", "http://dav.example.org/ana/team/")
        Traceback (most recent call last):
        overlap.errors.BadArgument: dav.example.org would be asked over plain http, where anybody on the way \
reads the password; write https://; plain http is for this machine alone
    """
    address = check_address(url, name="calendar")
    read = read_calendar(_text_of(calendar))
    known = read.name if name is None else one_line(name).strip()
    http = Http(credentials, timeout_seconds)
    wanted = tuple(one if invite else unsent(one) for one in read.resources)
    server = find_calendar(http, address)
    is_new = server is None
    if server is None and not create:
        raise NoCalendar(
            f"there is no calendar at {address}",
            hint="check the address, or have the calendar made (create=True, --create)",
            field="calendar",
        )
    if server is None and not dry_run and wanted:
        server = create_calendar(http, address, read.name or known)
    stored = () if server is None or is_new else tuple(_stored(server))
    tasks, stale = plan(wanted, stored, name=known, prune=prune)
    if dry_run or server is None:
        steps = tuple(task.step for task in tasks)
    else:
        steps = tuple(_perform(server, tasks, known))
    return Publication(
        steps,
        address if server is None else server.url,
        known,
        dry_run,
        is_new and bool(wanted),
        stale,
        read.left_out,
        None if tasks else "The file holds no event, so there is nothing to publish.",
    )


def _text_of(calendar: str | os.PathLike[str]) -> str:
    if isinstance(calendar, str) and "BEGIN:VCALENDAR" in calendar.upper():
        try:
            calendar.encode()
        except UnicodeEncodeError:
            raise FileError("the text holds half a character", hint="decode it as UTF-8") from None
        return calendar
    if not isinstance(calendar, str | os.PathLike):
        raise BadArgument(
            f"calendar is {type(calendar).__name__}", hint="give text or a path", field="calendar"
        )
    return read_calendar_file(calendar)


def _stored(server: ServerCalendar) -> Iterator[Stored]:
    """What the server holds, as far as it can be read: what cannot is nobody's of ours."""
    for held in server.events():
        one = _read(held)
        if one is not None:
            yield one


def _read(held: Held) -> Stored | None:
    try:
        resources = read_calendar(held.text).resources
    except OverlapError:
        return None
    return Stored(held.url, held.etag, resources[0]) if len(resources) == 1 else None


def _perform(server: ServerCalendar, tasks: tuple[Task, ...], name: str) -> Iterator[PublishStep]:
    """Does what is to be done, in order, and yields what was done."""
    done: list[PublishStep] = []
    for task in tasks:
        try:
            step = _settled(server, task, name)
        except NetworkError as error:
            _tell(error, task.step, done)
        if step.action != "same":
            done.append(step)
        yield step


def _settled(server: ServerCalendar, task: Task, name: str) -> PublishStep:
    """What was done about one event, with one more try if it changes meanwhile."""
    for _ in range(_TRIES):
        if task.step.action == "same" or _done(server, task):
            return task.step
        task = _again(server, task, name)
    if task.step.action == "same":
        return task.step
    raise PublishConflict(
        "another program changes it at the same time", hint="run it again when that is over"
    )


def _done(server: ServerCalendar, task: Task) -> bool:
    """Whether what a task says could be done to the version it is about."""
    if task.stored is None:
        url = within(server.url, resource_name(task.step.uid))
    else:
        url = within(server.url, task.stored.url)
        if not task.stored.etag:
            raise BadAnswer(
                "the server tells no version of it (ETag), so it cannot be changed safely",
                hint="publish to a calendar of its own, or on another server",
            )
    assert url is not None  # noqa: S101 - both were made or checked within the calendar
    if task.resource is None:
        assert task.stored is not None  # noqa: S101 - only what is there is deleted
        return server.delete(url, task.stored.etag)
    return server.put(url, text_of(task.resource), None if task.stored is None else task.stored.etag)


def _again(server: ServerCalendar, task: Task, name: str) -> Task:
    """The task in view of what the server holds now."""
    if task.stored is not None:
        held = server.event(task.stored.url)
        now = None if held is None else _read(held)
    else:  # it may be under any address: look for the UID
        now = next((one for one in _stored(server) if one.resource.uid == task.step.uid), None)
    if task.wanted is not None:
        return task_for(task.wanted, now, name=name)
    if now is None or not is_ours(now, name):
        kept = "it is gone" if now is None else "somebody made it their own"
        step = PublishStep("same", task.step.uid, task.step.title, task.step.starts, kept)
        return Task(step, None, now)
    return Task(task.step, None, now)


def _tell(error: NetworkError, step: PublishStep, done: list[PublishStep]) -> NoReturn:
    """The same error, naming the event and what was written before."""
    when = f" ({step.starts})" if step.starts else ""
    message = f'"{step.title}"{when} was not {_DONE.get(step.action, "read")}: {error.message}'
    if isinstance(error, NoConnection):  # the server may have done it and not been heard
        message = f'"{step.title}"{when} may or may not have been {_DONE.get(step.action, "read")}: '
        message += error.message
    if done:
        count = Counter(one.action for one in done)
        told = ", ".join(f"{count[action]} {word}" for action, word in _DONE.items() if count[action])
        message += f"; before that, {told}"
    told_again = type(error)(message, hint=error.hint, field=error.field)
    told_again.done = tuple(one.to_dict() for one in done)
    raise told_again from None
