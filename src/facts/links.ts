import { count, defineNamespace, entry, flag, list, map, moment, text } from './namespace.ts';

const answers = flag(
  'Whether the address answers.',
  'answering link',
  'the link answers',
  'the link does not answer',
);

/** Whether the catalog's links lead anywhere. That they exist at all is `service.link`. */
export const links = defineNamespace(
  {
    name: 'links',
    words: 'link checks',
    summary: 'Whether the links of the catalog lead anywhere. That they exist at all is `service.link`.',
  },
  {
    checked: count('Links that were tried.', 'checked links'),
    broken: count('Links that do not answer.', 'broken links'),
    answers: map(answers, 'By type: `links.answers.runbook`, for the first link of each.', 'link answers'),
    all: list(
      entry({
        type: text('The type of the link.', 'type'),
        url: text('Its address.', 'address'),
        answers,
        problem: text('Why it does not.', 'problem'),
        checked_at: moment('When it was tried.', 'check'),
      }),
      'Each of them.',
      'links',
    ),
  },
);
