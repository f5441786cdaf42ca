import type {CallRecord, Outcome} from '../contract/call.ts';
import type {PushFault, PushSettings} from '../contract/dialer.ts';
import {
  allowedHost,
  callbackTime,
  filledAddress,
  namesItsCall,
  nextTry,
  NO_PUSH,
  statusOf,
  templateProblems,
} from '../domain/outcome-push.ts';
import type {Database} from '../store/database.ts';
import {type Delivery, dropWaiting, dueDelivery, hasMovedOn, noteTry, queueDelivery} from '../store/deliveries.ts';
import {readCredentials, readPush} from '../store/dialer.ts';
import {readDialerCall} from '../store/pops.ts';
import type {Desk} from './desk.ts';
import {pushOnce} from './push-request.ts';

/** How often it is looked for what is due, in milliseconds. */
const LOOK_EVERY = 2000;

/** Errors that another try does not mend. */
const FINAL: ReadonlySet<PushFault> = new Set(['badTemplate', 'hostNotAllowed', 'localAddress', 'redirect', 'tooLate']);

/**
 * Queues an outcome for the dialer, in the transaction that saves it. Does nothing where the passing on is off, where the
 * table has no status for it, or where this outcome was queued before.
 */
export function queueOutcome(db: Database, outcomeId: string, record: CallRecord, outcome: Outcome, at: string): void {
  const push = readPush(db);
  if (push === null || !push.on) return;
  const status = statusOf(outcome, push.statuses);
  if (status === null) return;
  const call = readDialerCall(db, record.id);
  queueDelivery(db, {
    outcomeId,
    callId: record.id,
    agent: record.agent,
    savedAt: at,
    values: {
      status,
      agent: call?.agent ?? record.agent,
      callId: call?.callId ?? '',
      campaign: call?.campaign ?? '',
      callbackAt: callbackTime(outcome),
    },
  });
}

/**
 * Queues a correction, in the transaction that saves it: what still waits of the call is dropped for it, and where the
 * dialer would be told the same again, nothing is. It goes the way of every outcome, so an address that does not name its
 * call is not asked once the agent has begun another call.
 */
export function queueCorrection(db: Database, eventId: string, before: CallRecord, outcome: Outcome, at: string): void {
  const push = readPush(db);
  if (push === null || !push.on) return;
  const dropped = dropWaiting(db, before.id);
  const told = before.outcome === null ? null : toldBy(before.outcome, push);
  if (dropped === 0 && told === toldBy(outcome, push)) return;
  queueOutcome(db, eventId, before, outcome, before.endedAt ?? at);
}

const toldBy = (outcome: Outcome, {statuses}: PushSettings): string | null => {
  const status = statusOf(outcome, statuses);
  return status === null ? null : `${status} ${callbackTime(outcome)}`;
};

export interface PusherOptions {
  ca?: string | undefined;
  onChange: () => void;
  log: (line: string) => void;
}

/** Sends what is queued, one at a time, while a window is open. What it sends and what comes back is logged nowhere. */
export class OutcomePusher {
  readonly #desk: Pick<Desk, 'db' | 'now'>;
  readonly #options: PusherOptions;
  readonly #timer: NodeJS.Timeout;
  #working = false;
  #ended = false;

  constructor(desk: Pick<Desk, 'db' | 'now'>, options: PusherOptions) {
    this.#desk = desk;
    this.#options = options;
    this.#timer = setInterval(() => void this.work(), LOOK_EVERY);
    this.#timer.unref();
  }

  /** Sends everything that is due now. */
  async work(): Promise<void> {
    if (this.#working || this.#ended) return;
    this.#working = true;
    try {
      for (let next = this.#due(); next !== null; next = this.#due()) await this.#send(next);
    } catch (error) {
      this.#options.log(`passing on outcomes: ${error instanceof Error ? error.name : typeof error}`);
    } finally {
      this.#working = false;
    }
  }

  end(): void {
    this.#ended = true;
    clearInterval(this.#timer);
  }

  #due(): Delivery | null {
    const {db, now} = this.#desk;
    if (this.#ended || readPush(db)?.on !== true) return null;
    return dueDelivery(db, now().toISOString());
  }

  async #send(delivery: Delivery): Promise<void> {
    const fault = await this.#try(delivery);
    if (this.#ended) return;
    const {db, now} = this.#desk;
    const at = now().toISOString();
    const again = fault === null || FINAL.has(fault) ? null : nextTry(delivery.tries + 1, at);
    if (fault === null) noteTry(db, delivery.outcomeId, {state: 'delivered'}, at);
    else if (again === null) noteTry(db, delivery.outcomeId, {state: 'givenUp', fault}, at);
    else noteTry(db, delivery.outcomeId, {state: 'waiting', fault, nextAt: again}, at);
    this.#options.onChange();
  }

  async #try(delivery: Delivery): Promise<PushFault | null> {
    const {db} = this.#desk;
    const {template, hosts} = readPush(db) ?? NO_PUSH;
    if (templateProblems({template, hosts}).length > 0) return 'badTemplate';
    // Such an address sets the status of whatever call the agent has on the line: by now that is another customer's.
    if (!namesItsCall(template) && hasMovedOn(db, delivery)) return 'tooLate';
    const credentials = readCredentials(db) ?? {user: '', pass: ''};
    const address = filledAddress(template, {...delivery.values, ...credentials});
    const allowed = allowedHost(address, hosts);
    if (allowed === null) return 'hostNotAllowed';
    return await pushOnce(address, {local: allowed.local, ca: this.#options.ca});
  }
}
