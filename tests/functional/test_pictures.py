"""Every picture that the documentation shows is there, is a picture, and is no burden to load."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [
    ROOT / "README.md",
    *sorted(page for page in (ROOT / "docs").rglob("*.md") if "_build" not in page.parts),
]
MOST_BYTES = 250_000

_SHOWN = re.compile(r"!\[[^\]]*\]\(([^)\s]+)|^(?:```|:::+)\{(?:image|figure)\}[ ]+(\S+)", re.M)


def pictures_on(text: str) -> list[str]:
    """The places of the pictures that a page of Markdown shows, as written."""
    return [plain or fenced for plain, fenced in _SHOWN.findall(text)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_picture_a_page_shows_is_there(page: Path) -> None:
    for place in pictures_on(page.read_text(encoding="utf-8")):
        picture = page.parent / place
        assert picture.is_file(), f"{page.name} shows {place}"
        assert picture.read_bytes().startswith(b"\x89PNG\r\n")
        assert picture.stat().st_size < MOST_BYTES


def test_some_pages_show_pictures() -> None:
    assert any(pictures_on(page.read_text(encoding="utf-8")) for page in PAGES)


def test_every_way_to_show_a_picture_is_seen() -> None:
    text = "![a](one.png)\n```{image} two.png\n:alt: b\n```\n:::{figure} three.png\n:::\n[no](four.png)\n"
    assert pictures_on(text) == ["one.png", "two.png", "three.png"]
