"""Every error this package raises, and how each says what to repair.

Law: one root, `OverlapError`. A *call* error means the arguments of a call cannot be
answered; a *data* error means the described people, places or dates cannot be right; a *network*
error means that a server did not do as it was asked. Each concrete class of the first two is also a
`ValueError` or a `LookupError`, of the third an `OSError`; each has a `slug` with a section in
docs/errors.md, keeps its data as attributes, and survives pickling. "No answer" is never an
error: an empty result carries its reason.
"""

from __future__ import annotations

from typing import ClassVar

__all__ = [
    "AccessRefused",
    "AmbiguousZone",
    "BadAnswer",
    "BadArgument",
    "BadDate",
    "BadHoliday",
    "BadHorizon",
    "BadQuorum",
    "BadRoster",
    "BadSchedule",
    "BadShift",
    "BadTime",
    "BadZone",
    "BeyondData",
    "BeyondDataWarning",
    "BrokenInstall",
    "CallError",
    "CoarsePlaceWarning",
    "DataError",
    "FileError",
    "LostWorkWarning",
    "MissingExtra",
    "NaiveDatetime",
    "NetworkError",
    "NoCalendar",
    "NoConnection",
    "NoWorkingTime",
    "OverlapError",
    "PublishConflict",
    "UnknownId",
    "UnknownPlace",
]


class OverlapError(Exception):
    """Root of all errors raised on purpose.

    Attributes:
        message: What was given, what is allowed.
        hint: How to repair it, or None.
        field: Name of the field or argument at fault, or None.
    """

    slug: ClassVar[str] = "error"

    def __init__(self, message: str, *, hint: str | None = None, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.field = field

    def __str__(self) -> str:
        return f"{self.message}; {self.hint}" if self.hint else self.message


class CallError(OverlapError):
    """The arguments of a call cannot be answered."""


class DataError(OverlapError):
    """The people, places or dates described cannot be right."""


class BadArgument(CallError, ValueError):
    """An argument has the wrong form or is out of range."""

    slug = "bad-argument"


class NaiveDatetime(CallError, ValueError):
    """A datetime without a zone was given where an instant is needed."""

    slug = "naive-datetime"


class BadHorizon(CallError, ValueError):
    """Start and end do not form a horizon inside the supported years."""

    slug = "bad-horizon"


class BadQuorum(CallError, ValueError):
    """A quorum or headcount that its group can never reach, or below one."""

    slug = "bad-quorum"


class NoWorkingTime(CallError, LookupError):
    """A working-time clock does not run for as long as was asked."""

    slug = "no-working-time"


class MissingExtra(CallError, LookupError):
    """A question that needs a package which is not installed."""

    slug = "missing-extra"


class BrokenInstall(CallError, LookupError):
    """A package that answers depend on is damaged or too old, or files of it are missing."""

    slug = "broken-install"


class UnknownId(CallError, LookupError):
    """No team, member or meeting has this id."""

    slug = "unknown-id"


class BadTime(DataError, ValueError):
    """Text that is not a time of day."""

    slug = "bad-time"


class BadDate(DataError, ValueError):
    """A date that cannot be read, or dates in the wrong order."""

    slug = "bad-date"


class BadZone(DataError, LookupError):
    """A name that is not an IANA time zone.

    Attributes:
        key: The name given.
        candidates: Zones it may have meant, best first.
    """

    slug = "unknown-zone"

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        field: str | None = None,
        key: str = "",
        candidates: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message, hint=hint, field=field)
        self.key = key
        self.candidates = candidates


class AmbiguousZone(BadZone):
    """A clock abbreviation that several zones share, such as IST."""

    slug = "ambiguous-zone"


class BadShift(DataError, ValueError):
    """A shift or a break that cannot be worked."""

    slug = "bad-shift"


class BadSchedule(DataError, ValueError):
    """Shifts, cycles or seasons that do not fit together."""

    slug = "bad-schedule"


class BadRoster(DataError, ValueError):
    """Teams, members, meetings or requirements that do not fit together.

    Attributes:
        parts: The problems one by one, where there are several.
    """

    slug = "bad-roster"

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        field: str | None = None,
        parts: tuple[OverlapError, ...] = (),
    ) -> None:
        super().__init__(message, hint=hint, field=field)
        self.parts = parts


class UnknownPlace(DataError, LookupError):
    """A country, subdivision or market without a holiday calendar."""

    slug = "unknown-place"


class BadHoliday(DataError, ValueError):
    """A calendar edit that cannot apply."""

    slug = "bad-holiday"


class BeyondData(DataError, LookupError):
    """A date for which the zone or holiday data say nothing."""

    slug = "beyond-data"


class BeyondDataWarning(UserWarning):
    """An answer about dates of which the holiday data say nothing, as a calendar allows."""


class CoarsePlaceWarning(UserWarning):
    """A holiday calendar of a place whose own list is kept by nobody, such as Malaysia without a state."""


class LostWorkWarning(UserWarning):
    """An executor lost part of a bulk question, as when a worker dies; the answer is complete anyway."""


class FileError(DataError, ValueError):
    """A file that cannot be read or written as a whole."""

    slug = "bad-file"


class NetworkError(OverlapError, OSError):
    """A server did not do as it was asked.

    Attributes:
        done: What had been written before, each as plain values: `action`, `uid`, `title`.
    """

    done: tuple[dict[str, str], ...] = ()


class NoConnection(NetworkError):
    """Nobody answers at the address, or not in time, or without a valid certificate."""

    slug = "no-connection"


class AccessRefused(NetworkError):
    """The server does not let this user in, or no credentials are at hand."""

    slug = "access-refused"


class NoCalendar(NetworkError):
    """There is no calendar at the address, or none that can hold what is sent."""

    slug = "no-calendar"


class BadAnswer(NetworkError):
    """The server failed, or said what it must not, or more than is read."""

    slug = "bad-answer"


class PublishConflict(NetworkError):
    """Somebody else changed the same event while it was written."""

    slug = "publish-conflict"
