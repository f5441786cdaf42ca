/** Fields that hold what a person typed; never a PIN. */
const FIELDS = 'textarea:not([readonly]), input:not([type]), input[type="text"], input[type="search"]';

/** What stands in the fields of a page, each after its label, to be copied when nothing can be saved any more. */
export function typedOn(page: ParentNode): string {
  return [...page.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(FIELDS)]
    .filter((field) => field.value.trim() !== '')
    .map((field) => `${nameOf(field)}\n${field.value}`.trim())
    .join('\n\n');
}

function nameOf(field: HTMLInputElement | HTMLTextAreaElement): string {
  const label = field.getAttribute('aria-label') ?? field.labels?.[0]?.firstChild?.textContent ?? '';
  return label.trim();
}
