import { defineNamespace, flag, measure, moment, text } from './namespace.ts';

/** How much of the code its tests run. */
export const coverage = defineNamespace(
  { name: 'coverage', words: 'code coverage', summary: 'How much of the code its tests run.' },
  {
    part_of_monorepo: flag(
      'Whether the service is a part of a repository. Then coverage is that of its paths, or of the flag that stands for it.',
      'part of a monorepo',
      'it is a part of a repository',
      'it is the whole repository',
    ),
    percent: measure('Lines of the default branch that tests run, 0–100.', 'code coverage', '%'),
    branch_percent: measure('Branches of the code that tests take, 0–100.', 'branch coverage', '%'),
    new_code_percent: measure(
      'Lines that changed lately that tests run, 0–100, where the vendor tells them apart.',
      'coverage of new code',
      '%',
    ),
    change: measure('Percentage points against the report before.', 'change of coverage', 'points'),
    commit: text('Hash of the commit that was measured.', 'measured commit'),
    current: flag(
      'Whether the report is of the newest commit on the default branch.',
      'current coverage report',
      'the coverage report is of the newest commit',
      'the coverage report is of an older commit',
    ),
    measured_at: moment('When it was measured.', 'coverage report'),
    url: text('Where to read the report.', 'coverage report'),
  },
);
