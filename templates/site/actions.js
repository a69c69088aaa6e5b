// The filters of the actions: they look at those of all seminars, and show what fits.
"use strict";

(() => {
  const { folded, words, load, told, element } = prospecta;
  const SHOWN = 200;
  const form = document.getElementById("filters");
  if (!form) return;
  const body = document.querySelector("#actions tbody");
  const status = document.getElementById("told");
  const more = document.getElementById("more");
  const pages = document.getElementById("pages");
  const { root } = form.dataset;
  const whole = [...body.children];
  let rows;
  let found = [];
  let turn = 0;

  // One text an action, so that a filter by words is one look.
  const all = async () => {
    if (rows) return rows;
    const names = ["seminars", ...form.dataset.files.split(" ")];
    const [table, ...files] = await Promise.all(names.map((name) => load(`${root}data/${name}.js`)));
    rows = files.flat().map(([seminar, title, owner, period, until, state, lane]) => {
      const [page, , , name, , language, territory, series] = table.seminars[seminar];
      const text = folded(`${title} ${owner} ${lane} ${name}`);
      const owners = folded(owner);
      return { page, name, language, territory, series, title, owner, period, until, state, lane, text, owners };
    });
    return rows;
  };

  const values = () => Object.fromEntries([...new FormData(form)].filter(([, value]) => value.trim()));

  const tests = {
    words: (row, value) => words(value).every((word) => row.text.includes(word)),
    owner: (row, value) => words(value).every((word) => row.owners.includes(word)),
    status: (row, value) => (row.state || "none") === value,
    due: (row, value) => (row.until.slice(0, 4) || "none") === value,
    territory: (row, value) => row.territory === value,
    series: (row, value) => row.series === value,
  };

  const filter = async () => {
    const mine = ++turn;
    const wanted = values();
    const names = Object.keys(wanted);
    history.replaceState(null, "", `#${new URLSearchParams(wanted)}`);
    if (!names.length) {
      body.replaceChildren(...whole);
      status.textContent = "";
      more.hidden = true;
      if (pages) pages.hidden = false;
      return;
    }
    try {
      const known = await all();
      if (mine !== turn) return;
      found = known.filter((row) => names.every((name) => tests[name](row, wanted[name])));
      body.replaceChildren();
      if (pages) pages.hidden = true;
      status.textContent = told(form, found.length);
      show();
    } catch {
      if (mine === turn) status.textContent = form.dataset.failed;
    }
  };

  const show = () => {
    const first = body.children.length;
    body.append(...found.slice(first, first + SHOWN).map(drawn));
    more.hidden = body.children.length >= found.length;
    if (first) body.children[first].querySelector("a").focus();
  };

  const cell = (...children) => element("td", {}, ...children);

  const drawn = (row) => {
    const made = element("tr");
    const { lang } = document.documentElement;
    if (row.language !== lang) made.lang = row.language;
    const head = element("th", { scope: "row" }, row.title);
    const option = form.elements.status.querySelector(`option[value="${row.state}"]`);
    const state = row.state ? [element("span", { className: `status ${row.state}`, lang }, option.text)] : [];
    const link = element("a", { href: root + row.page }, row.name);
    made.append(head, cell(row.owner), cell(row.period), cell(...state), cell(row.lane), cell(link));
    return made;
  };

  let timer;
  form.hidden = false;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(filter, 150);
  });
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    filter();
  });
  more.addEventListener("click", show);
  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
    if (form.elements[name]) form.elements[name].value = value;
  }
  if (Object.keys(values()).length) filter();
})();
