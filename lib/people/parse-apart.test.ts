import { expect, it } from "vitest";
import { parseUploadApart } from "./parse-apart";

const encode = (text: string) => new TextEncoder().encode(text);
const LIST = encode("Name,E-mail\nAna,ana@example.com\n");
const LARGE = encode(`${"x".repeat(40)},ana@example.com\n`.repeat(20_000));

it("reads a file in a process of its own", async () => {
  const parsed = await parseUploadApart(LIST, { column: 1 });
  expect(parsed).toMatchObject({
    sheet: "Text file",
    people: [{ person_id: "ana@example.com", name: "Ana", row: 2 }],
  });
});

it("says why a file is refused", async () => {
  await expect(parseUploadApart(encode(""), {})).rejects.toThrow("The file is empty.");
  await expect(parseUploadApart(LIST, { sheet: "People" })).rejects.toMatchObject({
    code: "bad_request",
    message: "The file has no sheet named People.",
  });
});

it("outlives a file that takes all memory, and ends one that does not end", async () => {
  const short = { memoryMb: 384, timeoutMs: 1 };
  await expect(parseUploadApart(LIST, {}, short)).rejects.toThrow(/takes too long.*as \.csv/);
  const narrow = { memoryMb: 12, timeoutMs: 60_000 };
  await expect(parseUploadApart(LARGE, {}, narrow)).rejects.toThrow(/too much memory.*as \.csv/);
});
