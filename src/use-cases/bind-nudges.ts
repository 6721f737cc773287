import type { Context } from './context.ts';
import type { NudgeVerbs } from './nudge-views.ts';
import { answer, checkAll, notMine, showNudge, snooze } from './nudging/answer-nudge.ts';
import { assignOwner, showOwnerless } from './nudging/assign-owner.ts';
import { choosePreferences, showPreferences } from './nudging/choose-preferences.ts';
import { decideStorm } from './nudging/decide-storm.ts';
import { showJobs } from './nudging/show-jobs.ts';
import { addTeam, removeTeam, sampleNudge, showRollout } from './nudging/show-rollout.ts';
import { suggestTeams } from './nudging/suggest-teams.ts';

/** The verbs of reminders, bound to what they work with. */
export function bindNudges(context: Context): NudgeVerbs {
  return {
    snooze: (viewer, service, days) => snooze(context, viewer, service, days),
    unsnooze: (viewer, service) => snooze(context, viewer, service, 0),
    show: (viewer, nudge) => showNudge(context, viewer, nudge),
    checkAll: (viewer, nudge) => checkAll(context, viewer, nudge),
    answer: (viewer, service) => answer(context, viewer, service),
    notMine: (viewer, service, claim) => notMine(context, viewer, service, claim),
    teams: (viewer, letters, limit) => suggestTeams(context, viewer, letters, limit),
    preferences: (viewer) => showPreferences(context, viewer),
    prefer: (viewer, preferences) => choosePreferences(context, viewer, preferences),
    rollout: (viewer) => showRollout(context, viewer),
    addTeam: (viewer, team) => addTeam(context, viewer, team),
    removeTeam: (viewer, team) => removeTeam(context, viewer, team),
    sample: (viewer, team) => sampleNudge(context, viewer, team),
    jobs: (viewer) => showJobs(context, viewer),
    decideStorm: (viewer, id, decision) => decideStorm(context, viewer, id, decision),
    ownerless: (viewer) => showOwnerless(context, viewer),
    assign: (viewer, service, team) => assignOwner(context, viewer, service, team),
  };
}
