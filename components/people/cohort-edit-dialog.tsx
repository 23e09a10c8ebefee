"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { formatCountOf } from "@/lib/format";
import { deleteJson, postJson } from "@/lib/http/api-client";
import { PEOPLE_KEY, toCohortPath } from "@/lib/people/queries";
import type { CohortChange, CohortDetail } from "@/lib/people/schema";
import { ImportForm } from "./import-form";
import { splitEmails } from "./split-emails";

interface CohortEditDialogProps {
  cohort: CohortDetail;
  onClose: () => void;
}

/** Name, people, sharing and deletion of a cohort. */
export function CohortEditDialog({ cohort, onClose }: CohortEditDialogProps) {
  const client = useQueryClient();
  const router = useRouter();
  const change = useMutation({
    mutationFn: (body: CohortChange) => postJson<unknown>(toCohortPath(cohort.cohort_id), body),
    onSuccess: () => client.invalidateQueries({ queryKey: PEOPLE_KEY }),
  });
  const remove = useMutation({
    mutationFn: () => deleteJson(toCohortPath(cohort.cohort_id)),
    onSuccess: () => {
      onClose();
      router.push("/people");
      // Not the deleted cohort's own questions, which its page would ask once more while it closes.
      return client.invalidateQueries({ queryKey: PEOPLE_KEY, exact: true });
    },
  });
  const { mutate, isPending, variables } = change;
  const isDone = (action: CohortChange["action"]) =>
    change.isSuccess && variables?.action === action;
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent className="max-w-2xl!">
        <DialogTitle>Edit {cohort.name}</DialogTitle>
        <DialogDescription>Every change is written to the audit log.</DialogDescription>
        {(change.error ?? remove.error) && (
          <p role="alert" className="text-sm text-danger">
            {(change.error ?? remove.error)?.message}
          </p>
        )}
        <TextForm
          id="cohort-name"
          label="Name"
          first={cohort.name}
          action={isDone("rename") ? "Renamed" : "Rename"}
          isSaving={isPending}
          onSave={(name) => mutate({ action: "rename", name })}
        />
        <TextForm
          id="cohort-add"
          label="Add people"
          hint="E-mails with commas between them; names in front of <e-mail> are understood."
          action={isDone("members") ? "Added" : "Add"}
          isSaving={isPending}
          onSave={(text) => mutate({ action: "members", add: [text], remove: [] })}
        />
        <TextForm
          id="cohort-remove"
          label="Remove people"
          hint="Their figures stay in LiteLLM; only the list changes."
          action="Remove"
          isSaving={isPending}
          onSave={(text) => mutate({ action: "members", add: [], remove: [text] })}
        />
        <TextForm
          id="cohort-share"
          label="Share with"
          hint="E-mails of portal accounts. Shared by an administrator they see everybody, else those of their projects and who agreed."
          first={cohort.shared_with.join(", ")}
          canBeEmpty
          action={isDone("share") ? "Shared" : "Save sharing"}
          isSaving={isPending}
          onSave={(text) => mutate({ action: "share", emails: splitEmails(text) })}
        />
        <section className="grid gap-2 border-t pt-4">
          <h3 className="text-sm font-medium">Import more people</h3>
          <ImportForm cohortId={cohort.cohort_id} onDone={onClose} />
        </section>
        <DeleteForm cohort={cohort} isSaving={isPending} onDelete={() => remove.mutate()} />
      </DialogContent>
    </Dialog>
  );
}

interface TextFormProps {
  id: string;
  label: string;
  hint?: string;
  first?: string;
  canBeEmpty?: boolean;
  action: string;
  isSaving: boolean;
  onSave: (text: string) => void;
}

function TextForm(props: TextFormProps) {
  const { id, label, hint, first = "", canBeEmpty = false } = props;
  const [text, setText] = useState(first);
  function save(event: FormEvent) {
    event.preventDefault();
    if (canBeEmpty || text.trim() !== "") props.onSave(text.trim());
  }
  return (
    <form className="grid gap-1" onSubmit={save}>
      <Label htmlFor={id}>{label}</Label>
      <div className="flex gap-2">
        <Input
          id={id}
          value={text}
          aria-describedby={hint ? `${id}-hint` : undefined}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" variant="outline" disabled={props.isSaving}>
          {props.action}
        </Button>
      </div>
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-muted-foreground">
          {hint}
        </p>
      )}
    </form>
  );
}

interface DeleteFormProps {
  cohort: CohortDetail;
  isSaving: boolean;
  onDelete: () => void;
}

function DeleteForm({ cohort, isSaving, onDelete }: DeleteFormProps) {
  const [isAsking, setIsAsking] = useState(false);
  if (!isAsking) {
    return (
      <div className="border-t pt-4">
        <Button variant="ghost" className="text-danger!" onClick={() => setIsAsking(true)}>
          Delete this cohort
        </Button>
      </div>
    );
  }
  const people = formatCountOf(cohort.summary.participants, "person", "people");
  return (
    <div className="flex flex-wrap items-center gap-2 border-t pt-4">
      <p className="flex-1 text-sm">
        Delete “{cohort.name}”, its list of {people} and its kept figures? Their accounts stay.
      </p>
      <Button variant="outline" onClick={() => setIsAsking(false)}>
        Keep it
      </Button>
      <Button variant="destructive" disabled={isSaving} onClick={onDelete}>
        Delete {cohort.name}
      </Button>
    </div>
  );
}
