import type { InputBlock, KnownBlock } from '@slack/types';
import type {
  FieldDraft,
  Kept,
  TypedFields,
  UpkeepDraft,
  UpkeepField,
} from '../../use-cases/upkeep-views.ts';
import { actions, button, choice, context, plainText, section } from './blocks.ts';
import { selectInput, type TextField, textInput, urlInput } from './inputs.ts';
import type { Message, Modal } from './message.ts';
import { TEAM, teamSelect } from './team-select.ts';
import { listed, mrkdwn } from './text.ts';
import { ICON } from './words.ts';

/** The `block_id` of what is said to the approvers. */
export const REASON = 'reason';

const LABELS: Readonly<Record<UpkeepField, string>> = {
  id: 'Id',
  name: 'Name',
  description: 'What it does',
  owner: 'Team that answers',
  tier: 'Tier',
  lifecycle: 'Where it is in its life',
  type: 'Type',
  system: 'System',
  channel: 'Channel',
  repo: 'Repository',
  runbook: 'Runbook',
  dashboard: 'Dashboard',
  logs: 'Logs',
  depends_on: 'Depends on',
};

const TEXTS: Readonly<
  Partial<Record<UpkeepField, Pick<TextField, 'placeholder' | 'hint' | 'most' | 'multiline'>>>
> = {
  id: {
    most: 100,
    placeholder: 'payments-api',
    hint: 'It never changes. Left empty, it is made of the name.',
  },
  name: { most: 150, placeholder: 'Payments API' },
  description: { most: 500, multiline: true, placeholder: 'Takes card payments' },
  type: { most: 40, placeholder: 'service, website, worker, library' },
  system: { most: 100, placeholder: 'checkout' },
  channel: { most: 80, placeholder: '#payments' },
  repo: { most: 300, placeholder: 'github.com/acme/payments' },
  depends_on: {
    most: 1_000,
    placeholder: 'ledger, risk',
    hint: 'Ids with commas; none says that it needs no other.',
  },
};

const REQUIRED: readonly UpkeepField[] = ['name', 'tier', 'lifecycle', 'type'];
const LIFECYCLES = ['experimental', 'production', 'deprecated'];

/** A new service, or what can be said of one; what another source says is shown with its place. */
export function upkeepModal(draft: UpkeepDraft): Modal {
  const { service } = draft;
  const open = draft.fields.filter(({ heldBy }) => heldBy === null);
  return {
    type: 'modal',
    callback_id: service === null ? 'register' : 'edit',
    ...(service === null ? {} : { private_metadata: service.id }),
    title: plainText(service === null ? 'Register a service' : `Edit ${service.id}`, 24),
    submit: plainText(service === null ? 'Register' : 'Save', 24),
    close: plainText('Cancel', 24),
    blocks: [
      ...heldLines(draft),
      ...open.flatMap((field) => fieldInput(field, draft)),
      ...asking(draft),
      ...archiving(draft),
    ],
  } satisfies Modal;
}

function heldLines({ service, fields }: UpkeepDraft): KnownBlock[] {
  const held = fields.filter(({ field, heldBy }) => heldBy !== null && field !== 'id');
  if (service === null || held.length === 0) return [];
  const places = new Set(held.map(({ heldBy }) => heldBy));
  const where = places.size === 1 ? mrkdwn([...places][0] ?? '', 100) : null;
  const lines = held.map(
    ({ field, value, heldBy }) =>
      `*${LABELS[field]}*: ${value === '' ? '–' : mrkdwn(value, 100)}${where === null ? ` · from ${mrkdwn(heldBy ?? '', 100)}` : ''}`,
  );
  return [
    ...context(
      ...lines,
      where === null ? 'What stands in a file is changed there.' : `From ${where}, and changed there.`,
    ),
    { type: 'divider' },
  ];
}

function fieldInput({ field, value }: FieldDraft, draft: UpkeepDraft): InputBlock[] {
  const label = LABELS[field];
  const optional = !REQUIRED.includes(field);
  switch (field) {
    case 'owner':
      return [ownerInput(draft)];
    case 'tier': {
      const options = draft.tiers.flatMap(({ id, name }) =>
        choice({ label: id === name ? id : `${id}: ${name}`, value: id }),
      );
      return options.length === 0 ? [] : [selectInput({ block: field, label, options, chosen: [value] })];
    }
    case 'lifecycle': {
      // Backstage has others.
      const words = LIFECYCLES.includes(value) || value === '' ? LIFECYCLES : [...LIFECYCLES, value];
      const options = words.flatMap((word) => choice({ label: word, value: word }));
      return [selectInput({ block: field, label, options, chosen: [value] })];
    }
    case 'runbook':
    case 'dashboard':
    case 'logs':
      return [urlInput({ block: field, label, optional, value, placeholder: 'https://…' })];
    default: {
      const text = TEXTS[field] ?? { most: 100 };
      return [textInput({ block: field, label, optional, value, ...text })];
    }
  }
}

function ownerInput({ service, owner }: UpkeepDraft): InputBlock {
  return teamSelect(service === null ? 'register' : 'edit', {
    label: LABELS.owner,
    hint: 'A team that you are not in is asked first.',
    optional: true,
    chosen: owner,
  });
}

/** Said beside the button: labels that ask less wait for others. */
function asking({ service, deciders, asked, fields }: UpkeepDraft): KnownBlock[] {
  const isLabelOpen = fields.some(
    ({ field, heldBy }) => heldBy === null && ['tier', 'lifecycle', 'type'].includes(field),
  );
  if (!isLabelOpen) return [];
  const names = listed(
    deciders.map((name) => mrkdwn(name, 40)),
    4,
  );
  const hint =
    'Only for a lower tier, leaving production or another type: who decides about its tier reads it.';
  return [
    textInput({
      block: REASON,
      label: 'Why less should be asked of it',
      optional: true,
      most: 3_000,
      multiline: true,
      hint,
    }),
    ...context(
      asked === null
        ? ''
        : `${ICON.aside} ${mrkdwn(asked.byName, 60)} has asked already for ${mrkdwn(asked.to.tier, 40)}, ${mrkdwn(asked.to.lifecycle, 40)}, ${mrkdwn(asked.to.type, 40)}. Another question takes its place.`,
      service === null || names === ''
        ? ''
        : `${names} will be asked then; the rest counts as soon as you press *Save*.`,
    ),
  ];
}

function archiving({ service, mayArchive, removedAt }: UpkeepDraft): KnownBlock[] {
  if (service === null) return [];
  if (!mayArchive) return removedAt === null ? [] : [...context(mrkdwn(removedAt, 300))];
  return [
    { type: 'divider' },
    ...actions([
      {
        ...button('archive', 'Archive', service.id, { style: 'danger' }),
        confirm: {
          title: plainText('Archive it?', 100),
          text: plainText('It is hidden everywhere. Its history stays, and it can be brought back.', 300),
          confirm: plainText('Archive', 30),
          deny: plainText('Keep it', 30),
          style: 'danger',
        },
      },
    ]),
  ];
}

/** What was typed, by field; the select for teams has a block of its own. */
export function typedIn(values: Readonly<Record<string, readonly string[]>>): TypedFields {
  const fields = (Object.keys(LABELS) as UpkeepField[]).flatMap((field) => {
    const block = field === 'owner' ? TEAM : field;
    return Object.hasOwn(values, block) ? [[field, values[block]?.[0] ?? ''] as const] : [];
  });
  return Object.fromEntries(fields);
}

/** The input's `block_id` for each mistake. */
export function errorsAt(
  problems: readonly { readonly field: UpkeepField | 'reason'; readonly message: string }[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    problems.map(({ field, message }) => [field === 'owner' ? TEAM : field, message]),
  );
}

/** What came of it, and what waits for whom, above the card as it is now. */
export function keptModal(kept: Kept, card: Message, isNew: boolean): Modal {
  const { changed, relabelling, claimed } = kept;
  const id = mrkdwn(kept.card.service.id, 80);
  const fields = changed.map((field) => LABELS[field].toLowerCase());
  const names = relabelling?.deciders.map((name) => mrkdwn(name, 40)) ?? [];
  const lines = [
    isNew ? `${ICON.ok} *${id}* is registered.` : '',
    !isNew && changed.length > 0 ? `${ICON.ok} Saved: ${listed(fields, 8)}.` : '',
    !isNew && changed.length === 0 && relabelling === null && claimed === null ? 'Nothing was changed.' : '',
    relabelling === null
      ? ''
      : `${ICON.aside} ${names.length === 0 ? 'Nobody can be found who decides about' : `${listed(names, 4)} ${names.length === 1 ? 'is' : 'are'} asked about`} ${listed([...relabelling.eased], 3)}. Until then ${relabelling.eased.length === 1 ? 'it stays' : 'they stay'} as before.`,
    claimed === null ? '' : `${ICON.aside} ${mrkdwn(claimed.name, 60)} is asked whether it is theirs.`,
  ];
  return {
    type: 'modal',
    title: plainText(isNew ? 'Register a service' : 'Edit', 24),
    close: plainText('Close', 24),
    blocks: [section(lines.filter((line) => line !== '').join('\n')), { type: 'divider' }, ...card.blocks],
  } satisfies Modal;
}

/** Hidden, with the way back. */
export function archivedMessage({ id }: { readonly id: string }): Message {
  const text = `${mrkdwn(id, 80)} is archived: it is hidden everywhere, and its history stays.`;
  return {
    text,
    blocks: [section(`${ICON.ok} ${text}`), ...actions([button('unarchive', 'Bring it back', id)])],
  };
}
