import type { KnownBlock } from '@slack/types';
import type { InitiativeChoices, InitiativePreview } from '../../use-cases/initiative-views.ts';
import { choice, context, plainText, section } from './blocks.ts';
import { aboutInitiative, blockFor, INPUT, type InitiativeForm, optionOf } from './initiative-form.ts';
import {
  channelInput,
  dateInput,
  personInput,
  radioInput,
  selectInput,
  severalInput,
  textInput,
} from './inputs.ts';
import type { Modal } from './message.ts';
import { count, plain, sentence } from './text.ts';

/** What the modal is drawn from. */
export interface InitiativeScene {
  readonly form: InitiativeForm;
  readonly choices: InitiativeChoices;
  /** Null: nothing is chosen yet. */
  readonly preview: InitiativePreview | null;
  /** It runs already: its deadline is moved by another window. */
  readonly running: boolean;
  /** Said on top. */
  readonly remark?: string;
}

/** Asks for all that an initiative needs, or says why there is nothing to ask for. */
export function initiativeAskModal(scene: InitiativeScene): Modal {
  const { form, choices, remark } = scene;
  const frame = {
    type: 'modal',
    callback_id: 'initiative-new',
    private_metadata: aboutInitiative({ id: form.id, counted: scene.preview?.services ?? 0 }),
    title: plainText(form.id === null ? 'New initiative' : 'Edit the initiative', 24),
    close: plainText('Cancel', 24),
  } as const;
  if (choices.scorecards.length === 0) {
    const why =
      'There is no scorecard yet, so there is nothing to ask for. Whoever runs me adds one to `scorecards/`.';
    return { ...frame, blocks: [section(why)] } satisfies Modal;
  }
  return {
    ...frame,
    submit: plainText(submitWords(form), 24),
    blocks: [...(remark === undefined ? [] : [section(remark)]), ...inputs(scene)],
  } satisfies Modal;
}

function submitWords({ id, start }: InitiativeForm): string {
  if (id !== null) return 'Save';
  return start ? 'Start' : 'Save draft';
}

function inputs(scene: InitiativeScene): KnownBlock[] {
  const { form, choices, running } = scene;
  return [
    textInput({
      block: INPUT.title,
      label: 'Name',
      value: form.title,
      most: 120,
      placeholder: 'On-call for all',
    }),
    textInput({
      block: INPUT.why,
      label: 'Why it matters to customers',
      value: form.why,
      most: 1_000,
      multiline: true,
    }),
    ...askedInputs(scene),
    textInput({
      block: INPUT.filter,
      label: 'Which services',
      value: form.filter,
      most: 300,
      optional: true,
      placeholder: 'team:payments tier:tier-1 system:checkout level:none',
      hint: 'As /ready list understands it; empty means all. Press Enter to count them.',
      dispatches: 'initiative-change',
    }),
    ...context(countLine(scene)),
    ...(running
      ? []
      : [
          dateInput({
            block: INPUT.date,
            label: 'Deadline',
            date: form.date,
            hint: `10:00 of that day, ${choices.timezone}.`,
          }),
        ]),
    personInput({ block: INPUT.owner, label: 'Who runs it', person: form.owner }),
    channelInput({
      block: INPUT.channel,
      label: 'Channel that hears of start, half way, last week and end',
      channel: form.channel,
      optional: true,
    }),
    ...(form.id === null ? [startInput(form)] : []),
  ];
}

function askedInputs({ form, choices }: InitiativeScene): KnownBlock[] {
  const scorecard = choices.scorecards.find(({ id }) => id === form.scorecard) ?? choices.scorecards[0];
  const rules = scorecard?.rules ?? [];
  const levels = scorecard?.levels ?? [];
  const dispatches = 'initiative-change';
  return [
    ...(choices.scorecards.length === 1
      ? []
      : [
          selectInput({
            block: INPUT.scorecard,
            label: 'Scorecard',
            options: choices.scorecards.flatMap(({ id, name }) => choice({ label: name, value: id })),
            chosen: [form.scorecard],
            dispatches,
          }),
        ]),
    radioInput({
      block: INPUT.by,
      label: 'What it asks for',
      options: [
        ...choice({ label: 'Certain rules', value: 'rules' }),
        ...choice({ label: 'A level, and those below it', value: 'level' }),
      ],
      chosen: [form.by],
      dispatches,
    }),
    form.by === 'rules'
      ? severalInput({
          block: blockFor('rules', form.scorecard),
          label: 'Rules',
          options: rules.flatMap(({ id, name }) => choice({ label: plain(name, 75), value: optionOf(id) })),
          chosen: form.rules.map(optionOf),
          dispatches,
        })
      : selectInput({
          block: blockFor('level', form.scorecard),
          label: 'Level',
          options: levels.flatMap((level) => choice({ label: plain(level, 75), value: level })),
          chosen: [form.level],
          dispatches,
        }),
  ];
}

/** Under the filter: what it comes to, today. */
function countLine({ preview }: InitiativeScene): string {
  if (preview === null) return 'Choose rules to see how many services it is about.';
  if (preview.problem !== null) return `⚠️ ${sentence(preview.problem, 500)}`;
  return previewWords(preview);
}

/** "12 services of 4 teams; 3 meet it already." */
export function previewWords({ services, owners, counts }: InitiativePreview): string {
  if (services === 0) return 'No service matches that these rules apply to.';
  const there = counts.done + counts.excused;
  return `*${count(services, 'service')} of ${count(owners, 'team')}*; ${there} ${there === 1 ? 'meets' : 'meet'} it already.`;
}

function startInput({ start }: InitiativeForm): KnownBlock {
  return radioInput({
    block: INPUT.start,
    label: 'And now',
    options: [
      ...choice({ label: 'Save a draft: nobody is told', value: 'draft' }),
      ...choice({ label: 'Start: owners are reminded from now on', value: 'start' }),
    ],
    chosen: [start ? 'start' : 'draft'],
    dispatches: 'initiative-change',
  });
}
