/** A variable of the environment, as the README tells it. Collectors declare their own. */
export interface Variable {
  readonly name: string;
  readonly meaning: string;
  /** In words; empty = none. */
  readonly otherwise: string;
}

/** Every variable that `config.ts` reads; a test holds it to that. */
export const environment: readonly Variable[] = [
  {
    name: 'SLACK_BOT_TOKEN',
    meaning: '`xoxb-…`; without it the browser playground starts instead',
    otherwise: '',
  },
  { name: 'SLACK_APP_TOKEN', meaning: '`xapp-…`: Socket Mode, no public address needed', otherwise: '' },
  { name: 'SLACK_SIGNING_SECRET', meaning: 'HTTP mode: Slack posts to `/slack/events`', otherwise: '' },
  { name: 'SLACK_API_URL', meaning: "another root of Slack's API, for tests", otherwise: "Slack's" },
  { name: 'READY_HOME', meaning: 'the folder with your `ready.yml`', otherwise: '`.`' },
  {
    name: 'DATABASE_URL',
    meaning: '`sqlite:PATH` or `postgres://…`; the playground always has its own `data/playground.db`',
    otherwise: '`sqlite:data/ready.db` in `READY_HOME`',
  },
  { name: 'PORT', meaning: 'the HTTP server; in the playground its page', otherwise: '`3000`' },
  {
    name: 'HOST',
    meaning: 'the address it listens on; the playground never leaves `127.0.0.1`',
    otherwise: '`0.0.0.0`',
  },
  {
    name: 'LOG_LEVEL',
    meaning: 'one JSON line per event, without secrets and message bodies',
    otherwise: '`info`; `warn` in the playground',
  },
  {
    name: 'GITHUB_WEBHOOK_SECRET',
    meaning: 'GitHub posts to `/webhooks/github`, signed with it: what a webhook touches is collected soon',
    otherwise: '',
  },
  { name: 'READY_NOW', meaning: 'tests and the playground: start the clock at this instant', otherwise: '' },
  { name: 'FAIL_AT', meaning: 'tests: die at this step (`outbox.asking:2`)', otherwise: '' },
];
