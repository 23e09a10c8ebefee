import { createHash } from "node:crypto";

const COLORS =
  "Amber Azure Coral Crimson Emerald Golden Indigo Ivory Jade Lilac Maroon Olive Pearl Ruby Sable Scarlet Silver Teal Violet Willow".split(
    " ",
  );
const ANIMALS =
  "Badger Bison Crane Dolphin Falcon Gecko Heron Ibis Jaguar Kestrel Lemur Lynx Marten Narwhal Otter Panther Quail Raven Stork Tapir".split(
    " ",
  );

/** A name that says nothing about the person: of a random secret, not of the identity. */
export function toAlias(secret: string): string {
  const hash = createHash("sha256").update(secret).digest();
  const color = COLORS[hash.readUInt8(0) % COLORS.length] ?? "";
  const animal = ANIMALS[hash.readUInt8(1) % ANIMALS.length] ?? "";
  return `${color} ${animal} ${String(hash.readUInt32BE(2) % 10_000).padStart(4, "0")}`;
}
