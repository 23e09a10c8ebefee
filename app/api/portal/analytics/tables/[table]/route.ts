import { insightReads } from "@/lib/analytics/reads";

export const GET = insightReads.table.GET;
