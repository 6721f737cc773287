/**
 * Answers as PagerDuty publishes them: the response examples of `GET /services/{id}`, `GET /escalation_policies/{id}`
 * (here where the service includes it), `GET /oncalls` and `GET /incidents` in reference/REST/openapiv3.json of
 * https://github.com/PagerDuty/api-schema, shortened.
 */
const policy = {
  id: 'PT20YPA',
  type: 'escalation_policy',
  summary: 'Another Escalation Policy',
  self: 'https://api.pagerduty.com/escalation_policies/PT20YPA',
  html_url: 'https://subdomain.pagerduty.com/escalation_policies/PT20YPA',
  name: 'Another Escalation Policy',
  escalation_rules: [
    {
      id: 'PGHDV41',
      escalation_delay_in_minutes: 30,
      targets: [
        {
          id: 'PAM4FGS',
          type: 'user_reference',
          summary: 'Kyler Kuhn',
          self: 'https://api.pagerduty.com/users/PAM4FGS',
          html_url: 'https://subdomain.pagerduty.com/users/PAM4FGS',
        },
        {
          id: 'PI7DH85',
          type: 'schedule_reference',
          summary: 'Daily Engineering Rotation',
          self: 'https://api.pagerduty.com/schedules/PI7DH85',
          html_url: 'https://subdomain.pagerduty.com/schedules/PI7DH85',
        },
      ],
    },
  ],
  num_loops: 0,
};

export const service = {
  id: 'PIJ90N7',
  type: 'service',
  summary: 'My Application Service',
  self: 'https://api.pagerduty.com/services/PIJ90N7',
  html_url: 'https://subdomain.pagerduty.com/services/PIJ90N7',
  name: 'My Application Service',
  auto_resolve_timeout: 14400,
  acknowledgement_timeout: 600,
  created_at: '2015-11-06T11:12:51-05:00',
  status: 'active',
  alert_creation: 'create_alerts_and_incidents',
  integrations: [
    {
      id: 'PQ12345',
      type: 'generic_email_inbound_integration_reference',
      summary: 'Email Integration',
      self: 'https://api.pagerduty.com/services/PIJ90N7/integrations/PQ12345',
      html_url: 'https://subdomain.pagerduty.com/services/PIJ90N7/integrations/PQ12345',
    },
  ],
  escalation_policy: policy,
};

export const onCall = {
  user: {
    id: 'PT23IWX',
    type: 'user_reference',
    summary: 'Tim Wright',
    self: 'https://api.pagerduty.com/users/PT23IWX',
    html_url: 'https://subdomain.pagerduty.com/users/PT23IWX',
  },
  schedule: {
    id: 'PI7DH85',
    type: 'schedule_reference',
    summary: 'Daily Engineering Rotation',
    self: 'https://api.pagerduty.com/schedules/PI7DH85',
    html_url: 'https://subdomain.pagerduty.com/schedules/PI7DH85',
  },
  escalation_policy: {
    id: 'PT20YPA',
    type: 'escalation_policy_reference',
    summary: 'Engineering Escalation Policy',
    self: 'https://api.pagerduty.com/escalation_policies/PT20YPA',
    html_url: 'https://subdomain.pagerduty.com/escalation_policies/PT20YPA',
  },
  escalation_level: 2,
  start: '2015-03-06T15:28:51-05:00',
  end: '2015-03-07T15:28:51-05:00',
};

export const incident = {
  id: 'PT4KHLK',
  type: 'incident',
  summary: '[#1234] The server is on fire.',
  self: 'https://api.pagerduty.com/incidents/PT4KHLK',
  html_url: 'https://subdomain.pagerduty.com/incidents/PT4KHLK',
  incident_number: 1234,
  created_at: '2015-10-06T21:30:42Z',
  status: 'resolved',
  title: 'The server is on fire.',
  incident_key: 'baf7cf21b1da41b4b0221008339ff357',
  service: {
    id: 'PIJ90N7',
    type: 'service_reference',
    summary: 'My Mail Service',
    self: 'https://api.pagerduty.com/services/PIJ90N7',
    html_url: 'https://subdomain.pagerduty.com/services/PIJ90N7',
  },
  last_status_change_at: '2015-10-06T21:38:23Z',
  urgency: 'high',
};
