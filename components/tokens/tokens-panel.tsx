"use client";

import type { ReactNode } from "react";
import { Panel } from "@/components/feedback/panel";
import { QueryError } from "@/components/feedback/query-error";
import { DataTable } from "@/components/table/data-table";
import type { TableColumn } from "@/components/table/table-columns";
import type { TokenList, TokenRow } from "@/lib/tokens/schema";
import type { ReadResult } from "@/lib/query/use-read";

interface TokensPanelProps {
  label: string;
  columns: readonly TableColumn<TokenRow>[];
  query: ReadResult<TokenList>;
  page: number;
  onPageChange: (page: number) => void;
  toolbar: ReactNode;
  emptyTitle: string;
  emptyHint: string;
}

/** A page of tokens with its states. */
export function TokensPanel({ query, page, onPageChange, ...table }: TokensPanelProps) {
  const list = query.data?.data;
  return (
    <Panel title="Tokens" isTitleHidden isFlush isReloading={query.isFetching && !!list}>
      <QueryError query={query} className={list && "mt-3"} />
      {(list !== undefined || !query.error) && (
        <DataTable
          {...table}
          rows={list?.items ?? []}
          rowKey={(token) => token.token_id}
          isLoading={query.isPending}
          sort={null}
          onSortChange={() => undefined}
          pageSize={list?.page_size}
          serverPaging={{ page, total: list?.total ?? 0, onPageChange }}
        />
      )}
    </Panel>
  );
}
