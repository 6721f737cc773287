import type { KnownBlock, PlainTextOption } from '@slack/types';
import type { ExceptionDraft, ExceptionLine, ExceptionPreview } from '../../use-cases/exception-views.ts';
import type { CheckView } from '../../use-cases/show-readiness.ts';
import { button, choice, context, plainText, section } from './blocks.ts';
import { reasonOf } from './check-lines.ts';
import { dayPlain } from './dates.ts';
import { LONGEST_TEXT, serviceWords } from './exception-facts.ts';
import { type AskForm, aboutForm, INPUT, keyOf, ON_A_DATE, ruleValue } from './exception-form.ts';
import { moreServices, together } from './exception-many.ts';
import { effectWords, person, stateWords } from './exception-words.ts';
import { dateInput, radioInput, selectInput, severalInput, textInput, urlInput } from './inputs.ts';
import type { Modal } from './message.ts';
import { count, listed, mrkdwn, plain } from './text.ts';
import { ICON, outcomeIcon } from './words.ts';

/** What the modal is drawn from. */
export interface AskScene {
  readonly draft: ExceptionDraft;
  /** All that can be chosen: those of the draft, and those of the exception that is edited or prolonged. */
  readonly rules: readonly CheckView[];
  readonly form: AskForm;
  /** What it would do and how many services it covers; null = nothing is chosen yet. */
  readonly preview: ExceptionPreview | null;
  /** IANA, of whoever asks. */
  readonly timezone: string;
  /** Ids of the services whose exceptions end together, where all of them are to be prolonged. */
  readonly together?: readonly string[];
  /** Said on top: the count that was not seen yet. */
  readonly remark?: string;
}

const MOST_KNOWN = 3;
const TITLES = {
  new: 'Request exception',
  edit: 'Edit the request',
  extend: 'Extend exception',
  prolong: 'Extend exceptions',
} as const;

/** Asks for an exception, or says why there is none to be asked for. */
export function askModal(scene: AskScene): Modal {
  const { form, rules, remark } = scene;
  const frame = {
    type: 'modal',
    callback_id: 'exception-new',
    private_metadata: aboutForm(form),
    title: plainText(TITLES[form.target.kind], 24),
    close: plainText('Cancel', 24),
  } as const;
  if (rules.length === 0)
    return { ...frame, close: plainText('Close', 24), blocks: nothingToAsk(scene) } satisfies Modal;
  return {
    ...frame,
    submit: plainText(sendLabel(scene), 24),
    blocks: [
      ...(remark === undefined ? [] : [section(remark)]),
      section(
        scene.together === undefined ? `*${serviceWords(scene.draft.service)}*` : together(scene.together),
      ),
      ...inputs(scene),
      ...outlook(scene),
    ],
  } satisfies Modal;
}

function sendLabel({ form, preview }: AskScene): string {
  const isMany = form.counted > 1 && (preview?.trouble ?? null) === null;
  return isMany ? `Send for ${form.counted} services` : 'Send request';
}

function inputs(scene: AskScene): KnownBlock[] {
  const { form, draft, rules } = scene;
  return [
    severalInput({
      block: INPUT.rules,
      label: 'For which checks',
      options: rules.flatMap(ruleOption),
      chosen: form.rules,
      dispatches: 'exception-change',
    }),
    ...context(neverLine(draft)),
    ...knownLines(draft.known),
    textInput({
      block: INPUT.reason,
      label: 'Why it cannot pass now',
      value: form.reason,
      most: LONGEST_TEXT,
      multiline: true,
    }),
    textInput({
      block: INPUT.risk,
      label: 'What could hurt customers meanwhile, and what limits it',
      value: form.risk,
      most: LONGEST_TEXT,
      multiline: true,
    }),
    urlInput({
      block: INPUT.followUp,
      label: 'Link to the follow-up work',
      value: form.followUp,
      optional: !draft.followUpRequired,
      placeholder: 'https://…',
    }),
    ...ends(scene),
    kinds(form),
    ...moreServices(scene),
  ];
}

function ruleOption(view: CheckView): PlainTextOption[] {
  const label = `${outcomeIcon(view.check.outcome)} ${plain(view.title, 68)}`;
  const reason = reasonOf(view, { shared: false });
  return choice({ label, value: ruleValue(keyOf(view)) }).map((option) =>
    reason === null ? option : { ...option, description: plainText(reason, 75) },
  );
}

function neverLine({ never }: ExceptionDraft): string {
  if (never.length === 0) return '';
  const names = never.map(({ title }) => mrkdwn(title, 60));
  return `Not to be chosen: ${listed(names, 4)}. ${never.length === 1 ? 'Its' : 'Their'} scorecard allows no exception (\`exceptions: never\`).`;
}

/** What is asked or granted already leads there, instead of to a second request. */
function knownLines(known: ExceptionDraft['known']): KnownBlock[] {
  const lines = [...new Map(known.map(({ exception }) => [exception.exception.id, exception])).values()];
  return [
    ...lines
      .slice(0, MOST_KNOWN)
      .map((line, nth) =>
        section(
          `${ICON.exception} ${knownWords(line)}`,
          button('exception-open', 'Open', line.exception.id, { nth }),
        ),
      ),
    ...context(
      lines.length > MOST_KNOWN
        ? `and ${count(lines.length - MOST_KNOWN, 'more exception')}: \`/ready exceptions service:…\` lists them`
        : '',
    ),
  ];
}

function knownWords(line: ExceptionLine): string {
  const titles = listed(
    line.titles.map((title) => mrkdwn(title, 60)),
    2,
  );
  return `${titles}: asked by ${person(line.exception.requester)}, ${stateWords(line)}`;
}

function ends({ form, draft, timezone }: AskScene): KnownBlock[] {
  const options = [
    ...draft.presets.flatMap(({ id, words, until }) =>
      choice({ label: `${words}, until ${dayPlain(until, timezone)}`, value: id }),
    ),
    ...choice({ label: 'On a date of your own', value: ON_A_DATE }),
  ];
  const tier = plain(draft.service.tier.id, 30);
  const longest =
    form.kind === 'standing'
      ? `Looked at again by then. At most until ${dayPlain(draft.latestStanding, timezone)}.`
      : `At most ${count(draft.maxDays, 'day')} for ${tier}: until ${dayPlain(draft.latest, timezone)}.`;
  return [
    selectInput({
      block: INPUT.end,
      label: 'Until when',
      hint: longest,
      options,
      chosen: [form.end],
      dispatches: 'exception-change',
    }),
    ...(form.end === ON_A_DATE
      ? [
          dateInput({
            block: INPUT.date,
            label: 'The last day',
            date: form.date,
            dispatches: 'exception-change',
            hint: 'Ends at 10:00 of that day, or of the next working day.',
          }),
        ]
      : []),
  ];
}

function kinds({ kind }: AskForm): KnownBlock {
  return radioInput({
    block: INPUT.kind,
    label: 'What for',
    options: [
      ...choice({ label: 'Once: the gap will be closed', value: 'one-time' }),
      ...choice({ label: 'Standing: it cannot apply here', value: 'standing' }),
    ],
    chosen: [kind],
    dispatches: 'exception-change',
  });
}

/** What will happen, right above the button. */
function outlook({ form, draft, preview }: AskScene): KnownBlock[] {
  const needed = draft.approvalsRequired + (form.kind === 'standing' ? 1 : 0);
  const names = listed(
    draft.deciders.map((name) => mrkdwn(name, 40)),
    4,
  );
  const who = draft.askedAdmins
    ? `None of the approvers in ready.yml can be found, so the admins are asked`
    : '';
  const asked =
    names === ''
      ? who || 'The approvers of its tier are asked'
      : `${who === '' ? '' : `${who}: `}${names} will be asked`;
  return [
    section(
      preview === null
        ? `${ICON.exception} *Effect*  choose a check to see it`
        : `${ICON.exception} *Effect*  ${preview.services > 1 ? 'at each service its own: the request says it' : effectWords(preview.effect)}`,
    ),
    ...context(
      `${asked}; ${count(needed, 'approval')} ${needed === 1 ? 'is' : 'are'} needed. The outcome is public.`,
    ),
  ];
}

function nothingToAsk({ draft }: AskScene): KnownBlock[] {
  const isKnown = draft.known.length > 0;
  return [
    section(`*${serviceWords(draft.service)}*`),
    section(
      isKnown
        ? 'For every check that does not pass, somebody has asked already:'
        : 'Nothing to ask for: no check that allows an exception fails or is unknown.',
    ),
    ...knownLines(draft.known),
    ...context(neverLine(draft)),
  ];
}
