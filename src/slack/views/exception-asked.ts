import type { AskOutcome, ExceptionDraft } from '../../use-cases/exception-views.ts';
import { actions, button, context, section } from './blocks.ts';
import type { AskForm } from './exception-form.ts';
import { effectWords } from './exception-words.ts';
import type { Modal } from './message.ts';
import { noticeModal } from './notices.ts';
import { count, listed, mrkdwn } from './text.ts';
import { ICON } from './words.ts';

type Asked = Extract<AskOutcome, { kind: 'asked' }>;

const MOST_SERVICES = 10;

/** After it was sent: what happens now. */
export function askedModal(
  { exceptions, effect }: Asked,
  draft: ExceptionDraft,
  { target }: Pick<AskForm, 'target'>,
): Modal {
  const [first] = exceptions;
  const many = exceptions.length > 1;
  const names = listed(
    draft.deciders.map((name) => mrkdwn(name, 40)),
    4,
  );
  const services = listed(
    exceptions.map(({ service }) => mrkdwn(service.id, 60)),
    MOST_SERVICES,
  );
  const what = target.kind === 'edit' ? 'Changed, and asked again' : 'Asked';
  const deciders = draft.askedAdmins
    ? 'No approver that ready.yml names can be found in Slack, so the admins are asked.'
    : many || names === ''
      ? 'The approvers of their tiers are asked.'
      : `${names} ${draft.deciders.length === 1 ? 'is' : 'are'} asked.`;
  return noticeModal('Request exception', {
    text: what,
    blocks: [
      section(
        `${ICON.ok} *${what}: ${many ? count(exceptions.length, 'service') : services}*${many ? `\n${services}` : ''}\n${deciders} You hear from me as soon as it is decided.`,
      ),
      ...(many || effect.length === 0 ? [] : context(`Once approved: ${effectWords(effect)}`)),
      ...(first === undefined || many
        ? []
        : actions([button('exception-open', 'Show it', first.exception.id)])),
    ],
  });
}
