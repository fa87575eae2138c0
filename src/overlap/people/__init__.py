"""Who works when: shifts, schedules, holiday calendars, members, teams, rosters, availability."""
