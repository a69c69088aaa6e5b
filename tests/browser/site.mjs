// Walks through a site in Chromium as a reader would, and prints, as JSON, what it met.
//   node site.mjs CHROMIUM FOLDER ADDRESS SEMINAR WORD
// Pages are opened from the disk, but for the one of what is not found, which only a server shows:
// ADDRESS is answered from the folder. SEMINAR is the path of a seminar's page, WORD is searched.

import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const [executablePath, folder, address, seminar, word] = process.argv.slice(2);
const KINDS = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript" };

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
// One context for all: to make one costs more than to open a page in it.
const context = await browser.newContext({ viewport: { width: 1100, height: 800 } });
const disk = (path) => pathToFileURL(join(folder, path)).href;

async function blank() {
  const page = await context.newPage();
  page.on("console", (message) => page.met.complaints.push(message.text()));
  page.on("pageerror", (error) => page.met.complaints.push(error.message));
  page.on("request", (request) => {
    const url = request.url();
    const ours = [pathToFileURL(folder).href, address, "data:"].some((start) => url.startsWith(start));
    if (!ours) page.met.outside.push(url);
  });
  await page.route(`${address}**`, (route) => {
    const asked = new URL(route.request().url()).pathname.slice(new URL(address).pathname.length);
    const path = join(folder, decodeURIComponent(asked));
    const there = existsSync(path) ? path : join(folder, "404.html");
    const contentType = KINDS[there.match(/\.\w+$/)[0]];
    return route.fulfill({ status: there === path ? 200 : 404, contentType, body: readFileSync(there) });
  });
  return page;
}

async function opened(href, page) {
  page.met = { complaints: [], outside: [] };
  await page.goto(href);
  await page.evaluate(() => document.fonts.ready.then(() => null));
  return page;
}

const overflow = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

// By day every rule; by night the colours, which are all that changes.
const TAGS = { type: "tag", values: RULES };
const COLOURS = { type: "rule", values: ["color-contrast"] };
const VIEWS = [
  [1100, "light", TAGS], [1100, "dark", COLOURS], [360, "light", TAGS], [360, "dark", COLOURS],
];

// In the page: what axe found is many times what is told of it. What it cannot decide of a colour
// counts as wrong.
async function judge(runOnly) {
  const scan = { runOnly, preload: false, resultTypes: ["violations", "incomplete"] };
  const { violations, incomplete, passes } = await axe.run(scan);
  const rule = (one) => one.nodes.map((node) => `${one.id}: ${node.target} ${node.html.slice(0, 120)}`);
  const undecided = incomplete.filter((one) => one.id === "color-contrast");
  return { violations: [...violations, ...undecided].flatMap(rule), passes: passes.length };
}

async function audit(name, page) {
  const found = [];
  for (const [width, colorScheme, runOnly] of VIEWS) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    const judged = await page.evaluate(judge, runOnly);
    const view = `${name}, ${width} px, ${colorScheme}`;
    found.push({ view, ...judged, overflow: await overflow(page) });
  }
  await page.setViewportSize({ width: 320, height: 800 });
  const overflows = await overflow(page);
  const fonts = await page.evaluate(() =>
    [...document.fonts].filter((font) => font.status === "loaded").length);
  return { name, views: found, overflow: overflows, fonts, ...page.met };
}

// What the page says when it has come to rest after what was typed.
const PAUSE = 350;
async function told(page, before = "") {
  const now = () => page.evaluate(() => document.getElementById("told").textContent);
  let last;
  for (let said = await now(); said === before || said !== last; said = await now()) {
    last = said;
    await page.waitForTimeout(PAUSE);
  }
}
const DONE = {
  "search.html": told,
  "actions.html": async (page) => {
    await page.selectOption("#f-status", "late");
    await told(page);
  },
};
const PAGES = {
  index: disk("index.html"),
  series: disk("series.html"),
  actions: disk("actions.html"),
  "actions, filtered": disk("actions.html"),
  seminar: disk(seminar),
  search: disk("search.html"),
  "search, found": `${disk("search.html")}?q=${encodeURIComponent(word)}`,
  "not found": `${address}nothing/here`,
};

async function audits() {
  const found = [];
  const page = await blank();
  for (const [name, href] of Object.entries(PAGES)) {
    await opened(href, page);
    if (name.includes(", ")) await DONE[href.match(/\w+\.html/)[0]](page);
    await page.evaluate(AXE);
    found.push(await audit(name, page));
  }
  return found;
}

const focused = (page) =>
  page.evaluate(() => {
    const { id, tagName, textContent } = document.activeElement;
    return id || `${tagName} ${textContent.trim()}`;
  });
const results = (page) =>
  page.evaluate(() => ({
    told: document.getElementById("told").textContent,
    titles: [...document.querySelectorAll(".results h2 a")].map((link) => link.textContent),
    hrefs: [...document.querySelectorAll(".results a")].map((link) => link.href),
    marks: [...document.querySelectorAll(".excerpt mark")].map((mark) => mark.textContent),
  }));

// With the keyboard alone: from the home page to what was searched, and into the report.
async function searching(start) {
  const page = await opened(start, await blank());
  const path = [];
  for (let step = 0; step < 30 && path.at(-1) !== "q"; step++) {
    await page.keyboard.press("Tab");
    path.push(await focused(page));
  }
  await page.keyboard.type(word);
  await page.keyboard.press("Enter");
  await page.waitForURL(/search\.html/);
  await told(page);
  const first = await results(page);
  await page.focus("#q");
  await page.keyboard.type(" introuvablement");
  await told(page, first.told);
  const none = await results(page);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(word.slice(0, 3));
  await told(page, none.told);
  const begun = await results(page);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  const link = await focused(page);
  await page.keyboard.press("Enter");
  await page.waitForURL(/seminars/);
  const title = await page.title();
  const met = page.met;
  await page.close();
  return { path, first, none, begun, link, title, ...met };
}

const rows = (page) =>
  page.evaluate(() => ({
    told: document.getElementById("told").textContent,
    rows: [...document.querySelectorAll("#actions tbody tr")].map((row) =>
      [...row.children].map((cell) => cell.textContent)),
  }));

// The filters with the keyboard alone, then cleared; and a link to a filter.
async function filtering(start) {
  const page = await opened(start, await blank());
  const whole = await rows(page);
  const path = [];
  for (let step = 0; step < 30 && path.at(-1) !== "f-owner"; step++) {
    await page.keyboard.press("Tab");
    path.push(await focused(page));
  }
  await page.keyboard.type("helene");
  await told(page);
  const owner = await rows(page);
  await page.keyboard.press("Tab");
  await page.keyboard.press("End");
  await told(page, owner.told);
  const both = await rows(page);
  const link = page.url();
  const again = await opened(link, await blank());
  await told(again);
  const linked = await rows(again);
  await again.close();
  await page.focus("button[type=reset]");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => !document.getElementById("told").textContent);
  const cleared = await rows(page);
  const met = page.met;
  await page.close();
  return { path, whole, owner, both, linked, cleared, ...met };
}

// Words as the scripts fold them, to be compared with those of the index.
async function folding(texts) {
  const page = await opened(disk("search.html"), await blank());
  const found = await page.evaluate(
    (all) => all.map((text) => prospecta.words(text).map(prospecta.stem)),
    texts,
  );
  await page.close();
  return found;
}

async function unscripted() {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(disk("actions.html"));
  const seen = { rows: await page.locator("#actions tbody tr").count(), form: await page.isVisible("#filters") };
  await page.goto(disk("search.html"));
  const said = await page.locator("noscript").textContent();
  await context.close();
  return { ...seen, said };
}

// Readers side by side: while one waits for an answer, another reads.
const texts = JSON.parse(readFileSync(0, "utf8"));
const both = (walk, path) => Promise.all([walk(disk(path)), walk(`${address}${path}`)]);
const found = Object.fromEntries(
  await Promise.all(
    Object.entries({
      audits: audits(),
      searches: both(searching, "index.html"),
      filters: both(filtering, "actions.html"),
      folded: folding(texts),
      unscripted: unscripted(),
    }).map(async ([name, walk]) => [name, await walk]),
  ),
);
await browser.close();
process.stdout.write(JSON.stringify(found));
