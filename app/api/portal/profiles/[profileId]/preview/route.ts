import { profileReads } from "@/lib/budget-profiles/reads";

export const GET = profileReads.preview.GET;
