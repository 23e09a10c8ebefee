"use client";

import { Dialog, DialogContent, DialogDescription, DialogTitle } from "@/components/ui/dialog";
import type { BudgetOutcome, BudgetRow } from "@/lib/budgets/schema";
import { formatCountOf } from "@/lib/format";
import { BudgetEditor } from "./budget-editor";

interface BulkDialogProps {
  rows: readonly BudgetRow[];
  isOpen: boolean;
  onClose: () => void;
  onOutcomes: (outcomes: readonly BudgetOutcome[]) => void;
}

/** One change for many budgets: a dry run first, then row by row, and one way back. */
export function BulkDialog({ rows, isOpen, onClose, onOutcomes }: BulkDialogProps) {
  return (
    <Dialog open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-w-2xl">
        <DialogTitle>Change {formatCountOf(rows.length, "budget")}</DialogTitle>
        <DialogDescription>
          Each is changed for itself; one that cannot be changed leaves the others alone.
        </DialogDescription>
        <BudgetEditor rows={rows} onOutcomes={onOutcomes} />
      </DialogContent>
    </Dialog>
  );
}
