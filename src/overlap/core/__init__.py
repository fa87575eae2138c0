"""Time itself: UTC minutes, interval sets, zones, horizons. Knows no people, does no I/O."""
