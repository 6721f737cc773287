import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLogger } from '../src/logger.ts';

function written(secrets: string[], log: (logger: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  log(createLogger({ level: 'info', secrets, destination: { write: (line) => void lines.push(line) } }));
  return lines.join('');
}

describe('the log', () => {
  test('is one JSON line per event, with what varies as fields', () => {
    const text = written([], (log) => log.warn({ job: 'reconcile', services: 3 }, 'job was late'));
    expect(text.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(text)).toMatchObject({
      level: 'warn',
      event: 'job was late',
      job: 'reconcile',
      services: 3,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
  });

  test('says nothing below its level', () => {
    expect(written([], (log) => log.debug({}, 'detail'))).toBe('');
  });

  test('describes an error with its causes, and nothing of what a client hangs on it', () => {
    const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    const error = Object.assign(new TypeError('no answer', { cause }), { config: { params: 'private' } });
    const text = written([], (log) => log.error({ err: error }, 'failed'));
    expect(JSON.parse(text).err).toMatchObject({
      type: 'TypeError',
      message: 'no answer',
      cause: { message: 'refused', code: 'ECONNREFUSED' },
    });
    expect(text).not.toContain('private');
  });

  test('survives a cause that is its own cause, and what is no error at all', () => {
    const error = new Error('round');
    error.cause = error;
    expect(written([], (log) => log.error({ err: error }, 'failed'))).toContain('round');
    expect(written([], (log) => log.error({ err: 'just text' }, 'failed'))).toContain('just text');
  });

  test.each(['text', 'blocks', 'body', 'view', 'payload', 'headers', 'token', 'authorization'])(
    'leaves out %s, wherever a caller put it',
    (key) => {
      const text = written([], (log) =>
        log.info({ [key]: 'Ana wrote this', message: { [key]: 'and this' } }, 'x'),
      );
      expect(text).not.toMatch(/wrote|this/);
    },
  );
});

describe('secrets', () => {
  const shapes: [what: string, secret: string, text: string][] = [
    ['a bot token', 'xoxb-1-2-AbC', 'token xoxb-1-2-AbC was refused'],
    ['a rotated token', 'xoxe.xoxb-1-MzQ', 'got "xoxe.xoxb-1-MzQ"'],
    ['an app token', 'xapp-1-A0-9-f00', 'xapp-1-A0-9-f00'],
    [
      'a GitHub token',
      'ghp_16C7e42F292c6912E7710c838347Ae178B4a',
      'Bad ghp_16C7e42F292c6912E7710c838347Ae178B4a.',
    ],
    ['a bearer token', 'abc.def', 'Authorization: Bearer abc.def'],
    ['a password in a URL', 'hunter2', 'connect postgres://ready:hunter2@db:5432/ready failed'],
    ['a password with an @', 'p@ss', 'postgres://ready:p@ss@db/ready'],
    ['a password with a slash', 'a/b', 'postgres://ready:a/b@db/ready'],
    ['a token as the user of a URL', 'f00ba4', 'https://f00ba4@github.com/acme/shop'],
    ['a response_url', 'T1/B2/s3cr3t', 'POST https://hooks.slack.com/commands/T1/B2/s3cr3t'],
    ['half a private key', 'MIIEow', '-----BEGIN PRIVATE KEY-----\nMIIEow\nsecond "line"'],
    ['a private key', 'MIIEow', '-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----'],
  ];
  const places: [place: string, fields: (text: string) => object][] = [
    ['a field', (text) => ({ url: text })],
    ['a deep field', (text) => ({ a: { b: [{ c: text }] } })],
    ['an error', (text) => ({ err: new Error(text) })],
    ['a cause', (text) => ({ err: new Error('x', { cause: new Error(text) }) })],
  ];
  test.each(shapes.flatMap((shape) => places.map((place) => [...shape, ...place] as const)))(
    '%s never shows (%s in %s)',
    (_what, secret, text, _place, fields) => {
      const line = written([], (log) => log.info(fields(text), 'event'));
      expect(line).not.toContain(secret);
      expect(() => JSON.parse(line)).not.toThrow();
    },
  );

  test('never show in the event itself', () => {
    expect(written([], (log) => log.info({}, 'with xoxb-1-2-AbC'))).not.toContain('xoxb-1');
  });

  test('of the environment are masked whatever they look like, and the line stays JSON', () => {
    const secret = fc
      .string({ minLength: 8, maxLength: 60 })
      .filter((text) => !'{"level":"info","event":"e"'.includes(text));
    fc.assert(
      fc.property(secret, fc.constantFrom(...places), (value, [, fields]) => {
        const marked = `S3:${value}:S3`;
        const line = written([marked], (log) => log.info(fields(`before ${marked} after`), 'e'));
        expect(line).not.toContain(JSON.stringify(marked).slice(1, -1));
        expect(() => JSON.parse(line)).not.toThrow();
      }),
    );
  });
});
