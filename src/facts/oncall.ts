import { count, defineNamespace, entry, flag, list, text } from './namespace.ts';

/** Who is called when it breaks. */
export const oncall = defineNamespace(
  { name: 'oncall', words: 'on-call', summary: 'Who is called when the service breaks, and who after them.' },
  {
    policy: text('Name of the escalation policy.', 'escalation policy'),
    escalation_levels: count(
      'Levels of the escalation policy whose targets differ: a second level that calls the same people is none.',
      'on-call levels',
    ),
    staffed: flag(
      'Whether somebody is on call at this moment.',
      'somebody on call',
      'somebody is on call',
      'nobody is on call',
    ),
    now: list(
      entry({
        name: text('Their name.', 'name'),
        email: text('Their e-mail.', 'e-mail'),
        level: count('The escalation level that they stand at, from 1.', 'level'),
      }),
      'Who is on call at this moment, first level first.',
      'people on call',
    ),
    people: count('Different people in all rotations of the policy.', 'people in the rotation'),
    url: text('Where the policy is kept.', 'escalation policy'),
  },
);
