"""Text, Markdown, HTML, JSON and a workbook of one question say the same numbers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from html.parser import HTMLParser
from io import StringIO
from typing import Any

import openpyxl
import pytest

from overlap.adapters.bundled import example_text
from overlap.cli.main import main
from overlap.render.text import to_ascii
from tests.functional.terminal import FIXED_NOW

DATES = ("--from", "2026-11-23", "--until", "2027-03-28")


class Cells(HTMLParser):
    """The rows of every table on a page, and the label and value of every card."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.cards: list[list[str]] = []
        self._into: list[str] | None = None
        self._tag = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        if tag == "tr":
            self.rows.append([])
        elif tag == "li" and "card" in classes:
            self.cards.append([])
        elif tag in ("td", "th") and self.rows:
            self._start(self.rows[-1], tag)
        elif self.cards and ((tag == "h3" and len(self.cards[-1]) == 0) or "value" in classes):
            self._start(self.cards[-1], tag)

    def _start(self, into: list[str], tag: str) -> None:
        into.append("")
        self._into, self._tag = into, tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._tag:
            self._into = None

    def handle_data(self, data: str) -> None:
        if self._into is not None:
            self._into[-1] += data


def printed(*command: str) -> str:
    """What a command about the dates prints."""
    out = StringIO()
    with redirect_stdout(out):
        assert main([*command, *DATES], now=lambda: FIXED_NOW) == 0
    return out.getvalue()


@pytest.fixture(scope="module")
def faces(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The example's report in every form."""
    folder = tmp_path_factory.mktemp("faces")
    team = folder / "team.toml"
    team.write_text(example_text(), encoding="utf-8")
    found: dict[str, Any] = {"text": printed("report", str(team))}
    for ending in ("html", "md"):
        printed("report", str(team), "-o", str(folder / f"r.{ending}"))
        found[ending] = (folder / f"r.{ending}").read_text(encoding="utf-8")
    printed("export", str(team), "-o", str(folder / "r.xlsx"))
    found["xlsx"] = openpyxl.load_workbook(folder / "r.xlsx")
    for name, *rest in (("report",), ("coverage",), ("windows", "--quorum", "5")):
        found[name] = json.loads(printed(name, str(team), *rest, "--json"))
    found["page"] = Cells(found["html"])
    return found


def sheet(faces: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """A sheet's rows by their heads."""
    head, *rows = faces["xlsx"][name].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def after(text: str, heading: str) -> Iterator[list[str]]:
    """The rows of the table under a heading of plain text."""
    lines = iter(text.splitlines())
    for line in lines:
        if line == heading:
            break
    cells = [re.split(r"  +", line.strip()) for line in lines]
    start = next(number for number, row in enumerate(cells) if set(row[0]) == {"-"} and len(row) > 1)
    for row in cells[start + 1 :]:
        if row == [""]:
            return
        yield row


def test_key_figures_are_the_same_words_in_text_markdown_and_html(faces: dict[str, Any]) -> None:
    told = [(row[0], row[1]) for row in after(faces["text"], "Key figures")]
    assert len(told) >= 8
    assert [(card[0], card[1]) for card in faces["page"].cards] == told
    for label, value in told:
        assert f"| {label} | {value} |" in faces["md"]


def test_key_figures_are_the_numbers_of_the_machines_output(faces: dict[str, Any]) -> None:
    told = {card[0]: card[1] for card in faces["page"].cards}
    kpis = faces["report"]["kpis"]
    assert told["Somebody at work, 24x7"] == f"{100 * kpis['coverage']['share']:.1f} %"
    minutes = round(kpis["most_minutes_a_week"])
    assert told["5 teams or more share"] == f"{minutes // 60} h {minutes % 60:02d} min a week"
    assert told["Handoffs that fail"] == str(kpis["failed_handoffs"])
    need = kpis["requirements"][0]
    assert told[need["name"]] == f"{100 * need['share']:.1f} %"


def test_shared_minutes_are_the_same_in_every_form(faces: dict[str, Any]) -> None:
    total = faces["report"]["most_total_minutes"]
    assert total == faces["windows"]["total_minutes"] > 0
    rows = [row for row in sheet(faces, "Windows") if row["Teams needed"].startswith("5 ")]
    assert round(sum(row["Hours"] for row in rows) * 60) == total
    # The page tells each date's minutes: those of its year that lie in the dates.
    weeks = [
        row for row in faces["page"].rows if re.fullmatch(r"(\d\d\d\d-W\d\d|Mon \d.*|\d.*)", row[0] or "")
    ]
    assert weeks
    held = re.search(r'id="data">(.*?)</script>', faces["html"], re.S)
    assert held is not None
    lengths = json.loads(held[1])["together"]
    assert sum(length for length, on in zip(lengths[::2], lengths[1::2], strict=True) if on) == total


def test_uncovered_time_is_the_same_in_every_form(faces: dict[str, Any]) -> None:
    kpis, whole = faces["report"]["kpis"], faces["coverage"]
    assert kpis["coverage"]["uncovered_minutes"] == sum(run["minutes"] for run in whole["uncovered"])
    hours, rest = divmod(kpis["coverage"]["uncovered_minutes"], 60)
    text = f"{hours} h {rest:02d} min uncovered" if rest else f"{hours} h uncovered"
    assert text in faces["text"]
    assert text in faces["html"]
    (need,) = sheet(faces, "Needs")
    assert need["Covered"] == pytest.approx(kpis["requirements"][0]["share"], abs=1e-6)


def test_burdens_of_meetings_are_the_same_in_every_form(faces: dict[str, Any]) -> None:
    told = {one["team"]: one["day_minutes"] + one["night_minutes"] for one in faces["report"]["team_burdens"]}
    names = {team["id"]: team["name"] for team in faces["report"]["teams"]}
    ledger: dict[str, int] = {}
    for row in sheet(faces, "Ledger"):
        ledger[row["Team"]] = ledger.get(row["Team"], 0) + row["Burden (minutes)"]
    assert {names[team]: minutes for team, minutes in told.items()} == ledger
    for team, minutes in told.items():
        cells = next(
            cells
            for cells in faces["page"].rows
            if cells[0] == names[team] and len(cells) >= 4 and cells[1].isdigit() and cells[2].isdigit()
        )
        assert cells[3] == str(minutes)
    held = {one["title"]: one["held"] for one in faces["report"]["meetings"]}
    counted = {row[0]: row[2] for row in after(faces["text"], "Meetings")}
    assert {title: str(count) for title, count in held.items()} == counted


def test_holidays_are_the_same_in_every_form(faces: dict[str, Any]) -> None:
    told = faces["report"]["holidays"]
    names = {team["id"]: team["name"] for team in faces["report"]["teams"]}
    rows = list(after(faces["text"], "Holidays ahead"))
    # The terminal here shows ASCII alone.
    assert [(row[1], row[2]) for row in rows] == [
        (to_ascii(names[one["team"]]), to_ascii(one["name"])) for one in told
    ]
    listed = {(row["Date"].date().isoformat(), row["Team"], row["Day"]) for row in sheet(faces, "Holidays")}
    assert {(one["date"], names[one["team"]], one["name"]) for one in told} <= listed
