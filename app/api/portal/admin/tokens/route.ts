import { tokenReads } from "@/lib/tokens/reads";

export const GET = tokenReads.everybodys.GET;
