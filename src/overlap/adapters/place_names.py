"""The names people give to countries, subdivisions and markets, and the places they mean.

Law: a code is read as it stands and never repaired into another place; a name may be in any case,
with or without accents. What names no place is an error with the nearest that do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from overlap.adapters.package_days import LOCK, Place, entity_of, package
from overlap.adapters.statutory_corrections import NOBODY
from overlap.errors import UnknownPlace
from overlap.people.names import folded

__all__ = ["HOW_TO_WRITE", "place_of"]

_LONGEST_CODE: Final = 3
"""Letters of a country code at most; codes are read as they stand, names without punctuation."""

HOW_TO_WRITE: Final = (
    'write a country such as "PH", a subdivision such as "IN-KA" or a market such as "market:XNYS"'
)

_ALSO: Final[Mapping[str, str]] = {
    "america": "US",
    "britain": "GB",
    "burma": "MM",
    "capeverde": "CV",
    "czechia": "CZ",
    "czechrepublic": "CZ",
    "cotedivoire": "CI",
    "easttimor": "TL",
    "greatbritain": "GB",
    "holland": "NL",
    "hongkongsar": "HK",
    "ivorycoast": "CI",
    "korearepublicof": "KR",
    "macau": "MO",
    "macao": "MO",
    "russianfederation": "RU",
    "turkey": "TR",
    "turkiye": "TR",
    "uae": "AE",
    "unitedstatesofamerica": "US",
    "vietnam": "VN",
}
"""Names in use that the package does not have as a class name."""


_PARTS_ALSO: Final[Mapping[str, str]] = {
    "andalusia": "ES-AN",
    "balearicislands": "ES-IB",
    "basquecountry": "ES-PV",
    "bavaria": "DE-BY",
    "canaryislands": "ES-CN",
    "catalonia": "ES-CT",
    "geneva": "CH-GE",
    "hesse": "DE-HE",
    "kualalumpur": "MY-14",
    "labuan": "MY-15",
    "lowersaxony": "DE-NI",
    "lucerne": "CH-LU",
    "malacca": "MY-04",
    "northrhinewestphalia": "DE-NW",
    "orissa": "IN-OD",
    "penang": "MY-07",
    "pondicherry": "IN-PY",
    "putrajaya": "MY-16",
    "rhinelandpalatinate": "DE-RP",
    "saxony": "DE-SN",
    "saxonyanhalt": "DE-ST",
    "thuringia": "DE-TH",
}
"""English and older names of parts of countries, folded, that the package does not have."""


@lru_cache(maxsize=1)
def _countries() -> tuple[dict[str, str], dict[str, str]]:
    """Code by folded code or name, and the name of each code."""
    COUNTRIES = package().registry.COUNTRIES  # noqa: N806 - its own name

    codes: dict[str, str] = {}
    names: dict[str, str] = {}
    for module, (_, code, *others) in COUNTRIES.items():
        if code in NOBODY:
            continue
        names[code] = module.replace("_", " ").title().replace(" And ", " and ").replace(" Of ", " of ")
        for text in (code, module, *(other for other in others if not other.startswith("Holidays"))):
            codes.setdefault(folded(text), code)
    for text, code in _ALSO.items():
        codes.setdefault(text, code)
    return codes, names


@lru_cache(maxsize=1)
def _markets() -> dict[str, Place]:
    """Markets by code, alias or name, folded; Euronext's cities are subdivisions of one entity."""
    FINANCIAL = package().registry.FINANCIAL  # noqa: N806 - its own name

    found: dict[str, Place] = {}
    for module, (_, code, *others) in FINANCIAL.items():
        whole = Place(f"market:{code}", code, None)
        for text in (code, module, *others):
            is_city = code == "ENX" and text in others
            place = Place(f"market:{text}", code, text) if is_city else whole
            found.setdefault(folded(text), place)
    return found


def place_of(text: str) -> Place:
    """The place a text means.

    Raises:
        UnknownPlace: If there is none.
    """
    if not isinstance(text, str) or not folded(text):
        raise UnknownPlace(f"{text!r} is not a place", hint=HOW_TO_WRITE, field="place")
    return _find(text.strip())


@lru_cache(maxsize=1024)
def _find(text: str) -> Place:
    with LOCK:
        prefix, colon, rest = text.partition(":")
        if colon and folded(prefix) == "market":
            market = _markets().get(folded(rest))
            if market is None:
                raise _unknown(text, _near(rest, {key: one.code for key, one in _markets().items()}))
            return market
        codes, names = _countries()
        head, dash, rest = text.partition("-")
        country = codes.get(head.casefold()) if len(head) <= _LONGEST_CODE else None
        if dash and country is not None:  # "AR-E" is in Argentina, never the code "AE" with a dash
            return _subdivision(text, country, rest, names[country])
        country = codes.get(folded(text)) if len(text) > _LONGEST_CODE else country
        if country is not None and not text.endswith("-"):
            return Place(country, country, None)
        for split in (at for at, letter in enumerate(text) if letter == "-"):
            country = codes.get(folded(text[:split])) if split > _LONGEST_CODE else None
            if country is not None:
                return _subdivision(text, country, text[split + 1 :], names[country])
        market = _markets().get(folded(text))
        if market is not None:
            raise _unknown(text, [market.code])
        raise _unknown(text, _homonyms(text) or _near_countries(text, codes, names))


def _subdivision(text: str, country: str, rest: str, name: str) -> Place:
    codes = _subdivisions(country)
    code = codes.get(rest.strip().casefold()) or codes.get(folded(rest))
    if code is not None:
        return Place(f"{country}-{code}", country, code)
    if not codes:
        raise UnknownPlace(
            f'"{text}" is not a place with holidays of its own: {name} is not divided',
            hint=f'write "{country}"',
            field="place",
        )
    near = _near(rest, {low: f"{country}-{one}" for low, one in codes.items()})
    if near:
        raise _unknown(text, near)
    raise UnknownPlace(
        f'"{text}" is not a place with a holiday calendar',
        hint=f"subdivisions of {name} are {', '.join(dict.fromkeys(codes.values()))}",
        field="place",
    )


def _subdivisions(country: str) -> dict[str, str]:
    """Subdivision codes by code and by name, lower case and folded; the codes themselves win."""
    entity = entity_of(Place(country, country, None))
    found = {code.casefold(): code for code in entity.subdivisions}
    for alias, code in entity.subdivisions_aliases.items():
        found.setdefault(alias.casefold(), code)
        found.setdefault(folded(alias), code)
    for name, place in _PARTS_ALSO.items():
        if place.partition("-")[0] == country:
            found.setdefault(name, place.partition("-")[2])
    return found


def _near_countries(text: str, codes: Mapping[str, str], names: Mapping[str, str]) -> list[str]:
    """Countries with a name or code like the text, as "CODE (Name)"."""
    return [f"{code} ({names[code]})" for code in _near(text, codes)]


def _near(text: str, codes: Mapping[str, str]) -> list[str]:
    """Places with a name or code like the text, best first."""
    from difflib import get_close_matches

    wanted = folded(text)
    if len(wanted) < 3:  # every two-letter code is like a dozen others
        return []
    matches = get_close_matches(wanted, codes, n=6, cutoff=0.6)
    return list(dict.fromkeys(codes[match] for match in matches))[:3]


def _homonyms(text: str) -> list[str]:
    """Subdivisions of any country with this very name: "Karnataka" gives "IN-KA"."""
    wanted = folded(text)
    if len(wanted) < 4:  # codes; "KA" would match a dozen countries
        return []
    codes = dict.fromkeys(_countries()[0].values())
    return [f"{code}-{found}" for code in codes if (found := _subdivisions(code).get(wanted))][:3]


def _unknown(text: str, near: Sequence[str]) -> UnknownPlace:
    return UnknownPlace(
        f'"{text}" is not a place with a holiday calendar',
        hint=f"did you mean {_either(near)}?" if near else HOW_TO_WRITE,
        field="place",
    )


def _either(names: Sequence[str]) -> str:
    """Names in quotes, joined by commas and "or"."""
    quoted = [f'"{code}"{space}{rest}' for code, space, rest in (_named(name) for name in names)]
    return ", ".join(quoted[:-1]) + " or " + quoted[-1] if len(quoted) > 1 else quoted[0]


def _named(text: str) -> tuple[str, str, str]:
    code, space, rest = text.partition(" (")
    return (code, " ", f"({rest}") if space else (text, "", "")
