import {z} from 'zod';

/** What a call is to reach; two at most, or it is none. */
export const CALL_GOALS = [
  'learnReason',
  'datedPromise',
  'confirmMethod',
  'agreePlan',
  'remind',
  'settleQuestion',
] as const;
export const CallGoal = z.enum(CALL_GOALS);
export type CallGoal = z.infer<typeof CallGoal>;

/** How the customer is expected to react, and how the customer did. */
export const REACTIONS = ['deflect', 'delay', 'complain', 'promise', 'refuse'] as const;
export const Reaction = z.enum(REACTIONS);
export type Reaction = z.infer<typeof Reaction>;

/** What an agent looks at before a call. */
export const PREPARED_ITEMS = ['account', 'history', 'promises', 'time', 'method'] as const;
export const PreparedItem = z.enum(PREPARED_ITEMS);
export type PreparedItem = z.infer<typeof PreparedItem>;

/** What a call on the day before the due date must have made sure. */
export const REMINDER_ITEMS = ['amountTold', 'methodFixed', 'balanceThere', 'dateRepeated'] as const;
export const ReminderItem = z.enum(REMINDER_ITEMS);
export type ReminderItem = z.infer<typeof ReminderItem>;

/** What was thought out before the call; of several the newest counts. */
export const CallPlan = z.strictObject({
  goals: z.array(CallGoal).max(2),
  predicted: z.array(Reaction).max(REACTIONS.length),
  prepared: z.array(PreparedItem).max(PREPARED_ITEMS.length),
});
export type CallPlan = z.infer<typeof CallPlan>;
