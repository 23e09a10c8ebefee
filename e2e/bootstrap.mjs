// Plain Node: it runs on a fresh clone, before anything is installed.
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const PROGRAMS = new Map([
  ["demo", "e2e/demo.ts"],
  ["test", "e2e/run-tests.ts"],
]);
/** A terminal and npm both pass on one Ctrl-C. */
const SAME_SIGNAL_MS = 1_000;

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(path.join(ROOT, file), "utf8"));
  } catch {
    return null; // Not installed yet.
  }
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 9)) return;
  fail(`Tokenroll needs Node 20.9 or newer; this is ${process.version}.`);
}

/** npm notes what it installed; what the lock file asks for must be there in the same version. */
function isInstalled() {
  const wanted = readJson("package-lock.json")?.packages ?? {};
  const installed = readJson("node_modules/.package-lock.json")?.packages;
  if (!installed) return false;
  return Object.entries(wanted).every(
    ([place, { version, optional, devOptional, peer }]) =>
      place === "" ||
      (optional || devOptional || peer ? true : installed[place]?.version === version),
  );
}

function install() {
  if (isInstalled()) return;
  const startedAt = Date.now();
  process.stdout.write("Installing packages (npm install) …\n");
  // Not `npm ci`: it insists on the optional packages of every platform, which not every registry mirror has.
  const words = ["install", "--no-save", "--include=dev", "--no-audit", "--no-fund"];
  const { status } = spawnSync("npm", words, {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  if (status !== 0) fail("npm install failed; see above.");
  process.stdout.write(`Installed in ${Math.round((Date.now() - startedAt) / 1000)} s\n`);
}

/** In a group of its own, so that one Ctrl-C arrives once. */
function run(file) {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "--conditions=react-server", file, ...process.argv.slice(3)],
    { cwd: ROOT, stdio: "inherit", detached: true },
  );
  let lastSignalAt = 0;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      if (Date.now() - lastSignalAt < SAME_SIGNAL_MS) return;
      lastSignalAt = Date.now();
      child.kill(signal);
    });
  }
  child.on("exit", (code) => process.exit(code ?? 1));
}

const program = PROGRAMS.get(process.argv[2] ?? "");
if (!program) fail("Usage: npm run demo | npm test");
checkNode();
install();
run(program);
