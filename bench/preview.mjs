// Saves files and measures how long each takes to show in a preview opened in Chromium.
//   node preview.mjs < JSON: {chromium, url, kinds: [{name, file, find, put, property}], times, pause}
// Prints JSON: the milliseconds of each save, by the name of its kind.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const { chromium } = createRequire(`${process.cwd()}/package.json`)("playwright-core");
const wish = JSON.parse(readFileSync(0, "utf8"));

// In the page: the moment at which a word stands in the report, a picture is another one, or a
// property has its value.
function shows({ word, name, property }) {
  const frame = document.getElementById("report");
  return new Promise((resolve) => {
    const now = () => performance.timeOrigin + performance.now();
    let observer = null;
    const done = () => {
      observer?.disconnect();
      frame.removeEventListener("load", arrived);
      resolve(now());
    };
    const says = (node) => (node.data ?? node.textContent ?? "").includes(word);
    const reworded = ({ target, addedNodes }) => [...addedNodes].some(says) || (target.data && says(target));
    const drawing = () => frame.contentDocument.querySelector("main img")?.src;
    const first = drawing();
    const redrawn = ({ target }) => target.nodeName === "IMG";
    const watch = () => {
      observer = new MutationObserver((records) => {
        if (records.some(name === "picture" ? redrawn : reworded)) done();
      });
      const all = { childList: true, characterData: true, attributes: true, subtree: true };
      observer.observe(frame.contentDocument, all);
    };
    const arrived = () => {
      const there = name === "picture" ? drawing() !== first : says(frame.contentDocument.body);
      return there ? done() : watch();
    };
    const look = () => {
      const style = frame.contentWindow.getComputedStyle(frame.contentDocument.documentElement);
      if (style.getPropertyValue(property[0]).trim() === property[1].replace("%", word)) done();
      else setTimeout(look, 2);
    };
    if (property) return look();
    frame.addEventListener("load", arrived);
    watch();
  });
}

const browser = await chromium.launch({ executablePath: wish.chromium, args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
await page.goto(wish.url);
await page.waitForFunction(() => document.getElementById("report").contentDocument?.querySelector("main h2"));
await page.waitForTimeout(2000);
const taken = {};
for (const { name, file, find, put, property } of wish.kinds) {
  const text = readFileSync(file, "utf8");
  if (!text.includes(find)) throw new Error(`${file}: ${find}`);
  taken[name] = [];
  for (let time = 1; time <= wish.times; time++) {
    const word = property ? String(time).padStart(2, "0") : `essai${time}`;
    const shown = page.evaluate(shows, { word, name, property });
    await page.waitForTimeout(wish.pause);
    const saved = performance.timeOrigin + performance.now();
    writeFileSync(file, text.replace(find, put.replace("%", word)));
    const late = new Promise((_, fail) => setTimeout(() => fail(new Error(`${file}: ${word} never shows`)), 20000).unref());
    taken[name].push((await Promise.race([shown, late])) - saved);
  }
  writeFileSync(file, text);
  await page.waitForTimeout(wish.pause);
}
await browser.close();
process.stdout.write(JSON.stringify(taken));
