// The page of the preview: it takes each save to the report in the frame, which runs no script.

const frame = document.getElementById("report");
const status = document.getElementById("status");
const list = document.getElementById("findings");
const words = document.body.dataset;
const COMMENT = 8, ELEMENT = 1;

let shown = 0; // the version in the frame; 0 while there is none
let newest = 0; // the version that the server has
let loading = false;
let marks = []; // the comment before each part of the body
let end = null; // and the one after them all
let begins = []; // the comments with which the cover and the body begin
let worn = null; // the sheet with the rules, once they have changed
let scrolled = null; // where to go back to after loading
let listed = "[]"; // the findings in the list

// The report ---------------------------------------------------------------------------------

function load() {
  const view = frame.contentWindow;
  scrolled ??= { left: view.scrollX, top: view.scrollY };
  shown = 0;
  loading = true;
  view.location.replace(new URL("report", location.href));
}

function loaded() {
  loading = false;
  const page = frame.contentDocument;
  const last = page && page.lastChild;
  shown = last && last.nodeType === COMMENT ? Number(last.data) : 0;
  worn = null;
  mark(page);
  page.addEventListener("click", lead);
  if (scrolled) frame.contentWindow.scrollTo({ ...scrolled, behavior: "instant" });
  scrolled = null;
  if (shown < newest) load();
}

function mark(page) {
  marks = [];
  begins = [];
  end = null;
  const walker = page.createTreeWalker(page, NodeFilter.SHOW_COMMENT);
  let inside = false;
  while (!end && walker.nextNode()) {
    const { data } = walker.currentNode;
    if (data.startsWith("[")) begins.push(walker.currentNode);
    if (data === "[body") inside = true;
    else if (inside && data === "|") marks.push(walker.currentNode);
    else if (inside && data === "]") end = walker.currentNode;
  }
}

// A link of the report leads out in a window of its own: the frame shows the report alone.
function lead(event) {
  const link = event.target.closest("a[href]");
  if (!link || link.getAttribute("href").startsWith("#")) return;
  event.preventDefault();
  window.open(link.href, "_blank", "noopener,noreferrer");
}

// A step that cannot be made is a bug; the page is there all the same.
function follow(patch, version) {
  try {
    apply(patch, version);
  } catch (error) {
    console.error(error);
    load();
  }
}

function apply(patch, version) {
  const page = frame.contentDocument;
  const touched = []; // in the part that was edited
  const around = []; // on the cover and beside the body
  if (patch.rules !== undefined) dress(page, patch.rules);
  if (patch.cover !== undefined) recover(page, patch.cover, around);
  if (patch.outline !== undefined) reshape(page, patch.outline, around);
  for (const edit of patch.body || []) change(page, edit, patch.focus, touched);
  if (!end || !end.isConnected) return load();
  shown = version;
  const part = marks[Math.min(patch.focus, marks.length - 1)];
  bring(part ? [...touched, ...held(part)] : around);
}

// The page's own sheet is bound to what its policy says of it: it keeps the fonts, and another one
// has the rules. Only those that changed are replaced, so that the browser looks at little anew.
function dress(page, text) {
  const fresh = new frame.contentWindow.CSSStyleSheet();
  fresh.replaceSync(text);
  if (!worn) {
    worn = fresh;
    const own = page.querySelector("style").sheet;
    for (let at = own.cssRules.length - 1; at >= 0; at--) {
      if (own.cssRules[at].constructor.name !== "CSSFontFaceRule") own.deleteRule(at);
    }
    page.adoptedStyleSheets = [worn];
    return;
  }
  const [old, rules] = [worn, fresh].map((sheet) => [...sheet.cssRules].map((rule) => rule.cssText));
  const [first, last] = alike(old, rules, (one, other) => one === other);
  for (let at = old.length - last - 1; at >= first; at--) worn.deleteRule(at);
  for (let at = first; at < rules.length - last; at++) worn.insertRule(rules[at], at);
}

// How many of two lists are alike at their beginnings, and how many of the rest at their ends.
function alike(old, fresh, same) {
  const most = Math.min(old.length, fresh.length);
  let [first, last] = [0, 0];
  while (first < most && same(old[first], fresh[first])) first++;
  while (last < most - first && same(old.at(-1 - last), fresh.at(-1 - last))) last++;
  return [first, last];
}

function reshape(page, html, touched) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  morph(page.documentElement, fresh.documentElement, touched);
}

function recover(page, html, touched) {
  const walker = page.createTreeWalker(page, NodeFilter.SHOW_COMMENT);
  while (walker.nextNode() && walker.currentNode.data !== "[cover");
  const first = walker.currentNode.nextSibling;
  if (first && first.data === "|") repart(page, first, html, touched);
}

function change(page, [at, gone, parts], focus, touched) {
  if (gone === parts.length) {
    parts.forEach((html, index) => {
      repart(page, marks[at + index], html, at + index === focus ? touched : []);
    });
    return;
  }
  const next = marks[at + gone] || end;
  if (gone) {
    const range = page.createRange();
    range.setStartBefore(marks[at]);
    range.setEndBefore(next);
    range.deleteContents();
  }
  const fresh = parts.map((html) => {
    const comment = page.createComment("|");
    next.before(comment, ...parsed(page, html), "\n");
    return comment;
  });
  marks.splice(at, gone, ...fresh);
}

function parsed(page, html) {
  const holder = page.createElement("template");
  holder.innerHTML = html;
  return [...holder.content.childNodes];
}

// The nodes between a mark and the next one, the end of the line left out.
function held(comment) {
  const nodes = [];
  let node = comment.nextSibling;
  while (node && !(node.nodeType === COMMENT && (node.data === "|" || node.data === "]"))) {
    nodes.push(node);
    node = node.nextSibling;
  }
  return nodes;
}

function repart(page, comment, html, touched) {
  const old = held(comment);
  const next = old.length ? old[old.length - 1].nextSibling : comment.nextSibling;
  siblings(comment.parentNode, old, parsed(page, `${html}\n`), next, touched);
}

// Make a node like another one, leaving all that is alike where it is.
function morph(old, fresh, touched) {
  if (old.nodeName !== fresh.nodeName) {
    old.replaceWith(fresh);
    touched.push(fresh);
  } else if (old.nodeType !== ELEMENT) {
    if (old.data !== fresh.data) touched.push(old.parentNode);
    old.data = fresh.data;
  } else {
    for (const { name } of [...old.attributes]) {
      if (!fresh.hasAttribute(name)) old.removeAttribute(name);
    }
    for (const { name, value } of fresh.attributes) {
      if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
    const [before, after] = [outside(old), outside(fresh)];
    before.forEach((nodes, index) => {
      const last = nodes.length ? nodes[nodes.length - 1].nextSibling : index ? null : old.firstChild;
      siblings(old, nodes, after[index] || [], last, touched);
    });
  }
}

// The children of an element before and after the parts of the page that are patched by themselves,
// as its sheet is.
function outside(element) {
  const nodes = [...element.childNodes].filter(({ nodeName }) => nodeName !== "STYLE");
  const first = nodes.findIndex((node) => node.nodeType === COMMENT && node.data.startsWith("["));
  if (first < 0) return [nodes];
  const last = nodes.findLastIndex((node) => node.nodeType === COMMENT && node.data === "]");
  return [nodes.slice(0, first), nodes.slice(last + 1)];
}

// Which parts of the page an element is around.
function regions(node) {
  if (node.nodeType !== ELEMENT) return "";
  if (node.ownerDocument === frame.contentDocument) {
    return begins.filter((begin) => node.contains(begin)).map(({ data }) => data).join();
  }
  return [...node.innerHTML.matchAll(/<!--(\[\w+)-->/g)].map(([, data]) => data).join();
}

function siblings(parent, old, fresh, next, touched) {
  const [first, last] = alike(old, fresh, (one, other) => {
    const around = regions(one);
    return around ? around === regions(other) : one.isEqualNode(other);
  });
  // What is around the cover or the body stays where it is.
  old.forEach((node, index) => {
    const ahead = index < first;
    const other = fresh[ahead ? index : index + fresh.length - old.length];
    if ((ahead || index >= old.length - last) && regions(node)) morph(node, other, touched);
  });
  const gone = old.slice(first, old.length - last);
  const come = fresh.slice(first, fresh.length - last);
  if (gone.length === come.length) {
    gone.forEach((node, index) => morph(node, come[index], touched));
    return;
  }
  const place = last ? old[old.length - last] : next;
  gone.forEach((node) => node.remove());
  come.forEach((node) => parent.insertBefore(node, place));
  const element = come.find((node) => node.nodeType === ELEMENT);
  touched.push(element || parent);
}

// The edited place comes into view if it is out of it.
function bring(nodes) {
  const place = nodes.find((node) => node.nodeType === ELEMENT && node.isConnected);
  if (!place) return;
  const { top, bottom } = place.getBoundingClientRect();
  const out = bottom <= 0 || top >= frame.contentWindow.innerHeight;
  if (out) place.scrollIntoView({ block: "center", behavior: "instant" });
}

// The findings -------------------------------------------------------------------------------

// The list stays while it says the same: somebody may be reading the lines of a finding.
function note({ findings = [], failed, count }) {
  status.textContent = [count, failed && (newest ? words.kept : words.none)].filter(Boolean).join(" ");
  const fresh = JSON.stringify(findings);
  if (fresh === listed) return;
  listed = fresh;
  list.replaceChildren(...findings.map(item));
}

function item(finding) {
  const row = document.createElement("li");
  row.className = finding.severity;
  const says = document.createElement("p");
  const severity = document.createElement("strong");
  severity.textContent = finding.word;
  says.append(severity, " ", finding.says);
  row.append(says);
  if (finding.hint) {
    const hint = document.createElement("p");
    hint.textContent = finding.hint;
    row.append(hint);
  }
  row.append(place(finding));
  return row;
}

function place(finding) {
  const name = `${finding.path}:${finding.line}`;
  if (finding.open) {
    const link = document.createElement("a");
    link.href = finding.open;
    link.textContent = name;
    return link;
  }
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = name;
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => unfold(button, finding));
  return button;
}

async function unfold(button, finding) {
  if (button.getAttribute("aria-expanded") === "true") {
    button.nextElementSibling.remove();
    button.setAttribute("aria-expanded", "false");
    return;
  }
  button.setAttribute("aria-expanded", "true");
  const { path, line, last } = finding;
  const answer = await fetch(`source?${new URLSearchParams({ path, line, last })}`);
  if (!answer.ok) return;
  const { start, lines } = await answer.json();
  const shownLines = document.createElement("pre");
  shownLines.tabIndex = 0;
  lines.forEach((text, index) => {
    const number = start + index;
    const meant = number >= line && number <= Math.max(line, last);
    const holder = document.createElement(meant ? "mark" : "span");
    holder.textContent = `${String(number).padStart(4)}  ${text}${meant ? "" : "\n"}`;
    shownLines.append(holder);
  });
  button.after(shownLines);
}

// The documents ------------------------------------------------------------------------------

function named(link) {
  return link.textContent + (document.documentElement.lang === "fr" ? "\u00a0:" : ":");
}

async function fetched(event) {
  event.preventDefault();
  const link = event.currentTarget;
  if (link.getAttribute("aria-busy") === "true") return;
  link.setAttribute("aria-busy", "true");
  const before = status.textContent;
  status.textContent = `${named(link)} ${words.making}`;
  try {
    const answer = await fetch(link.href);
    if (!answer.ok) {
      const why = (await answer.text()).trim().split("\n").at(-1);
      status.textContent = `${named(link)} ${words.refused} ${why}`;
      return;
    }
    const target = document.createElement("a");
    target.href = URL.createObjectURL(await answer.blob());
    target.download = `${document.querySelector("h1").textContent}.${link.dataset.form}`;
    target.click();
    setTimeout(() => URL.revokeObjectURL(target.href), 60000);
    status.textContent = before;
  } catch {
    status.textContent = `${named(link)} ${words.refused}`;
  } finally {
    link.removeAttribute("aria-busy");
  }
}

// --------------------------------------------------------------------------------------------

frame.addEventListener("load", loaded);
load();
for (const link of document.querySelectorAll("nav a")) link.addEventListener("click", fetched);

const events = new EventSource("events");
events.addEventListener("page", ({ data }) => {
  const { version, base, patch } = JSON.parse(data);
  newest = version;
  if (patch && shown && shown === base) follow(patch, version);
  else if (shown < version && !loading) load();
});
events.addEventListener("notes", ({ data }) => note(JSON.parse(data)));
events.addEventListener("error", () => {
  status.textContent = words.gone;
});
