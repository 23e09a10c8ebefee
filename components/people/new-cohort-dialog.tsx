"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { findIssue } from "@/components/feedback/find-issue";
import { ChoicePicker, type Choice } from "@/components/filters/choice-picker";
import { useDebounced } from "@/components/filters/use-debounced";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "@/components/ui/dialog";
import { Field, TextField } from "@/components/ui/field";
import { ChoiceGroup } from "@/components/ui/toggle-group";
import { insightQueries } from "@/lib/analytics/queries";
import { formatCountOf } from "@/lib/format";
import { postJson } from "@/lib/http/api-client";
import { PEOPLE_KEY, PEOPLE_PATH } from "@/lib/people/queries";
import { useRead } from "@/lib/query/use-read";
import { ImportForm } from "./import-form";

const WAYS = { file: "From a file", typed: "Typed", directory: "From the directory" } as const;
type Way = keyof typeof WAYS;

/** Makes a cohort in two steps: who is in it, from a file, typed or picked, then its name. */
export function NewCohortDialog({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const [way, setWay] = useState<Way>("file");
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
        <ChoiceGroup
          label="Where the people come from"
          value={way}
          onChange={setWay}
          options={WAYS}
        />
        {way === "file" ? (
          <ImportForm onDone={(result) => open(result.cohort_id)} />
        ) : (
          <PeopleForm key={way} way={way} onMade={open} />
        )}
      </DialogContent>
    </Dialog>
  );
}

interface PeopleFormProps {
  way: "typed" | "directory";
  onMade: (cohortId: string) => void;
}

function PeopleForm({ way, onMade }: PeopleFormProps) {
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<Choice[]>([]);
  const [isNaming, setIsNaming] = useState(false);
  const people = way === "typed" ? [typed] : chosen.map((one) => one.id);
  const create = useMutation({
    mutationFn: () =>
      postJson<{ cohort_id: string }>(PEOPLE_PATH, { name: name.trim(), person_ids: people }),
    onSuccess: async ({ cohort_id: cohortId }) => {
      await client.invalidateQueries({ queryKey: PEOPLE_KEY });
      onMade(cohortId);
    },
    // What is wrong with the people is said where they are.
    onError: (error) => setIsNaming(findIssue(error, "person_ids") === null),
  });
  const peopleIssue = findIssue(create.error, "person_ids");
  const isEmpty = way === "typed" ? typed.trim() === "" : chosen.length === 0;
  function submit(event: FormEvent) {
    event.preventDefault();
    if (isNaming) create.mutate();
    else setIsNaming(true);
  }
  return (
    <form className="grid gap-3" onSubmit={submit}>
      <p className="text-xs font-medium text-muted-foreground">
        {isNaming ? "Step 2 of 2: give it a name" : "Step 1 of 2: who is in it"}
      </p>
      {!isNaming && way === "typed" && (
        <TypedPeople text={typed} issue={peopleIssue} onChange={setTyped} />
      )}
      {!isNaming && way === "directory" && <PickedPeople chosen={chosen} onChange={setChosen} />}
      {isNaming && (
        <TextField
          label="Name of the cohort"
          value={name}
          required
          maxLength={80}
          onChange={setName}
          issue={findIssue(create.error, "name")}
          help={way === "directory" && formatCountOf(chosen.length, "person", "people")}
        />
      )}
      {create.error && peopleIssue === null && (
        <p role="alert" className="text-sm text-danger">
          {create.error.message}
        </p>
      )}
      <div className="flex gap-2">
        {isNaming && (
          <Button type="button" variant="outline" onClick={() => setIsNaming(false)}>
            Back
          </Button>
        )}
        <Button type="submit" disabled={create.isPending || isEmpty}>
          {isNaming ? "Make the cohort" : "Continue"}
        </Button>
      </div>
    </form>
  );
}

interface TypedPeopleProps {
  text: string;
  issue: string | null;
  onChange: (text: string) => void;
}

function TypedPeople({ text, issue, onChange }: TypedPeopleProps) {
  return (
    <Field
      label="E-mails"
      issue={issue}
      help="One a line or with commas between them; “Nina Berg <nina@example.com>” gives the name too."
    >
      {(control) => (
        <textarea
          {...control}
          rows={5}
          value={text}
          onChange={(event) => onChange(event.target.value)}
          className="rounded-md border border-input bg-card px-2.5 py-1.5 text-sm aria-invalid:border-danger"
        />
      )}
    </Field>
  );
}

interface PickedPeopleProps {
  chosen: readonly Choice[];
  onChange: (chosen: Choice[]) => void;
}

/** People of the viewer's projects whom the analytics API knows, by name. */
function PickedPeople({ chosen, onChange }: PickedPeopleProps) {
  const [words, setWords] = useState("");
  const q = useDebounced(words.trim());
  const search = useRead(insightQueries.people.options({ q }));
  const found = (search.data?.data.items ?? []).flatMap(({ name, email }) =>
    email === null ? [] : [{ id: email, name, of: email }],
  );
  return (
    <ChoicePicker
      label="People"
      chosen={chosen}
      onChange={onChange}
      found={found}
      words={words}
      onWordsChange={setWords}
      status={search.error?.message}
    />
  );
}
