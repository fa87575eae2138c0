"""Busy time from a calendar on a server."""

from __future__ import annotations

import pytest

from overlap.adapters.busy_policy import EventPolicy
from overlap.adapters.caldav_busy import read_calendar_busy
from overlap.errors import AccessRefused, BadArgument, BadHorizon, NetworkError, NoCalendar
from tests.adapters.test_caldav_http import reply
from tests.adapters.test_caldav_objects import DAY, PUNE, SERIES, calendar
from tests.adapters.test_caldav_publish import listing, there
from tests.caldav_servers import Fake, Radicale

BUSY = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VFREEBUSY
UID:1
DTSTART:20260301T000000Z
DTEND:20260401T000000Z
FREEBUSY:20260303T113000Z/20260303T120000Z
FREEBUSY;FBTYPE=BUSY-TENTATIVE:20260304T113000Z/PT1H
END:VFREEBUSY
END:VCALENDAR
"""
FROM, UNTIL = "2026-03-02", "2026-03-20"
SPANS = [  # Tuesdays 17:00 in Pune; the 10th is skipped
    ("2026-03-03T11:30Z", "2026-03-03T12:00Z"),
    ("2026-03-17T11:30Z", "2026-03-17T12:00Z"),
]


def spans(reading: object) -> list[tuple[str, str]]:
    blocks = reading.to_dict()["blocks"]  # type: ignore[attr-defined]
    return [(one["start"], one["end"]) for one in blocks if one["status"] == "busy"]


def upload(radicale: Radicale, name: str, *parts: str) -> str:
    url = radicale.make(name)
    for number, part in enumerate(parts):
        text = calendar(PUNE, part, head="")
        assert (
            radicale.ask("PUT", f"{url}{number}.ics", text.encode(), Content_Type="text/calendar")[0] == 201
        )
    return url


def test_a_real_server_tells_busy_times_or_events_and_both_agree(radicale: Radicale) -> None:
    url = upload(radicale, "busy", SERIES.replace("SUMMARY", "LOCATION:here\nSUMMARY"))
    alone = read_calendar_busy(url, FROM, UNTIL, credentials=radicale.credentials)
    events = read_calendar_busy(url, FROM, UNTIL, credentials=radicale.credentials, policy=EventPolicy())
    assert spans(alone) == spans(events) == SPANS
    assert {one["title"] for one in alone.to_dict()["blocks"]} == {""}
    assert {one["title"] for one in events.to_dict()["blocks"]} == {"Weekly sync, all"}


def test_who_gives_their_address_has_their_answers_heard(radicale: Radicale) -> None:
    declined = SERIES.replace("NEEDS-ACTION", "DECLINED")
    url = upload(radicale, "declined", declined)
    mine = read_calendar_busy(url, FROM, UNTIL, credentials=radicale.credentials, me="bo@example.com")
    assert spans(mine) == []
    hers = read_calendar_busy(url, FROM, UNTIL, credentials=radicale.credentials, me=["ana@example.com"])
    assert spans(hers) == SPANS


def test_dates_at_the_edge_of_the_horizon_are_found_wherever_the_owner_is(radicale: Radicale) -> None:
    busy_day = DAY.replace("SUMMARY", "TRANSP:OPAQUE\nSUMMARY")
    url = upload(radicale, "edge", busy_day)
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"):
        found = read_calendar_busy(
            url, "2026-08-20", "2026-08-20", credentials=radicale.credentials, zone=zone, policy=EventPolicy()
        )
        assert spans(found) == [("2026-08-20", "2026-08-20")], zone


def test_an_empty_calendar_is_never_busy(radicale: Radicale) -> None:
    url = radicale.make("never")
    for policy in (None, EventPolicy()):
        found = read_calendar_busy(url, FROM, UNTIL, credentials=radicale.credentials, policy=policy)
        assert (spans(found), found.skipped_count) == ([], 0)


def test_what_a_server_says_of_busy_times_is_read(fake: Fake) -> None:
    url = there(fake)
    fake.on("REPORT", reply(200, BUSY.encode(), Content_Type="text/calendar; charset=utf-8"))
    found = read_calendar_busy(url, FROM, UNTIL)
    assert spans(found) == SPANS[:1]
    assert found.tentative_minutes == 60
    assert b'time-range start="20260302T000000Z" end="20260321T000000Z"' in fake.asked[-1][3]


@pytest.mark.parametrize("status", [400, 403, 404, 405, 415, 422, 501])
def test_a_server_that_knows_no_such_report_is_asked_for_the_events(fake: Fake, status: int) -> None:
    url = there(fake)
    events = reply(207, listing(("/team/a.ics", '"1"', calendar(PUNE, SERIES, head=""))))
    fake.on("REPORT", reply(status), events)
    assert spans(read_calendar_busy(url, FROM, UNTIL)) == SPANS
    assert fake.methods == ["PROPFIND", "REPORT", "REPORT"]
    assert b'time-range start="20260301T000000Z" end="20260322T000000Z"' in fake.asked[-1][3]


def test_an_answer_of_another_kind_is_no_busy_time(fake: Fake) -> None:
    url = there(fake)
    events = reply(207, listing(("/team/a.ics", '"1"', calendar(PUNE, SERIES, head=""))))
    fake.on("REPORT", reply(200, b"<html>", Content_Type="text/html"), events)
    assert spans(read_calendar_busy(url, FROM, UNTIL)) == SPANS


def test_trouble_is_told_and_is_never_free_time(fake: Fake) -> None:
    url = there(fake)
    for status in (401, 500, 503):
        fake.on("REPORT", reply(status))
        with pytest.raises(NetworkError):
            read_calendar_busy(url, FROM, UNTIL)
    fake.on("PROPFIND", reply(404))
    with pytest.raises(NoCalendar):
        read_calendar_busy(url, FROM, UNTIL)
    fake.on("PROPFIND", reply(401))
    with pytest.raises(AccessRefused):
        read_calendar_busy(url, FROM, UNTIL)


def test_a_question_that_is_none_asks_nobody(fake: Fake) -> None:
    with pytest.raises(BadArgument):
        read_calendar_busy("http://dav.example.org/a/", FROM, UNTIL)
    with pytest.raises(BadHorizon):
        read_calendar_busy(f"{fake.origin}/team/", UNTIL, FROM)
    assert fake.asked == []
