"""Many questions for slots are answered as each alone is, in order, on any executor."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings

from overlap.errors import BadArgument, BadQuorum, BeyondData, BeyondDataWarning, LostWorkWarning, UnknownId
from overlap.people.busy import Busy, BusyTime
from overlap.people.calendars import Calendar
from overlap.people.members import Member
from overlap.people.roster import Defaults, Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning import slot_questions
from overlap.planning.slot_questions import SlotQuestion, suggest_slots_for
from overlap.planning.slots import Suggestions, suggest_slots
from tests.planning.executors import KINDS, AtOnce, Backwards, Loses, Refuses
from tests.planning.slots_questions import Asked, moment
from tests.planning.slots_questions import questions as drawn
from tests.properties.strategies import FakeTable

HOUR = timedelta(hours=1)

ROSTER = Roster(
    [
        Team("manila", "Asia/Manila", [Shift("08:00", "17:00")], members=[Member("ana", busy=["ana.ics"])]),
        Team("pune", "Asia/Kolkata", [Shift("10:00", "19:00")]),
        Team("krakow", "Europe/Warsaw", [Shift("09:00", "17:00")]),
        Team("ny", "America/New_York", [Shift("09:00", "17:00")]),
    ],
    zone="Europe/Warsaw",
    defaults=Defaults(days=["mon", "tue", "wed", "thu"], fringe_minutes=90),
)
BUSY = {
    "manila.ana": [Busy("2026-03-02T06:00Z", "2026-03-02T08:00Z"), Busy("2026-03-04")],
    "krakow": [Busy("2026-03-03T08:00Z", "2026-03-03T09:00Z", status="tentative")],
    "ny": [Busy("2026-03-05")],
}


def asked() -> list[SlotQuestion]:
    """Questions of every shape, more than a chunk of them."""
    found: list[SlotQuestion] = []
    for day in range(2, 6):
        date = f"2026-03-{day:02d}"
        found += [
            SlotQuestion(date, date, duration=HOUR, required=["manila", "pune"]),
            SlotQuestion(
                date, "2026-03-20", duration=HOUR, order="earliest", limit=9, required=["pune", "krakow"]
            ),
            SlotQuestion(date, date, duration=HOUR, required=["krakow"], optional=["ny"], domain="fringe"),
            SlotQuestion(
                date,
                "2026-03-12T12:00Z",
                duration=timedelta(minutes=30),
                groups=[(["pune", "manila.ana"], 1), (["krakow"], None)],
                busy={"pune": [Busy("2026-03-02T09:00Z", "2026-03-02T12:00Z")]},
                now=datetime(2026, 3, 2, 7, 30, tzinfo=UTC),
                notice=HOUR,
                limit=3,
            ),
        ]
    return found


def alone(one: SlotQuestion, busy: dict[str, Any] | None = None) -> Suggestions:
    """What one call says of the question."""
    options: dict[str, Any] = {"busy": busy, **one.options}
    wanted: dict[str, Any] = {"order": one.order, "limit": one.limit, "slots_per_day": one.slots_per_day}
    return suggest_slots(ROSTER, one.start, one.end, duration=one.duration, **wanted, **options)


def same(found: Sequence[Suggestions], expected: Sequence[Suggestions]) -> bool:
    """Whether answers are equal, and their first slots and one whole answer in all they tell."""
    first, other = ([slot.to_dict() for one in answers for slot in one[:1]] for answers in (found, expected))
    return [*found] == [*expected] and first == other and found[2].to_dict() == expected[2].to_dict()


def test_each_answer_is_that_of_the_question_alone() -> None:
    questions = asked()
    found = suggest_slots_for(ROSTER, iter(questions), busy=BUSY)
    expected = [alone(one, BUSY) for one in questions]
    assert same(found, expected)
    stretches = [[[slot._search.horizon for slot in one] for one in answers] for answers in (found, expected)]
    assert stretches[0] == stretches[1]
    assert {len(one) for one in found} >= {0, 3, 5, 9}
    assert found[0].caveats == ()
    assert suggest_slots_for(ROSTER, questions)[0].caveats  # no busy time of Ana's was read
    assert all(one.roster is ROSTER for one in found)


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
@pytest.mark.parametrize("kind", KINDS)
def test_every_executor_gives_the_serial_answers(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slot_questions, "_AT_ONCE", 5)
    serial = suggest_slots_for(ROSTER, asked(), busy=BUSY)
    with KINDS[kind]() as executor:
        assert same(suggest_slots_for(ROSTER, asked(), busy=BUSY, executor=executor), serial)


@pytest.mark.parametrize("executor", [Loses(1), Loses(2), Refuses(0)])
def test_lost_questions_are_not_missing(executor: Any) -> None:
    serial = suggest_slots_for(ROSTER, asked(), busy=BUSY)
    with pytest.warns(LostWorkWarning):
        assert same(suggest_slots_for(ROSTER, asked(), busy=BUSY, executor=executor), serial)


@settings(max_examples=settings().max_examples // 12)
@given(drawn())
def test_a_question_with_every_oddity_is_answered_as_suggest_slots_answers_it(one: Asked) -> None:
    arguments = one.arguments(limit=4)
    early = {**arguments, "order": "earliest"}
    start, end = moment(one.horizon.start), moment(one.horizon.end)
    both = [SlotQuestion(start, end, **early), SlotQuestion(start, end, **arguments)]
    found = suggest_slots_for(one.roster, both, executor=AtOnce(pickled=True))
    assert [*found] == [one.suggest(limit=4, order="earliest"), one.suggest(limit=4)]


# Errors


WRONG = SlotQuestion("2026-03-02", "2026-03-03", duration=HOUR, quorum=9)
STRANGE = SlotQuestion("2026-03-02", "2026-03-03", duration=HOUR, required=["oslo"])


@pytest.mark.parametrize("executor", [None, Backwards(), AtOnce(pickled=True)])
@pytest.mark.parametrize("at", [0, 7])
def test_the_first_question_with_an_error_is_the_one_that_is_told(at: int, executor: Any) -> None:
    questions = asked()
    questions[at : at + 1] = [WRONG, STRANGE]
    with pytest.raises(BadQuorum, match="a quorum of 9 where 4 are asked"):
        suggest_slots_for(ROSTER, questions, executor=executor)


def with_holidays(beyond: Any) -> Roster:
    calendar = Calendar(FakeTable(), beyond=beyond)
    return Roster([Team("a", "UTC", [Shift("09:00", "17:00")], holidays=calendar)])


def test_an_error_of_a_worker_comes_before_one_of_a_later_question() -> None:
    far = SlotQuestion("2096-01-02", "2096-01-03", duration=HOUR)
    near = SlotQuestion("2026-03-02", "2026-03-03", duration=HOUR)
    with pytest.raises(BeyondData):
        suggest_slots_for(with_holidays("raise"), [near, far, WRONG], executor=Backwards())
    with pytest.raises(BadQuorum):
        suggest_slots_for(with_holidays("raise"), [near, WRONG, far], executor=Backwards())


@pytest.mark.parametrize("executor", [None, AtOnce(pickled=True)])
def test_a_warning_about_missing_data_is_heard_whoever_works(executor: Any) -> None:
    far = SlotQuestion("2096-01-02", "2096-01-03", duration=HOUR)
    with pytest.warns(BeyondDataWarning, match="nothing is known of the holidays of XX"):
        (found,) = suggest_slots_for(with_holidays("warn"), [far], executor=executor)
    assert found


def test_what_is_wrong_with_the_call_itself_is_told() -> None:
    question = asked()[0]
    with pytest.raises(BadArgument, match="questions holds 5"):
        suggest_slots_for(ROSTER, [question, 5])  # type: ignore[list-item]
    with pytest.raises(BadArgument, match="questions is SlotQuestion"):
        suggest_slots_for(ROSTER, question)  # type: ignore[arg-type]
    with pytest.raises(BadArgument, match="executor is 3"):
        suggest_slots_for(ROSTER, [], executor=3)  # type: ignore[arg-type]
    with pytest.raises(BadArgument, match="roster is 'team"):
        suggest_slots_for("team.toml", [])  # type: ignore[arg-type]
    with pytest.raises(UnknownId):
        suggest_slots_for(ROSTER, [], busy={"oslo": []})
    with pytest.raises(TypeError, match="a meeting has no option 'minutes'"):
        SlotQuestion("2026-03-02", "2026-03-03", duration=HOUR, minutes=5)  # type: ignore[call-arg]
    assert suggest_slots_for(ROSTER, [], executor=Refuses(0)) == ()


# What travels


def test_workers_get_the_teams_that_are_named_and_nothing_else() -> None:
    sent: list[Any] = []

    class Listens(AtOnce):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Any:
            sent.extend(args)
            return super().submit(fn, *args, **kwargs)

    one = SlotQuestion(
        "2026-03-02", "2026-03-02", duration=HOUR, required=["krakow"], optional=["manila.ana"]
    )
    suggest_slots_for(ROSTER, [one] * 40, busy=BUSY, executor=Listens())
    assert [len(chunk.asked) for chunk in sent] == [16, 16, 8]
    (people,) = {id(chunk.people): chunk.people.value for chunk in sent}.values()
    assert [team.id for team in people[0]] == ["manila", "krakow"]
    assert (people[0].zone, people[0].defaults) == (ROSTER.zone, ROSTER.defaults)
    assert people[1].keys() == {"manila.ana", "krakow"}
    assert all(asked.busy is None for chunk in sent for asked in chunk.asked)


def test_a_question_is_a_value() -> None:
    lists: dict[str, Any] = {
        "required": (one for one in ["pune"]),
        "groups": [(["pune"], 1)],
        "busy": {"pune": BusyTime(BUSY["ny"]), "ny": [*BUSY["ny"]]},
        "preferred": [("09:00", "12:00")],
    }
    one = SlotQuestion("2026-03-02", "2026-03-02", duration=HOUR, **lists)
    assert one.options["required"] == ("pune",)
    assert one.options["groups"] == ((("pune",), 1),)
    assert one.options["preferred"] == (("09:00", "12:00"),)
    assert one.options["busy"] == {"pune": lists["busy"]["pune"], "ny": tuple(BUSY["ny"])}
    assert hash(one) == hash(SlotQuestion("2026-03-02", "2026-03-02", duration=HOUR, **one.options))
    lists["busy"]["ny"].clear()
    assert one.options["busy"]["ny"]
