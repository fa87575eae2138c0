"""Publishing to a real server, and to one that does not do as it should."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from overlap.adapters import caldav_publish
from overlap.adapters.caldav_access import Credentials
from overlap.adapters.caldav_publish import Publication, publish, read_calendar_file
from overlap.adapters.ics_export import export_ics
from overlap.core.recurrence import Recurrence
from overlap.errors import (
    AccessRefused,
    BadAnswer,
    BadArgument,
    FileError,
    NetworkError,
    NoCalendar,
    NoConnection,
    PublishConflict,
)
from overlap.people.entries import DayEntry, Guest, Moved, TimedEntry
from overlap.render.text import to_text
from tests.adapters.test_caldav_http import raw, reply, silence
from tests.adapters.test_caldav_objects import DAY, PUNE, SERIES, calendar
from tests.caldav_servers import PASSWORD, USER, Fake, Radicale

NOW = "2026-03-02T14:30Z"


def minute(year: int, month: int, day: int, hour: int, minutes: int = 0) -> int:
    """A wall minute, counted without the code under test."""
    return int((datetime(year, month, day, hour, minutes) - datetime(1970, 1, 1)).total_seconds()) // 60


SYNC = TimedEntry(
    uid="core-sync@example.com",
    title="Weekly sync; all, ä",
    zone="America/New_York",
    start=minute(2026, 3, 3, 9),
    minutes=30,
    recurrence=Recurrence("week", weekdays=(1,)),
    last=minute(2026, 4, 7, 9),
    skipped=(minute(2026, 3, 17, 9),),
    moved=(Moved(minute(2026, 3, 24, 9), minute(2026, 3, 25, 10), "a holiday"),),
    description="one\ntwo",
    organizer=Guest("Ana", "ana@example.com"),
    guests=(Guest("Bo", "bo@example.com"),),
    alarms=(10,),
)
NIGHT = TimedEntry("night@example.com", "Handover", "Asia/Manila", minute(2026, 3, 4, 22), 60)
EARLY = TimedEntry(  # on 8 March this wall time is skipped, so that instance is an event of its own
    uid="early@example.com",
    title="Early",
    zone="America/New_York",
    start=minute(2026, 3, 1, 2, 30),
    minutes=20,
    recurrence=Recurrence("week", weekdays=(6,)),
    last=minute(2026, 3, 22, 2, 30),
)
FEAST = DayEntry("feast@example.com", "Holi", datetime(2026, 3, 4).date(), datetime(2026, 3, 4).date())


def written(*entries: TimedEntry | DayEntry, stamp: str = NOW) -> str:
    return export_ics(entries, stamp=stamp, name="Team")


def put(radicale: Radicale, url: str, *entries: TimedEntry | DayEntry, **more: Any) -> Publication:
    return publish(written(*entries), url, credentials=radicale.credentials, **more)


def counted(done: Publication) -> tuple[int, int, int, int]:
    counts = done.counts
    return counts["create"], counts["update"], counts["same"], counts["delete"]


# With a real server


def test_what_is_published_is_there_and_a_second_time_changes_nothing(radicale: Radicale) -> None:
    url = radicale.make("twice")
    assert counted(put(radicale, url, SYNC, NIGHT, FEAST)) == (3, 0, 0, 0)
    held = radicale.listed(url)
    assert len(held) == 3
    assert all(name.startswith("overlap-") for name in held)
    assert all("METHOD" not in text for text in held.values())
    later = publish(
        written(SYNC, NIGHT, FEAST, stamp="2026-05-01T00:00Z"), url, credentials=radicale.credentials
    )
    assert counted(later) == (0, 0, 3, 0)
    assert not later.is_changed
    assert radicale.listed(url) == held, "not a byte"


def utc(zone: str, text: str) -> str:
    """A time of the server's as UTC text: what does not recur it leaves on its own clock."""
    if not zone:
        return text
    wall = datetime.strptime(text, "%Y%m%dT%H%M%S").replace(tzinfo=ZoneInfo(zone))
    return f"{wall.astimezone(ZoneInfo('UTC')):%Y%m%dT%H%M%SZ}"


def test_the_server_expands_the_plan_to_its_instants(radicale: Radicale) -> None:
    url = radicale.make("instants")
    put(radicale, url, SYNC, NIGHT, EARLY)
    query = (
        '<c:calendar-query xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><prop><c:calendar-data>'
        '<c:expand start="20260101T000000Z" end="20270101T000000Z"/></c:calendar-data></prop><c:filter>'
        '<c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT">'
        '<c:time-range start="20260101T000000Z" end="20270101T000000Z"/></c:comp-filter></c:comp-filter>'
        "</c:filter></c:calendar-query>"
    )
    _, _, answer = radicale.ask("REPORT", url, query.encode(), Depth="1")
    found = sorted(
        tuple(
            utc(zone, text)
            for zone, text in re.findall(r"^DT(?:START|END)(?:;TZID=([^:]+))?:(\w+)", part, re.M)
        )
        for part in re.findall(r"BEGIN:VEVENT.*?END:VEVENT", answer, re.S)
    )
    walls = [(2026, 3, 3, 9), (2026, 3, 10, 9), (2026, 3, 25, 10), (2026, 3, 31, 9), (2026, 4, 7, 9)]
    clock, manila = ZoneInfo("America/New_York"), ZoneInfo("Asia/Manila")
    begins = [(datetime(*wall, tzinfo=clock).timestamp(), 30) for wall in walls]
    begins.append((datetime(2026, 3, 4, 22, tzinfo=manila).timestamp(), 60))
    begins += [(datetime(2026, 3, day, 2, 30, tzinfo=clock).timestamp(), 20) for day in (1, 8, 15, 22)]
    expected = sorted(
        tuple(
            f"{datetime.fromtimestamp(at, ZoneInfo('UTC')):%Y%m%dT%H%M%SZ}"
            for at in (begin, begin + 60 * minutes)
        )
        for begin, minutes in begins
    )
    assert found == expected


def test_the_parts_that_a_series_no_longer_needs_go_with_it(radicale: Radicale) -> None:
    url = radicale.make("parts")
    put(radicale, url, EARLY, NIGHT)
    assert len(radicale.listed(url)) > 2
    later = replace(EARLY, start=minute(2026, 3, 1, 9), last=minute(2026, 3, 22, 9))
    done = put(radicale, url, later, NIGHT)
    assert done.counts["delete"] >= 1
    assert {step.because for step in done if step.action == "delete"} == {
        "the series no longer has this part"
    }
    assert len(radicale.listed(url)) == 2
    assert not put(radicale, url, later, NIGHT).is_changed


def test_a_change_is_updated_in_place_with_a_higher_sequence(radicale: Radicale) -> None:
    url = radicale.make("update")
    put(radicale, url, SYNC, NIGHT)
    before = radicale.listed(url)
    changed = TimedEntry("night@example.com", "Handover", "Asia/Manila", minute(2026, 3, 4, 23), 60)
    done = put(radicale, url, SYNC, changed)
    assert counted(done) == (0, 1, 1, 0)
    after = radicale.listed(url)
    assert after.keys() == before.keys()
    (name,) = (name for name in after if after[name] != before[name])
    assert "SEQUENCE:0" in before[name]
    assert "SEQUENCE:1" in after[name]
    put(radicale, url, SYNC, NIGHT)
    assert "SEQUENCE:2" in radicale.listed(url)[name]


def test_what_somebody_changed_in_the_calendar_is_put_right_but_not_their_answer(radicale: Radicale) -> None:
    url = radicale.make("edited")
    put(radicale, url, SYNC)
    ((name, text),) = radicale.listed(url).items()
    answer = text.replace("PARTSTAT=NEEDS-ACTION", "PARTSTAT=ACCEPTED")
    assert answer != text
    assert radicale.ask("PUT", url + name, answer.encode(), Content_Type="text/calendar")[0] in (201, 204)
    assert counted(put(radicale, url, SYNC)) == (0, 0, 1, 0)
    party = answer.replace("Weekly sync", "Party")
    radicale.ask("PUT", url + name, party.encode(), Content_Type="text/calendar")
    (step,) = put(radicale, url, SYNC)
    assert (step.action, step.because) == ("update", "somebody changed it in the calendar")
    ((_, now),) = radicale.listed(url).items()
    assert "Party" not in now
    assert "PARTSTAT=ACCEPTED" in now


def test_prune_deletes_what_is_gone_and_never_what_somebody_else_wrote(radicale: Radicale) -> None:
    url = radicale.make("prune")
    theirs = calendar(DAY, head="").replace("day@example.com", "mine@example.com")
    assert radicale.ask("PUT", f"{url}mine.ics", theirs.encode(), Content_Type="text/calendar")[0] == 201
    put(radicale, url, SYNC, NIGHT, FEAST)
    put(radicale, url, DayEntry("else@example.com", "Else", FEAST.first, FEAST.last), name="Another team")
    kept = put(radicale, url, SYNC)
    assert counted(kept) == (0, 0, 1, 0)
    assert {step.title for step in kept.stale} == {"Handover", "Holi"}
    assert len(radicale.listed(url)) == 5
    assert counted(put(radicale, url, SYNC, prune=True, dry_run=True)) == (0, 0, 1, 2)
    assert len(radicale.listed(url)) == 5
    assert counted(put(radicale, url, SYNC, prune=True)) == (0, 0, 1, 2)
    left = "".join(radicale.listed(url).values())
    assert all(uid in left for uid in ("mine@example.com", "else@example.com", "core-sync@example.com"))
    assert counted(put(radicale, url, SYNC, prune=True)) == (0, 0, 1, 0)


def test_what_is_called_off_goes_and_comes_again(radicale: Radicale) -> None:
    url = radicale.make("off")
    put(radicale, url, NIGHT)
    off = TimedEntry("night@example.com", "Handover", "Asia/Manila", NIGHT.start, 60, is_cancelled=True)
    (step,) = put(radicale, url, off)
    assert (step.action, step.because) == ("delete", "called off")
    assert radicale.listed(url) == {}
    assert counted(put(radicale, url, off)) == (0, 0, 1, 0)
    assert counted(put(radicale, url, NIGHT)) == (1, 0, 0, 0)


def test_an_event_that_is_there_under_another_address_is_that_event(radicale: Radicale) -> None:
    url = radicale.make("imported")
    text = written(NIGHT).replace("METHOD:PUBLISH\r\n", "").replace("Handover", "Old name")
    radicale.ask("PUT", f"{url}imported.ics", text.encode(), Content_Type="text/calendar")
    (step,) = put(radicale, url, NIGHT)
    assert (step.action, step.because) == ("update", "the calendar has another version")
    assert list(radicale.listed(url)) == ["imported.ics"]
    assert counted(put(radicale, url, NIGHT)) == (0, 0, 1, 0)


def test_a_dry_run_only_reads(radicale: Radicale) -> None:
    url = radicale.make("dry")
    done = put(radicale, url, SYNC, dry_run=True)
    assert counted(done) == (1, 0, 0, 0)
    assert done.is_dry_run
    assert radicale.listed(url) == {}
    missing = put(radicale, radicale.calendar("dry-missing"), SYNC, dry_run=True, create=True)
    assert missing.is_new
    assert radicale.ask("PROPFIND", radicale.calendar("dry-missing"), Depth="0")[0] == 404


def test_a_calendar_is_made_only_if_asked(radicale: Radicale) -> None:
    url = radicale.calendar("made/")
    with pytest.raises(NoCalendar) as caught:
        put(radicale, url, SYNC)
    assert "--create" in str(caught.value.hint)
    done = put(radicale, url, SYNC, create=True)
    assert done.is_new
    assert "Calendar made, 1 created." in to_text(done.document())
    ask = b'<propfind xmlns="DAV:"><prop><displayname/></prop></propfind>'
    assert "<displayname>Team</displayname>" in radicale.ask("PROPFIND", done.url, ask, Depth="0")[2]
    again = put(radicale, url, SYNC, create=True)
    assert (again.is_new, counted(again)) == (False, (0, 0, 1, 0))


def test_a_file_without_events_makes_and_writes_nothing(radicale: Radicale) -> None:
    url = radicale.calendar("empty")
    done = publish(calendar(head=""), url, credentials=radicale.credentials, create=True)
    assert (len(done), done.is_new) == (0, False)
    assert done.reason is not None
    assert done.reason in to_text(done.document())
    assert radicale.ask("PROPFIND", url, Depth="0")[0] == 404


def test_the_owners_page_is_no_calendar(radicale: Radicale) -> None:
    radicale.make("any")
    with pytest.raises(NoCalendar, match="is no calendar"):
        put(radicale, f"{radicale.origin}/{USER}/", SYNC)


def test_a_wrong_password_and_somebody_elses_calendar_are_refused(radicale: Radicale) -> None:
    url = radicale.make("mine")
    for credentials in (Credentials(USER, "wrong-one"), Credentials("eve", PASSWORD), None):
        with pytest.raises(AccessRefused) as caught:
            publish(written(SYNC), url, credentials=credentials)
        assert PASSWORD not in repr(caught.value)
    with pytest.raises(AccessRefused, match="does not allow"):
        publish(written(SYNC), f"{radicale.origin}/bo/team/", credentials=radicale.credentials, create=True)


def test_guests_are_invited_only_if_asked(radicale: Radicale) -> None:
    url = radicale.make("guests")
    put(radicale, url, SYNC)
    ((_, text),) = radicale.listed(url).items()
    quiet = text.replace("\r\n ", "").count("SCHEDULE-AGENT=CLIENT")
    assert quiet == 2 * text.count("BEGIN:VEVENT"), "the organizer and the guest of each instance"
    assert counted(put(radicale, url, SYNC, invite=True)) == (0, 1, 0, 0)
    ((_, text),) = radicale.listed(url).items()
    assert "SCHEDULE-AGENT" not in text.replace("\r\n ", "")


# Another program at the same time

Edit = Callable[[Radicale, str, str], None]


def rename(radicale: Radicale, url: str, text: str) -> None:
    assert radicale.ask("PUT", url, text.replace("Handover", "Theirs").encode())[0] in (200, 201, 204)


def remove(radicale: Radicale, url: str, text: str) -> None:
    assert radicale.ask("DELETE", url)[0] in (200, 204)


def meanwhile(monkeypatch: pytest.MonkeyPatch, edit: Callable[[], None]) -> None:
    """Lets another program act just before ours writes for the first time."""
    real, left = caldav_publish._done, [edit]

    def late(server: Any, task: Any) -> bool:
        if left:
            left.pop()()
        return real(server, task)

    monkeypatch.setattr(caldav_publish, "_done", late)


def changed_night() -> TimedEntry:
    return TimedEntry("night@example.com", "Handover", "Asia/Manila", minute(2026, 3, 4, 23), 60)


@pytest.mark.parametrize(("edit", "action"), [(rename, "update"), (remove, "create")])
def test_a_change_meanwhile_is_read_again_and_replaced(
    radicale: Radicale, monkeypatch: pytest.MonkeyPatch, edit: Edit, action: str
) -> None:
    url = radicale.make(f"meanwhile-{action}")
    put(radicale, url, NIGHT)
    ((name, text),) = radicale.listed(url).items()
    meanwhile(monkeypatch, lambda: edit(radicale, url + name, text))
    (step,) = put(radicale, url, changed_night())
    assert step.action == action
    ((_, now),) = radicale.listed(url).items()
    assert "T230000" in now
    assert "Theirs" not in now


def test_a_change_that_comes_again_is_a_conflict_that_names_the_event(
    radicale: Radicale, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = radicale.make("conflict")
    put(radicale, url, NIGHT, FEAST)
    (name, text), *_ = ((name, text) for name, text in radicale.listed(url).items() if "Handover" in text)
    count = iter(range(9))

    def edit() -> None:
        theirs = text.replace("Handover", f"Theirs {next(count)}")
        assert radicale.ask("PUT", url + name, theirs.encode())[0] in (200, 201, 204)

    holiday = DayEntry("feast@example.com", "Holi, the big day", FEAST.first, FEAST.last)
    real, started = caldav_publish._done, []

    def late(server: Any, task: Any) -> bool:
        if task.step.uid == "night@example.com":
            started.append(1)
            edit()
        return real(server, task)

    monkeypatch.setattr(caldav_publish, "_done", late)
    with pytest.raises(PublishConflict) as caught:
        put(radicale, url, holiday, changed_night())
    assert '"Handover" (2026-03-04 23:00 Asia/Manila)' in caught.value.message
    assert "before that, 1 updated" in caught.value.message
    assert [one["title"] for one in caught.value.done] == ["Holi, the big day"]
    assert pickle.loads(pickle.dumps(caught.value)).done == caught.value.done  # noqa: S301 - our own
    assert len(started) == 2
    assert "Theirs 1" in radicale.ask("GET", url + name)[2], "never written over blindly"


def test_a_new_event_that_somebody_else_makes_meanwhile_is_not_written_over(
    radicale: Radicale, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = radicale.make("race")
    text = written(NIGHT).replace("METHOD:PUBLISH\r\n", "")

    def edit() -> None:  # the same event, imported under another address
        radicale.ask("PUT", f"{url}imported.ics", text.encode(), Content_Type="text/calendar")

    meanwhile(monkeypatch, edit)
    (step,) = put(radicale, url, NIGHT)
    assert step.action == "same"
    assert list(radicale.listed(url)) == ["imported.ics"]


@pytest.mark.parametrize("edit", [rename, remove])
def test_a_deletion_is_of_what_was_read_or_of_what_is_still_ours(
    radicale: Radicale, monkeypatch: pytest.MonkeyPatch, edit: Edit
) -> None:
    url = radicale.make(f"deletion-{edit.__name__}")
    put(radicale, url, NIGHT)
    ((name, text),) = radicale.listed(url).items()
    meanwhile(monkeypatch, lambda: edit(radicale, url + name, text))
    (step,) = put(radicale, url, prune=True)
    assert step.action == "delete"
    assert radicale.listed(url) == {}


def test_what_somebody_made_their_own_meanwhile_is_not_deleted(
    radicale: Radicale, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = radicale.make("adopted")
    put(radicale, url, NIGHT)
    ((name, text),) = radicale.listed(url).items()
    own = re.sub(r"X-OVERLAP-\w+:.*\r?\n", "", text)
    meanwhile(monkeypatch, lambda: rename(radicale, url + name, own))
    (step,) = put(radicale, url, prune=True)
    assert (step.action, step.because) == ("same", "somebody made it their own")
    assert list(radicale.listed(url)) == [name]


# With a server that does not do as it should

HEAD = """<multistatus xmlns="DAV:"><response><href>/team/</href><propstat><prop><resourcetype><collection/>
<calendar xmlns="urn:ietf:params:xml:ns:caldav"/></resourcetype>{}</prop><status>HTTP/1.1 200 OK</status>
</propstat></response></multistatus>"""
NOTHING = b'<multistatus xmlns="DAV:"/>'


def listing(*rows: tuple[str, str, str], extra: str = "") -> bytes:
    """An answer with href, version and text of each event."""
    responses = "".join(
        f"<d:response><d:href>{href}</d:href><d:propstat><d:prop><d:getetag>{etag}</d:getetag>"
        f"<c:calendar-data><![CDATA[{text}]]></c:calendar-data></d:prop><d:status>HTTP/1.1 200 OK</d:status>"
        "</d:propstat></d:response>"
        for href, etag, text in rows
    )
    names = 'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"'
    return f"<d:multistatus {names}>{responses}{extra}</d:multistatus>".encode()


def there(fake: Fake, body: bytes = NOTHING, head: str = "") -> str:
    """A calendar at a fake server; its address."""
    fake.on("PROPFIND", reply(207, HEAD.format(head).encode()))
    fake.on("REPORT", reply(207, body))
    return f"{fake.origin}/team/"


def refused(url: str, **more: Any) -> NetworkError:
    with pytest.raises(NetworkError) as caught:
        publish(calendar(PUNE, SERIES, DAY), url, credentials=Credentials(USER, PASSWORD), **more)
    assert PASSWORD not in f"{caught.value!r}{caught.value.hint}"
    return caught.value


def test_what_was_written_before_a_failure_is_told(fake: Fake) -> None:
    url = there(fake)
    fake.on("PUT", reply(201), reply(500))
    error = refused(url)
    assert type(error) is BadAnswer
    assert error.message.startswith('"Founders\' day" (2026-08-20) was not created: ')
    assert "before that, 1 created" in error.message
    assert [(one["action"], one["uid"]) for one in error.done] == [("create", "sync@example.com")]
    assert fake.methods == ["PROPFIND", "REPORT", "PUT", "PUT"]


def test_a_write_that_is_not_answered_may_have_been_done(fake: Fake) -> None:
    url = there(fake)
    fake.on("PUT", silence)
    error = refused(url, timeout_seconds=1.5)
    assert type(error) is NoConnection
    assert "may or may not have been created" in error.message


@pytest.mark.parametrize("status", [409, 412])
def test_a_server_that_always_says_that_it_changed_is_a_conflict(fake: Fake, status: int) -> None:
    url = there(fake)
    fake.on("PUT", reply(status))
    assert type(refused(url)) is PublishConflict
    assert fake.methods == ["PROPFIND", "REPORT", "PUT", "REPORT", "PUT", "REPORT"]


def test_what_says_the_same_in_the_end_is_no_conflict(fake: Fake) -> None:
    url = there(fake)
    fake.on("PUT", reply(412))
    nothing, same = reply(207, NOTHING), reply(207, listing(("/team/a.ics", '"1"', calendar(DAY, head=""))))
    fake.on("REPORT", nothing, nothing, same)
    (step,) = publish(calendar(DAY), url)
    assert step.action == "same"
    assert fake.methods.count("PUT") == 2


def test_what_is_created_and_what_is_replaced_is_said_to_the_server(fake: Fake) -> None:
    old = calendar(DAY.replace("Founders", "Old"), head="")
    url = there(fake, listing(("/team/day.ics", '"e7"', old)))
    fake.on("PUT", reply(201))
    publish(calendar(PUNE, SERIES, DAY), url)
    conditions = {
        path: (headers.get("If-None-Match"), headers.get("If-Match"))
        for method, path, headers, _ in fake.asked
        if method == "PUT"
    }
    assert conditions.pop("/team/day.ics") == (None, '"e7"')
    assert list(conditions.values()) == [("*", None)]


def test_after_a_redirect_all_is_written_to_the_final_address(fake: Fake) -> None:
    there(fake)
    final = fake.replies["PROPFIND"][0]
    fake.on("PROPFIND", reply(301, Location="/team/"), final)
    fake.on("PUT", reply(201))
    done = publish(calendar(DAY), f"{fake.origin}/old/")
    assert done.url == f"{fake.origin}/team/"
    assert {path.rpartition("/")[0] for _, path, *_ in fake.asked[1:]} == {"/team"}


@pytest.mark.parametrize(
    "href", ["https://elsewhere.org/team/day.ics", "/other/day.ics", "/team/../other/day.ics"]
)
def test_an_event_that_the_server_puts_elsewhere_is_never_asked_for(fake: Fake, href: str) -> None:
    url = there(fake, listing((href, '"e7"', calendar(DAY.replace("Founders", "Old"), head=""))))
    fake.on("PUT", reply(201))
    assert type(refused(url)) is BadAnswer
    assert "PUT" not in fake.methods


def test_an_event_without_a_version_is_not_changed(fake: Fake) -> None:
    url = there(fake, listing(("/team/day.ics", "", calendar(DAY.replace("Founders", "Old"), head=""))))
    fake.on("PUT", reply(201))
    error = refused(url)
    assert "ETag" in error.message
    assert '"Founders\' day"' in error.message
    assert [path for method, path, *_ in fake.asked if path == "/team/day.ics"] == []


def test_a_list_that_is_cut_short_is_not_believed(fake: Fake) -> None:
    cut = "<d:response><d:href>/team/</d:href><d:status>HTTP/1.1 507 No</d:status></d:response>"
    assert "only a part" in str(refused(there(fake, listing(extra=cut))))
    assert "without its text" in str(refused(there(fake, listing(("/team/a.ics", '"1"', "")))))


def test_what_cannot_be_read_or_is_gone_is_nobodys_of_ours(fake: Fake) -> None:
    gone = "<d:response><d:href>/team/b.ics</d:href><d:status>HTTP/1.1 404 Not Found</d:status></d:response>"
    rows = [("/team/a.ics", '"1"', "not a calendar"), ("/team/c.ics", '"2"', calendar(DAY, DAY, head=""))]
    url = there(fake, listing(*rows, extra=gone))
    fake.on("PUT", reply(201))
    assert counted(publish(calendar(PUNE, SERIES), url, prune=True)) == (1, 0, 0, 0)


def test_a_resource_of_two_events_which_no_server_should_hold_is_left_alone(fake: Fake) -> None:
    both = calendar(DAY.replace("Founders", "Old"), PUNE, SERIES, head="")
    url = there(fake, listing(("/team/both.ics", '"1"', both)))
    fake.on("PUT", reply(201))
    (step,) = publish(calendar(DAY), url)
    assert step.action == "create"
    assert "/team/both.ics" not in [path for _, path, *_ in fake.asked]


@pytest.mark.parametrize("status", [405, 501])
def test_a_server_that_knows_no_caldav_has_no_calendar(fake: Fake, status: int) -> None:
    fake.on("PROPFIND", reply(status))
    assert type(refused(f"{fake.origin}/team/")) is NoCalendar
    url = there(fake)
    fake.on("REPORT", reply(status))
    assert type(refused(url)) is NoCalendar


@pytest.mark.parametrize(
    ("made", "said"),
    [(409, "folder"), (405, "own pages"), (501, "own pages")],
)
def test_a_server_that_makes_no_calendar_is_told(fake: Fake, made: int, said: str) -> None:
    fake.on("PROPFIND", reply(404)).on("MKCALENDAR", reply(made))
    error = refused(f"{fake.origin}/team/", create=True)
    assert type(error) is NoCalendar
    assert said in str(error.hint)


def test_a_calendar_that_somebody_makes_meanwhile_is_used(fake: Fake) -> None:
    there(fake)
    fake.on("PROPFIND", reply(404), fake.replies["PROPFIND"][0])
    fake.on("MKCALENDAR", reply(405)).on("PUT", reply(201))
    assert counted(publish(calendar(DAY), f"{fake.origin}/team/", create=True)) == (1, 0, 0, 0)


def test_a_calendar_of_tasks_holds_no_events(fake: Fake) -> None:
    kinds = (
        '<supported-calendar-component-set xmlns="urn:ietf:params:xml:ns:caldav"><comp name="VTODO"/>'
        "</supported-calendar-component-set>"
    )
    assert "no events" in str(refused(there(fake, head=kinds)))


def test_an_answer_with_nothing_in_it_is_no_calendar(fake: Fake) -> None:
    fake.on("PROPFIND", reply(207, NOTHING))
    assert type(refused(f"{fake.origin}/team/")) is NoCalendar


def test_an_answer_of_a_terabyte_is_not_read(fake: Fake) -> None:
    url = there(fake)
    fake.on("REPORT", raw(b"HTTP/1.1 207 Multi\r\nContent-Length: 999999999999\r\n\r\n<a>"))
    assert "more than 64 MiB" in refused(url).message


def test_hostile_answers_end_in_a_sentence(fake: Fake) -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha">]><multistatus xmlns="DAV:">&a;</multistatus>'
    fake.on("PROPFIND", reply(207, laughs))
    assert type(refused(f"{fake.origin}/team/")) is BadAnswer
    assert type(refused(there(fake, laughs))) is BadAnswer
    folded = calendar("BEGIN:VEVENT\n" * 200, head="")
    fake.on("PUT", reply(201))
    url = there(fake, listing(("/team/a.ics", '"1"', folded)))
    assert counted(publish(calendar(DAY), url)) == (1, 0, 0, 0)


# Input


def test_a_path_and_its_text_are_published_alike(fake: Fake, tmp_path: Path) -> None:
    url = there(fake)
    path = tmp_path / "calls.ics"
    path.write_text("\ufeff" + calendar(DAY), encoding="utf-8")
    for given in (path, str(path), path.read_text(encoding="utf-8")):
        assert counted(publish(given, url, dry_run=True)) == (1, 0, 0, 0)


def test_input_that_is_no_calendar_is_refused_before_anybody_is_asked(fake: Fake, tmp_path: Path) -> None:
    latin = tmp_path / "latin.ics"
    latin.write_bytes(calendar(DAY).replace("Founders", "F\xfcnders").encode("latin-1"))
    for given in (
        "missing.ics",
        tmp_path,
        latin,
        "a\0b",
        "x" * 5000,
        "BEGIN:VCALENDAR",
        calendar(DAY) + "\ud800",
    ):
        with pytest.raises(FileError):
            publish(given, f"{fake.origin}/team/")
    with pytest.raises(BadArgument):
        publish(5, f"{fake.origin}/team/")  # type: ignore[arg-type]
    with pytest.raises(BadArgument, match="plain http"):
        publish(calendar(DAY), "http://dav.example.org/team/")
    assert fake.asked == []


def test_a_file_beyond_the_cap_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caldav_publish, "LARGEST_FILE_BYTES", 1000)
    path = tmp_path / "large.ics"
    path.write_bytes(b"x" * 1001)
    with pytest.raises(FileError, match="more than"):
        read_calendar_file(path)
    path.write_bytes(b"x" * 1000)
    assert len(read_calendar_file(path)) == 1000


# What is shown


def test_a_publication_shows_the_same_everywhere(fake: Fake) -> None:
    old = calendar(DAY.replace("Founders", "Old"), head="")
    url = there(fake, listing(("/team/day.ics", '"e7"', old)))
    other = "BEGIN:VFREEBUSY\nUID:1\nEND:VFREEBUSY\n"
    done = publish(calendar(PUNE, SERIES, DAY, other), url, dry_run=True)
    text = to_text(done.document())
    assert "Dry run, nothing was written: 1 to create, 1 to update." in text
    assert "1 VFREEBUSY" in text
    for step in done:
        assert step.title in text
        assert step.starts in text
    assert "Weekly sync, all" in done._repr_html_()
    assert "1 to create" in repr(done)
    body = done.to_dict()
    assert body["counts"] == {"create": 1, "update": 1, "same": 0, "delete": 0}
    assert body["steps"][1] == {
        "action": "update",
        "uid": "day@example.com",
        "title": "Founders' day",
        "starts": "2026-08-20",
        "because": "the calendar has another version",
    }
    assert (body["dry_run"], body["left_out"], body["name"]) == (True, {"VFREEBUSY": 1}, "Team, calls")


def test_many_titles_that_are_gone_are_told_in_short(fake: Fake) -> None:
    first = publish(calendar(DAY), there(fake), dry_run=True)
    assert first.stale == ()
    fake.on("PUT", reply(201))
    many = "".join(
        DAY.replace("day@", f"day{number}@").replace("Founders'", f"No {number}") for number in range(7)
    )
    publish(calendar(many), there(fake))
    texts = [(path, body.decode()) for method, path, _, body in fake.asked if method == "PUT"]
    rows = [(path, f'"{at}"', text) for at, (path, text) in enumerate(texts)]
    done = publish(calendar(DAY), there(fake, listing(*rows)), dry_run=True)
    assert len(done.stale) == 7
    assert '"No 4 day" and 2 more' in to_text(done.document())


def test_nothing_that_is_shown_holds_the_password(radicale: Radicale) -> None:
    url = radicale.make("secret")
    for more in ({"dry_run": True}, {}, {"prune": True}):
        done = put(radicale, url, SYNC, **more)
        shown = f"{done!r}{done.to_dict()}{to_text(done.document())}{done._repr_html_()}"
        assert PASSWORD not in shown
        assert radicale.credentials.header() not in shown
    assert PASSWORD not in "".join(radicale.listed(url).values())
