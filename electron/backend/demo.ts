import {v7} from 'uuid';
import type {AccountInput} from '../contract/account.ts';
import type {CallStep, Contact, Outcome, Result} from '../contract/call.ts';
import type {Profile} from '../contract/desk.ts';
import type {Pack, Tone} from '../contract/pack.ts';
import type {PromiseNote} from '../contract/promise.ts';
import type {Language} from '../contract/values.ts';
import {addDays, dayIn, daysOverdue} from '../domain/days.ts';
import {isPromise} from '../domain/outcome-rules.ts';
import {nextInstalment} from '../domain/promises.ts';
import {choosePack} from '../domain/pack-choice.ts';
import {isUsed, readMeta, saveProfile, writeMeta} from '../store/desk.ts';
import {saveAccount} from '../store/accounts.ts';
import {listActivePacks} from '../store/packs.ts';
import {judged, listPromises, promisesOf} from '../store/promises.ts';
import {AppError} from '../contract/errors.ts';
import {accountNoteHandlers} from './account-note-handlers.ts';
import {callHandlers, openCall, recordStep} from './call-handlers.ts';
import type {Desk} from './desk.ts';
import {promiseHandlers} from './promise-handlers.ts';
import {DEMO_FLAGS, DEMO_NOTES, DEMO_PEOPLE, DEMO_PRODUCTS, DEMO_PROFILES} from './demo-people.ts';
import {readSession} from './session-handlers.ts';

export interface DemoSize {
  days: number;
  callsPerDay: number;
}

const MONTH: DemoSize = {days: 30, callsPerDay: 12};
/** How many customers are looked at for one that may be called. */
const TRIES = 4;
/**
 * Days until a customer is called again: the rules are asked of each call, and asking them of one that they would refuse is
 * the dearest part of a demonstration that somebody waits for. After a talk it is a week (12 CFR 1006.14(b)(2)(i)(B)).
 */
const REST_DAYS = {tried: 1, spoken: 7, refused: 1};
const NOBODY: Omit<Outcome, 'contact'> = {
  result: null,
  tags: [],
  reason: null,
  promise: null,
  nextAction: null,
  note: '',
};
const DAY_MS = 24 * 60 * 60 * 1000;
const WISHES_DAYS_AGO = 3;

/**
 * Fills an empty folder with made-up people and calls of the last month, through the same handlers as real ones, so that
 * every screen has something to show. All in one transaction: there is a whole month, or nothing.
 *
 * @throws AppError `conflict` for a folder with a real profile, account or call: made-up ones must never stand among them
 */
export function fillWithDemo(desk: Desk, size: DemoSize = MONTH): void {
  if (readMeta(desk.db, 'demo') === '1') return;
  if (isUsed(desk.db)) {
    throw new AppError('conflict', {
      'zh-CN': '这个数据文件夹里有真实的坐席资料、账户或通话，不能填入演示数据。请用 --data 另选空文件夹。',
      en: 'This data folder holds real profiles, accounts or calls, so it is not filled with made-up ones. Choose an empty one with --data.',
    });
  }
  const {language} = readSession(desk);
  const fill = desk.db.transaction(() => {
    writeMeta(desk.db, 'demo', '1');
    new DemoMonth(desk, language, size).make();
  });
  fill.immediate();
}

/** Same numbers every time: a demonstration should look the same tomorrow (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

class DemoMonth {
  private readonly random = seededRandom(20261121);
  private readonly desk: Desk;
  private readonly language: Language;
  private readonly size: DemoSize;
  private readonly today: number;
  private at: number;
  private zone = 'UTC';
  /** Until when a customer is left alone, by the account. */
  private readonly resting = new Map<string, number>();

  constructor(desk: Desk, language: Language, size: DemoSize) {
    this.language = language;
    this.size = size;
    this.today = desk.now().getTime();
    this.at = this.today - size.days * DAY_MS;
    // The made-up calls happen on a clock of their own and tell no window.
    this.desk = {...desk, role: 'agent', now: () => new Date(this.at), emit: () => {}};
  }

  make(): void {
    const {db} = this.desk;
    const profiles = DEMO_PROFILES[this.language];
    this.zone = profiles[0]?.timeZone ?? 'UTC';
    const accounts = this.makeAccounts(profiles[0] as Profile);
    const info = choosePack(listActivePacks(db), this.language === 'zh-CN' ? 'CN' : 'US', this.language);
    const pack = info === null ? null : this.desk.packs.pack(info);
    for (let day = this.size.days; day >= 1; day -= 1) {
      this.settlePromises(profiles[0] as Profile, day);
      profiles.forEach((profile, i) => {
        this.at = this.startOfShift(day, profile.timeZone) + i * 60_000;
        saveProfile(db, profile, this.desk.now().toISOString());
        const calls = Math.round(this.size.callsPerDay / profiles.length);
        for (let n = 0; n < calls; n += 1) this.makeCall(profile, accounts, pack);
      });
      // Some days ago, so that the newest calls are ordinary ones and the first account of the list may be called.
      if (day === Math.min(WISHES_DAYS_AGO, this.size.days)) this.noteWishes(accounts);
    }
    this.at = this.today;
    saveProfile(db, profiles[0] as Profile, this.desk.now().toISOString());
  }

  /** Looks in the morning what came in for the promises of the day before; some nobody has looked at yet. */
  private settlePromises(profile: Profile, daysAgo: number): void {
    this.at = this.startOfShift(daysAgo, profile.timeZone) - 600_000;
    const now = this.desk.now().toISOString();
    const today = dayIn(profile.timeZone, now);
    const lead: Desk = {...this.desk, role: 'lead'};
    saveProfile(this.desk.db, profile, now);
    for (const promise of listPromises(this.desk.db, today, null)) {
      const next = promise.state === 'open' ? nextInstalment(judged(this.desk.db, promise)) : null;
      if (next === null || next.day >= today) continue;
      const {accountId} = promise;
      // Who broke one breaks the next: so that there is something for the lead to decide.
      const again = accountId !== null && promisesOf(this.desk.db, accountId).some(({state}) => state === 'broken');
      const fate = again ? 1 : this.random();
      if (daysAgo <= 3 && fate < 0.4) continue;
      this.at += 20_000;
      const note = (noted: PromiseNote) =>
        promiseHandlers['promise.note'](lead, {id: this.id(), promiseId: promise.callId, noted});
      const part = Math.round(next.amount / 2);
      if (fate < 0.6) void note({kind: 'payment', amount: next.amount, day: next.day});
      else if (fate < 0.75) void note({kind: 'payment', amount: part, day: next.day});
      if (fate >= 0.6) void note({kind: 'nothing'});
    }
  }

  /** Nine in the morning of the agent's own zone, so that no made-up call is at an hour at which nobody may call. */
  private startOfShift(daysAgo: number, zone: string): number {
    const day = addDays(dayIn(zone, new Date(this.today).toISOString()), -daysAgo);
    const noon = new Date(`${day}T12:00:00Z`);
    const hour = Number(
      new Intl.DateTimeFormat('en', {timeZone: zone, hour: 'numeric', hourCycle: 'h23'}).format(noon),
    );
    return noon.getTime() + (9 - hour) * 60 * 60 * 1000;
  }

  private pick<Value>(values: readonly Value[]): Value {
    return values[Math.floor(this.random() * values.length)] as Value;
  }

  private wait(fromSeconds: number, toSeconds: number): void {
    this.at += Math.round((fromSeconds + this.random() * (toSeconds - fromSeconds)) * 1000);
  }

  private id(): string {
    return v7({msecs: this.at});
  }

  private makeAccounts(profile: Profile): AccountInput[] {
    const today = dayIn(profile.timeZone, new Date(this.today).toISOString());
    return DEMO_PEOPLE[this.language].map((name, i) => {
      const principal = 50_000 + Math.floor(this.random() * 60) * 10_000;
      const interest = Math.floor(principal * 0.021);
      const fees = Math.floor(principal * 0.008);
      const account: AccountInput = {
        id: this.id(),
        reference: `DEMO-${String(1001 + i * 37)}`,
        person: {id: this.id(), name},
        customerType: null,
        debts: [
          {
            id: this.id(),
            product: this.pick(DEMO_PRODUCTS[this.language]),
            creditor: profile.institution,
            currency: this.language === 'zh-CN' ? 'CNY' : 'USD',
            amount: principal + interest + fees,
            principal,
            interest,
            fees,
            paid: 0,
            dueDate: addDays(today, -(2 + Math.floor(this.random() * 110))),
          },
        ],
        timeZones: {told: null, address: profile.timeZone, number: null},
        jurisdiction: profile.jurisdiction,
        language: this.language,
        // Numbers that cannot belong to anybody: 555-01xx, and a Chinese prefix that is not assigned.
        numbers: [
          {
            id: this.id(),
            label: this.language === 'zh-CN' ? '手机' : 'Mobile',
            value: this.language === 'zh-CN' ? `100 0000 ${String(1000 + i)}` : `+1 202 555 0${String(100 + i)}`,
          },
        ],
      };
      saveAccount(this.desk.db, account, this.desk.now().toISOString());
      return account;
    });
  }

  /** Calls whom the rules let be called: of a few tries the first; a shift in which nobody may be is a quiet one. */
  private makeCall(profile: Profile, accounts: readonly AccountInput[], pack: Pack | null): void {
    this.wait(60, 900);
    const inbound = this.random() >= 0.9;
    const callId = this.id();
    const account = this.openOne(callId, accounts, inbound);
    if (account === null) return;
    this.rest(account, REST_DAYS.tried);
    const step = (made: CallStep) => {
      this.wait(2, 40);
      recordStep(this.desk, {id: this.id(), callId, step: made});
    };
    this.wait(5, 25);
    const contact = this.pick<Contact>(inbound ? ['RPC', 'RPC', 'WPC', 'DROP'] : this.outboundContacts());
    if (contact === 'RPC') {
      this.rest(account, REST_DAYS.spoken);
      this.talk(step, pack);
    }
    if (contact === 'WPC' && pack !== null) {
      step({type: 'party.third', payload: {relation: null}});
      const branch = pack.branches.find((candidate) => candidate.kind === 'thirdParty');
      if (branch) step({type: 'branch.taken', payload: {branchId: branch.id, kind: branch.kind}});
    }
    this.wait(3, 40);
    void callHandlers['call.saveOutcome'](this.desk, {
      id: this.id(),
      callId,
      outcome: this.makeOutcome(contact, account, profile),
    });
  }

  private openOne(callId: string, accounts: readonly AccountInput[], inbound: boolean): AccountInput | null {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const account = this.pick(accounts);
      if (!inbound && this.at < (this.resting.get(account.id) ?? 0)) continue;
      try {
        openCall(this.desk, {
          id: callId,
          accountId: account.id,
          direction: inbound ? 'inbound' : 'outbound',
          mode: 'collection',
          numberId: account.numbers[0]?.id ?? null,
          numberLabel: null,
        });
        return account;
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'forbidden')) throw error;
        this.rest(account, REST_DAYS.refused);
      }
    }
    return null;
  }

  /** Whole days of the clock and an hour, so that a customer may be called again at any time of that day's shift. */
  private rest({id}: AccountInput, days: number): void {
    this.resting.set(id, this.at + days * DAY_MS - 6 * 60 * 60 * 1000);
  }

  /** A number that is found wrong stays wrong, so it is rare. */
  private outboundContacts(): readonly Contact[] {
    if (this.random() < 0.01) return ['WN'];
    return ['RPC', 'RPC', 'RPC', 'RPC', 'NA', 'NA', 'NA', 'BZ', 'OFF', 'VM', 'WPC', 'REJ'];
  }

  /** Without a script for the language, the customer is still confirmed: no outcome of a talk stands without. */
  private talk(step: (made: CallStep) => void, pack: Pack | null): void {
    const enter = (kind: Pack['stages'][number]['kind']) => {
      const stage = pack?.stages.find((candidate) => candidate.kind === kind);
      if (stage === undefined) return;
      step({type: 'stage.entered', payload: {stageId: stage.id, kind}});
      const line = stage.lines.find((candidate) => candidate.kind === 'verbatim');
      if (line !== undefined) step({type: 'line.used', payload: {lineId: line.id, verbatim: true}});
    };
    step({type: 'call.connected', payload: {}});
    enter('opening');
    enter('verification');
    step({type: 'party.confirmed', payload: {checks: ['idTail']}});
    if (pack === null) return;
    enter('understanding');
    const tone = this.pick<Tone>(['soft', 'standard', 'standard', 'firm']);
    const objection = this.pick(pack.objections.slice(0, 30));
    const lineId = objection.answers[tone][0]?.id ?? null;
    step({
      type: 'objection.picked',
      payload: {objectionId: objection.id, title: objection.title, lineId, tone},
    });
    if (lineId !== null) step({type: 'line.used', payload: {lineId, verbatim: false}});
    enter('commitment');
    enter('closing');
  }

  /** A few customers with wishes and circumstances, and one whom a dialer called all the same. */
  private noteWishes(accounts: readonly AccountInput[]): void {
    const wishes = DEMO_FLAGS[this.language];
    wishes.forEach((flag, i) => {
      const account = accounts[3 + 2 * i];
      if (account === undefined) return;
      this.wait(60, 300);
      const said = {id: this.id(), accountId: account.id, callId: null, flag};
      void accountNoteHandlers['account.flag'](this.desk, said);
      if (flag.kind === 'deceased') this.calledAllTheSame(account);
    });
    const willing = accounts[4 + 2 * wishes.length];
    if (willing === undefined) return;
    const consent = {covers: ['time' as const], hours: {from: '07:00', to: '08:00'}};
    const said = {id: this.id(), accountId: willing.id, callId: null, consent};
    void accountNoteHandlers['account.consent'](this.desk, said);
  }

  private calledAllTheSame({id: accountId, numbers}: AccountInput): void {
    this.wait(600, 900);
    const callId = this.id();
    openCall(this.desk, {
      id: callId,
      accountId,
      direction: 'outbound',
      mode: 'collection',
      numberId: numbers[0]?.id ?? null,
      numberLabel: null,
      begun: 'onLine',
    });
    this.wait(10, 20);
    void callHandlers['call.saveOutcome'](this.desk, {id: this.id(), callId, outcome: {...NOBODY, contact: 'NA'}});
  }

  /** A good part of the recent promises falls due today, so that the first look at the desk shows some. */
  private promisedDay(day: string): string {
    const ahead = daysOverdue(day, dayIn(this.zone, new Date(this.today).toISOString()));
    return addDays(day, ahead <= 9 && this.random() < 0.4 ? Math.max(1, ahead) : 1 + Math.floor(this.random() * 9));
  }

  private makeOutcome(contact: Contact, account: AccountInput, profile: Profile): Outcome {
    const result =
      contact === 'RPC' ? this.pick<Result>(['PTP', 'PTP', 'PTP-P', 'CB', 'HARD', 'DISP', 'EVD', 'RFS', 'CP']) : null;
    const debt = account.debts[0];
    const today = dayIn(profile.timeZone, this.desk.now().toISOString());
    const promise =
      isPromise(result) && debt !== undefined
        ? {
            amount: result === 'PTP' ? debt.amount : Math.round(debt.amount / 3),
            currency: debt.currency,
            day: this.promisedDay(today),
            method: 'app' as const,
            reminderConsent: this.random() < 0.6,
            repeatedBack: true as const,
          }
        : null;
    const nextAction =
      result === 'CB' ? {kind: 'call' as const, at: `${addDays(today, 2)}T10:30`, timeZone: profile.timeZone} : null;
    const reason =
      contact === 'RPC' ? this.pick(['cashFlow', 'forgot', 'incomeLoss', 'dispute', 'paydayMismatch'] as const) : null;
    return {
      contact,
      result,
      tags: [],
      reason,
      promise,
      nextAction,
      note: result === null ? '' : this.pick(DEMO_NOTES[this.language][result] ?? ['']),
    };
  }
}
