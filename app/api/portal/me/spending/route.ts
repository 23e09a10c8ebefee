import { spendingReads } from "@/lib/spending/reads";

export const GET = spendingReads.mine.GET;
