/** Digits that stand before a number of the country when it is written for the world, and what replaces them at home. */
const COUNTRIES: readonly (readonly [code: string, trunk: string, digits: RegExp])[] = [
  ['86', '', /^1\d{10}$/],
  ['86', '0', /^0\d{9,11}$/],
  ['1', '', /^[2-9]\d{9}$/],
  ['44', '0', /^0\d{9,10}$/],
];

/**
 * The ways in which one phone number may have been written down, as digits: with and without the code of the country,
 * `00` before it, or the digit that opens an outside line. The number as it is comes first.
 */
export function numberForms(phone: string): string[] {
  const digits = phone.replace(/\D/g, '');
  const forms = new Set([digits]);
  for (const plain of [
    digits,
    digits.replace(/^00/, ''),
    digits.replace(/^0(?=1\d{10}$)/, '').replace(/^9(?=1?\d{10}$)/, ''),
  ]) {
    forms.add(plain);
    for (const [code, trunk, home] of COUNTRIES) {
      if (home.test(plain)) {
        const world = `${code}${plain.slice(trunk.length)}`;
        forms.add(world).add(`00${world}`);
      }
      const inside = plain.startsWith(code) ? `${trunk}${plain.slice(code.length)}` : '';
      if (home.test(inside)) forms.add(inside);
    }
  }
  return [...forms].filter((form) => form.length >= 3);
}
