"""A name of a zone is looked up in lists, in their order, and never anywhere else."""

from __future__ import annotations

import pytest

from overlap.adapters.ics_read_parts import Part
from overlap.adapters.ics_read_values import Unreadable
from overlap.adapters.ics_read_zones import UTC_CLOCK, Clocks, known_zone
from overlap.adapters.windows_zones import WINDOWS_ZONES
from overlap.core.zones import zone_keys
from tests.planning.brute import instant

UNTIL = instant("2027-01-01 00:00")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Asia/Manila", "Asia/Manila"),
        (" asia/manila ", "Asia/Manila"),
        ("Singapore Standard Time", "Asia/Singapore"),
        ("singapore standard time", "Asia/Singapore"),
        ("/citadel.org/20210210_1/Europe/Paris", "Europe/Paris"),
        ("/x/America/Indiana/Knox", "America/Indiana/Knox"),
        ("/x/GMT", "GMT"),
        ("/Europe/Rome", "Europe/Rome"),
        ("PST8PDT", "America/Los_Angeles"),
        ("cet", "Europe/Brussels"),
        ("Z", "UTC"),
    ],
)
def test_a_known_name_is_its_zone(name: str, key: str) -> None:
    found = known_zone(name)
    assert found is not None
    assert found.key == key


@pytest.mark.parametrize(
    "name",
    [
        *("", " ", "/", "//", "America", "Europe/", "IST", "Factory", "../Europe/Berlin", "Europe/Berlin/.."),
        *("x" * 201, "/etc/passwd", "\0", "/" * 200, "x/Europe/Paris", "(UTC+01:00) Paris"),
    ],
)
def test_a_name_that_is_none_is_nothing(name: str) -> None:
    assert known_zone(name) is None


def test_every_name_of_windows_has_a_zone_of_the_database() -> None:
    assert len(WINDOWS_ZONES) > 135
    assert set(WINDOWS_ZONES.values()) <= zone_keys()
    assert all(name == name.casefold() for name in WINDOWS_ZONES)


def test_the_names_of_windows_are_those_of_another_table() -> None:
    table = pytest.importorskip("icalendar.timezone.windows_to_olson")
    for name, key in table.WINDOWS_TO_OLSON.items():
        ours, theirs = known_zone(name), known_zone(key)
        assert ours is not None
        assert theirs is not None
        assert [ours.offset_at(at) for at in range(28_000_000, 31_000_000, 9_999)] == [
            theirs.offset_at(at) for at in range(28_000_000, 31_000_000, 9_999)
        ], name


def own(text: str) -> Clocks:
    """The clocks of a file that describes one zone, Own."""
    return Clocks({"Own": Part("VTIMEZONE", 1, text.encode())}, until=UNTIL)


STANDARD = "BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0230\nTZOFFSETTO:+0230\nEND:STANDARD"


def test_a_files_own_zone_may_name_a_known_one() -> None:
    assert own(STANDARD).clock("Own").to_wall(0) == 150
    assert own(f"X-LIC-LOCATION:Asia/Manila\n{STANDARD}").clock("Own").to_wall(0) == 480
    assert own(f"X-LIC-LOCATION:Nowhere\n{STANDARD}").clock("Own").to_wall(0) == 150


def test_a_name_without_a_clock_is_refused_each_time_and_soon_altogether() -> None:
    clocks = Clocks({}, until=UNTIL)
    for _ in range(2):
        with pytest.raises(Unreadable, match="does not describe it") as caught:
            clocks.clock("Nowhere")
        assert (caught.value.code, caught.value.hint is not None) == ("unknown-zone", True)
    with pytest.raises(Unreadable, match="201 characters"):
        clocks.clock("x" * 201)
    for number in range(1_998):
        with pytest.raises(Unreadable, match="describe"):
            clocks.clock(f"Z{number}")
    with pytest.raises(Unreadable, match="more than 2000"):
        clocks.clock("Asia/Manila")


def test_the_clock_of_instants_changes_nothing() -> None:
    assert (UTC_CLOCK.to_instant(-5), UTC_CLOCK.to_wall(7)) == (-5, 7)
