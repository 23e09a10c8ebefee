import { codingReads } from "@/lib/coding/reads";

export const GET = codingReads.summary.GET;
