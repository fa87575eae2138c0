"use strict";
// Everything shown was counted when the page was made; this looks it up at the reader's instant.
// Instants are whole UTC minutes since 1970, days are whole days since 1970, as in the report.
(() => {
  const DAY = 1440;
  const data = JSON.parse(document.getElementById("data").textContent);
  const words = JSON.parse(document.getElementById("words").textContent);
  const at = (id) => document.getElementById(id);
  const SVG = "http://www.w3.org/2000/svg";

  // --- clocks -----------------------------------------------------------------------------------

  const clocks = new Map();
  for (const [keys, first, ...moves] of data.zones) {
    const clock = { first, moves: [] };
    for (let i = 0; i < moves.length; i += 2) clock.moves.push([moves[i], moves[i + 1]]);
    for (const key of keys.split(" ")) clocks.set(key, clock);
  }
  const byName = new Map([...clocks.keys()].map((key) => [key.toLowerCase(), key]));

  const offset = (key, instant) => {
    const clock = clocks.get(key);
    let found = clock.first;
    for (const [when, then] of clock.moves) if (when <= instant) found = then;
    return found;
  };
  const wall = (key, instant) => instant + offset(key, instant);
  // A change at t from a to b is a threshold of wall time, t + max(a, b): below it a holds, else b.
  const toInstant = (key, minute) => {
    const clock = clocks.get(key);
    let found = clock.first;
    for (const [when, then] of clock.moves) {
      if (minute < when + Math.max(found, then)) break;
      found = then;
    }
    return minute - found;
  };

  // --- words ------------------------------------------------------------------------------------

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const opened = (text) => text.charAt(0).toLocaleUpperCase() + text.slice(1);
  const two = (number) => String(number).padStart(2, "0");
  const time = (minute) => data.times ? data.times[minute] : `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
  const hourText = (hour) => data.hours === 12 ? String(((hour + 11) % 12) + 1) : two(hour);
  const length = (minutes) => {
    const hours = Math.floor(minutes / 60), rest = minutes % 60;
    if (!hours) return `${rest} min`;
    return rest ? `${hours} h ${two(rest)} min` : `${hours} h`;
  };
  const isoDay = (day) => new Date(day * 86400000).toISOString().slice(0, 10);
  const dayOf = (text) => Math.round(Date.parse(`${text}T00:00Z`) / 86400000);
  const weekday = (day) => data.weekdays[(((day + 3) % 7) + 7) % 7];
  const dayText = (day) => data.dates[day - data.dates_from] ?? isoDay(day);
  const mod = (minute) => ((minute % DAY) + DAY) % DAY;
  const clockText = (key, instant) => time(mod(wall(key, instant)));
  const endText = (key, instant) => time(mod(wall(key, instant)) || DAY);
  const whenText = (key, instant, from) => {
    const day = Math.floor(wall(key, instant) / DAY);
    const text = clockText(key, instant);
    const away = day - Math.floor(wall(key, from) / DAY);
    return away === 0 ? text : away < 7 && away > 0 ? `${weekday(day)} ${text}` : `${dayText(day)} ${text}`;
  };

  // --- who is there -----------------------------------------------------------------------------

  const runs = (flat) => {
    const found = [];
    let start = data.start;
    for (let i = 0; i < flat.length; i += 2) {
      if (flat[i + 1]) found.push([start, start + flat[i], flat[i + 1]]);
      start += flat[i];
    }
    return found;
  };
  const pairs = (flat) => {
    const found = [];
    let edge = data.start;
    for (let i = 0; i < flat.length; i += 2) {
      const start = edge + flat[i];
      edge = start + flat[i + 1];
      found.push([start, edge]);
    }
    return found;
  };
  const teams = data.teams.map((team) => ({
    ...team, heads: runs(team.heads), breaks: pairs(team.breaks), off: new Map(team.off),
  }));
  const together = runs(data.together);

  // The first run that ends after an instant, by halving: there are thousands.
  const after = (list, instant) => {
    let low = 0, high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle][1] <= instant) low = middle + 1; else high = middle;
    }
    return low;
  };
  const holding = (list, instant) => {
    const run = list[after(list, instant)];
    return run && run[0] <= instant ? run : null;
  };
  const inside = (list, start, end) => {
    const found = [];
    for (let i = after(list, start); i < list.length && list[i][0] < end; i++) {
      found.push([Math.max(list[i][0], start), Math.min(list[i][1], end), list[i][2]]);
    }
    return found;
  };

  // Runs that touch, as one, whatever their numbers.
  const merged = (list) => list.reduce((found, [from, to]) => {
    const last = found.at(-1);
    if (last && last[1] === from) last[1] = to; else found.push([from, to]);
    return found;
  }, []);

  const standing = (team, instant) => {
    const run = holding(team.heads, instant);
    if (run) {
      let i = after(team.heads, instant), end = run[1];
      while (team.heads[i + 1] && team.heads[i + 1][0] === end) end = team.heads[++i][1];
      return {
        state: "work", people: run[2], word: words["at-work"],
        more: end < data.end ? fill(words.until, { when: whenText(team.zone, end, instant) }) : "",
      };
    }
    const pause = holding(team.breaks, instant);
    const next = team.heads[after(team.heads, instant)];
    const more = next ? fill(words.back, { when: whenText(team.zone, next[0], instant) }) : "";
    if (pause) return { state: "break", people: 0, word: words["on-break"], more };
    const named = team.off.get(Math.floor(wall(team.zone, instant) / DAY));
    return { state: "off", people: 0, word: words.off, named, more };
  };

  // --- what the reader chose --------------------------------------------------------------------

  const chosen = { zone: data.zone, day: data.first, minute: 0 };

  const bounds = () => {
    const start = toInstant(chosen.zone, chosen.day * DAY);
    return [start, toInstant(chosen.zone, (chosen.day + 1) * DAY)];
  };
  const instantNow = () => bounds()[0] + chosen.minute;
  const isKnown = (instant) => instant >= data.start && instant < data.end;

  const settle = () => {
    // The reader's dates are those that the report's dates touch on the reader's clock.
    const low = Math.floor(wall(chosen.zone, data.start) / DAY);
    const high = Math.floor(wall(chosen.zone, data.end - 1) / DAY);
    chosen.day = Math.min(Math.max(chosen.day, low), high);
    const [start, end] = bounds();
    const most = Math.max(end - start - data.step, 0);
    chosen.minute = Math.min(Math.max(chosen.minute, 0), most);
    at("viewer-date").min = isoDay(low);
    at("viewer-date").max = isoDay(high);
    at("viewer-date").value = isoDay(chosen.day);
    at("viewer-time").max = String(most);
    at("viewer-time").value = String(chosen.minute);
    // The last place is a step before midnight, and the thumb stands there: 24 pixels are the thumb.
    at("viewer-time").style.width = `calc(${(100 * most) / Math.max(end - start, 1)}% + 24px)`;
    at("day-before").disabled = chosen.day <= low;
    at("day-after").disabled = chosen.day >= high;
  };

  // --- drawing ----------------------------------------------------------------------------------

  const make = (name, attributes, text) => {
    const node = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    if (text !== undefined) node.textContent = text;
    return node;
  };
  const element = (name, className, text) => {
    const node = document.createElement(name);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  };
  const round = (x) => Math.round(x * 10) / 10;

  const rows = teams.map((team) => {
    const row = element("div", "team");
    row.dataset.team = team.id;
    const who = element("div", "who");
    const name = element("bdi", "name", team.name);
    name.title = team.name;
    const when = element("div", "when");
    const local = element("span", "local");
    local.dataset.local = "";
    const day = element("span", "day");
    const place = element("button", "place", team.city);
    place.type = "button";
    place.title = team.zone;
    place.setAttribute("aria-label", `${words.zone}: ${team.zone}`);
    place.addEventListener("click", () => choose(team.zone));
    when.append(local, day, place, element("span", "where", team.city));
    const state = element("div", "state");
    who.append(name, when, state);
    const band = element("div", "band");
    const svg = make("svg", { role: "img" });
    band.append(svg);
    row.append(who, band);
    at("rows").append(row);
    return { team, row, local, day, state, svg };
  });

  const hatch = (left, right, top, bottom) => {
    let path = "";
    const height = bottom - top;
    for (let foot = Math.floor((left - height) / 6) * 6; foot < right; foot += 6) {
      const x = Math.max(foot, left), to = Math.min(foot + height, right);
      if (x < to) path += `M${round(x)} ${round(bottom - (x - foot))}L${round(to)} ${round(bottom - (to - foot))}`;
    }
    return path;
  };

  const quietSpans = (team, start, end) => {
    const [low, high] = team.quiet;
    const found = [];
    if (low === high) return found;
    for (let day = Math.floor(wall(team.zone, start) / DAY) - 1; day <= Math.floor(wall(team.zone, end) / DAY); day++) {
      const from = toInstant(team.zone, day * DAY + low);
      const to = toInstant(team.zone, (low < high ? day : day + 1) * DAY + high);
      if (from < end && to > start) found.push([Math.max(from, start), Math.min(to, end)]);
    }
    return found;
  };

  // Where a clock shows full hours in a stretch; a repeated hour is there twice.
  const hoursIn = (key, start, end) => {
    const found = [];
    const clock = clocks.get(key);
    const cuts = [start, ...clock.moves.map((move) => move[0]).filter((when) => when > start && when < end), end];
    for (let i = 0; i + 1 < cuts.length; i++) {
      const off = offset(key, cuts[i]);
      for (let minute = Math.ceil((cuts[i] + off) / 60) * 60; minute - off < cuts[i + 1]; minute += 60) {
        found.push([minute - off, mod(minute) / 60, Math.floor(minute / DAY)]);
      }
    }
    return found;
  };

  const LANE = [4, 26];
  let drawn = 200;

  const drawBand = ({ team, svg }, start, end, width) => {
    const x = (instant) => round(((instant - start) / (end - start)) * width);
    const parts = [make("rect", { class: "lane", x: 0, y: LANE[0], width, height: LANE[1] - LANE[0], rx: 3 })];
    let path = "";
    for (const [from, to] of quietSpans(team, start, end)) path += hatch(x(from), x(to), LANE[0], LANE[1]);
    if (path) parts.push(make("path", { class: "quiet", d: path }));
    const there = inside(team.heads, start, end);
    for (const [from, to, people] of there) {
      // The taller, the more of the team: never less than a third, or one person would not be seen.
      const room = LANE[1] - LANE[0];
      const height = round(room / 3 + (room * 2 / 3) * Math.min(people / team.people, 1));
      const rect = make("rect", { class: "work", x: x(from), y: LANE[1] - height, width: round(x(to) - x(from)), height });
      rect.append(make("title", {}, `${clockText(team.zone, from)}–${endText(team.zone, to)}: ${people}`));
      parts.push(rect);
    }
    for (const [from, to] of inside(team.breaks, start, end)) {
      parts.push(make("rect", { class: "break", x: x(from) + 1, y: LANE[0] + 4, width: Math.max(x(to) - x(from) - 2, 1), height: LANE[1] - LANE[0] - 8 }));
    }
    for (const [from, to] of inside(together, start, end).flatMap(([a, b]) => merged(inside(team.heads, a, b)))) {
      parts.push(make("rect", { class: "shared", x: x(from), y: LANE[0] - 2, width: Math.max(x(to) - x(from), 2), height: LANE[1] - LANE[0] + 4 }));
    }
    const every = width > 620 ? 3 : width > 380 ? 4 : 6;
    const hours = hoursIn(team.zone, start, end).map(([instant, hour, day]) => [x(instant), hour, day]);
    const taken = [];
    for (const [place, hour, day] of hours) {
      if (hour !== 0) continue;
      parts.push(make("path", { class: "midnight", d: `M${place} ${LANE[0] - 3}V${LANE[1] + 4}` }));
      const isLate = place > width - 90;
      const text = make("text", { class: "day", x: place + (isLate ? -3 : 3), y: 40, "text-anchor": isLate ? "end" : "start" }, isLate ? `${dayText(day)} →` : dayText(day));
      parts.push(text);
      taken.push(isLate ? [place - 108, place + 12] : [place - 12, place + 92]);
    }
    for (const [place, hour] of hours) {
      if (hour === 0 || hour % every) continue;
      parts.push(make("path", { class: "tick", d: `M${place} ${LANE[1]}v4` }));
      const isFree = place > 8 && place < width - 8 && taken.every(([from, to]) => place < from || place > to);
      if (isFree) parts.push(make("text", { x: place, y: 40, "text-anchor": "middle" }, hourText(hour)));
    }
    parts.push(make("path", { class: "now", d: "" }));
    svg.setAttribute("viewBox", `0 0 ${width} 46`);
    svg.setAttribute("aria-label", spoken(team, there));
    svg.replaceChildren(...parts);
  };

  const spoken = (team, there) => {
    const spans = there.map(([from, to]) => `${clockText(team.zone, from)}–${endText(team.zone, to)}`).join(", ");
    return `${team.name}, ${team.city}: ${spans || words.off}`;
  };

  const drawHours = (start, end, width) => {
    const svg = at("hours");
    svg.setAttribute("viewBox", `0 0 ${width} 18`);
    const every = width > 620 ? 1 : width > 420 ? 2 : 3;
    const parts = [];
    for (const [instant, hour] of hoursIn(chosen.zone, start, end)) {
      if (hour % every) continue;
      const place = round(((instant - start) / (end - start)) * width);
      parts.push(make("text", { x: place, y: 13, "text-anchor": "middle" }, hourText(hour)));
    }
    svg.replaceChildren(...parts);
  };

  const showDay = () => {
    const [start, end] = bounds();
    const width = drawn = Math.max(at("hours").getBoundingClientRect().width, 160);
    drawHours(start, end, width);
    for (const row of rows) drawBand(row, start, end, width);
    const spans = inside(together, start, end);
    const minutes = spans.reduce((sum, [from, to]) => sum + to - from, 0);
    const who = teams.length === 1 ? words.together : data.most === teams.length ? words["together-all"] : fill(words["together-most"], { count: data.most });
    const line = at("shared-line");
    if (spans.length) {
      const text = spans.map(([from, to]) => `${clockText(chosen.zone, from)}–${endText(chosen.zone, to)}`).join(", ");
      line.textContent = opened(fill(words.shared, { who, spans: text, length: length(minutes) }));
    } else {
      line.textContent = opened(fill(words["shared-none"], { who }));
    }
    const held = element("data", "hidden", String(minutes));
    held.id = "shared-today";
    held.value = String(minutes);
    line.append(held);
    const moved = new Map();
    for (const key of [chosen.zone, ...teams.map((team) => team.zone)]) {
      for (const [when, then] of clocks.get(key).moves) {
        if (when < start || when >= end) continue;
        const by = then - offset(key, when - 1);
        if (by) moved.set(key, fill(words[by > 0 ? "move-forward" : "move-back"], { zone: key, length: length(Math.abs(by)) }));
      }
    }
    at("change-line").textContent = moved.size ? fill(words.moves, { which: [...moved.values()].join(", ") }) : "";
    const next = data.changes.find((when) => when >= end);
    at("next-change").disabled = next === undefined;
    at("next-change").title = next === undefined ? words["no-change"] : "";
    showTable(start, end);
  };

  const showTable = (start, end) => {
    const head = element("tr");
    for (const name of [words.team, words.zone, words["at-work"], words["on-break"]]) {
      const cell = element("th", "", name);
      cell.scope = "col";
      head.append(cell);
    }
    const text = (list, key) => list.map(([from, to, people]) => `${clockText(key, from)}–${endText(key, to)}${people ? ` (${people})` : ""}`).join(", ");
    const body = teams.map((team) => {
      const line = element("tr");
      const cells = [team.name, team.zone, text(inside(team.heads, start, end), chosen.zone), text(inside(team.breaks, start, end), chosen.zone)];
      line.append(...cells.map((cell) => element("td", "", cell)));
      return line;
    });
    const top = element("thead"), rest = element("tbody");
    top.append(head);
    rest.append(...body);
    at("day-table").replaceChildren(top, rest);
  };

  const showMoment = () => {
    const instant = instantNow();
    const [start, end] = bounds();
    at("viewer-clock").textContent = clockText(chosen.zone, instant);
    at("viewer-day").textContent = `${dayText(chosen.day)} ${new Date(chosen.day * 86400000).getUTCFullYear()}, ${chosen.zone}`;
    const iso = `${new Date(instant * 60000).toISOString().slice(0, 16)}Z`;
    at("viewer-instant").dateTime = iso;
    at("viewer-instant").textContent = `${iso.slice(11, 16)} UTC`;
    let people = 0, present = 0;
    for (const { team, row, local, day, state } of rows) {
      const found = standing(team, instant);
      const known = isKnown(instant);
      people += found.people;
      present += found.people > 0;
      local.textContent = clockText(team.zone, instant);
      const own = Math.floor(wall(team.zone, instant) / DAY);
      day.textContent = own === chosen.day ? "" : dayText(own);
      row.dataset.state = known ? found.state : "unknown";
      row.dataset.people = String(found.people);
      const sign = { work: "●", break: "◐", off: "○" }[found.state];
      const bold = element("b", "", known ? `${sign} ${found.word}` : words.outside);
      const count = found.people ? ` ${fill(words.people, { count: found.people, all: team.people })}` : "";
      const named = found.named ? `: ${found.named}` : "";
      const more = found.more && known ? `, ${found.more}` : "";
      state.replaceChildren(bold, document.createTextNode(known ? `${named}${found.people ? "," : ""}${count}${more}` : ""));
    }
    const line = at("present-line");
    const numbers = { people: element("b", "", String(people)), teams: element("b", "", String(present)) };
    numbers.people.id = "present-people";
    numbers.teams.id = "present-teams";
    line.replaceChildren(...words.present.split(/(\{\w+\})/).map((part) => numbers[part.slice(1, -1)] ?? document.createTextNode(part)));
    at("viewer-time").setAttribute("aria-valuetext", `${clockText(chosen.zone, instant)} ${chosen.zone}. ${line.textContent}`);
    const place = round((chosen.minute / Math.max(end - start, 1)) * drawn);
    for (const { svg } of rows) svg.querySelector(".now").setAttribute("d", `M${place} 0V32`);
  };

  const remember = () => {
    const place = `#z=${chosen.zone}&d=${isoDay(chosen.day)}&m=${chosen.minute}`;
    try { history.replaceState(null, "", place); } catch { /* a browser that forbids it for files shows all the same */ }
  };

  const show = () => { settle(); showDay(); showMoment(); };

  // --- moving -----------------------------------------------------------------------------------

  const goTo = (instant) => {
    chosen.day = Math.floor(wall(chosen.zone, instant) / DAY);
    chosen.minute = Math.floor((instant - bounds()[0]) / data.step) * data.step;
    show();
  };
  const choose = (text) => {
    const key = byName.get(text.trim().replace(/ /g, "_").toLowerCase());
    const note = at("zone-note"), field = at("viewer-zone");
    field.setAttribute("aria-invalid", String(key === undefined));
    if (key === undefined) {
      note.textContent = fill(words["unknown-zone"], { zone: text });
      return;
    }
    note.textContent = "";
    const instant = instantNow();
    chosen.zone = field.value = key;
    goTo(instant);
    remember();
  };

  const list = at("zones");
  for (const key of [...clocks.keys()].sort()) {
    const option = document.createElement("option");
    option.value = key;
    list.append(option);
  }
  const legend = [
    ["legend-work", make("rect", { class: "work", x: 0, y: 3, width: 28, height: 10 })],
    ["legend-break", make("rect", { class: "break", x: 1, y: 3, width: 26, height: 10 })],
    ["legend-quiet", make("path", { class: "quiet", d: hatch(0, 28, 2, 14) })],
    ["legend-shared", make("rect", { class: "shared", x: 1, y: 2, width: 26, height: 12 })],
  ];
  for (const [name, sample] of legend) {
    const part = element("span");
    const svg = make("svg", { viewBox: "0 0 28 16", "aria-hidden": "true" });
    svg.append(sample);
    const text = name === "legend-shared" && teams.length > 1 ? (data.most === teams.length ? words["together-all"] : fill(words["together-most"], { count: data.most })) : words[name];
    part.append(svg, document.createTextNode(text));
    at("legend").append(part);
  }

  at("viewer-zone").addEventListener("change", (event) => choose(event.target.value));
  at("viewer-zone").addEventListener("focus", (event) => event.target.select());
  at("viewer-date").addEventListener("change", (event) => {
    if (event.target.value) { chosen.day = dayOf(event.target.value); show(); remember(); } else settle();
  });
  at("viewer-time").addEventListener("input", (event) => { chosen.minute = Number(event.target.value); showMoment(); });
  at("viewer-time").addEventListener("change", remember);
  at("day-before").addEventListener("click", () => { chosen.day -= 1; show(); remember(); });
  at("day-after").addEventListener("click", () => { chosen.day += 1; show(); remember(); });
  at("next-change").addEventListener("click", () => {
    const next = data.changes.find((when) => when >= bounds()[1]);
    if (next !== undefined) { goTo(next); remember(); }
  });
  at("to-now").addEventListener("click", () => { goTo(Math.floor(Date.now() / 60000)); remember(); });
  at("rows").addEventListener("pointerdown", (event) => {
    const band = event.target.closest(".band");
    if (!band) return;
    const box = band.querySelector("svg").getBoundingClientRect();
    const [start, end] = bounds();
    const part = (event.clientX - box.left) / box.width;
    chosen.minute = Math.round((part * (end - start)) / data.step) * data.step;
    show(); remember();
  });

  // --- the beginning ----------------------------------------------------------------------------

  const asked = new URLSearchParams(location.hash.slice(1));
  const home = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const nowInstant = Math.floor(Date.now() / 60000);
  const wanted = asked.get("z") ?? data.renamed[home] ?? home ?? "";
  chosen.zone = byName.get(wanted.toLowerCase()) ?? data.zone;
  at("viewer-zone").value = chosen.zone;
  at("explorer").hidden = false;
  if (asked.get("d") && !Number.isNaN(dayOf(asked.get("d")))) {
    chosen.day = dayOf(asked.get("d"));
    chosen.minute = Math.floor((Number(asked.get("m")) || 0) / data.step) * data.step;
    show();
  } else if (isKnown(nowInstant)) {
    goTo(nowInstant);
  } else {
    goTo(together.length ? together[0][0] : data.start);
  }
  let waiting = 0;
  new ResizeObserver(() => { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(show); }).observe(at("hours"));
  addEventListener("beforeprint", show);
})();
