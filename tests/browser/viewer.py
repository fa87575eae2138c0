"""The page's movable day, driven as a reader does: a clock, a date, a place of the slider.

Law: it reads what the page shows and computes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.browser.answers import TeamAt

if TYPE_CHECKING:
    from playwright.sync_api import Page

_READ = """
() => {
  const one = (query) => document.querySelector(query);
  const told = (query) => one(query).textContent.trim();
  const time = one("#viewer-instant");
  return {
    clock: told("#viewer-clock"),
    instant: (time.matches("time") ? time : time.querySelector("time")).getAttribute("datetime"),
    people: told("#present-people"),
    teams: told("#present-teams"),
    shared: told("#shared-today"),
    rows: [...document.querySelectorAll("[data-team]")].map((row) => ({
      id: row.dataset.team,
      local: row.querySelector("[data-local]").textContent.trim(),
      state: (row.matches("[data-state]") ? row : row.querySelector("[data-state]")).dataset.state,
      people: row.dataset.people,
    })),
  };
}
"""

_MOVE = f"""
(places) => {{
  const slider = document.querySelector("#viewer-time");
  const read = {_READ.strip()};
  return places.map((place) => {{
    slider.value = place;
    slider.dispatchEvent(new Event("input", {{ bubbles: true }}));
    return {{ ...read(), place: Number(slider.value) }};
  }});
}}
"""


@dataclass(frozen=True)
class Shown:
    """What the page says at one place of the slider."""

    place: int
    clock: str
    instant: str
    people: int
    teams: int
    shared: str
    rows: dict[str, TeamAt]

    @classmethod
    def of(cls, read: dict[str, Any]) -> Shown:
        rows = {row["id"]: TeamAt(row["local"], row["state"], int(row["people"])) for row in read["rows"]}
        return cls(
            read.get("place", -1),
            read["clock"],
            read["instant"],
            int(read["people"]),
            int(read["teams"]),
            read["shared"],
            rows,
        )


class Viewer:
    """The reader's hand on the page's day."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def set_zone(self, zone: str) -> None:
        """Writes a zone's key and leaves the field."""
        self.page.fill("#viewer-zone", zone)
        self.page.dispatch_event("#viewer-zone", "change")

    def set_date(self, on: str) -> None:
        """Chooses a date."""
        self.page.fill("#viewer-date", on)
        self.page.dispatch_event("#viewer-date", "change")

    def value(self, query: str) -> str:
        """What stands in a field."""
        return self.page.input_value(query)

    def last_place(self) -> int:
        """The slider's end, in minutes."""
        return int(self.page.get_attribute("#viewer-time", "max") or -1)

    def read(self) -> Shown:
        """The page as it stands."""
        return Shown.of(self.page.evaluate(_READ))

    def move(self, places: Sequence[int]) -> list[Shown]:
        """What the page says at each place in turn."""
        return [Shown.of(read) for read in self.page.evaluate(_MOVE, list(places))]
