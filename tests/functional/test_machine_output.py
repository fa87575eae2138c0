"""Every document of `--json` is one that the published schema declares, to its last field.

The other tests of the terminal hold each document they print against the schema too; here are the shapes
that they do not print, the codes, and what a later version may change.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, get_args, get_type_hints

import jsonschema  # type: ignore[import-untyped] # its stubs are another package
import pytest

from overlap.adapters.busy_policy import EventReason
from overlap.adapters.caldav_plan import Action, PublishStep
from overlap.adapters.caldav_publish import Publication
from overlap.cli.commands import COMMANDS
from overlap.cli.machine import FORMAT_VERSION
from overlap.people.days import Confidence
from overlap.people.days import Status as DayStatus
from overlap.planning.bends import Bend, BendKind
from overlap.planning.celebrations import Kind as CelebrationKind
from overlap.planning.handoff_checks import FailureCode
from overlap.planning.invited import SeriesStatus
from overlap.planning.obstacles import ObstacleCode
from overlap.planning.pairs import Apart, SitsOut
from overlap.planning.reasons import ReasonCode
from overlap.planning.stagger.check import RequirementKind
from overlap.planning.stagger.relaxations import Relaxation, RelaxationKind
from overlap.planning.stagger.result import Status as StaggerStatus
from overlap.planning.stagger.turns import ShortRest
from overlap.planning.stagger.turns_fair import Proof
from overlap.planning.standing import Status
from overlap.planning.uncovered import UncoveredCode
from overlap.planning.workload import WarningCode
from tests.functional import machine_output
from tests.functional.machine_output import assert_fits, fields_of, published, strict
from tests.functional.terminal import Terminal

RELEASED = Path(__file__).parents[1] / "data" / "machine_output.txt"
"""Every field of the last release, a line each; `python -m tests.functional.machine_output` writes it."""

DOCUMENT = {
    "format_version": 1,
    "command": "windows",
    "tzdata": "2026f",
    "start": "2026-03-02T05:00Z",
    "end": "2026-03-03T05:00Z",
    "windows": [
        {"start": "2026-03-02T14:00Z", "end": "2026-03-02T22:00Z", "minutes": 480, "teams": ["ny", "pune"]}
    ],
    "total_minutes": 480,
}

EVENTFUL = """\
version = 1
title = "Eventful"
zone = "Europe/Berlin"

[team.berlin]
name = "Berlin"
zone = "Europe/Berlin"
headcount = 3
skills = ["de"]
holidays = { place = "DE-BE", add = [{ date = 2026-11-25, name = "Founders' day", start = "13:00" }] }
shifts = [{ start = "09:00", end = "17:00", breaks = [{ start = "12:00", end = "13:00" }] }]
closures = [{ date = 2026-11-26, name = "Move" }]

[team.berlin.member.ana]
name = "Ana"
birthday = "11-27"
time_off = [{ date = 2026-11-23, start = "14:00", end = "17:00", name = "Dentist" }]

[team.berlin.member.jan]
name = "Jan"

[team.tokyo]
name = "Tokyo"
zone = "Asia/Tokyo"
shifts = [{ start = "09:00", end = "18:00" }]

[team.tokyo.member.yui]
name = "Yui"

[meeting.sync]
title = "Sync"
teams = ["berlin", "tokyo"]
minutes = 30
every = "day"
at = "09:30"
anchor = "berlin"
from = 2026-11-23
until = 2026-12-18
on_holiday = "skip"

[meeting.review]
title = "Review"
teams = ["berlin"]
minutes = 60
every = "week"
on = "thu"
at = "10:00"
anchor = "berlin"
from = 2026-11-23
until = 2026-12-18
on_holiday = "move"
"""


@pytest.fixture
def eventful(tmp_path: Path) -> str:
    """A team with a half day, a closure and a member away in the afternoon; meetings skipped and moved."""
    path = tmp_path / "eventful.toml"
    path.write_text(EVENTFUL, encoding="utf-8")
    return str(path)


def node(place: str) -> Any:
    """A part of the schema, by its definition and the fields below it."""
    name, *fields = place.split("/")
    found: Any = published()["$defs"][name]
    for field in fields:
        found = found["anyOf"][int(field) - 1] if field.isdigit() else found["properties"][field]
        for _ in range(3):
            found = found.get("items", found)
    return found


def test_the_schema_is_one_of_its_draft_and_of_this_version() -> None:
    assert published()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(published())
    assert published()["properties"]["format_version"]["const"] == FORMAT_VERSION


def test_the_schema_describes_every_command_that_has_documents() -> None:
    described = [name for name in published()["$defs"] if name.startswith("command.")]
    assert described == [f"command.{name}" for name in COMMANDS if name != "schema"]
    assert published()["properties"]["command"]["examples"] == [name for name in COMMANDS if name != "schema"]


def test_every_reference_leads_somewhere_and_every_definition_is_used() -> None:
    named = set(re.findall(r'"\$ref": "#/\$defs/([^"]+)"', json.dumps(published())))
    assert named == set(published()["$defs"])


def test_the_terminal_prints_the_schema_with_and_without_json(terminal: Terminal) -> None:
    plain = terminal("schema")
    assert (plain.status, plain.err) == (0, "")
    assert plain.json == published()
    assert terminal("schema", "--json") == plain


@pytest.mark.parametrize(
    "arguments",
    [
        ("report", "--from", "2026-11-23", "--until", "2026-11-29"),
        ("report", "--brief", "--from", "2026-11-23"),
        ("now", "--at", "2026-11-23T14:30Z"),
        ("now", "--at", "2026-11-25T13:30Z"),
        ("series", "--from", "2026-11-23", "--until", "2026-11-29"),
        ("series", "--meeting", "sync", "--domain", "waking"),
        ("rotate", "--meeting", "sync", "--time-limit", "1", "--from", "2026-11-23", "--until", "2026-11-27"),
        ("holidays", "--from", "2026-11-23", "--until", "2026-11-29"),
        ("celebrations", "--from", "2026-11-23", "--until", "2026-11-29"),
        ("coverage", "--from", "2026-11-23", "--until", "2026-11-29", "--skill", "de"),
        ("slots", "--minutes", "60", "--from", "2026-11-23", "--until", "2026-11-27", "--domain", "waking"),
        ("slots", "--minutes", "500", "--from", "2026-11-23", "--until", "2026-11-24"),
        ("slots", "--minutes", "60", "--from", "2026-11-28", "--until", "2026-11-29"),
        ("slots", "--minutes", "60", "--from", "2026-11-24", "--until", "2026-11-24", "--notice", "9000"),
        ("why", "2026-11-26T09:00Z"),
        ("why", "2026-11-24T03:00Z", "--domain", "waking", "--minutes", "45"),
        ("pairs", "--from", "2026-11-23", "--until", "2026-11-27"),
        ("pairs", "--from", "2026-11-23", "--until", "2026-11-27", "--minutes", "700"),
        ("windows", "--from", "2026-11-28", "--until", "2026-11-29"),
        ("windows", "--from", "2026-11-23", "--until", "2026-11-27", "--min-minutes", "600"),
        ("windows", "--from", "2026-11-23", "--until", "2026-11-27", "--headcount", "1"),
        ("changes", "--year", "2026", "--quorum", "1"),
        ("shifts", "--from", "2026-11-28", "--until", "2026-11-29"),
        ("clock", "--start", "2026-11-25T10:00Z", "--add-minutes", "600", "--running", "all"),
        ("clock", "--start", "2026-11-27T10:00Z", "--end", "2026-11-23T10:00Z"),
        ("stagger", "--share", "60", "--from", "2026-11-23", "--until", "2026-11-27"),
    ],
    ids=" ".join,
)
def test_an_eventful_week_prints_what_the_schema_declares(
    terminal: Terminal, eventful: str, arguments: tuple[str, ...]
) -> None:
    command, *rest = arguments
    if command == "pairs":
        pytest.importorskip("networkx", reason="pairs need the extra `pairs`")
    run = terminal(command, eventful, *rest, "--json")
    assert run.status in (0, 1), run.err
    assert_fits(run.json)
    assert run.json["command"] == command


def test_a_horizon_without_a_minute_is_refused_and_prints_no_document(
    terminal: Terminal, eventful: str
) -> None:
    run = terminal(
        "windows", eventful, "--from", "2026-11-23T10:00Z", "--until", "2026-11-23T10:00Z", "--json"
    )
    assert (run.status, run.out) == (2, "")


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in ("check", "import", "schema")])
def test_an_error_prints_no_document(terminal: Terminal, command: str, tmp_path: Path) -> None:
    missing = str(tmp_path / "missing.toml")
    rest = {
        "compare": (missing, missing),
        "clock": (missing, "--start", "2026-03-02T00:00Z", "--add-minutes", "5"),
        "export": (missing, "-o", str(tmp_path / "out.ics")),
        "init": (str(tmp_path / "no folder" / "team.toml"),),
        "pairs": (missing, "--every", "week"),
        "publish": (missing, "--calendar", "https://calendar.example/a/"),
        "slots": (missing, "--minutes", "30"),
        "why": (missing, "2026-03-02T00:00Z"),
        "zones": ("--hours", "13"),
    }
    run = terminal(command, *rest.get(command, (missing,)), "--json")
    assert (run.status, run.out) == (2, "")
    assert run.err


@pytest.mark.parametrize(
    ("place", "values"),
    [
        ("status", get_args(SeriesStatus)),
        ("obstacle_code", get_args(ObstacleCode)),
        ("attendee_status", tuple({*get_args(Status), *get_args(ObstacleCode)})),
        ("confidence", get_args(Confidence)),
        ("day/status", get_args(DayStatus)),
        ("command.windows/reason_code", get_args(ReasonCode)),
        ("command.report/1/reason_code", get_args(ReasonCode)),
        ("uncovered/causes/code", get_args(UncoveredCode)),
        ("failed_handoff/code", get_args(FailureCode)),
        ("command.coverage/load_warnings/code", get_args(WarningCode)),
        ("celebration/kind", get_args(CelebrationKind)),
        ("publish_step/action", get_args(Action)),
        ("command.busy/blocks/reason", get_args(EventReason)),
        ("command.slots/relaxations/bends/kind", get_args(BendKind)),
        ("requirement/kind", get_args(RequirementKind)),
        ("stagger_relaxation/kind", get_args(RelaxationKind)),
        ("command.stagger/1/status", get_args(StaggerStatus)),
        ("turns/proof/1", get_args(Proof)),
        ("command.pairs/rounds/sits_out/code", get_args(get_type_hints(SitsOut)["code"])),
        ("command.pairs/never/code", get_args(get_type_hints(Apart)["code"])),
    ],
)
def test_the_schema_lists_the_codes_there_are(place: str, values: tuple[Any, ...]) -> None:
    found = node(place)
    flat = [one for value in values for one in (get_args(value) or (value,))]
    assert sorted(found.get("examples", found.get("enum"))) == sorted(flat)


BENDS = (
    Bend("hours", "ny.ana", earlier_minutes=15, later_minutes=0, person="ny.ana"),
    Bend("hours", "ny", earlier_minutes=15, later_minutes=0, person="ny.ana"),
    Bend("soft-holiday", "ny", person="ny"),
    Bend("optional", "ny"),
    Bend("quorum", to=2, group=0),
    Bend("shorten", to=15),
    Bend("further", to=3),
)
STEPS = tuple(PublishStep(action, "1@x", "Sync", "Mon", "gone") for action in get_args(Action))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        *(("command.slots/relaxations/bends", one.to_dict()) for one in BENDS),
        *(("publish_step", one.to_dict()) for one in STEPS),
        ("command.publish", Publication(STEPS, "https://x/", stale=STEPS, reason="nothing").to_dict()),
        (
            "stagger_relaxation",
            Relaxation(
                "together",
                "a and b",
                None,
                None,
                None,
                "both",
                parts=(Relaxation("people", "a", (2, 3), (1, 2), None, "fewer"),),
            ).to_dict(),
        ),
    ],
)
def test_rows_that_are_rare_fit_too(place: str, value: Any) -> None:
    name, *fields = place.split("/")
    closed: Any = strict()["$defs"][name]
    for field in fields:
        closed = closed["properties"][field]["items"]
    found = {**closed, "$defs": strict()["$defs"]}
    jsonschema.Draft202012Validator(json.loads(json.dumps(found))).validate(value)


def test_a_short_rest_fits() -> None:
    import datetime as dt

    row = ShortRest(dt.date(2026, 11, 23), "ny.ana", "day", "early", 300).to_dict()
    closed = strict()["$defs"]["turns"]["properties"]["short_rests"]["items"]
    jsonschema.Draft202012Validator({**closed, "$defs": strict()["$defs"]}).validate(row)


def changed(*place: Any, to: Any = None) -> dict[str, Any]:
    """The sample document with one value changed, or taken away."""
    made: Any = json.loads(json.dumps(DOCUMENT))
    inner = made
    for key in place[:-1]:
        inner = inner[key]
    if to is None:
        del inner[place[-1]]
    else:
        inner[place[-1]] = to
    assert isinstance(made, dict)
    return made


def test_the_sample_fits_and_what_may_come_is_let_through() -> None:
    assert_fits(DOCUMENT)
    readers = jsonschema.Draft202012Validator(published())
    assert readers.is_valid({**DOCUMENT, "later": 1})
    assert readers.is_valid(changed("windows", 0, "later", to={"a": 1}))
    assert readers.is_valid({**DOCUMENT, "reason": "?", "reason_code": "a-code-of-later"})
    assert readers.is_valid({**DOCUMENT, "command": "later"})


@pytest.mark.parametrize(
    "document",
    [
        changed("format_version"),
        changed("format_version", to=2),
        changed("command"),
        changed("tzdata"),
        changed("start"),
        changed("start", to="2026-03-02T05:00:00Z"),
        changed("start", to="2026-03-02T05:00+00:00"),
        changed("end", to="2026-13-02T05:00Z"),
        changed("total_minutes"),
        changed("total_minutes", to=-1),
        changed("total_minutes", to=1.5),
        changed("windows", 0, "minutes", to="480"),
        changed("windows", 0, "start"),
        changed("windows", 0, "teams", to="ny"),
        {**DOCUMENT, "warnings": []},
    ],
)
def test_what_no_version_may_print_is_refused(document: dict[str, Any]) -> None:
    assert not jsonschema.Draft202012Validator(published()).is_valid(document)
    with pytest.raises(AssertionError, match="does not fit"):
        assert_fits(document)


@pytest.mark.parametrize(
    "document",
    [
        {**DOCUMENT, "later": 1},
        changed("windows", 0, "later", to={"a": 1}),
        {**DOCUMENT, "reason": "?", "reason_code": "a-code-of-later"},
        {**DOCUMENT, "command": "later"},
    ],
)
def test_what_this_version_does_not_declare_fails_here(document: dict[str, Any]) -> None:
    with pytest.raises(AssertionError, match="does not fit"):
        assert_fits(document)


# From one release to the next


def broken(before: list[str], after: list[str]) -> list[str]:
    """What readers of `before` relied on and `after` does not hold."""
    now = dict(line.split(": ", 1) for line in after)
    lost = []
    for line in before:
        name, said = line.split(": ", 1)
        later = now.get(name)
        if later is None:
            lost.append(f"{line}  is gone")
        elif _firm(said) != _firm(later) or not _codes(said) <= _codes(later):
            lost.append(f"{line}  became  {later}")
        elif said.endswith("always") and not later.endswith("always"):
            lost.append(f"{line}  is no longer always there")
    return lost


def _firm(said: str) -> str:
    """What may not change of a line: all but the codes, and whether it is always there."""
    return re.sub(r"(, )?(always|perhaps)$", "", re.sub(r"examples \[.*?\]", "", said))


def _codes(said: str) -> set[str]:
    found = re.search(r"examples (\[.*?\])", said)
    return set(json.loads(found[1])) if found else set()


def test_nothing_a_reader_of_the_last_release_relies_on_has_changed() -> None:
    lost = broken(RELEASED.read_text(encoding="utf-8").splitlines(), fields_of(published()))
    assert not lost, (
        "this breaks programs that read format_version 1; keep the fields, or raise the version:\n"
        + "\n".join(lost)
    )


@pytest.mark.parametrize(
    ("after", "is_broken"),
    [
        (["a.b: minutes, always", 'a.c: string (examples ["x", "y"]), perhaps'], False),
        (["a.b: minutes, always", 'a.c: string (examples ["x", "y", "z"]), always', "a.d: x, always"], False),
        (["a.b: minutes, perhaps", 'a.c: string (examples ["x", "y"]), perhaps'], True),
        (["a.b: count, always", 'a.c: string (examples ["x", "y"]), perhaps'], True),
        (["a.b: minutes, always", 'a.c: string (examples ["x"]), perhaps'], True),
        (['a.c: string (examples ["x", "y"]), perhaps'], True),
    ],
)
def test_additions_pass_and_all_else_is_found(after: list[str], is_broken: bool) -> None:
    before = ["a.b: minutes, always", 'a.c: string (examples ["x", "y"]), perhaps']
    assert bool(broken(before, after)) == is_broken


def test_every_property_has_its_line() -> None:
    def count(one: Any) -> int:
        if isinstance(one, list):
            return sum(map(count, one))
        if not isinstance(one, dict):
            return 0
        own = one.get("properties", {})
        return len(own) + sum(map(count, one.values() if not own else [*own.values(), one.get("$defs", {})]))

    lines = [line for line in fields_of(published()) if re.search(r", (always|perhaps)$", line)]
    assert len(lines) == len({line.split(": ")[0] for line in lines}) == count(published())


def test_the_list_of_fields_can_be_written_anew(tmp_path: Path) -> None:
    target = tmp_path / "fields.txt"
    machine_output.write(target)
    assert target.read_text(encoding="utf-8").splitlines() == fields_of(published())
