import { spendingReads } from "@/lib/spending/reads";

export const GET = spendingReads.myHistory.GET;
