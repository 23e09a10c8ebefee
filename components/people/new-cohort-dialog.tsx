"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { postJson } from "@/lib/http/api-client";
import { PEOPLE_KEY, PEOPLE_PATH } from "@/lib/people/queries";
import { ImportForm } from "./import-form";
import { splitEmails } from "./split-emails";

/** Makes a cohort from a file or by hand. */
export function NewCohortDialog({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const open = (cohortId: string) => {
    // The page is kept as it was left: whoever comes back must not find the dialog open.
    onClose();
    // The id is data, so the path cannot be checked against the routes; /people/[cohortId] is one.
    router.push(`/people/${cohortId}` as Route);
  };
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent className="max-w-2xl!">
        <DialogTitle>New cohort</DialogTitle>
        <DialogDescription>
          A named list of people: a bootcamp, a team. You see those of your projects, and those who
          agree on their profile; an administrator can share it whole.
        </DialogDescription>
        <ImportForm onDone={(result) => open(result.cohort_id)} />
        <HandForm onMade={open} />
      </DialogContent>
    </Dialog>
  );
}

function HandForm({ onMade }: { onMade: (cohortId: string) => void }) {
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [people, setPeople] = useState("");
  const create = useMutation({
    mutationFn: () =>
      postJson<{ cohort_id: string }>(PEOPLE_PATH, { name, person_ids: splitEmails(people) }),
    onSuccess: async ({ cohort_id: cohortId }) => {
      await client.invalidateQueries({ queryKey: PEOPLE_KEY });
      onMade(cohortId);
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    create.mutate();
  }
  return (
    <form className="grid gap-3 border-t pt-4" onSubmit={submit}>
      <h3 className="text-sm font-medium">Or by hand</h3>
      <div className="grid gap-1">
        <Label htmlFor="hand-name">Name</Label>
        <Input
          id="hand-name"
          value={name}
          required
          maxLength={80}
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <div className="grid gap-1">
        <Label htmlFor="hand-people">E-mails</Label>
        <textarea
          id="hand-people"
          rows={3}
          value={people}
          onChange={(event) => setPeople(event.target.value)}
          className="rounded-md border border-input bg-card px-2.5 py-1.5 text-sm"
        />
      </div>
      {create.error && (
        <p role="alert" className="text-sm text-danger">
          {create.error.message}
        </p>
      )}
      <Button
        type="submit"
        variant="outline"
        className="justify-self-start"
        disabled={create.isPending}
      >
        Make the cohort
      </Button>
    </form>
  );
}
