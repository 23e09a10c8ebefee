export const COMPANY_NAMES: readonly string[] = [
  "Northwind Logistics",
  "Halden & Roth Insurance",
  "Brightwater Health",
  "Aldergrove Legal",
  "Kestrel Aviation Services",
  "Mosaic Retail Group",
  "Fjordline Energy",
  "Oakhurst Publishing",
  "Tessera Robotics",
  "Pinecrest Hospitality",
  "Lumen & Sons Bakery",
  "Quarry Street Museum",
];

const FIRST = [
  "Amber",
  "Birch",
  "Cobalt",
  "Delta",
  "Ember",
  "Falcon",
  "Granite",
  "Harbor",
  "Iris",
  "Juniper",
] as const;
const SECOND = [
  "Analytics",
  "Freight",
  "Clinics",
  "Foods",
  "Media",
  "Motors",
  "Partners",
  "Systems",
  "Textiles",
  "Works",
] as const;

export function companyName(index: number): string {
  const fixed = COMPANY_NAMES[index];
  if (fixed !== undefined) return fixed;
  const first = FIRST[index % FIRST.length] ?? "Amber";
  const second = SECOND[Math.floor(index / FIRST.length) % SECOND.length] ?? "Works";
  return `${first} ${second} ${Math.floor(index / (FIRST.length * SECOND.length)) + 1}`;
}

/** Each company takes a run of this list, so that no name occurs twice inside one company. */
export const AGENT_NAMES: readonly string[] = [
  "Support Bot",
  "Invoice Reader",
  "Release Notes Writer",
  "Contract Reviewer",
  "Order Tracker",
  "Meeting Summarizer",
  "Claims Triage",
  "Ticket Router",
  "Onboarding Guide",
  "Expense Auditor",
  "Price Watcher",
  "Knowledge Librarian",
  "Sales Follow-up",
  "Shift Planner",
  "Incident Scribe",
  "Code Reviewer",
  "Customs Clerk",
  "Returns Desk",
  "Newsletter Editor",
  "Translation Desk",
  "Compliance Checker",
  "Lead Qualifier",
  "Warehouse Assistant",
  "Survey Analyst",
  "Travel Booker",
  "Catalogue Writer",
  "Payroll Helper",
  "Social Media Planner",
  "Quality Inspector",
  "Menu Translator",
  "Feedback Reader",
  "Grant Finder",
  "Data Steward",
  "Interview Scheduler",
  "Policy Explainer",
  "Renewal Reminder",
];

export const CHANNELS = ["slack", "web", "whatsapp", "email", "teams", "telegram", "api"] as const;

export const USER_AGENTS: readonly { name: string; version: string }[] = [
  { name: "OpenAI/Python", version: "1.99.6" },
  { name: "AsyncOpenAI/Python", version: "2.3.0" },
  { name: "node-fetch", version: "3.3.2" },
  { name: "claude-cli", version: "1.0.17" },
  { name: "n8n", version: "1.112.4" },
];
