"""Days of bands, drawn and worked out minute by minute."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import strategies as st

from overlap.render.document import Band, BandGroup, BandKind, Bands
from tests.render.views import HOSTILE

DAY = 1440
KINDS: tuple[BandKind, ...] = ("work", "break", "quiet", "shared", "was")

edges = st.integers(-DAY, 2 * DAY) | st.sampled_from([-DAY, -1, 0, 1, 720, DAY - 1, DAY, DAY + 1, 2 * DAY])
stretches = st.tuples(edges, edges, st.sampled_from(KINDS))
words = st.text(max_size=20) | st.sampled_from(HOSTILE)
bands = st.builds(
    Band,
    words,
    st.lists(stretches, max_size=5).map(tuple),
    words,
    st.integers(-720, 720) | st.just(0),
)


@st.composite
def moved(draw: st.DrawFn) -> tuple[Band, Band]:
    """A shift and the same shift moved, whole."""
    start = draw(st.integers(0, DAY - 1))
    long = draw(st.integers(1, DAY - 1))
    by = draw(st.integers(-600, 600).filter(bool))
    return Band("s", ((start, start + long, "work"),)), Band(
        "s", ((start + by, start + long + by, "work"),), "", by
    )


def one(*all_of: Band) -> Bands:
    """Bands of one group, only after."""
    return Bands("", "", (BandGroup("", after=all_of),))


def minutes_of(band: Band, *kinds: BandKind) -> set[int]:
    """The minutes of the day that stretches of these kinds have, counted one by one."""
    found = set()
    for start, end, kind in band.stretches:
        if kind in kinds:
            while end < start:
                end += DAY
            found |= {minute % DAY for minute in range(start, end)}
    return found


def seen(band: Band) -> dict[str, set[int]]:
    """What a reader sees of each kind: time shared before breaks before work."""
    shared = minutes_of(band, "shared")
    away = minutes_of(band, "break") - shared
    return {
        "shared": shared,
        "away": away,
        "work": minutes_of(band, "work") - shared - away,
        "quiet": minutes_of(band, "quiet"),
        "was": minutes_of(band, "was"),
    }


def flat(pairs: Iterable[tuple[int, int]]) -> set[int]:
    """The minutes of intervals."""
    return {minute for start, end in pairs for minute in range(start, end)}
