// node-ical, on Node's own zone data.
import { createRequire } from "node:module";
import { MINUTE, serve } from "./batch.mjs";

const ical = createRequire(process.env.OVERLAP_NODE_MODULES + "/")("node-ical");

const text = (value) => (typeof value === "string" ? value : (value?.val ?? ""));

serve((ics, start, end) => {
  const found = [];
  for (const event of Object.values(ical.sync.parseICS(ics))) {
    if (event?.type !== "VEVENT") continue;
    for (const one of ical.expandRecurringEvent(event, {
      from: new Date(start - 3 * 1440 * MINUTE),
      to: new Date(end + 3 * 1440 * MINUTE),
      expandOngoing: true,
    })) {
      found.push([one.start.getTime(), one.end.getTime(), text(one.summary)]);
    }
  }
  return found;
});
