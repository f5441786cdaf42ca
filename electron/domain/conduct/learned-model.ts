import {CONDUCT_CATEGORIES, type ConductCategory, type LearnedConduct} from '../../contract/conduct.ts';
import type {Feature} from './features.ts';

/** How sure the learned model is of each category, 0 to 1, and which features speak for it. */
export class LearnedModel {
  private readonly rows = new Map<string, number>();
  private readonly weights: Int8Array;
  private readonly scale: number;

  constructor(learned: LearnedConduct) {
    learned.features.split('\n').forEach((name, row) => this.rows.set(name, row));
    this.weights = Int8Array.from(atob(learned.weights), (character) => character.charCodeAt(0));
    this.scale = learned.scale;
  }

  sureness(features: readonly Feature[]): Map<ConductCategory, number> {
    const rows = new Set<number>();
    for (const {name} of features) {
      const row = this.rows.get(name);
      if (row !== undefined) rows.add(row);
    }
    const sums = new Float64Array(CONDUCT_CATEGORIES.length);
    for (const row of rows) {
      for (let i = 0; i < sums.length; i += 1) sums[i] = (sums[i] as number) + this.weight(row, i);
    }
    const norm = Math.sqrt(Math.max(1, rows.size));
    return new Map(
      CONDUCT_CATEGORIES.map((category, i) => [category, 1 / (1 + Math.exp(-(sums[i] as number) / norm))]),
    );
  }

  /** Of each unit, how much what begins there speaks for a category. */
  evidence(features: readonly Feature[], category: ConductCategory, units: number): Float64Array {
    const sums = new Float64Array(units);
    const of = CONDUCT_CATEGORIES.indexOf(category);
    for (const {name, at} of features) {
      const row = this.rows.get(name);
      if (row !== undefined && at < units) sums[at] = (sums[at] as number) + this.weight(row, of);
    }
    return sums;
  }

  private weight(row: number, category: number): number {
    return ((this.weights[row * CONDUCT_CATEGORIES.length + category] as number) * this.scale) / 127;
  }
}
