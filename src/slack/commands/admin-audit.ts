import { auditMessage } from '../views/audit.ts';
import type { Command } from './command.ts';

const SHOWN = 30;

export const adminAudit: Command = {
  name: 'admin-audit',
  usage: 'admin audit [SERVICE]',
  summary: 'Admins: who did what, newest first.',
  invoked: 'by-name',
  async run(words, { verbs, viewer, now }) {
    const about = words === '' ? {} : { service: words };
    const view = await verbs.showAudit(viewer, { ...about, limit: SHOWN });
    return { kind: 'private', message: auditMessage(view, now) };
  },
};
