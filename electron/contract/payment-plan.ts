import {z} from 'zod';
import {Currency, Day, MinorUnits} from './values.ts';

/** One part of a plan: an amount in minor units and the day by which it is paid. */
export const Instalment = z.strictObject({day: Day, amount: MinorUnits.min(1)});
export type Instalment = z.infer<typeof Instalment>;

/** Most parts that a plan may have, whatever a pack allows. */
export const MOST_INSTALMENTS = 36;

/** Payment in parts, earliest first; days are calendar days of the customer's zone. The amounts add up to what is settled. */
export const PaymentPlan = z.strictObject({
  currency: Currency,
  instalments: z.array(Instalment).min(2).max(MOST_INSTALMENTS),
});
export type PaymentPlan = z.infer<typeof PaymentPlan>;

/** Time between two parts: so many days, or so many months on the same day of the month (its last day where it is shorter). */
export const Interval = z.strictObject({unit: z.enum(['days', 'months']), count: z.int().min(1).max(366)});
export type Interval = z.infer<typeof Interval>;

/** What a company agrees to; part of a pack. A limit that is left out does not limit. */
export const PlanLimits = z.strictObject({
  /** The currency of `minAmount`, which says nothing about debts in others. */
  currency: Currency,
  minInstalments: z.int().min(2).max(MOST_INSTALMENTS).optional(),
  maxInstalments: z.int().min(2).max(MOST_INSTALMENTS).optional(),
  /** Least amount of a part, in minor units. */
  minAmount: MinorUnits.min(1).optional(),
  /** Latest day of the last part, in days from the day of the agreement. */
  maxDays: z.int().min(1).max(3660).optional(),
  /** Latest day of the first part, in days from the day of the agreement. */
  maxDaysToFirst: z.int().min(0).max(366).optional(),
  /** Least share of the first part, in percent of the whole. */
  minFirstShare: z.int().min(1).max(99).optional(),
});
export type PlanLimits = z.infer<typeof PlanLimits>;
