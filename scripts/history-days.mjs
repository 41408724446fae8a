// @ts-check
/** How far back the demo's history begins: today is the ninetieth day. */
const FIRST_DAY = 89;
/** How many of the last days are all there: two weeks where there is time, one whatever the machine. */
const DAILY_FROM = 14;
const DAILY_AT_LEAST = 7;
/** No more than a week between two days. */
const LONGEST_STEP = 7;

/**
 * The day (before today) to sweep after `day`, the next one nearer to today: the last ones daily, and before them as many as there is time
 * for. null after yesterday.
 * @param {number | null} day the one swept last; null before the first
 * @param {number} sweepsLeft how many more sweeps the time is enough for
 * @returns {number | null}
 */
export function nextDay(day, sweepsLeft) {
  if (day === null) return FIRST_DAY;
  if (day <= 1) return null;
  const dailyFrom = sweepsLeft >= DAILY_FROM ? DAILY_FROM : DAILY_AT_LEAST;
  if (day <= dailyFrom) return day - 1;
  const fits = Math.max(1, sweepsLeft - (dailyFrom - 1));
  const step = Math.ceil((day - dailyFrom) / fits);
  return Math.max(dailyFrom, day - Math.min(step, LONGEST_STEP));
}
