import type {ContactFlags} from '../../contract/contact-rules.ts';
import type {Instant, LocalText, TimeZone} from '../../contract/values.ts';
import {DAY, dayAt, localAt, MINUTE} from './zone-clock.ts';

/** What a judgement says: concrete, in the customer's own time. */

const text = (chinese: string, english: string): LocalText => ({'zh-CN': chinese, en: english});

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const WEEKDAYS = [
  text('周一', 'Mon'),
  text('周二', 'Tue'),
  text('周三', 'Wed'),
  text('周四', 'Thu'),
  text('周五', 'Fri'),
  text('周六', 'Sat'),
  text('周日', 'Sun'),
];

const two = (value: number): string => String(value).padStart(2, '0');
const clock = (ms: number): string => `${two(Math.floor(ms / MINUTE / 60))}:${two(Math.floor(ms / MINUTE) % 60)}`;

function calendarDay(day: number, today: number): LocalText {
  const date = new Date(day * DAY);
  const [year, month, of] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  const otherYear = new Date(today * DAY).getUTCFullYear() !== year;
  return text(
    `${otherYear ? `${year} 年 ` : ''}${month + 1} 月 ${of} 日`,
    `${of} ${MONTHS[month]}${otherYear ? ` ${year}` : ''}`,
  );
}

/** A moment as it is said on a day: "today 21:00", "08:00 tomorrow", "21 August", "21 August 08:00". */
function moment(zone: TimeZone, at: number, now: number): LocalText {
  const {day, ms} = localAt(zone, at);
  const today = dayAt(zone, now);
  const time = clock(ms);
  if (day === today) return text(`今天 ${time}`, `${time} today`);
  if (day === today + 1) return ms === 0 ? text('明天', 'tomorrow') : text(`明天 ${time}`, `${time} tomorrow`);
  const date = calendarDay(day, today);
  return ms === 0 ? date : text(`${date['zh-CN']} ${time}`, `${date.en} ${time}`);
}

const placeNames: Record<string, LocalText> = {
  home: text('住宅', 'home'),
  work: text('工作单位', 'work'),
  mobile: text('手机', 'mobile'),
  other: text('其他', 'other'),
};

function wishWords(wish: ContactFlags['inconvenientTimes'][number]): LocalText {
  const {through} = wish;
  const when = hoursOfWish(wish);
  return through === null ? when : text(`${when['zh-CN']}，至 ${through}`, `${when.en}, until ${through}`);
}

function hoursOfWish({days, from, to, through}: ContactFlags['inconvenientTimes'][number]): LocalText {
  const whole = from === null && to === null;
  // Until a last day "every day" says too much: mostly that day is today.
  if (through !== null && whole && days.length === 0) return text('全天', 'all day');
  const named = days.flatMap((day) => WEEKDAYS[day - 1] ?? []);
  const on =
    named.length === 0
      ? text('每天', 'every day')
      : text(named.map((day) => day['zh-CN']).join('、'), named.map((day) => day.en).join(', '));
  if (whole) return text(`${on['zh-CN']}全天`, `${on.en}, all day`);
  return text(`${on['zh-CN']} ${from ?? '00:00'}–${to ?? '24:00'}`, `${on.en} ${from ?? '00:00'}–${to ?? '24:00'}`);
}

export const words = {
  joined: (facts: readonly LocalText[]) =>
    text(facts.map((fact) => fact['zh-CN']).join('；'), facts.map((fact) => fact.en).join('; ')),
  /** Adds when a rule lets go; `until` null = never by itself. */
  withEnd(fact: LocalText, until: Instant | null, zone: TimeZone, now: number, blocked: boolean): LocalText {
    const end = (chinese: string, english: string) => text(`${fact['zh-CN']}，${chinese}`, `${fact.en}; ${english}`);
    if (until === null) return blocked ? end('不会随时间解除', 'time does not lift this') : fact;
    const when = moment(zone, Date.parse(until), now);
    return blocked
      ? end(
          `${when['zh-CN']}${/\d$/.test(when['zh-CN']) ? ' ' : ''}起可以联系（客户当地时间）`,
          `may contact from ${when.en} (customer's time)`,
        )
      : end(`${when['zh-CN']}后不再提示（客户当地时间）`, `until ${when.en} (customer's time)`);
  },
  closedHours({from, to}: {from: string; to: string}, zones: readonly TimeZone[], t: number) {
    const there = zones.map((zone) => ({
      city: zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone,
      time: clock(localAt(zone, t).ms),
      // China has one time: its city would only be in the way.
      inChina: zone === 'Asia/Shanghai',
    }));
    const local = there.map(({city, time, inChina}) => (inChina ? time : `${time}（${city}）`)).join('、');
    const times = there.map(({city, time}) => `${city} ${time}`).join(', ');
    return text(
      `现在是客户当地时间 ${local}，可联系时段为 ${from}–${to}`,
      `It is ${times} there; contact is open ${from}–${to}`,
    );
  },
  inconvenientTime(wish: ContactFlags['inconvenientTimes'][number]) {
    const when = wishWords(wish);
    return text(
      `客户说过这个时间不方便（${when['zh-CN']}）`,
      `The customer called this time inconvenient (${when.en})`,
    );
  },
  inconvenientPlace(place: string) {
    const name = placeNames[place] ?? text(place, place);
    return text(`客户说过不方便在${name['zh-CN']}接听`, `The customer called this place inconvenient (${name.en})`);
  },
  ceased: () =>
    text('客户已书面要求停止联系或拒绝还款', 'The customer has asked in writing to cease contact, or refused to pay'),
  stopRequested: (scope: 'calls' | 'number' | null) =>
    scope === 'number'
      ? text('对方要求不再使用这个号码', 'The person asked not to be contacted at this number')
      : text('对方要求不再打电话', 'The person asked not to be called'),
  attorneyKnown: () =>
    text('已知客户有律师代理，请联系律师', 'An attorney represents the customer; contact the attorney'),
  workProhibited: () =>
    text('客户在单位不能接听此类电话', 'The customer cannot take such calls at work, or the employer forbids them'),
  openDispute: () =>
    text('客户在异议期内提出书面异议，尚未答复', 'A written dispute of the validation period is not answered yet'),
  placedCalls: (used: number, limit: number, days: number) =>
    text(
      `连续 ${days} 天内就该笔债务已拨打 ${used} 次，上限 ${limit} 次`,
      `${used} of ${limit} calls about this debt used within ${days} days`,
    ),
  toldConversation(days: number) {
    return text(
      `外部告知最近 ${days} 天内已有过通话，最迟按告知当天起 ${days} 天内不再去电`,
      `Told from outside of a conversation in the last ${days} days; no call for ${days} days, at the latest from the day of telling`,
    );
  },
  afterConversation(last: number, days: number, zone: TimeZone) {
    const {day} = localAt(zone, last);
    const date = calendarDay(day, day);
    return text(
      `${date['zh-CN']}已与对方通话，当天起 ${days} 天内不再去电`,
      `Talked on ${date.en}; no call for ${days} days from that day on`,
    );
  },
  closeCalls: (minutes: number) =>
    text(
      `${minutes} 分钟内刚拨打过同一号码，无人接听`,
      `An unanswered call to the same number less than ${minutes} minutes ago`,
    ),
  manyCalls: (count: number) => text(`今天第 ${count} 次拨打这个号码`, `Call number ${count} to this number today`),
  communications: (used: number, limit: number, days: number) =>
    text(`${days} 天内已联系 ${used} 次，上限 ${limit} 次`, `${used} of ${limit} contacts used within ${days} days`),
  conversationsToday: (used: number, limit: number) =>
    text(
      `今天已与客户有效通话 ${used} 次，上限 ${limit} 次（只统计本机已知的通话）`,
      `${used} of ${limit} conversations used today (only those known here)`,
    ),
  notificationsToday: (used: number, limit: number) =>
    text(
      `今天已有 ${used} 次告知式呼叫，上限 ${limit} 次（只统计本机已知的通话，贷款机构和其他受托方的未计入）`,
      `${used} of ${limit} notification calls used today (only those known here, not the lender's or other agencies')`,
    ),
  triesToday: (used: number, limit: number) =>
    text(
      `今天拨打这个号码 ${used} 次无人接听，上限 ${limit} 次`,
      `${used} of ${limit} unanswered tries to this number used today`,
    ),
  strangersNumber: () => text('这个号码不是客户的', 'This number is known not to be the customer’s'),
  relayOnly: () =>
    text('对方不是债务人，只能请其转告，不能催收', 'Not the debtor: may only be asked to pass on a message'),
  locationOnly: () =>
    text(
      '对方不是债务人，只能询问客户的联系方式',
      'Not the consumer: may only be asked where the consumer can be reached',
    ),
  askedOnce: () => text('已向此人询问过一次', 'This person has been asked once already'),
  notLost: (failed: number, needed: number) =>
    text(
      `债务人尚未失联（连续联系不上 ${failed} 次，满 ${needed} 次才可联系他人）`,
      `The debtor is not lost yet (${failed} of ${needed} failed tries in a row)`,
    ),
  leftAlone: () => text('此人要求不再联系', 'This person asked not to be contacted again'),
  premiumCallback: () => text('回拨号码是高额收费号码', 'The number to call back charges a premium rate'),
  perDebtInDays: (days: number) => text(`${days} 天内每笔`, `${days} days, per debt`),
  perDay: () => text('当日', 'today'),
  perNumberADay: () => text('本号码当日未接通', 'this number, unanswered today'),
};
