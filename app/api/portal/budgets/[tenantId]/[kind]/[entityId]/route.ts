import { budgetReads } from "@/lib/budgets/reads";

export const GET = budgetReads.detail.GET;
