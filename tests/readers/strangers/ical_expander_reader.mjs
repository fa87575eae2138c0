// ical-expander, on an older ical.js of its own and with zones of its own.
import { createRequire } from "node:module";
import { serve } from "./batch.mjs";

const IcalExpander = createRequire(process.env.OVERLAP_NODE_MODULES + "/")("ical-expander");

const instant = (time) =>
  time.isDate ? Date.UTC(time.year, time.month - 1, time.day) : time.toUnixTime() * 1000;

serve((ics, start, end) => {
  const { events, occurrences } = new IcalExpander({ ics, maxIterations: 5000 }).between(
    new Date(start),
    new Date(end),
  );
  return [
    ...events.map((one) => [instant(one.startDate), instant(one.endDate), one.summary]),
    ...occurrences.map((one) => [instant(one.startDate), instant(one.endDate), one.item.summary]),
  ];
});
