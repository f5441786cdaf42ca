import {describe, expect, test} from 'vitest';
import {JURISDICTIONS} from '../../electron/contract/values.ts';
import {ruleFile, shippedRules} from '../domain/contact-rules/shipped.ts';

/** The tables of the domain: every rule has an entry, and what is not verified is off. */
const TABLES = {
  CN: `CN-TIME-01 CN-FREQ-01 CN-FREQ-02 CN-FREQ-03 CN-FREQ-04 CN-ID-01 CN-3P-01 CN-3P-02 CN-3P-03 CN-CONDUCT-01
    CN-CONDUCT-02 CN-CONDUCT-03 CN-CONDUCT-04 CN-REC-01 CN-KEEP-01 CN-KEEP-02 CN-PI-01 CN-PI-02 CN-LIMIT-01 CN-VISIT-01
    CN-TRAIN-01`,
  US: `US-TIME-01 US-TIME-02 US-TIME-03 US-TIME-04 US-FREQ-01 US-FREQ-02 US-FREQ-X1 US-FREQ-X2 US-FREQ-X3 US-FREQ-X4
    US-FREQ-W US-DISC-01 US-DISC-02 US-DISC-03 US-ID-01 US-VM-01 US-3P-01 US-CEASE-01 US-MEDIUM-01 US-ATTY-01 US-WORK-01
    US-VALID-01 US-DISP-01 US-THREAT-01 US-TB-01 US-ABUSE-01 US-KEEP-01 US-MA-01 US-FL US-NYC US-TCPA US-RECORDING`,
  UK: 'UK-TIME-01 UK-EMB-01 UK-FORB-01 UK-PRESS-01 UK-VULN-01 UK-MIS-01 UK-RATE UK-BREATHING',
};

describe('the rules that ship', () => {
  test.for(JURISDICTIONS)('are a file of their own for %s, each of that jurisdiction', (jurisdiction) => {
    const {jurisdiction: of, rules} = ruleFile(jurisdiction);
    expect(of).toBe(jurisdiction);
    expect(new Set(rules.map((rule) => rule.jurisdiction))).toEqual(new Set([jurisdiction]));
  });

  test.for(Object.entries(TABLES))('have an entry for every rule of the table of %s', ([jurisdiction, ids]) => {
    const known = shippedRules().flatMap((rule) => (rule.jurisdiction === jurisdiction ? [rule.id] : []));
    expect(known).toEqual(expect.arrayContaining(ids.split(/\s+/)));
  });

  test('are switched off exactly where they are not verified, and say so', () => {
    for (const {on, status, note} of shippedRules()) {
      expect(on).toBe(status !== 'unverified');
      expect(on || note?.en.match(/not verified/i) !== null).toBe(true);
      expect(on || note?.['zh-CN'].includes('未核实') === true).toBe(true);
    }
  });

  test('may never be let pass where it is about third parties, a cease notice, the attorney or disclosure', () => {
    const never = [
      'US-3P-01',
      'US-CEASE-01',
      'US-ATTY-01',
      'US-DISC-01',
      'US-DISC-02',
      'CN-3P-01',
      'CN-3P-02',
      'CN-3P-03',
    ];
    const overrides = shippedRules().flatMap(({id, override}) => (never.includes(id) ? [override] : []));
    expect(overrides).toEqual(never.map(() => 'never'));
  });
});
