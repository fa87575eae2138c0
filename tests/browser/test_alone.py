"""The page needs nothing but itself: no network, no errors, no scripts to be read, and not much room."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import date

import pytest

from tests.browser.answers import Steps, asked, local_date
from tests.browser.chromium import Opened
from tests.browser.conftest import Open
from tests.browser.rosters import Made
from tests.browser.viewer import Viewer

SECTIONS = (
    "key-figures",
    "day",
    "people",
    "year",
    "coverage",
    "meetings",
    "stagger",
    "celebrations",
    "holidays",
    "teams",
)


def test_it_asks_for_nothing_and_complains_of_nothing(open_page: Open, example: Made) -> None:
    opened = open_page(example.page)
    viewer = Viewer(opened.page)
    viewer.set_zone("Europe/Warsaw")
    viewer.set_date("2027-03-13")
    viewer.move(range(0, 1440, 60))
    opened.page.click("#day-after")
    opened.page.click("#next-change")
    assert viewer.value("#viewer-date") == "2027-03-28"
    for details in opened.page.locator("summary").all():
        details.click()
    assert opened.requests == [example.page.as_uri()]
    assert opened.console == []
    assert opened.failures == []
    assert opened.dialogs == []


def test_its_policy_lets_nothing_in(open_page: Open, example: Made) -> None:
    opened = open_page(example.page)
    got = opened.page.evaluate(
        """async () => {
          const broken = [];
          addEventListener("securitypolicyviolation", (event) => broken.push(event.effectiveDirective));
          const script = document.createElement("script");
          script.textContent = "window.ran = true";
          document.body.append(script);
          document.body.insertAdjacentHTML("beforeend", "<p id=x style='color:red' onclick='1'>x</p>");
          await fetch("https://elsewhere.invalid/").catch(() => {});
          const image = new Image();
          image.src = "https://elsewhere.invalid/dot.gif";
          const frame = document.createElement("iframe");
          frame.src = "https://elsewhere.invalid/";
          document.body.append(frame);
          await new Promise((done) => setTimeout(done, 50));
          return { broken: [...new Set(broken)].sort(), ran: window.ran === true };
        }"""
    )
    assert not got["ran"]
    wanted = {"connect-src", "frame-src", "img-src", "script-src-elem", "style-src-attr"}
    assert wanted <= set(got["broken"])


def test_it_names_no_place_outside_itself(example: Made) -> None:
    text = example.html.replace("http://www.w3.org/2000/svg", "")  # a name, not a place
    attributes = re.findall(r"""\s(?:src|srcset|action|data|poster|href)=["']?([^"'\s>]*)""", text)
    assert [one for one in attributes if not one.startswith("#")] == []
    assert not re.search(r"@import|url\(|\bimport\(|https?:", text)


def test_it_has_every_section_and_every_link_leads_somewhere(open_page: Open, example: Made) -> None:
    page = open_page(example.page).page
    ids = page.eval_on_selector_all("main [id]", "all => all.map((one) => one.id)")
    assert [one for one in SECTIONS if one not in ids] == []
    assert (
        page.evaluate(
            """() => [...document.querySelectorAll("a[href^='#']")]
             .map((link) => link.getAttribute("href").slice(1))
             .filter((id) => !document.getElementById(id))"""
        )
        == []
    )
    all_ids = page.eval_on_selector_all("[id]", "all => all.map((one) => one.id)")
    assert len(all_ids) == len(set(all_ids))


def test_without_scripts_the_report_is_there(open_page: Open, example: Made) -> None:
    opened = open_page(example.page, scripts=False)
    text = opened.page.inner_text("main")
    with_scripts = open_page(example.page).page
    for section in SECTIONS:
        told = opened.page.locator(f"#{section}").inner_text()
        assert len(told.split()) > 5, section
        if section != "day":
            assert told == with_scripts.locator(f"#{section}").inner_text(), section
    for name in ("Manila Support", "Kraków Engineering", "New York Clients"):
        assert name in opened.page.locator("#day").inner_text(), "the still day has its teams"
    assert "Weekly core sync" in text
    # What cannot work is not there to be tried.
    assert opened.page.locator("#day :is(input, button):visible").count() == 0
    assert opened.console == []


def test_sixty_teams_can_be_moved_at_once_and_without_a_jerk(open_page: Open, crowd: Made) -> None:
    opened = open_page(crowd.page)
    used = processor_seconds(opened)
    opened.page.reload(wait_until="load")
    viewer = Viewer(opened.page)
    viewer.set_zone("Asia/Kolkata")
    viewer.set_date("2026-12-08")
    first = viewer.move([600])[0]
    assert len(first.rows) == 60
    there = Steps.of(asked("coverage", crowd.file, "--from", "2026-12-07", "--until", "2026-12-08")["depth"])
    assert first.people == there.at(local_date("Asia/Kolkata", date(2026, 12, 8))[0] + 600)
    ready = used()
    assert ready < 3
    viewer.move(range(0, 1440, 60))
    assert (used() - ready) / 24 < 0.1


def processor_seconds(opened: Opened) -> Callable[[], float]:
    """A clock of the time that the page itself has used: what else runs on the machine does not count."""
    session = opened.page.context.new_cdp_session(opened.page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def read() -> float:
        found = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
        return float(found["ThreadTime"])

    begun = read()
    return lambda: read() - begun


def test_a_year_of_the_example_is_small_enough_to_mail(year: Made) -> None:
    assert len(year.page.read_bytes()) < 400_000


def test_sixty_teams_take_three_megabytes_and_three_seconds(
    crowd: Made, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from tests.browser.rosters import write_page

    assert len(crowd.page.read_bytes()) < 3_000_000
    begun = time.process_time()
    write_page(tmp_path_factory.mktemp("again"), "report", crowd.file, crowd.dates)
    assert time.process_time() - begun < 3
