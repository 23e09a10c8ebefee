"use client";

import { useMutation, useQueryClient, type QueryKey } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "@/components/ui/dialog";
import { postJson } from "@/lib/http/api-client";
import { useDelete } from "@/lib/query/use-delete";
import { useState } from "react";
import { ErrorNotice } from "./error-notice";

interface Deletable {
  id: string;
  name: string;
}

interface DeletionProps {
  /** `rule`, `channel` */
  noun: string;
  /** What goes with it. */
  says: string;
  /** Where they are: `<path>/<id>` deletes one, `<path>/<id>/<back>` takes that back. */
  path: string;
  back?: string;
  renews: QueryKey;
  /** What somebody wants to delete; null: nothing is asked. */
  asked: Deletable | null;
  onAnswered: () => void;
}

/** Asks before something is deleted, says what goes with it, and takes it back after. */
export function Deletion({ noun, says, path, back = "restore", ...props }: DeletionProps) {
  const { renews, asked, onAnswered } = props;
  const client = useQueryClient();
  const [deleted, setDeleted] = useState<Deletable | null>(null);
  const remove = useDelete({
    renews,
    onDeleted: () => {
      setDeleted(asked);
      onAnswered();
    },
  });
  const restore = useMutation({
    mutationFn: ({ id }: Deletable) => postJson(`${path}/${id}/${back}`, {}),
    onSuccess: () => setDeleted(null),
    onSettled: () => client.invalidateQueries({ queryKey: renews }),
  });
  return (
    <>
      <Dialog open={asked !== null} onOpenChange={(isOpen) => !isOpen && onAnswered()}>
        <DialogContent>
          <DialogTitle>
            Delete the {noun} “{asked?.name}”?
          </DialogTitle>
          <DialogDescription>{says}</DialogDescription>
          {remove.error && <ErrorNotice error={remove.error} keptAsOf={null} className="mx-0" />}
          <div className="flex justify-end gap-2">
            <Button variant="outline" onClick={onAnswered}>
              Keep it
            </Button>
            <Button
              disabled={remove.isPending}
              onClick={() => asked && remove.mutate(`${path}/${asked.id}`)}
            >
              Delete
            </Button>
          </div>
        </DialogContent>
      </Dialog>
      {restore.error && <ErrorNotice error={restore.error} keptAsOf={null} className="mt-3" />}
      {deleted && (
        <p role="status" className="mx-4 mt-3 flex items-center gap-3 text-sm">
          The {noun} “{deleted.name}” is deleted.
          <Button
            size="sm"
            variant="outline"
            disabled={restore.isPending}
            onClick={() => restore.mutate(deleted)}
          >
            Undo
          </Button>
        </p>
      )}
    </>
  );
}
