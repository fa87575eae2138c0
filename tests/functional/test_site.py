"""The pages of the documentation hang together: links lead somewhere, lists are whole, guides are alike.

Law: pages are read as text, so that this holds where no page is built.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(page for page in DOCS.rglob("*.md") if "_build" not in page.parts)
GUIDES = sorted(page for page in (DOCS / "how-to").glob("*.md") if page.name != "index.md")
FOR_PROGRAMS = {"many-questions.md"}
"""Guides without a team file and without commands."""
_FENCE = re.compile(r"^(`{3,})(\{toctree\})?[^\n`]*\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")


def named(page: Path) -> str:
    """A page's path below docs, without its ending."""
    return page.relative_to(DOCS).with_suffix("").as_posix()


@cache
def prose(page: Path) -> str:
    """A page without its code."""
    return re.sub(r"`[^`\n]+`", "", _FENCE.sub("", page.read_text(encoding="utf-8")))


@cache
def title(page: Path) -> str:
    """The first heading of a page."""
    found = re.search(r"^# (.+)$", _FENCE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    assert found is not None, f"{page} has no title"
    return found[1]


@cache
def anchors(page: Path) -> frozenset[str]:
    """What a link may name inside a page: headings as a forge writes them, and labels."""
    text = _FENCE.sub("", page.read_text(encoding="utf-8"))
    headings = re.findall(r"^#{1,6} (.+)$", text, re.MULTILINE)
    slugs = [re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings]
    return frozenset(slugs) | frozenset(re.findall(r"^\(([\w-]+)\)=$", text, re.MULTILINE))


@cache
def listed() -> dict[str, tuple[str, ...]]:
    """The pages that each page lists in its tables of contents."""
    found: dict[str, tuple[str, ...]] = {}
    for page in PAGES:
        names: list[str] = []
        for _, kind, body in _FENCE.findall(page.read_text(encoding="utf-8")):
            if not kind:
                continue
            lines = [line for line in body.splitlines() if line and not line.startswith(":")]
            entries = [re.sub(r".*<(.+)>$", r"\1", line) for line in lines]
            if ":glob:" in body:
                paths = [one for entry in entries for one in page.parent.glob(f"{entry}.md") if one != page]
            else:
                paths = [page.parent / f"{entry}.md" for entry in entries]
            names += [named(path) for path in paths]
        found[named(page)] = tuple(names)
    return found


def test_every_page_is_listed_once_and_found_from_the_first() -> None:
    entries = [entry for names in listed().values() for entry in names]
    assert len(entries) == len(set(entries))
    reached, ahead = {"index"}, ["index"]
    while ahead:
        for name in listed()[ahead.pop()]:
            reached.add(name)
            ahead.append(name)
    assert reached == {named(page) for page in PAGES}


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_inside_the_documentation_leads_somewhere(page: Path) -> None:
    for link in _LINK.findall(prose(page)):
        if re.match(r"\w+:", link):
            assert link.startswith("https://"), link
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.is_file(), f"{link} leads nowhere"
        assert not anchor or anchor in anchors(target), f"{link}: no such section"


def test_no_label_is_given_twice() -> None:
    text = "\n".join(_FENCE.sub("", page.read_text(encoding="utf-8")) for page in PAGES)
    labels = re.findall(r"^\(([\w-]+)\)=$", text, re.MULTILINE)
    assert len(labels) > 20
    assert sorted(labels) == sorted(set(labels))


def test_a_link_to_a_section_that_is_not_there_would_be_noticed() -> None:
    assert "whose-days" in anchors(DOCS / "team-file.md")
    assert "how-to-guides" not in anchors(DOCS / "team-file.md")


@pytest.mark.parametrize("folder", ["pitfalls", "how-to"])
def test_the_list_of_a_folder_has_every_page_by_its_title(folder: str) -> None:
    text = (DOCS / folder / "index.md").read_text(encoding="utf-8")
    shown = re.findall(r"\[([^\]]+)\]\(([\w-]+\.md)\)", text)
    pages = [page for page in (DOCS / folder).glob("*.md") if page.name != "index.md"]
    assert sorted(shown) == sorted((title(page), page.name) for page in pages)


def test_the_list_of_decisions_has_every_one_by_its_number_and_title() -> None:
    text = (DOCS / "design" / "index.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d{4}) \| \[([^\]]+)\]\(([\w-]+\.md)\) \|$", text, re.MULTILINE)
    pages = sorted(page for page in (DOCS / "design").glob("*.md") if page.name != "index.md")
    assert [(f"{number} {name}", path) for number, name, path in rows] == [
        (title(page), page.name) for page in pages
    ]


@pytest.mark.parametrize("guide", GUIDES, ids=named)
def test_a_guide_asks_a_question_and_answers_it_with_a_team_file_and_commands(guide: Path) -> None:
    text = guide.read_text(encoding="utf-8")
    assert title(guide).endswith("?")
    if guide.name in FOR_PROGRAMS:
        assert "```python" in text
        return
    assert re.search(r"^```toml\n# team\.toml\nversion = 1$", text, re.MULTILINE)
    assert len(re.findall(r"^\$ overlap .*\n(?!\$|```)", text, re.MULTILINE)) >= 2, "no output is shown"
    assert "\n## What can go wrong\n" in text
    links = _LINK.findall(text)
    assert any(link.startswith("../terminal.md#") for link in links)
    assert any("../pitfalls/" in link for link in links)


def test_each_section_of_the_comparison_has_a_source() -> None:
    sections = re.split(r"^## ", (DOCS / "comparison.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    told = {text.partition("\n")[0]: text for text in sections[3:]}
    assert len(told) >= 8
    for name, text in told.items():
        if name not in {"An afternoon's script", "Speed"}:
            assert "](https://" in text or "(measured)" in text, f"{name} names no source"
