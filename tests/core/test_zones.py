"""Wall time to instants: named cases, every zone against the oracle, and errors.

The oracle asks the standard library one question only, UTC to local, for its answer in the other
direction is wrong where clocks keep their offset but change its name (America/Nuuk, 2023-10-28).
"""

from __future__ import annotations

import copy
import os
import pickle
import random
import re
import subprocess
import sys
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import FrozenInstanceError
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import groupby, pairwise
from pathlib import Path
from threading import Barrier

import pytest

from overlap.core.tzif import FIRST_YEAR, LAST_YEAR, Transitions, read_tzif
from overlap.core.zones import ABBREVIATIONS, Zone, tzdata_version, zone, zone_keys
from overlap.errors import BadZone, BrokenInstall
from tests.functional.together import at_once
from tests.properties.oracle import (
    DAY,
    EPOCH,
    clock_of,
    distinct_files,
    file_of,
    instant_of_wall,
    minute_of,
    offset_shown,
    wall_shown,
)

Run = tuple[int, int, int]
"""The minutes `[start, end)` of UTC over which a zone shows one offset."""

UNSHOWN = -(2**62)


def usable_files() -> list[str]:
    """One key we know for each different file: clock abbreviations are refused."""
    return [
        next(name for name in keys if name in zone_keys())
        for keys in distinct_files().values()
        if any(name in zone_keys() for name in keys)
    ]


def first_instants(runs: list[Run]) -> tuple[int, array[int]]:
    """For each wall minute from the first one shown: the first instant that shows it.

    Filled from the last run to the first, so the earliest showing stays; what no run filled is
    read with the offset of the run before the skip.
    """
    first_wall = min(start + offset for start, _, offset in runs)
    last_wall = max(end + offset for _, end, offset in runs)
    answers = array("q", [UNSHOWN]) * (last_wall - first_wall)
    for start, end, offset in reversed(runs):
        answers[start + offset - first_wall : end + offset - first_wall] = array("q", range(start, end))
    for (_, end, before), (_, _, after) in pairwise(runs):
        for wall in range(end + before, end + after):
            if answers[wall - first_wall] == UNSHOWN:
                answers[wall - first_wall] = wall - before
    assert UNSHOWN not in answers
    return first_wall, answers


def joined(runs: Iterable[Run]) -> list[Run]:
    found: list[Run] = []
    for start, end, offset in runs:
        if found and found[-1][2] == offset:
            found[-1] = (found[-1][0], end, offset)
        else:
            found.append((start, end, offset))
    return found


def sampled_runs(key: str, start: int, end: int, step: int) -> Iterator[Run]:
    """Runs between samples; each stretch whose ends differ is walked minute by minute."""
    after = offset_shown(key, start)
    for low in range(start, end, step):
        before, after = after, offset_shown(key, low + step)
        if before == after:
            yield low, low + step, before
        else:
            for instant in range(low, low + step):
                yield instant, instant + 1, offset_shown(key, instant)


def test_every_key_of_the_package_can_be_read() -> None:
    assert len(zone_keys()) > 500
    for key in zone_keys():
        assert zone(key).key == key


def test_around_every_change_of_two_years_each_wall_minute_is_the_first_that_shows_it() -> None:
    for key in usable_files():
        one = zone(key)
        for year in (2023, 2026):
            start = minute_of(year)
            days = range(start, start + 366 * DAY, 2 * DAY)
            offsets = [offset_shown(key, instant) for instant in days]
            for at, before, after in zip(days, offsets, offsets[1:], strict=False):
                if before == after:
                    continue
                runs = joined(sampled_runs(key, at - DAY, at + 3 * DAY, 30))
                first_wall, answers = first_instants(runs)
                low = 15 * 60  # nearer the edges the window has not shown everything
                walls = range(first_wall + low, first_wall + len(answers) - low)
                assert list(map(one.to_instant, walls)) == list(answers[low:-low]), key


def test_random_wall_minutes_of_random_zones_agree_with_the_oracle() -> None:
    chance = random.Random(20261121)  # noqa: S311 - a repeatable choice of examples
    keys = sorted(zone_keys())
    for _ in range(300):
        key = chance.choice(keys)
        wall = chance.randrange(minute_of(1975), minute_of(2098))
        assert zone(key).to_instant(wall) == instant_of_wall(key, wall), (key, wall)


def test_what_clocks_show_agrees_with_the_standard_library() -> None:
    chance = random.Random(7)  # noqa: S311 - a repeatable choice of examples
    for key in chance.sample(sorted(zone_keys()), 60):
        for _ in range(20):
            instant = chance.randrange(minute_of(1974), minute_of(2099))
            assert zone(key).to_wall(instant) == wall_shown(key, instant)


def test_thresholds_and_changes_are_strictly_increasing_in_every_zone() -> None:
    for key in zone_keys():
        walls = zone(key).regimes(minute_of(FIRST_YEAR), minute_of(LAST_YEAR + 1))
        assert all(low < high for low, high in pairwise(walls.thresholds)), key
        assert len(walls.offsets) == len(walls.thresholds) + 1
        assert all(low < high for low, high in walls.gaps), key
        assert all(one[1] < other[0] for one, other in pairwise(walls.gaps)), key
        instants = [change[0] for change in zone(key).changes(-(10**9), 10**9)]
        assert all(low < high for low, high in pairwise(instants)), key


@pytest.mark.exhaustive
def test_every_wall_minute_of_2023_to_2030_in_every_zone_is_the_first_that_shows_it() -> None:
    start, end = minute_of(2023) - 2 * DAY, minute_of(2031) + 2 * DAY
    low, high = minute_of(2023), minute_of(2031)
    # Names with one file are one zone. Files are grouped by the offset at every hour, and each
    # member must have the very regimes of the one that is walked.
    names_of = {
        keys[0]: keys
        for every in distinct_files().values()
        if (keys := [name for name in every if name in zone_keys()])
    }
    hours = [EPOCH + timedelta(minutes=instant) for instant in range(start, end, 60)]
    groups: dict[bytes, list[str]] = {}
    for key in names_of:
        clock = clock_of(key)
        offsets = [hour.astimezone(clock).utcoffset() for hour in hours]
        digest = sha256(repr([(key, len(list(same))) for key, same in groupby(offsets)]).encode()).digest()
        groups.setdefault(digest, []).append(key)
    for keys in groups.values():
        walked = zone(keys[0]).regimes(low, high)
        for key in keys:
            for name in names_of[key]:
                assert zone(name).regimes(low, high) == walked, (name, keys[0])
    runs = walked_runs([keys[0] for keys in groups.values()], start, end)
    for key, own in runs.items():
        first_wall, answers = first_instants(own)
        expected = answers[low - first_wall : high - first_wall]
        assert array("q", map(zone(key).to_instant, range(low, high))) == expected, key


def walked_runs(keys: list[str], start: int, end: int) -> dict[str, list[Run]]:
    """The runs of each zone, every minute of UTC asked for."""
    clocks = {key: clock_of(key) for key in keys}
    found: dict[str, list[Run]] = {key: [] for key in keys}
    minute = timedelta(minutes=1)
    for low in range(start, end, 30 * DAY):
        high = min(low + 30 * DAY, end)
        since = datetime(1970, 1, 1, tzinfo=UTC) + low * minute
        instants = [since + index * minute for index in range(high - low)]
        for key, clock in clocks.items():
            offsets = [instant.astimezone(clock).utcoffset() for instant in instants]
            at = low
            for offset, same in groupby(offsets) if len(set(offsets)) > 1 else [(offsets[0], offsets)]:
                length = sum(1 for _ in same)
                assert offset is not None
                found[key].append((at, at + length, offset // minute))
                at += length
    return {key: joined(own) for key, own in found.items()}


def test_zones_with_equal_offsets_have_equal_regimes() -> None:
    low, high = minute_of(2024), minute_of(2025)
    assert zone("Europe/Berlin").regimes(low, high) == zone("Europe/Warsaw").regimes(low, high)
    assert hash(zone("Asia/Manila").regimes(low, high)) == hash(zone("Asia/Shanghai").regimes(low, high))
    assert zone("Europe/Berlin").regimes(low, high) != zone("Europe/London").regimes(low, high)


def test_a_window_of_regimes_answers_as_the_whole_zone_does() -> None:
    chance = random.Random(3)  # noqa: S311 - a repeatable choice of examples
    for key in chance.sample(usable_files(), 80):
        one: Zone = zone(key)
        for _ in range(10):
            low = chance.randrange(minute_of(1975), minute_of(2090))
            high = low + chance.randrange(1, 400 * DAY)
            window = one.regimes(low, high)
            for wall in (low, high - 1, *(chance.randrange(low, high) for _ in range(20))):
                assert window.to_instant(wall) == one.to_instant(wall)
            for threshold in window.thresholds:
                assert window.to_instant(threshold) == one.to_instant(threshold)
                assert window.to_instant(threshold - 1) == one.to_instant(threshold - 1)


def wall(text: str) -> int:
    return int((datetime.fromisoformat(text + "+00:00")).timestamp()) // 60


@pytest.mark.parametrize(
    ("key", "local", "instant"),
    [
        ("America/New_York", "2026-03-08T01:59", "2026-03-08T06:59"),
        ("America/New_York", "2026-03-08T02:00", "2026-03-08T07:00"),
        ("America/New_York", "2026-03-08T02:30", "2026-03-08T07:30"),
        ("America/New_York", "2026-03-08T03:00", "2026-03-08T07:00"),
        ("America/New_York", "2026-11-01T00:59", "2026-11-01T04:59"),
        ("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30"),
        ("America/New_York", "2026-11-01T02:00", "2026-11-01T07:00"),
        ("America/Nuuk", "2023-10-28T23:30", "2023-10-29T01:30"),
        ("Pacific/Apia", "2011-12-29T23:59", "2011-12-30T09:59"),
        ("Pacific/Apia", "2011-12-30T12:00", "2011-12-30T22:00"),
        ("Pacific/Apia", "2011-12-31T00:00", "2011-12-30T10:00"),
        ("Asia/Kathmandu", "2026-01-01T00:00", "2025-12-31T18:15"),
        ("America/Vancouver", "2026-12-15T12:00", "2026-12-15T19:00"),  # stays on -7 since 2026
    ],
)
def test_a_wall_time_is_the_instant_worked_out_by_hand(key: str, local: str, instant: str) -> None:
    assert zone(key).to_instant(wall(local)) == wall(instant)


def test_a_skipped_date_is_a_gap_of_whole_days() -> None:
    low, high = wall("2011-12-25T00:00"), wall("2012-01-05T00:00")
    walls = zone("Pacific/Apia").regimes(low, high)
    assert walls.gaps == ((wall("2011-12-30T00:00"), wall("2011-12-31T00:00")),)
    assert walls.skipped_days() == {wall("2011-12-30T00:00") // DAY}
    assert zone("America/New_York").regimes(low, high).skipped_days() == set()


def test_a_gap_that_began_before_the_window_is_still_seen() -> None:
    inside = wall("2011-12-30T12:00")
    assert zone("Pacific/Apia").regimes(inside, inside + 10).gaps
    after = wall("2011-12-31T00:00")
    assert not zone("Pacific/Apia").regimes(after, after + 10).gaps


def test_changes_are_half_open() -> None:
    spring = wall("2026-03-08T07:00")
    new_york = zone("America/New_York")
    assert new_york.changes(spring, spring + 1) == ((spring, -300, -240),)
    assert new_york.changes(spring - 9, spring) == ()


def test_the_release_of_the_data_is_known() -> None:
    assert re.fullmatch(r"20\d\d[a-z]", tzdata_version())


def test_a_zone_is_a_small_value_that_survives_a_pickle() -> None:
    one = zone("Asia/Manila")
    assert repr(one) == "Zone(key='Asia/Manila')"
    again = pickle.loads(pickle.dumps(one))  # noqa: S301 - our own
    assert again == one
    assert hash(again) == hash(one)
    assert again.to_instant(10**7) == one.to_instant(10**7)
    assert zone("Asia/Manila") is one
    with pytest.raises(FrozenInstanceError):
        one.key = "UTC"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ("IST", 'use "Asia/Kolkata", "Asia/Jerusalem" or "Europe/Dublin"'),
        ("est", 'use "America/New_York", "America/Panama" or "America/Jamaica"'),
        ("EST5EDT", 'use "America/New_York"'),
    ],
)
def test_an_abbreviation_is_refused_with_the_zones_it_may_mean(given: str, hint: str) -> None:
    with pytest.raises(BadZone, match="is an abbreviation, not a time zone") as caught:
        zone(given)
    assert caught.value.hint == hint
    assert caught.value.key == given
    assert all(zone(one) for one in caught.value.candidates)


@pytest.mark.parametrize(
    ("given", "first"),
    [
        ("asia/manila", "Asia/Manila"),
        ("Manila", "Asia/Manila"),
        ("New York", "America/New_York"),
        ("Europe/Krakow", None),
        ("Asia/Kolkatta", "Asia/Kolkata"),
        (" UTC ", "UTC"),
    ],
)
def test_a_near_miss_is_refused_with_the_zone_meant(given: str, first: str | None) -> None:
    with pytest.raises(BadZone, match="is not an IANA time zone") as caught:
        zone(given)
    if first is not None:
        assert caught.value.candidates[0] == first
        assert "did you mean" in str(caught.value)


@pytest.mark.parametrize(
    "given", ["", "../etc/passwd", "Factory", "posixrules", "xxxxxxxx", "America", "zones"]
)
def test_what_is_no_zone_is_refused(given: str) -> None:
    with pytest.raises(BadZone, match="is not an IANA time zone"):
        zone(given)


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(BadZone, match="5 is not a time zone; write a name"):
        zone(5)  # type: ignore[arg-type]


def test_every_abbreviation_points_at_real_zones_and_is_none_itself() -> None:
    for short, keys in ABBREVIATIONS.items():
        assert short not in zone_keys()
        assert all(key in zone_keys() for key in keys)


PROBE = """
from overlap.core.zones import zone, zone_keys, tzdata_version
walls = range(29541240, 29541240 + 500000, 997)
answers = [[zone(key).to_instant(wall) for wall in walls] for key in
           ("America/Vancouver", "Africa/Casablanca", "America/Nuuk", "Asia/Manila")]
print(tzdata_version(), len(zone_keys()), hash(str(answers)))
"""


def probe(**environment: str) -> str:
    clean = {name: value for name, value in os.environ.items() if name not in ("TZ", "PYTHONTZPATH")}
    done = subprocess.run(
        [sys.executable, "-c", PROBE],
        env={**clean, "PYTHONHASHSEED": "0", **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout


def test_answers_do_not_depend_on_the_hosts_zone_data(tmp_path: Path) -> None:
    hostile = tmp_path / "hostile"
    for key in ("America/Vancouver", "Africa/Casablanca", "Asia/Manila", "UTC", "America/Nuuk"):
        (hostile / key).parent.mkdir(parents=True, exist_ok=True)
    (hostile / "America/Vancouver").write_bytes(file_of("Asia/Tokyo"))
    (hostile / "Africa/Casablanca").write_bytes(b"no zone at all")
    (hostile / "Asia/Manila").mkdir()
    (hostile / "UTC").write_bytes(file_of("Pacific/Kiritimati"))
    (hostile / "tzdata.zi").write_text("# version 1999a\n")
    (tmp_path / "empty").mkdir()
    expected = probe()
    assert tzdata_version() in expected
    assert probe(PYTHONTZPATH=str(tmp_path / "empty")) == expected
    assert probe(PYTHONTZPATH="") == expected
    assert probe(PYTHONTZPATH=str(hostile), TZDIR=str(hostile), TZ="America/Vancouver") == expected
    assert probe(TZ=":/nowhere/at/all") == expected
    assert probe(TZ="<+9999>-24:59:59") == expected


def test_stretches_asked_for_again_are_the_same_value_however_many_there_were() -> None:
    new_york = zone("America/New_York")
    asked = [new_york.regimes(29_000_000 + minute, 29_600_000) for minute in range(100)]
    again = [new_york.regimes(29_000_000 + minute, 29_600_000) for minute in range(100)]
    assert asked == again


def test_threads_that_make_a_zone_at_once_are_handed_the_same_one(monkeypatch: pytest.MonkeyPatch) -> None:
    everybody_reads = Barrier(4)

    def slowly(data: bytes) -> Transitions:
        everybody_reads.wait(60)  # nobody has entered the zone yet
        return read_tzif(data)

    monkeypatch.setattr("overlap.core.zones._made", {})
    monkeypatch.setattr("overlap.core.zones.read_tzif", slowly)
    found = at_once([lambda: zone("Asia/Kathmandu")] * 4)
    assert len({id(one) for one in found}) == 1
    assert zone("Asia/Kathmandu") is found[0]
    assert copy.copy(found[0]) is copy.deepcopy(found[0]) is found[0]
    assert pickle.loads(pickle.dumps(found[0])) is found[0]  # noqa: S301


def test_stretches_of_offsets_that_were_asked_for_do_not_pile_up() -> None:
    berlin = zone("Europe/Berlin")
    for day in range(200):
        berlin.regimes(day * DAY, (day + 1) * DAY)
    assert len(berlin._slices) <= 64


@pytest.mark.parametrize(
    ("key", "candidates"), [("xurope/xerlix", ("Europe/Berlin",)), ("asixx/manixxx", ())]
)
def test_only_what_is_spelt_nearly_so_is_a_candidate(key: str, candidates: tuple[str, ...]) -> None:
    with pytest.raises(BadZone) as caught:
        zone(key)
    assert caught.value.candidates == candidates


def test_of_two_candidates_both_are_told() -> None:
    with pytest.raises(BadZone) as caught:
        zone("Ameri/Lima")
    assert caught.value.hint == 'did you mean "America/Lima" or "America/Halifax"?'


def test_a_missing_package_of_zones_is_told_when_its_release_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tzdata_version.cache_clear()
    monkeypatch.setitem(sys.modules, "tzdata", None)
    with pytest.raises(BrokenInstall, match="the package tzdata cannot be used"):
        tzdata_version()
    monkeypatch.undo()
    tzdata_version.cache_clear()
    assert re.fullmatch(r"20\d\d[a-z]", tzdata_version())
