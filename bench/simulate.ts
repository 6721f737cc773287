/**
 * A year of reminders: a company of 1,000 services and 150 owners in six zones, with vendors that are out every week,
 * new rules, holidays and restarts; the real planner, store and outbox against the local workspace, on a clock that
 * goes from one thing that is due to the next. `npm run simulate [-- DAYS [SEED]]`
 */
import { runYear } from './simulate/run-year.ts';

const [days = '364', seed = '1'] = process.argv.slice(2);
const began = performance.now();
const report = await runYear(Number(days), Number(seed));
console.log(JSON.stringify({ ...report, seconds: Math.round((performance.now() - began) / 1000) }, null, 2));
