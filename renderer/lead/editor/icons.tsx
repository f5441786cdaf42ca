const PATHS = {
  /** Six dots: something to hold on to. */
  grip: 'M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01',
  copy: 'M6 6h7v7H6zM3 10V3h7',
  remove: 'M4 4l8 8M12 4l-8 8',
} as const;

/** A small sign that no font need have; what it means is said by the button around it. */
export function Icon({name}: {name: keyof typeof PATHS}) {
  return (
    <svg
      aria-hidden
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'grip' ? 2 : 1.4}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
