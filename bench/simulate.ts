/**
 * A year of reminders: a company of 1,000 services and 150 owners in six zones, with vendors that are out every week,
 * new rules, holidays and restarts; the real planner, store and outbox against the local workspace, on a clock that
 * goes from one thing that is due to the next. `npm run simulate [-- DAYS [SEED]]`
 */
import { runYear } from './simulate/run-year.ts';

const [days = '364', seed = '1'] = process.argv.slice(2);
const began = performance.now();
const report = await runYear(Number(days), Number(seed));
const missed = Object.entries({
  'a false nudge': Object.values(report.falseNudges).some((many) => many > 0),
  'a duplicate': report.duplicates > 0,
  'more than one message a day': report.mostInADay > 1,
  'more than two messages in the median week': report.perOwnerAndWeek.median > 2,
  'a gap told late': report.lateCount > 0,
}).flatMap(([what, isSo]) => (isSo ? [what] : []));
if (missed.length > 0) process.exitCode = 1;
console.log(
  JSON.stringify({ ...report, missed, seconds: Math.round((performance.now() - began) / 1000) }, null, 2),
);
