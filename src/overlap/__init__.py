"""When people in different time zones can work together, what it costs whom, and why."""
