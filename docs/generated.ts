import { z } from "zod";
import { SETTING_GROUPS } from "@/lib/settings";

const ENV_WIDTH = 96;

/** What zod says of a setting as it is typed into the environment. A description is a must. */
const described = z.object({
  description: z.string().min(1),
  example: z.string().optional(),
  default: z.union([z.string(), z.number()]).optional(),
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  maximum: z.number().optional(),
});
type Described = z.infer<typeof described>;

interface Setting extends Described {
  name: string;
  isRequired: boolean;
}

function describeGroup(shape: z.core.$ZodShape): Setting[] {
  const { properties = {}, required = [] } = z.toJSONSchema(z.object(shape), { io: "input" });
  return Object.entries(properties).map(([name, property]) => ({
    name,
    isRequired: required.includes(name),
    ...described.parse(property),
  }));
}

function toAllowed(setting: Setting): string | null {
  if (setting.enum) return `One of \`${setting.enum.join("`, `")}\`.`;
  if (setting.maximum === undefined) return null;
  const least = setting.minimum ?? (setting.exclusiveMinimum ?? 0) + 1;
  return setting.maximum === Number.MAX_SAFE_INTEGER
    ? `${least} or more.`
    : `${least} to ${setting.maximum}.`;
}

function toNotes(setting: Setting): string[] {
  const { description, example } = setting;
  const notes = [description, toAllowed(setting), example && `Example: \`${example}\``];
  return notes.filter((note) => typeof note === "string");
}

/** Wrapped, without Markdown's marks of code. */
function toComment(text: string): string {
  const lines = [""];
  for (const word of text.replaceAll("`", "").split(" ")) {
    const line = lines[lines.length - 1] ?? "";
    if (line.length + word.length < ENV_WIDTH) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(` ${word}`);
  }
  return lines.map((line) => `#${line}\n`).join("");
}

/** Quoted where a shell would otherwise split it. */
function toEnvValue(value: string | number | undefined): string {
  const text = String(value ?? "");
  return /[\s<>;#]/.test(text) ? `"${text}"` : text;
}

function toEnvLines(setting: Setting): string {
  const comments = toNotes(setting).map(toComment);
  return `${comments.join("")}${setting.name}=${toEnvValue(setting.default)}\n`;
}

function toEnvExample(): string {
  const groups = Object.entries(SETTING_GROUPS).map(([title, shape]) => {
    const heading = `# --- ${title} ${"-".repeat(ENV_WIDTH - title.length - 5)}\n`;
    return heading + describeGroup(shape).map(toEnvLines).join("");
  });
  return [
    "# Settings of Tokenroll, written by `npm run docs` from lib/settings.ts. Empty means not set.\n" +
      "# LITELLM_URL and LITELLM_MASTER_KEY must be set; all others may be left out.\n",
    ...groups,
  ].join("\n");
}

function toDefault(setting: Setting): string {
  if (setting.isRequired) return "required";
  const { default: value = "" } = setting;
  return value === "" ? "–" : `\`${value}\``;
}

function toTableRow(setting: Setting): string {
  return `| \`${setting.name}\` | ${toDefault(setting)} | ${toNotes(setting).join(" ")} |\n`;
}

function toSettingsPage(): string {
  const groups = Object.entries(SETTING_GROUPS).map(
    ([title, shape]) =>
      `## ${title}\n\n| setting | default | meaning |\n| --- | --- | --- |\n` +
      describeGroup(shape).map(toTableRow).join(""),
  );
  return [
    "# Settings\n\n" +
      "Written by `npm run docs` from `lib/settings.ts`; change it there.\n\n" +
      "Settings come from the environment, or from a file `.env` in the portal's folder (Node 20.12 or newer;\n" +
      "what the environment has wins). `.env.example` is such a file. An empty value means not set. A missing\n" +
      "or wrong setting stops the start with one message that lists them all.\n",
    ...groups,
  ].join("\n");
}

/** Files that are made from the code, by their address in the repository. */
export function generateFiles(): Record<string, string> {
  return { ".env.example": toEnvExample(), "docs/settings.md": toSettingsPage() };
}
