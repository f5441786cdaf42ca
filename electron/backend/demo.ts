import type {Desk} from './desk.ts';

export function fillWithDemo(_desk: Desk): void {}
