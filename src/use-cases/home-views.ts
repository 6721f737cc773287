/** What a person's Home shows, and how it is switched and paged. `slack/` renders this, nothing else. */
import type { ProgressCounts } from '../domain/initiative.ts';
import type { Instant } from '../domain/instant.ts';
import type { Label, Labels } from '../domain/relabel.ts';
import type { Viewer } from '../domain/rights.ts';
import type { ExceptionLine } from './exception-views.ts';
import type { ServiceLine, ServicePage, Summary } from './list-services.ts';
import type { Storm } from './nudge-ports.ts';
import type { Named, PreferencesView } from './nudge-views.ts';
import type { Page } from './service-rows.ts';

/** Whose services a Home is about. */
export type HomeOf =
  | { readonly kind: 'me' }
  /** With everything below it. */
  | { readonly kind: 'team'; readonly id: string }
  | { readonly kind: 'organisation' };

export interface HomeAsk {
  readonly of: HomeOf;
  /** Of the first service shown, from 0. */
  readonly offset: number;
  /** Of the first service that waits to be confirmed, from 0; nothing = the first of all. */
  readonly confirming?: number;
}

/** What somebody can switch to. */
export interface HomeChoice {
  readonly of: HomeOf;
  /** A team's or the organisation's name; of one's own the empty string. */
  readonly name: string;
}

/** What moved since a week ago. */
export interface Moved {
  /** Points; null: the rules that count are others than then, or one of the two scores is not known. */
  readonly score: number | null;
  /** Levels up (or, below 0, down) on the primary scorecard. */
  readonly levels: number;
}

export interface HomeService extends ServiceLine {
  /** Null: nothing is known of a week ago. */
  readonly moved: Moved | null;
}

interface Waiting {
  readonly id: string;
  readonly at: Instant;
}

/** Something that waits for the viewer's word. */
export type Decision =
  | ({ readonly kind: 'storm' } & Waiting & Pick<Storm, 'messages' | 'owners' | 'of' | 'reason'>)
  | ({ readonly kind: 'exception'; readonly line: ExceptionLine } & Waiting)
  /** Asked for in one go; `line` is the first of them. `id`: of the batch. */
  | ({ readonly kind: 'batch'; readonly line: ExceptionLine; readonly services: number } & Waiting)
  | ({
      readonly kind: 'claim';
      readonly service: Named;
      /** Whose it is said to be; null = somebody else's, nobody named. */
      readonly team: Named | null;
      readonly from: Named | null;
      readonly by: string;
      readonly note: string | null;
    } & Waiting)
  | ({
      readonly kind: 'relabel';
      readonly service: Named;
      readonly from: Labels;
      readonly to: Labels;
      readonly eased: readonly Label[];
      readonly reason: string;
      readonly by: string;
    } & Waiting);

/** A service whose team is asked whether all that the catalog says of it is still true. */
export interface HomeVerification {
  readonly service: Named;
  readonly owner: Named;
  /** Null: never yet. */
  readonly verifiedAt: Instant | null;
  /** Until when it is to be said; past = since when. */
  readonly due: Instant;
  readonly mayEdit: boolean;
}

export interface HomeInitiative {
  readonly id: string;
  readonly title: string;
  /** In days of the organisation; negative once they are over. */
  readonly daysLeft: number;
  /** Of the services that the Home is about. */
  readonly counts: ProgressCounts;
  /** The viewer runs it. */
  readonly own: boolean;
}

/** An announced rule, and how the services would fare, were it in force today. */
export interface ComingRule {
  readonly scorecard: string;
  readonly rule: string;
  readonly title: string;
  readonly from: Instant;
  readonly pass: number;
  readonly fail: number;
  readonly unknown: number;
  readonly exempt: number;
  /** Ids of the first that would fail. */
  readonly failing: readonly string[];
}

/** Lists hold the first of `total`; services, and those to be confirmed, are paged. */
export interface HomeView {
  readonly of: HomeOf;
  /** A team's or the organisation's; of one's own the viewer's. */
  readonly name: string;
  /** Empty: there is nothing to switch to. */
  readonly choices: readonly HomeChoice[];
  /** In no team of the catalog. */
  readonly newcomer: boolean;
  /** Services in the whole catalog; 0 for guests. */
  readonly catalogSize: number;
  readonly mayRegister: boolean;
  readonly decisions: Page<Decision>;
  /** What the viewer may confirm of these services, the longest waiting first. */
  readonly verifications: Page<HomeVerification> & { readonly offset: number; readonly size: number };
  /** Worst first. Null: nobody's, since a newcomer has none. */
  readonly services: {
    readonly page: Omit<ServicePage, 'lines'> & { readonly lines: readonly HomeService[] };
    readonly summary: Summary;
  } | null;
  readonly initiatives: Page<HomeInitiative>;
  readonly coming: Page<ComingRule>;
  /** Asked for by the viewer; of a team or the organisation those of its services. The next to end first. */
  readonly exceptions: Page<ExceptionLine>;
  readonly settings: PreferencesView;
  readonly at: Instant;
}

export interface HomeVerbs {
  /**
   * From the database alone. What cannot be shown any more, or is not the viewer's to see, gives way to their own.
   * Throws a `UserError` for strangers.
   */
  readonly show: (viewer: Viewer, ask: HomeAsk) => Promise<HomeView>;
}
