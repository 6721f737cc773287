import type { Failure, PageState, PageViolation } from '../../page-protocol.ts';

/** The workspace's server, as the page calls it. */
export type Api = {
  /** What one person sees; null for the first who can act. Rejects when the server is away or refuses. */
  state: (as: string | null) => Promise<PageState>;
  violations: () => Promise<PageViolation[]>;
  /** Does something; `act` is the path below `/page/`. Never rejects: an absent server is a failure too. */
  post: <T extends { ok: true }>(act: string, body: object) => Promise<T | Failure>;
  events: (as: string) => EventSource;
};

const AWAY: Failure = {
  ok: false,
  error: 'not_connected',
  message: 'The workspace does not answer. Is it still running?',
};

/** Talks to the server that the page came from. */
export function createApi(): Api {
  return {
    state: (as) => getJson<PageState>(as ? `/page/state?as=${encodeURIComponent(as)}` : '/page/state'),
    violations: () => getJson<PageViolation[]>('/page/violations'),
    post: <T extends { ok: true }>(act: string, body: object) =>
      postJson<T | Failure>(`/page/${act}`, body).catch(() => AWAY),
    events: (as) => new EventSource(`/page/events?as=${encodeURIComponent(as)}`),
  };
}

async function getJson<T>(path: string): Promise<T> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return (await response.json()) as T;
}

/** Refusals come with 4xx and have the shape of a failure. */
async function postJson<T>(path: string, body: object): Promise<T> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await response.json()) as T;
}
