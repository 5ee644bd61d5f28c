"use strict";
// Opens the lines behind a rate, or behind a rule's hits in all documents (`*`). The lines are in evidence/<doc_id>.js, loaded when asked for: a page
// opened from a folder may not fetch files, but may load scripts. Text is only ever set as text.
(() => {
  const ALL = "*";
  const names = JSON.parse(document.getElementById("names").textContent);
  const part = (id) => document.getElementById(id);
  const panel = part("panel");
  const loaded = new Map(); // doc_id -> promise of all rows
  const arriving = new Map(); // doc_id and part -> what to do with the rows
  let index = null; // promise of the documents in which each rule has hits
  let arrived = null; // what to do with them
  let shown = []; // the rows of the theme or category that is open
  let opener = null;
  let asked = 0;

  window.dissentEvidence = (docId, rows, place) => {
    const receive = arriving.get(docId + " " + place.part);
    if (receive) receive(rows, place.parts);
  };

  window.dissentIndex = (rules) => { if (arrived) arrived(rules); };

  function loadScript(file, expect, forget) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const done = () => { forget(); script.remove(); };
      expect((value) => { done(); resolve(value); });
      script.onerror = () => { done(); reject(new Error(file)); };
      script.src = file;
      document.head.append(script);
    });
  }

  function loadPart(docId, number) {
    const key = docId + " " + number;
    const file = "evidence/" + encodeURIComponent(docId) + (number > 1 ? "." + number : "") + ".js";
    const expect = (receive) => arriving.set(key, (rows, parts) => receive({ rows, parts }));
    return loadScript(file, expect, () => arriving.delete(key));
  }

  function loadIndex() {
    if (!index) {
      index = loadScript("evidence/_rules.js", (receive) => { arrived = receive; }, () => { arrived = null; });
      index.catch(() => { index = null; });
    }
    return index;
  }

  async function loadAll(docId) {
    const first = await loadPart(docId, 1);
    const rest = [];
    for (let number = 2; number <= first.parts; number += 1) rest.push(loadPart(docId, number));
    return [first, ...(await Promise.all(rest))].flatMap((chunk) => chunk.rows);
  }

  function rowsOf(docId) {
    if (!loaded.has(docId)) {
      loaded.set(docId, loadAll(docId));
      loaded.get(docId).catch(() => loaded.delete(docId));
    }
    return loaded.get(docId);
  }

  const matches = (row, wanted) => row.theme === wanted.theme
    && (!wanted.category || row.category === wanted.category)
    && (!wanted.rule || row.rule_id === wanted.rule);

  // The rows of one document, or of all that have any; each knows its document.
  async function rowsWanted(wanted) {
    if (wanted.docId !== ALL) return (await rowsOf(wanted.docId)).filter((row) => matches(row, wanted));
    const there = new Set((await loadIndex()).filter((rule) => matches(rule, wanted)).flatMap((rule) => rule.documents));
    const docIds = [...names.order.filter((docId) => there.delete(docId)), ...there];
    const found = await Promise.all(docIds.map(rowsOf));
    return found.flatMap((rows, place) => rows.filter((row) => matches(row, wanted))
      .map((row) => ({ ...row, docId: docIds[place] })));
  }

  const element = (name, className, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const lines = (number) => number.toLocaleString("en") + (number === 1 ? " line" : " lines");
  const readable = (name) => name.replaceAll("_", " ");

  function lineOf(row, paged) {
    const item = element("li");
    item.id = "hit=" + row.hit_id;
    const left = element("span", "left", row.left);
    const found = element("span", "found");
    found.append(element("mark", "", row.match), element("span", "", row.right));
    const about = element("p", "about");
    const place = (paged && row.page !== null ? "page " + row.page + ", " : "") + "paragraph " + row.paragraph;
    const link = element("a", "", place);
    link.href = "#hit=" + encodeURIComponent(row.hit_id);
    link.title = "Link to this line";
    if (row.docId) about.append(element("span", "", names.documents[row.docId] || row.docId));
    about.append(link, element("span", "", readable(row.category)), element("code", "", row.rule_id));
    if (row.flags) about.append(element("span", "", row.flags));
    item.append(left, found, about);
    return item;
  }

  function fill() {
    const category = part("panel-category").value;
    const rule = part("panel-rule").value;
    const wanted = shown.filter((row) =>
      (!category || row.category === category) && (!rule || row.rule_id === rule));
    const paged = shown.some((row) => row.page > 1);
    part("lines").replaceChildren(...wanted.map((row) => lineOf(row, paged)));
    part("panel-state").textContent = shown.length === 0
      ? "No line: no rule found anything here."
      : wanted.length < shown.length ? lines(wanted.length) + " of " + shown.length.toLocaleString("en") : "";
  }

  function choices(select, values, all) {
    const options = [new Option(all, "")];
    for (const [value, count] of values) options.push(new Option(readable(value) + " (" + count + ")", value));
    select.replaceChildren(...options);
    select.parentElement.hidden = values.size < 2;
  }

  function tally(rows, column) {
    const found = new Map();
    for (const row of rows) found.set(row[column], (found.get(row[column]) || 0) + 1);
    return found;
  }

  function offerFilters() {
    const categories = tally(shown, "category");
    const rules = tally(shown, "rule_id");
    choices(part("panel-category"), categories, "all categories");
    choices(part("panel-rule"), rules, "all rules");
    part("panel-filters").hidden = categories.size < 2 && rules.size < 2;
  }

  function heading(wanted) {
    const label = names.themes[wanted.theme] || wanted.theme;
    const what = wanted.category ? label + ", " + readable(wanted.category) : label;
    const where = wanted.docId === ALL ? "all documents" : names.documents[wanted.docId] || wanted.docId;
    return (wanted.rule ? "Rule " + wanted.rule : what) + " in " + where;
  }

  async function open(wanted, about, hitId) {
    const ticket = ++asked;
    shown = [];
    part("lines").replaceChildren();
    part("panel-filters").hidden = true;
    part("panel-title").textContent = heading(wanted);
    part("panel-about").textContent = about;
    part("panel-about").hidden = !about;
    part("panel-state").textContent = "Loading the lines …";
    if (!panel.open) panel.showModal();
    panel.scrollTop = 0;
    part("panel-title").focus();
    let rows;
    try {
      rows = await rowsWanted(wanted);
    } catch (error) {
      if (ticket === asked) {
        part("panel-state").textContent = "The file " + error.message
          + " could not be opened. The folder “evidence” has to lie beside this page.";
      }
      return;
    }
    if (ticket !== asked) return;
    shown = rows;
    part("panel-title").textContent = heading(wanted) + ": " + lines(shown.length);
    offerFilters();
    fill();
    if (hitId) choose(hitId);
  }

  function choose(hitId) {
    for (const old of document.querySelectorAll("#lines .chosen")) old.classList.remove("chosen");
    const item = part("hit=" + hitId);
    if (!item) {
      part("panel-state").textContent = "There is no line " + hitId + "; these are all of its theme.";
      return;
    }
    item.classList.add("chosen");
    item.scrollIntoView({ block: "center" });
    item.querySelector("a").focus({ preventScroll: true });
  }

  function aboutOf(button) {
    const rate = button.querySelector("b");
    const interval = button.querySelector("span");
    if (!rate || !interval) return "";
    return rate.textContent + " per 1,000 words, interval " + interval.textContent;
  }

  function unitOf(button) {
    if (button.dataset.unit) return button.dataset.unit;
    const column = button.closest("td").cellIndex;
    return button.closest("table").tHead.rows[0].cells[column].dataset.unit;
  }

  function openFromAddress() {
    if (!location.hash.startsWith("#hit=")) return;
    let hitId;
    try { hitId = decodeURIComponent(location.hash.slice("#hit=".length)); } catch { return; }
    const [docId, theme] = hitId.split(":");
    if (!docId || !theme) return;
    const here = panel.open && shown.some((row) => row.hit_id === hitId);
    if (here && part("hit=" + hitId)) choose(hitId);
    else open({ docId, theme }, "", hitId);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".rates button, button.rate");
    if (button) {
      opener = button;
      const [theme, category] = unitOf(button).split("/");
      const docId = button.dataset.doc || button.closest("tr").dataset.doc;
      open({ docId, theme, category, rule: button.dataset.rule }, aboutOf(button));
      return;
    }
    const line = event.target.closest("#lines li");
    if (line && !event.target.closest("a") && !String(getSelection())) line.classList.toggle("chosen");
  });
  panel.addEventListener("click", (event) => { if (event.target === panel) panel.close(); });
  panel.addEventListener("close", () => {
    asked += 1;
    if (location.hash.startsWith("#hit=")) history.replaceState(null, "", "#");
    if (opener) opener.focus();
    opener = null;
  });
  part("panel-close").addEventListener("click", () => panel.close());
  part("panel-filters").addEventListener("submit", (event) => event.preventDefault());
  part("panel-category").addEventListener("change", fill);
  part("panel-rule").addEventListener("change", fill);
  addEventListener("hashchange", openFromAddress);
  openFromAddress();
})();
