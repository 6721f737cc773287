/**
 * The one wrapper around everything that people do in Slack: acknowledge, refuse repetitions and strangers, run,
 * answer, and turn whatever goes wrong into a sentence. Acknowledged within three seconds whatever happens.
 */
import { ExternalServiceError, UserError } from '../../domain/errors.ts';
import { type Duration, type Instant, SECOND } from '../../domain/instant.ts';
import type { Viewer } from '../../domain/rights.ts';
import { type Stage, saysStage } from '../../use-cases/first-start.ts';
import type { Clock } from '../../use-cases/ports.ts';
import type { Acknowledgement, Answer } from '../views/answer.ts';
import type { Modal } from '../views/message.ts';
import { remarked, remarkedModal, stillWorking } from '../views/notices.ts';
import { apology } from './apology.ts';
import { type Asked, type OpenView, withPlace } from './asked.ts';
import { deliver, type Mailroom } from './deliver.ts';
import type { Once } from './once.ts';
import type { People } from './people.ts';
import { troubleOf } from './slack-error.ts';
import { keptOpen, lateModal, responseTo, waitingModal } from './submission.ts';
import type { Turn } from './turns.ts';

/** Slack waits three seconds; some of them are spent on the way. */
const PATIENCE = 2.5 * SECOND;

/** Resolves after `ms`, or as soon as the signal is aborted. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/** `verb`: the command's or the action's name; `took`: since what was asked arrived. */
export type Answered = (verb: string, outcome: AnswerOutcome, took: Duration) => void;
export type AnswerOutcome = 'ok' | 'refused' | 'vendor_failed' | 'broken';

export interface Office extends Mailroom {
  readonly people: People;
  readonly once: Once;
  /** Before an answer is looked for. */
  readonly turn: Turn;
  readonly clock: Clock;
  readonly wait: Wait;
  /** Hears of every answer when it is sent. */
  readonly answered: Answered;
  /** What keeps answers waiting, or leaves them incomplete, at this moment. */
  readonly stage: () => Stage | null;
}

/** What is to be done about something that was asked. */
export interface Errand {
  readonly name: string;
  readonly ack: Acknowledgement;
  readonly fresh: boolean;
  /** True: `run` refuses strangers itself, and logs that they tried. */
  readonly refusesStrangers?: boolean | undefined;
  /** Alters the Home that it was pressed in: nobody waits for an answer elsewhere. */
  readonly staysHome?: boolean | undefined;
  /** Opened before the work begins. */
  readonly opens?: Modal | undefined;
  readonly run: (viewer: Viewer) => Promise<Answer>;
}

/** Never rejects: what fails is answered and logged. */
export async function handle(office: Office, asked: Asked, errand: Errand): Promise<void> {
  const began = office.clock.now();
  const acknowledge = acknowledgeOnce(office, asked);
  if (errand.ack === 'first') await acknowledge();
  if (asked.key !== null && !office.once.first(asked.key, office.clock.now()))
    return void (await acknowledge());
  const done = new AbortController();
  const view = await openView(office, asked, errand, began);
  const note = noteWhenSlow(office, { asked, errand, view }, acknowledge, done.signal);
  await office.turn();
  const { answer, outcome } = await answerTo(office, asked, errand);
  // With a reason of ours Node need not make an error, with a stack, for every answer.
  done.abort('answered');
  await note;
  const isTold = (await acknowledge(resultOf(asked, answer))) && asked.what === 'submission';
  const sent = isTold ? 'ok' : await send(office, asked, errand, answer, view);
  office.answered(errand.name, sent === 'ok' ? outcome : sent, office.clock.now() - began);
  if (asked.what !== 'options' && answer.kind !== 'home') await office.homes.acted(asked.userId);
}

/** True: this was the first one, and it carried the body. */
type Acknowledge = (body?: object) => Promise<boolean>;

/** Bolt throws at a second acknowledgement, and a closing socket at the first; neither may cost the answer. */
function acknowledgeOnce({ log }: Office, asked: Asked): Acknowledge {
  let acknowledged = false;
  return async (body) => {
    if (acknowledged) return false;
    acknowledged = true;
    await asked.ack(body).catch((error: unknown) => {
      log.warn({ what: asked.what, trouble: troubleOf(error) }, 'an acknowledgement did not reach Slack');
    });
    return true;
  };
}

/** What travels in the acknowledgement. */
function resultOf(asked: Asked, answer: Answer): object | undefined {
  if (answer.kind === 'options') return { options: answer.options };
  return asked.what === 'submission' ? responseTo(asked, answer) : undefined;
}

/** At 2.5 seconds Slack is told whatever happens, and the person that the answer is on its way. */
async function noteWhenSlow(
  office: Office,
  { asked, errand, view }: { readonly asked: Asked; readonly errand: Errand; readonly view: OpenView | null },
  acknowledge: Acknowledge,
  done: AbortSignal,
): Promise<void> {
  await office.wait(PATIENCE, done);
  if (done.aborted) return;
  await acknowledge(unfinished(asked));
  const stage = office.stage();
  const isReading = stage?.kind === 'reading';
  // A modal that is only slow says "Loading" already.
  if (
    errand.staysHome === true ||
    (view !== null && !isReading) ||
    asked.what === 'options' ||
    asked.what === 'submission'
  )
    return;
  const message = stillWorking(isReading ? saysStage(stage) : undefined);
  await deliver(office, asked, { kind: 'private', message }, view).catch((error: unknown) => {
    office.log.warn({ what: asked.what, trouble: troubleOf(error) }, 'could not say that work goes on');
  });
}

function unfinished(asked: Asked): object | undefined {
  if (asked.what === 'submission') return waitingModal(asked);
  return asked.what === 'options' ? { options: [] } : undefined;
}

/** The modal on the screen: the one pressed in, or the loading one, which opens within its three seconds or never. */
async function openView(
  office: Office,
  asked: Asked,
  { opens, name }: Errand,
  now: Instant,
): Promise<OpenView | null> {
  const { triggerId, view } = asked;
  // Slack does not say when Submit was pressed; whatever was pressed before it came before.
  if (asked.what === 'submission' && view !== null) return { ...view, pressedAt: now / SECOND };
  if (opens === undefined || triggerId === null || view?.callbackId === name) return view;
  const request = { trigger_id: triggerId, view: withPlace(opens, asked.place) };
  try {
    const { views } = office.client;
    const opened = view === null ? await views.open(request) : await views.push(request);
    const { id, hash } = opened.view ?? {};
    return id === undefined || hash === undefined ? view : { id, hash, pressedAt: 0 };
  } catch (error) {
    office.log.warn({ name, trouble: troubleOf(error) }, 'a modal did not open');
    return view;
  }
}

/** The answer, or what is said instead of it. */
async function answerTo(
  office: Office,
  asked: Asked,
  errand: Errand,
): Promise<{ readonly answer: Answer; readonly outcome: AnswerOutcome }> {
  try {
    const viewer = await office.people.viewer(asked.userId, errand.fresh);
    if (viewer.stranger && errand.refusesStrangers !== true)
      throw new UserError('I answer members of this workspace only.');
    return { answer: remarkOn(await errand.run(viewer), office.stage()), outcome: 'ok' };
  } catch (error) {
    return { answer: insteadOf(office, asked, errand, error), outcome: outcomeOf(error) };
  }
}

function insteadOf(office: Office, asked: Asked, errand: Errand, error: unknown): Answer {
  if (asked.what === 'options') return { kind: 'options', options: logged(office, errand, error) };
  const message = apology(office.log, errand.name, error);
  return asked.typed === null
    ? { kind: 'private', message }
    : { kind: 'modal', modal: keptOpen(asked.typed, message) };
}

function outcomeOf(error: unknown): AnswerOutcome {
  if (error instanceof UserError) return 'refused';
  return error instanceof ExternalServiceError ? 'vendor_failed' : 'broken';
}

/** While everything is judged for the first time no answer may pass for the whole truth. */
function remarkOn(answer: Answer, stage: Stage | null): Answer {
  if (stage?.kind !== 'judging') return answer;
  if ('message' in answer) return { ...answer, message: remarked(answer.message, saysStage(stage)) };
  return answer.kind === 'modal'
    ? { ...answer, modal: remarkedModal(answer.modal, saysStage(stage)) }
    : answer;
}

async function send(
  office: Office,
  asked: Asked,
  errand: Errand,
  answer: Answer,
  view: OpenView | null,
): Promise<AnswerOutcome> {
  try {
    const late = asked.what === 'submission' ? lateModal(asked, answer) : undefined;
    await deliver(office, asked, late === undefined ? answer : { kind: 'modal', modal: late }, view);
    return 'ok';
  } catch (error) {
    const message = apology(office.log, errand.name, error);
    await deliver(office, asked, { kind: 'private', message }, view).catch((again: unknown) => {
      office.log.error({ name: errand.name, err: again }, 'an answer was lost');
    });
    return outcomeOf(error);
  }
}

/** A search field can show no sentence: the trouble goes to the log alone. */
function logged({ log }: Office, { name }: Errand, error: unknown): [] {
  if (error instanceof UserError) return [];
  log.error({ name, err: error }, 'a search failed');
  return [];
}
