"""Calendar files that somebody sends to do harm, or that broke other readers, with what must come of each."""

from __future__ import annotations

from typing import Final, NamedTuple

from tests.adapters.calendars import PHONE, calendar, event

__all__ = ["HOSTILE", "Hostile"]

HOUR = "DURATION:PT1H"
GOOD = event("DTSTART:20260315T100000Z", HOUR, "SUMMARY:Sound", uid="sound")
"""An event that must be read beside every harmful one."""


class Hostile(NamedTuple):
    """A file, what must be told of it, and how many blocks there are besides the sound one."""

    content: bytes
    codes: frozenset[str]
    blocks: int


def _made(*parts: str, codes: tuple[str, ...] = (), blocks: int = 0) -> Hostile:
    return Hostile(calendar(*parts, GOOD).encode("utf-8", "surrogatepass"), frozenset(codes), blocks)


def _rule(text: str, start: str = "DTSTART:20260301T100000Z") -> str:
    return event(start, HOUR, f"RRULE:{text}")


def _numbers(last: int) -> str:
    return ",".join(map(str, range(last)))


_EMPTY_ZONE = "BEGIN:VTIMEZONE\nTZID:Empty\nEND:VTIMEZONE"
_FAR_ZONE = (
    "BEGIN:VTIMEZONE\nTZID:Far\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
    "TZOFFSETFROM:+5744\nTZOFFSETTO:+5744\nEND:STANDARD\nEND:VTIMEZONE"
)
_WILD_ZONE = (
    "BEGIN:VTIMEZONE\nTZID:Wild\n"
    + (
        "BEGIN:STANDARD\nDTSTART:00010101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\n"
        "RRULE:FREQ=DAILY\nEND:STANDARD\n"
    )
    * 200
    + "END:VTIMEZONE"
)
_ALARM = "BEGIN:VALARM\nTRIGGER:rubbish\nREPEAT:999999999\nEND:VALARM"
_PILE = "\n".join(f"BEGIN:X{number % 7}" for number in range(40_000))

HOSTILE: Final[dict[str, Hostile]] = {
    "every second, for ever": _made(_rule("FREQ=SECONDLY"), codes=("sub-daily",), blocks=1),
    "a billion seconds": _made(_rule("FREQ=SECONDLY;COUNT=1000000000"), codes=("sub-daily",), blocks=1),
    "every minute": _made(_rule("FREQ=MINUTELY"), codes=("sub-daily",), blocks=1),
    "every second of every day by lists": _made(
        _rule(f"FREQ=DAILY;BYHOUR={_numbers(24)};BYMINUTE={_numbers(60)};BYSECOND={_numbers(60)}"),
        codes=("oversized-rule",),
        blocks=1,
    ),
    "no interval": _made(_rule("FREQ=DAILY;INTERVAL=0"), codes=("bad-rule",), blocks=1),
    "30 February": _made(_rule("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"), blocks=1),
    "30 February, counted": _made(
        _rule("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=5", "DTSTART:00010101T100000Z"),
        codes=("over-budget",),
    ),
    "30 February of years": _made(_rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=9"), blocks=1),
    "366th days, counted from the year 1": _made(
        _rule("FREQ=YEARLY;BYYEARDAY=366;COUNT=999999999", "DTSTART:00010101T100000Z"), codes=("over-budget",)
    ),
    "daily from the year 1": _made(_rule("FREQ=DAILY", "DTSTART:00010101T100000Z"), blocks=92),
    "a billion days from the year 1": _made(
        _rule("FREQ=DAILY;COUNT=999999999", "DTSTART:00010101T100000Z"), blocks=92
    ),
    "the year 9999": _made(
        event("DTSTART:99991231T235959Z", HOUR),
        event("DTSTART;VALUE=DATE:99991231", uid="day"),
        event("DTSTART:99991201T000000Z", HOUR, "RRULE:FREQ=YEARLY", uid="rule"),
        _rule("FREQ=YEARLY;UNTIL=99991231T235959Z"),
        blocks=1,
    ),
    "the last day, in the zone of the west": _made(
        event("DTSTART;TZID=Pacific/Niue:99991231T235959", HOUR, "RRULE:FREQ=DAILY"), codes=("bad-time",)
    ),
    "a length of 999,999,999 days": _made(event(PHONE, "DURATION:P999999999D"), codes=("too-long",)),
    "a length of 999,999,999 weeks of a date": _made(
        event("DTSTART;VALUE=DATE:20260301", "DURATION:P999999999W"), codes=("too-long",)
    ),
    "ten years, each day": _made(
        event("DTSTART:20160301T100000Z", "DURATION:P3600D", f"RRULE:FREQ=DAILY;BYHOUR={_numbers(24)}"),
        codes=("too-many",),
    ),
    "no start": _made(event("SUMMARY:x"), codes=("no-start",)),
    "two starts": _made(event(PHONE, PHONE, HOUR), codes=("no-start",)),
    "an end before the start": _made(event(PHONE, "DTEND:20260301T000000Z"), codes=("end-before-start",)),
    "a bad alarm": _made(event("DTSTART:20260302T100000Z", HOUR, _ALARM), blocks=1),
    "an offset of 57 hours": _made(
        _FAR_ZONE, event("DTSTART;TZID=Far:20260302T100000", HOUR), codes=("unknown-zone",)
    ),
    "an empty zone": _made(
        _EMPTY_ZONE, event("DTSTART;TZID=Empty:20260302T100000", HOUR), codes=("unknown-zone",)
    ),
    "a zone that changes each day two hundred times": _made(
        _WILD_ZONE, event("DTSTART;TZID=Wild:20260302T100000", HOUR), codes=("unknown-zone",)
    ),
    "an empty zone that nobody uses": _made(_EMPTY_ZONE, _FAR_ZONE),
    "a directory for a zone": _made(
        event("DTSTART;TZID=America:20260302T100000", HOUR), codes=("unknown-zone",)
    ),
    "a path for a zone": _made(
        event("DTSTART;TZID=../../../../etc/passwd:20260302T100000", HOUR),
        event("DTSTART;TZID=/etc/localtime:20260302T100000", HOUR, uid="b"),
        event("DTSTART;TZID=Europe/Berlin\0:20260302T100000", HOUR, uid="c"),
        codes=("unknown-zone",),
    ),
    "a zone of 5,000 characters": _made(
        event(f"DTSTART;TZID={'A' * 5000}:20260302T100000", HOUR),
        event(f"DTSTART;TZID={'/' * 5000}:20260302T100000", HOUR, uid="b"),
        codes=("unknown-zone",),
    ),
    "three thousand zones": _made(
        *(event(f"DTSTART;TZID=Z{number}:20260302T100000", HOUR, uid=f"{number}") for number in range(3_000)),
        codes=("unknown-zone",),
    ),
    "an unknown zone": _made(event("DTSTART;TZID=Mars/Base:20260302T100000", HOUR), codes=("unknown-zone",)),
    "a local end of a rule": _made(event(PHONE, HOUR, "RRULE:FREQ=DAILY;UNTIL=20260304T090000"), blocks=3),
    "a rule of what is left out": _made(
        event(PHONE, HOUR, "RRULE:FREQ=DAILY;COUNT=10", "EXRULE:FREQ=WEEKLY"), blocks=8
    ),
    "thirty thousand exceptions": _made(
        event(PHONE, HOUR, "RRULE:FREQ=DAILY;COUNT=3", "EXDATE:" + ",".join(["20260303T140000Z"] * 30_000)),
        blocks=2,
    ),
    "exceptions without end": _made(
        event(PHONE, HOUR, *(["EXDATE:" + ",".join(["20260303T140000Z"] * 1000)] * 100)), codes=("oversized",)
    ),
    "ten thousand extras": _made(
        event(
            PHONE,
            HOUR,
            "RDATE:"
            + ",".join(f"2026{1 + n % 12:02d}{1 + n % 28:02d}T{n % 24:02d}0000Z" for n in range(9_996)),
        ),
        blocks=43,
    ),
    "one name, five thousand times": _made(
        *(event(f"DTSTART:202603{1 + n % 28:02d}T{n % 24:02d}0000Z", HOUR, f"X-N:{n}") for n in range(5_000)),
        blocks=168,
    ),
    "one name, replaced fifteen hundred times": _made(
        *(event(f"DTSTART:202603{1 + n % 28:02d}T100000Z", HOUR, f"SUMMARY:{n}") for n in range(500)),
        *(
            event(
                f"RECURRENCE-ID:2026{1 + n % 12:02d}01T{n % 24:02d}{n % 60:02d}{n % 59:02d}Z",
                "DTSTART:20260302T100000Z",
                HOUR,
            )
            for n in range(1_500)
        ),
        codes=("over-budget",),
    ),
    "a thousand rules": _made(
        event(PHONE, HOUR, *["RRULE:FREQ=DAILY;BYHOUR=" + _numbers(24)] * 1000),
        codes=("oversized-rule",),
        blocks=-1,
    ),
    "components inside components": _made(_PILE),
    "components without end": _made(
        *[f"BEGIN:VEVENT\nUID:{n}\n{PHONE}" for n in range(5_000)], codes=("cut-off",)
    ),
    "ends without beginning": _made(*["END:VEVENT\nEND:VALARM\nEND:VCALENDAR"] * 5_000),
    "a line of five megabytes": _made(
        event("DTSTART:20260302T100000Z", HOUR, "DESCRIPTION:" + "x" * 5_000_000, f"X{'Y' * 2_000_000};Z:1"),
        blocks=1,
    ),
    "a line folded a hundred thousand times": _made(
        event("DTSTART:20260302T100000Z", HOUR, "SUMMARY:" + "\n x" * 100_000), blocks=1
    ),
    "parameters without end": _made(
        event("DTSTART" + ';A="b;c"' * 50_000 + ":20260302T100000Z", HOUR), blocks=1
    ),
    "quotes that are left open": _made(event('DTSTART;TZID="Europe/Berlin:20260302T100000', HOUR), blocks=1),
    "digits of other scripts": _made(
        event("DTSTART:٢٠٢٦٠٣٠٢T١٠٠٠٠٠Z", HOUR),
        event("DTSTART:20260302T100000Z", "DURATION:PT١H", uid="b"),
        codes=("bad-time",),
    ),
    "control characters and lone surrogates": _made(
        event("DTSTART:20260302T100000Z", HOUR, "SUMMARY:\x00\x1b[31m\ud800\u202e"), blocks=1
    ),
    "a character folded in two": Hostile(
        calendar(event("DTSTART:20260302T100000Z", HOUR, "SUMMARY:Krak@w"), GOOD)
        .encode()
        .replace(b"@", "ó".encode()[:1] + b"\r\n " + "ó".encode()[1:]),
        frozenset(),
        1,
    ),
    "old Western text": Hostile(
        calendar(event("DTSTART:20260302T100000Z", HOUR, "SUMMARY:Café"), GOOD).encode("latin-1"),
        frozenset(),
        1,
    ),
    "a byte-order mark": Hostile(calendar(GOOD).encode("utf-8-sig"), frozenset(), 0),
    "two bytes for each character": Hostile(calendar(GOOD).encode("utf-16"), frozenset(), 0),
    "long line ends": Hostile(calendar(GOOD).encode().replace(b"\n", b"\r\r\n"), frozenset(), 0),
    "numbers without end": _made(
        event(PHONE, HOUR, f"SEQUENCE:{'9' * 100_000}", f"RRULE:FREQ=DAILY;COUNT={'9' * 4_000}"),
        codes=("bad-rule",),
        blocks=1,
    ),
}
"""By what is wrong with it; `blocks=-1` where only the bounds count."""
