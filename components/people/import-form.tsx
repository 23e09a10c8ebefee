"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Label } from "@/components/ui/label";
import { Input } from "@/components/ui/input";
import { formatCountOf } from "@/lib/format";
import { postFile } from "@/lib/http/api-client";
import { PEOPLE_KEY, PEOPLE_PATH } from "@/lib/people/queries";
import type { ImportPreview, ImportResult } from "@/lib/people/schema";
import { ImportPreviewView } from "./import-preview";

interface ImportFormProps {
  /** Where the people go; without it a new cohort is made. */
  cohortId?: string;
  onDone: (result: ImportResult) => void;
}

interface Choice {
  sheet?: string;
  column?: number;
}

function toPath(file: File, choice: Choice, more: Record<string, string>): string {
  const search = new URLSearchParams({ file: file.name.slice(0, 255), ...more });
  if (choice.sheet !== undefined) search.set("sheet", choice.sheet);
  if (choice.column !== undefined) search.set("column", String(choice.column));
  return `${PEOPLE_PATH}/import?${search.toString()}`;
}

/** The file, what is looked at in it, and the two requests. */
function useImport({ cohortId, onDone }: ImportFormProps) {
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [choice, setChoice] = useState<Choice>({});
  const [name, setName] = useState("");
  const preview = useMutation({
    mutationFn: ({ chosen, how }: { chosen: File; how: Choice }) =>
      postFile<ImportPreview>(
        toPath(chosen, how, cohortId === undefined ? {} : { cohort_id: cohortId }),
        chosen,
      ),
  });
  const store = useMutation({
    mutationFn: (chosen: File) => {
      const target: Record<string, string> =
        cohortId === undefined ? { name: name.trim() } : { cohort_id: cohortId };
      return postFile<ImportResult>(toPath(chosen, choice, { ...target, confirm: "true" }), chosen);
    },
    onSuccess: async (result) => {
      await client.invalidateQueries({ queryKey: PEOPLE_KEY });
      onDone(result);
    },
  });
  const look = (chosen: File, how: Choice) => {
    setFile(chosen);
    setChoice(how);
    preview.mutate({ chosen, how });
  };
  const choose = (chosen: File | undefined) => {
    if (!chosen) return;
    if (name === "") setName(chosen.name.replace(/\.[^.]+$/, "").slice(0, 80));
    look(chosen, {});
  };
  return { file, name, setName, preview, store, look, choose };
}

/** Chooses a file, shows what it would bring, and stores it when that is confirmed. */
export function ImportForm(props: ImportFormProps) {
  const id = useId();
  const { file, name, setName, preview, store, look, choose } = useImport(props);
  const error = store.error ?? preview.error;
  const count = preview.data?.recognised_count ?? 0;
  const isNew = props.cohortId === undefined;
  const [isOver, setIsOver] = useState(false);
  return (
    <div className="grid gap-3">
      <div
        className="grid gap-1 rounded-lg border border-dashed p-4 data-[over=true]:border-brand data-[over=true]:bg-brand-soft"
        data-over={isOver}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setIsOver(false);
          choose(event.dataTransfer.files[0]);
        }}
      >
        <Label htmlFor={`${id}-file`}>Excel or CSV file</Label>
        <Input
          id={`${id}-file`}
          type="file"
          accept=".xlsx,.csv,.txt,.tsv"
          className="py-1!"
          onChange={(event) => choose(event.target.files?.[0])}
        />
        <p className="text-xs text-muted-foreground">
          Drop it here or choose it: up to 20,000 rows and 10 MB. Nothing is stored before you
          confirm.
        </p>
      </div>
      {error && (
        <p role="alert" className="text-sm text-danger">
          {error.message}
        </p>
      )}
      {preview.isPending && <p role="status">Reading the file…</p>}
      {preview.data && file && (
        <>
          <ImportPreviewView
            preview={preview.data}
            onSheetChange={(sheet) => look(file, { sheet })}
            onColumnChange={(column) => look(file, { sheet: preview.data.sheet, column })}
          />
          {isNew && (
            <div className="grid gap-1">
              <Label htmlFor={`${id}-name`}>Name of the cohort</Label>
              <Input
                id={`${id}-name`}
                value={name}
                maxLength={80}
                onChange={(event) => setName(event.target.value)}
              />
            </div>
          )}
          <Button
            className="justify-self-start"
            disabled={store.isPending || count === 0 || (isNew && name.trim() === "")}
            onClick={() => store.mutate(file)}
          >
            {store.isPending ? "Storing…" : `Import ${formatCountOf(count, "person", "people")}`}
          </Button>
        </>
      )}
    </div>
  );
}
