import { readFile } from "node:fs/promises";
import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { parsePeople, parseTyped, toAddressee, type ParsedPeople } from "./parse-people";
import { readUpload, unpack } from "./read-upload";

const encode = (text: string) => new TextEncoder().encode(text);

async function read(bytes: Uint8Array): Promise<ParsedPeople> {
  const sheets = await readUpload(bytes);
  const best = sheets.map((sheet) => parsePeople(sheet));
  return best.reduce((most, one) => (one.people.length > most.people.length ? one : most));
}

const emails = ({ people }: ParsedPeople) => people.map((person) => person.person_id);

describe("a spreadsheet of another program", () => {
  it("gives its people, and says what it merged and left out", async () => {
    const file = await readFile("lib/people/fixtures/bootcamp.openpyxl.xlsx");
    const found = await read(new Uint8Array(file));
    expect(found.people).toHaveLength(8);
    expect(found.people[1]).toEqual({
      row: 3,
      person_id: "ben.castillo@example.com",
      name: "Ben Castillo",
    });
    expect(found.columns[found.column ?? -1]?.header).toBe("Work e-mail");
    expect(found.merged).toMatchObject([{ reason: "duplicate", first_row: 2 }]);
    expect(found.leftOut.map((remark) => remark.reason)).toEqual([
      "no_email",
      "no_email",
      "not_an_email",
      "totals",
    ]);
  });
});

describe("text files", () => {
  const TABLE = "Name;E-Mail;Team\nNína;NINA@example.com;A\n\nBo;bo@example.com;B\nTOTAL;2;\n";

  it.each([
    ["UTF-8", encode(TABLE)],
    ["UTF-8 with its mark", encode(`\uFEFF${TABLE}`)],
    ["UTF-16 little", Buffer.from(`\uFEFF${TABLE}`, "utf16le")],
    ["UTF-16 big", Buffer.from(`\uFEFF${TABLE}`, "utf16le").swap16()],
    ["UTF-16 without a mark", Buffer.from(TABLE, "utf16le")],
    ["Windows' letters", Buffer.from(TABLE, "latin1")],
    ["commas", encode(TABLE.replaceAll(";", ","))],
    ["tabs and Windows' lines", encode(TABLE.replaceAll(";", "\t").replaceAll("\n", "\r\n"))],
  ])("are read with %s", async (_name, bytes) => {
    const found = await read(new Uint8Array(bytes));
    expect(emails(found)).toEqual(["nina@example.com", "bo@example.com"]);
    expect(found.people[0]?.name).toBe("Nína");
    expect(found.leftOut.map((remark) => remark.reason)).toEqual(["totals"]);
  });

  it("may have no header, quotes, and e-mails in brackets", async () => {
    const found = await read(encode('"Nina, Dr." <Nina@Example.com>\nmailto:bo@example.com\n'));
    expect(emails(found)).toEqual(["nina@example.com", "bo@example.com"]);
    expect(toAddressee('"Berg, Nina" <mailto:Nina@Example.com>')).toEqual({
      ...{ email: "nina@example.com", name: "Berg, Nina" },
    });
    expect(found.people[0]?.name).toBe("Nina, Dr.");
  });
});

describe("the layouts of real lists", () => {
  const parse = (rows: (string | number | null)[][]) => parsePeople({ name: "Sheet", rows });

  it("may have the headers in row 1, the totals in row 2 and a count at the end", () => {
    const found = parse([
      ["Email", "Web", "Total"],
      ["TOTAL", 120, 120],
      ["ana@example.com", 60, 60],
      ["bo@example.com", 60, 60],
      [2, null, null],
    ]);
    expect(found.columns.map((column) => column.header)).toEqual(["Email", "Web", "Total"]);
    expect(emails(found)).toEqual(["ana@example.com", "bo@example.com"]);
    expect(found.leftOut).toMatchObject([
      { row: 2, reason: "totals" },
      { row: 5, reason: "totals" },
    ]);
  });

  it("may have a manager's e-mail first and the name in two columns", () => {
    const found = parse([
      ["Manager-Mail", "Vorname", "Nachname", "E-Mail"],
      ["boss@example.com", "Ana", "Berg", "ana@example.com"],
      ["chief@example.com", "Bo", "Dahl", "bo@example.com"],
    ]);
    expect(found.column).toBe(3);
    expect(found.people.map((person) => person.name)).toEqual(["Ana Berg", "Bo Dahl"]);
    const shared = parse([
      ["boss@example.com", "ana@example.com"],
      ["boss@example.com", "bo@example.com"],
    ]);
    expect(emails(shared)).toEqual(["ana@example.com", "bo@example.com"]);
  });

  it("says how many formulas have no value", async () => {
    const [sheet] = await readUpload(withCell("A1", '<c r="B1"><f>LOWER(A1)</f></c>'));
    expect(sheet?.uncalculated).toBe(1);
  });
});

describe("a typed list", () => {
  it("understands names, brackets, commas, lines and user names", () => {
    const text =
      'Nina Berg <NINA@example.com>, bo@example.com\n"Dahl, Per" <per@example.com>; zoe\nbo@example.com';
    expect(parseTyped(text)).toEqual([
      { person_id: "nina@example.com", name: "Nina Berg" },
      { person_id: "bo@example.com", name: null },
      { person_id: "per@example.com", name: "Dahl, Per" },
      { person_id: "zoe", name: null },
    ]);
    expect(parseTyped("a@x.co, Ida <ida@x.co>").map((person) => person.person_id)).toEqual([
      "a@x.co",
      "ida@x.co",
    ]);
  });
});

/** The smallest spreadsheet: one e-mail in the cell that is named, and more where it is given. */
function withCell(address: string, more = ""): Uint8Array {
  const row = `<row><c r="${address}" t="inlineStr"><is><t>ana@example.com</t></is></c>${more}</row>`;
  const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const files = {
    "xl/workbook.xml": `<workbook xmlns:r="${relations}"><sheets><sheet name="People" sheetId="1" r:id="r1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `<worksheet><sheetData>${row}</sheetData></worksheet>`,
  };
  return zipSync(Object.fromEntries(Object.entries(files).map(([k, v]) => [k, strToU8(v)])));
}

describe("files that are refused", () => {
  const bomb = zipSync({ "xl/worksheets/sheet1.xml": new Uint8Array(4 * 1024 * 1024) });

  it.each([
    ["nothing", new Uint8Array(), /empty/],
    ["a password or an old format", Buffer.from("d0cf11e0a1b11ae1", "hex"), /password/],
    ["a broken archive", Buffer.from("504b0304ffffffffff", "hex"), /broken|cannot|no spreadsheet/i],
    [
      "an archive of something else",
      zipSync({ "a.txt": strToU8("hello") }),
      /no spreadsheet|cannot/,
    ],
    ["a picture", Buffer.from("89504e470d0a1a0a0000000d4948445200000001", "hex"), /neither/],
    ["too many rows", encode("a@b.co\n".repeat(20_300)), /at most 20000/],
    ["too many columns", encode(`a@b.co${",".repeat(300)}\n`), /more than 256 columns/],
    ["a cell beyond the last column that there is", withCell("ZZZZZ1"), /more than 256 columns/],
    ["a cell far below", withCell("A999999999"), /more than 20200 rows/],
  ])("%s", async (_name, bytes, words) => {
    await expect(readUpload(new Uint8Array(bytes))).rejects.toThrow(words);
  });

  it("a bomb, before it is unpacked whole", () => {
    expect(bomb.length).toBeLessThan(20_000);
    expect(() => unpack(bomb, 1024 * 1024)).toThrow(/far more/);
    expect(() => unpack(bomb)).not.toThrow();
  });

  it("an archive whose sizes are made up is counted by what comes out of it", () => {
    const lying = bomb.slice();
    const view = new DataView(lying.buffer);
    const directory = lying.length - 22 - 46 - "xl/worksheets/sheet1.xml".length;
    for (const size of [18 + 4, directory + 24]) view.setUint32(size, 100, true);
    expect(() => unpack(lying, 1024 * 1024)).toThrow(/far more/);
  });
});

describe("cells that hold nothing", () => {
  it("may stand wherever somebody gave them a colour", async () => {
    const sheets = await readUpload(withCell("A1", '<c r="XFD1" s="0"/>'));
    expect(sheets).toMatchObject([{ name: "People", rows: [["ana@example.com"]] }]);
  });
});

describe("cells without end", () => {
  it("are no e-mail, and are not searched for one", () => {
    expect(toAddressee(`a@${".".repeat(2_000_000)} `).email).toBe("");
    expect(toAddressee(`${";".repeat(2_000_000)}x`).email).toBe("");
  });

  it("cost what they are, not their number times the rows", () => {
    const wide = Array.from({ length: 200_000 }, () => "x");
    const rows = [wide, ...Array.from({ length: 20_000 }, () => ["ana@example.com"])];
    expect(parsePeople({ name: "Wide", rows }).column).toBe(0);
  });
});
