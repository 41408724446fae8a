const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const date = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

const clock = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
  timeZone: "UTC",
});

/** ICU writes "Sept" where every other month has three letters. */
function day(moment: number): string {
  return date.format(moment).replace("Sept", "Sep").replaceAll(" ", "\u00a0");
}

/** `12 Nov 2026, 02:14 UTC`. */
export function absoluteTime(iso: string): string {
  const moment = Date.parse(iso);
  return `${day(moment)}, ${clock.format(moment)}\u00a0UTC`;
}

/** `12 Nov 2026`, the day in UTC. */
export function absoluteDay(iso: string): string {
  return day(Date.parse(iso));
}

function ago(count: number, unit: string): string {
  return `${count}\u00a0${unit}\u00a0ago`;
}

/** How long ago, in the words of a person; past 30 days the day itself. A clock that runs ahead is "just now". */
export function relativeTime(iso: string, nowMs: number): string {
  const ageMs = nowMs - Date.parse(iso);
  if (ageMs < minuteMs) return "just\u00a0now";
  if (ageMs < hourMs) return ago(Math.floor(ageMs / minuteMs), "min");
  if (ageMs < dayMs) return ago(Math.floor(ageMs / hourMs), "h");
  const days = Math.floor(ageMs / dayMs);
  if (days > 30) return day(Date.parse(iso));
  return ago(days, days === 1 ? "day" : "days");
}

/** How long something took: `13 s`, `4 min 10 s`, `2 h 5 min`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 60) return `${seconds}\u00a0s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return parts(minutes, "min", seconds % 60, "s");
  return parts(Math.floor(minutes / 60), "h", minutes % 60, "min");
}

function parts(large: number, largeUnit: string, small: number, smallUnit: string): string {
  const head = `${large}\u00a0${largeUnit}`;
  return small === 0 ? head : `${head}\u00a0${small}\u00a0${smallUnit}`;
}
