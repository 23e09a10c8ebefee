import { accountReads } from "@/lib/access/reads";

export const GET = accountReads.tenantChoices.GET;
