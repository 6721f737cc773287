import { DAY, type Instant, MINUTE } from '../domain/instant.ts';
import { isDeeper, type JsonObject } from '../domain/json.ts';
import { namespaces } from '../facts/index.ts';
import type { PushRequest } from './push-facts.ts';

export interface PushProblem {
  /** Within the body: `facts.load_test.passed`; empty = the whole. */
  readonly path: string;
  readonly message: string;
}

/** Clocks of build machines run fast. */
const TOLERATED_FUTURE = 5 * MINUTE;
/** Ten years: for longer nobody measures, and calendars end. */
const LONGEST_VALIDITY = 3_650 * DAY;
const MOST_KEYS = 200;
const LONGEST_KEY = 100;
const DEEPEST = 32;

/** Everything that is wrong with what was sent; empty = it may be kept. */
export function problemsOf(
  { namespace, facts, observedAt, validFor }: PushRequest,
  now: Instant,
): readonly PushProblem[] {
  const problems: PushProblem[] = [];
  if (observedAt !== undefined && observedAt > now + TOLERATED_FUTURE)
    problems.push({ path: 'observed_at', message: 'lies in the future' });
  if (validFor !== undefined && validFor > LONGEST_VALIDITY)
    problems.push({ path: 'valid_for', message: 'is longer than ten years' });
  const keys = Object.keys(facts);
  if (keys.length === 0) problems.push({ path: 'facts', message: 'holds no fact' });
  if (keys.length > MOST_KEYS) problems.push({ path: 'facts', message: `holds more than ${MOST_KEYS} keys` });
  const long = keys.find((key) => key.length === 0 || key.length > LONGEST_KEY);
  if (long !== undefined)
    problems.push({
      path: 'facts',
      message: `has a key that is empty or longer than ${LONGEST_KEY} letters`,
    });
  if (isDeeper(facts, DEEPEST))
    problems.push({ path: 'facts', message: `nests deeper than ${DEEPEST} levels` });
  return problems.length > 0 ? problems : misfits(namespace, facts);
}

/** All fields that do not fit their namespace, not the first alone. */
function misfits(namespace: string, facts: JsonObject): readonly PushProblem[] {
  const schema = namespaces.find(({ name }) => name === namespace)?.schema;
  const parsed = schema?.safeParse(facts);
  if (parsed === undefined || parsed.success) return [];
  return parsed.error.issues.flatMap((issue) => {
    const at = ['facts', ...issue.path].join('.');
    if (issue.code !== 'unrecognized_keys') return [{ path: at, message: issue.message }];
    return issue.keys.map((key) => ({ path: `${at}.${key}`, message: 'is no fact that we know' }));
  });
}
