import { setTimeout as sleep } from "node:timers/promises";
import { LiteLLMControl } from "@/e2e/upstream/litellm/control-client";
import { AnalyticsControl } from "@/e2e/upstream/analytics/control-client";
import { startNode, toTypeScriptArgs, type ManagedProcess } from "@/lib/cli/processes";
import { findFreePort } from "@/lib/db/free-port";
import { toChildEnv } from "@/lib/env";

const MASTER_KEY = "sk-tokenroll-stand-in-of-litellm";
const START_TIMEOUT_MS = 60_000;

export interface StandInProcess {
  url: string;
  masterKey: string;
  control: LiteLLMControl;
  process: ManagedProcess;
}

export interface StandInOptions {
  /** How many people have customers; all of them when missing. */
  people?: number;
  /** Nobody lacks one of the three accounts. */
  hasEveryAccount?: boolean;
  days?: number;
  /** The last day of its history, "YYYY-MM-DD"; today when missing. */
  anchorDay?: string;
}

/** The stand-in of LiteLLM as a process of its own, ready to answer. */
export async function startStandIn(options: StandInOptions = {}): Promise<StandInProcess> {
  const port = await findFreePort(0, "127.0.0.1");
  const args = ["--port", String(port), "--master-key", MASTER_KEY];
  if (options.days !== undefined) args.push("--days", String(options.days));
  if (options.people !== undefined) args.push("--people", String(options.people));
  if (options.hasEveryAccount === true) args.push("--every-account");
  if (options.anchorDay !== undefined) args.push("--anchor", options.anchorDay);
  const child = startNode([...toTypeScriptArgs("e2e/upstream/litellm/main.ts"), ...args], {
    env: toChildEnv({}),
    output: "ignore",
  });
  const url = `http://127.0.0.1:${port}`;
  const control = new LiteLLMControl(url);
  await waitUntil("The stand-in of LiteLLM", child, () => control.state());
  return { url, masterKey: MASTER_KEY, control, process: child };
}

const ANALYTICS_KEY = "tokenroll-stand-in-of-analytics";

export interface AnalyticsProcess {
  url: string;
  key: string;
  control: AnalyticsControl;
  process: ManagedProcess;
}

/** The stand-in of the analytics API as a process of its own, ready to answer. */
export async function startAnalyticsStandIn(
  size: { people?: number; projects?: number } = {},
): Promise<AnalyticsProcess> {
  const port = await findFreePort(0, "127.0.0.1");
  const args = ["--port", String(port), "--admin-key", ANALYTICS_KEY];
  if (size.people !== undefined) args.push("--people", String(size.people));
  if (size.projects !== undefined) args.push("--projects", String(size.projects));
  const child = startNode([...toTypeScriptArgs("e2e/upstream/analytics/main.ts"), ...args], {
    env: toChildEnv({}),
    output: "ignore",
  });
  const url = `http://127.0.0.1:${port}`;
  const control = new AnalyticsControl(url);
  await waitUntil("The stand-in of the analytics API", child, () => control.state());
  return { url, key: ANALYTICS_KEY, control, process: child };
}

/** Asks until the answer comes; fails when the process ends or a minute passes. */
export async function waitUntil(
  name: string,
  child: ManagedProcess,
  ask: () => Promise<unknown>,
): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  const end: { code?: number } = {};
  void child.exited.then((code) => {
    end.code = code;
  });
  for (;;) {
    try {
      await ask();
      return;
    } catch (cause) {
      if (end.code !== undefined) {
        throw new Error(`${name} ended with exit code ${end.code}`, { cause });
      }
      if (Date.now() > deadline) throw new Error(`${name} did not answer in time`, { cause });
    }
    await sleep(100);
  }
}
