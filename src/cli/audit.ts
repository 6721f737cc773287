import { UserError } from '../domain/errors.ts';
import { parseDuration } from '../domain/instant.ts';
import type { JsonObject } from '../domain/json.ts';
import { didYouMean } from '../domain/nearest-word.ts';
import type { AuditLine, AuditView } from '../use-cases/show-audit.ts';
import { isoOrNull } from './shell/documents.ts';
import { renderAudit, renderVerdict } from './terminal/audit.ts';
import { type Answer, type Call, defineVerb, type Reading } from './verb.ts';

const ACTIONS = ['show', 'verify'];
const SHOWN = 50;
const ALL = 1_000_000;

export const audit = defineVerb({
  name: 'audit',
  summary: 'Show who did what to what, from where; or verify that nobody altered that log',
  arguments: [{ usage: '[action]', description: 'show (the default) or verify' }],
  options: [
    {
      flags: '--service <id>',
      description: 'only what is about this service: its id or an earlier one, archived ones too',
    },
    { flags: '--since <duration>', description: 'only of the last 7d, 12w, …' },
    { flags: '--all', description: `not the newest ${SHOWN} alone` },
  ],
  json: `
show: { service: { id, archived } or null, entries[{ number, at, actor, actor_name, from, act, service, subject, details,
  hash }], more }, newest first
verify: { sound: entries up to the first that was altered, broken: its number or null, hash: of the last sound one }
Keep the last hash elsewhere: it shows later that nothing was cut off at the end. The exit code of verify is 1 where
an entry was altered or is gone.`,
  async run(call, workshop) {
    const [action = 'show'] = call.words;
    if (!ACTIONS.includes(action))
      throw new UserError(
        `There is no action "${action}"${didYouMean(action, ACTIONS)}. There are: ${ACTIONS.join(', ')}.`,
      );
    const reading = await workshop.read();
    return action === 'verify' ? verify(reading) : show(call, reading, workshop.clock.now());
  },
});

async function verify({ verbs, viewer }: Reading): Promise<Answer> {
  const verdict = await verbs.verifyAudit(viewer);
  return {
    exit: verdict.broken === null ? 0 : 1,
    document: { ...verdict },
    render: (page) => renderVerdict(verdict, page),
  };
}

async function show({ options }: Call, { verbs, viewer }: Reading, now: number): Promise<Answer> {
  const { service, since, all } = options;
  const length = since === undefined ? undefined : parseDuration(String(since));
  if (since !== undefined && length === undefined)
    throw new UserError(`"${since}" is no duration. Write 7d, 12h or 2w.`);
  const view = await verbs.showAudit(viewer, {
    ...(typeof service === 'string' ? { service } : {}),
    ...(length === undefined ? {} : { since: now - length }),
    limit: all === true ? ALL : SHOWN,
  });
  return {
    exit: 0,
    document: { service: serviceDocument(view), entries: view.entries.map(entryDocument), more: view.more },
    render: (page) => renderAudit(view, page),
  };
}

function serviceDocument({ service }: AuditView): JsonObject | null {
  return service === null ? null : { id: service.id, archived: isoOrNull(service.archivedAt) };
}

function entryDocument(line: AuditLine): JsonObject {
  const { number, at, actor, actorName, from, act, service, subject, details, hash } = line;
  return {
    ...{
      number,
      at: isoOrNull(at),
      actor,
      actor_name: actorName,
      from,
      act,
      service,
      subject,
      details,
      hash,
    },
  };
}
