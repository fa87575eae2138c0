"""Slots for many meetings at once: each question a value, each answer that of `suggest_slots`.

Law: the answers are those of asking one question after the other, in that order; so is the error, that of
the first question which has one. Workers are sent what is asked and the teams it names, and send back the
instants they found. All else that an answer can tell is worked out here, when it is asked for.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, Unpack, cast, final

from overlap.core.frozen import FrozenDict
from overlap.core.horizon import Horizon, Moment
from overlap.errors import OverlapError
from overlap.people.busy import Busy, BusyTime
from overlap.people.listed import listed
from overlap.people.roster import Roster
from overlap.planning.availability import Availability, Terms, busy_times
from overlap.planning.bulk import Broadcast, answered, require_executor
from overlap.planning.meeting_options import MeetingOptions, search_for
from overlap.planning.search import Question, Search
from overlap.planning.selection import require_roster
from overlap.planning.slots import Suggestions, check_choice, found_by, suggestions_of

if TYPE_CHECKING:
    from concurrent.futures import Executor

__all__ = ["SlotQuestion", "suggest_slots_for"]

_Order = Literal["best", "earliest"]


@final
@dataclass(frozen=True, slots=True, init=False)
class SlotQuestion:
    """A question for slots, as a value: what `suggest_slots` is asked about a roster.

    Args:
        start: First date, or an instant.
        end: Last date, included; or an instant, not included.
        duration: How long the meeting lasts.
        order: "best", by rank, or "earliest", by time.
        limit: The most slots to suggest.
        slots_per_day: The most on one local date.
        options: The other arguments of `suggest_slots`, by name.

    Raises:
        TypeError: If there is no such option. Everything else is checked when it is asked.

    Example:
        >>> one = SlotQuestion("2026-03-02", "2026-03-06", duration=timedelta(hours=1), required=["pune"])
        >>> one.limit, dict(one.options)
        (5, {'required': ('pune',)})
    """

    start: Moment
    end: Moment
    duration: timedelta
    order: _Order
    limit: int
    slots_per_day: int | None
    options: FrozenDict[str, Any]

    def __init__(
        self,
        start: Moment,
        end: Moment,
        *,
        duration: timedelta,
        order: _Order = "best",
        limit: int = 5,
        slots_per_day: int | None = None,
        **options: Unpack[MeetingOptions],
    ) -> None:
        unknown = sorted(options.keys() - MeetingOptions.__annotations__.keys())
        if unknown:
            raise TypeError(f"a meeting has no option {unknown[0]!r}")
        fixed = FrozenDict({name: _fixed(value) for name, value in options.items()})
        for name, value in zip(
            self.__slots__, (start, end, duration, order, limit, slots_per_day, fixed), strict=True
        ):
            object.__setattr__(self, name, value)


def _fixed(value: object) -> object:
    """An argument that does not change and can be read twice: lists as tuples, all the way down."""
    if isinstance(value, BusyTime | str):
        return value
    if isinstance(value, Mapping):
        return FrozenDict({key: _fixed(one) for key, one in value.items()})
    if isinstance(value, list | tuple | Iterator):
        return tuple(_fixed(one) for one in value)
    return value


class _Asked(NamedTuple):
    """A question that was checked; `busy` is None where all questions have the same."""

    question: Question
    start: int
    end: int
    terms: Terms
    busy: dict[str, BusyTime] | None
    order: _Order
    limit: int
    slots_per_day: int | None


class _Chunk(NamedTuple):
    """Some questions, and what all of the call need."""

    people: Broadcast[tuple[Roster, dict[str, BusyTime]]]
    asked: tuple[_Asked, ...]


_AT_ONCE: Final = 16
"""Questions in a chunk: some hundredths of a second of work, so that workers end at about the same time."""


def suggest_slots_for(
    roster: Roster,
    questions: Iterable[SlotQuestion],
    *,
    busy: Mapping[str, Iterable[Busy]] | None = None,
    executor: Executor | None = None,
) -> tuple[Suggestions, ...]:
    """Suggests times for many meetings of a roster.

    Each is answered on its own: one meeting does not keep people from another.

    Args:
        roster: The teams.
        questions: What is asked.
        busy: Busy blocks by id, for all questions that have none of their own.
        executor: Where slots are looked for: any `concurrent.futures.Executor`. By default here, one
            after the other. It is not shut down.

    Returns:
        What `suggest_slots` says of each, in order, whatever the executor and whatever becomes of its
        workers.

    Raises:
        OverlapError: What `suggest_slots` raises of the first question that cannot be answered.
        BadArgument, UnknownId: If something is no question, or busy is no mapping of ids.

    Example:
        >>> from overlap.people.shifts import Shift
        >>> from overlap.people.teams import Team
        >>> pune = Team("pune", "Asia/Kolkata", [Shift("13:00", "22:00")])
        >>> london = Team("london", "Europe/London", [Shift("09:00", "17:00")])
        >>> hour = timedelta(hours=1)
        >>> days = ["2026-03-02", "2026-03-03"]
        >>> asked = [SlotQuestion(day, day, duration=hour, limit=1) for day in days]
        >>> [found[0].start for found in suggest_slots_for(Roster([pune, london]), asked)]
        [29540700, 29542140]
    """
    require_roster(roster)
    require_executor(executor)
    asked = listed(questions, SlotQuestion, "questions")
    common = busy_times(roster, busy)
    searches: list[Search] = []
    ending: OverlapError | None = None
    for one in asked:
        try:
            searches.append(_search(roster, one, common))
        except OverlapError as error:
            ending = error  # of a later question than those before it, which come first
            break
    chunks = _chunks(roster, asked, searches, common)
    found = [data for answers in answered(_found, chunks, executor) for data in answers]
    if ending is not None:
        raise ending
    return tuple(_suggestions(search, data) for search, data in zip(searches, found, strict=True))


def _search(roster: Roster, one: SlotQuestion, common: dict[str, BusyTime]) -> Search:
    """The search that a question asks for, with the busy time of all unless it has its own."""
    search = search_for(roster, one.start, one.end, one.duration, cast("MeetingOptions", one.options))
    check_choice(one.order, one.limit, one.slots_per_day)
    if one.options.get("busy") is not None:
        return search
    known = search.known
    return Search(search.question, Availability(roster, known.horizon, known.terms, common))


def _chunks(
    roster: Roster, asked: tuple[SlotQuestion, ...], searches: list[Search], common: dict[str, BusyTime]
) -> Iterator[_Chunk]:
    named = {one.partition(".")[0] for search in searches for one in search.question.ids}
    if not named:
        return
    # Only the teams that somebody asks about travel, without what the roster plans and requires.
    few = Roster([team for team in roster if team.id in named], zone=roster.zone, defaults=roster.defaults)
    theirs = {one: busy for one, busy in common.items() if one.partition(".")[0] in named}
    people = Broadcast((few, theirs))
    for low in range(0, len(searches), _AT_ONCE):
        yield _Chunk(
            people,
            tuple(
                _Asked(
                    search.question,
                    search.horizon.start,
                    search.horizon.end,
                    search.known.terms,
                    None if search.known.busy is common else dict(search.known.busy),
                    one.order,
                    one.limit,
                    one.slots_per_day,
                )
                for search, one in zip(searches[low : low + _AT_ONCE], asked[low:], strict=False)
            ),
        )


def _found(chunk: _Chunk) -> tuple[bytes, ...]:
    """Of each question the slots found: begin and end of the stretch each was found in, and its start."""
    roster, common = chunk.people.value
    answers: list[bytes] = []
    for one in chunk.asked:
        busy = common if one.busy is None else one.busy
        known = Availability(roster, Horizon(one.start, one.end), one.terms, busy)
        slots = found_by(Search(one.question, known), one.order, one.limit, one.slots_per_day)
        numbers = [number for part, at in slots for number in (part.horizon.start, part.horizon.end, at)]
        answers.append(struct.pack(f"<{len(numbers)}q", *numbers))
    return tuple(answers)


def _suggestions(search: Search, data: bytes) -> Suggestions:
    """What was found for a search, as its result."""
    parts: dict[tuple[int, int], Search] = {(search.horizon.start, search.horizon.end): search}
    found: list[tuple[Search, int]] = []
    for low, high, at in struct.iter_unpack("<3q", data):
        if (low, high) not in parts:
            parts[low, high] = search.over(Horizon(low, high))
        found.append((parts[low, high], at))
    return suggestions_of(search, found)
