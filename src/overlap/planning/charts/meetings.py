"""Meetings drawn: what slots cost whom, what a series or a rotation leaves everybody with, who has met whom.

Law: burdens are in minutes of discomfort and add up to those of the result; what part of them is at night is
told by the pieces of the discomfort.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from overlap.planning.selection import display_name
from overlap.render.charts import BarRow, Bars, HeatMap, HeatRow
from overlap.render.moments import wall_text

if TYPE_CHECKING:
    from overlap.planning.invited import Invited, Invitee
    from overlap.planning.pairs import Pairs
    from overlap.planning.programme import Programme
    from overlap.planning.rotation import Rotation
    from overlap.planning.series import Series
    from overlap.planning.series_plan import SeriesPlan
    from overlap.planning.slots import Suggestions

__all__ = [
    "pairs_chart",
    "plan_chart",
    "programme_chart",
    "rotation_chart",
    "series_chart",
    "suggestions_chart",
]

_PARTS: Final = ("fringe", "night", "otherwise", "staying away")

_MATRIX_UP_TO: Final = 40
"""People up to which everybody's meetings with everybody can be read."""


def suggestions_chart(found: Suggestions) -> HeatMap:
    """What each slot costs each of those asked, slots by their number; None for who cannot come."""
    slots = [one.attendees for one in found]
    rows = [
        HeatRow(
            display_name(found.roster, who.id),
            tuple(slot[at].discomfort_minutes if slot[at].can_come else None for slot in slots),
        )
        for at, who in enumerate(slots[0] if slots else ())
    ]
    heads = tuple(str(number) for number in range(1, len(slots) + 1))
    return HeatMap("Discomfort by slot", "min", heads, tuple(rows), corner="Slot", heavy=True)


def series_chart(found: Series) -> Bars:
    """What each person bears over all that takes place: in the fringe, at night, otherwise."""
    borne = {one.id: Counter[str]() for one in found.invitees}
    people = found._known.people
    for held in found.held:
        costs = people.costs(held.start)
        for one in found.invitees:
            borne[one.id].update(_pieces(people, one, held.start, costs[one.id]))
    return _burdens(found.meeting.title, _PARTS, [(one.who.name, borne[one.id]) for one in found.invitees])


def _burdens(title: str, names: tuple[str, ...], people: Iterable[tuple[str, Mapping[str, int]]]) -> Bars:
    """Bars of people; a part that nobody has would only be one more word to read."""
    told = list(people)
    parts = tuple(part for part in names if any(pieces.get(part) for _, pieces in told)) or names[:1]
    rows = tuple(BarRow(name, tuple(pieces.get(part, 0) for part in parts)) for name, pieces in told)
    return Bars(f"{title}: discomfort", "min", parts, rows)


def _pieces(people: Invited, one: Invitee, start: int, cost: int) -> Counter[str]:
    """A person's cost of a meeting by what it is for; who may stay away bears that, if it is less."""
    found = Counter[str]()
    for piece in people.known.burden(one.who).pieces(start, start + people.minutes):
        part = {"fringe": "fringe", "quiet": "night"}.get(piece.what, "otherwise")
        found[part] += piece.discomfort_minutes
    return found if found.total() == cost else Counter({"staying away": cost})


def plan_chart(found: SeriesPlan) -> Bars:
    """The choices of time: the burden of the worst-off, and that of the others."""
    from overlap.planning.series_plan_view import compared

    rows = tuple(
        BarRow(
            f"{name}: {one.days_text} {wall_text(one.at)}".replace(":  ", ": "),
            (one.worst_minutes, one.total_minutes - one.worst_minutes),
            f"worst-off: {display_name(found.series.roster, one.worst_id)}" if one.worst_minutes else "",
        )
        for name, one in compared(found)
    )
    return Bars(f"{found.meeting.title}: discomfort", "min", ("the worst-off", "the others"), rows)


def programme_chart(found: Programme) -> Bars:
    """How often each meeting takes place as planned, is moved, or is skipped."""
    rows = []
    for one in found:
        moved = sum(each.is_moved for each in one.held)
        rows.append(BarRow(one.meeting.title, (len(one.held) - moved, moved, len(one) - len(one.held))))
    return Bars("Occurrences", "times", ("as planned", "moved", "skipped"), tuple(rows))


def rotation_chart(found: Rotation) -> Bars:
    """The ledger: what each person carried, bears by day and by night, and is credited with."""
    people = {one.id: one for one in found.invitees}
    night = Counter[str]()
    for meeting in found:
        for who in meeting.attendees:
            if not who.is_credit:
                pieces = _pieces(found._people, people[who.id], who.start, who.burden_minutes)
                night[who.id] += pieces["night"]
    ledger = (
        {
            "by day": one.borne - night[one.id],
            "by night": night[one.id],
            "carried": one.carried,
            "credited": one.credited,
        }
        for one in found.people
    )
    names = [one.name for one in found.people]
    parts = ("by day", "by night", "carried", "credited")
    return _burdens(found.meeting.title, parts, zip(names, ledger, strict=True))


def pairs_chart(found: Pairs) -> HeatMap | Bars:
    """How often everybody has met everybody, these rounds included; of very many people, by round."""
    if len(found.people) > _MATRIX_UP_TO:
        rounds = tuple(
            BarRow(f"Round {one.number}", (2 * len(one.pairs), len(one.sits_out))) for one in found
        )
        return Bars("People by round", "people", ("paired", "sit out"), rounds)
    apart = {one.people for one in found.never}
    heads = tuple(str(number) for number in range(1, len(found.people) + 1))
    rows = tuple(
        HeatRow(f"{number} {display_name(found.roster, one)}", tuple(_met(found, one, apart)))
        for number, one in zip(heads, found.people, strict=True)
    )
    return HeatMap("Who has met whom", "times", heads, rows, corner="Who")


def _met(found: Pairs, one: str, apart: Iterable[tuple[str, str]]) -> Iterator[float | None]:
    """How often somebody has met each of the others; None for themselves and where it never can be."""
    for other in found.people:
        pair = (min(one, other), max(one, other))
        times = found.history.of(*pair)
        never = one == other or (times is None and pair in apart)
        yield None if never else 0 if times is None else times.times
