import { DIGEST_PARTS, type Digest } from '../../domain/digest.ts';
import type { Report } from '../../use-cases/digest-views.ts';
import { actions, button, context, section } from './blocks.ts';
import { digestMessage } from './digest.ts';
import { detailBlocks } from './digest-details.ts';
import { fitted, type Message } from './message.ts';
import { mrkdwn } from './text.ts';

/** Lines of one kind: there is no thread to put more into. */
const MOST = 8;

/** The digest as of now with its details, for one reader. */
export function reportMessage({ digest, channel }: Report): Message {
  if (digest.judged === 0) return nothingYet(digest);
  const kept = { digest: { ...digest, quiet: false }, parts: DIGEST_PARTS };
  return fitted(MOST, (most) => {
    const short = digestMessage(kept, { channel, hasThread: false });
    return {
      text: digest.quiet ? `${short.text} A quiet week: nothing moved.` : short.text,
      blocks: [
        ...short.blocks,
        ...context(digest.quiet ? 'A quiet week: nothing moved.' : ''),
        ...detailBlocks(kept, most),
        ...context(
          channel === null
            ? 'No digest is posted of this: there is no channel for it.'
            : `Weekly in ${mrkdwn(channel, 80)}`,
        ),
      ],
    };
  });
}

function nothingYet({ name, services }: Digest): Message {
  const why =
    services === 0
      ? 'It has no services in the catalog.'
      : 'No scorecard applies to its services, or they have not been judged yet.';
  return {
    text: `Nothing to report of ${mrkdwn(name, 80)}. ${why}`,
    blocks: [
      section(`*Nothing to report of ${mrkdwn(name, 80)} yet.* ${why}`),
      ...actions([
        button('say', 'List all services', 'list'),
        button('say', 'What is checked', 'explain', { nth: 1 }),
      ]),
    ],
  };
}
