"""Any chart has a picture, and a room in which it is readable."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from overlap.render.chart_picture import chart_svg, room_of
from overlap.render.charts import BarRow, Bars, HeatMap, HeatRow, YearDay, YearStrip
from overlap.render.document import Band, BandGroup, Bands, Chart, Document, Strip, StripRow
from overlap.render.html import to_html
from overlap.render.style import Style, reading_as
from tests.render.drawn import SVG, read, size_of, texts
from tests.render.views import read_html

CHARTS: dict[str, Chart] = {
    "heat": HeatMap("a", "h", tuple(f"{hour:02d}" for hour in range(24)), (HeatRow("Mon", (1.0,) * 24),)),
    "year": YearStrip(
        "a", "h", tuple(YearDay(date(2026, 1, 1) + timedelta(days=number), 1, 2) for number in range(365))
    ),
    "bars": Bars("a", "h", ("p", "q"), (BarRow("x", (1.0, 2.0)),)),
    "strip": Strip((StripRow("x", ("all",) * 24),), 60, "a"),
    "bands": Bands("a", "UTC", (BandGroup("x", (Band("d", ((0, 60, "work"),)),)),)),
}


@pytest.mark.parametrize("kind", CHARTS)
def test_every_chart_has_a_picture_of_its_kind(kind: str) -> None:
    root = read(chart_svg(CHARTS[kind]))
    assert root.get("class") == f"ov-picture ov-{kind}"
    assert root.get("viewBox") is not None


@pytest.mark.parametrize("kind", CHARTS)
def test_a_notebook_gives_each_the_room_it_needs_and_its_table(kind: str) -> None:
    chart = CHARTS[kind]
    least, most = room_of(chart)
    html = to_html(Document((chart,)))
    assert f'<div style="min-width:{least}px;max-width:{most}px"><svg ' in html
    assert "<details><summary>As a table</summary><table " in html
    assert read_html(html).twins == 1
    wide, _ = size_of(read(chart_svg(chart)))
    # Letters of ten units are at least eight pixels tall, and never as tall as a heading.
    assert least / wide >= 0.7
    assert most / wide <= 2.6


def test_a_telephone_shows_maps_and_bars_whole() -> None:
    assert room_of(CHARTS["heat"])[0] <= 328
    assert room_of(CHARTS["bars"])[0] <= 328
    many = HeatMap("a", "h", ("x",) * 96, ())
    assert room_of(many)[0] / size_of(read(chart_svg(many)))[0] >= 0.7


def test_pictures_have_no_colours_but_ours_and_those_around() -> None:
    for chart in CHARTS.values():
        colours = set(re.findall(r' (?:fill|stroke)="([^"]*)"', chart_svg(chart)))
        assert colours <= {"none", "currentColor", "#4a8bc9", "#000"}


def test_dates_and_times_are_in_the_readers_words() -> None:
    with reading_as(Style(hours=12)):
        root = read(chart_svg(CHARTS["strip"]))
        assert "am" in (root.findtext(f"{SVG}desc") or "")
    pytest.importorskip("babel", reason="other words need babel: pip install .[i18n]")
    with reading_as(Style(locale="pl")):
        assert "mar" in texts(read(chart_svg(CHARTS["year"])))
