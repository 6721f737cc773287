/**
 * Answers after the response models and examples that Datadog publishes for "Get all monitors" and "Search for SLOs"
 * (https://docs.datadoghq.com/api/latest/monitors/, …/service-level-objectives/), shortened, with our service's tag.
 */
export const monitors = [
  {
    id: 91879684,
    org_id: 1499977,
    type: 'log alert',
    name: 'Example-Monitor',
    message: 'some message Notify: @hipchat-channel',
    tags: ['test:examplemonitor', 'env:ci', 'service:payments-api'],
    query: 'logs("service:foo AND type:error").index("main").rollup("count").by("source").last("5m") > 2',
    options: {
      enable_logs_sample: true,
      include_tags: true,
      notify_no_data: false,
      thresholds: { critical: 2 },
    },
    multi: true,
    created_at: 1665402744000,
    deleted: null,
    restricted_roles: null,
    priority: 3,
    overall_state_modified: null,
    overall_state: 'No Data',
  },
];

export const objectives = {
  data: {
    type: '',
    attributes: {
      slos: [
        {
          data: {
            id: '12345678901234567890123456789012',
            type: 'slo',
            attributes: {
              name: 'Custom Metric SLO',
              description: null,
              slo_type: 'metric',
              all_tags: ['env:prod', 'app:core', 'service:payments-api'],
              service_tags: ['service:payments-api'],
              thresholds: [{ target: 99, target_display: '99.0', timeframe: '30d', warning: 99.5 }],
              timeframe: '30d',
              target_threshold: 99,
              overall_status: [
                {
                  error: null,
                  error_budget_remaining: -38.2,
                  indexed_at: 1662496260,
                  raw_error_budget_remaining: { unit: 'requests', value: -382 },
                  span_precision: 3,
                  state: 'breached',
                  status: 98.618,
                  target: 99,
                  timeframe: '30d',
                },
              ],
              groups: null,
              monitor_ids: null,
            },
          },
        },
      ],
    },
  },
  links: { first: '', last: '', next: '', prev: '', self: '' },
  meta: {
    pagination: { first_number: 0, last_number: 0, number: 0, size: 10, total: 1, type: 'number_size' },
  },
};
