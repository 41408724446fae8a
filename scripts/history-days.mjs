// @ts-check
/** How far back the demo's history begins, and how many of its last days are all there, whatever the machine. */
const FIRST_DAY = 90;
const DAILY_FROM = 14;
/** No more than a week between two days. */
const LONGEST_STEP = 7;

/**
 * The day (before today) to sweep after `day`, the next one nearer to today: the last two weeks daily, and before them as many days as
 * there is time for. null after yesterday.
 * @param {number | null} day the one swept last; null before the first
 * @param {number} sweepsLeft how many more sweeps the time is enough for
 * @returns {number | null}
 */
export function nextDay(day, sweepsLeft) {
  if (day === null) return FIRST_DAY;
  if (day <= 1) return null;
  if (day <= DAILY_FROM) return day - 1;
  const fits = Math.max(1, sweepsLeft - (DAILY_FROM - 1));
  const step = Math.ceil((day - DAILY_FROM) / fits);
  return Math.max(DAILY_FROM, day - Math.min(step, LONGEST_STEP));
}
