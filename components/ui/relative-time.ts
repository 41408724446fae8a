const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

interface Formats {
  readonly date: Intl.DateTimeFormat;
  readonly clock: Intl.DateTimeFormat;
  readonly zone: Intl.DateTimeFormat;
}

function formatsIn(timeZone: string): Formats {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat("en-GB", { ...options, timeZone });
  return {
    date: format({ day: "numeric", month: "short", year: "numeric" }),
    clock: format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
    // By its distance: the letters of a zone differ from machine to machine.
    zone: format({ timeZoneName: "shortOffset" }),
  };
}

/** Making a format costs more than using it a hundred times. */
const made = new Map<string, Formats>();

function formats(timeZone: string): Formats {
  const known = made.get(timeZone) ?? formatsIn(timeZone);
  made.set(timeZone, known);
  return known;
}

/** ICU writes "Sept" where every other month has three letters. */
function day(moment: number, timeZone: string): string {
  const words = formats(timeZone).date.format(moment);
  return words.replace("Sept", "Sep").replaceAll(" ", "\u00a0");
}

function zoneWords(moment: number, timeZone: string): string {
  if (timeZone === "UTC") return "UTC";
  const parts = formats(timeZone).zone.formatToParts(moment);
  const words = parts.find(({ type }) => type === "timeZoneName")?.value ?? timeZone;
  // Some machines write the nought.
  return words.replace(/^GMT[+-]0$/, "GMT");
}

/** `12 Nov 2026, 02:14 UTC`, or where the clock is another one `12 Nov 2026, 03:14 GMT+1`. */
export function absoluteTime(iso: string, timeZone = "UTC"): string {
  const moment = Date.parse(iso);
  const clock = formats(timeZone).clock.format(moment);
  return `${day(moment, timeZone)}, ${clock}\u00a0${zoneWords(moment, timeZone)}`;
}

/** `12 Nov 2026`: a day that AWS gives, which is the same one everywhere. */
export function absoluteDay(iso: string): string {
  return day(Date.parse(iso), "UTC");
}

function ago(count: number, unit: string): string {
  return `${count}\u00a0${unit}\u00a0ago`;
}

/** How long ago, in the words of a person; past 30 days the day itself. A clock that runs ahead is "just now". */
export function relativeTime(iso: string, nowMs: number, timeZone = "UTC"): string {
  const ageMs = nowMs - Date.parse(iso);
  if (ageMs < minuteMs) return "just\u00a0now";
  if (ageMs < hourMs) return ago(Math.floor(ageMs / minuteMs), "min");
  if (ageMs < dayMs) return ago(Math.floor(ageMs / hourMs), "h");
  const days = Math.floor(ageMs / dayMs);
  if (days > 30) return day(Date.parse(iso), timeZone);
  return ago(days, days === 1 ? "day" : "days");
}

/** How long something took: `1.8 s`, `13 s`, `4 min 10 s`, `2 h 5 min`. */
export function duration(ms: number): string {
  if (ms > 0 && ms < 9_950) return `${Number((ms / 1_000).toFixed(1))}\u00a0s`;
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
