/** English forms that no ending explains. */
const IRREGULAR: Record<string, string> = Object.fromEntries(
  [
    'tell told',
    'say said saying says',
    'go goes went gone going',
    'send sent',
    'take took taken taking',
    'come came',
    'pay paid',
    'lose lost',
    'beat beaten',
    'break broke broken',
    'swear swore sworn',
    'steal stole stolen',
    'speak spoke spoken',
    'write wrote written writing',
    'get got gotten getting',
    'give gave given',
    'make made making',
    'know knew known',
    'find found',
    'think thought',
    'throw threw thrown',
    'see saw seen',
    'leave left leaving',
    'let lets letting',
    'put puts putting',
    'sue sues sued suing',
    'die dies died dying dead',
    'lie lies lied lying',
    'buy bought',
    'hang hung',
    'keep kept',
    'bring brought',
    'catch caught',
    'mean meant',
    'show shown',
    'stand stood',
    'sell sold',
    'be is are was were been being am',
    'have has had having',
    'do does did done doing',
    'wife wives',
    'child children',
    'kid kids',
    'life lives',
    'deny denies denied',
    'bill bills billed',
    'boss bosses',
    'use used uses using',
    'owe owes owed owing',
    'need needs needed',
    'pose poses posed posing',
    'wire wires wired wiring',
    'fire fires fired firing',
    'file files filed filing',
    'care cares cared caring',
    'live lived living',
    'this this',
    'his his',
    'its its',
    'us us',
    'news news',
    'plus plus',
    'always always',
    'yes yes',
    'as as',
  ].flatMap((line) => {
    const [lemma = '', ...forms] = line.split(' ');
    return [lemma, ...forms].map((form) => [form, lemma]);
  }),
);

const KNOWN = new Map<string, string>(Object.entries(IRREGULAR));
const MOST_KNOWN = 20_000;

/** What the forms of an English word have in common; no word of any language. */
export function stemOf(word: string): string {
  const known = KNOWN.get(word);
  if (known !== undefined) return known;
  const stem = /^[a-z]{4,}$/.test(word) ? withoutEnding(word) : word;
  if (KNOWN.size < MOST_KNOWN) KNOWN.set(word, stem);
  return stem;
}

function withoutEnding(word: string): string {
  const bare = word
    .replace(/(?:ie[sd]|ying)$/, 'y')
    .replace(/(?<=[a-z]{3})(?:ing|ed)$/, '')
    .replace(/(?<=(?:s|x|z|ch|sh))es$/, '')
    .replace(/(?<=[^su])s$/, '');
  return (
    bare
      // care is no car, rate is no rat.
      .replace(/(?<=[a-z]{4})e$/, '')
      .replace(/(?<=[a-z]{2})([bdfgklmnprstz])\1$/, '$1')
      .replace(/y$/, 'i')
  );
}
