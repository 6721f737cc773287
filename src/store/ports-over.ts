import type { CatalogPort, Ports, TransactionOptions } from '../use-cases/ports.ts';
import { attestationReads, attestationWrites } from './attestations.ts';
import { auditReads, auditWrites } from './audit.ts';
import { catalogReads } from './catalog.ts';
import { catalogWrites } from './catalog-writes.ts';
import { collectionReads, collectionWrites } from './collections.ts';
import { deployReads, deployWrites } from './deploys.ts';
import { digestReads, digestWrites } from './digests.ts';
import { evaluationWrites } from './evaluation-writes.ts';
import { evaluationReads } from './evaluations.ts';
import { exceptionReads, exceptionWrites } from './exceptions.ts';
import { factReads, factWrites } from './facts.ts';
import { initiativeReads, initiativeWrites } from './initiatives.ts';
import { jobRunReads, jobRunWrites } from './job-runs.ts';
import { markReads, markWrites } from './marks.ts';
import { messageReads, messageWrites } from './messages.ts';
import { nudgeReads, nudgeWrites } from './nudges.ts';
import { remembered } from './remembered.ts';
import { revisionsReader } from './revisions.ts';
import { runReads, runWrites } from './runs.ts';
import { scorecardReads, scorecardWrites } from './scorecards.ts';
import { serviceLists } from './service-list.ts';
import type { Backend, Session } from './session.ts';
import { tokenReads, tokenWrites } from './tokens.ts';
import { upkeepReads, upkeepWrites } from './upkeep.ts';
import { workspaceReads, workspaceWrites } from './workspace.ts';

/** All ports over one transaction: they see what it has written. */
export function portsWithin(session: Session): Ports {
  return {
    catalog: { ...catalogReads(session), ...serviceLists(session), ...catalogWrites(session) },
    facts: { ...factReads(session), ...factWrites(session) },
    evaluations: { ...evaluationReads(session), ...evaluationWrites(session) },
    scorecards: { ...scorecardReads(session), ...scorecardWrites(session) },
    workspace: { ...workspaceReads(session), ...workspaceWrites(session) },
    marks: { ...markReads(session), ...markWrites(session) },
    collections: { ...collectionReads(session), ...collectionWrites(session) },
    tokens: { ...tokenReads(session), ...tokenWrites(session) },
    exceptions: { ...exceptionReads(session), ...exceptionWrites(session) },
    attestations: { ...attestationReads(session), ...attestationWrites(session) },
    audit: { ...auditReads(session), ...auditWrites(session) },
    messages: { ...messageReads(session), ...messageWrites(session) },
    runs: { ...runReads(session), ...runWrites(session) },
    nudges: { ...nudgeReads(session), ...nudgeWrites(session) },
    digests: { ...digestReads(session), ...digestWrites(session) },
    initiatives: { ...initiativeReads(session), ...initiativeWrites(session) },
    deploys: { ...deployReads(session), ...deployWrites(session) },
    upkeep: { ...upkeepReads(session), ...upkeepWrites(session) },
    jobRuns: { ...jobRunReads(session), ...jobRunWrites(session) },
  };
}

/** All ports outside of a transaction: reads see what is committed, each write is a transaction of its own. */
export function portsOutside({ reads, snapshot }: Backend, transaction: Transaction): Ports {
  const revisionOf = revisionsReader(reads);
  const inOwn =
    <A extends readonly unknown[], R>(write: (ports: Ports) => (...args: A) => Promise<R>) =>
    (...args: A) =>
      transaction((ports) => write(ports)(...args));
  return {
    catalog: {
      ...rememberedCatalog(catalogReads(reads), () => revisionOf('catalog')),
      ...serviceLists(reads),
      state: () => snapshot((session) => catalogReads(session).state()),
      apply: inOwn(({ catalog }) => catalog.apply),
    },
    facts: { ...factReads(reads), save: inOwn(({ facts }) => facts.save) },
    evaluations: {
      ...evaluationReads(reads),
      write: inOwn(({ evaluations }) => evaluations.write),
      snapshot: inOwn(({ evaluations }) => evaluations.snapshot),
      thinSuperseded: inOwn(({ evaluations }) => evaluations.thinSuperseded),
    },
    scorecards: {
      ...rememberedScorecards(scorecardReads(reads), () => revisionOf('scorecards')),
      replace: inOwn(({ scorecards }) => scorecards.replace),
    },
    workspace: { ...workspaceReads(reads), stamp: inOwn(({ workspace }) => workspace.stamp) },
    marks: { ...markReads(reads), write: inOwn(({ marks }) => marks.write) },
    exceptions: {
      ...exceptionReads(reads),
      add: inOwn(({ exceptions }) => exceptions.add),
      replace: inOwn(({ exceptions }) => exceptions.replace),
    },
    attestations: { ...attestationReads(reads), add: inOwn(({ attestations }) => attestations.add) },
    audit: {
      ...auditReads(reads),
      verify: () => snapshot((session) => auditReads(session).verify()),
      append: inOwn(({ audit }) => audit.append),
    },
    tokens: {
      ...tokenReads(reads),
      write: inOwn(({ tokens }) => tokens.write),
      keep: inOwn(({ tokens }) => tokens.keep),
    },
    collections: {
      ...collectionReads(reads),
      enrol: inOwn(({ collections }) => collections.enrol),
      record: inOwn(({ collections }) => collections.record),
      retryFailing: inOwn(({ collections }) => collections.retryFailing),
      noLaterThan: inOwn(({ collections }) => collections.noLaterThan),
      hasten: inOwn(({ collections }) => collections.hasten),
      setStates: inOwn(({ collections }) => collections.setStates),
      remember: inOwn(({ collections }) => collections.remember),
      isFirstDelivery: inOwn(({ collections }) => collections.isFirstDelivery),
    },
    messages: {
      ...messageReads(reads),
      add: inOwn(({ messages }) => messages.add),
      claim: inOwn(({ messages }) => messages.claim),
      asking: inOwn(({ messages }) => messages.asking),
      settle: inOwn(({ messages }) => messages.settle),
      release: inOwn(({ messages }) => messages.release),
      forget: inOwn(({ messages }) => messages.forget),
      clear: inOwn(({ messages }) => messages.clear),
    },
    runs: { ...runReads(reads), write: inOwn(({ runs }) => runs.write) },
    nudges: {
      ...nudgeReads(reads),
      plan: inOwn(({ nudges }) => nudges.plan),
      answer: inOwn(({ nudges }) => nudges.answer),
      snooze: inOwn(({ nudges }) => nudges.snooze),
      prefer: inOwn(({ nudges }) => nudges.prefer),
      escalate: inOwn(({ nudges }) => nudges.escalate),
      hold: inOwn(({ nudges }) => nudges.hold),
      decideStorm: inOwn(({ nudges }) => nudges.decideStorm),
      clear: inOwn(({ nudges }) => nudges.clear),
    },
    digests: {
      ...digestReads(reads),
      add: inOwn(({ digests }) => digests.add),
      set: inOwn(({ digests }) => digests.set),
      compact: inOwn(({ digests }) => digests.compact),
    },
    initiatives: {
      ...initiativeReads(reads),
      add: inOwn(({ initiatives }) => initiatives.add),
      replace: inOwn(({ initiatives }) => initiatives.replace),
      keep: inOwn(({ initiatives }) => initiatives.keep),
      record: inOwn(({ initiatives }) => initiatives.record),
    },
    deploys: { ...deployReads(reads), keep: inOwn(({ deploys }) => deploys.keep) },
    upkeep: {
      ...upkeepReads(reads),
      edit: inOwn(({ upkeep }) => upkeep.edit),
      claim: inOwn(({ upkeep }) => upkeep.claim),
      decideClaim: inOwn(({ upkeep }) => upkeep.decideClaim),
      relabel: inOwn(({ upkeep }) => upkeep.relabel),
      decideRelabelling: inOwn(({ upkeep }) => upkeep.decideRelabelling),
      verify: inOwn(({ upkeep }) => upkeep.verify),
      saveReport: inOwn(({ upkeep }) => upkeep.saveReport),
    },
    jobRuns: { ...jobRunReads(reads), write: inOwn(({ jobRuns }) => jobRuns.write) },
  };
}

export type Transaction = <T>(work: (ports: Ports) => Promise<T>, options?: TransactionOptions) => Promise<T>;

type CatalogReads = ReturnType<typeof catalogReads>;
type ScorecardReads = ReturnType<typeof scorecardReads>;
type Revision = () => Promise<number>;

/** Every answer is judged by them, and they alter with a start or a reload. */
function rememberedScorecards(reads: ScorecardReads, revision: Revision): ScorecardReads {
  return { ...reads, current: remembered(revision, reads.current) };
}

/** What almost every answer needs whole, and only an import changes. */
function rememberedCatalog(reads: CatalogReads, revision: Revision): CatalogReads & Partial<CatalogPort> {
  return {
    ...reads,
    revision,
    names: remembered(revision, reads.names),
    tenures: remembered(revision, reads.tenures),
    teams: remembered(revision, reads.teams),
    systems: remembered(revision, reads.systems),
    people: remembered(revision, reads.people),
  };
}
