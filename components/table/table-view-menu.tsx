"use client";

import { SlidersHorizontal } from "lucide-react";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { useTableDensity } from "./use-table-density";

interface TableViewMenuProps {
  /** All but the first column, which always stays. */
  columns: readonly { id: string; header: string; isVisible: boolean }[];
  onColumnChange: (columnId: string, isVisible: boolean) => void;
}

/** Row density and which columns show. */
export function TableViewMenu({ columns, onColumnChange }: TableViewMenuProps) {
  const [density, setDensity] = useTableDensity();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          variant="quiet"
          size="icon-sm"
          aria-label="Rows and columns"
          title="Rows and columns"
        >
          <SlidersHorizontal aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuLabel>Rows</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={density}>
          <DropdownMenuRadioItem value="comfortable" onSelect={() => setDensity("comfortable")}>
            Comfortable
          </DropdownMenuRadioItem>
          <DropdownMenuRadioItem value="compact" onSelect={() => setDensity("compact")}>
            Compact
          </DropdownMenuRadioItem>
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuLabel>Columns</DropdownMenuLabel>
        {columns.map((column) => (
          <DropdownMenuCheckboxItem
            key={column.id}
            checked={column.isVisible}
            onCheckedChange={(isVisible) => onColumnChange(column.id, isVisible)}
            onSelect={(event) => event.preventDefault()}
          >
            {column.header}
          </DropdownMenuCheckboxItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
