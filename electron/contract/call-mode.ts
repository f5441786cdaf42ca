import {z} from 'zod';

/** Why a call is made. */
export const CALL_MODES = ['collection', 'dueReminder', 'promiseReminder', 'callback'] as const;
export const CallMode = z.enum(CALL_MODES);
export type CallMode = z.infer<typeof CallMode>;
