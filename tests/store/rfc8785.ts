/**
 * RFC 8785 (JSON Canonicalization Scheme) by hand, from its text: no white space, members by their names' UTF-16 units, the
 * shortest escapes, numbers as ECMAScript writes them. Written apart from the product's, so that a change there is seen.
 */
export function canonical(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error('no JSON number');
    return Object.is(value, -0) ? '0' : String(value);
  }
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const members = Object.entries(value as object)
    .filter(([, member]) => member !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${quoted(name)}:${canonical(member)}`).join(',')}}`;
}

const SHORT: Record<string, string> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
};

function quoted(text: string): string {
  let out = '"';
  for (let i = 0; i < text.length; i += 1) {
    const unit = text[i] ?? '';
    if (SHORT[unit] !== undefined) out += SHORT[unit];
    else if (unit < ' ') out += `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
    else out += unit;
  }
  return `${out}"`;
}
