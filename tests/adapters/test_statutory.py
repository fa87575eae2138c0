"""Statutory days against published facts, and the promise that missing data never means working."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from datetime import date, timedelta

import holidays
import pytest

from overlap.adapters.place_tables import place_table
from overlap.adapters.statutory import HolidayCalendar
from overlap.adapters.statutory_corrections import NEEDS_SUBDIVISION
from overlap.errors import (
    BadArgument,
    BadDate,
    BadHoliday,
    BeyondData,
    BeyondDataWarning,
    CoarsePlaceWarning,
    OverlapError,
    UnknownPlace,
)
from overlap.people.calendars import Calendar
from overlap.people.days import StatutoryTable
from overlap.people.rules import easter

SAT_SUN = frozenset({5, 6})
FRI_SAT = frozenset({4, 5})

NOBODY = {"BV", "HM", "IO"}
COUNTRIES = holidays.list_supported_countries(include_aliases=False)

# place, date, is it free, what it is and where that is published.
PUBLISHED = [
    ("US", "2026-07-03", True, "Independence Day (Saturday) observed on Friday: 5 U.S.C. 6103"),
    ("US", "2027-12-31", True, "New Year's Day 2028 (Saturday) observed in the year before: 5 U.S.C. 6103"),
    ("GB-ENG", "2026-12-28", True, "Boxing Day substitute: gov.uk/bank-holidays"),
    ("GB-SCT", "2025-04-21", False, "Easter Monday is no bank holiday in Scotland: gov.uk/bank-holidays"),
    ("GB-ENG", "2025-04-21", True, "Easter Monday: gov.uk/bank-holidays"),
    ("GB-SCT", "2026-11-30", True, "St Andrew's Day: gov.uk/bank-holidays"),
    ("GB-ENG", "2026-11-30", False, "St Andrew's Day is Scottish: gov.uk/bank-holidays"),
    ("PL", "2025-12-24", True, "Christmas Eve statutory from 2025: Dz.U. 2024 poz. 1965"),
    ("PL", "2024-12-24", False, "Christmas Eve not yet statutory: Dz.U. 2024 poz. 1965"),
    ("PH", "2025-08-25", True, "National Heroes Day, last Monday of August: Republic Act 9492"),
    ("SG", "2026-11-09", True, "Deepavali (Sunday 8 November) observed on Monday: MOM"),
    ("SG", "2027-10-28", True, "Deepavali: MOM"),
    ("SG", "2027-10-29", False, "a day after Deepavali, India's date: MOM"),
    ("MY-14", "2025-10-20", True, "Deepavali in all states but Sarawak: JPM"),
    ("MY-13", "2025-10-20", False, "Sarawak does not keep Deepavali: JPM"),
    ("BR-SP", "2026-11-20", True, "Consciência Negra, national since 2024: Lei 14.759/2023"),
    ("BR-SP", "2026-02-17", False, "Carnival is ponto facultativo: Portaria MGI for 2026"),
    ("AR", "2026-02-16", True, "Carnival Monday is statutory: Ley 27.399"),
    ("DE-NW", "2026-02-16", False, "Rosenmontag is custom, not law: Feiertagsgesetz NW"),
    ("DE-BE", "2025-08-15", False, "Assumption is not kept in Berlin"),
    ("CN", "2026-02-23", True, "Spring Festival: State Council notice of 2025-11-04"),
    ("JP", "2026-09-22", True, "a day between two holidays: Act on National Holidays, article 3"),
    ("AE", "2025-05-16", False, "Friday is worked since 2022: federal week Monday to Friday"),
    ("AE", "2025-05-18", True, "Sunday is a rest day since 2022"),
    ("SA", "2025-05-16", True, "Friday is a rest day"),
    ("SA", "2025-05-18", False, "Sunday is worked"),
    ("MY-01", "2025-06-08", True, "Johor rests on Sunday from 2025-01-01: The Star 2024-10-08"),
    ("AU-NSW", "2026-04-27", True, "additional day for Anzac Day in New South Wales only"),
    ("AU-VIC", "2026-04-27", False, "no additional day for Anzac Day in Victoria"),
    ("ZA", "2027-03-22", True, "Human Rights Day (Sunday) moves to Monday: Public Holidays Act 36 of 1994"),
    ("MX", "2025-11-17", True, "Revolution Day, third Monday: Ley Federal del Trabajo, art. 74"),
    ("MX", "2025-11-20", False, "the anniversary itself is worked: Ley Federal del Trabajo, art. 74"),
    ("ES-CT", "2026-06-24", True, "Sant Joan, Catalonia"),
    ("ES-MD", "2026-06-24", False, "Sant Joan is not kept in Madrid"),
    ("CA-ON", "2026-02-16", True, "Family Day, Ontario"),
    ("CA-QC", "2026-02-16", False, "no Family Day in Quebec"),
    ("RO", "2026-01-07", True, "St John, statutory from 2024: Legea 52/2023"),
    ("RO", "2023-01-06", False, "Epiphany, not yet statutory: Legea 52/2023"),
    ("MR", "2026-11-20", False, "Friday is worked since 2014-10-01: AFP, CLDR 48"),
    ("MR", "2014-09-26", True, "Friday was a rest day until 2014-09-30: AFP, CLDR 48"),
    ("AE", "2021-06-11", True, "Friday was a rest day until 2021: federal week Monday to Friday from 2022"),
    ("MY-01", "2024-06-09", False, "Johor worked on Sundays until 2024: The Star 2024-10-08"),
    ("CN", "2026-02-14", False, "a Saturday worked for the Spring Festival: State Council, 2025-11-04"),
    ("IN-MH", "2025-10-20", False, "not on the state's list for 2025: Sakshi Post"),
    ("IN-MH", "2025-10-21", True, "Laxmi Pujan on the state's list for 2025: Sakshi Post"),
    ("IN-KA", "2025-03-14", False, "restricted only on the state's list for 2025: Sakshi Post"),
    ("IN-KA", "2025-10-01", True, "Ayudha Puja on the state's list for 2025: Sakshi Post"),
    ("IN-KA", "2025-10-22", True, "Deepavali on the state's list for 2025: Sakshi Post"),
    ("IN-TS", "2026-01-15", True, "Sankranti on the state's list for 2026: The Hans India"),
    ("EG", "2025-04-01", True, "Eid al-Fitr, given to the private sector: Ahram Online"),
    ("KE", "2025-06-06", True, "Eid al-Adha, gazetted: The Standard"),
    ("KE", "2025-11-19", False, "a lunar month after Diwali"),
    ("SG", "2028-11-15", False, "a lunar month after Deepavali"),
    ("market:XNYS", "2026-04-03", True, "Good Friday: NYSE Rule 7.2"),
    ("market:XNYS", "2026-10-12", False, "Columbus Day is traded: NYSE Rule 7.2"),
]


def is_free(calendar: Calendar, on: str) -> bool:
    return calendar.status(on).status in ("off", "part", "weekend")


@pytest.mark.parametrize(("place", "on", "free", "published"), PUBLISHED)
def test_a_day_is_what_was_published(place: str, on: str, free: bool, published: str) -> None:
    assert is_free(HolidayCalendar(place), on) is free, published


# What a team adds where the law leaves it to the employer.


def test_carnival_included_is_monday_and_tuesday_and_nothing_else() -> None:
    plain, edited = HolidayCalendar("BR-SP"), HolidayCalendar("BR-SP", include=["Carnaval"])
    year = [date(2026, 1, 1) + timedelta(days) for days in range(365)]
    changed = [day for day in year if plain.status(day).status != edited.status(day).status]
    assert changed == [date(2026, 2, 16), date(2026, 2, 17)]
    assert {edited.status(day).status for day in changed} == {"off"}
    assert edited.status("2026-02-18").status == "soft"
    assert edited.include == ("carnival",)


def test_ash_wednesday_included_in_brazil_ends_at_two() -> None:
    # Portaria MGI 11.460/2025: "até as 14 horas".
    day = HolidayCalendar("BR-SP", include=["ash wednesday"]).status("2026-02-18")
    assert (day.status, day.minutes_off) == ("part", (0, 14 * 60))


def test_a_festival_takes_its_days_in_any_spelling_and_place() -> None:
    for spelling in ("diwali", "Deepavali", "Divali", "DIWALI"):
        for place, on in (("SG", "2027-10-28"), ("IN-MH", "2027-10-29"), ("MY-14", "2025-10-20")):
            calendar = HolidayCalendar(place, exclude=[spelling])
            assert calendar.exclude == ("diwali",)
            assert not is_free(calendar, on)


def test_a_name_is_a_whole_name_and_no_part_of_one() -> None:
    with pytest.raises(BadHoliday, match="Columbus Day"):
        HolidayCalendar("US", exclude=["Columbus"])
    assert not is_free(HolidayCalendar("US", exclude=["columbus day"]), "2026-10-12")
    # "India Day" is in Independence Day, and is nobody's.
    with pytest.raises(BadHoliday):
        HolidayCalendar("US", exclude=["dependence day"])


def test_a_day_in_lieu_goes_with_its_day() -> None:
    # Juneteenth 2027 is a Saturday, observed on Friday.
    assert is_free(HolidayCalendar("US"), "2027-06-18")
    assert not is_free(HolidayCalendar("US", exclude=["Juneteenth"]), "2027-06-18")


def test_what_is_included_may_be_moved() -> None:
    calendar = HolidayCalendar("BR-SP", include=["carnival"], move={"2026-02-16": "2026-02-20"})
    assert [calendar.status(f"2026-02-{day}").status for day in (16, 17, 20)] == ["working", "off", "off"]
    assert calendar.status("2026-02-20").source == "edit:move"


def test_assumption_is_off_in_bavaria_when_the_municipality_keeps_it() -> None:
    assert not is_free(HolidayCalendar("DE-BY"), "2025-08-15")
    assert is_free(HolidayCalendar("DE-BY", include=["assumption"]), "2025-08-15")
    assert is_free(HolidayCalendar("DE-BY", effects={"catholic": "off"}), "2025-08-15")


def test_excluded_days_are_worked() -> None:
    assert not is_free(HolidayCalendar("IN-GJ", exclude=["Uttarayan"]), "2026-01-14")
    assert not is_free(HolidayCalendar("US", exclude=[date(2026, 10, 12)]), "2026-10-12")
    assert not is_free(HolidayCalendar("US", exclude=["2026-10-12"]), "2026-10-12")


def test_dated_edits_may_be_mappings_or_pairs_of_text_or_dates() -> None:
    pairs = HolidayCalendar(
        "IN-MH",
        add=[(date(2027, 8, 20), "Founders' day")],
        working=[("2026-02-14", "stocktaking")],
        move=[("2026-01-26", "2026-01-27")],
    )
    mappings = HolidayCalendar(
        "IN-MH",
        add={"2027-08-20": " Founders' day "},
        working={date(2026, 2, 14): "stocktaking"},
        move={date(2026, 1, 26): "2026-01-27"},
    )
    assert pairs == mappings
    assert (pairs.status("2027-08-20").status, pairs.status("2027-08-20").name) == ("off", "Founders' day")
    assert pairs.status("2026-02-14").status == "working"
    assert pairs.status("2026-01-27").source == "edit:move"


def test_rest_days_can_be_given_and_hold_for_all_dates() -> None:
    calendar = HolidayCalendar("AE", weekend=["fri", "sat", "sun"])
    assert calendar.rest_days == frozenset({4, 5, 6})
    assert is_free(calendar, "2021-06-13")


def test_effects_change_what_a_category_does() -> None:
    # Liberation Day is off in the Netherlands every fifth year, and optional in the others.
    assert not is_free(HolidayCalendar("NL"), "2026-05-05")
    assert is_free(HolidayCalendar("NL", effects={"optional": "off"}), "2026-05-05")
    assert HolidayCalendar("NL", effects={"optional": "off"}).effects == (("optional", "off"),)


def test_an_observer_keeps_only_what_is_named() -> None:
    calendar = HolidayCalendar("IL", only=["Pesach"])
    named = calendar.named(date(2026, 1, 1), date(2026, 12, 31))
    assert {day.status for day in named} <= {"off", "weekend"}
    assert calendar.only == ("passover",)
    assert {day.date.month for day in named} == {4}


def test_rules_bridges_and_policies_are_kept() -> None:
    calendar = HolidayCalendar(
        "DE-NW",
        rules=[easter(-48, "Rosenmontag")],
        bridges="off",
        swap_days=False,
        works_through=True,
        beyond="project",
    )
    assert calendar.status("2026-02-16").name == "Rosenmontag"
    assert (calendar.bridges, calendar.swap_days, calendar.works_through, calendar.beyond) == (
        "off",
        False,
        True,
        "project",
    )


EDITS_REFUSED = [
    ({"include": ["diwalli"]}, BadHoliday, "include"),
    ({"include": ["Holli"]}, BadHoliday, "include"),
    ({"include": ["carnival"]}, BadHoliday, "include"),
    ({"include": "diwali"}, BadHoliday, "include"),
    ({"include": [""]}, BadHoliday, "include"),
    ({"include": ["-"]}, BadHoliday, "include"),
    ({"include": 7}, BadHoliday, "include"),
    ({"exclude": [7]}, BadHoliday, "exclude"),
    ({"exclude": ["2026-02-30"]}, BadDate, "exclude"),
    ({"only": ["Columbus Day"]}, BadHoliday, "only"),
    ({"only": [date(2026, 1, 26)]}, BadHoliday, "only"),
    ({"only": ["workday"]}, BadHoliday, "only"),
    ({"move": [("2025-07-08", "2025-07-09")]}, BadHoliday, "move"),
    ({"move": [("2040-10-20", "2040-10-21")]}, BadHoliday, "move"),
    ({"move": [("2035-10-30", "2036-01-02")]}, BadHoliday, "move"),
    ({"move": ["2025-10-20"]}, BadHoliday, "move"),
    ({"move": [("2026-01-26", "2026-01-27"), ("2026-01-26", "2026-01-28")]}, BadHoliday, "move"),
    ({"add": ["2025-10-20"]}, BadHoliday, "add"),
    ({"add": [("2025-10-20", " ")]}, BadHoliday, "add"),
    ({"add": [("20 October", "Diwali")]}, BadDate, "add"),
    ({"add": [("2025-10-20", "a"), ("2025-10-20", "b")]}, BadHoliday, "add"),
    ({"add": 5}, BadHoliday, "add"),
    ({"working": [("2025-10-20", 5)]}, BadHoliday, "working"),
    ({"add": {"2025-10-20": "a"}, "working": {"2025-10-20": "b"}}, BadHoliday, "working"),
    ({"weekend": []}, BadArgument, "weekend"),
    ({"weekend": ["someday"]}, BadArgument, "weekend"),
    ({"weekend": "sat"}, BadHoliday, "weekend"),
    ({"rules": ["easter"]}, BadArgument, "rules"),
    ({"effects": {"hinduu": "off"}}, BadHoliday, "effects"),
    ({"effects": {"public": "weekend"}}, BadHoliday, "effects"),
    ({"effects": {"public": "of"}}, BadHoliday, "effects"),
    ({"effects": ["public"]}, BadHoliday, "effects"),
    ({"bridges": "hard"}, BadHoliday, "bridges"),
    ({"beyond": "ignore"}, BadHoliday, "beyond"),
    ({"swap_days": "yes"}, BadHoliday, "swap_days"),
    ({"works_through": 1}, BadHoliday, "works_through"),
]


@pytest.mark.parametrize(("edits", "error", "field"), EDITS_REFUSED)
def test_an_edit_that_cannot_apply_is_refused(
    edits: dict[str, object], error: type[OverlapError], field: str
) -> None:
    with pytest.raises(error) as caught:
        HolidayCalendar("IN-MH", **edits)  # type: ignore[arg-type]
    assert caught.value.field == field
    assert caught.value.hint
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301


def test_named_workdays_cannot_be_made_days_off() -> None:
    with pytest.raises(BadHoliday) as caught:
        HolidayCalendar("PH", effects={"workday": "off"})
    assert caught.value.field == "effects"


def test_a_misspelt_day_or_category_gets_its_name_offered() -> None:
    with pytest.raises(BadHoliday, match='did you mean "Diwali'):
        HolidayCalendar("IN-MH", include=["diwalli"])
    with pytest.raises(BadHoliday, match='did you mean "optional"'):
        HolidayCalendar("IN-MH", effects={"optionnal": "off"})
    with pytest.raises(BadHoliday, match="its categories are public, half_day, government"):
        HolidayCalendar("US", effects={"bnk": "off"})


def test_a_festival_that_a_place_does_not_list_is_for_its_people_to_observe() -> None:
    with pytest.raises(BadHoliday, match=r"GB lists no Deepavali; write observes = \[\"diwali\"\]"):
        HolidayCalendar("GB", include=["Deepavali"])


# The calendar as a value.


def test_a_calendar_is_a_value_that_copies_and_pickles_with_its_answers() -> None:
    calendar = HolidayCalendar("in-mh", include=["Deepavali"], add={"2026-03-06": "Founders' day"})
    same = HolidayCalendar(["IN-Maharashtra"], include=["diwali"], add=[(date(2026, 3, 6), "Founders' day")])
    answer = calendar.status("2026-11-08")
    for other in (same, copy.copy(calendar), copy.deepcopy(calendar), pickle.loads(pickle.dumps(calendar))):  # noqa: S301
        assert type(other) is HolidayCalendar
        assert (other, hash(other)) == (calendar, hash(calendar))
        assert other.status("2026-11-08") == answer
    assert calendar != HolidayCalendar("IN-MH")
    assert isinstance(calendar, Calendar)
    assert not hasattr(calendar, "__dict__")


def test_a_calendar_shows_itself_as_it_is_written() -> None:
    assert repr(HolidayCalendar("ph")) == "HolidayCalendar('PH')"
    calendar = HolidayCalendar(["PH", "US"], weekend=["fri", "sat"])
    assert repr(calendar) == "HolidayCalendar(('PH', 'US'), weekend=['fri', 'sat'])"
    edited = HolidayCalendar("IN-MH", include=["Diwali"], beyond="warn")
    assert eval(repr(edited)) == edited  # noqa: S307


# Places.


@pytest.mark.parametrize(
    ("given", "places"),
    [
        ("PH", ("PH",)),
        ("ph", ("PH",)),
        ("PHL", ("PH",)),
        ("Philippines", ("PH",)),
        ("philippines", ("PH",)),
        ("UK", ("GB",)),
        ("uk", ("GB",)),
        ("United Kingdom", ("GB",)),
        ("Vietnam", ("VN",)),
        ("Guinea-Bissau", ("GW",)),
        ("Côte d'Ivoire", ("CI",)),
        ("IN-KA", ("IN-KA",)),
        ("in-ka", ("IN-KA",)),
        ("IN-Karnataka", ("IN-KA",)),
        ("in-karnātaka", ("IN-KA",)),
        ("MY-Johor", ("MY-01",)),
        ("uk-sct", ("GB-SCT",)),
        ("BR-SP", ("BR-SP",)),
        ("market:XNYS", ("market:XNYS",)),
        ("MARKET:nyse", ("market:XNYS",)),
        ("market:XAMS", ("market:XAMS",)),
        (["PH", "us"], ("PH", "US")),
        (("PH", "ph", "PHL"), ("PH",)),
    ],
)
def test_a_place_is_kept_in_its_canonical_spelling(given: str | list[str], places: tuple[str, ...]) -> None:
    assert HolidayCalendar(given).places == places


@pytest.mark.parametrize(
    ("given", "offered"),
    [
        ("JAN", "Japan"),
        ("HolidayBase", "PH"),
        ("HolidaysAX", "PH"),
        ("XNYS", "market:XNYS"),
        ("nyse", "market:XNYS"),
        ("market:XNYZ", "market:XNYS"),
        ("market:", "market:XNYS"),
        ("XX", "PH"),
        ("Filipines", "Philippines"),
        ("Brasil", "Brazil"),
        ("Karnataka", "IN-KA"),
        ("Scotland", "GB-SCT"),
        ("IN-XX", "KA"),
        ("IN-Karnatka", "IN-KA"),
        ("IN-", "KA"),
        ("I-N", "PH"),
        ("CH-AD", "AG"),  # no canton, and not Chad
        ("PH-NCR", '"PH"'),
        ("BV", "PH"),
        ("", "PH"),
        ("-", "PH"),
        ("../../etc/passwd", "PH"),
        (None, "PH"),
        (5, "PH"),
        ([], "PH"),
        (["PH", None], "PH"),
        ([["PH"]], "PH"),
        (b"PH", "PH"),
        ({"PH": 1}, "PH"),
    ],
)
def test_an_unknown_place_says_what_may_be_meant(given: str, offered: str) -> None:
    with pytest.raises(UnknownPlace) as caught:
        HolidayCalendar(given)
    assert caught.value.field == "place"
    assert offered in (caught.value.hint or "")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301


def test_every_country_and_subdivision_is_found_in_any_case() -> None:
    for country, subdivisions in COUNTRIES.items():
        if country not in NOBODY:
            assert place_table(country.lower()).places == (country,)
        for code in subdivisions:
            assert place_table(f"{country}-{code}".lower()).places == (f"{country}-{code}",)


def test_every_market_is_found() -> None:
    for code in holidays.list_supported_financial():
        assert place_table(f"market:{code}").places[0].startswith("market:")


def test_days_of_several_places_are_united_with_the_first_rest_days() -> None:
    both = HolidayCalendar(["SA", "AE"])
    assert both.rest_days == FRI_SAT
    assert HolidayCalendar(["AE", "SA"]).rest_days == SAT_SUN
    assert is_free(HolidayCalendar(["PH", "US"]), "2026-07-03")
    assert is_free(HolidayCalendar(["PH", "US"]), "2025-08-25")
    entries = place_table(["PH", "US"]).entries(2026, 2026)
    assert {entry.place for entry in entries} == {"PH", "US"}
    assert list(entries) == sorted(entries, key=lambda entry: entry.date)
    assert (both.table.known_from, both.table.known_until) == (
        max(place_table(one).known_from for one in ("SA", "AE")),
        min(place_table(one).known_until for one in ("SA", "AE")),
    )
    assert place_table(["US", "CN"]).announced_until == place_table("CN").announced_until
    assert place_table(["US", "IN-KA", "US-TX"]).caveats == (
        *place_table("IN-KA").caveats,
        *place_table("US-TX").caveats,
    )
    assert set(place_table(["NL", "KE"]).categories) == {"public", "optional", "school", "hindu", "islamic"}


# The table.


def test_the_table_fits_the_protocol_and_is_a_value() -> None:
    table: StatutoryTable = place_table("PH")
    assert table == place_table("Philippines")
    assert hash(table) == hash(place_table("ph"))
    assert pickle.loads(pickle.dumps(table)) == table  # noqa: S301
    assert HolidayCalendar("PH") == HolidayCalendar("ph")


def test_a_table_gives_only_the_categories_asked_for() -> None:
    table = place_table("IN-MH")
    everything = table.entries(2026, 2027)
    public = table.entries(2026, 2027, categories=frozenset({"public"}))
    assert public == tuple(entry for entry in everything if entry.category == "public") != everything
    assert table.entries(2026, 2027, categories=frozenset({"nonsense"})) == ()


def test_days_named_as_worked_are_not_days_off() -> None:
    # PH 2026-02-25, EDSA: "special (working) day" of Proclamation 1006.
    day = HolidayCalendar("PH").status("2026-02-25")
    assert (day.status, day.source) == ("info", "statutory:workday")


def test_announced_swap_days_are_worked_where_they_are_wanted() -> None:
    # State Council notice of 2025-11-04: Saturdays 14 and 28 February 2026 are worked.
    assert HolidayCalendar("CN").status("2026-02-14").status == "working"
    assert HolidayCalendar("CN", swap_days=False).status("2026-02-14").status == "weekend"


@pytest.mark.parametrize(
    ("place", "word"),
    [
        ("MY", "name one"),
        ("IN", "name one"),
        ("IN-KA", "state's printed list"),
        ("ES", "two local days"),
        ("ES-MD", "two local days"),
        ("US-TX", "state agencies"),
        ("UA", "2022-03-15"),
        ("LK", "2026"),
        ("AE", "Sharjah"),
        ("CO", "Barranquilla"),
        ("CN", "2026"),
        ("RU", "2027"),
        ("market:XSHG", "2026"),
    ],
)
def test_a_place_warns_of_what_its_list_lacks(place: str, word: str) -> None:
    assert word in " ".join(place_table(place).caveats)
    assert all(sentence.startswith(place) for sentence in place_table(place).caveats)


def test_most_places_have_nothing_to_warn_of() -> None:
    for place in ("US", "GB-ENG", "DE-BY", "MY-14", "SG", "BR-SP", "market:XNYS"):
        assert place_table(place).caveats == ()


def test_a_country_that_needs_a_subdivision_has_some() -> None:
    for place, sentence in NEEDS_SUBDIVISION.items():
        assert COUNTRIES[place]
        assert sentence in place_table(place).caveats[0]


# Names in other languages.


@pytest.mark.parametrize(
    ("place", "on", "language", "names"),
    [
        ("BR", "2026-12-25", "own", ("Natal",)),
        ("BR", "2026-12-25", "pt_BR", ("Natal",)),
        ("BR", "2026-12-25", "PT-br", ("Natal",)),
        ("BR", "2026-12-25", "pt", ("Natal",)),
        ("BR", "2026-12-25", "en", ("Christmas Day",)),
        ("BR", "2026-12-25", "en_US", ("Christmas Day",)),
        ("TR", "2026-10-28", "own", ("Cumhuriyet Bayramı (saat 13.00'ten)",)),
        ("ET", "2029-02-14", "own", ("የኢድ አልፈጥር",)),  # labelled as estimated in both languages
        ("IN-GJ", "2026-01-26", "hi", ("गणतंत्र दिवस",)),
        ("US", "2026-12-25", "own", ("Christmas Day",)),
    ],
)
def test_names_are_given_in_the_languages_of_the_place(
    place: str, on: str, language: str, names: tuple[str, ...]
) -> None:
    day = HolidayCalendar(place).status(on)
    assert place_table(place).names_in(day, language) == names


def test_names_of_days_that_fall_together_are_told_apart_by_other_years() -> None:
    # The package sorts them by name in each language, so that their order says nothing.
    table, calendar = place_table("CO"), HolidayCalendar("CO")
    together = [day for day in calendar.named(date(2024, 1, 1), date(2028, 12, 31)) if len(day.names) > 1]
    alone = {
        day.names[0]: table.names_in(day, "own")[0]
        for day in calendar.named(date(2015, 1, 1), date(2035, 12, 31))
        if len(day.names) == 1
    }
    for day in together:
        assert set(table.names_in(day, "own")) == {alone.get(name, name) for name in day.names}


def test_a_name_from_an_edit_stays_and_a_moved_day_keeps_its_own() -> None:
    calendar = HolidayCalendar(
        "BR",
        add={"2026-12-25": "Founders' day"},
        move={"2026-04-21": "2026-04-20"},
        rules=[easter(1, "Egg hunt")],
    )
    table = place_table("BR")
    assert table.names_in(calendar.status("2026-12-25"), "own") == ("Founders' day", "Natal")
    assert table.names_in(calendar.status("2026-04-20"), "own") == ("Tiradentes",)
    assert table.names_in(calendar.status("2026-04-06"), "own") == ("Egg hunt",)
    assert table.names_in(calendar.status("2026-04-07"), "own") == ()


def test_each_place_of_several_speaks_its_own_language() -> None:
    calendar, table = HolidayCalendar(["DE", "BR"]), place_table(["DE", "BR"])
    assert table.names_in(calendar.status("2026-10-03"), "own") == ("Tag der Deutschen Einheit",)
    assert table.names_in(calendar.status("2026-09-07"), "own") == ("Independência do Brasil",)
    assert table.names_in(calendar.status("2026-09-07"), "de") == ("Independence Day",)


def test_a_language_that_no_place_has_is_refused_with_those_it_has() -> None:
    day = HolidayCalendar("BR").status("2026-12-25")
    for language in ("xx", "", "p", None, 5):
        with pytest.raises(BadArgument, match="en_US, pt_BR") as caught:
            place_table("BR").names_in(day, language)  # type: ignore[arg-type]
        assert caught.value.field == "language"


# Missing data is an error, never a working day.


@pytest.mark.parametrize(
    ("place", "last"),
    [
        ("LK", "2026-12-31"),  # the package ends there; 2027-02-04 is Independence Day
        ("IN", "2035-12-31"),
        ("IN-KA", "2035-12-31"),
        ("NP", "2035-12-31"),
        ("MU", "2035-12-31"),
        ("UA", "2022-03-14"),  # Law 2136-IX
        ("US", "2099-12-31"),
        ("JP", "2099-12-31"),
        ("market:XNSE", "2035-12-31"),
    ],
)
def test_the_data_end_where_they_end(place: str, last: str) -> None:
    calendar, end = HolidayCalendar(place), date.fromisoformat(last)
    calendar.status(end)
    with pytest.raises(BeyondData):
        calendar.status(end + timedelta(days=1))
    with pytest.raises(BeyondData):
        place_table(place).entries(end.year, end.year + 1)


def test_the_data_begin_where_they_begin() -> None:
    calendar = HolidayCalendar("IN")
    calendar.status("2001-01-01")
    with pytest.raises(BeyondData):
        calendar.status("2000-12-31")


def test_no_country_is_silently_empty_from_2024_to_2030() -> None:
    for country in COUNTRIES.keys() - NOBODY:
        table = place_table(country)
        for year in range(2024, 2031):
            if year <= table.known_until.year:
                listed = [entry for entry in table.entries(year, year) if entry.category == "public"]
                assert len(listed) >= 4, (country, year)


def test_a_country_without_any_listed_day_is_no_place() -> None:
    for country in COUNTRIES:
        if country in NOBODY:
            with pytest.raises(UnknownPlace):
                place_table(country)
            assert not holidays.country_holidays(country, years=2026, expand=False)


def listed_names(table: StatutoryTable, year: int) -> int:
    return len({entry.name for entry in table.entries(year, year) if entry.category == "public"})


def test_no_list_thins_out_before_its_stated_end() -> None:
    for country in COUNTRIES.keys() - NOBODY - {"UA"}:
        table = place_table(country)
        for year in {min(2050, table.known_until.year), table.known_until.year}:
            assert listed_names(table, year) >= 0.6 * listed_names(table, 2026), (country, year)


def test_what_happens_beyond_the_data_is_the_calendars_to_say() -> None:
    calendar = HolidayCalendar("LK", beyond="project")
    with pytest.warns(BeyondDataWarning):
        day = calendar.status("2027-02-04")
    assert (day.status, day.confidence) == ("off", "projected")  # Independence Day, fixed
    with pytest.warns(BeyondDataWarning):
        assert HolidayCalendar("LK", beyond="warn").status("2027-02-04").confidence == "unknown"


def test_importing_the_module_does_not_import_the_package() -> None:
    code = "import sys, overlap.adapters.statutory; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_first_calendar_imports_it() -> None:
    code = (
        "import sys\nfrom overlap.adapters.statutory import HolidayCalendar\nHolidayCalendar('PH')\n"
        "sys.exit('holidays' not in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_country_whose_own_list_nobody_keeps_is_warned_of() -> None:
    with pytest.warns(CoarsePlaceWarning, match="days of most states: name one"):
        calendar = HolidayCalendar("Malaysia")
    assert calendar.caveats
    assert HolidayCalendar("MY-Penang").places == ("MY-07",)


def test_a_move_to_where_the_day_is_kept_already_changes_nothing() -> None:
    """The state's printed list has Diwali 2025 on Tuesday, and those who move it there need not know that."""
    moved = HolidayCalendar("IN-MH", include=["diwali"], move={"2025-10-20": "2025-10-21"})
    plain = HolidayCalendar("IN-MH", include=["diwali"])
    for day in ("2025-10-20", "2025-10-21", "2025-10-22"):
        assert moved.status(day) == plain.status(day)
    assert [moved.status(day).status for day in ("2025-10-20", "2025-10-21")] == ["soft", "off"]
