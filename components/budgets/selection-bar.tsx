import { Button } from "@/components/ui/button";
import { formatCountOf } from "@/lib/format";

interface SelectionBarProps {
  count: number;
  onChange: () => void;
  onClear: () => void;
}

/** What can be done with the ticked budgets. */
export function SelectionBar({ count, onChange, onClear }: SelectionBarProps) {
  if (count === 0) return null;
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-2 border-b bg-brand-soft px-4 py-2 text-sm"
    >
      <p className="flex-1 font-medium text-brand">{formatCountOf(count, "budget")} selected</p>
      <Button size="sm" onClick={onChange}>
        Change…
      </Button>
      <Button size="sm" variant="outline" onClick={onClear}>
        Clear selection
      </Button>
    </div>
  );
}
