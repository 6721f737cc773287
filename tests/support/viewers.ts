import type { Viewer } from '../../src/domain/rights.ts';

/** A member of the team that owns `payments-api`. */
export function viewer(more: Partial<Viewer> = {}): Viewer {
  return {
    id: 'UANA',
    name: 'Ana',
    email: 'ana@acme.test',
    timezone: 'Europe/London',
    stranger: false,
    guest: false,
    admin: false,
    teams: ['payments'],
    stewardOf: [],
    ...more,
  };
}
