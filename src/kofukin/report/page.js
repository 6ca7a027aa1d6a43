"use strict";

// Text as search sees it: the same as kofukin.text.folding in Python, which tests hold it to.
const IGNORED = /[\s\x00-\x1f\x7f-\x9f\xad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u180b-\u180d\u180f\ufe00-\ufe0f\u{e0100}-\u{e01ef}]+/gu;
const NO_CHARACTER = /[\ud800-\udfff]/gu;
const ALIKE = new Map(document.getElementById("controls")?.dataset.alike.match(/../gsu).map((pair) => Array.from(pair)));
// Unicode folds the case of these otherwise than by way of capitals.
const KEEPS_CASE = /[\u0131\u13a0-\u13f5]/u;
const CHEROKEE = /[\uab70-\uabbf\u13f8-\u13fd]/u;

function foldCharacter(character) {
  if (KEEPS_CASE.test(character)) return character;
  const upper = character.toUpperCase();
  const folded = CHEROKEE.test(character) ? upper : upper.toLowerCase();
  return ALIKE.get(folded) ?? folded;
}

function foldOnce(text) {
  const bare = text.replace(IGNORED, "").replace(NO_CHARACTER, "\ufffd");
  return Array.from(bare.normalize("NFKC"), foldCharacter).join("");
}

function fold(text) {
  let folded = foldOnce(text);
  while (folded !== text) {
    text = folded;
    folded = foldOnce(text);
  }
  return folded;
}

// Words are separated by spaces, unless a bar between them asks for either; a phrase in quotation marks is one word.
function wordsOf(text) {
  const found = text.replace(/\s*[|｜]\s*/gu, "|").match(/["“”＂][^"“”＂]+["“”＂]|[^\s"“”＂]+/gu) ?? [];
  return found.map((word) => fold(word.replace(/["“”＂]/gu, ""))).filter(Boolean).map(alternativesIn);
}

function alternativesIn(word) {
  const parts = word.split("|").filter(Boolean);
  return parts.length ? parts : [word];
}

// Yen are added as BigInt, since a sum of many may pass what a Number holds exactly.
function inUnit(yen, unit, decimals) {
  const size = yen < 0n ? -yen : yen;
  const digits = String(size % unit).padStart(String(unit).length - 1, "0");
  return (yen < 0n ? "-" : "") + grouped(size / unit) + (decimals ? `.${digits.slice(0, decimals)}` : "");
}

function grouped(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}

function fill(template, values) {
  return template.replace(/\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g, (_, name, one, many) =>
    one === undefined ? values[name] : String(values[name]) === "1" ? one : many,
  );
}

function later(action, milliseconds) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(action, milliseconds);
  };
}

const AT_ONCE = 100; // projects that stand in the page, that are shown at a time, and that are packed together
const PRINTED = 1000;

// A packed part of the page is base64 of deflated JSON.
async function unpack(element) {
  const bytes = Uint8Array.from(atob(element.textContent), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).json();
}

// The projects of a block: their rows, put into the page when they are shown, and their lines of CSV.
class Blocks {
  constructor(table) {
    this.elements = Array.from(document.querySelectorAll(".block"));
    this.rows = Array.from(table.tBodies);
    this.lines = [];
    this.loading = [];
  }

  load(places) {
    const wanted = new Set(places.map((place) => Math.floor(place / AT_ONCE)));
    return Promise.all(Array.from(wanted, (block) => (this.loading[block] ??= this.read(block))));
  }

  async read(block) {
    const first = block * AT_ONCE;
    const holder = document.createElement("table");
    const entries = await unpack(this.elements[block]);
    entries.forEach(([, line], place) => (this.lines[first + place] = line));
    if (entries[0][0] === "") return;
    holder.innerHTML = entries.map(([row]) => row).join("");
    Array.from(holder.tBodies).forEach((body, place) => (this.rows[first + place] = body));
  }

  ready(places) {
    return places.map((place) => this.rows[place]).filter(Boolean);
  }
}

function percent(share) {
  return `${(share * 100).toFixed(1)}%`;
}

// Unknown is null, and a sum of nothing known is unknown.
function plus(sum, yen) {
  return yen === null ? sum : (sum ?? 0n) + yen;
}

const SVG = "http://www.w3.org/2000/svg";

async function start(table) {
  const at = (id) => document.getElementById(id);
  const [controls, sums, order, save] = ["controls", "sums", "order", "csv"].map(at);
  const unit = BigInt(sums.dataset.unit);
  const decimals = Number(sums.dataset.decimals);
  const index = await unpack(at("index"));
  const blocks = new Blocks(table);
  const totals = Array.from(document.querySelectorAll(".totals"));
  const dimensions = totals.map((total) => total.dataset.dimension);
  const choices = Object.fromEntries(dimensions.map((name) => [name, Array.from(at(name).options).slice(1)]));
  const colors = Object.fromEntries(totals.map((total) => [total.dataset.dimension, total.dataset.colors.split(" ")]));
  const counted = Array.from(document.querySelectorAll(".notes li[data-text]"));
  const headers = Array.from(table.tHead.rows[0].cells);
  const every = index.id.map((_, place) => place);
  const yenOf = (yen) => (yen === null ? null : BigInt(yen));
  const funds = index.funds.map(yenOf);
  const partnerFunds = index.partnerFunds.map(yenOf);
  let sorted = every;
  let found = every;
  let room = AT_ONCE;
  let turn = 0;

  function matching() {
    const words = wordsOf(at("words").value);
    const wanted = dimensions.filter((name) => at(name).value !== "*").map((name) => [index[name], chosen(name)]);
    return (place) =>
      words.every((parts) => parts.some((part) => index.text[place].includes(part))) &&
      wanted.every(([groups, choice]) => groups[place] === choice);
  }

  function chosen(name) {
    return at(name).selectedIndex - 1;
  }

  // The page holds what it shows and no more, so that 20,000 projects filter and sort as fast as ten.
  function place(rows) {
    for (const body of Array.from(table.tBodies)) body.remove();
    table.append(...rows);
  }

  // What is typed while a block is read is shown by the turn that came last.
  async function show() {
    const mine = ++turn;
    found = sorted.filter(matching());
    summarise();
    const shown = found.slice(0, room);
    await blocks.load(shown);
    if (mine !== turn) return;
    place(blocks.ready(shown));
    const left = found.length - room;
    at("more").hidden = left <= 0;
    say("more", { count: grouped(left) });
    blocks.load(found.slice(0, PRINTED)); // printing can't wait for them
  }

  function summarise() {
    at("none").hidden = found.length > 0;
    table.hidden = found.length === 0;
    say("csv", { count: grouped(found.length) });
    save.disabled = found.length === 0;
    sayFilter();
    sayToAddress();
    const [whole] = tallies(1, () => 0);
    add(whole);
    for (const table of totals) showTotals(table, whole);
    counted.forEach((note, bit) => {
      const count = found.filter((place) => index.notes[place] & (2 ** bit)).length;
      note.hidden = count === 0;
      note.textContent = fill(note.dataset.text, { count: grouped(count) });
    });
  }

  function say(id, values, template = at(id).dataset.text) {
    at(id).textContent = fill(template, values);
  }

  function add(whole) {
    const all = grouped(every.length);
    const count = grouped(found.length);
    const partners = numberOf("partners");
    say("sum-count", { all, count }, found.length === every.length ? sums.dataset.all : sums.dataset.some);
    say("sum-funds", {}, amount(whole.funds));
    say("sum-partner-funds", {}, partners ? amount(whole.partnerFunds) : sums.dataset.noPartners);
    missing("sum-funds-missing", found.filter((place) => funds[place] === null).length);
    missing("sum-shares-missing", numberOf("sharesUnstated"));
  }

  function missing(id, count) {
    at(id).hidden = count === 0;
    say(id, { count: grouped(count) });
  }

  function numberOf(name) {
    return found.reduce((sum, place) => sum + index[name][place], 0);
  }

  // How many projects are found in each group, and their yen; null where none of them states any.
  function tallies(size, groupOf) {
    const made = Array.from({ length: size }, () => ({ count: 0, funds: null, partnerFunds: null }));
    for (const place of found) {
      const tally = made[groupOf(place)];
      tally.count += 1;
      tally.funds = plus(tally.funds, funds[place]);
      tally.partnerFunds = plus(tally.partnerFunds, partnerFunds[place]);
    }
    return made;
  }

  function amount(yen) {
    return yen === null ? sums.dataset.unknown : fill(sums.dataset.amount, { amount: inUnit(yen, unit, decimals) });
  }

  // The totals: what ``kofukin totals`` says of the projects that are found.
  function showTotals(table, whole) {
    const name = table.dataset.dimension;
    const every = tallies(choices[name].length, (place) => index[name][place]);
    let rows = every.map((tally, choice) => ({ ...tally, ...named(name, choice) })).filter(({ count }) => count > 0);
    const most = Number(table.dataset.most);
    if (most && rows.length > most + 1) rows = largest(rows, most, table.dataset.others);
    const bars = name === "year" ? programsOf(rows) : rows.map((row) => (row.funds > 0n && !row.isRest ? [row] : []));
    const longest = bars.map(lengthOf).reduce((one, other) => (one > other ? one : other), 0n);
    const lines = rows.flatMap((row, place) => [cellsOf(row, whole), barOf(bars[place], longest)]);
    table.tBodies[0].replaceChildren(...lines);
    fillCells(table.tFoot.rows[0], whole, whole);
  }

  function named(name, choice) {
    const { textContent, lang } = choices[name][choice];
    return { choice, label: textContent, lang, color: colors[name][choice] };
  }

  function programsOf(years) {
    const size = choices.program.length;
    const groupOf = (place) => index.year[place] * size + index.program[place];
    const parts = tallies(size * choices.year.length, groupOf);
    return years.map(({ choice }) =>
      parts
        .slice(choice * size, (choice + 1) * size)
        .map(({ funds }, program) => ({ funds, color: colors.program[program] }))
        .filter(({ funds }) => funds > 0n),
    );
  }

  function largest(rows, most, others) {
    const size = ({ funds }) => funds ?? -Infinity;
    const byFunds = rows.toSorted((one, other) => (size(one) < size(other)) - (size(one) > size(other)));
    const rest = byFunds.slice(most).reduce((sum, row) => ({
      count: sum.count + row.count,
      funds: plus(sum.funds, row.funds),
      partnerFunds: plus(sum.partnerFunds, row.partnerFunds),
    }));
    const label = fill(others, { count: grouped(byFunds.length - most) });
    return [...byFunds.slice(0, most), { ...rest, label, isRest: true }];
  }

  function lengthOf(bars) {
    return bars.reduce((sum, { funds }) => sum + funds, 0n);
  }

  function cellsOf(row, whole) {
    const line = document.createElement("tr");
    const heading = document.createElement("th");
    heading.scope = "row";
    heading.textContent = row.label;
    if (row.lang) heading.lang = row.lang;
    if (row.color) heading.prepend(swatch(row.color));
    line.append(heading);
    for (let cells = 0; cells < 4; cells += 1) line.insertCell().className = "number";
    fillCells(line, row, whole);
    return line;
  }

  function swatch(color) {
    const mark = document.createElement("span");
    mark.className = `swatch c${color}`;
    return mark;
  }

  function fillCells(line, tally, whole) {
    const shown = (yen) => (yen === null ? "-" : inUnit(yen, unit, decimals));
    const share = tally.funds === null || !whole.funds ? "-" : percent(Number(tally.funds) / Number(whole.funds));
    const texts = [tally.count, shown(tally.funds), shown(tally.partnerFunds), share];
    texts.forEach((text, place) => (line.cells[place + 1].textContent = text));
  }

  function barOf(parts, longest) {
    const line = document.createElement("tr");
    const cell = line.insertCell();
    const bar = document.createElementNS(SVG, "svg");
    const hundredths = (yen) => `${Number((yen * 10_000n) / longest) / 100}%`;
    let from = 0n;
    for (const { funds, color } of parts) {
      const part = document.createElementNS(SVG, "rect");
      part.setAttribute("x", hundredths(from));
      part.setAttribute("width", hundredths(funds));
      part.setAttribute("height", "100%");
      if (color) part.setAttribute("class", `c${color}`);
      bar.append(part);
      from += funds;
    }
    line.className = "bar";
    line.ariaHidden = "true";
    cell.colSpan = 5;
    cell.append(bar);
    return line;
  }

  // What is unknown stands last in either direction, as it does in the program's own tables.
  function sort(column, isDescending) {
    const [keys, compare] = keysOf(headers[column].classList[0]);
    const isKnown = (place) => keys[place] !== null;
    const known = every.filter(isKnown);
    known.sort((one, other) => (isDescending ? compare(keys[other], keys[one]) : compare(keys[one], keys[other])));
    sorted = [...known, ...every.filter((place) => !isKnown(place))];
  }

  function keysOf(column) {
    const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
    const inOrder = (one, other) => (one < other ? -1 : Number(one > other));
    const amounts = { national_funds_yen: funds, partner_national_funds_yen: partnerFunds };
    if (column === "name") return [index.name, collator.compare];
    if (amounts[column]) return [amounts[column], inOrder];
    const dimension = column === "era_year" ? "year" : column;
    const isNamed = choices[dimension].map((option) => option.value !== "");
    const keys = index[dimension].map((choice) => (isNamed[choice] ? choice : null));
    if (dimension !== "municipality") return [keys, inOrder];
    const names = choices.municipality.map((option) => option.textContent);
    return [keys, (one, other) => collator.compare(names[one], names[other])];
  }

  function arrange() {
    const [column, direction] = order.value.split(" ");
    sorted = every;
    if (direction) sort(Number(column), direction === "descending");
    headers.forEach((header, place) => {
      if (direction && place === Number(column)) header.setAttribute("aria-sort", direction);
      else header.removeAttribute("aria-sort");
    });
    return show();
  }

  function addSorting(header, column) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    header.append(button);
    const turns = header.classList.contains("number") ? ["descending", "ascending"] : ["ascending", "descending"];
    for (const direction of turns) {
      const text = fill(order.dataset[direction], { column: button.textContent });
      order.append(new Option(text, `${column} ${direction}`));
    }
    button.addEventListener("click", () => {
      const values = [...turns.map((direction) => `${column} ${direction}`), ""];
      order.value = values[(values.indexOf(order.value) + 1) % values.length];
      if (!values.includes(order.value)) order.value = values[0];
      arrange();
    });
  }

  // The filter in words, for the reader and the printed page, and in the address, for whoever is sent it.
  function asked() {
    const picked = dimensions.filter((name) => at(name).value !== "*").map((name) => [name, at(name)]);
    const words = at("words").value.trim();
    return [
      ...(words ? [["words", words, words]] : []),
      ...picked.map(([name, control]) => [name, control.value, control.selectedOptions[0].textContent]),
    ];
  }

  function sayFilter() {
    const { text, part } = at("filtered").dataset;
    const label = (name) => document.querySelector(`label[for=${name}]`).textContent;
    const filters = asked().map(([name, , value]) => fill(part, { name: label(name), value }));
    at("filtered").hidden = filters.length === 0;
    at("filtered").textContent = fill(text, { filters: filters.join(document.documentElement.lang === "ja" ? "、" : ", ") });
  }

  function sayToAddress() {
    const values = [...asked().map(([name, value]) => [name, value]), ...(order.value ? [["order", order.value]] : [])];
    const hash = String(new URLSearchParams(values));
    const isProject = location.hash.startsWith("#project-");
    if (hash || !isProject) history.replaceState(null, "", hash ? `#${hash}` : location.href.split("#")[0]);
  }

  function clear() {
    at("words").value = "";
    for (const name of dimensions) at(name).value = "*";
  }

  function refresh() {
    room = AT_ONCE;
    return show();
  }

  async function followAddress() {
    const hash = location.hash.slice(1);
    if (hash.startsWith("project-")) return reveal(decodeURIComponent(hash.slice("project-".length)));
    const wanted = new URLSearchParams(hash);
    clear();
    at("words").value = wanted.get("words") ?? "";
    for (const name of dimensions) choose(at(name), wanted.get(name));
    choose(order, wanted.get("order"));
    room = AT_ONCE;
    return arrange();
  }

  function choose(control, value) {
    if (value === null) control.selectedIndex = 0;
    else control.value = value;
    if (control.selectedIndex < 0) control.selectedIndex = 0;
  }

  async function reveal(id) {
    const project = index.id.indexOf(id);
    if (project < 0) return arrange();
    if (!matching()(project)) clear();
    room = Math.max(room, sorted.filter(matching()).indexOf(project) + 1);
    await show();
    const body = blocks.rows[project];
    body.querySelector("details").open = true;
    body.scrollIntoView();
  }

  // A citation gets its button when its details are opened: a long list has thousands.
  function addCopying(event) {
    const citation = event.target.querySelector(".citation");
    if (!event.target.open || citation.querySelector("button")) return;
    const text = citation.textContent;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = table.dataset.copy;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text);
        button.textContent = table.dataset.copied;
      } catch {
        getSelection().selectAllChildren(citation.firstChild);
      }
    });
    const quoted = document.createElement("span");
    quoted.textContent = text;
    citation.replaceChildren(quoted, button);
  }

  // The file that ``kofukin list -f csv --excel`` writes of the same projects.
  async function saveCsv() {
    const places = found;
    await blocks.load(places);
    const heading = `\ufeff${save.dataset.heading}\r\n`; // the mark by which Excel knows UTF-8
    const file = new Blob([heading, ...places.map((place) => blocks.lines[place])], { type: "text/csv" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = save.dataset.name;
    link.click();
    later(() => URL.revokeObjectURL(link.href), 60_000)();
  }

  function placeForPrint() {
    const rows = blocks.ready(found.slice(0, PRINTED));
    place(rows);
    at("unprinted").hidden = rows.length === found.length;
    say("unprinted", { shown: grouped(rows.length), count: grouped(found.length) });
  }

  headers.forEach(addSorting);
  controls.hidden = at("tools").hidden = false;
  controls.addEventListener("submit", (event) => event.preventDefault());
  controls.addEventListener("reset", (event) => {
    event.preventDefault();
    clear();
    refresh();
  });
  at("words").addEventListener("input", later(refresh, 120));
  for (const name of dimensions) at(name).addEventListener("change", refresh);
  order.addEventListener("change", arrange);
  at("more").addEventListener("click", () => {
    room += AT_ONCE;
    show();
  });
  save.addEventListener("click", saveCsv);
  table.addEventListener("toggle", addCopying, true);
  addEventListener("hashchange", followAddress);
  addEventListener("beforeprint", placeForPrint);
  addEventListener("afterprint", () => {
    at("unprinted").hidden = true;
    place(blocks.ready(found.slice(0, room)));
  });
  await followAddress();
}

async function main() {
  const table = document.getElementById("projects");
  if (table && "DecompressionStream" in window) await start(table);
  document.documentElement.classList.add("ready");
}

main();
