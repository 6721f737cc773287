/**
 * Answers as SonarQube publishes them: component-example.json (measure/ws) and search-example.json (projectanalysis/ws)
 * below server/sonar-webserver-webapi/src/main/resources/org/sonar/server in
 * https://github.com/SonarSource/sonarqube, shortened; the metrics are those that are asked for instead of complexity,
 * new_violations and ncloc, in the same shapes.
 */
export const component = {
  component: {
    key: 'MY_PROJECT',
    name: 'My project',
    qualifier: 'TRK',
    measures: [
      { metric: 'coverage', value: '82.4', period: { value: '2', bestValue: false } },
      { metric: 'new_coverage', period: { value: '25', bestValue: false } },
    ],
  },
  metrics: [
    {
      ...{ key: 'coverage', name: 'Coverage', description: 'Coverage by tests', domain: 'Coverage' },
      ...{ type: 'PERCENT', higherValuesAreBetter: true, qualitative: true, hidden: false },
    },
  ],
  period: { mode: 'previous_version', date: '2016-01-11T10:49:50+0100', parameter: '1.0-SNAPSHOT' },
};

export const analyses = {
  paging: { pageIndex: 1, pageSize: 1, total: 3 },
  analyses: [
    {
      key: 'A2',
      date: '2016-12-12T17:12:45+0100',
      projectVersion: '1.2.1',
      buildString: '1.2.1.423',
      revision: 'be6c75b85da526349c44e3978374c95e0b80a96d',
      manualNewCodePeriodBaseline: false,
      events: [{ key: 'E21', category: 'QUALITY_PROFILE', name: 'Quality Profile changed to Sonar Way' }],
    },
  ],
};
