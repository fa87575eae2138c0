"""Rosters in spreadsheets, read."""
