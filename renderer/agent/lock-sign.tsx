/** A small lock, drawn: fonts on locked-down PCs often lack the character. */
export function LockSign() {
  return (
    <svg className="lock-sign" viewBox="0 0 12 14" width="10" height="12" aria-hidden="true" focusable="false">
      <path
        d="M3 6V4a3 3 0 0 1 6 0v2h1a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1H2a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1zm1.5 0h3V4a1.5 1.5 0 0 0-3 0z"
        fill="currentColor"
      />
    </svg>
  );
}
