import { jobsMessage } from '../views/jobs.ts';
import type { Command } from './command.ts';

export const adminJobs: Command = {
  name: 'admin-jobs',
  usage: 'admin jobs',
  summary: 'Admins: what runs by itself, how it went, when it runs next, what is held back.',
  invoked: 'by-name',
  async run(_words, { verbs, viewer, now }) {
    return { kind: 'private', message: jobsMessage(await verbs.nudges.jobs(viewer), now) };
  },
};
