import { existsSync, readFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import ts from "typescript";

/** What components say where there is nothing, by the name of the attribute, property or parameter. */
const EMPTY_NAMES = new Set(["emptyTitle", "emptyHint"]);
/** Lists of words that are said where there is nothing. */
const WORD_LISTS = new Set(["UNAVAILABLE_WORDS", "NO_LIMIT", "freshnessWords"]);

/** The literals of an expression; what is filled in stands as `…`. */
function listLiterals(node: ts.Node): string[] {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text];
  if (ts.isTemplateExpression(node)) {
    const rest = node.templateSpans.map(({ literal }) => literal.text);
    return [[node.head.text, ...rest].join("…")];
  }
  if (ts.isConditionalExpression(node)) {
    return [...listLiterals(node.whenTrue), ...listLiterals(node.whenFalse)];
  }
  if (ts.isBinaryExpression(node)) return [...listLiterals(node.left), ...listLiterals(node.right)];
  if (ts.isJsxText(node)) return [node.text.replace(/\s+/g, " ").trim()];
  const found: string[] = [];
  ts.forEachChild(node, (child) => {
    if (!ts.isPropertyAccessExpression(child)) found.push(...listLiterals(child));
  });
  return found;
}

function isEmptyStateAttribute(node: ts.JsxAttribute): boolean {
  const element = node.parent.parent;
  const isEmptyState =
    ts.isJsxSelfClosingElement(element) && element.tagName.getText() === "EmptyState";
  return isEmptyState && ["title", "hint"].includes(node.name.getText());
}

/** The part of a node that is said, where it is one of what this table is about. */
function findSaid(node: ts.Node): ts.Node | undefined {
  if (ts.isJsxAttribute(node)) {
    const isSaid = EMPTY_NAMES.has(node.name.getText()) || isEmptyStateAttribute(node);
    return isSaid ? node.initializer : undefined;
  }
  if (ts.isPropertyAssignment(node) || ts.isBindingElement(node)) {
    return EMPTY_NAMES.has(node.name.getText()) ? node.initializer : undefined;
  }
  if (ts.isVariableDeclaration(node)) {
    return WORD_LISTS.has(node.name.getText()) ? node.initializer : undefined;
  }
  const isError = ts.isNewExpression(node) && node.expression.getText() === "AppError";
  return isError ? node.arguments?.[1] : undefined;
}

function listSaidIn(file: string): string[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(file, "utf8"),
    ts.ScriptTarget.Latest,
    true,
  );
  const found: string[] = [];
  const visit = (node: ts.Node) => {
    const said = findSaid(node);
    if (said) found.push(...listLiterals(said));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.filter((text) => /[a-z] [a-z…]/i.test(text) || /^[A-Z].*\.$/.test(text));
}

/** What the portal says where there is nothing to show or something was refused, each text once. */
export function listSaidTexts(): string[] {
  const files = execFileSync(
    "git",
    ["ls-files", "-co", "--exclude-standard", "app", "components", "lib"],
    { encoding: "utf8" },
  );
  const isSource = (file: string) =>
    /\.tsx?$/.test(file) && !/\.test\.|^lib\/(db\/generated|testing)\//.test(file);
  const sources = files.split("\n").filter((file) => isSource(file) && existsSync(file));
  return [...new Set(sources.flatMap(listSaidIn))].sort();
}
