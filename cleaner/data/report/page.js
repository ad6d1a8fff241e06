"use strict";
// All that comes from a document is put into the page as text (textContent), never as markup;
// the page's policy (trusted types) would refuse it otherwise.

const LIST_PAGE = 50; // documents on a page of the list
const BLOCK_PAGE = 400; // blocks that are shown at once
const LONG_TEXT = 20000; // characters of a block that are shown at once
const SEARCH_SLICE = 40; // documents that are searched before the page may draw again
const LOW = 0.65, HIGH = 0.85; // certainty of a document's least sure removal
const COLOURS = 12;
const FIRST = 8; // documents that the summary names
// Characters that can't be seen or turn text around; they are shown by their number.
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

const $ = id => document.getElementById(id);
const index = JSON.parse($("index").textContent);
const { rules, documents } = index;
const marks = new Map(); // "number:start" → the mark
const lowered = new Map(); // number → text to search in
const state = { shown: [], page: 0, open: null, pieces: [], drawn: 0, matches: null };
const storeKey = "marks:" + documents.length + ":" + (documents[0] ? documents[0].id : "");

function make(tag, name, text) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text !== undefined) element.textContent = text;
  return element;
}

function visible(text) {
  const parts = document.createDocumentFragment();
  let at = 0;
  for (const found of text.matchAll(CONTROL)) {
    parts.append(text.slice(at, found.index));
    const code = found[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    parts.append(make("span", "control", "U+" + code));
    at = found.index + found[0].length;
  }
  parts.append(text.slice(at));
  return parts;
}

function plain(text) {
  return text.replace(CONTROL, "\ufffd");
}

function read(number) {
  return JSON.parse($("d" + number).textContent);
}

function percent(share) {
  return Math.round(100 * share) + " %";
}

// --- the list ---

function confidence(entry) {
  return entry.certainty <= LOW ? "low" : entry.certainty < HIGH ? "middling" : "high";
}

function isIn(entry) {
  const wanted = $("state").value, rule = $("rule").value, host = $("host").value;
  if (wanted === "suspicious" && !entry.flags.length) return false;
  if (wanted === "changed" && !entry.changes) return false;
  if (wanted === "marked" && ![...marks.values()].some(mark => mark.n === entry.n)) return false;
  if (["failed", "empty", "large loss", "low confidence"].includes(wanted)
    && !entry.flags.includes(wanted)) return false;
  if (rule && !entry.rules.includes(Number(rule))) return false;
  if (host && entry.host !== host) return false;
  if ($("confidence").value && confidence(entry) !== $("confidence").value) return false;
  return state.matches === null || state.matches.has(entry.n);
}

function list() {
  const order = $("order").value;
  state.shown = documents.filter(isIn);
  const sign = order === "n" ? 1 : -1;
  state.shown.sort((one, other) => sign * (one[order] - other[order]) || one.n - other.n);
  state.page = 0;
  drawList();
}

function drawList() {
  const pages = Math.max(1, Math.ceil(state.shown.length / LIST_PAGE));
  const start = state.page * LIST_PAGE;
  const entries = state.shown.slice(start, start + LIST_PAGE).map(item);
  $("documents").replaceChildren(...entries);
  $("documents").start = start + 1;
  $("found").textContent = state.shown.length + " of " + documents.length + " documents";
  $("page").textContent = "page " + (state.page + 1) + " of " + pages;
  $("pager").hidden = pages === 1;
  $("earlier").disabled = state.page === 0;
  $("later").disabled = state.page >= pages - 1;
}

function flags(entry) {
  return entry.flags.flatMap(flag => [make("span", "flag", flag), " "]);
}

function first() {
  const worst = documents.filter(entry => entry.flags.length || entry.changes)
    .sort((one, other) => other.changes - one.changes || other.weight - one.weight);
  $("first-title").hidden = !worst.length;
  $("first").append(...worst.slice(0, FIRST).map(entry => {
    const line = make("li"), button = make("button", "plain");
    button.type = "button";
    button.dataset.open = entry.n;
    button.append(make("bdi", "", plain(entry.title || entry.id)));
    line.append(button, " ", ...flags(entry));
    if (entry.changes) line.append(make("span", "flag", entry.changes + " changed"));
    return line;
  }));
}

function item(entry) {
  const line = make("li"), button = make("button");
  button.type = "button";
  button.dataset.open = entry.n;
  button.append(make("bdi", "", plain(entry.title || entry.id)));
  const about = make("span", "about");
  const told = entry.flags.includes("failed") ? [] : [percent(entry.share) + " removed"];
  if (entry.changes) told.push(entry.changes + " changed");
  if (entry.host) told.push(entry.host);
  about.append(make("bdi", "", plain(told.join(" · "))), " ");
  about.append(...flags(entry));
  button.append(about);
  if (state.open === entry.n) button.setAttribute("aria-current", "true");
  line.append(button);
  return line;
}

// --- search ---

function textOf(entry) {
  if (!lowered.has(entry.n)) {
    const texts = read(entry.n).pieces.map(piece => piece[2] || "");
    lowered.set(entry.n, [entry.id, entry.title, entry.host, ...texts].join("\n").toLowerCase());
  }
  return lowered.get(entry.n);
}

let searching = 0;

async function search() {
  const words = $("search").value.trim().toLowerCase(), mine = ++searching;
  if (!words) {
    state.matches = null;
    list();
    return;
  }
  const matches = new Set();
  for (let at = 0; at < documents.length; at += SEARCH_SLICE) {
    for (const entry of documents.slice(at, at + SEARCH_SLICE)) {
      if (textOf(entry).includes(words)) matches.add(entry.n);
    }
    await new Promise(resolve => setTimeout(resolve));
    if (mine !== searching) return;
  }
  state.matches = matches;
  list();
}

// --- a document ---

function open(number, focus) {
  const entry = documents[number], told = read(number);
  state.open = number;
  state.told = told;
  state.pieces = told.pieces;
  state.joined = new Set(told.joined);
  state.drawn = 0;
  $("nothing").hidden = true;
  $("opened").hidden = false;
  document.body.classList.add("reading");
  $("document-title").replaceChildren(make("bdi", "", plain(entry.title || entry.id)));
  $("facts").replaceChildren(...facts(entry, told));
  $("changes").replaceChildren(...changes(told));
  $("only").hidden = !index.against;
  $("only-changed").checked = false;
  draw();
  drawList();
  const at = state.shown.findIndex(one => one.n === number);
  $("previous").disabled = at <= 0;
  $("next").disabled = at < 0 || at >= state.shown.length - 1;
  if (focus) {
    $("document").focus({ preventScroll: true });
    $("document").scrollIntoView();
  }
}

function facts(entry, told) {
  const lines = [];
  const say = (text, name) => {
    const line = make("p", name || "");
    line.append(make("bdi", "", plain(text)));
    lines.push(line);
  };
  if (told.failure) {
    say("Failed at the step " + told.failure[0] + ": " + told.failure[2] + " (" + told.failure[1] + ")", "note");
  } else {
    say(entry.kept.toLocaleString("en") + " characters kept, " + entry.removed.toLocaleString("en")
      + " removed (" + percent(entry.share) + "), least sure removal " + percent(entry.certainty) + " sure");
  }
  if (entry.id !== entry.title) say(entry.id);
  if (told.url && told.url !== entry.id) say(told.url);
  for (const [name, value] of told.facts) say(name + ": " + value);
  for (const note of told.notes) say(note, "note");
  if (told.compared && told.compared !== "same") say("Not compared: " + told.compared + ".", "note");
  return lines;
}

function causeText(cause) {
  if (!cause) return "kept";
  const [numbers, reason, score] = cause;
  const told = "removed by " + numbers.map(number => rules[number]).join(", ") + ": " + reason;
  return score === null ? told : told + " (" + percent(score) + " likely main content)";
}

function changes(told) {
  const changed = told.pieces.filter(piece => piece.length > 5);
  if (!changed.length) return [];
  const table = make("table"), head = make("tr"), body = make("tbody");
  const columns = [["Block", 0], ["Here", 1], [index.against, 2]];
  for (const [name] of columns) {
    const cell = make("th", "", name);
    cell.scope = "col";
    head.append(cell);
  }
  for (const piece of changed) {
    const row = make("tr"), text = make("td");
    text.append(visible(piece[2] === null ? "(text not in the record)" : piece[2].slice(0, 400)));
    row.append(text);
    for (const cause of [piece[3], piece[5]]) {
      row.append(make("td", cause ? "gone" : "kept", plain(causeText(cause))));
    }
    body.append(row);
  }
  const caption = make("caption", "unseen", "Changed decisions"), top = make("thead");
  top.append(head);
  table.append(caption, top, body);
  const title = make("h3", "", changed.length + " changed decisions"), around = make("div", "scroll");
  around.append(table);
  return [title, around];
}

function draw() {
  const only = $("only-changed").checked;
  if (state.drawn === 0) $("blocks").replaceChildren();
  const wanted = Number($("rule").value || -1);
  $("blocks").classList.toggle("faded", wanted >= 0);
  $("blocks").classList.toggle("bare", !$("removals").checked);
  const end = Math.min(state.pieces.length, state.drawn + BLOCK_PAGE);
  for (; state.drawn < end; state.drawn++) {
    const piece = state.pieces[state.drawn];
    if (!only || piece.length > 5) place(block(piece, state.drawn, wanted), state.drawn);
  }
  const left = state.pieces.length - state.drawn;
  $("more").hidden = left === 0;
  $("more").textContent = "Show " + Math.min(left, BLOCK_PAGE) + " of " + left + " more blocks";
  const first = $("blocks").querySelector(".block");
  if (first && !$("blocks").querySelector('[tabindex="0"]')) first.tabIndex = 0;
}

// Pieces of one line stand in one line.
function place(element, number) {
  const before = $("blocks").lastElementChild;
  if (!before || !state.joined.has(number)) return $("blocks").append(element);
  if (before.classList.contains("line")) return before.append(" ", element);
  const line = make("div", "line");
  before.replaceWith(line);
  line.append(before, " ", element);
}

function redraw() {
  state.drawn = 0;
  if (state.open !== null) draw();
}

function block(piece, number, wanted) {
  const [, , text, cause, count, other] = piece;
  const element = make("div", "block"), body = make(cause ? "del" : "span");
  element.tabIndex = -1;
  element.dataset.block = number;
  if (cause) {
    const [first] = cause[0];
    element.classList.add("removed", first < COLOURS ? "c" + first : "cx");
    element.append(make("span", "unseen", "Removed: "), make("span", "tag", rules[first]));
    if (cause[0].includes(wanted)) element.classList.add("chosen");
  }
  if (text === null) {
    const size = (piece[1] - piece[0]).toLocaleString("en");
    const blocks = count > 1 ? " in " + count + " blocks" : "";
    element.append(make("span", "missing", size + " characters" + blocks + ", not in the record"));
  } else {
    body.append(visible(text.slice(0, LONG_TEXT)));
    element.append(body);
    if (text.length > LONG_TEXT) element.append(rest(body, text));
  }
  if (cause || other !== undefined) {
    const told = causeText(cause) + (other === undefined ? "" : "; " + index.against + ": " + causeText(other));
    element.append(make("span", "why", plain(told)));
  }
  if (other !== undefined) element.classList.add("changed");
  if (marks.has(state.open + ":" + piece[0])) element.classList.add("marked");
  return element;
}

function rest(body, text) {
  const button = make("button", "", "Show the whole block (" + text.length.toLocaleString("en") + " characters)");
  button.type = "button";
  button.addEventListener("click", () => {
    body.replaceChildren(visible(text));
    button.remove();
  });
  return button;
}

// --- blocks by keyboard and touch ---

function activate(element) {
  for (const open of $("blocks").querySelectorAll(".open")) {
    if (open === element) continue;
    open.classList.remove("open");
    const old = open.querySelector(".mark");
    if (old) old.remove();
  }
  for (const one of $("blocks").querySelectorAll('[tabindex="0"]')) one.tabIndex = -1;
  element.tabIndex = 0;
  element.classList.add("open");
  if (!element.querySelector(".mark")) {
    const button = make("button", "mark");
    button.type = "button";
    element.append(button);
  }
  nameMark(element);
}

function nameMark(element) {
  const cause = state.pieces[element.dataset.block][3];
  const wrong = cause ? "Wrongly removed: should stay" : "Wrongly kept: should go";
  const marked = element.classList.contains("marked");
  element.querySelector(".mark").textContent = marked ? "Take the mark back" : wrong;
}

function step(direction, isWanted) {
  const all = [...$("blocks").querySelectorAll(".block")].filter(one => one.offsetParent !== null);
  const now = document.activeElement.closest ? document.activeElement.closest(".block") : null;
  let at = now ? all.indexOf(now) : direction > 0 ? -1 : all.length;
  do at += direction; while (all[at] && !isWanted(all[at]));
  if (all[at]) all[at].focus();
  else if (direction > 0 && !$("more").hidden) {
    draw();
    step(direction, isWanted);
  }
}

function nextDocument(direction) {
  const at = state.shown.findIndex(one => one.n === state.open);
  const entry = state.shown[at + direction];
  if (!entry) return;
  state.page = Math.floor((at + direction) / LIST_PAGE);
  location.hash = "document-" + entry.n;
}

function isRemoval(element) {
  const wanted = $("rule").value;
  return element.classList.contains(wanted ? "chosen" : "removed");
}

const KEYS = {
  j: () => step(1, isRemoval),
  k: () => step(-1, isRemoval),
  n: () => nextDocument(1),
  p: () => nextDocument(-1),
  m: () => toggleMark(document.activeElement.closest(".block")),
  "/": () => $("search").focus(),
};

function key(event) {
  const typing = event.target.closest("input, select, textarea");
  const held = event.ctrlKey || event.altKey || event.metaKey;
  if (held || (typing && event.key !== "Escape")) return;
  const inBlock = event.target.closest(".block");
  if (inBlock && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    step(event.key === "ArrowDown" ? 1 : -1, () => true);
  } else if (event.key === "Escape") {
    leave();
  } else if ($("keys").checked && Object.hasOwn(KEYS, event.key)) {
    KEYS[event.key]();
  } else return;
  event.preventDefault();
}

// --- marks ---

function toggleMark(element) {
  if (!element) return;
  const piece = state.pieces[element.dataset.block], name = state.open + ":" + piece[0];
  if (marks.has(name)) marks.delete(name);
  else marks.set(name, mark(piece));
  element.classList.toggle("marked", marks.has(name));
  if (element.querySelector(".mark")) nameMark(element);
  remember();
  count();
}

function mark(piece) {
  const [start, end, text, cause] = piece, entry = documents[state.open], told = state.told;
  return {
    n: entry.n,
    id: entry.id,
    digest: told.digest,
    textDigest: told.textDigest,
    mediaType: told.mediaType,
    url: told.url || null,
    start, end, text,
    was: cause ? "removed" : "kept",
    should: cause ? "stay" : "go",
    rules: cause ? cause[0].map(number => rules[number]) : [],
  };
}

function remember() {
  try {
    localStorage.setItem(storeKey, JSON.stringify([...marks]));
  } catch {
    // A browser that stores nothing for files: marks last until the page is closed.
  }
}

function recall() {
  try {
    for (const [name, one] of JSON.parse(localStorage.getItem(storeKey)) || []) {
      if (documents[one.n] && documents[one.n].id === one.id) marks.set(name, one);
    }
  } catch {
    // Nothing was stored, or it can't be read.
  }
}

function count() {
  $("marked").textContent = marks.size ? marks.size + (marks.size === 1 ? " mark" : " marks") : "";
  $("export").disabled = !marks.size;
}

function exported() {
  const lines = [...marks.values()].sort((one, other) => one.n - other.n || one.start - other.start);
  return lines.map(({ n, ...told }) => JSON.stringify(told) + "\n").join("");
}

function save() {
  const link = make("a");
  link.href = URL.createObjectURL(new Blob([exported()], { type: "application/jsonl" }));
  link.download = "marks.jsonl";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// --- the page ---

function leave() {
  if (state.open === null) return;
  const number = state.open;
  history.replaceState(null, "", location.pathname + location.search);
  document.body.classList.remove("reading");
  const button = $("documents").querySelector('[data-open="' + number + '"]');
  (button || $("list")).focus();
}

function follow(focus) {
  const found = /^#document-(\d+)$/.exec(location.hash);
  if (found && documents[found[1]]) open(Number(found[1]), focus);
}

function theme(dark) {
  document.documentElement.classList.toggle("dark", dark);
  $("theme").setAttribute("aria-pressed", String(dark));
}

function choices(select, values) {
  for (const [value, name] of values) {
    const option = make("option", "", plain(name));
    option.value = value;
    select.append(option);
  }
}

function begin() {
  const hosts = [...new Set(documents.map(entry => entry.host).filter(Boolean))].sort();
  choices($("host"), hosts.map(host => [host, host]));
  choices($("rule"), rules.map((name, number) => [number, name]));
  if (index.against) $("order").value = "changes";
  else for (const one of document.querySelectorAll('[value="changed"], [value="changes"]')) one.remove();
  theme(matchMedia("(prefers-color-scheme: dark)").matches);
  recall();
  count();
  first();
  list();
  follow(false);
}

let waiting = 0;
$("search").addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(search, 150);
});
$("filters").addEventListener("submit", event => event.preventDefault());
$("filters").addEventListener("reset", () => setTimeout(() => { search(); redraw(); }));
for (const id of ["state", "host", "confidence", "order"]) $(id).addEventListener("change", list);
$("rule").addEventListener("change", () => { list(); redraw(); });
for (const id of ["documents", "first"]) $(id).addEventListener("click", event => {
  const button = event.target.closest("[data-open]");
  if (!button) return;
  if (location.hash === "#document-" + button.dataset.open) follow(true);
  else location.hash = "document-" + button.dataset.open;
});
$("summary").addEventListener("click", event => {
  const button = event.target.closest("[data-rule]");
  if (!button) return;
  $("rule").value = rules.indexOf(button.dataset.rule);
  list();
  redraw();
  $("list").focus();
});
$("earlier").addEventListener("click", () => { state.page--; drawList(); });
$("later").addEventListener("click", () => { state.page++; drawList(); });
$("more").addEventListener("click", draw);
$("removals").addEventListener("change", redraw);
$("only-changed").addEventListener("change", redraw);
$("back").addEventListener("click", leave);
$("previous").addEventListener("click", () => nextDocument(-1));
$("next").addEventListener("click", () => nextDocument(1));
$("blocks").addEventListener("focusin", event => {
  const element = event.target.closest(".block");
  if (element) activate(element);
});
$("blocks").addEventListener("click", event => {
  const element = event.target.closest(".block");
  if (!element) return;
  if (event.target.classList.contains("mark")) toggleMark(element);
  else element.focus({ preventScroll: true });
});
$("theme").addEventListener("click", () => theme(!document.documentElement.classList.contains("dark")));
$("export").addEventListener("click", save);
document.addEventListener("keydown", key);
window.addEventListener("hashchange", () => follow(true));
begin();
