import { peopleReads } from "@/lib/people/reads";

export const GET = peopleReads.mine.GET;
