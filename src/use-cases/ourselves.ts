import type { Viewer } from '../domain/rights.ts';

/** The bot itself, which tells others and follows what it was asked to: it sees everything, and what it sends withholds what is private. */
export const OURSELVES: Viewer = {
  id: '',
  name: '',
  email: null,
  timezone: 'UTC',
  stranger: false,
  guest: false,
  admin: true,
  teams: [],
  stewardOf: [],
};
