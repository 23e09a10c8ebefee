"use client";

import { type FormEvent, useId, useState } from "react";
import { ErrorNotice } from "@/components/feedback/error-notice";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { NativeSelect } from "@/components/ui/native-select";
import type { ApiScope } from "@/lib/auth/policy";
import { useCreateToken } from "@/lib/tokens/queries";

/** What each scope lets a program do, in a person's words. */
const SCOPE_WORDS: Record<ApiScope, string> = {
  "usage:read": "Read usage, budgets and people that you may see",
  "reports:read": "Read and download reports",
  "budgets:write": "Change budgets",
  "otlp:write": "Send telemetry of coding agents",
  "admin:read": "Read the administration: runs, accounts, audit log",
  "metrics:read": "Read metrics of the portal and of all tenants (Prometheus)",
};

const EXPIRY_CHOICES = [
  { days: 7, label: "7 days" },
  { days: 30, label: "30 days" },
  { days: 90, label: "90 days" },
  { days: 365, label: "1 year" },
] as const;

const DEFAULT_EXPIRY_DAYS = 90;

interface NewTokenFormProps {
  grantable: readonly ApiScope[];
  onCreated: (secret: string) => void;
}

/** Name, expiry and scopes of a new token. */
export function NewTokenForm({ grantable, onCreated }: NewTokenFormProps) {
  const create = useCreateToken();
  const [name, setName] = useState("");
  const [days, setDays] = useState<number>(DEFAULT_EXPIRY_DAYS);
  const [scopes, setScopes] = useState<readonly ApiScope[]>(["usage:read"]);
  const id = useId();

  function submit(event: FormEvent) {
    event.preventDefault();
    create.mutate(
      { name, scopes: [...scopes], expires_in_days: days },
      { onSuccess: ({ secret }) => onCreated(secret) },
    );
  }

  return (
    <form onSubmit={submit} className="grid gap-4">
      <div className="grid gap-1.5">
        <Label htmlFor={`${id}-name`}>Name</Label>
        <Input
          id={`${id}-name`}
          value={name}
          onChange={(event) => setName(event.target.value)}
          maxLength={100}
          required
          placeholder="What will use it, e.g. billing export"
        />
      </div>
      <div className="grid gap-1.5">
        <Label htmlFor={`${id}-days`}>Expires after</Label>
        <NativeSelect
          id={`${id}-days`}
          value={days}
          onChange={(event) => setDays(Number(event.target.value))}
        >
          {EXPIRY_CHOICES.map((choice) => (
            <option key={choice.days} value={choice.days}>
              {choice.label}
            </option>
          ))}
        </NativeSelect>
      </div>
      <fieldset className="grid gap-2">
        <legend className="mb-1.5 text-sm font-medium">Scopes</legend>
        {grantable.map((scope) => (
          <div key={scope} className="flex items-start gap-2.5">
            <Checkbox
              id={`${id}-${scope}`}
              className="mt-0.5"
              checked={scopes.includes(scope)}
              onChange={(event) =>
                setScopes(
                  event.target.checked
                    ? [...scopes, scope]
                    : scopes.filter((chosen) => chosen !== scope),
                )
              }
            />
            <Label htmlFor={`${id}-${scope}`} className="font-normal!">
              <code className="text-xs font-medium">{scope}</code>
              <span className="block text-xs text-muted-foreground">{SCOPE_WORDS[scope]}</span>
            </Label>
          </div>
        ))}
      </fieldset>
      {create.error && <ErrorNotice error={create.error} keptAsOf={null} className="mx-0!" />}
      <div className="flex justify-end">
        <Button type="submit" disabled={create.isPending}>
          Create token
        </Button>
      </div>
    </form>
  );
}
