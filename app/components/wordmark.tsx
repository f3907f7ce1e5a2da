/** The sign of the house: an "a" that is a loop, closed. */
export function Sign() {
  return (
    <svg className="sign" viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="10.5" cy="12" r="7" />
      <path d="M17.5 5v9.5a4.5 4.5 0 0 0 4 4.5" />
    </svg>
  );
}
