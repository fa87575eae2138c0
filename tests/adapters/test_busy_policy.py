"""What an event takes of its owner's time is a policy over reasons, and every reason has its words."""

from __future__ import annotations

from typing import get_args

import pytest

from overlap.adapters.busy_policy import REASONS, EventPolicy, EventReason, event_reason, free_busy_reason
from overlap.errors import BadArgument


def test_every_reason_has_words_and_a_status() -> None:
    assert set(REASONS) == set(get_args(EventReason))
    assert {reason: EventPolicy().status(reason) for reason in REASONS} == {
        "busy": "busy",
        "out-of-office": "busy",
        "unavailable": "busy",
        "tentative": "tentative",
        "needs-action": "tentative",
        "working-elsewhere": "free",
        "free": "free",
        "declined": "free",
        "cancelled": "free",
    }


@pytest.mark.parametrize(
    ("field", "reasons"),
    [
        ("cancelled", {"cancelled"}),
        ("declined", {"declined"}),
        ("needs_action", {"needs-action"}),
        ("tentative", {"tentative"}),
        ("transparent", {"free"}),
        ("out_of_office", {"out-of-office", "unavailable"}),
        ("working_elsewhere", {"working-elsewhere"}),
    ],
)
def test_each_field_is_about_its_reasons_alone(field: str, reasons: set[str]) -> None:
    for status in ("free", "tentative", "busy"):
        policy = EventPolicy(**{field: status})  # type: ignore[arg-type]
        usual = EventPolicy()
        for reason in REASONS:
            expected = status if reason in reasons else usual.status(reason)
            assert policy.status(reason) == expected


def test_a_status_that_is_none_is_refused() -> None:
    with pytest.raises(BadArgument, match="declined is 'no'") as caught:
        EventPolicy(declined="no")  # type: ignore[arg-type]
    assert caught.value.field == "declined"


def test_what_is_called_off_or_declined_comes_before_all_else() -> None:
    busy = {"X-MICROSOFT-CDO-BUSYSTATUS": ("OOF",), "TRANSP": ("OPAQUE",)}
    assert event_reason(busy, is_cancelled=True) == "cancelled"
    assert event_reason({**busy, "STATUS": ("CANCELLED",)}, is_cancelled=False) == "cancelled"
    assert event_reason({**busy, "PARTSTAT": ("DECLINED",)}, is_cancelled=False) == "declined"
    assert event_reason({**busy, "PARTSTAT": ("X-NEW",)}, is_cancelled=False) == "declined"
    assert event_reason({"PARTSTAT": ("NEEDS-ACTION", "TENTATIVE")}, is_cancelled=False) == "tentative"
    assert event_reason({"PARTSTAT": ("DECLINED", "ACCEPTED")}, is_cancelled=False) == "busy"
    assert (
        event_reason({"X-MICROSOFT-MSNCALENDAR-BUSYSTATUS": ("OOF",)}, is_cancelled=False) == "out-of-office"
    )


def test_a_kind_of_busy_time_that_nobody_knows_is_busy() -> None:
    kinds = [" busy ", "FREE", "Busy-Tentative", "BUSY-UNAVAILABLE", "X-NEW", ""]
    assert [free_busy_reason(kind) for kind in kinds] == [
        "busy",
        "free",
        "tentative",
        "unavailable",
        "busy",
        "busy",
    ]
