"""Rules are expanded as dateutil expands them and as a walk over all dates does, wherever somebody looks."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from itertools import islice, takewhile

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.adapters.ics_read_rule import MOST_TIMES, Rule, rule_of
from overlap.adapters.ics_read_values import Unreadable

EPOCH = datetime(1970, 1, 1)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAY = 86_400


def seconds(when: datetime) -> int:
    """Wall seconds."""
    return int((when - EPOCH).total_seconds())


def free(work: int) -> None:
    """A budget without end."""


def ours(text: str, start: datetime, low: datetime, high: datetime) -> list[datetime]:
    """The instances in a window; the first one always is an instance."""
    first = [start] if low <= start < high else []
    walls = rule_of(text).walls(seconds(start), seconds(low), seconds(high), free)
    return [*first, *(EPOCH + timedelta(seconds=wall) for wall in walls)]


def theirs(text: str, start: datetime, low: datetime, high: datetime) -> list[datetime]:
    """The same by dateutil, which leaves the first instance out where the rule does not name it."""
    rule, _, count = text.partition(";COUNT=")
    known = rrulestr(rule, dtstart=start)
    after = takewhile(lambda one: one < high, (one for one in known if one > start))
    found = [start, *islice(after, int(count) - 1 if count else None)]
    return [one for one in found if low <= one < high]


STARTS = st.datetimes(datetime(2019, 1, 1), datetime(2024, 12, 31, 23, 59, 59)).map(
    lambda when: when.replace(microsecond=0)
) | st.sampled_from(
    [
        datetime(2020, 2, 29, 9),
        datetime(2019, 12, 31, 23, 59, 59),
        datetime(2021, 1, 1),
        datetime(2023, 1, 31, 17, 30),
        datetime(2020, 12, 28, 8),
        datetime(2024, 12, 30, 8),
    ]
)


def numbers(least: int, greatest: int, *, both: bool = True) -> st.SearchStrategy[str]:
    """A list of numbers, from the end as well."""
    one = st.integers(least, greatest)
    signed = one | one.map(lambda number: -number) if both else one
    return st.lists(signed, min_size=1, max_size=4).map(lambda found: ",".join(map(str, found)))


TIMES = {
    "BYHOUR": numbers(0, 23, both=False),
    "BYMINUTE": numbers(0, 59, both=False),
    "BYSECOND": numbers(0, 59, both=False),
}
NTH = st.builds(
    lambda number, day: f"{number}{day}", st.integers(1, 5) | st.integers(-5, -1), st.sampled_from(DAYS)
)


def heads(draw: st.DrawFn, frequency: str) -> list[str]:
    """What every rule begins with."""
    parts = [f"FREQ={frequency}"]
    if draw(st.booleans()):
        parts.append(f"INTERVAL={draw(st.integers(1, 13))}")
    if draw(st.booleans()):
        parts.append(f"WKST={draw(st.sampled_from(DAYS))}")
    return parts


@st.composite
def sure_rules(draw: st.DrawFn) -> str:
    """A rule with one part about days, so that it always comes true: for others dateutil looks for long."""
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = heads(draw, frequency)
    long = frequency in ("MONTHLY", "YEARLY")
    plain = st.lists(st.sampled_from(DAYS), min_size=1, max_size=3).map(",".join)
    first = NTH.filter(lambda text: text[:-2] in ("1", "2", "4", "-1", "-3"))
    days = {
        "BYDAY": plain | st.lists(first, min_size=1, max_size=3).map(",".join) if long else plain,
        **({"BYMONTHDAY": numbers(1, 28)} if frequency != "WEEKLY" else {}),
        **({"BYYEARDAY": numbers(1, 365)} if frequency == "YEARLY" else {}),
    }
    chosen = draw(st.none() | st.sampled_from(sorted(days)))
    if frequency == "DAILY" and "INTERVAL" in parts[-1] + parts[-2 if len(parts) > 1 else -1]:
        chosen = None  # each seventh Monday may never come
    if chosen:
        parts.append(f"{chosen}={draw(days[chosen])}")
    if frequency == "YEARLY" and chosen in ("BYDAY", "BYMONTHDAY") and draw(st.booleans()):
        parts.append(f"BYMONTH={draw(numbers(1, 12, both=False))}")
    for name in draw(st.lists(st.sampled_from(sorted(TIMES)), unique=True, max_size=2)):
        parts.append(f"{name}={draw(TIMES[name])}")
    if chosen and frequency != "WEEKLY" and draw(st.booleans()):  # dateutil cuts the first week at the start
        parts.append(f"BYSETPOS={draw(st.sampled_from(['1', '-1', '1,-1', '2,1']))}")
    if draw(st.booleans()):
        parts.append(f"COUNT={draw(st.integers(1, 40))}")
    return ";".join(parts)


@given(sure_rules(), STARTS, st.integers(-100, 900), st.integers(1, 400))
def test_a_window_holds_what_dateutil_finds_in_it(
    text: str, start: datetime, after: int, length: int
) -> None:
    low = start + timedelta(days=after)
    high = low + timedelta(days=length)
    assert ours(text, start, low, high) == theirs(text, start, low, high)


@st.composite
def any_rules(draw: st.DrawFn) -> dict[str, str]:
    """Parts of a rule, in combinations that may never come true."""
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = dict(part.split("=") for part in heads(draw, frequency))
    day = st.sampled_from(DAYS) | NTH if frequency in ("MONTHLY", "YEARLY") else st.sampled_from(DAYS)
    choices: dict[str, st.SearchStrategy[str]] = {
        "BYMONTH": numbers(1, 12, both=False),
        "BYDAY": st.lists(day, min_size=1, max_size=4).map(",".join),
        "BYMONTHDAY": numbers(1, 31),
        "BYYEARDAY": numbers(1, 366),
        **TIMES,
    }
    for name in draw(st.lists(st.sampled_from(sorted(choices)), unique=True, max_size=4)):
        parts[name] = draw(choices[name])
    if draw(st.booleans()):
        parts["BYSETPOS"] = draw(numbers(1, 4))
    if draw(st.booleans()):
        parts["COUNT"] = str(draw(st.integers(1, 40)))
    return parts


def month_length(on: date) -> int:
    """Days of a date's month."""
    return (date(on.year + on.month // 12, on.month % 12 + 1, 1) - timedelta(days=1)).day


def is_named(on: date, parts: dict[str, str], start: date) -> bool:
    """Whether every part about days names a date (RFC 5545 section 3.3.10)."""
    frequency = parts["FREQ"]
    lists = {name: [int(one) for one in parts[name].split(",")] for name in NUMBERED if name in parts}
    weekdays = parts["BYDAY"].split(",") if "BYDAY" in parts else []
    if not weekdays and not lists.keys() & {"BYMONTHDAY", "BYYEARDAY"}:
        if frequency == "WEEKLY":
            weekdays = [DAYS[start.weekday()]]
        elif frequency != "DAILY":
            lists["BYMONTHDAY"] = [start.day]
        if frequency == "YEARLY":
            lists.setdefault("BYMONTH", [start.month])
    length, number = month_length(on), on.timetuple().tm_yday
    year = 366 if month_length(date(on.year, 2, 1)) == 29 else 365
    nth = (on.day - 1) // 7 + 1, -((length - on.day) // 7 + 1)
    if frequency == "YEARLY" and "BYMONTH" not in lists:
        nth = (number - 1) // 7 + 1, -((year - number) // 7 + 1)
    names = {DAYS[on.weekday()], *(f"{one}{DAYS[on.weekday()]}" for one in nth)}
    return (
        on.month in lists.get("BYMONTH", [on.month])
        and (not weekdays or bool(names & set(weekdays)))
        and bool({on.day, on.day - length - 1} & set(lists.get("BYMONTHDAY", [on.day])))
        and bool({number, number - year - 1} & set(lists.get("BYYEARDAY", [number])))
    )


NUMBERED = ("BYMONTH", "BYMONTHDAY", "BYYEARDAY")


def period(on: date, frequency: str, first_weekday: int) -> int:
    """The number of the period that a date is in."""
    if frequency == "DAILY":
        return on.toordinal()
    if frequency == "WEEKLY":
        return (on.toordinal() - 1 - first_weekday) // 7
    return on.year * 12 + on.month if frequency == "MONTHLY" else on.year


def walked(parts: dict[str, str], start: datetime, high: datetime) -> list[datetime]:
    """Every instance until an end, date by date from a year before the start."""
    frequency, first = parts["FREQ"], DAYS.index(parts.get("WKST", "MO"))
    own = period(start.date(), frequency, first)
    by_period: dict[int, list[datetime]] = {}
    hours = [int(one) for one in parts.get("BYHOUR", str(start.hour)).split(",")]
    minutes = [int(one) for one in parts.get("BYMINUTE", str(start.minute)).split(",")]
    clock_seconds = [int(one) for one in parts.get("BYSECOND", str(start.second)).split(",")]
    # To the end of the year, for positions are counted in whole periods.
    for ordinal in range(start.toordinal() - 366, date(high.year, 12, 31).toordinal() + 7):
        on = date.fromordinal(ordinal)
        number = period(on, frequency, first) - own
        if (
            number >= 0
            and number % int(parts.get("INTERVAL", "1")) == 0
            and is_named(on, parts, start.date())
        ):
            found = by_period.setdefault(number, [])
            for hour in sorted(set(hours)):
                for minute in sorted(set(minutes)):
                    for second in sorted(set(clock_seconds)):
                        found.append(datetime(on.year, on.month, on.day, hour, minute, second))
    instances = []
    for _, found in sorted(by_period.items()):
        if "BYSETPOS" in parts:
            wanted = [int(one) for one in parts["BYSETPOS"].split(",")]
            size = len(found)
            found = [one for at, one in enumerate(found) if at + 1 in wanted or at - size in wanted]
        instances += [one for one in found if one > start]
    everything = [start, *instances]
    return [one for one in everything[: int(parts.get("COUNT", "999999"))] if one < high]


@given(any_rules(), STARTS, st.integers(-50, 500), st.integers(1, 400))
def test_a_window_holds_what_a_walk_over_all_dates_finds_in_it(
    parts: dict[str, str], start: datetime, after: int, length: int
) -> None:
    low = start + timedelta(days=after)
    high = low + timedelta(days=length)
    text = ";".join(f"{name}={value}" for name, value in parts.items())
    assert ours(text, start, low, high) == [one for one in walked(parts, start, high) if one >= low]


def week_of(on: date, first: int) -> tuple[int, int]:
    """A week's year and number: week 1 is the first with four days in its year."""
    middle = on - timedelta(days=(on.weekday() - first) % 7) + timedelta(days=3)
    return middle.year, (middle - date(middle.year, 1, 1)).days // 7 + 1


@cache
def weeks_of(year: int, first: int) -> int:
    """How many weeks a year has."""
    weeks = [week_of(date(year, 12, day), first) for day in range(22, 32)]
    return max(number for own, number in weeks if own == year)


@settings(max_examples=40)
@given(STARTS, st.integers(1, 53), st.booleans(), st.sampled_from(DAYS), st.sampled_from(DAYS))
def test_weeks_are_those_of_their_own_year(
    start: datetime, number: int, from_end: bool, weekday: str, wkst: str
) -> None:
    wanted, first = -number if from_end else number, DAYS.index(wkst)
    text = f"FREQ=YEARLY;BYWEEKNO={wanted};BYDAY={weekday};WKST={wkst}"
    found = []
    for ahead in range(1, 1200):
        when = start + timedelta(days=ahead)
        year, index = week_of(when.date(), first)
        if DAYS[when.weekday()] == weekday and wanted in (index, index - weeks_of(year, first) - 1):
            found.append(when)
    high = start + timedelta(days=1200)
    assert ours(text, start, start + timedelta(seconds=1), high) == found


def test_nth_and_plain_weekdays_may_stand_in_one_list() -> None:
    start = datetime(2026, 3, 2, 9)
    found = ours("FREQ=MONTHLY;BYDAY=1MO,TU", start, start, datetime(2026, 3, 20))
    assert [one.day for one in found] == [2, 3, 10, 17]


def test_a_week_without_a_weekday_has_that_of_the_start() -> None:
    text = "FREQ=YEARLY;BYWEEKNO=20"
    start = datetime(2026, 5, 13, 9)  # a Wednesday
    assert [one.isoformat() for one in ours(text, start, start, datetime(2029, 1, 1))] == [
        "2026-05-13T09:00:00",
        "2027-05-19T09:00:00",
        "2028-05-17T09:00:00",
    ]


EXAMPLES = [  # RFC 5545 section 3.8.5.3
    ("FREQ=DAILY;COUNT=10", "19970902", ["0902", "0903", "0904"], 10),
    ("FREQ=DAILY;INTERVAL=10;COUNT=5", "19970902", ["0902", "0912", "0922"], 5),
    ("FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", "19970902", ["0902", "0904", "0916", "0918"], 8),
    ("FREQ=MONTHLY;COUNT=10;BYDAY=1FR", "19970905", ["0905", "1003", "1107"], 10),
    ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "19970902", ["0902", "0213", "0313"], None),
    ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "19970929", ["0929", "1030", "1127"], None),
    ("FREQ=YEARLY;BYDAY=20MO", "19970519", ["0519", "0518", "0517"], None),
    (
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
        "19961105",
        ["1105", "1107", "1102"],
        None,
    ),
    ("FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200", "19970101", ["0101", "0410", "0719", "0101"], 10),
]


@pytest.mark.parametrize(("text", "start", "first", "size"), EXAMPLES)
def test_the_standards_own_examples(text: str, start: str, first: list[str], size: int | None) -> None:
    begin = datetime.strptime(f"{start}T090000", "%Y%m%dT%H%M%S")
    found = ours(text, begin, begin, datetime(2012, 1, 1))
    assert [one.strftime("%m%d") for one in found[: len(first)]] == first
    assert size is None or len(found) == size


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=DAILY",
        "FREQ=DAILY;COUNT=999999999",
        "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=999999999",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTHDAY=30;BYMONTH=2",
        "FREQ=MONTHLY;BYMONTHDAY=31",
        "FREQ=YEARLY",
    ],
)
def test_what_lies_before_the_window_is_jumped_over(text: str) -> None:
    looked = 0

    def spend(days: int) -> None:
        nonlocal looked
        looked += days

    start, low, high = datetime(1, 1, 1, 9), datetime(2026, 3, 1), datetime(2026, 6, 1)
    list(rule_of(text).walls(seconds(start), seconds(low), seconds(high), spend))
    assert 0 < looked < 1000


def test_a_count_that_ends_before_the_window_leaves_nothing_in_it() -> None:
    start = datetime(1, 1, 3, 9)
    low, high = datetime(2026, 1, 1), datetime(2026, 12, 31)
    days = (datetime(2026, 3, 1, 9) - start).days + 1
    assert ours(f"FREQ=DAILY;COUNT={days}", start, low, high)[-1] == datetime(2026, 3, 1, 9)
    assert ours(f"FREQ=DAILY;COUNT={days - 60}", start, low, high) == []


def test_the_calendar_ends_with_its_last_day() -> None:
    start = datetime(9999, 12, 30, 9)
    for text in ("FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY", "FREQ=YEARLY;BYWEEKNO=53,1"):
        found = rule_of(text).walls(seconds(start), seconds(start), seconds(start) + 30 * DAY, free)
        assert all(wall < seconds(datetime(9999, 12, 31)) + DAY for wall in found)
    first = datetime(1, 1, 1, 9)
    for text in (
        *("FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO", "FREQ=WEEKLY;WKST=TH", "FREQ=YEARLY;BYDAY=-1MO"),
        *("FREQ=WEEKLY;WKST=TH;BYMONTH=1", "FREQ=WEEKLY;WKST=TH;BYMONTHDAY=-1"),
        "FREQ=WEEKLY;WKST=TH;BYWEEKNO=5",
        *("FREQ=WEEKLY;WKST=TH;BYYEARDAY=-1", "FREQ=YEARLY;BYYEARDAY=-365", "FREQ=MONTHLY;BYDAY=-5MO"),
    ):
        assert list(rule_of(text).walls(seconds(first), -(10**12), seconds(first) + 400 * DAY, free))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("FREQ=SECONDLY", "sub-daily"),
        ("FREQ=MINUTELY;INTERVAL=30", "sub-daily"),
        ("FREQ=HOURLY;COUNT=3", "sub-daily"),
        ("", "bad-rule"),
        ("COUNT=3", "bad-rule"),
        ("FREQ=FORTNIGHTLY", "bad-rule"),
        ("FREQ=DAILY;INTERVAL=0", "bad-rule"),
        ("FREQ=DAILY;INTERVAL=-1", "bad-rule"),
        ("FREQ=DAILY;INTERVAL=9999999999", "bad-rule"),
        ("FREQ=DAILY;INTERVAL=١", "bad-rule"),
        ("FREQ=DAILY;COUNT=0", "bad-rule"),
        ("FREQ=DAILY;COUNT=", "bad-rule"),
        ("FREQ=DAILY;COUNT", "bad-rule"),
        ("FREQ=DAILY;FREQ=WEEKLY", "bad-rule"),
        ("FREQ=DAILY;BYEASTER=1", "bad-rule"),
        ("FREQ=DAILY;BYMONTH=13", "bad-rule"),
        ("FREQ=DAILY;BYMONTH=-1", "bad-rule"),
        ("FREQ=DAILY;BYMONTHDAY=0", "bad-rule"),
        ("FREQ=DAILY;BYMONTHDAY=-32", "bad-rule"),
        ("FREQ=DAILY;BYHOUR=x", "bad-rule"),
        ("FREQ=MONTHLY;BYDAY=0MO", "bad-rule"),
        ("FREQ=MONTHLY;BYDAY=54MO", "bad-rule"),
        ("FREQ=MONTHLY;BYDAY=XX", "bad-rule"),
        ("FREQ=DAILY;WKST=XX", "bad-rule"),
        ("FREQ=DAILY;UNTIL=tomorrow", "bad-time"),
        ("FREQ=YEARLY;RSCALE=HEBREW", "bad-rule"),
        ("FREQ=YEARLY;RSCALE=GREGORIAN;SKIP=FORWARD", "bad-rule"),
        ("FREQ=DAILY;BYHOUR=" + ",".join(map(str, range(24))) + ";BYMINUTE=0,10,20,30,40", "oversized-rule"),
        ("FREQ=DAILY;BYMONTHDAY=" + ",".join(["1"] * 4000), "oversized-rule"),
    ],
)
def test_a_rule_that_cannot_be_followed_is_refused(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        rule_of(text)
    assert caught.value.code == code


def test_a_rule_is_read_leniently() -> None:
    assert rule_of(" freq=weekly ; byday = mo , we ;; X-NOTE=1;RSCALE=GREGORIAN") == Rule(
        "WEEKLY", weekdays=((0, 0), (0, 2))
    )
    every_quarter = "FREQ=DAILY;BYHOUR=" + ",".join(map(str, range(24))) + ";BYMINUTE=0,15,30,45"
    assert len(rule_of(every_quarter).minutes) * len(rule_of(every_quarter).hours) == MOST_TIMES
    assert rule_of("FREQ=DAILY;BYSECOND=60,59").seconds == (59,)


def test_a_rule_of_what_is_left_out_names_its_first_too() -> None:
    start = seconds(datetime(2026, 3, 2, 9))
    window = (start, start + 8 * DAY)
    named = rule_of("FREQ=WEEKLY;BYDAY=MO").walls(start, *window, free, also_first=True)
    other = rule_of("FREQ=WEEKLY;BYDAY=TU").walls(start, *window, free, also_first=True)
    assert [(wall - start) // DAY for wall in named] == [0, 7]
    assert [(wall - start) // DAY for wall in other] == [1]
