/**
 * Answers as Codecov's own tests of its API v2 expect them: test_api_repo_viewset.py, test_api_commit_viewset.py and
 * test_totals_viewset.py below apps/codecov-api/api/public/v2/tests in https://github.com/codecov/umbrella, with the
 * values that are made up there for each run written out.
 */
const author = { service: 'github', username: 'codecov', name: 'Codecov' };

export const repository = {
  name: 'test-repo',
  private: true,
  updatestamp: '2022-01-01T00:00:00Z',
  author,
  language: 'python',
  branch: 'main',
  active: true,
  activated: true,
  totals: {
    ...{ branches: 0, complexity: 0.0, complexity_ratio: 0, complexity_total: 0.0, coverage: 85.0, diff: 0 },
    ...{ files: 3, hits: 17, lines: 20, methods: 0, misses: 3, partials: 0, sessions: 1 },
  },
};

export const commits = {
  count: 1,
  total_pages: 1,
  next: null,
  previous: null,
  results: [
    {
      commitid: '9193232a8fe3429496956ba82b5fed2583d1b5ec',
      message: 'Sell flowers',
      timestamp: '2022-01-01T00:00:00',
      ci_passed: true,
      author,
      branch: 'main',
      totals: {
        ...{
          files: 3,
          lines: 24,
          hits: 19,
          misses: 5,
          partials: 0,
          coverage: 79.17,
          branches: 0,
          methods: 0,
        },
        ...{ sessions: 2, complexity: 2.0, complexity_total: 5.0, complexity_ratio: 40.0, diff: 0 },
      },
      state: 'complete',
    },
  ],
};

const counted = { branches: 0, methods: 0, messages: 0, complexity: 0.0, complexity_total: 0.0, diff: 0 };

export const totals = {
  totals: {
    ...{
      files: 1,
      lines: 2,
      hits: 1,
      misses: 0,
      partials: 1,
      coverage: 50.0,
      sessions: 1,
      complexity_ratio: 0,
    },
    ...counted,
  },
  files: [
    {
      name: 'bar/file2.py',
      totals: {
        ...{ files: 0, lines: 2, hits: 1, misses: 0, partials: 1, coverage: 50.0, sessions: 0 },
        ...{ ...counted, complexity_ratio: 0 },
      },
    },
  ],
  commit_file_url:
    'https://app.codecov.io/github/codecov/test-repo/commit/9193232a8fe3429496956ba82b5fed2583d1b5ec/tree/bar',
};
