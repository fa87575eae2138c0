"""Names are text: whatever people wrote, the page shows it and does nothing with it."""

from __future__ import annotations

import pytest

from overlap.render.one_line import one_line
from tests.browser.chromium import PHONE
from tests.browser.conftest import Open
from tests.browser.rosters import HOSTILE, Made
from tests.browser.viewer import Viewer

WIDE = """
() => {
  const edge = document.documentElement.clientWidth;
  const scrolls = (one) => {
    for (let up = one; up; up = up.parentElement) {
      const how = getComputedStyle(up);
      if (up !== document.documentElement && /auto|scroll|hidden|clip/.test(how.overflowX)) return true;
    }
    return false;
  };
  return {
    page: document.documentElement.scrollWidth - edge,
    parts: [...document.body.querySelectorAll("*")]
      .filter((one) => one.getBoundingClientRect().right > edge + 1 && !scrolls(one))
      .map((one) => `${one.tagName}.${one.getAttribute("class")}: ${one.textContent.trim().slice(0, 40)}`)
      .slice(0, 5),
  };
}
"""


def test_every_name_is_shown_as_it_was_written(open_page: Open, hostile: Made) -> None:
    opened = open_page(hostile.page)
    names = [one_line(name) for name in HOSTILE]
    teams = opened.page.locator("[data-team]")
    assert teams.count() == len(names)
    for number, name in enumerate(names):
        assert name in (teams.nth(number).text_content() or "")
    for section in ("day", "meetings", "coverage", "holidays", "teams"):
        text = opened.page.locator(f"#{section}").text_content() or ""
        lacking = [name for name in names if " ".join(name.split()) not in " ".join(text.split())]
        assert not lacking, section
    heading = opened.page.locator("h1").first.text_content() or ""
    assert " ".join(heading.split()) == " ".join(" ".join(names).split())
    assert "49" not in heading


def test_no_name_does_anything(open_page: Open, hostile: Made) -> None:
    opened = open_page(hostile.page)
    viewer = Viewer(opened.page)
    for zone in ("Asia/Kolkata", "America/New_York"):
        viewer.set_zone(zone)
        viewer.set_date("2026-12-09")
        viewer.move(range(0, 1440, 30))
    for details in opened.page.locator("summary").all():
        details.click()
    assert opened.dialogs == []
    assert opened.console == []
    assert opened.failures == []
    assert opened.requests == [hostile.page.as_uri()]
    assert opened.page.locator("img, b:text-is('bold'), iframe, object, embed").count() == 0
    plain = open_page(hostile.page, scripts=False)
    assert plain.page.locator("script").count() == opened.page.locator("script").count() == 3


def test_a_name_from_right_to_left_turns_nothing_else(open_page: Open, hostile: Made) -> None:
    page = open_page(hostile.page).page
    text = page.locator("main").text_content() or ""
    assert not set(text) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")


@pytest.mark.parametrize("width", [PHONE, 768, 1280])
def test_no_page_is_wider_than_its_screen(
    open_page: Open, example: Made, hostile: Made, crowd: Made, width: int
) -> None:
    for made in (example, hostile, crowd):
        page = open_page(made.page, width=width).page
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert page.evaluate(WIDE) == {"page": 0, "parts": []}, made.page.parent.name
