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

// Words are separated by spaces; a phrase in quotation marks is one word.
function wordsOf(text) {
  const found = text.match(/["“”＂][^"“”＂]+["“”＂]|[^\s"“”＂]+/gu) ?? [];
  return found.map((word) => fold(word.replace(/["“”＂]/gu, ""))).filter(Boolean);
}

// Yen are added as BigInt, since a sum of many may pass what a Number holds exactly.
function inUnit(yen, unit) {
  const digits = String(unit).length - 1;
  const decimals = String(yen % unit).padStart(digits, "0").replace(/0+$/, "");
  return grouped(yen / unit) + (decimals && digits ? `.${decimals}` : "");
}

function grouped(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}

function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function later(action, milliseconds) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(action, milliseconds);
  };
}

const SHOWN_AT_FIRST = 200;
const CHOICES = ["program", "year", "application"];

function start(table) {
  const at = (id) => document.getElementById(id);
  const controls = at("controls");
  const sums = at("sums");
  const order = at("order");
  const unit = BigInt(sums.dataset.unit);
  const projects = Array.from(table.tBodies, (body) => ({ body, ...body.dataset }));
  const headers = Array.from(table.tHead.rows[0].cells);
  let sorted = projects;
  let found = projects;
  let room = SHOWN_AT_FIRST;

  function matching() {
    const words = wordsOf(at("words").value);
    const wanted = CHOICES.map((name) => [name, at(name).value]).filter(([, value]) => value !== "*");
    return (project) =>
      words.every((word) => project.text.includes(word)) && wanted.every(([name, value]) => project[name] === value);
  }

  // The page holds what it shows and no more, so that 20,000 projects filter and sort as fast as ten.
  function place(shown) {
    const together = document.createDocumentFragment();
    for (const { body } of shown) together.append(body);
    for (const body of Array.from(table.tBodies)) body.remove();
    table.append(together);
  }

  function show() {
    found = sorted.filter(matching());
    place(found.slice(0, room));
    const left = found.length - room;
    at("more").hidden = left <= 0;
    at("more").textContent = fill(at("more").dataset.text, { count: grouped(left) });
    at("none").hidden = found.length > 0;
    table.hidden = found.length === 0;
    add();
  }

  function add() {
    const all = grouped(projects.length);
    const count = grouped(found.length);
    const partners = total("partners");
    say("sum-count", found.length === projects.length ? sums.dataset.all : sums.dataset.some, { all, count });
    say("sum-funds", amount("funds"), {});
    say("sum-partner-funds", partners ? amount("partnerFunds") : sums.dataset.noPartners, {});
    missing("sum-funds-missing", found.filter((project) => project.funds === undefined).length);
    missing("sum-shares-missing", total("sharesUnstated"));
  }

  function say(id, template, values) {
    at(id).textContent = fill(template, values);
  }

  function missing(id, count) {
    at(id).hidden = count === 0;
    say(id, at(id).dataset.text, { count: grouped(count) });
  }

  function total(name) {
    return found.reduce((sum, project) => sum + Number(project[name] ?? 0), 0);
  }

  function amount(name) {
    const stated = found.filter((project) => project[name] !== undefined);
    if (stated.length === 0) return sums.dataset.unknown;
    const yen = stated.reduce((sum, project) => sum + BigInt(project[name]), 0n);
    return fill(sums.dataset.amount, { amount: inUnit(yen, unit) });
  }

  // What is unknown stands last in either direction, as it does in the program's own tables.
  function sort(column, isDescending) {
    const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
    const key = ({ body }) => {
      const cell = body.rows[0].cells[column];
      return cell.dataset.sort ?? cell.textContent;
    };
    const isNumber = projects.some(({ body }) => body.rows[0].cells[column].dataset.sort);
    const compare = isNumber ? (one, other) => one - other : collator.compare;
    const keyed = projects.map((project) => [project, key(project)]);
    const [known, unknown] = [keyed.filter(([, value]) => value !== ""), keyed.filter(([, value]) => value === "")];
    known.sort(([, one], [, other]) => (isDescending ? compare(other, one) : compare(one, other)));
    sorted = [...known, ...unknown].map(([project]) => project);
  }

  function arrange() {
    const [column, direction] = order.value.split(" ");
    sorted = projects;
    if (direction) sort(Number(column), direction === "descending");
    headers.forEach((header, index) => {
      if (direction && index === Number(column)) header.setAttribute("aria-sort", direction);
      else header.removeAttribute("aria-sort");
    });
    show();
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

  function clear() {
    at("words").value = "";
    for (const name of CHOICES) at(name).value = "*";
  }

  function refresh() {
    room = SHOWN_AT_FIRST;
    show();
  }

  function reveal() {
    const id = location.hash.slice(1);
    const project = projects.find(({ body }) => body.id === id);
    if (!project) return;
    const { body } = project;
    if (!body.isConnected) {
      clear();
      room = Math.max(room, sorted.indexOf(project) + 1);
      show();
    }
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

  headers.forEach(addSorting);
  controls.hidden = false;
  controls.addEventListener("submit", (event) => event.preventDefault());
  controls.addEventListener("reset", (event) => {
    event.preventDefault();
    clear();
    refresh();
  });
  at("words").addEventListener("input", later(refresh, 120));
  for (const name of CHOICES) at(name).addEventListener("change", refresh);
  order.addEventListener("change", arrange);
  at("more").addEventListener("click", () => {
    room += SHOWN_AT_FIRST;
    show();
  });
  table.addEventListener("toggle", addCopying, true);
  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", () => place(found));
  addEventListener("afterprint", () => place(found.slice(0, room)));
  // By then a browser has put back what the reader had typed before going away.
  addEventListener("pageshow", () => {
    table.classList.add("ready");
    arrange();
    reveal();
  });
}

const projectsTable = document.getElementById("projects");
if (projectsTable) start(projectsTable);
