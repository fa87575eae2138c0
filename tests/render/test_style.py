"""How the reader wants dates and times, and where that holds."""

from __future__ import annotations

import contextvars
import copy
import pickle
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from overlap.errors import BadArgument, MissingExtra
from overlap.render.moments import date_text, wall_text
from overlap.render.style import PLAIN, Style, current, plainly, reading_as

TWELVE = Style(hours=12)


def test_nothing_asked_is_twenty_four_hours_in_english() -> None:
    assert current() == PLAIN == Style() == Style(hours=24, locale=None) == Style(locale="en")
    assert (wall_text(17 * 60), date_text(20514)) == ("17:00", "Mon 2 Mar 2026")


def test_a_style_holds_in_its_block_and_not_after_it() -> None:
    with reading_as(TWELVE) as held:
        assert held == current() == TWELVE
        with reading_as(PLAIN):
            assert wall_text(60) == "01:00"
        assert wall_text(60) == "1:00 am"
    assert wall_text(60) == "01:00"


def test_a_block_that_fails_leaves_no_style_behind() -> None:
    with pytest.raises(ZeroDivisionError), reading_as(TWELVE):
        raise ZeroDivisionError
    assert current() == PLAIN


def test_threads_do_not_hear_of_each_others_style() -> None:
    both = Barrier(2, timeout=10)

    def shown(style: Style) -> str:
        with reading_as(style):
            both.wait()
            text = wall_text(13 * 60)
            both.wait()
        return text

    with reading_as(TWELVE), ThreadPoolExecutor(2) as pool:
        assert list(pool.map(shown, (PLAIN, TWELVE))) == ["13:00", "1:00 pm"]
        assert wall_text(13 * 60) == "1:00 pm"


def test_a_context_of_its_own_keeps_the_style_it_was_made_in() -> None:
    with reading_as(TWELVE):
        inside = contextvars.copy_context()
    assert inside.run(wall_text, 0) == "12:00 am"
    assert contextvars.Context().run(wall_text, 0) == "00:00"


def test_what_is_made_plainly_is_plain_under_every_style() -> None:
    @plainly
    def made(minute: int, *, day: int) -> tuple[str, str]:
        return wall_text(minute), date_text(day)

    with reading_as(Style(hours=12, locale="pl")):
        assert made(780, day=20514) == ("13:00", "Mon 2 Mar 2026")
        assert wall_text(780) == "1:00 PM".replace(" ", "\u202f")
    assert made.__name__ == "made"


@pytest.mark.parametrize(
    ("written", "kept"),
    [("pt-BR", "pt_BR"), ("PT_br", "pt_BR"), (" pl ", "pl"), ("zh-tw", "zh_Hant_TW"), ("EN", None)],
)
def test_a_locale_has_one_spelling(written: str, kept: str | None) -> None:
    style = Style(locale=written)
    assert style.locale == kept
    assert style == Style(locale=kept) == pickle.loads(pickle.dumps(style)) == copy.deepcopy(style)  # noqa: S301 - our own
    assert len({style, Style(locale=kept)}) == 1


@pytest.mark.parametrize("hours", [0, 13, True, "12", None, 24.5])
def test_hours_are_twelve_or_twenty_four(hours: object) -> None:
    with pytest.raises(BadArgument, match="write 12 or 24") as caught:
        Style(hours=hours)  # type: ignore[arg-type]
    assert caught.value.field == "hours"


@pytest.mark.parametrize(
    ("tag", "hint"),
    [
        ("plx", 'did you mean "pl"'),
        ("polish", 'did you mean "pl"'),
        ("Brazilian Portuguese", 'did you mean "pt_BR"'),
        ("pl_PL_PL_PL", '"pl'),
        ("qqqqqq", 'write a language and perhaps a country: "pl", "pt_BR"'),
        ("", "write a language"),
        ("x" * 5000, "write a language"),
        ("../../etc/passwd", "write a language"),
        (5, "write a language"),
    ],
)
def test_an_unknown_locale_is_an_error_with_near_names(tag: object, hint: str) -> None:
    with pytest.raises(BadArgument, match="is no locale") as caught:
        Style(locale=tag)  # type: ignore[arg-type]
    assert hint in str(caught.value.hint)
    assert caught.value.field == "locale"
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("style", [None, 12, "pl", Style])
def test_only_a_style_is_one(style: object) -> None:
    with pytest.raises(BadArgument, match=r"Style\(hours=12\)"), reading_as(style):  # type: ignore[arg-type]
        pass  # pragma: no cover - it is refused


def test_twelve_hours_need_no_package_and_a_locale_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "babel"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "babel", None)
    monkeypatch.setitem(sys.modules, "babel.core", None)
    with reading_as(Style(hours=12, locale="en")):
        assert wall_text(540) == "9:00 am"
    with pytest.raises(MissingExtra, match=r"pip install 'overlap-teams\[i18n\]'") as caught:
        Style(locale="pl")
    assert "'pl'" in caught.value.message
