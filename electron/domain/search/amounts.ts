const DIGITS = Array.from('零一二三四五六七八九', (digit) => digit.codePointAt(0) as number);
const [TEN, HUNDRED, THOUSAND, MYRIAD] = Array.from('十百千万', (unit) => unit.codePointAt(0) as number) as [
  number,
  number,
  number,
  number,
];
/** Before these, 二 is said 两. */
export const TENS = new Set([HUNDRED, THOUSAND, MYRIAD]);
export const [ZERO, ONE, TWO] = DIGITS as [number, number, number];
/** 两: how 二 is said before 百, 千 and 万. */
export const BOTH = 0x4e24;
/** An amount below a hundred million in characters, as it is said: 2000 is 两千, 10500 is 一万零五百. */
export function spelledAmount(value: number): number[] {
  const high = Math.floor(value / 10_000);
  const low = value % 10_000;
  if (high === 0) return upToMyriad(low);
  return [...upToMyriad(high), MYRIAD, ...(low > 0 && low < 1000 ? [ZERO] : []), ...upToMyriad(low)];
}

function upToMyriad(value: number): number[] {
  const said: number[] = [];
  let rest = value;
  for (const [size, unit] of [
    [1000, THOUSAND],
    [100, HUNDRED],
    [10, TEN],
    [1, 0],
  ] as const) {
    const digit = Math.floor(rest / size);
    rest %= size;
    if (digit === 0) {
      if (said.length > 0 && rest > 0 && said.at(-1) !== ZERO) said.push(ZERO);
      continue;
    }
    if (!(size === 10 && digit === 1 && said.length === 0)) {
      said.push(digit === 2 && size >= 100 ? BOTH : digit === 1 ? ONE : (DIGITS[digit] as number));
    }
    if (unit !== 0) said.push(unit);
  }
  return said;
}
