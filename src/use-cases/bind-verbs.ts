import { attest, withdrawAttestation } from './attest.ts';
import { beginCollection } from './begin-collection.ts';
import { bindDigests } from './bind-digests.ts';
import { bindExceptions } from './bind-exceptions.ts';
import { bindHome } from './bind-home.ts';
import { bindInitiatives } from './bind-initiatives.ts';
import { bindNudges } from './bind-nudges.ts';
import { bindPictures } from './bind-pictures.ts';
import { bindReports } from './bind-reports.ts';
import { bindUpkeep } from './bind-upkeep.ts';
import { checkAgain } from './check-again.ts';
import { collectServices } from './collect-services.ts';
import type { Context } from './context.ts';
import { attestationsOf, draftAttestation } from './draft-attestation.ts';
import { explain } from './explain-rule.ts';
import { listServices } from './list-services.ts';
import { lookUp } from './look-up.ts';
import { reachableService } from './reachable-service.ts';
import { resolveViewer } from './resolve-viewer.ts';
import { showAudit, verifyAudit } from './show-audit.ts';
import { showDetails } from './show-details.ts';
import { showEvidence } from './show-evidence.ts';
import { showGroup, showMine } from './show-group.ts';
import { readinessCard, showReadiness } from './show-readiness.ts';
import { showSources } from './show-sources.ts';
import { suggestServices } from './suggest-services.ts';
import type { Verbs } from './verbs.ts';

/** The verbs, bound to what they work with. */
export function bindVerbs(context: Context): Verbs {
  const { catalog } = context.store;
  return {
    viewerOf: async (profile) => resolveViewer(profile, await catalog.teams(), context.policy),
    isService: async (word) => (await catalog.find(word)) !== undefined,
    lookUp: (viewer, words) => lookUp(context, viewer, words),
    showReadiness: (viewer, service) => showReadiness(context, viewer, service),
    showDetails: (viewer, service) => showDetails(context, viewer, service),
    checkAgain: (viewer, service) => checkAgain(context, viewer, service),
    collect: (viewer, what, tell) => collectServices(context, viewer, what, tell),
    beginCollection: (viewer, what) => beginCollection(context, viewer, what),
    showAudit: (viewer, question) => showAudit(context, viewer, question),
    verifyAudit: (viewer) => verifyAudit(context, viewer),
    showEvidence: (viewer, question) => showEvidence(context, viewer, question),
    showSources: (viewer) => showSources(context, viewer),
    async share(viewer, service) {
      const record = await reachableService(context, viewer, service, 'share');
      return readinessCard(context, viewer, record, record.service.id);
    },
    showMine: (viewer) => showMine(context, viewer),
    showGroup: (viewer, kind, id, offset) => showGroup(context, viewer, kind, id, offset),
    listServices: (viewer, query, offset) => listServices(context, viewer, query, offset),
    explain: (viewer, words) => explain(context, viewer, words),
    suggest: (viewer, prefix, limit) => suggestServices(context, viewer, prefix, limit),
    exceptions: bindExceptions(context),
    upkeep: bindUpkeep(context),
    nudges: bindNudges(context),
    initiatives: bindInitiatives(context),
    digests: bindDigests(context),
    pictures: bindPictures(context),
    reports: bindReports(context),
    home: bindHome(context),
    attestations: {
      draft: (viewer, service, rule) => draftAttestation(context, viewer, service, rule),
      attest: (viewer, ask) => attest(context, viewer, ask),
      withdraw: (viewer, service, id) => withdrawAttestation(context, viewer, service, id),
      of: (viewer, service) => attestationsOf(context, viewer, service),
    },
  };
}
