import type {PackChange, WordMark} from '../contract/methods.ts';
import type {Language, LocalText} from '../contract/values.ts';
import {CHANGE_WORDS, insideWords, KIND_WORDS} from './change-words.ts';
import {foldWholes, type ListedChange} from './listed-changes.ts';
import {placeInWords} from './place-words.ts';

/** One side of a comparison, as a page names it. */
export interface ComparedPack {
  id: string;
  version: string;
  title: string;
  language: Language;
}

const words = {
  title: (from: string, to: string): LocalText => ({
    'zh-CN': `话术变化：${from} → ${to}`,
    en: `Script changes: ${from} → ${to}`,
  }),
  counts: (count: number): LocalText => ({
    'zh-CN': `共 ${count} 处变化`,
    en: `${count} ${count === 1 ? 'change' : 'changes'}`,
  }),
  how: {
    'zh-CN': '划线的文字已删除，加下划线的文字为新增。',
    en: 'Struck-through words went, underlined words came.',
  },
  went: {'zh-CN': '删除', en: 'removed'},
  came: {'zh-CN': '新增', en: 'added'},
  pack: {'zh-CN': '整个话术包', en: 'The pack itself'},
};

const STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --page: #fff; --quiet: #57606a; --line: #d0d7de; --came: #0b5d2e;
  --came-back: #ddf4e4; --went: #8b1a1a; --went-back: #fde7e7; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --page: #16191d; --quiet: #a2abb5; --line: #3a424b;
  --came: #8fe3ae; --came-back: #143523; --went: #ffb3ad; --went-back: #46191a; } }
body { max-inline-size: 52rem; margin: 2rem auto; padding: 0 1rem; color: var(--ink); background: var(--page);
  font: 1rem/1.7 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; line-height: 1.4; } h2 { font-size: 1.1rem; margin-block: 2rem 0.5rem; }
ul { list-style: none; margin: 0; padding: 0; }
li { padding-block: 0.6rem; border-block-start: 1px solid var(--line); break-inside: avoid; }
.kind { font-weight: 600; } .place, .about { color: var(--quiet); font-size: 0.875rem; }
.words { margin: 0.15rem 0 0; white-space: pre-wrap; }
ins { color: var(--came); background: var(--came-back); text-decoration: underline; text-underline-offset: 0.2em; }
del { color: var(--went); background: var(--went-back); text-decoration: line-through; }
.said { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media print { :root { color-scheme: light; --ink: #000; --page: #fff; --quiet: #444; --line: #999; --came: #000;
  --came-back: #fff; --went: #000; --went-back: #fff; } body { margin: 0; max-inline-size: none; } }
`;

/**
 * A comparison as one page that needs nothing else: no scripts, no other files, readable in the light, in the dark and on
 * paper. Every text of a pack is text in it.
 *
 * @param language the reader's; the packs' own words are marked with the packs' language
 */
export function diffPage(
  from: ComparedPack,
  to: ComparedPack,
  changes: readonly PackChange[],
  language: Language,
): string {
  const listed = foldWholes(changes);
  const title = words.title(nameOf(from), nameOf(to))[language];
  const counts = [...Map.groupBy(listed, ({kind}) => kind)].map(
    ([kind, each]) => `${KIND_WORDS[kind][language]} ${each.length}`,
  );
  const about = listed.length === 0 ? CHANGE_WORDS.same[language] : words.counts(listed.length)[language];
  const sections = [...Map.groupBy(listed, sectionOf)].map(
    ([section, each]) => `<section>
<h2>${escaped(section === '' ? words.pack[language] : placeInWords(section, language))}</h2>
<ul>
${each.map((change) => item(change, from.language, to.language, language)).join('\n')}
</ul>
</section>`,
  );
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
<p><span lang="${from.language}">${escaped(from.title)}</span> → <span lang="${to.language}">${escaped(to.title)}</span></p>
<p class="about">${escaped([about, ...counts].join(' · '))}${listed.length === 0 ? '' : `<br>${words.how[language]}`}</p>
${sections.join('\n')}
</main>
</body>
</html>
`;
}

const nameOf = ({id, version}: ComparedPack): string => `${id}@${version}`;

const SECTIONS = new Set([
  'stages',
  'objections',
  'branches',
  'slots',
  'customerTypes',
  'emotions',
  'rules',
  'wordLists',
  'lexicon',
]);

function sectionOf({place}: PackChange): string {
  const [first = ''] = place.split(' › ');
  return SECTIONS.has(first) ? first : '';
}

function item(change: ListedChange, old: Language, fresh: Language, language: Language): string {
  const {kind, place, inside} = change;
  const more = inside === 0 ? '' : ` <span class="about">${insideWords(inside)[language]}</span>`;
  return `<li><span class="kind">${KIND_WORDS[kind][language]}</span> <span class="place">${escaped(placeInWords(place, language))}</span>
${body(change, old, fresh, language)}${more}</li>`;
}

function body({kind, before, after, words: marks}: ListedChange, old: Language, fresh: Language, language: Language) {
  if (kind === 'moved') {
    const {from, to} = CHANGE_WORDS;
    const [one, other] = [placeInWords(before ?? '', language), placeInWords(after ?? '', language)];
    const said = marks === undefined ? '' : text(fresh, marks.map((each) => mark(each, language)).join(''));
    return `${said}<p class="words">${from[language]} ${escaped(one)} → ${to[language]} ${escaped(other)}</p>`;
  }
  if (kind === 'added') return text(fresh, mark({kind, text: after ?? ''}, language));
  if (kind === 'removed') return text(old, mark({kind, text: before ?? ''}, language));
  return text(fresh, (marks ?? []).map((each) => mark(each, language)).join(''));
}

const text = (language: Language, html: string): string => `<p class="words" lang="${language}">${html}</p>`;

/** A mark that is seen, and said to who listens. */
function mark({kind, text: wording}: WordMark, language: Language): string {
  if (kind === 'same') return escaped(wording);
  const [tag, said] = kind === 'added' ? ['ins', words.came] : ['del', words.went];
  const brackets = (inner: string) => `<span class="said" lang="${language}">${inner}</span>`;
  return `<${tag}>${brackets(`[${said[language]}: `)}${escaped(wording)}${brackets(']')}</${tag}>`;
}

const ENTITIES: Record<string, string> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;'};

/** Text that stays text: no tag, no attribute, and nothing that turns the reading direction round. */
const escaped = (value: string): string =>
  value
    // oxlint-disable-next-line no-control-regex -- what would act instead of being shown
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
