// Edits a folder and its theme under an open preview, and prints as JSON what became of the page.
//   node preview.mjs CHROMIUM ADDRESS FOLDER THEME

import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const [executablePath, address, folder, theme] = process.argv.slice(2);

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
const outside = [];
const complaints = [];
page.on("request", (request) => {
  if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(address)) outside.push(request.url());
});
page.on("console", (message) => complaints.push(message.text()));
page.on("pageerror", (error) => complaints.push(error.message));

// Save a file and wait until something is so in the report.
async function save(file, change, holds, value) {
  writeFileSync(file, change(readFileSync(file, "utf8")));
  await page.waitForFunction(holds, value).catch(async (error) => {
    const notes = await page.evaluate(() => document.querySelector("aside").textContent.slice(0, 300));
    throw new Error(`${file}: ${value}: ${error.message} ${notes} ${complaints}`);
  });
}

const text = (name) => join(folder, name);
const says = (words) => document.getElementById("report").contentDocument.body.textContent.includes(words);
const scrolled = () => page.evaluate(() => document.getElementById("report").contentWindow.scrollY);
const inView = (words) =>
  page.evaluate((wanted) => {
    const { contentDocument, contentWindow } = document.getElementById("report");
    const found = [...contentDocument.querySelectorAll("p, li")].filter((one) => one.textContent.includes(wanted));
    const { top, bottom } = found.at(-1).getBoundingClientRect();
    return top >= 0 && bottom <= contentWindow.innerHeight;
  }, words);
// What a report holds, without the marks of the preview.
const body = () => {
  const copy = (document.getElementById("report")?.contentDocument ?? document).body.cloneNode(true);
  const walker = document.createTreeWalker(copy, NodeFilter.SHOW_COMMENT);
  const comments = [];
  while (walker.nextNode()) comments.push(walker.currentNode);
  comments.forEach((one) => one.remove());
  copy.normalize();
  return copy.innerHTML.replace(/\s+/g, " ").replace(/> </g, "><");
};

await page.goto(address);
await page.waitForFunction(says, "Liliane");
await page.evaluate(() => {
  const { contentDocument } = document.getElementById("report");
  contentDocument.querySelector(".grid").scrollIntoView({ behavior: "instant" });
  contentDocument.querySelector("table").known = true;
});
const before = await scrolled();
await save(text("swot/atelier-1.yaml"), (old) => old.replace("Approches", "Nos approches"), says, "Nos approches");
const moved = (await scrolled()) - before;
const kept = await page.evaluate(() => document.getElementById("report").contentDocument.querySelector("table").known);

await save(text("text/strategie.md"), (old) => `${old}\n\nTout en bas.\n`, says, "Tout en bas.");
const brought = await inView("Tout en bas.");
await save(text("text/introduction.md"), (old) => old.replace("Cette", "## Un titre\n\nCette"), says, "Un titre");
const again = await inView("Cette évolution");

for (const [name, change, words] of [
  ["text/prospective.md", () => "Une phrase[^1].\n\n[^1]: Sa note.\n", "Sa note."],
  ["seminar.yaml", (old) => old.replace(/title: DES.*/, "title: Un autre titre"), "Un autre titre"],
  ["vision/atelier-1.yaml", (old) => old.replace("Le projet politique", "Le *projet*"), "Le projet"],
  ["text/prospective.md", () => "| a | b |\n|---|---|\n| c | dernier |\n", "dernier"],
]) {
  await save(text(name), change, says, words);
}
const style = (colour) =>
  getComputedStyle(document.getElementById("report").contentDocument.querySelector("main p")).color === colour;
for (const colour of ["rgb(4, 5, 6)", "rgb(1, 2, 3)"]) {
  await save(join(theme, "html/style.css"), (old) => `${old}\nmain p { color: ${colour} }\n`, style, colour);
}
// A newer save puts off what is found after an older one: once this is told, nothing else is to come.
const printed = () => document.getElementById("findings").textContent.includes("Ecole → École");
await save(text("text/prospective.md"), (old) => `${old}\nUne Ecole.\n`, printed);
await page.evaluate(() => {
  document.getElementById("report").contentDocument.querySelector("main h2").scrollIntoView({ behavior: "instant" });
});
const there = await scrolled();
const accent = (colour) => {
  const { documentElement } = document.getElementById("report").contentDocument;
  return getComputedStyle(documentElement).getPropertyValue("--accent").trim() === colour;
};
// The first notes say how things are for whoever comes, the next ones what was found after a save.
await page.evaluate(() => new Promise((ready) => {
  document.querySelector("#findings li").known = true;
  const events = new EventSource("events");
  window.noted = new Promise((resolve) => {
    events.addEventListener("notes", ready, { once: true });
    events.addEventListener("notes", () => {
      events.addEventListener("notes", resolve, { once: true });
    }, { once: true });
  });
}));
// Whole from the first moment: an empty file would be a finding.
writeFileSync(join(folder, "..", "new.yaml"), 'colours:\n  accent: "#102030"\n');
renameSync(join(folder, "..", "new.yaml"), join(theme, "theme.yaml"));
await page.waitForFunction(accent, "#102030");
const recoloured = (await scrolled()) - there;
await page.evaluate(() => window.noted);
const listed = await page.evaluate(() => document.querySelector("#findings li").known);
const other = await browser.newPage();
await other.goto(new URL("report", address).href);
const equal = (await page.evaluate(body)) === (await other.evaluate(body));
await other.close();

const failing = () => document.querySelector("#findings a")?.textContent.startsWith("text/introduction.md:1");
await save(text("text/introduction.md"), (old) => `![](non.png)\n\n${old}`, failing);
const link = await page.locator("#findings a").first().getAttribute("href");
const stays = await page.evaluate(says, "Un titre");
const complained = [...complaints]; // axe brings styles of its own
await page.click("nav a[data-form=docx]");
await page.waitForFunction(() => document.getElementById("status").textContent.includes("cannot"));
const refused = await page.locator("#status").textContent();
await page.evaluate(AXE);
const scan = { runOnly: { type: "tag", values: RULES }, iframes: false };
const violations = [];
for (const width of [1280, 360]) {
  await page.setViewportSize({ width, height: 800 });
  const result = await page.evaluate((wish) => axe.run(document, wish), scan);
  violations.push(...result.violations.map((one) => `${width}: ${one.id} ${one.nodes[0].html.slice(0, 100)}`));
}
await browser.close();
const found = { moved, kept, brought, again, recoloured, listed, equal, link, stays, refused, violations, outside, complaints: complained };
process.stdout.write(JSON.stringify(found));
