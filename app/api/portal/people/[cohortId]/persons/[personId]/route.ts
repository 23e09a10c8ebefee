import { peopleReads } from "@/lib/people/reads";

export const GET = peopleReads.person.GET;
