import { may } from '../domain/rights.ts';
import type { Context } from './context.ts';
import { askOwner, decidable, decideClaim, viewed } from './upkeep/claims.ts';
import {
  archiveService,
  draftEdit,
  draftRegister,
  editService,
  registerService,
  unarchiveService,
} from './upkeep/edit-service.ts';
import { askAllOwners, ownerlessServices } from './upkeep/ownerless.ts';
import { decideRelabelling } from './upkeep/relabel.ts';
import { suggestOwners } from './upkeep/suggest-owners.ts';
import { draftVerification, verifyService } from './upkeep/verify-service.ts';
import type { UpkeepVerbs } from './upkeep-views.ts';

/** The verbs that keep the catalog true, bound to what they work with. */
export function bindUpkeep(context: Context): UpkeepVerbs {
  return {
    draftRegister: (viewer, name) => draftRegister(context, viewer, name),
    register: (viewer, typed, reason) => registerService(context, viewer, typed, reason),
    draftEdit: (viewer, service) => draftEdit(context, viewer, service),
    edit: (viewer, service, typed, reason) => editService(context, viewer, service, typed, reason),
    archive: (viewer, service) => archiveService(context, viewer, service),
    unarchive: (viewer, service) => unarchiveService(context, viewer, service),
    decideRelabelling: (viewer, id, decision) => decideRelabelling(context, viewer, id, decision),
    suggestOwners: (viewer, service) => suggestOwners(context, viewer, service),
    askOwner: (viewer, service, team) => askOwner(context, viewer, service, team),
    confirmOwner: (viewer, claim) => decideClaim(context, viewer, claim, { kind: 'confirm' }),
    notUs: (viewer, claim) => decideClaim(context, viewer, claim, { kind: 'not-us' }),
    someoneElse: (viewer, claim, team) => decideClaim(context, viewer, claim, { kind: 'someone-else', team }),
    claim: async (viewer, id) => viewed(context, (await decidable(context, viewer, id)).claim),
    ownerless: (viewer, offset) => ownerlessServices(context, viewer, offset),
    askAll: (viewer) => askAllOwners(context, viewer),
    draftVerification: (viewer, service) => draftVerification(context, viewer, service),
    verify: (viewer, service) => verifyService(context, viewer, service),
    async teams(viewer, letters, limit) {
      if (!may(viewer, 'claim-service')) return [];
      const wanted = letters.trim().replace(/^@/, '').toLowerCase();
      const found = (await context.store.catalog.teams()).filter(({ id, name }) =>
        `${id} ${name}`.toLowerCase().includes(wanted),
      );
      return found.slice(0, limit).map(({ id, name }) => ({ id, name }));
    },
  };
}
