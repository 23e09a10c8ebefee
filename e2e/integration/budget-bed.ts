import { changeBudgets } from "@/lib/budgets/changes";
import { shareBudgetConnection } from "@/lib/budgets/gateway";
import { toBudgetFields } from "@/lib/budgets/fields";
import {
  budgetListQuerySchema,
  type BudgetEdit,
  type BudgetFields,
  type BudgetRow,
} from "@/lib/budgets/schema";
import { openBudgetList } from "@/lib/budgets/service";
import { adminViewer } from "@/lib/testing/factories";
import { createUpstreamHttp } from "@/lib/upstream/http";
import { createSyncBed, type SyncBed } from "./sync-bed";

type Kind = "tenant" | "agent";

export const toTarget = ({ kind, tenant_id, id }: BudgetRow) => ({ kind, tenant_id, id });

async function listRows(kind: Kind): Promise<BudgetRow[]> {
  const query = budgetListQuerySchema.parse({ kind, sort: "name", order: "asc" });
  return (await (await openBudgetList(adminViewer, query)).load()).data.items;
}

async function pickRow(kind: Kind, index = 0): Promise<BudgetRow> {
  const row = (await listRows(kind))[index];
  if (row === undefined) throw new Error("no such budget");
  return row;
}

/** The row as it is now. */
async function findRow(row: BudgetRow): Promise<BudgetRow> {
  const rows = await listRows(row.kind === "tenant" ? "tenant" : "agent");
  const found = rows.find(({ id }) => id === row.id);
  if (found === undefined) throw new Error("it is gone");
  return found;
}

function change(
  rows: BudgetRow | readonly BudgetRow[],
  edit: BudgetEdit,
  viewer = adminViewer,
  expected?: BudgetFields,
) {
  const list = Array.isArray(rows) ? (rows as readonly BudgetRow[]) : [rows as BudgetRow];
  const targets = list.map((row) => ({
    ...toTarget(row),
    expected: expected ?? toBudgetFields(row),
  }));
  return changeBudgets(viewer, { targets, edit, reason: "More people" });
}

/** What LiteLLM has, and what was sent to it. */
function toUpstreamReaders({ upstream }: SyncBed) {
  async function read(path: string): Promise<Record<string, unknown>> {
    const response = await fetch(`${upstream.url}${path}`, {
      headers: { authorization: `Bearer ${upstream.keys.admin}` },
    });
    const body = (await response.json()) as Record<string, Record<string, unknown>>;
    return body.team_info ?? body.info ?? {};
  }
  return {
    readTeam: (row: BudgetRow) => read(`/team/info?team_id=${row.id}`),
    readKey: (row: BudgetRow) => read(`/key/info?key=${row.id}`),
    listWrites: async () => {
      const { entries } = await upstream.control.log();
      return entries
        .filter(({ method }) => method === "POST")
        .map(({ path, body }) => [path, body]);
    },
  };
}

/** Budgets that a sync has read, and the way to change them: open `connect` before each test. */
export async function createBudgetBed() {
  const bed = await createSyncBed({ tenants: 3, agentsPerTenant: 3, version: "1.93.0" });
  const { errors } = await bed.sync();
  if (errors.length > 0) throw new Error(`the first sync failed: ${errors.join("; ")}`);
  const connect = () =>
    shareBudgetConnection(
      createUpstreamHttp({
        names: { service: "LiteLLM", urlSetting: "LITELLM_URL", keySetting: "LITELLM_MASTER_KEY" },
        baseUrl: bed.upstream.url,
        apiKey: bed.upstream.keys.admin,
        timeoutMs: 5_000,
        concurrency: 4,
        retryBaseDelayMs: 1,
      }),
    );
  const disconnect = async () => {
    shareBudgetConnection(undefined);
    await bed.upstream.control.setKnobs({
      ...{ errorRate: 0, failFirst: 0, pathPattern: null, isHeld: false },
    });
  };
  return {
    ...bed,
    ...toUpstreamReaders(bed),
    listRows,
    pickRow,
    findRow,
    change,
    connect,
    disconnect,
  };
}

export type BudgetBed = Awaited<ReturnType<typeof createBudgetBed>>;
