/** Rules whose breaking makes a pack unfit for anything: it is neither imported nor signed. */
const FAULT_RULES = [
  'format',
  'id-repeated',
  'bucket-spans',
  'stage-order',
  'phrasing-repeated',
  'reference-unknown',
  'branch-repeated',
  'placeholder-read-aloud',
  'slot-undeclared',
  'consequence-unapproved',
  'voicemail-unmarked',
  'debt-before-verification',
  'condition-impossible',
  'pressure-without-facts',
  'pressure-fact-missing',
  'pressure-without-empathy',
] as const;
export type FaultRule = (typeof FAULT_RULES)[number];
