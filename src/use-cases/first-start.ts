/**
 * What a bot does at its first start, before which it knows nothing: the catalog is read, then every service is
 * judged. Whoever asks meanwhile is told so, and answered when it is done, instead of "there is no such service".
 */
import { UserError } from '../domain/errors.ts';
import type { Viewer } from '../domain/rights.ts';
import type { UpkeepVerbs } from './upkeep-views.ts';
import type { Verbs } from './verbs.ts';

/** How far it is. */
export type Stage =
  /** `services`: those found so far; null = the files are still being read. */
  | { readonly kind: 'reading'; readonly services: number | null }
  | { readonly kind: 'judging'; readonly judged: number; readonly services: number }
  /** Nothing was ever read, and nothing will be before the next start. */
  | { readonly kind: 'unread' };

export interface FirstStart {
  /** Null: nothing is left to wait for. */
  readonly stage: () => Stage | null;
  readonly reach: (stage: Stage | null) => void;
  /**
   * Resolves as soon as there is a catalog to look into. Rejects with a `UserError` where none could be read, or
   * when `giveUp` was called.
   */
  readonly catalogRead: () => Promise<void>;
  /** Whoever waits is told this instead of an answer. */
  readonly giveUp: (sentence: string) => void;
}

/** Begins in `stage`; null = this is no first start. */
export function createFirstStart(begin: Stage | null): FirstStart {
  let stage = begin;
  const read = Promise.withResolvers<void>();
  // Nobody may be waiting when it is given up.
  read.promise.catch(() => {});
  const reach = (reached: Stage | null) => {
    stage = reached;
    if (reached?.kind === 'unread') read.reject(new UserError(saysStage(reached)));
    else if (reached?.kind !== 'reading') read.resolve();
  };
  reach(begin);
  return {
    stage: () => stage,
    reach,
    catalogRead: () => read.promise,
    giveUp: (sentence) => read.reject(new UserError(sentence)),
  };
}

/** The stage as a sentence or two, for people in Slack and for operators alike. */
export function saysStage(stage: Stage): string {
  switch (stage.kind) {
    case 'reading':
      return stage.services === null
        ? 'The catalog is being read for the first time.'
        : `The catalog is being read for the first time: ${counted(stage.services)} found, none judged yet.`;
    case 'judging':
      return `Services are being judged for the first time: ${grouped(stage.judged)} of ${grouped(stage.services)} so far. Until its turn a service looks as if no scorecard applied to it.`;
    case 'unread':
      return 'The catalog could not be read when I started, so no service is known yet. The reason stands in the log, for whoever runs me; once it is mended, I have to be started again.';
  }
}

function counted(services: number): string {
  return services === 1 ? '1 service' : `${grouped(services)} services`;
}

function grouped(count: number): string {
  return count.toLocaleString('en');
}

type WaitedFor = (viewer: Viewer, ...rest: readonly unknown[]) => Promise<unknown>;

/** The verbs, which wait for the catalog where it is being read for the first time. Help does not: it needs none. */
export function afterFirstRead(verbs: Verbs, first: Pick<FirstStart, 'stage' | 'catalogRead'>): Verbs {
  const isReading = () => first.stage()?.kind === 'reading' || first.stage()?.kind === 'unread';
  /** Teams and rights are those of the catalog that has come meanwhile. */
  const waiting =
    <Rest extends readonly unknown[], Result>(verb: (viewer: Viewer, ...rest: Rest) => Promise<Result>) =>
    async (viewer: Viewer, ...rest: Rest): Promise<Result> => {
      if (!isReading()) return verb(viewer, ...rest);
      await first.catalogRead();
      return verb(await verbs.viewerOf(viewer), ...rest);
    };
  return {
    viewerOf: verbs.viewerOf,
    isService: verbs.isService,
    lookUp: waiting(verbs.lookUp),
    showReadiness: waiting(verbs.showReadiness),
    showDetails: waiting(verbs.showDetails),
    checkAgain: waiting(verbs.checkAgain),
    collect: waiting(verbs.collect),
    beginCollection: waiting(verbs.beginCollection),
    showSources: waiting(verbs.showSources),
    showAudit: waiting(verbs.showAudit),
    verifyAudit: waiting(verbs.verifyAudit),
    showEvidence: waiting(verbs.showEvidence),
    share: waiting(verbs.share),
    showMine: waiting(verbs.showMine),
    showGroup: waiting(verbs.showGroup),
    listServices: waiting(verbs.listServices),
    explain: waiting(verbs.explain),
    suggest: waiting(verbs.suggest),
    exceptions: {
      draft: waiting(verbs.exceptions.draft),
      preview: waiting(verbs.exceptions.preview),
      ask: waiting(verbs.exceptions.ask),
      show: waiting(verbs.exceptions.show),
      act: waiting(verbs.exceptions.act),
      edit: waiting(verbs.exceptions.edit),
      actOnBatch: waiting(verbs.exceptions.actOnBatch),
      begin: waiting(verbs.exceptions.begin),
      beginBatch: waiting(verbs.exceptions.beginBatch),
      ending: waiting(verbs.exceptions.ending),
      checkEnding: waiting(verbs.exceptions.checkEnding),
      list: waiting(verbs.exceptions.list),
    },
    home: { show: waiting(verbs.home.show) },
    pictures: { map: waiting(verbs.pictures.map), trend: waiting(verbs.pictures.trend) },
    reports: {
      release: waiting(verbs.reports.release),
      showRelease: waiting(verbs.reports.showRelease),
      card: waiting(verbs.reports.card),
    },
    nudges: {
      snooze: waiting(verbs.nudges.snooze),
      unsnooze: waiting(verbs.nudges.unsnooze),
      show: waiting(verbs.nudges.show),
      checkAll: waiting(verbs.nudges.checkAll),
      answer: waiting(verbs.nudges.answer),
      notMine: waiting(verbs.nudges.notMine),
      teams: waiting(verbs.nudges.teams),
      preferences: waiting(verbs.nudges.preferences),
      prefer: waiting(verbs.nudges.prefer),
      rollout: waiting(verbs.nudges.rollout),
      addTeam: waiting(verbs.nudges.addTeam),
      removeTeam: waiting(verbs.nudges.removeTeam),
      sample: waiting(verbs.nudges.sample),
      jobs: waiting(verbs.nudges.jobs),
      decideStorm: waiting(verbs.nudges.decideStorm),
      ownerless: waiting(verbs.nudges.ownerless),
      assign: waiting(verbs.nudges.assign),
    },
    // As many verbs under the same names: each takes the viewer first.
    upkeep: Object.fromEntries(
      Object.entries(verbs.upkeep).map(([name, verb]) => [name, waiting(verb as WaitedFor)]),
    ) as unknown as UpkeepVerbs,
    attestations: {
      draft: waiting(verbs.attestations.draft),
      attest: waiting(verbs.attestations.attest),
      withdraw: waiting(verbs.attestations.withdraw),
      of: waiting(verbs.attestations.of),
    },
    initiatives: {
      list: waiting(verbs.initiatives.list),
      show: waiting(verbs.initiatives.show),
      choices: waiting(verbs.initiatives.choices),
      preview: waiting(verbs.initiatives.preview),
      add: waiting(verbs.initiatives.add),
      edit: waiting(verbs.initiatives.edit),
      act: waiting(verbs.initiatives.act),
    },
    digests: {
      report: waiting(verbs.digests.report),
      settings: waiting(verbs.digests.settings),
      changeSettings: waiting(verbs.digests.changeSettings),
    },
  };
}
