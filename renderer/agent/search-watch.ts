/** A text that stood this long was meant, in milliseconds: nobody waits so long in the middle of a word. */
const STOOD_MS = 1500;

/**
 * Tells which searches found nothing good. A search lasts from the first letter in the empty box until the box is left; it
 * is missed once at most, in its last words, and only if nothing was picked: half-typed words, and words that a longer text
 * or another wording answered after all, are not missing from the pack.
 */
export class SearchWatch {
  private missed: (text: string) => void = () => {};
  private text = '';
  private sure = true;
  /** The last text that stood without a good result. */
  private stood: string | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Says who hears of a search that was missed. */
  tell(missed: (text: string) => void): void {
    this.missed = missed;
  }

  /** What stands in the box, and whether the search is sure of what it found. */
  typed(text: string, sure: boolean): void {
    clearTimeout(this.timer);
    const trimmed = text.trim();
    if (trimmed === '') return this.end(this.stood);
    this.text = trimmed;
    this.sure = sure;
    this.timer = setTimeout(() => {
      this.stood = this.miss();
    }, STOOD_MS);
  }

  /** A result was taken: whatever was typed, the answer was there. */
  picked(): void {
    this.end(null);
  }

  /** The box was left as it stands: by Esc, by another call, by closing the window. */
  left(): void {
    this.end(this.text === '' ? null : this.miss());
  }

  private miss(): string | null {
    return !this.sure && [...this.text].length >= 2 ? this.text : null;
  }

  private end(missed: string | null): void {
    clearTimeout(this.timer);
    this.text = '';
    this.sure = true;
    this.stood = null;
    if (missed !== null) this.missed(missed);
  }
}
