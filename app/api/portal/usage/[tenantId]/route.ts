import { usageReads } from "@/lib/usage/reads";

export const GET = usageReads.detail.GET;
