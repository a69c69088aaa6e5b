// What the search and the filters share: words folded as the index has them, and files loaded by
// script elements, since a page opened from a disk may not fetch.
"use strict";

const prospecta = (() => {
  const waiting = new Map();
  const known = new Map();

  // Same as `folding.py`, word for word.
  const folded = (text) =>
    text.normalize("NFKD").replace(/[\u0300-\u036f]+/g, "").toLowerCase()
      .replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/ß/g, "ss");
  const stem = (word) => (word.length > 3 ? word.replace(/[sx]$/, "") : word);
  const words = (text) =>
    (folded(text).match(/[\p{L}\p{N}]+/gu) ?? [])
      .filter((word) => word.length > 1)
      .map((word) => word.slice(0, 40));

  // The value that a file of the site hands over; it is asked for once.
  const load = (path) => {
    if (!known.has(path)) {
      known.set(path, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = path;
        waiting.set(script, resolve);
        script.onerror = () => {
          known.delete(path);
          script.remove();
          reject(new Error(path));
        };
        document.head.append(script);
      }));
    }
    return known.get(path);
  };
  const loaded = (value) => {
    const script = document.currentScript;
    waiting.get(script)?.(value);
    waiting.delete(script);
    script.remove();
  };

  const told = (form, count) => {
    const words = form.dataset[count === 0 ? "nothing" : count === 1 ? "one" : "other"];
    return words.replace("{count}", count.toLocaleString(document.documentElement.lang));
  };

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  return { folded, stem, words, load, loaded, told, element };
})();
