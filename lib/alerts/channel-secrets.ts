import "server-only";
import { isSealed, openSealedText, resealText } from "@/lib/sealed-text";
import type { AlertChannelKind } from "./schema";

/** What is not to be read in the database: a webhook's address may be a secret itself, a mailbox is none. */
export interface ChannelSecrets {
  target: string;
  /** Signs what a webhook gets. */
  secret: string | null;
}

interface Channel extends ChannelSecrets {
  id: string;
  kind: AlertChannelKind;
}

const toPlace = (id: string, field: keyof ChannelSecrets) => `alert_channel ${id} ${field}`;

/** As the database keeps it. */
export function sealChannel({ id, kind, target, secret }: Channel): ChannelSecrets {
  return {
    target: kind === "email" ? target : resealText(target, toPlace(id, "target")),
    secret: secret === null ? null : resealText(secret, toPlace(id, "secret")),
  };
}

/** A row that was stored before there was a seal is plain until the worker comes by. */
const open = (text: string, place: string) => (isSealed(text) ? openSealedText(text, place) : text);

/** As it is used. @throws {SealedTextError} */
export function openChannel({ id, target, secret }: Omit<Channel, "kind">): ChannelSecrets {
  return {
    target: open(target, toPlace(id, "target")),
    secret: secret === null ? null : open(secret, toPlace(id, "secret")),
  };
}
