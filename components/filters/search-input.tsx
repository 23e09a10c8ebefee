import { Search } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";

interface SearchInputProps {
  /** What is searched, for screen readers. */
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  className?: string;
}

/** A search box; the key / focuses the first of the page. */
export function SearchInput({ label, placeholder, value, onChange, className }: SearchInputProps) {
  return (
    <label className={cn("relative block w-full max-w-72 min-w-0", className)}>
      <span className="sr-only">{label}</span>
      <Search
        aria-hidden
        className="absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted-foreground"
      />
      <Input
        type="search"
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="pl-8!"
      />
    </label>
  );
}
