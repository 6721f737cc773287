/**
 * Answers as Prometheus publishes them, in docs/querying/api.md of https://github.com/prometheus/prometheus: the
 * example of an instant query (here with the label of our service), and that of the rules, in which alert rules of old
 * versions have no state of their own.
 */
export const query = {
  status: 'success',
  data: {
    resultType: 'vector',
    result: [
      {
        metric: { __name__: 'up', job: 'payments-api', instance: 'localhost:9090' },
        value: [1435781451.781, '1'],
      },
      { metric: { __name__: 'up', job: 'node', instance: 'localhost:9100' }, value: [1435781451.781, '0'] },
    ],
  },
};

export const rules = {
  data: {
    groups: [
      {
        rules: [
          {
            alerts: [
              {
                activeAt: '2018-07-04T20:27:12.60602144+02:00',
                annotations: { summary: 'High request latency' },
                labels: { alertname: 'HighRequestLatency', severity: 'page' },
                state: 'firing',
                value: '1e+00',
              },
            ],
            annotations: { summary: 'High request latency' },
            duration: 600,
            health: 'ok',
            labels: { severity: 'page' },
            name: 'HighRequestLatency',
            query: 'job:request_latency_seconds:mean5m{job="myjob"} > 0.5',
            type: 'alerting',
          },
          {
            health: 'ok',
            name: 'job:http_inprogress_requests:sum',
            query: 'sum by (job) (http_inprogress_requests)',
            type: 'recording',
          },
        ],
        file: '/rules.yaml',
        interval: 60,
        limit: 0,
        name: 'example',
      },
    ],
  },
  status: 'success',
};
