"use client";

import { useDelete } from "@/lib/query/use-delete";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Bookmark, Trash2 } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useId, useState, type FormEvent } from "react";
import { ErrorNotice } from "@/components/feedback/error-notice";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { NativeSelect } from "@/components/ui/native-select";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { postJson } from "@/lib/http/api-client";
import { insightQueries } from "@/lib/analytics/queries";
import type { SavedView } from "@/lib/analytics/schema";
import { toIsoDay } from "@/lib/time";
import { usageQueries } from "@/lib/usage/queries";
import { useRead } from "@/lib/query/use-read";

/** Filters of this page under a name: private, or shared with who may see a tenant. */
export function SavedViews() {
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button variant="outline" title="Saved views">
          <Bookmark aria-hidden className="text-muted-foreground" />
          Views
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="w-80!" aria-label="Saved views">
        <ViewList />
        <SaveForm />
      </PopoverContent>
    </Popover>
  );
}

function ViewList() {
  const { data, error, refetch, isFetching } = useRead(insightQueries.views.options({}));
  const remove = useDelete({ renews: insightQueries.views.toKey({}) });
  if (error)
    return <ErrorNotice error={error} onRetry={() => void refetch()} isRetrying={isFetching} />;
  if (data?.data.length === 0) {
    return <p className="pb-2 text-xs text-muted-foreground">No view is saved yet.</p>;
  }
  return (
    <ul className="max-h-56 overflow-y-auto pb-2">
      {data?.data.map((view) => (
        <li key={view.id} className="flex items-center gap-1">
          {/* The query is data; the path is this page's. */}
          <Link
            href={`/analytics?${view.search}` as Route}
            className="min-w-0 flex-1 truncate rounded-md px-2 py-1.5 hover:bg-accent"
          >
            {view.name} <span className="text-xs text-muted-foreground">{toOwner(view)}</span>
          </Link>
          {view.is_mine && (
            <Button
              variant="quiet"
              size="icon-sm"
              aria-label={`Delete the view ${view.name}`}
              onClick={() => remove.mutate(`${insightQueries.views.path}/${view.id}`)}
            >
              <Trash2 aria-hidden />
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function toOwner(view: SavedView): string {
  if (view.tenant_id === null) return "";
  const tenant = view.tenant_name ?? "a tenant";
  return view.is_mine ? `shared with ${tenant}` : `by ${view.owner_name}, ${tenant}`;
}

function SaveForm() {
  const id = useId();
  const client = useQueryClient();
  const search = useSearchParams().toString();
  const [name, setName] = useState("");
  const [tenantId, setTenantId] = useState("");
  const today = toIsoDay(new Date());
  const tenants = useRead(
    usageQueries.list.options({
      start_date: today,
      end_date: today,
      q: "",
      sort: "name",
      order: "asc",
      page: 1,
    }),
  );
  const save = useMutation({
    mutationFn: () =>
      postJson(insightQueries.views.path, { name, search, tenant_id: tenantId || null }),
    onSuccess: () => {
      setName("");
      return client.invalidateQueries({ queryKey: insightQueries.views.toKey({}) });
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate();
  }
  return (
    <form onSubmit={submit} className="grid gap-2 border-t pt-3" aria-label="Save this view">
      <Label htmlFor={`${id}-name`}>Save this view as</Label>
      <Input
        id={`${id}-name`}
        value={name}
        maxLength={60}
        aria-invalid={save.error !== null}
        aria-describedby={`${id}-problem`}
        onChange={(event) => setName(event.target.value)}
      />
      <Label htmlFor={`${id}-tenant`}>Who may use it</Label>
      <NativeSelect
        id={`${id}-tenant`}
        value={tenantId}
        onChange={(event) => setTenantId(event.target.value)}
      >
        <option value="">Only me</option>
        {tenants.data?.data.items.map((tenant) => (
          <option key={tenant.tenant_id} value={tenant.tenant_id}>
            Whoever may see {tenant.tenant_name}
          </option>
        ))}
      </NativeSelect>
      <p id={`${id}-problem`} role="alert" className="text-xs text-danger empty:hidden">
        {save.error?.message}
      </p>
      <Button type="submit" disabled={save.isPending}>
        Save view
      </Button>
    </form>
  );
}
