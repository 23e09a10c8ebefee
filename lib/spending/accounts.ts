import "server-only";
import type { AccountRow } from "./account-figures";
import { findAccountsReading, listAccountRows, type AccountsReading } from "./store";

/** How old what is known of everybody's accounts is. */
export function getAccountsReading(): Promise<AccountsReading> {
  return findAccountsReading();
}

/** The accounts of people that the caller's viewer may see. */
export function listAccountsOf(people: readonly { person_id: string }[]): Promise<AccountRow[]> {
  return listAccountRows(people.map((person) => person.person_id));
}
