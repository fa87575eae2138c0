// A batch of calendar files in, the instances a reader finds out; see batch.py.
import { readFileSync } from "node:fs";

export const MINUTE = 60_000;

export function serve(read) {
  const answers = {};
  for (const { name, ics, start, end } of JSON.parse(readFileSync(0, "utf8"))) {
    try {
      answers[name] = read(ics, start * MINUTE, end * MINUTE)
        .map(([from, to, title]) => [from / MINUTE, to / MINUTE, title])
        .filter(([from, to]) => from < end && to > start)
        .sort((one, other) => one[0] - other[0] || one[1] - other[1]);
    } catch (error) {
      answers[name] = { error: String(error) };
    }
  }
  process.stdout.write(JSON.stringify(answers));
}
