import { usageReads } from "@/lib/usage/reads";

export const GET = usageReads.byModel.GET;
