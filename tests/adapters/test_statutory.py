"""Statutory days against published facts, and the promise that missing data never means working."""

from __future__ import annotations

import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import holidays
import pytest

from overlap.adapters import package_days, place_names
from overlap.adapters.statutory import PlaceTable, holiday_calendar, place_table
from overlap.errors import BadArgument, BadDate, BadHoliday, BeyondData, OverlapError, UnknownPlace
from overlap.people.calendars import HolidayCalendar, StatutoryTable

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
    ("market:XNYS", "2026-04-03", True, "Good Friday: NYSE Rule 7.2"),
    ("market:XNYS", "2026-10-12", False, "Columbus Day is traded: NYSE Rule 7.2"),
]


def is_free(calendar: HolidayCalendar, on: str) -> bool:
    return calendar.status(on).status in ("off", "part", "weekend")


@pytest.mark.parametrize(("place", "on", "free", "published"), PUBLISHED)
def test_a_day_is_what_was_published(place: str, on: str, free: bool, published: str) -> None:
    assert is_free(holiday_calendar(place), on) is free, published


# What a team adds where the law leaves it to the employer.


def test_carnival_included_is_monday_and_tuesday_and_nothing_else() -> None:
    plain, edited = holiday_calendar("BR-SP"), holiday_calendar("BR-SP", include=["carnival"])
    year = [date(2026, 1, 1) + timedelta(days) for days in range(365)]
    changed = [day for day in year if plain.status(day).status != edited.status(day).status]
    assert changed == [date(2026, 2, 16), date(2026, 2, 17)]
    assert {edited.status(day).status for day in changed} == {"off"}
    assert edited.status("2026-02-18").status == "soft"


def test_diwali_included_in_maharashtra_is_off_and_moves_to_the_state_list_date() -> None:
    # Maharashtra's list for 2025 has Tuesday 21 October (Laxmi Pujan) and Wednesday 22 October.
    calendar = holiday_calendar("IN-MH", include=["diwali"], move=[("2025-10-20", "2025-10-21")])
    assert [calendar.status(f"2025-10-{day}").status for day in (20, 21, 22)] == ["soft", "off", "off"]
    assert calendar.status("2025-10-21").source == "edit:move"
    assert holiday_calendar("IN-MH", include=["diwali"]).status("2026-11-08").status == "off"


def test_assumption_is_off_in_bavaria_when_the_municipality_keeps_it() -> None:
    assert not is_free(holiday_calendar("DE-BY"), "2025-08-15")
    assert is_free(holiday_calendar("DE-BY", include=["assumption"]), "2025-08-15")


def test_eid_al_adha_can_be_included_in_kenya() -> None:
    # Gazetted for Friday 2025-06-06; the package lists it under a religion.
    assert is_free(holiday_calendar("KE", include=["Eid al-Adha"]), "2025-06-06")


def test_excluded_days_are_worked() -> None:
    assert not is_free(holiday_calendar("IN-KA", exclude=["Holi"]), "2025-03-14")
    assert not is_free(holiday_calendar("US", exclude=[date(2026, 10, 12)]), "2026-10-12")
    assert not is_free(holiday_calendar("US", exclude=["2026-10-12"]), "2026-10-12")


def test_added_and_worked_dates_may_be_text_or_dates() -> None:
    calendar = holiday_calendar(
        "IN-MH", add=[(date(2027, 8, 20), "Founders' day")], working=[("2026-02-14", "swap day")]
    )
    assert (calendar.status("2027-08-20").status, calendar.status("2027-08-20").name) == (
        "off",
        "Founders' day",
    )
    assert calendar.status("2026-02-14").status == "working"


def test_rest_days_can_be_given() -> None:
    assert holiday_calendar("US", weekend=["fri", "sat"]).weekend == FRI_SAT


@pytest.mark.parametrize(
    ("edits", "error", "field"),
    [
        ({"include": ["diwalli"]}, BadHoliday, "include"),
        ({"include": ["Holli"]}, BadHoliday, "include"),
        ({"include": "diwali"}, BadHoliday, "include"),
        ({"include": [""]}, BadHoliday, "include"),
        ({"exclude": [7]}, BadHoliday, "exclude"),
        ({"exclude": ["2026-02-30"]}, BadDate, "exclude"),
        ({"move": [("2025-07-08", "2025-07-09")]}, BadHoliday, "move"),
        ({"move": [("2040-10-20", "2040-10-21")]}, BadHoliday, "move"),
        ({"move": [("2035-10-30", "2036-01-02")]}, BadHoliday, "move"),
        ({"move": ["2025-10-20"]}, BadHoliday, "move"),
        ({"move": [("2025-10-20", "2025-10-21"), ("2025-10-20", "2025-10-22")]}, BadHoliday, "move"),
        ({"add": ["2025-10-20"]}, BadHoliday, "add"),
        ({"add": [("2025-10-20", " ")]}, BadHoliday, "add"),
        ({"add": [("20 October", "Diwali")]}, BadDate, "add"),
        ({"working": [("2025-10-20", 5)]}, BadHoliday, "working"),
        ({"add": [("2025-10-20", "a")], "working": [("2025-10-20", "b")]}, BadHoliday, "working"),
        ({"weekend": []}, BadArgument, "weekend"),
        ({"weekend": ["someday"]}, BadArgument, "weekend"),
        ({"weekend": "sat"}, BadHoliday, "weekend"),
    ],
)
def test_an_edit_that_cannot_apply_is_refused(
    edits: dict[str, list[str]], error: type[OverlapError], field: str
) -> None:
    with pytest.raises(error) as caught:
        holiday_calendar("IN-MH", **edits)  # type: ignore[arg-type]
    assert caught.value.field == field


def test_a_misspelt_day_gets_its_name_offered() -> None:
    with pytest.raises(BadHoliday, match='did you mean "Diwali"'):
        holiday_calendar("IN-MH", include=["diwalli"])


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
    assert holiday_calendar(given).places == places


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
        holiday_calendar(given)
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
    both = holiday_calendar(["SA", "AE"])
    assert both.weekend == FRI_SAT
    assert holiday_calendar(["AE", "SA"]).weekend == SAT_SUN
    assert is_free(holiday_calendar(["PH", "US"]), "2026-07-03")
    assert is_free(holiday_calendar(["PH", "US"]), "2025-08-25")
    assert {entry.place for entry in place_table(["PH", "US"]).entries(2026)} == {"PH", "US"}
    assert (both.table.known_from, both.table.known_until) == (
        max(place_table(one).known_from for one in ("SA", "AE")),
        min(place_table(one).known_until for one in ("SA", "AE")),
    )


@pytest.mark.parametrize(
    ("place", "weekend"),
    [
        ("PH", SAT_SUN),
        ("AE", SAT_SUN),  # since 2022
        ("SA", FRI_SAT),
        ("EG", FRI_SAT),
        ("IL", FRI_SAT),
        ("BD", FRI_SAT),
        ("MY", SAT_SUN),
        ("MY-01", SAT_SUN),  # Johor since 2025
        ("MY-02", FRI_SAT),
        ("MY-03", FRI_SAT),
        ("MY-11", FRI_SAT),
        ("BN", frozenset({4, 6})),
        ("MR", SAT_SUN),
        ("LY", FRI_SAT),
        ("PS", FRI_SAT),
        ("HK", SAT_SUN),
        ("VE", SAT_SUN),
        ("NP", SAT_SUN),
        ("market:XNYS", SAT_SUN),
        ("market:XSAU", FRI_SAT),
    ],
)
def test_rest_days_are_those_of_offices_there_now(place: str, weekend: frozenset[int]) -> None:
    assert place_table(place).weekend == weekend


# What the entries say.


def test_the_table_fits_the_protocol_and_is_a_value() -> None:
    table: StatutoryTable = place_table("PH")
    assert table == place_table("Philippines")
    assert hash(table) == hash(place_table("ph"))
    assert pickle.loads(pickle.dumps(table)) == table  # noqa: S301
    assert holiday_calendar("PH") == holiday_calendar("ph")


def test_days_named_as_worked_are_not_days_off() -> None:
    # PH 2026-02-25, EDSA: "special (working) day" of Proclamation 1006.
    day = holiday_calendar("PH").status("2026-02-25")
    assert (day.status, day.source) == ("info", "statutory:workday")


def test_announced_swap_days_are_listed_as_information() -> None:
    # State Council notice of 2025-11-04: Saturdays 14 and 28 February 2026 are worked.
    swaps = [entry.date for entry in place_table("CN").entries(2026) if entry.category == "swap"]
    assert {date(2026, 2, 14), date(2026, 2, 28)} <= set(swaps)
    assert {day.year for day in swaps} == {2026}
    assert holiday_calendar("CN").status("2026-02-14").status == "info"


def test_government_days_are_off_only_where_the_state_list_stands_there() -> None:
    government = [entry for entry in place_table("IN-TS").entries(2026) if entry.category == "government"]
    assert government
    assert {entry.effect for entry in government} == {"off"}
    assert {entry.effect for entry in place_table("US").entries(2026)} == {None}
    assert holiday_calendar("AE").status("2026-05-25").status == "info"


def test_estimated_dates_are_projected_and_lose_the_label() -> None:
    eid = [entry for entry in place_table("AE").entries(2029) if entry.name.startswith("Eid")]
    assert eid
    assert all(entry.projected for entry in eid)
    new_year = place_table("AE").entries(2029)[0]
    assert (new_year.name, new_year.projected) == ("New Year's Day", False)


def test_a_year_that_china_has_not_arranged_yet_is_projected() -> None:
    assert not any(entry.projected for entry in place_table("CN").entries(2026))
    assert all(entry.projected for entry in place_table("CN").entries(2090))


@pytest.mark.parametrize("place", ["SG", "MY-14", "TT"])
def test_diwali_2028_is_not_a_lunar_month_late(place: str) -> None:
    # New moon of Kartika 2028-10-18 02:57 UTC; India, Mauritius and Nepal list 17 October.
    calendar = holiday_calendar(place)
    assert (calendar.status("2028-10-17").status, calendar.status("2028-11-15").status) == ("off", "working")
    assert calendar.status("2028-10-17").confidence == "projected"


def test_diwali_2025_in_kenya_is_the_one_everybody_kept() -> None:
    calendar = holiday_calendar("KE", include=["diwali"])
    assert not is_free(calendar, "2025-11-19")
    assert calendar.status("2025-10-20").name == "Diwali"  # Mashujaa Day as well


def test_names_are_single_and_english_whatever_the_language_of_the_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANGUAGE", "pl")
    package_days._read_year.cache_clear()
    assert holiday_calendar("PL").status("2026-01-01").name == "New Year's Day"
    for country in ("IN-GJ", "ZA", "TR", "CN", "NP", "FJ"):
        for entry in place_table(country).entries(2029):
            assert "; " not in entry.name
            assert "estimated" not in entry.name
            assert entry.name == entry.name.strip() != ""


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
    calendar, end = holiday_calendar(place), date.fromisoformat(last)
    calendar.status(end)
    with pytest.raises(BeyondData):
        calendar.status(end + timedelta(days=1))
    with pytest.raises(BeyondData):
        place_table(place).entries(end.year + 1)


def test_the_data_begin_where_they_begin() -> None:
    calendar = holiday_calendar("IN")
    calendar.status("2001-01-01")
    with pytest.raises(BeyondData):
        calendar.status("2000-12-31")


def test_no_country_is_silently_empty_from_2024_to_2030() -> None:
    for country in COUNTRIES.keys() - NOBODY:
        table = place_table(country)
        for year in range(2024, 2031):
            if year <= table.known_until.year:
                listed = [entry for entry in table.entries(year) if entry.category == "public"]
                assert len(listed) >= 4, (country, year)


def test_a_country_without_any_listed_day_is_no_place() -> None:
    for country in COUNTRIES:
        if country in NOBODY:
            with pytest.raises(UnknownPlace):
                place_table(country)
            assert not holidays.country_holidays(country, years=2026, expand=False)


def listed_names(table: PlaceTable, year: int) -> int:
    return len({entry.name for entry in table.entries(year) if entry.category == "public"})


def test_no_list_thins_out_before_its_stated_end() -> None:
    for country in COUNTRIES.keys() - NOBODY - {"UA"}:
        table = place_table(country)
        for year in {min(2050, table.known_until.year), table.known_until.year}:
            assert listed_names(table, year) >= 0.6 * listed_names(table, 2026), (country, year)


# Threads and imports.


def test_threads_get_the_answers_of_a_single_thread() -> None:
    places = ("US", "IN-MH", "CN", "AE", "BR-SP", "MY-14", "market:XNYS", "KE")
    asked = [(place, year) for year in range(2020, 2031) for place in places] * 4
    package_days._read_year.cache_clear()
    alone = [place_table(place).entries(year) for place, year in asked]
    package_days._read_year.cache_clear()
    package_days._read_facts.cache_clear()
    place_names._find.cache_clear()
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(16) as pool:
            together = list(pool.map(lambda one: place_table(one[0]).entries(one[1]), asked))
    finally:
        sys.setswitchinterval(interval)
    assert together == alone


def test_importing_the_module_does_not_import_the_package() -> None:
    code = "import sys, overlap.adapters.statutory; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
