"""What people write in a call or on a command line: instants, dates, times, zones, places, addresses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from urllib.parse import unquote, urlsplit

from overlap.adapters.caldav_access import Credentials, check_address, origin_of, read_credentials, within
from overlap.adapters.places import search_zones
from overlap.adapters.statutory import HolidayCalendar
from overlap.adapters.tickets import pause_of
from overlap.cli.options import group_of
from overlap.core.civil import ordered_dates, parse_date, parse_time, parse_weekdays, time_text
from overlap.core.horizon import Horizon, exact_of, instant_of
from overlap.core.zones import zone
from overlap.errors import OverlapError
from overlap.people.addresses import email_address
from overlap.planning.clock_input import minute_of
from overlap.render.style import Style
from tests.fuzz.harness import Target, text_of

__all__ = ["ADDRESS", "MOMENT", "PLACE"]


def _horizon(one: str, other: str) -> object:
    made = Horizon.of(one, other, zone("Asia/Manila"))
    assert made.start < made.end
    assert [moment.tzinfo for moment in made.moments]
    return repr(made)


def _time(text: str) -> None:
    minute = parse_time(text, latest="26:00")
    assert time_text(minute) == text


def _date(text: str) -> None:
    assert parse_date(text).isoformat() == text


def _instant(text: str) -> None:
    low, high, exact = instant_of(text), instant_of(text, up=True), exact_of(text)
    assert low == minute_of(text)
    assert low * 60 <= exact.total_seconds() <= high * 60
    assert high - low == (exact.total_seconds() % 60 > 0)


_ONE: Final[tuple[Callable[[str], object], ...]] = (
    *(_time, _date, _instant, pause_of, group_of, zone, search_zones),
    *(lambda text: parse_weekdays(text.split(",")), lambda text: email_address(text, "email")),
    lambda text: Style(locale=text),
)


def _read_moment(data: bytes) -> None:
    """Each way to read a text is tried; where none knows it, the last one's error is the input's."""
    text = text_of(data)
    one, _, other = text.partition("|")
    last: OverlapError | None = None
    tries: list[Callable[[], object]] = [lambda read=read: read(text) for read in _ONE]  # type: ignore[misc]
    tries += [lambda: _horizon(one, other), lambda: ordered_dates(one, other)]
    known = 0
    for attempt in tries:
        try:
            attempt()
            known += 1
        except OverlapError as error:
            last = error
    if last is not None and known == 1:  # searching for a zone has always an answer
        raise last


def _read_place(data: bytes) -> None:
    text = text_of(data)
    place, _, more = text.partition("|")
    found = HolidayCalendar(place, include=[more] if more else [])
    for day in found.days("2026-12-20", "2027-01-05"):
        assert day.status


SECRET: Final = "plum\u00e4 9417"  # noqa: S105 - of a user of a test


def _hides(error: OverlapError, *secrets: str) -> None:
    """That an error shows no secret."""
    for secret in secrets:
        assert secret not in str(error)


def _read_address(data: bytes) -> None:
    """No error shows what may be a password, and nothing outside a calendar's address is within it."""
    one, _, other = text_of(data).partition("|")
    try:
        for user, password in ((one, SECRET), ("ana", other)):
            assert SECRET not in repr(Credentials(user, password) if user and password else None)
    except OverlapError as error:
        _hides(error, SECRET, *([other] if len(other) >= 4 and other not in _SAID else []))
    environment = {"OVERLAP_CALDAV_USER": one, "OVERLAP_CALDAV_PASSWORD": SECRET}
    try:
        read_credentials(other, environment=environment)
    except OverlapError as error:
        _hides(error, SECRET)
    home = check_address(one)
    assert home.endswith("/")
    assert check_address(home) == home
    full = within(home, other)
    if full is not None:
        assert origin_of(full) == origin_of(home)
        assert unquote(urlsplit(full).path).startswith(unquote(urlsplit(home).path))
        assert within(home, full) is not None


_SAID: Final = (
    "credentials are a user with a password, or a token; give both of the one or only the other; a user's "
    "name has no colon, and neither it nor the password a control character; copy them again, "
    "without line breaks"
)
"""What errors say of credentials; an input that is a piece of it proves nothing."""


MOMENT: Final = Target(
    "moment",
    _read_moment,
    (
        *(
            b"2026-03-02T14:00Z",
            b"2026-03-02",
            b"2026-03-02|2026-03-09",
            b"09:30",
            b"manila,krakow:1",
            b"mon,tue",
        ),
        *(b"Asia/Manila", b"Bengaluru", b"2026-03-02T14:00:59.5+05:30|2026-03-02T15:00Z", b"a.b@example.org"),
        *(b"2026-03-02T14:00Z/2026-03-02T15:00Z", b"20260302T140000,5-03:30:15", b"2026-W10-1T10"),
    ),
    (
        b"T",
        b"+",
        b"/",
        b"..",
        b":",
        b"-",
        b"|",
        b",",
        b"monday",
        b"IST",
        b"Kolkata",
        b"@",
        b".",
        b"T24:00",
        b"W",
    ),
)

PLACE: Final = Target(
    "place",
    _read_place,
    (b"PH", b"IN-KA|Diwali", b"BR-SP", b"market:XNYS", b"Philippines", b"US-CA|Christmas Day", b"GB-SCT"),
    (b"IN", b"-", b":", b"market:", b"|", b"carnival", b"easter", b"XNYS", b"Karnataka", b"UK"),
    seconds=10.0,  # as for team files
    examples=25,
)

ADDRESS: Final = Target(
    "address",
    _read_address,
    (
        b"https://dav.example.org/ana/team/|/ana/team/a%20b.ics",
        b"http://127.0.0.1:5232/ana/calls|a.ics",
        b"http://[::1]:80/x/|https://user:pw@dav.example.org/",
        b"ana|plum-4711",
    ),
    (
        *(
            b"https://",
            b"http://",
            b"//",
            b"/../",
            b"/./",
            b"%2e%2e/",
            b"%2F",
            b"@",
            b":",
            b"?",
            b"#",
            b"[",
            b"]",
            b";",
        ),
        *(b":99999", b":0", b"localhost", b"127.0.0.1", b"xn--", b"%", b"%zz", b"\xc2\xad", b"..", b"|"),
    ),
)
