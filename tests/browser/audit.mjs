// Opens pages in Chromium and prints, as JSON, what is wrong with each view of each.
//   node audit.mjs CHROMIUM PAGE.html…
// A view is a width and a colour scheme. axe-core runs through the debugger, because the page's own
// policy refuses any script.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
// By day every rule; by night the colours, which are all that changes: where letters are smallest,
// and need the most contrast.
// At the narrowest the page may not scroll sideways; for axe it is the one before.
const ALL = { type: "tag", values: RULES };
const COLOURS = { type: "rule", values: ["color-contrast"] };
const VIEWS = [
  { width: 1100, colorScheme: "light", runOnly: ALL },
  { width: 360, colorScheme: "light", runOnly: ALL },
  { width: 360, colorScheme: "dark", runOnly: COLOURS },
  { width: 320, colorScheme: "light" },
];

// axe cannot tell a contrast over a gradient: the decoration goes, so that no text escapes it.
function undecorate() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(".cover::before { display: none } .scroll { background: none }");
  document.adoptedStyleSheets = [sheet];
}

// In the page: what axe found is many times what is told of it.
async function judge(runOnly) {
  const scan = { runOnly, resultTypes: ["violations"] };
  const { violations, passes } = await axe.run(scan);
  const told = (rule) => rule.nodes.map((node) => `${rule.id}: ${node.target} ${node.html.slice(0, 120)}`);
  return { violations: violations.flatMap(told), passes: passes.length };
}

async function judgedByAxe(page, runOnly) {
  await page.evaluate(undecorate);
  await page.evaluate(AXE);
  return page.evaluate(judge, runOnly);
}

async function audit(page, file, { width, colorScheme, runOnly }) {
  const requests = [];
  const complaints = [];
  page.removeAllListeners();
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  const address = pathToFileURL(file).href;
  await page.setViewportSize({ width, height: 800 });
  await page.emulateMedia({ colorScheme });
  await page.goto(address);
  await page.evaluate(() => document.fonts.ready.then(() => null));
  const measured = await page.evaluate(() => ({
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    fonts: [...document.fonts].filter((font) => font.status === "loaded").map((font) => font.family),
    broken: [...document.images].filter((image) => !image.naturalWidth).map((image) => image.alt),
  }));
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement.textContent.trim());
  const judged = runOnly && (await judgedByAxe(page, runOnly));
  return {
    view: `${width} px, ${colorScheme}`,
    ...judged,
    outside: requests.filter((url) => url !== address && !url.startsWith("data:")),
    complaints,
    first,
    ...measured,
  };
}

const [executablePath, ...files] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const page = await browser.newPage();
const findings = [];
for (const file of files) {
  for (const view of VIEWS) findings.push({ file, ...(await audit(page, file, view)) });
}
await browser.close();
process.stdout.write(JSON.stringify(findings));
