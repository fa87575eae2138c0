// ical.js, which Thunderbird and Nextcloud use. It knows no zone but those of the file.
import { createRequire } from "node:module";
import { MINUTE, serve } from "./batch.mjs";

const ICAL = createRequire(process.env.OVERLAP_NODE_MODULES + "/")("ical.js").default
  ?? createRequire(process.env.OVERLAP_NODE_MODULES + "/")("ical.js");

// A whole day counts as a UTC day.
const instant = (time) =>
  time.isDate ? Date.UTC(time.year, time.month - 1, time.day) : time.toUnixTime() * 1000;

serve((ics, start, end) => {
  ICAL.TimezoneService.reset();
  const calendar = new ICAL.Component(ICAL.parse(ics));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  }
  const events = calendar.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
  const found = [];
  for (const event of events.filter((one) => !one.isRecurrenceException())) {
    if (!event.isRecurring()) {
      found.push([instant(event.startDate), instant(event.endDate), event.summary]);
      continue;
    }
    for (const other of events) {
      if (other.isRecurrenceException() && other.uid === event.uid) event.relateException(other);
    }
    const iterator = event.iterator();
    for (let next = iterator.next(); next; next = iterator.next()) {
      if (instant(next) > end + 400 * 1440 * MINUTE) break;
      const one = event.getOccurrenceDetails(next);
      found.push([instant(one.startDate), instant(one.endDate), one.item.summary]);
    }
  }
  return found;
});
