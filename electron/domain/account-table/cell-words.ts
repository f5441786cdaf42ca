import type {Jurisdiction} from '../../contract/values.ts';

/** Words that people write into cells, to be recognised; nothing here is shown. */

export const YES = new Set(['是', '有', '已', 'y', 'yes', 'true', 't', '1', 'x', '√', '✓', '✔', '对']);
export const NO = new Set(['否', '无', '没有', '未', 'n', 'no', 'false', 'f', '0', '-', '–', '/', 'none', 'n/a', 'na']);

export const ZONES: Record<string, string> = {
  中国: 'Asia/Shanghai',
  北京: 'Asia/Shanghai',
  北京时间: 'Asia/Shanghai',
  eastern: 'America/New_York',
  et: 'America/New_York',
  central: 'America/Chicago',
  ct: 'America/Chicago',
  mountain: 'America/Denver',
  mt: 'America/Denver',
  arizona: 'America/Phoenix',
  pacific: 'America/Los_Angeles',
  pt: 'America/Los_Angeles',
  alaska: 'America/Anchorage',
  hawaii: 'Pacific/Honolulu',
  uk: 'Europe/London',
  london: 'Europe/London',
};

export const JURISDICTION_NAMES: Record<Jurisdiction, readonly string[]> = {
  CN: ['cn', 'chn', 'china', '中国', '中国大陆', '大陆', 'prc'],
  US: ['us', 'usa', 'unitedstates', 'america', '美国'],
  UK: ['uk', 'gb', 'gbr', 'unitedkingdom', 'greatbritain', 'england', '英国'],
  none: ['none', '无', '其他', 'other'],
};

const STATES =
  'Alabama AL,Alaska AK,Arizona AZ,Arkansas AR,California CA,Colorado CO,Connecticut CT,Delaware DE,' +
  'District of Columbia DC,Florida FL,Georgia GA,Hawaii HI,Idaho ID,Illinois IL,Indiana IN,Iowa IA,Kansas KS,' +
  'Kentucky KY,Louisiana LA,Maine ME,Maryland MD,Massachusetts MA,Michigan MI,Minnesota MN,Mississippi MS,' +
  'Missouri MO,Montana MT,Nebraska NE,Nevada NV,New Hampshire NH,New Jersey NJ,New Mexico NM,New York NY,' +
  'North Carolina NC,North Dakota ND,Ohio OH,Oklahoma OK,Oregon OR,Pennsylvania PA,Puerto Rico PR,Rhode Island RI,' +
  'South Carolina SC,South Dakota SD,Tennessee TN,Texas TX,Utah UT,Vermont VT,Virginia VA,Washington WA,' +
  'West Virginia WV,Wisconsin WI,Wyoming WY';
export const STATE_CODES = new Map(
  STATES.split(',').map((state): [string, string] => [state.slice(0, -3).toLowerCase(), state.slice(-2)]),
);
