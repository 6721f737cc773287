/**
 * The company's Slack is the playground's workspace, which opens only once the catalog is read: later than the collectors
 * are pointed at it. So they ask at an address of its own, where their questions are handed on.
 */
import type { VendorApi } from '../../vendors/vendor.ts';
import { announce } from '../../workspace/happenings.ts';
import type { Conversation } from '../../workspace/slack.ts';
import type { Workspace } from '../../workspace/workspace.ts';

/** With `close` where it was opened for these questions alone. */
export type OpenSlack = () => Promise<
  Pick<Workspace, 'apiUrl' | 'slack'> & Partial<Pick<Workspace, 'close'>>
>;

export interface SlackOutside {
  readonly api: VendorApi;
  /** Says where the workspace is; opened with the first question. Until then nobody answers. */
  readonly use: (open: OpenSlack) => void;
  /** Undefined where there is none yet. */
  readonly channel: (name: string) => Conversation | undefined;
  readonly archive: (channel: Conversation, isArchived: boolean) => void;
  readonly close: () => Promise<void>;
}

export function slackOutside(): SlackOutside {
  let opening: ReturnType<OpenSlack> | undefined;
  let open: OpenSlack | undefined;
  let slack: Workspace['slack'] | undefined;
  const workspace = async () => {
    opening ??= open?.();
    const opened = await opening;
    slack = opened?.slack;
    return opened;
  };
  return {
    api: {
      async fetch(request) {
        const opened = await workspace();
        if (opened === undefined) return new Response('not open yet', { status: 503 });
        return handOn(request, opened.apiUrl);
      },
    },
    use(given) {
      open = given;
    },
    channel: (name) => [...(slack?.conversations.values() ?? [])].find((one) => one.name === name),
    async close() {
      await (await opening)?.close?.();
    },
    archive(channel, isArchived) {
      channel.isArchived = isArchived;
      if (slack !== undefined) announce(slack, { kind: 'conversation', conversation: channel });
    },
  };
}

/** `/api/users.list` → the same method there. */
async function handOn(request: Request, apiUrl: string): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const headers = new Headers();
  for (const name of ['authorization', 'content-type']) {
    const value = request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  const method = `${pathname.replace(/^\/api\//, '')}${search}`;
  const answer = await fetch(new URL(method, apiUrl), {
    ...{ method: request.method, headers },
    ...(request.method === 'POST' ? { body: await request.text() } : {}),
  });
  return new Response(await answer.text(), {
    status: answer.status,
    headers: { 'content-type': answer.headers.get('content-type') ?? 'application/json' },
  });
}
