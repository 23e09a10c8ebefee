/** The mark and the name; the name hides where the sidebar is collapsed. */
export function Wordmark() {
  return (
    <span className="flex items-center gap-2.5">
      <svg viewBox="0 0 32 32" className="size-6 shrink-0" aria-hidden>
        <rect width="32" height="32" rx="7" className="fill-primary" />
        <path
          d="M8 9.5h16M8 16h11M8 22.5h6"
          className="stroke-white"
          strokeWidth="3"
          strokeLinecap="round"
        />
        <circle cx="22.5" cy="22" r="2.6" className="fill-white" />
      </svg>
      <span className="text-[0.9375rem] font-semibold tracking-tight sidebar-collapsed:hidden">
        Tokenroll
      </span>
    </span>
  );
}
