/** Gets the text of each item of an array, in order. Throwing ends the read. */
export type ItemSink = (itemText: string) => void;

/** How an array's text ended: all of it, cut short, or it is no array. */
export type ItemsEnd = "whole" | "truncated" | "other" | "web_page";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const LESS_THAN = 0x3c;
const MAX_ITEM_CHARACTERS = 4 * 1024 * 1024;

const isBlank = (code: number) => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

/** Cuts an array's text into its items, whatever the pieces it comes in; keeps one item at most. */
export class ItemCutter {
  private depth = 0;
  private isInString = false;
  private isEscaped = false;
  private hasStarted = false;
  private hasEnded = false;
  private isOther: "other" | "web_page" | null = null;
  /** What of the present item came with earlier pieces. */
  private held = "";

  constructor(private readonly sink: ItemSink) {}

  push(piece: string): void {
    let start = 0;
    for (let at = 0; at < piece.length && this.isOther === null; at += 1) {
      const code = piece.charCodeAt(at);
      if (this.isInString) this.passInString(code);
      else if (this.depth === 0) start = this.passOutside(code, at, start);
      else start = this.passInside(code, piece, at, start);
    }
    if (this.depth > 0) this.held += piece.slice(start);
    if (this.held.length > MAX_ITEM_CHARACTERS) this.isOther = "other";
  }

  end(): ItemsEnd {
    if (this.isOther !== null) return this.isOther;
    return this.hasEnded ? "whole" : "truncated";
  }

  private passInString(code: number): void {
    if (this.isEscaped) this.isEscaped = false;
    else if (code === BACKSLASH) this.isEscaped = true;
    else if (code === QUOTE) this.isInString = false;
  }

  private passOutside(code: number, at: number, start: number): number {
    if (isBlank(code)) return start;
    if (this.hasStarted || code !== OPEN_BRACKET) {
      this.isOther = code === LESS_THAN && !this.hasStarted ? "web_page" : "other";
      return start;
    }
    this.hasStarted = true;
    this.depth = 1;
    return at + 1;
  }

  private passInside(code: number, piece: string, at: number, start: number): number {
    if (code === QUOTE) this.isInString = true;
    else if (code === OPEN_BRACKET || code === OPEN_BRACE) this.depth += 1;
    else if (code === CLOSE_BRACE) this.depth -= 1;
    else if (code === CLOSE_BRACKET) {
      this.depth -= 1;
      if (this.depth === 0) {
        this.hasEnded = true;
        this.emit(piece.slice(start, at));
      }
    } else if (code === COMMA && this.depth === 1) {
      this.emit(piece.slice(start, at));
      return at + 1;
    }
    return start;
  }

  private emit(rest: string): void {
    const item = (this.held + rest).trim();
    this.held = "";
    if (item !== "") this.sink(item);
  }
}

/** Reads an array of any length in the memory of its longest item. Throws what the connection threw. */
export async function readJsonItems(
  body: ReadableStream<Uint8Array>,
  sink: ItemSink,
): Promise<ItemsEnd> {
  const cutter = new ItemCutter(sink);
  const decoder = new TextDecoder();
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    cutter.push(decoder.decode(value, { stream: true }));
    if (cutter.end() === "other" || cutter.end() === "web_page") {
      await reader.cancel();
      return cutter.end();
    }
  }
  cutter.push(decoder.decode());
  return cutter.end();
}
