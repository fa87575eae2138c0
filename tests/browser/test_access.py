"""Everybody can read it and use it: without mouse, colours or motion, on a phone, in the dark."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.browser.chromium import PHONE
from tests.browser.conftest import Open
from tests.browser.painted import chart_texts, contrast
from tests.browser.rosters import Made
from tests.browser.viewer import Viewer

SCHEMES = ("light", "dark")
CONTROLS = ("viewer-zone", "viewer-date", "day-before", "day-after", "next-change", "viewer-time")


ALIKE = """() => document
  .querySelectorAll("tbody tr:nth-child(n+6), svg > :not(title, text), datalist > *")
  .forEach((one) => one.remove())"""
"""A tenth row is like the fifth, and axe takes milliseconds for each; texts of charts are measured apart."""


@cache
def axe() -> str:
    """The script of axe-core, as its Python package brings it."""
    spec = find_spec("axe_playwright_python")
    assert spec is not None
    assert spec.origin is not None
    return (Path(spec.origin).parent / "axe.min.js").read_text(encoding="utf-8")


def faults(found: dict[str, Any]) -> list[str]:
    """Each violation with where it is, in one line."""
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node['html'][:120]} "
        f"{node['failureSummary'][:300]}"
        for rule in found["violations"]
        for node in rule["nodes"][:3]
    ]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [PHONE, 1280])
def test_axe_finds_nothing(open_page: Open, example: Made, scheme: str, width: int) -> None:
    page = open_page(example.page, scheme=scheme, width=width).page
    page.evaluate(ALIKE)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.evaluate(axe())  # as the browser's own tools would: the page's policy lets no script in
    found = page.evaluate(
        """() => axe.run(document, {
          resultTypes: ["violations"],
          runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        })"""
    )
    assert len(found["passes"]) > 20
    assert faults(found) == []


@pytest.mark.parametrize("scheme", [*SCHEMES, "forced"])
def test_every_text_of_a_chart_can_be_told_from_what_is_beneath_it(
    open_page: Open, example: Made, scheme: str
) -> None:
    forced = scheme == "forced"
    look = "dark" if forced else scheme
    page = open_page(example.page, scheme=look, forced_colours=forced).page
    texts = chart_texts(page)
    assert len(texts) > 100
    pale = [text for text in texts if text.contrast < text.needed]
    assert pale == []


@pytest.mark.parametrize("width", [PHONE, 1280])
def test_no_text_of_a_chart_is_too_small_to_read(open_page: Open, example: Made, width: int) -> None:
    page = open_page(example.page, width=width).page
    sizes = page.evaluate(
        """() => [...document.querySelectorAll("main svg text")]
          .filter((text) => text.getBoundingClientRect().width)
          .map((text) => [
            parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a,
            text.closest("section").id,
            text.ownerSVGElement.getAttribute("aria-label"),
          ])"""
    )
    assert len(sizes) > 100
    assert sorted({(where, chart, size) for size, where, chart in sizes if size < 8.5}) == []


@pytest.mark.parametrize("width", [PHONE, 1280])
def test_what_is_pressed_is_big_enough_for_a_finger(open_page: Open, example: Made, width: int) -> None:
    page = open_page(example.page, width=width).page
    sizes = page.evaluate(
        """() => [...document.querySelectorAll("main :is(button, input, summary)")]
          .map((one) => [one.id || one.textContent.trim(), one.getBoundingClientRect()])
          .filter(([, box]) => box.width)
          .map(([name, box]) => [name, box.width, box.height])"""
    )
    assert [found for found in sizes if min(found[1:]) < 24] == []  # WCAG 2.2, 2.5.8


def test_tab_reaches_everything_in_reading_order_and_shows_where_it_is(
    open_page: Open, example: Made
) -> None:
    page = open_page(example.page).page
    Viewer(page).set_date("2027-03-15")  # on the first date there is no date before
    page.evaluate(
        "document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')"
    )
    wanted = page.evaluate(
        """() => {
          const all = document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']");
          const seen = [...all]
            .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled);
          window.order = seen;
          return seen.length;
        }"""
    )
    where = """() => {
      const one = document.activeElement;
      const style = getComputedStyle(one);
      return {
        place: window.order.indexOf(one),
        tag: `${one.tagName}#${one.id} ${one.textContent.trim().slice(0, 30)}`,
        ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        ink: style.outlineColor,
        positive: one.tabIndex > 0,
      };
    }"""
    places: list[int] = []
    bare: list[str] = []
    for _ in range(wanted * 2 + 20):
        page.keyboard.press("Tab")
        found = page.evaluate(where)
        if found["place"] < 0:
            break
        if not places or places[-1] != found["place"]:  # a date has several parts
            places.append(found["place"])
            if not found["ring"] or found["positive"]:
                bare.append(found["tag"])
    assert places == list(range(wanted))
    assert bare == []
    assert [
        one for one in CONTROLS if not page.evaluate("(id) => order.some((one) => one.id === id)", one)
    ] == []


def test_the_keys_move_the_slider_and_open_every_part(open_page: Open, example: Made) -> None:
    page = open_page(example.page).page
    viewer = Viewer(page)
    viewer.set_date("2027-03-09")
    page.focus("#viewer-time")
    page.keyboard.press("Home")
    assert viewer.read().clock == "00:00"
    page.keyboard.press("ArrowRight")
    assert viewer.read().clock == "00:05"
    page.keyboard.press("PageUp")
    later = viewer.read().clock
    assert "00:05" < later <= "04:00"
    page.keyboard.press("End")
    assert viewer.read().clock == "23:55"
    page.keyboard.press("ArrowLeft")
    assert viewer.read().clock == "23:50"
    said = page.get_attribute("#viewer-time", "aria-valuetext") or ""
    assert "23:50" in said
    summaries = page.locator("summary:visible")
    assert summaries.count() > 3
    for summary in summaries.all():
        summary.focus()
        page.keyboard.press("Enter")
        assert summary.evaluate("one => one.parentElement.open")
        page.keyboard.press("Space")
        assert not summary.evaluate("one => one.parentElement.open")


def test_buttons_work_by_key_and_keep_their_place(open_page: Open, example: Made) -> None:
    page = open_page(example.page).page
    viewer = Viewer(page)
    viewer.set_date("2027-03-13")
    for query, on in (("#day-after", "2027-03-14"), ("#day-before", "2027-03-13")):
        page.focus(query)
        page.keyboard.press("Enter")
        assert viewer.value("#viewer-date") == on
        assert page.evaluate("document.activeElement.id") == query[1:]


VISIBLE = """
() => [...document.querySelectorAll("body *")]
  .filter((one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
  .filter((one) => { const box = one.getBoundingClientRect(); return box.width * box.height > 0; })
  .length
"""


def test_who_wants_no_motion_gets_none_and_misses_nothing(open_page: Open, example: Made) -> None:
    moving = open_page(example.page).page
    still = open_page(example.page, still=True).page
    Viewer(still).set_zone("Asia/Kolkata")
    Viewer(still).set_date("2027-03-15")
    Viewer(still).move([300, 600])
    assert still.evaluate("document.getAnimations().length") == 0
    assert still.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    slow = """() => [...document.querySelectorAll("*")].filter((one) => {
      const style = getComputedStyle(one);
      return [...style.transitionDuration.split(","), ...style.animationDuration.split(",")]
        .some((time) => parseFloat(time) > 0.01);
    }).length"""
    assert still.evaluate(slow) == 0
    assert open_page(example.page, still=True).page.evaluate(VISIBLE) == moving.evaluate(VISIBLE)


def test_with_forced_colours_nothing_disappears(open_page: Open, example: Made) -> None:
    plain, forced = (open_page(example.page, forced_colours=one).page for one in (False, True))
    assert forced.evaluate("matchMedia('(forced-colors: active)').matches")
    assert forced.evaluate(VISIBLE) == plain.evaluate(VISIBLE)
    # What has no text and is told by its colour alone must still differ from what it lies on.
    blocks = """() => [...document.querySelectorAll("main :is(span, div, i, td, li, svg rect, svg path)")]
      .filter((one) => !one.textContent.trim() && one.checkVisibility({ visibilityProperty: true }))
      .map((one) => {
        const box = one.getBoundingClientRect();
        const style = getComputedStyle(one);
        const drawn = one instanceof SVGElement
          ? style.fill !== "none" || style.stroke !== "none"
          : style.backgroundColor !== "rgba(0, 0, 0, 0)" || style.backgroundImage !== "none"
            || parseFloat(style.borderTopWidth) > 0 || parseFloat(style.borderLeftWidth) > 0;
        return { drawn, size: box.width * box.height, name: one.getAttribute("class") || one.tagName };
      })"""
    before, after = plain.evaluate(blocks), forced.evaluate(blocks)
    assert len(before) == len(after)
    gone = {
        was["name"]
        for was, now in zip(before, after, strict=True)
        if was["drawn"] and was["size"] > 4 and not (now["drawn"] and now["size"] > 4)
    }
    assert gone == set()


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.005)
