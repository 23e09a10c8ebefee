import { auditReads } from "@/lib/audit/reads";

export const GET = auditReads.page.GET;
