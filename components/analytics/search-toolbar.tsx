import type { ReactNode } from "react";
import { CsvIconLink } from "@/components/charts/csv-icon-link";
import { SearchInput } from "@/components/filters/search-input";

interface SearchToolbarProps {
  label: string;
  words: string;
  onChange: (words: string) => void;
  /** Of the table's CSV. */
  title: string;
  csvHref: string;
  /** Further filters. */
  children?: ReactNode;
}

/** Over a table of this page: its search, its filters and its CSV. */
export function SearchToolbar({
  label,
  words,
  onChange,
  title,
  csvHref,
  children,
}: SearchToolbarProps) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchInput label={label} placeholder={label} value={words} onChange={onChange} />
      {children}
      <CsvIconLink title={title} href={csvHref} className="ml-auto" />
    </div>
  );
}
