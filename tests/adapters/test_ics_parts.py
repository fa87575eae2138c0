"""Recurring entries as rules and single events."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import example, given
from icalendar import Calendar

from overlap.adapters.ics_export import export_ics
from overlap.adapters.ics_parts import parts_of, touches_change
from overlap.core.civil import DAY, day_of
from overlap.core.recurrence import Recurrence
from overlap.core.zones import zone
from overlap.people.entries import Moved, TimedEntry
from tests.adapters.drawn_entries import timed_entries
from tests.adapters.strict_ics import WAYS, package_zone, read_instants

STAMP = "2026-03-01T12:00Z"


def at(text: str) -> int:
    """Wall minute of ISO text."""
    return (datetime.fromisoformat(text) - datetime(1970, 1, 1)) // timedelta(minutes=1)


def series(
    key: str, first: str, last: str, rule: Recurrence, *, minutes: int = 60, **more: tuple[object, ...]
) -> TimedEntry:
    """A series from one wall time to another."""
    return TimedEntry("sync@example.com", "Sync", key, at(first), minutes, rule, at(last), **more)  # type: ignore[arg-type]


DAILY, WEEKLY = Recurrence("day"), Recurrence("week")


@given(timed_entries())
@example(series("Pacific/Apia", "2011-12-20T09:00", "2012-01-10T09:00", DAILY))
@example(series("Europe/Warsaw", "2026-03-22T02:30", "2026-03-29T02:30", WEEKLY))
@example(series("UTC", "2026-03-20T09:00", "2026-04-10T09:00", DAILY))
def test_readers_of_every_kind_find_exactly_the_instants_of_the_entry(entry: TimedEntry) -> None:
    text = export_ics(entry, stamp=STAMP)
    expected = entry.instants()
    assert not Calendar.from_ical(text).errors
    for fold, is_exact in WAYS:
        assert read_instants(text, fold=fold, is_exact=is_exact) == expected


@given(timed_entries())
def test_only_what_a_clock_change_touches_or_what_moved_stands_apart(entry: TimedEntry) -> None:
    parts = parts_of(entry)
    alone = [part for part in parts if ".on-" in part.uid]
    clock = package_zone(entry.zone)
    for part in alone:
        on = date.fromisoformat(part.uid.partition(".on-")[2][:8])
        wall = day_of(on) * DAY + entry.start % DAY
        begin = datetime(1970, 1, 1, tzinfo=clock) + timedelta(minutes=wall)
        naive = [begin.replace(tzinfo=None) + timedelta(minutes=later) for later in range(entry.minutes + 1)]
        moments = [moment.replace(tzinfo=clock) for moment in naive]
        offsets = {moment.replace(fold=fold).utcoffset() for moment in moments for fold in (0, 1)}
        assert len(offsets) > 1 or wall in {one.original for one in entry.moved}


@given(timed_entries())
def test_the_more_weeks_are_added_the_same_the_names_stay(entry: TimedEntry) -> None:
    if entry.recurrence is None or entry.last is None:
        return
    walls = [wall for wall in entry.walls() if wall <= entry.last]
    kept = walls[: max(len(walls) // 2, 1)]
    shorter = TimedEntry(
        entry.uid,
        entry.title,
        entry.zone,
        entry.start,
        entry.minutes,
        entry.recurrence,
        kept[-1],
        tuple(wall for wall in entry.skipped if wall <= kept[-1]),
        (),
    )
    longer = TimedEntry(
        *(entry.uid, entry.title, entry.zone, entry.start, entry.minutes, entry.recurrence, entry.last),
        entry.skipped,
    )
    assert {part.uid for part in parts_of(shorter)} <= {part.uid for part in parts_of(longer)}


def test_a_series_that_never_meets_a_clock_change_is_one_rule_under_its_own_name() -> None:
    (part,) = parts_of(series("Asia/Manila", "2026-01-05T09:00", "2027-01-04T09:00", WEEKLY))
    assert part.uid == "sync@example.com"
    assert part.until == at("2027-01-04T01:00")
    (part,) = parts_of(series("Europe/Warsaw", "2026-01-05T09:00", "2027-01-04T09:00", WEEKLY))
    assert part.uid == "sync@example.com"


def test_a_skipped_time_splits_a_rule_and_stands_alone_in_utc() -> None:
    entry = series("Europe/Warsaw", "2026-03-26T02:30", "2026-04-02T02:30", DAILY)
    before, after, alone = parts_of(entry)
    assert [before.uid, after.uid, alone.uid] == [
        "sync@example.com",
        "sync.from-20260330@example.com",
        "sync.on-20260329@example.com",
    ]
    assert (before.start, before.until) == (at("2026-03-26T02:30"), at("2026-03-28T01:30"))
    assert (after.start, after.until) == (at("2026-03-30T02:30"), at("2026-04-02T00:30"))
    assert (alone.zone, alone.start, alone.recurrence) == ("UTC", at("2026-03-29T01:30"), None)


def test_a_night_that_lasts_across_a_change_is_left_out_of_its_rule_without_splitting_it() -> None:
    entry = series("Europe/Warsaw", "2026-10-20T22:00", "2026-10-30T22:00", DAILY, minutes=540)
    rule, alone = parts_of(entry)
    assert rule.skipped == (at("2026-10-24T22:00"),)
    assert (alone.uid, alone.zone) == ("sync.on-20261024@example.com", "UTC")
    assert (alone.start, alone.minutes) == (at("2026-10-24T20:00"), 540)


def test_the_first_instance_may_stand_alone_and_the_rule_keeps_the_name() -> None:
    entry = series("Europe/Warsaw", "2026-03-29T02:30", "2026-04-12T02:30", WEEKLY)
    rule, alone = parts_of(entry)
    assert (rule.uid, rule.start) == ("sync.from-20260405@example.com", at("2026-04-05T02:30"))
    assert alone.uid == "sync.on-20260329@example.com"


def test_skipped_instances_at_either_end_only_shorten_the_rule() -> None:
    entry = series(
        "Asia/Manila",
        "2026-01-05T09:00",
        "2026-02-09T09:00",
        WEEKLY,
        skipped=(at("2026-01-05T09:00"), at("2026-01-19T09:00"), at("2026-02-09T09:00")),
    )
    (part,) = parts_of(entry)
    assert (part.start, part.skipped) == (at("2026-01-12T09:00"), (at("2026-01-19T09:00"),))
    assert part.until == at("2026-02-02T01:00")


def test_a_rule_with_one_instance_left_is_no_rule_and_one_with_none_is_nothing() -> None:
    walls = [at("2026-01-05T09:00"), at("2026-01-12T09:00")]
    one = series("Asia/Manila", "2026-01-05T09:00", "2026-01-12T09:00", WEEKLY, skipped=(walls[0],))
    (part,) = parts_of(one)
    assert (part.uid, part.recurrence, part.start) == ("sync@example.com", None, walls[1])
    none = series("Asia/Manila", "2026-01-05T09:00", "2026-01-12T09:00", WEEKLY, skipped=tuple(walls))
    assert parts_of(none) == ()
    alone = TimedEntry("a@b", "A", "Asia/Manila", walls[0], 30, skipped=(walls[0],))
    assert parts_of(alone) == ()


def test_a_moved_instance_stays_with_its_series_between_its_neighbours_and_leaves_it_elsewhere() -> None:
    def moved_to(place: str) -> list[str]:
        entry = series(
            "Asia/Manila",
            "2026-01-05T09:00",
            "2026-02-09T09:00",
            WEEKLY,
            moved=(Moved(at("2026-01-19T09:00"), at(place)),),
        )
        return [part.uid for part in parts_of(entry)]

    inside = ["sync@example.com"]
    apart = ["sync@example.com", "sync.on-20260119@example.com"]
    assert moved_to("2026-01-20T09:00") == inside
    assert moved_to("2026-01-13T00:00") == inside
    assert moved_to("2026-01-25T23:30") == inside
    assert moved_to("2026-01-12T10:00") == apart  # the day of the one before
    assert moved_to("2026-01-26T00:00") == apart  # the day of the one after
    assert moved_to("2026-01-27T09:00") == apart  # past it


def test_a_moved_instance_that_would_begin_before_the_one_before_is_over_leaves_its_series() -> None:
    def moved_to(place: str) -> int:
        first, second = at("2026-01-05T23:30"), at("2026-01-12T23:30")
        entry = series(
            *("Asia/Manila", "2026-01-05T23:30", "2026-01-19T23:30", WEEKLY),
            minutes=120,
            moved=(Moved(second, at(place)),),
        )
        assert entry.start == first
        return len(parts_of(entry))

    assert moved_to("2026-01-06T01:29") == 2
    assert moved_to("2026-01-06T01:30") == 1


def test_a_skipped_neighbour_counts_as_one_and_a_moved_one_at_both_its_places() -> None:
    walls = [at(f"2026-01-{day:02d}T09:00") for day in (5, 12, 19, 26)]
    entry = series(
        "Asia/Manila",
        "2026-01-05T09:00",
        "2026-01-26T09:00",
        WEEKLY,
        skipped=(walls[1],),
        moved=(Moved(walls[2], walls[1]),),
    )
    rule, alone = parts_of(entry)
    assert rule.moved == ()
    assert alone.start == walls[1]
    entry = series(
        "Asia/Manila",
        "2026-01-05T09:00",
        "2026-01-26T09:00",
        WEEKLY,
        moved=(Moved(walls[1], walls[1] + 2 * DAY), Moved(walls[2], walls[1] + DAY)),
    )
    assert len(parts_of(entry)) == 3


def test_what_moved_first_or_in_utc_stands_alone_for_programs_that_would_show_it_twice() -> None:
    first, second = (at(f"2026-01-{day:02d}T09:00") for day in (5, 12))
    ends = ("2026-01-05T09:00", "2026-01-26T09:00")
    moves = (Moved(first, first + DAY), Moved(second, second + DAY))
    rule, alone = parts_of(series("Asia/Manila", *ends, WEEKLY, moved=moves[:1]))
    assert (rule.start, rule.uid, alone.uid) == (second, "sync@example.com", "sync.on-20260105@example.com")
    both = parts_of(series("Asia/Manila", *ends, WEEKLY, moved=moves))
    assert [part.start for part in both] == [at("2026-01-19T09:00"), first + DAY, second + DAY]
    rule, alone = parts_of(series("UTC", *ends, WEEKLY, moved=moves[1:]))
    assert (rule.skipped, rule.moved) == ((second,), ())
    assert (alone.start, alone.uid) == (second + DAY, "sync.on-20260112@example.com")


def test_a_long_daily_series_is_cut_at_the_instances_outlook_takes() -> None:
    rule = Recurrence("day")
    entry = series("Asia/Manila", "2026-01-01T09:00", "2028-12-31T09:00", rule)
    first, second = parts_of(entry)
    assert second.uid == "sync.from-20280926@example.com"
    assert len(entry.instants()) == 1096
    assert second.start == at("2026-01-01T09:00") + 999 * DAY
    text = export_ics(entry, stamp=STAMP)
    assert read_instants(text) == entry.instants()
    assert first.until < zone("Asia/Manila").to_instant(second.start)


def test_a_uid_without_an_at_sign_keeps_its_words_in_front() -> None:
    entry = TimedEntry(
        "sync", "Sync", "Europe/Warsaw", at("2026-03-28T02:30"), 30, DAILY, at("2026-03-30T02:30")
    )
    assert [part.uid for part in parts_of(entry)] == ["sync", "sync.from-20260330", "sync.on-20260329"]


def test_a_change_touches_from_the_first_wall_minute_it_skips_or_repeats_to_the_last() -> None:
    clock = zone("Europe/Warsaw")
    autumn = at("2026-10-25T00:00")
    touched = [minute for minute in range(240) if touches_change(clock, autumn + minute, autumn + minute)]
    assert touched == list(range(120, 180))
    assert touches_change(clock, autumn + 60, autumn + 120)
    assert not touches_change(clock, autumn + 60, autumn + 119)
    assert touches_change(clock, autumn + 179, autumn + 300)
    assert not touches_change(clock, autumn + 180, autumn + 300)


def test_every_zone_of_a_day_that_does_not_exist_has_its_event_alone() -> None:
    entry = series("Pacific/Apia", "2011-12-28T09:00", "2012-01-02T09:00", DAILY)
    alone = [part for part in parts_of(entry) if ".on-" in part.uid]
    assert [part.uid for part in alone] == ["sync.on-20111230@example.com"]
    assert alone[0].zone == "UTC"
