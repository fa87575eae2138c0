"""Everything outside: files, standard input, the `holidays` package, calendars, the clock."""
