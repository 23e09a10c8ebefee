"use client";

interface FilterNameProps {
  name: string;
  onToggle: () => void;
}

/** A name in a table that filters the page, as a click on its bar does. */
export function FilterName({ name, onToggle }: FilterNameProps) {
  return (
    <button
      type="button"
      onClick={onToggle}
      title={`Filter the page to ${name}`}
      className="max-w-full truncate rounded-sm text-left align-bottom hover:text-brand hover:underline"
    >
      {name}
    </button>
  );
}
