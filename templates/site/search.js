// The search: the parts of the index that begin as the words typed do, then excerpts of what is shown.
"use strict";

(() => {
  const { folded, stem, words, load, told, element } = prospecta;
  const SHOWN = 10;
  const EXCERPT = 220;
  const EXACT = 3;
  const form = document.getElementById("search");
  const field = document.getElementById("q");
  const list = document.getElementById("results");
  const status = document.getElementById("told");
  const more = document.getElementById("more");
  const { root, language } = form.dataset;
  let turn = 0;
  let found = [];
  let asked = [];

  // Whether a word of the index, or of a text, is one that was asked for: 2 if wholly, 1 if it begins so.
  const fits = (word, typed) => (stem(word) === stem(typed) ? 2 : word.startsWith(typed) ? 1 : 0);

  const wanted = (parts, typed) =>
    parts.filter((name) => {
      if (name.endsWith("_")) return fits(name.slice(0, -1), typed) > 0;
      return typed.startsWith(name) || name.startsWith(typed);
    });

  // For each seminar that has the word, how much it is about it.
  const scores = async (table, typed) => {
    const files = await Promise.all(
      wanted(table.parts, typed).map((name) => load(`${root}data/index/i-${encodeURIComponent(name)}.js`)),
    );
    const score = new Map();
    for (const line of files.flatMap((file) => file.split("\n"))) {
      const at = line.indexOf(" ");
      const fit = fits(line.slice(0, at), typed);
      if (!fit) continue;
      const held = [...line.slice(at + 1).matchAll(/([0-9a-z]+)([A-Z])/g)];
      const rare = Math.log(1 + table.seminars.length / held.length);
      let seminar = 0;
      for (const [, step, weight] of held) {
        seminar += parseInt(step, 36);
        const value = (weight.charCodeAt(0) - 64) * rare * (fit === 2 ? EXACT : 1);
        score.set(seminar, Math.max(score.get(seminar) ?? 0, value));
      }
    }
    return score;
  };

  const search = async () => {
    const mine = ++turn;
    const text = field.value.trim();
    history.replaceState(null, "", text ? `#q=${encodeURIComponent(text)}` : "#");
    asked = [...new Set(words(text))];
    if (!asked.length) {
      found = [];
      list.replaceChildren();
      more.hidden = true;
      status.textContent = text ? form.dataset.short : "";
      return;
    }
    try {
      const table = await load(`${root}data/seminars.js`);
      const each = await Promise.all(asked.map((typed) => scores(table, typed)));
      if (mine !== turn) return;
      const [first, ...rest] = each;
      found = [...first.keys()]
        .filter((seminar) => rest.every((score) => score.has(seminar)))
        .map((seminar) => [each.reduce((sum, score) => sum + score.get(seminar), 0), seminar])
        .sort((a, b) => b[0] - a[0] || a[1] - b[1])
        .map(([, seminar]) => table.seminars[seminar]);
      list.replaceChildren();
      await show(mine);
      if (mine === turn) status.textContent = told(form, found.length);
    } catch {
      if (mine === turn) status.textContent = form.dataset.failed;
    }
  };

  const show = async (mine) => {
    const next = found.slice(list.children.length, list.children.length + SHOWN);
    const made = await Promise.all(next.map(result));
    if (mine !== turn) return;
    const first = list.children.length;
    list.append(...made);
    more.hidden = list.children.length >= found.length;
    if (first) list.children[first].querySelector("a").focus();
  };

  const result = async ([page, report, text, title, about, spoken]) => {
    const item = element("li");
    if (spoken !== language) item.lang = spoken;
    item.append(
      element("h2", {}, element("a", { href: root + page }, ...marked(title))),
      element("p", { className: "about" }, about),
    );
    const [section, excerpt] = best(await load(root + text).catch(() => []));
    if (excerpt) item.append(element("p", { className: "excerpt" }, ...marked(excerpt)));
    if (section?.[0]) {
      const href = `${root}${report}#${encodeURIComponent(section[0])}`;
      const label = element("span", { lang: language }, `${form.dataset.in} `);
      const link = element("a", { href }, ...marked(section[1]));
      item.append(element("p", { className: "section" }, label, link));
    }
    return item;
  };

  // The words of a text that were asked for, by where they stand.
  const hits = (text) => {
    const at = [];
    for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
      const word = folded(match[0]);
      const typed = asked.findIndex((one) => fits(word, one) > 0);
      if (typed >= 0) at.push([match.index, match.index + match[0].length, typed]);
    }
    return at;
  };

  // The part of a report that has most of the words, and some of its text around the first.
  const best = (sections) => {
    let chosen;
    for (const section of sections) {
      const inside = hits(section[2]);
      const heading = hits(section[1]);
      const kinds = new Set([...inside, ...heading].map(([, , typed]) => typed)).size;
      const score = kinds * 100 + Math.min(inside.length, 9) + 5 * heading.length;
      if (kinds && (!chosen || score > chosen.score)) chosen = { section, inside, score };
    }
    if (!chosen) return [undefined, cut(sections.find(([, , text]) => text)?.[2] ?? "", 0)];
    return [chosen.section, cut(chosen.section[2], chosen.inside[0]?.[0] ?? 0)];
  };

  const cut = (text, middle) => {
    let start = Math.max(0, middle - EXCERPT / 3);
    if (start) start = text.indexOf(" ", start) + 1 || start;
    let end = Math.min(text.length, start + EXCERPT);
    if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), start + 1);
    return `${start ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`;
  };

  const marked = (text) => {
    const parts = [];
    let last = 0;
    for (const [start, end] of hits(text)) {
      parts.push(text.slice(last, start), element("mark", {}, text.slice(start, end)));
      last = end;
    }
    return [...parts, text.slice(last)];
  };

  let timer;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    search();
  });
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, 200);
  });
  more.addEventListener("click", () => show(turn));
  const typed = new URLSearchParams(location.hash.slice(1)).get("q");
  field.value = typed ?? new URLSearchParams(location.search).get("q") ?? "";
  if (field.value) search();
})();
