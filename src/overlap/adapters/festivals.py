"""Festivals by the words people use for them, and the listed days that belong to each.

Law: an alias takes all of its festival's days at a place, whatever they are called there, and none of
its neighbours'; days in lieu of a festival belong to it. Names are those of the `holidays` package in
en_US, which is not asked here: everything is decided by a place and a name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from overlap.adapters.half_days import base_name
from overlap.people.names import folded

__all__ = ["FESTIVALS", "TRADITIONS", "Festival", "alias_of", "festivals_of"]


class Festival(NamedTuple):
    """A festival that people of several places keep.

    Attributes:
        alias: Its canonical name, lower case.
        spellings: Other words for it. None is narrower than the festival: "Easter Sunday" is a day's
            name, not another word for Easter.
        moves: What sets its date. The dates of "moon" festivals, by lunar and lunisolar calendars, are
            not certain far ahead; "fixed" includes dates set by the sun.
        home: The place whose list gives its dates to people elsewhere.
    """

    alias: str
    spellings: tuple[str, ...]
    moves: Literal["moon", "easter", "fixed", "weekday"]
    home: str | None


FESTIVALS: Final[tuple[Festival, ...]] = (
    # Hindu, Sikh and Nepali.
    Festival("diwali", ("deepavali", "divali", "dipavali", "deepawali", "laxmi puja"), "moon", "IN"),
    Festival("tihar", ("swanti",), "moon", "NP"),
    Festival("holi", ("phagwah", "phagwa", "rangwali holi", "dhulandi"), "moon", "IN"),
    Festival("dussehra", ("dasara", "vijayadashami", "bijaya dashami"), "moon", "IN"),
    Festival("durga puja", ("durga pujo", "durgotsav", "pujo"), "moon", "IN-WB"),
    Festival("dashain", ("dasain", "dassain"), "moon", "NP"),
    Festival("raksha bandhan", ("rakhi", "janai purnima"), "moon", "IN"),
    Festival("janmashtami", ("krishna janmashtami", "gokulashtami", "krishna jayanti"), "moon", "IN"),
    Festival("ganesh chaturthi", ("vinayaka chaturthi", "vinayaka chavithi", "ganeshotsav"), "moon", "IN"),
    Festival("maha shivaratri", ("shivaratri", "mahashivratri"), "moon", "IN"),
    Festival("ram navami", ("rama navami", "sri rama navami"), "moon", "IN"),
    Festival("ugadi", ("yugadi",), "moon", "IN"),
    Festival("onam", ("thiruvonam",), "moon", "IN-KL"),
    Festival("pongal", ("thai pongal",), "fixed", "IN-TN"),
    Festival("makar sankranti", ("sankranti", "uttarayan", "maghe sankranti"), "fixed", "IN"),
    Festival("thaipusam", ("thai poosam",), "moon", "MY-14"),
    Festival("vaisakhi", ("baisakhi",), "fixed", "IN-PB"),
    Festival("guru nanak jayanti", ("guru nanak", "gurpurab", "guru nanak gurpurab"), "moon", "IN"),
    # Islamic.
    Festival(
        "eid al-fitr",
        ("eid ul fitr", "idul fitri", "hari raya aidilfitri", "hari raya puasa", "lebaran", "korite"),
        "moon",
        "AE",
    ),
    Festival(
        "eid al-adha",
        (
            "eid ul adha",
            "idul adha",
            "hari raya haji",
            "bakrid",
            "bakra eid",
            "tabaski",
            "feast of sacrifice",
        ),
        "moon",
        "AE",
    ),
    Festival("arafah", ("arafat", "day of arafat", "arafat day", "arafah day"), "moon", "AE"),
    Festival("islamic new year", ("hijri new year", "awal muharram", "maal hijrah"), "moon", "AE"),
    Festival("ashura", ("ashoura", "day of ashura"), "moon", "IQ"),
    Festival("mawlid", ("milad", "milad un nabi", "eid e milad", "maulid", "mouloud"), "moon", "AE"),
    Festival("isra and miraj", ("miraj", "isra miraj", "shab e miraj", "lailat al miraj"), "moon", "JO"),
    Festival("ramadan start", ("first of ramadan", "start of ramadan", "ramadan begins"), "moon", "AF"),
    # East and South-East Asian, Buddhist, Persian.
    Festival(
        "lunar new year",
        ("chinese new year", "korean new year", "spring festival", "cny", "tet", "seollal", "imlek", "losar"),
        "moon",
        "CN",
    ),
    Festival("qingming", ("ching ming", "tomb sweeping", "tomb sweeping festival"), "fixed", "CN"),
    Festival("dragon boat festival", ("dragon boat", "duanwu", "tuen ng"), "moon", "CN"),
    Festival("mid-autumn festival", ("mid autumn", "mooncake festival", "zhongqiu"), "moon", "CN"),
    Festival("double ninth", ("chung yeung", "chongyang"), "moon", "HK"),
    Festival("chuseok", ("hangawi",), "moon", "KR"),
    Festival("vesak", ("wesak", "waisak", "visakha puja", "buddha day", "buddha jayanti"), "moon", "SG"),
    Festival("songkran", ("thai new year",), "fixed", "TH"),
    Festival("golden week", ("ogon shukan",), "fixed", "JP"),
    Festival("nowruz", ("novruz", "nauryz", "navruz", "nooruz", "persian new year", "newroz"), "fixed", "IR"),
    # Jewish: the days on which work is not done. Half-working days between them have their own alias.
    Festival("rosh hashanah", ("rosh hashana", "jewish new year"), "moon", "IL"),
    Festival("yom kippur", ("day of atonement",), "moon", "IL"),
    Festival("sukkot", ("sukkoth", "sukkos", "feast of tabernacles"), "moon", "IL"),
    Festival("simchat torah", ("shemini atzeret", "simhat torah"), "moon", "IL"),
    Festival("hanukkah", ("chanukah", "hannukah", "hanukah"), "moon", "IL"),
    Festival("purim", (), "moon", "IL"),
    Festival("passover", ("pesach", "pesah"), "moon", "IL"),
    Festival("chol hamoed", ("hol hamoed", "intermediate days"), "moon", "IL"),
    Festival("shavuot", ("shavuos", "feast of weeks"), "moon", "IL"),
    # Christian, by Easter. "easter" and "orthodox easter" are the Sunday and the days listed after it.
    Festival("carnival", ("carnaval", "mardi gras", "carnevale", "fasching", "karneval"), "easter", "BR"),
    Festival("ash wednesday", ("quarta feira de cinzas", "miercoles de ceniza"), "easter", "BR"),
    Festival("maundy thursday", ("holy thursday", "jueves santo"), "easter", "NO"),
    Festival("good friday", ("viernes santo", "karfreitag"), "easter", "DE"),
    Festival("easter", ("pascua", "ostern", "paques"), "easter", "EE"),
    Festival("easter monday", ("ostermontag", "lundi de paques"), "easter", "DE"),
    Festival("orthodox good friday", ("great friday",), "easter", "GR"),
    Festival("orthodox easter", ("pascha", "greek easter", "coptic easter"), "easter", "GR"),
    Festival("ascension", ("ascension thursday",), "easter", "DE"),
    Festival("whit monday", ("pentecost monday", "pfingstmontag"), "easter", "DE"),
    Festival("corpus christi", ("corpus domini", "fronleichnam", "boze cialo"), "easter", "AT"),
    # Christian and civil, by the calendar.
    Festival(
        "epiphany", ("three kings", "three kings day", "reyes", "dia de reyes", "timkat"), "fixed", "AT"
    ),
    Festival("orthodox christmas", ("coptic christmas", "russian christmas"), "fixed", "RS"),
    Festival(
        "st. john", ("saint john", "sant joan", "san juan", "sao joao", "festa junina"), "fixed", "ES-CT"
    ),
    Festival("midsummer", ("juhannus", "midsommar"), "weekday", "FI"),
    Festival("assumption", ("assumption of mary", "ferragosto", "dormition"), "fixed", "FR"),
    Festival("all saints", ("all saints day", "toussaint", "allerheiligen"), "fixed", "FR"),
    Festival("day of the dead", ("all souls", "all souls day", "dia de muertos", "finados"), "fixed", "BR"),
    Festival("immaculate conception", ("inmaculada concepcion",), "fixed", "ES"),
    Festival("christmas eve", ("nochebuena", "heiligabend"), "fixed", "PL"),
    Festival("christmas", ("christmas day", "xmas", "navidad", "noel", "weihnachten"), "fixed", "FR"),
    Festival("boxing day", ("second day of christmas", "st. stephen's day", "st. stephen"), "fixed", "DE"),
    Festival("new year's eve", ("old year's night", "nochevieja", "silvester"), "fixed", "LV"),
    Festival("new year", ("new year's", "ano nuevo", "neujahr"), "fixed", "FR"),
    Festival("international women's day", ("women's day", "8 march"), "fixed", "GE"),
    Festival("labour day", ("labor day", "workers day", "international workers day"), "fixed", "FR"),
    Festival("juneteenth", (), "fixed", "US"),
    Festival("thanksgiving", ("thanksgiving day",), "weekday", "US"),
    Festival("thanksgiving friday", ("day after thanksgiving", "black friday"), "weekday", "US-CA"),
)
"""Every festival with an alias, in an order for reading."""

_EID: Final = r"(Day after (the )?)?Eid[ -][au]l[ -]"
_LABOUR: Final = (
    r"(International |National |Randol Fawkes |Agriculture and )?(Labou?r|Worker'?s'?) Day( Holiday)?"
    r"|(Labor Day and )?International Workers' Solidarity Day|Labor and Solidarity Day|Eight Hours Day"
    r"|Holiday of Spring and Labor|Saint Joseph the Worker's Day|(Irish |Early )?May( Day)?( Bank Holiday)?"
)

_NAMES: Final[Mapping[str, str]] = {
    # The main day only, Lakshmi Puja: not Dev Diwali a fortnight later, nor the days around it ("Diwali
    # (Bali Pratipada)", "Naraka Chaturdashi", "Govardhan Puja", "Bhai Duj"), which have names of their
    # own. "Diwali (South India)" is a restricted day of southerners in Chhattisgarh; the lists of the
    # southern states themselves say "Diwali".
    "diwali": r"Diwali( Lakshmi Puja| \(Laxmi Pujan\))?|Deepavali|Laxmi Pooja",
    "tihar": r"Gai Tihar|Laxmi Pooja|Gobardhan Pooja|Mha Pooja|Bhai Tika|Tihar Holiday",
    "holi": r"Holi|Fagu Poornima( \(Terai\))?",  # the day of colours: not Holika Dahan on its eve
    "dussehra": r"Dussehra|Vijayadashami|Bijaya Dashami|Dassain",
    "durga puja": r"Durgashtami|Maha(saptami|shtami|navami)|Dussehra( \(\w+\))?|Vijayadashami",
    "dashain": r"Ghatasthapana|Fulpati|Maha Ashtami|Maha Navami|Bijaya Dashami|\w+ \(Dashain\)|Dassain",
    "raksha bandhan": r"Raksha Bandhan|Janai Poornima",
    "janmashtami": r"Janmashtami \(Vaishnava\)|Shree Krishna Janmashtami",  # Smarta is a day earlier
    "ganesh chaturthi": r"Ganesh Chaturthi( \(Day 2\)| / Vinayak Chaturthi)?",
    "maha shivaratri": r"Maha Shivaratri|Maha Sivarathri Day",
    "ram navami": r"Ram Navami",
    "ugadi": r"Ugadi",
    "onam": r"Onam( \(Day \d\))?",
    "pongal": r"Pongal|Tamil Thai Pongal Day",
    "makar sankranti": r"Makar Sankranti|Maghe Sankranti|Uttarayan",
    "thaipusam": r"Thaipusam",
    "vaisakhi": r"Vaisakhi|Baisakhi",
    "guru nanak jayanti": r"Guru Nanak('s Birthday| Jayanti)",
    "eid al-fitr": _EID + r"Fitr\b.*",
    "eid al-adha": _EID + r"Adha\b.*",  # not the Day of Arafah before it
    "arafah": r"Day of Arafah",
    "islamic new year": r"Islamic New Year( Day)?",
    "ashura": r"Ashura",  # not Tasua on its eve
    "mawlid": r"(Day after )?Prophet( M\w+)?'s Birthday|Mawlid|Birthday of Muhammad and Imam Ja'far al-Sadiq",
    "isra and miraj": r"Isra' and Mi'raj",
    "ramadan start": r"(First Day|Beginning) of Ramadan",
    "lunar new year": r".*(Chinese|Lunar|Korean) New Year\b.*|Chinese Spring Festival|Losar|Gyalpo Lhosar",
    "qingming": r"(The day following )?Tomb-Sweeping Day|Cheongmyeong Festival",
    "dragon boat festival": r"(The day following )?Dragon Boat Festival",
    "mid-autumn festival": r".*Mid-Autumn Festival",  # Hong Kong rests on the day after the night
    "double ninth": r"(The day following )?Double Ninth Festival",
    "chuseok": r".*\bChuseok",
    "vesak": r"(Day Following )?Vesak.*|Visaka Bochea Day|Visakha Bousa Festival|Visakha Bucha"
    r"|(The day following )?([Tt]he )?Buddha's Birthday|Buddha Purnima|Buddha Jayanti|Full Moon Day of Kason"
    r"|Lord Buddha's Parinirvana",
    "songkran": r"Songkran Festival",
    "golden week": r"Golden Week",
    "nowruz": r"(International )?Nowruz( Day| Holiday)?|Nooruz Holiday",
    "rosh hashanah": r"Rosh Hashanah",
    "yom kippur": r"Yom Kippur",
    "sukkot": r"Sukkot",
    "simchat torah": r"Simchat Torah / Shemini Atzeret",
    "hanukkah": r"Hanukkah",
    "purim": r"Purim",
    "shavuot": r"Shavuot",
    "passover": r"(Seventh day of )?Pesach",
    "chol hamoed": r"(Pesach|Sukkot) holiday",
    # The days of revel themselves: not Ash Wednesday, not Corpus Christi, not Mid-Lent. At the end of
    # harvest or of the year in the Caribbean.
    "carnival": r"Carnival( Day| Monday| Tuesday| Day - Last Lap| in Oruro)?|Shrove (Monday|Tuesday)"
    r"|Fat (Thursday|Tuesday)|Mardi Gras|Last Day of Carnival|Monday before Ash Wednesday|Kadooment Day",
    "ash wednesday": r"Ash Wednesday",
    "maundy thursday": r"Maundy Thursday|Holy Thursday",
    "good friday": r"(Catholic )?Good Friday",  # not Holy Saturday, Hong Kong's "day following"
    "easter": r"(Catholic |Gregorian )?Easter( Sunday| Monday| Tuesday)?|The day following Easter Monday",
    "easter monday": r"(Catholic |The day following )?Easter Monday",
    "orthodox good friday": r"Orthodox Good Friday|Good Friday \(Orthodox\)",
    "orthodox easter": r"(Orthodox|Coptic|Julian) Easter( Sunday| Monday| Tuesday)?( \(Pascha\))?"
    r"|Easter Monday \(Orthodox\)",
    "ascension": r"Ascension( Day)?|The Day of Ascension of Jesus Christ into Heaven",
    "whit monday": r"Pentecost Monday|Whit Monday",
    "corpus christi": r"Corpus (Christi|Domini)",
    "epiphany": r"Epiphany( \(Three Kings' Day .*\))?|Three Kings Day|Christmas and Epiphany",
    "orthodox christmas": r"(Orthodox|Coptic|Armenian Orthodox) Christmas( Day)?|Christmas and Epiphany"
    r"|Christmas Day \(by old style\)",
    "st. john": r"Saint John('s Day| the Baptist( Day)?)|Day of Dew and Saint John",
    "midsummer": r"Midsummer (Eve|Day)|Day of Dew and Saint John",
    "assumption": r"Assumption( [Oo]f Mary)? Day|Feast of the Assumption|Our Lady of Assumption"
    r"|Dormition of the Mother of God",
    "all saints": r"All Saints' Day",
    "day of the dead": r"(Dzyady \()?All Souls' Day\)?|Day of the Dead|Commemoration of the Dead",
    "immaculate conception": r"(Feast of the |Day of Our Lady of )?Immaculate Conception( and .*)?",
    "christmas eve": r"(Catholic )?Christmas Eve|(Last Business )?Day before Christmas Day"
    r"|Business Day Prior to Christmas Day",
    # 25 December, days in lieu, and further days listed under its own name; 7 January is the orthodox one.
    "christmas": r"(Catholic )?Christmas( Day)?( Holiday| Festival)?|Christmas and Family Day"
    r"|Christmas Day \(by new style\)",
    "boxing day": r"Boxing Day( Holiday)?|Second Day of Christmas|Christmas Second Day|Saint Stephen's Day"
    r"|Day of Goodwill|Day (After|following) Christmas|The first weekday after Christmas Day|Post Christmas"
    r"|Glorifying Mother of God",
    "new year's eve": r"New Year's Eve|(Business )?Day (before|Prior to) New Year's Day|End of Year Holiday"
    r"|Last (Business )?Day of the Year|Year-end market holiday",
    # 1 January and the days listed after it as part of it, such as 2 January in New Zealand.
    "new year": r"(International |Post )?New Year('?s)?( Day)?( Holidays?)?"
    r"|(The )?[Dd]ay [Aa]fter New Year's Day",
    "international women's day": r"International Women's (Rights )?Day|Women's Day",
    # The day a place keeps for labour: 1 May in most, September in the United States and Canada.
    "labour day": _LABOUR,
    "juneteenth": r"Juneteenth.*",
    "thanksgiving": r"Thanksgiving Day",  # not the national day of prayer of Switzerland or Turks and Caicos
    "thanksgiving friday": r"(Day [Aa]fter|Friday After) Thanksgiving( Day)?",
}
"""Patterns of the whole name of a day, labels and words for substitution removed, by alias."""

_MEANT: Final[Mapping[str, Mapping[str, str]]] = {
    "AU-SA": {"Proclamation Day": "Boxing Day"},
    "AZ": {"Spring Festival": "Nowruz"},
    "BR": {"Universal Fraternization Day": "New Year's Day"},
    "CU": {"Liberation Day": "New Year's Day"},
    "HT": {"National Independence Day": "New Year's Day"},
    "IT-RG": {"Saint John's Day": ""},  # 29 August, the beheading
    "JP": dict.fromkeys(("Showa Day", "Constitution Day", "Greenery Day", "Children's Day"), "Golden Week"),
    "MS": {"Festival Day": "Carnival"},
    "MZ": {
        "Family Day": "Christmas Day",
        "International Fraternalism Day": "New Year's Day",
        "Women's Day": "",  # 7 April
    },
    "NA": {"Family Day": "Boxing Day"},
    "PL": {"National Day": "Labor Day"},
    "PW": {"Family Day": "Day After Thanksgiving"},
    "RO": {"Saint John the Baptist": ""},  # 7 January
    "SB": {"National Day of Thanksgiving": "Boxing Day"},
    "SD": {"Independence Day": "New Year's Day"},
    "SI": {"Day of Remembrance for the Dead": "All Saints' Day"},
    "SK": {"Day of the Establishment of the Slovak Republic": "New Year's Day"},
    "TM": {"Spring Festival": "Nowruz"},
    "TN": {"Women's Day": ""},  # 13 August
    "TW": {"Founding Day of the Republic of China": "New Year's Day"},
    "US-IN": {"Lincoln's Birthday": "Day After Thanksgiving"},
    "US-MD": {"American Indian Heritage Day": "Day After Thanksgiving"},
    "US-NM": {"Presidents' Day": "Day After Thanksgiving"},
    "US-NV": {"Family Day": "Day After Thanksgiving"},
    "US-TX": {"Emancipation Day In Texas": "Juneteenth"},
    "US-WA": {"Native American Heritage Day": "Day After Thanksgiving"},
    "UY": {"Children's Day": "Epiphany", "Family Day": "Christmas Day"},
    "VA": {"Solemnity of Mary, Mother of God": "New Year's Day"},
    "VU": {"Family Day": "Boxing Day"},
    "market:XATH": {"Pentecost Monday": "Orthodox Pentecost Monday"},
    "market:XECB": {"Christmas Holiday": "Boxing Day"},  # 26 December
}
"""What a place, or a whole country, means by a name: the name most others use, or nothing."""

_COUNTRY_OF: Final = {"market:BVMF": "BR", "market:XJPX": "JP", "market:XTAI": "TW", "market:XWAR": "PL"}
"""Markets that use their country's own names."""

_EASTER_WORD: Final = re.compile(r"(Easter|Good Friday|Holy Thursday|Ascension|Pentecost)\b")
_ORTHODOX_EASTER: Final = frozenset(("BG", "CY", "ER", "ET", "GE", "GR", "MD", "MK", "RO", "RS", "UA"))
_ORTHODOX_CHRISTMAS: Final = frozenset(("ET", "GE", "KG", "MK", "RU"))
"""Countries whose bare "Easter Monday" and "Christmas Day" are those of the eastern churches."""

_BOTH_CHURCHES: Final[Mapping[str, frozenset[str]]] = {
    "ME": frozenset(("Christmas", "Christmas Eve", "Easter", "Good Friday")),
    "MK": frozenset(("Christmas Day", "Easter Monday")),
    "PS": frozenset(("Easter", "Good Friday")),
}
"""Names under which a country lists the days of both churches: either's day belongs to both aliases."""

_SUBSTITUTE: Final = re.compile(
    r"^(?:(Alternative holiday|Compensatory rest day|Day off|Substitute) for|Monday following) "
    r"| Joint Holiday$"
)
"""Words for a day in lieu of another, in South Korea, Macau, Angola, Dublin and Spain, or for one joined to
it, in Indonesia."""

_PATTERNS: Final = tuple((alias, re.compile(names)) for alias, names in _NAMES.items())
_ALIASES: Final = {folded(text): one.alias for one in FESTIVALS for text in (one.alias, *one.spellings)}

_JEWISH: Final = ("rosh hashanah", "yom kippur", "sukkot", "simchat torah", "passover", "shavuot")
_ISLAMIC: Final = ("eid al-fitr", "eid al-adha")

TRADITIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "buddhist": ("vesak",),
    "catholic": ("good friday", "easter", "assumption", "all saints", "christmas"),
    "chinese": ("lunar new year", "qingming", "dragon boat festival", "mid-autumn festival"),
    "christian": ("good friday", "easter", "christmas"),
    "hebrew": _JEWISH,
    "hindu": ("diwali", "holi", "dussehra"),
    "islamic": _ISLAMIC,
    "jewish": _JEWISH,
    "korean": ("lunar new year", "chuseok"),
    "muslim": _ISLAMIC,
    "orthodox": ("orthodox christmas", "orthodox good friday", "orthodox easter"),
    "persian": ("nowruz",),
    "sikh": ("vaisakhi", "guru nanak jayanti", "diwali"),
}
"""Festivals on which a member of a tradition is off, by the tradition's name: few, and the major ones."""


def alias_of(text: str) -> str | None:
    """The canonical alias of the festival that a text names, or None if it names none.

    Example:
        >>> alias_of("Eid-ul-Fitr"), alias_of("Têt"), alias_of("Bastille Day")
        ('eid al-fitr', 'lunar new year', None)
    """
    return _ALIASES.get(folded(text))


@lru_cache(maxsize=16384)
def festivals_of(place: str, name: str) -> tuple[str, ...]:
    """Aliases of the festivals that a listed day belongs to; none for most days.

    Args:
        place: Code of the place, such as "BR-SP" or "market:XNYS".
        name: The day's English name, with or without its labels.

    Example:
        >>> festivals_of("HT", "Fat Tuesday"), festivals_of("GR", "Easter Monday")
        (('carnival',), ('orthodox easter',))
    """
    meant = _meanings(place, _SUBSTITUTE.sub("", base_name(name)))
    return tuple(dict.fromkeys(alias for one in meant for alias in _of_name(one)))


@lru_cache(maxsize=4096)
def _of_name(name: str) -> tuple[str, ...]:
    return tuple(alias for alias, pattern in _PATTERNS if pattern.fullmatch(name))


def _meanings(place: str, name: str) -> tuple[str, ...]:
    """A day's name as most places have it; several where it says too little."""
    place = _COUNTRY_OF.get(place, place)
    country = place.partition("-")[0]
    for where in (place, country):
        if name in _MEANT.get(where, ()):
            return (_MEANT[where][name],)
    is_easter, is_christmas = _EASTER_WORD.match(name), name.startswith("Christmas")
    if name in _BOTH_CHURCHES.get(country, ()):
        return name, f"Orthodox {name}"
    if (is_easter and country in _ORTHODOX_EASTER) or (is_christmas and country in _ORTHODOX_CHRISTMAS):
        return (f"Orthodox {name}",)
    return (name,)
