"""What is to be done: nothing more than needed, and never to what is somebody else's."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from overlap.adapters.caldav_objects import (
    Resource,
    is_same,
    marked,
    read_calendar,
    stored_mark,
    text_of,
)
from overlap.adapters.caldav_plan import Stored, Task, is_ours, plan, task_for
from tests.adapters.test_caldav_objects import calendar


def event(uid: str, title: str = "Sync", *, cancelled: bool = False, sequence: int = 0) -> Resource:
    status = "STATUS:CANCELLED\n" if cancelled else ""
    text = calendar(
        f"BEGIN:VEVENT\nUID:{uid}\nSEQUENCE:{sequence}\nSUMMARY:{title}\n{status}"
        "DTSTART:20260303T170000Z\nDTEND:20260303T173000Z\nEND:VEVENT\n"
    )
    (one,) = read_calendar(text).resources
    return one


def stored(resource: Resource, *, name: str | None = "team", etag: str = '"1"') -> Stored:
    """A resource on the server, published from a calendar of a name or written by somebody else."""
    held = resource if name is None else marked(resource, name)
    return Stored(f"https://dav.example.org/{resource.uid}.ics", etag, held)


def actions(
    wanted: Iterable[Resource], there: Iterable[Stored], *, prune: bool = False, name: str = "team"
) -> dict[str, str]:
    tasks, _ = plan(tuple(wanted), there, name=name, prune=prune)
    return {task.step.uid: task.step.action for task in tasks}


def test_what_is_not_there_is_created_and_what_is_there_left_alone() -> None:
    assert actions([event("a"), event("b")], [stored(event("a"))]) == {"a": "same", "b": "create"}


def test_what_changed_is_updated_and_says_where_it_changed() -> None:
    there = stored(event("a"))
    assert task_for(event("a", "Call"), there, name="team").step.because == "the file has changed"
    theirs = marked(event("a"), "team")
    edited = Stored(there.url, there.etag, with_title(theirs, "Party"))
    assert task_for(event("a"), edited, name="team").step.because == "somebody changed it in the calendar"
    foreign = stored(event("a", "Party"), name=None)
    assert task_for(event("a"), foreign, name="team").step.because == "the calendar has another version"


def with_title(resource: Resource, title: str) -> Resource:
    (one,) = read_calendar(text_of(resource).replace("SUMMARY:Sync", f"SUMMARY:{title}")).resources
    return one


def test_what_the_server_dropped_is_not_sent_again_and_again() -> None:
    bare = stored(event("a"), name=None)  # our mark is gone, the event is as it was
    assert actions([event("a")], [bare]) == {"a": "same"}


def test_a_new_version_has_a_higher_sequence_than_the_one_it_replaces() -> None:
    def sent(task: Task) -> int:
        assert task.resource is not None
        return task.resource.sequence

    assert sent(task_for(event("a", "Call"), stored(event("a", sequence=4)), name="team")) == 5
    assert sent(task_for(event("a", "Call", sequence=9), stored(event("a", sequence=4)), name="team")) == 9
    assert sent(task_for(event("a", sequence=2), None, name="team")) == 2


def test_what_is_called_off_is_deleted_if_it_is_ours() -> None:
    off = event("a", cancelled=True)
    assert task_for(off, stored(event("a")), name="team").step.action == "delete"
    assert task_for(off, None, name="team").step.action == "same"
    theirs = task_for(off, stored(event("a"), name=None), name="team")
    assert theirs.step.action == "update"
    assert theirs.resource is not None
    assert theirs.resource.is_cancelled


def test_only_prune_deletes_and_only_what_was_published_under_the_same_name() -> None:
    there = [
        stored(event("ours")),
        stored(event("other-name"), name="other"),
        stored(event("theirs"), name=None),
        stored(event("kept")),
    ]
    assert actions([event("kept")], there) == {"kept": "same"}
    _, stale = plan([event("kept")], there, name="team", prune=False)
    assert [step.uid for step in stale] == ["ours"]
    assert actions([event("kept")], there, prune=True) == {"kept": "same", "ours": "delete"}
    assert plan([event("kept")], there, name="team", prune=True)[1] == ()


def test_a_copy_of_an_event_of_ours_is_not_ours() -> None:
    (copy,) = read_calendar(text_of(marked(event("a"), "team")).replace("UID:a", "UID:b")).resources
    assert stored_mark(copy)
    assert not is_ours(Stored("https://dav.example.org/b.ics", '"1"', copy), "team")
    assert actions([], [Stored("https://dav.example.org/b.ics", '"1"', copy)], prune=True) == {}


def test_a_part_that_its_series_no_longer_has_goes_with_the_update() -> None:
    parts = [
        "sync.on-20260329@team.overlap",
        "sync.from-20260405@team.overlap",
        "2026-04-01.sync@team.overlap",
        "2026-04-01.sync.on-20260408@team.overlap",
    ]
    others = ["sync2.on-20260329@team.overlap", "2026-04-01.other@team.overlap"]
    there = [stored(event(uid)) for uid in ("sync@team.overlap", *parts, *others)]
    found = actions([event("sync@team.overlap")], there)
    assert found == {"sync@team.overlap": "same", **dict.fromkeys(parts, "delete")}
    foreign = [stored(event(uid), name=None) for uid in parts]
    assert actions([event("sync@team.overlap")], foreign) == {"sync@team.overlap": "create"}


def test_of_two_resources_with_one_uid_ours_is_the_one() -> None:
    ours, theirs = stored(event("a")), stored(event("a", "Party"), name=None)
    for there in ([ours, theirs], [theirs, ours]):
        (task,), _ = plan([event("a")], there, name="team", prune=True)
        assert task.step.action == "same"
        assert task.stored == ours


UIDS = st.sampled_from("abcde")
EVENTS = st.dictionaries(
    UIDS, st.tuples(st.sampled_from(["Sync", "Call"]), st.booleans(), st.integers(0, 3)), max_size=5
)
HELD = st.dictionaries(
    UIDS, st.tuples(st.sampled_from(["Sync", "Call"]), st.sampled_from([None, "team", "other"])), max_size=5
)


@given(wanted=EVENTS, held=HELD, prune=st.booleans())
def test_after_the_plan_the_server_says_what_the_file_says_and_a_second_plan_does_nothing(
    wanted: dict[str, tuple[str, bool, int]], held: dict[str, tuple[str, str | None]], prune: bool
) -> None:
    file = [event(uid, title, cancelled=off, sequence=number) for uid, (title, off, number) in wanted.items()]
    server = {uid: stored(event(uid, title), name=name) for uid, (title, name) in held.items()}
    before = dict(server)
    tasks, stale = plan(file, server.values(), name="team", prune=prune)
    for task in tasks:
        if task.step.action == "delete":
            assert is_ours(server.pop(task.step.uid), "team")
        elif task.resource is not None:
            assert (task.step.action == "create") == (task.step.uid not in server)
            server[task.step.uid] = stored(task.resource, name=None)
    for one in file:
        if one.uid in server:
            assert is_same(one, server[one.uid].resource)
        else:
            assert one.is_cancelled
    for uid, old in before.items():
        if uid not in wanted and not (prune and is_ours(old, "team")):
            assert server[uid] is old
    again, still = plan(file, server.values(), name="team", prune=prune)
    assert {task.step.action for task in again} <= {"same"}
    assert still == stale
