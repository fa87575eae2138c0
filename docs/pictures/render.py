"""Draws the pictures of the documentation: the bundled example's page, as Chromium shows it.

Run by hand when the page has changed, from the repository's root:

    python docs/pictures/render.py
    python docs/pictures/render.py --sheets /tmp/sheets

The first writes the pictures beside this file. The second writes whole pages at three widths in light and
dark, and every printed page, to be looked at. It needs what tests/browser needs, and Debian's fonts-inter:
the page asks for the system's own face, and a bare machine's is not what readers see.

Law: the dates are fixed and so is the moment shown, so that the same page gives the same picture.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

HERE: Final = Path(__file__).resolve().parent
PROGRAMS: Final = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
DATES: Final = ("2026-11-23", "2027-11-21")
MOMENT: Final = "z=Europe/Warsaw&d=2027-03-15&m=865"
"""Kraków's 14:25 on the Monday after New York's clocks changed: the half hour that all six teams share."""

MARGIN: Final = 12
"""CSS pixels around an element."""

MOST_BYTES: Final = 250_000
"""Of a picture: a page with five of them still loads at once."""

FACES: Final = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <match target="pattern">
    <edit name="family" mode="prepend_first" binding="strong"><string>Inter</string></edit>
  </match>
</fontconfig>
"""


@dataclass(frozen=True)
class Picture:
    """A file, what is on it, and through what.

    Attributes:
        name: Of the file.
        part: The element shown.
        width: Of the window, in CSS pixels.
        from_top: Whether all that stands above the element is shown as well.
        scheme: Light or dark.
    """

    name: str
    part: str = "#day"
    width: int = 1280
    from_top: bool = False
    scheme: Literal["light", "dark"] = "light"


PICTURES: Final = (
    Picture("report-light.png", from_top=True),
    Picture("report-dark.png", from_top=True, scheme="dark"),
    Picture("report-phone.png", width=390),
    Picture("day.png", width=1120),
    Picture("stagger.png", part="#stagger figure", width=1120),
)


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser that draws with Inter."""
    from playwright.sync_api import sync_playwright

    program = os.environ.get("OVERLAP_CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        sys.exit("no Chromium: run tests/browser/setup.sh")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        faces = Path(folder, "fonts.conf")
        faces.write_text(FACES, encoding="utf-8")
        shown = driver.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--font-render-hinting=none", "--lang=en-GB"],
            env={**os.environ, "LANGUAGE": "en_GB", "FONTCONFIG_FILE": str(faces)},
        )
        yield shown
        shown.close()


def write_report(folder: Path) -> Path:
    """The page, made as a reader makes it."""
    page = folder / "report.html"
    first, last = DATES
    command = [sys.executable, "-m", "overlap", "report", "-o", str(page), "--from", first, "--until", last]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own program
    return page


@contextmanager
def opened(browser: Any, page: Path, width: int, scheme: str) -> Iterator[Any]:
    """The page at the moment shown."""
    context = browser.new_context(
        offline=True,
        locale="en-GB",
        timezone_id="Europe/Warsaw",
        viewport={"width": width, "height": 1000},
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    try:
        shown = context.new_page()
        shown.goto(f"{page.as_uri()}#{MOMENT}", wait_until="load")
        shown.wait_for_timeout(300)
        yield shown
    finally:
        context.close()


def draw(browser: Any, page: Path, picture: Picture) -> bytes:
    """One picture as PNG."""
    with opened(browser, page, picture.width, picture.scheme) as shown:
        # The sections' list sticks to the window's top, and would lie over a part further down.
        shown.evaluate("document.querySelector('nav').style.position = 'static'")
        box = shown.locator(picture.part).first.bounding_box()
        left, right = max(box["x"] - MARGIN, 0), min(box["x"] + box["width"] + MARGIN, picture.width)
        top, bottom = box["y"] - MARGIN, box["y"] + box["height"] + MARGIN
        if picture.from_top:
            left, right, top = 0, picture.width, 0
        clip = {"x": left, "y": top, "width": right - left, "height": bottom - top}
        return bytes(shown.screenshot(full_page=True, clip=clip))


def packed(png: bytes) -> bytes:
    """The same picture in its 256 most frequent colours, a third as large; the rest are edges of letters."""
    from PIL import Image

    with Image.open(io.BytesIO(png)) as full:
        plain = full.convert("RGB")
    counted = sorted(plain.getcolors(plain.width * plain.height) or [], reverse=True)
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for _, colour in counted[:256] for part in colour])
    out = io.BytesIO()
    plain.quantize(palette=palette, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def sheets(browser: Any, page: Path, folder: Path) -> None:
    """Whole pages at three widths, light and dark, and the printed pages."""
    folder.mkdir(parents=True, exist_ok=True)
    for width in (360, 1024, 1920):
        for scheme in ("light", "dark"):
            with opened(browser, page, width, scheme) as shown:
                shown.evaluate("document.querySelector('nav').style.position = 'static'")
                columns(shown.screenshot(full_page=True), folder / f"sheet-{width}-{scheme}.png", width)
    for name, landscape in (("portrait", False), ("landscape", True)):
        with opened(browser, page, 1280, "light") as shown:
            paper = folder / f"print-{name}.pdf"
            shown.pdf(path=str(paper), format="A4", landscape=landscape, print_background=True)
            command = ["pdftoppm", "-r", "50", "-png", str(paper), str(folder / f"print-{name}")]
            subprocess.run(command, check=True)  # noqa: S603 - a fixed command
            beside(sorted(folder.glob(f"print-{name}-*.png")), folder / f"print-{name}.png")


def columns(png: bytes, path: Path, width: int) -> None:
    """A long page cut into columns that stand side by side, at most six."""
    from PIL import Image

    with Image.open(io.BytesIO(png)) as full:
        height = max(2000, -(-full.height // 6))
        cuts = range(0, full.height, height)
        sheet = Image.new("RGB", (len(cuts) * (width + 20), height), "white")
        for number, top in enumerate(cuts):
            part = full.crop((0, top, width, min(top + height, full.height)))
            sheet.paste(part, (number * (width + 20), 0))
        sheet.thumbnail((4000, 4000))
        sheet.save(path)


def beside(pages: list[Path], path: Path) -> None:
    """Printed pages in rows of eight."""
    from PIL import Image

    shown = [Image.open(page).convert("RGB") for page in pages]
    width, height = shown[0].width + 8, shown[0].height + 8
    sheet = Image.new("RGB", (width * min(8, len(shown)), height * -(-len(shown) // 8)), "grey")
    for number, one in enumerate(shown):
        sheet.paste(one, (number % 8 * width, number // 8 * height))
    sheet.save(path)
    for page in pages:
        page.unlink()


def main() -> int:
    """Draws what is asked for; a picture that is too large for a page is a fault."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    arguments.add_argument("--sheets", type=Path, metavar="FOLDER", help="whole pages, to be looked at")
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        page = write_report(Path(folder))
        if chosen.sheets is not None:
            sheets(browser, page, chosen.sheets)
            return 0
        sizes = []
        for picture in PICTURES:
            png = packed(draw(browser, page, picture))
            (HERE / picture.name).write_bytes(png)
            sizes.append(len(png))
            sys.stdout.write(f"{picture.name}  {len(png)} bytes\n")
    return 0 if max(sizes) < MOST_BYTES else 1


if __name__ == "__main__":
    raise SystemExit(main())
