"""What is painted beneath the text of a chart, and how well the text can be told from it.

Law: the colour beneath is taken from a picture of the page without its texts, so whatever lies there counts:
bars, cells, hatching, the page itself. The contrast is that of WCAG 2.2, "relative luminance" and
"contrast ratio".
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.Image import Image
    from playwright.sync_api import Page

_TEXTS: Final = """
() => {
  const found = [];
  for (const text of document.querySelectorAll("main svg text")) {
    const box = text.getBoundingClientRect();
    const style = getComputedStyle(text);
    if (!box.width || !box.height || !text.textContent.trim() || style.visibility !== "visible") continue;
    let opacity = Number(style.fillOpacity);
    for (let up = text; up && up.nodeType === 1; up = up.parentElement) {
      opacity *= Number(getComputedStyle(up).opacity);
    }
    found.push({
      text: text.textContent.trim(),
      box: [box.left + scrollX, box.top + scrollY, box.right + scrollX, box.bottom + scrollY],
      fill: style.fill,
      opacity,
      size: parseFloat(style.fontSize) * Math.abs(text.getScreenCTM().a),
      bold: Number(style.fontWeight) >= 700,
    });
  }
  return found;
}
"""
_HIDE: Final = """
() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("svg text, svg tspan { fill: transparent !important; stroke: transparent !important }");
  document.adoptedStyleSheets = [sheet];
}
"""
_INK: Final = """
(name) => {
  const paper = document.createElement("canvas");
  paper.width = paper.height = 1;
  const pen = paper.getContext("2d");
  pen.fillStyle = name;
  pen.fillRect(0, 0, 1, 1);
  return [...pen.getImageData(0, 0, 1, 1).data];
}
"""

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Text:
    """A text of a chart: its size in CSS pixels, and its contrast with what is beneath most of it."""

    text: str
    size: float
    contrast: float
    needed: float
    ink: Colour
    ground: Colour


def luminance(colour: Colour) -> float:
    """WCAG 2.2, relative luminance."""
    red, green, blue = (
        part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4
        for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """WCAG 2.2, contrast ratio: 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def picture(page: Page) -> Image:
    """The whole page as it is painted."""
    from PIL import Image

    return Image.open(io.BytesIO(page.screenshot(full_page=True, animations="disabled"))).convert("RGB")


def chart_texts(page: Page) -> list[Text]:
    """Every visible text of every chart on the page; afterwards they are gone."""
    texts = page.evaluate(_TEXTS)
    inks = {fill: tuple(page.evaluate(_INK, fill)) for fill in {text["fill"] for text in texts}}
    page.evaluate(_HIDE)
    ground = picture(page)
    return [_measured(text, inks[text["fill"]], ground) for text in texts]


def _measured(text: dict, ink: tuple[int, ...], ground: Image) -> Text:  # type: ignore[type-arg]
    left, top, right, bottom = text["box"]
    spots = []
    for across in range(1, 10):
        for down in range(1, 4):
            x, y = left + (right - left) * across / 10, top + (bottom - top) * (0.2 + 0.15 * down)
            if 0 <= x < ground.width and 0 <= y < ground.height:
                beneath = ground.getpixel((int(x), int(y)))
                assert isinstance(beneath, tuple)
                under = (beneath[0], beneath[1], beneath[2])
                part = text["opacity"] * ink[3] / 255
                red, green, blue = (
                    round(own * part + other * (1 - part)) for own, other in zip(ink[:3], under, strict=True)
                )
                spots.append((contrast((red, green, blue), under), (red, green, blue), under))
    spots.sort()
    # A grid line that crosses a text is not its ground: the worst tenth does not count.
    worst, colour, under = spots[len(spots) // 10] if spots else (21.0, (0, 0, 0), (255, 255, 255))
    large = text["size"] >= 24 or (text["size"] >= 18.66 and text["bold"])
    return Text(text["text"], text["size"], worst, 3.0 if large else 4.5, colour, under)
