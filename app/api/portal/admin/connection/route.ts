import { operationsReads } from "@/lib/operations/reads";

export const GET = operationsReads.connection.GET;
