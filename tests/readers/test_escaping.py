"""Texts of any kind come back from strangers as the text they are, and never as something else."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import pytest

from overlap.adapters.ics_export import export_ics
from overlap.people.entries import Guest, TimedEntry
from tests.properties.oracle import minute_of
from tests.readers.battery import READERS, Answer, Question, Reader, ask
from tests.readers.programmes import WEEKLY, wall

LONG = " ".join(f"word{number}" for number in range(200))

# A title, and the text that is left of it: control characters are blanks, ends are trimmed.
TITLES: Mapping[str, tuple[str, str]] = {
    "plain": ("Weekly sync", "Weekly sync"),
    "separators": ("a; b, c\\d: e=f", "a; b, c\\d: e=f"),
    "escapes": ("C:\\new\\table \\, \\; \\n", "C:\\new\\table \\, \\; \\n"),
    "backslash at the end": ("ends with \\", "ends with \\"),
    "quotes": ("\"double\" 'single' ^n ^^ %0D%0A", "\"double\" 'single' ^n ^^ %0D%0A"),
    "a person injected": ("x\r\nATTENDEE:mailto:eve@example.com", "x ATTENDEE:mailto:eve@example.com"),
    "an event injected": ("x\nEND:VEVENT\nBEGIN:VEVENT", "x END:VEVENT BEGIN:VEVENT"),
    "a bare return": ("x\rSUMMARY:evil", "x SUMMARY:evil"),
    "a folded line": ("x\r\n ATTENDEE:y", "x  ATTENDEE:y"),
    "other line breaks": ("a\x0bb\x0cc\x85d\u2028e\u2029f", "a b c d e f"),
    "control characters": ("a\x00b\x1bc\x07d\te", "a b c d e"),
    "half a character": ("a\ud800b", "a\ufffdb"),
    "emoji": (
        "Standup \U0001f469\u200d\U0001f4bb\U0001f1f5\U0001f1ed done",
        "Standup \U0001f469\u200d\U0001f4bb\U0001f1f5\U0001f1ed done",
    ),
    "right to left": (
        "\u0627\u0644\u0627\u062c\u062a\u0645\u0627\u0639 10:00 \u05e4\u05d2\u05d9\u05e9\u05d4",
        "\u0627\u0644\u0627\u062c\u062a\u0645\u0627\u0639 10:00 \u05e4\u05d2\u05d9\u05e9\u05d4",
    ),
    "many scripts": (
        "Krak\u00f3w, \u0926\u093f\u0935\u093e\u0932\u0940; \u9031\u6703",
        "Krak\u00f3w, \u0926\u093f\u0935\u093e\u0932\u0940; \u9031\u6703",
    ),
    "combining": ("e\u0301 " * 40 + "x", "e\u0301 " * 40 + "x"),
    "very long": (LONG, LONG),
    "long without blanks": ("\u20ac" * 400, "\u20ac" * 400),
    "blanks at the ends": ("  title \t", "title"),
    "a parameter": ("SUMMARY;LANGUAGE=en:x", "SUMMARY;LANGUAGE=en:x"),
}


SEMICOLON = "it leaves the backslash before a semicolon"

CHANGED: dict[str, dict[str, str]] = {
    "node-ical": {"escapes": "it takes an escaped backslash and an n for a line break"},
    "sabre/vobject": {
        "separators": SEMICOLON,
        "escapes": SEMICOLON,
        "many scripts": SEMICOLON,
        "a parameter": SEMICOLON,
    },
}
"""Texts that a reader gives back otherwise, and how."""


def entry(name: str, title: str) -> TimedEntry:
    """A series with a text in each place that has one."""
    return TimedEntry(
        f"{name.replace(' ', '-')}@example.com",
        title,
        "Europe/Warsaw",
        wall("2026-03-23T10:00"),
        30,
        WEEKLY,
        wall("2026-04-06T10:00"),
        description=f"{title}\nsecond line",
        location=title,
        categories=(title, "sync"),
        organizer=Guest(title, "lead@example.com"),
        guests=(Guest(title, "ana@example.com"), Guest(title)),
        alarms=(10,),
    )


@lru_cache(maxsize=1)
def questions() -> tuple[Question, ...]:
    return tuple(
        Question(
            name,
            export_ics(entry(name, title), stamp="2026-01-01T00:00Z", name=title),
            minute_of(2026),
            minute_of(2027),
        )
        for name, (title, _) in TITLES.items()
    )


def titles(answer: Answer) -> list[str]:
    """The titles in an answer; an error is its own."""
    return [answer] if isinstance(answer, str) else [title for _, _, title in answer]


@pytest.mark.parametrize("reader", READERS, ids=lambda one: one.name)
def test_a_title_comes_back_as_it_was(reader: Reader) -> None:
    found = ask(reader, questions())
    wrong = {name for name, (_, left) in TITLES.items() if titles(found[name]) != [left] * 3}
    assert wrong == CHANGED.get(reader.name, {}).keys()


def test_a_file_has_no_line_that_a_text_made() -> None:
    for question in questions():
        lines = question.ics.replace("\r\n ", "").split("\r\n")
        assert "\n" not in "".join(lines)
        assert "\r" not in "".join(lines)
        assert sum(line.startswith("ATTENDEE") for line in lines) == 1, question.name
        assert sum(line.startswith("SUMMARY") for line in lines) == 1, question.name
        assert sum(line == "BEGIN:VEVENT" for line in lines) == 1, question.name
        assert all(len(line.encode()) <= 75 for line in question.ics.split("\r\n")), question.name
