import { toIsoDay } from "@/lib/time";
import type { CallerRole } from "./caller";
import { createLiteLLMHttp, type LiteLLMClientOptions } from "./client";
import type { Diagnosis, Finding } from "../diagnosis";
import {
  checkHealth,
  checkIdentity,
  checkReachable,
  checkVersion,
  findHealth,
  toRoleFinding,
  watchRole,
} from "./doctor-identity";
import {
  checkChannels,
  checkCustomers,
  checkEnterprise,
  checkOrganizations,
  checkRights,
  checkSpendLogs,
  checkWrites,
} from "./doctor-rights";

export interface DoctorOptions extends LiteLLMClientOptions {
  /** What tags that name a channel begin with. */
  channelTagPrefix: string;
  /** 0 where no spend logs are read. */
  spendLogPages?: number;
  now?: Date;
}

/**
 * Asks LiteLLM everything the portal depends on and says what is missing and what to do.
 * Does not throw when LiteLLM is down, refuses or answers nonsense. Writes nothing.
 */
export async function diagnoseLiteLLM(options: DoctorOptions): Promise<Diagnosis> {
  const watch = watchRole(createLiteLLMHttp(options));
  const { http } = watch;
  const findings: Finding[] = [await checkReachable(http, options.baseUrl)];
  if (findings.some((finding) => finding.status === "failed")) return { findings };

  const today = toIsoDay(options.now ?? new Date());
  const health = await findHealth(http);
  findings.push(...checkHealth(health));
  const identity = await checkIdentity(http);
  findings.push(identity.finding);
  findings.push(await checkVersion(http, health, today));
  if (!identity.isKeyAccepted) return { findings };

  // What a refusal says of the role goes before what the key's own row says.
  const findRole = (): CallerRole => watch.findRole() ?? identity.role;
  const rights = await checkRights(http, findRole, today);
  rights.push(await checkCustomers(http, options.timeoutMs), await checkWrites(http));
  if (options.spendLogPages) rights.push(await checkSpendLogs(http, today));
  findings.push(toRoleFinding(findRole()), ...rights);
  if (options.tenantEntity === "organization") findings.push(await checkOrganizations(http));
  const version = health?.version ?? null;
  const { channelTagPrefix } = options;
  findings.push(...(await checkChannels(http, { channelTagPrefix, version, today })));
  findings.push(await checkEnterprise(http, today));
  return { findings };
}
