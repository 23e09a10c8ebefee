import { readFile } from "node:fs/promises";
import { NextRequest } from "next/server";
import { POST as postLogs } from "@/app/api/otlp/v1/logs/route";
import { POST as postMetrics } from "@/app/api/otlp/v1/metrics/route";
import { POST as postTraces } from "@/app/api/otlp/v1/traces/route";
import type { ApiScope, Viewer, ViewerRole } from "@/lib/auth/policy";
import { createTokenSecret, hashTokenSecret, toTokenHint } from "@/lib/tokens/secret";
import { rollUpCalls } from "@/lib/sync/coding/roll-up-calls";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { insertAccount, insertTenant } from "@/lib/testing/factories";
import { MS_PER_DAY } from "@/lib/time";

export const ROUTES = { traces: postTraces, metrics: postMetrics, logs: postLogs };
export type Path = keyof typeof ROUTES;

export const TENANT = "payments";
export const FIXTURE_EMAIL = "rosa.lindqvist@example.invalid";

export const readFixture = (name: string) => readFile(`lib/otlp/fixtures/${name}`);

export interface CodingBed {
  database: TestDatabase;
  db: TestDatabase["db"];
  viewer: Viewer;
  secret: string;
  /** Another account with a token of its own. */
  addSender(role: ViewerRole, email: string, scopes?: ApiScope[]): Promise<Sender>;
  post(path: Path, body: unknown, headers?: Record<string, string>): Promise<Response>;
  rollUp(): Promise<void>;
  /** Money that the tenant's page shows. */
  readTotal(tenantId?: string): Promise<string>;
  close(): Promise<void>;
}

export interface Sender {
  viewer: Viewer;
  tokenId: string;
  secret: string;
}

function toBody(body: unknown): BodyInit {
  if (typeof body === "string") return body;
  return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
}

export function toRequest(path: Path, body: unknown, headers: Record<string, string>): NextRequest {
  return new NextRequest(`http://portal/api/otlp/v1/${path}`, {
    method: "POST",
    body: toBody(body),
    headers: { "content-type": "application/json", ...headers },
  });
}

/** A portal's database with a tenant, a developer of it and the developer's token. */
export async function openCodingBed(): Promise<CodingBed> {
  const database = await createTestDatabase();
  const { db } = database;
  await insertTenant(db, TENANT);
  const addSender = async (
    role: ViewerRole,
    email: string,
    scopes: ApiScope[] = ["otlp:write"],
  ) => {
    const viewer = await insertAccount(db, role, email);
    const secret = createTokenSecret();
    const { id } = await db.apiToken.create({
      data: {
        ...{ userId: viewer.userId, name: "Laptop", scopes },
        ...{ hash: hashTokenSecret(secret), hint: toTokenHint(secret) },
        expiresAt: new Date(Date.now() + MS_PER_DAY),
      },
    });
    return { viewer, secret, tokenId: id };
  };
  const { viewer, secret } = await addSender("user", "ada@example.com");
  await db.tenantMember.create({ data: { userId: viewer.userId, tenantId: TENANT } });
  return {
    ...{ database, db, viewer, secret, addSender },
    post: (path, body, headers = {}) =>
      ROUTES[path](toRequest(path, body, { authorization: `Bearer ${secret}`, ...headers })),
    rollUp: async () => {
      while ((await rollUpCalls(db)) > 0);
    },
    readTotal: async (tenantId = TENANT) => {
      const sum = await db.tenantUsageDaily.aggregate({
        where: { tenantId },
        _sum: { costUsd: true },
      });
      return sum._sum.costUsd?.toFixed() ?? "0";
    },
    close: () => database.drop(),
  };
}
