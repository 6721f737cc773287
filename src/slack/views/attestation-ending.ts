import type { Attestation } from '../../domain/attestation.ts';
import type { Instant } from '../../domain/instant.ts';
import { attestValue } from './attest-target.ts';
import { actions, button, context, section } from './blocks.ts';
import { day, nearby, whenPlain } from './dates.ts';
import type { Message } from './message.ts';
import { link, mrkdwn } from './text.ts';
import { ICON } from './words.ts';

export interface EndingAttestation {
  /** Id. */
  readonly service: string;
  /** Of the rule. */
  readonly title: string;
  readonly attestation: Attestation;
}

/** To who attested it and the stewards, while there is time to look again. */
export function attestationEndingMessage(
  { service, title, attestation }: EndingAttestation,
  now: Instant,
): Message {
  const { byName, at, until, evidence, rule } = attestation;
  const [subject, name] = [mrkdwn(title, 100), mrkdwn(service, 80)];
  const soon = nearby(until, now);
  const proof = evidence === null ? '' : ` · ${link(evidence, 'Evidence')}`;
  return {
    text: `${name}: what ${mrkdwn(byName, 60)} attested ends ${whenPlain(until, now)}: ${subject}. Attest it again, or the rule fails.`,
    blocks: [
      section(
        `${ICON.coming} *${subject}* of *${name}* is attested until ${day(until)}${soon === null ? '' : ` (${soon})`}.\nLook again and attest what you find; otherwise the rule fails from then on.`,
      ),
      ...context(`Attested by ${mrkdwn(byName, 60)}, as of ${day(at)}${proof}`),
      ...actions([
        button('attest', 'Attest again', attestValue({ service, rule }), { style: 'primary' }),
        button('open', 'Open the card', service),
      ]),
    ],
  } satisfies Message;
}
