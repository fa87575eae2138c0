"""Printed on A4 either way, no chart is cut by a page's edge, and nothing is there that paper cannot do."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.browser.conftest import Open
from tests.browser.rosters import Made

MARK = """
() => {
  const figures = [...document.querySelectorAll("main figure, main svg, .chart-grid, .card, [data-team]")]
    .filter((one) => one.checkVisibility() && !one.parentElement.closest("figure"))
    .filter((one) => one.getBoundingClientRect().height > 1);
  figures.forEach((figure, number) => {
    for (const [name, edge] of [["top", "top"], ["bottom", "bottom"]]) {
      const mark = document.createElement("span");
      mark.textContent = `chart${number}${name}`;
      mark.style.cssText = `position:absolute;left:0;${edge}:0;font:2px/2px monospace;color:#000`;
      const host = figure instanceof SVGElement ? figure.parentElement : figure;
      if (getComputedStyle(host).position === "static") host.style.position = "relative";
      host.append(mark);
    }
  });
  return figures.length;
}
"""


def printed(page: object, path: Path, *, landscape: bool) -> list[str]:
    """The text of each page of the PDF."""
    page.pdf(path=str(path), format="A4", landscape=landscape, print_background=True)  # type: ignore[attr-defined]
    told = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)  # noqa: S607
    return told.stdout.decode().split("\f")[:-1]


@pytest.mark.parametrize("landscape", [False, True])
def test_no_chart_is_cut_by_the_edge_of_a_page(
    open_page: Open, example: Made, tmp_path: Path, landscape: bool
) -> None:
    page = open_page(example.page, width=1046 if landscape else 718).page
    page.emulate_media(media="print")
    count = page.evaluate(MARK)
    assert count >= 6
    pages = printed(page, tmp_path / "page.pdf", landscape=landscape)
    assert 2 <= len(pages) <= 60
    for number in range(count):
        tops = [index for index, text in enumerate(pages) if f"chart{number}top" in text]
        bottoms = [index for index, text in enumerate(pages) if f"chart{number}bottom" in text]
        assert len(tops) == 1, f"chart {number} is not printed"
        assert tops == bottoms, f"chart {number} begins on page {tops[0] + 1} and ends on {bottoms}"


@pytest.mark.parametrize("landscape", [False, True])
def test_nothing_is_wider_than_the_paper(open_page: Open, example: Made, landscape: bool) -> None:
    # A4 less the browser's own margins of 1 cm, in CSS pixels.
    width = 1046 if landscape else 718
    page = open_page(example.page, width=width).page
    page.emulate_media(media="print")
    wide = page.evaluate(
        """() => [...document.querySelectorAll("main *")]
          .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1)
          .map((one) => `${one.tagName} ${one.textContent.trim().slice(0, 40)}`).slice(0, 5)"""
    )
    assert wide == []
    cut = page.evaluate(
        """() => [...document.querySelectorAll("main *")]
          .filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1
            && /auto|scroll|hidden/.test(getComputedStyle(one).overflowX) && one.clientWidth > 1)
          .map((one) => `${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 40)}`)
          .slice(0, 5)"""
    )
    assert cut == []


def test_controls_are_not_printed_and_the_figures_are(open_page: Open, example: Made, tmp_path: Path) -> None:
    page = open_page(example.page, scheme="dark").page
    text = "\n".join(printed(page, tmp_path / "page.pdf", landscape=False))
    for name in ("Manila Support", "Kraków Engineering", "Weekly core sync", "Good Friday"):
        assert name in text
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator(":is(button, input, select, nav):visible").count() == 0
    # Paper is white, whatever the screen was.
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    ink = page.evaluate("getComputedStyle(document.querySelector('main p')).color")
    assert max(map(int, ink.strip("rgb()").split(",")[:3])) < 90
