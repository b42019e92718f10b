// The intake page: rows of needs, the caller's card, chips of carers, keys, and nothing ever lost.
// Everything here is a comfort: without it the same form goes round by the server.
import { announce } from "./announce.js";
import { flush } from "./autosave.js";

const form = document.getElementById("intake");
const field = (name) => form.elements.namedItem(name);

function tell(element) {
  for (const kind of ["input", "change"]) element.dispatchEvent(new Event(kind, { bubbles: true }));
}

// --- needs: one row per tile taken, in the order of the tiles -------------------------------------
function needRow(box) {
  if (box.closest(".needs-house")) return; // watches, not a rhythm
  const rows = form.querySelector("[data-need-rows]");
  const known = rows.querySelector(`[data-need="${box.value}"]`);
  if (!box.checked) return void known?.remove();
  if (known) return;
  const label = box.closest(".choice").querySelector(".choice-face > span").textContent.trim();
  const holder = document.createElement("template");
  holder.innerHTML = document.getElementById("need-row").innerHTML.replaceAll("__code__", box.value);
  const row = holder.content.firstElementChild;
  row.querySelector("legend").textContent = label;
  const usual = new Map(rows.dataset.usual.split(" ").map((pair) => pair.split("=")));
  if (usual.has(box.value)) row.querySelector("select").value = usual.get(box.value);
  if (rows.dataset.answered.split(" ").includes(box.value)) row.querySelector(".need-seats").remove();
  const order = [...form.querySelectorAll("input[name=need]")].map((one) => one.value);
  const next = [...rows.children].find((one) => order.indexOf(one.dataset.need) > order.indexOf(box.value));
  rows.insertBefore(row, next || null);
  announce(`${label} : rythme et dates à vérifier`);
}

// --- the caller's card fills what nobody typed ----------------------------------------------------
const filled = new Map();

function fill(name, value) {
  const target = field(name);
  const now = target instanceof RadioNodeList ? target.value : target.value.trim();
  if (now && now !== filled.get(name)) return;
  filled.set(name, value);
  if (target instanceof RadioNodeList) {
    for (const radio of target) radio.checked = radio.value === value;
    const taken = [...target].find((radio) => radio.checked) || target[0];
    tell(taken);
  } else {
    target.value = value;
    tell(target);
  }
}

function takeCard() {
  const card = form.querySelector("#cards input[name=requester]:checked");
  const { kind = "", name = "", house = "" } = card?.dataset || {};
  if (!card && !filled.size) return;
  fill("kind", kind);
  fill("caller_name", name);
  fill("house", house);
}

// --- carers: each one picked becomes a chip that can be unticked ----------------------------------
// The address of the house that was picked, until another one is, or is typed.
let picked = "";

function putAddress(words) {
  const address = field("address");
  if (address.value !== picked) return;
  picked = words;
  address.value = words;
  tell(address);
}

function takeAddress(event) {
  if (event.target.name === "establishment") putAddress(event.detail.address || "");
}

function addChip(event) {
  const place = event.target.closest("[data-chips]");
  if (!place) return;
  const { value, label } = event.detail;
  const list = place.querySelector(".chips");
  if (!list.querySelector(`input[value="${CSS.escape(value)}"]`)) {
    const tick = Object.assign(document.createElement("input"), { type: "checkbox", name: place.dataset.chips, value });
    tick.checked = true;
    const chip = document.createElement("label");
    chip.className = "chip chip-accent";
    chip.append(tick, label);
    const item = document.createElement("li");
    item.append(chip);
    list.append(item);
    tell(tick);
    announce(`${label} ajouté`);
  }
  setTimeout(() => {
    event.target.value = "";
    document.getElementById(event.target.dataset.comboboxValue).value = "";
  });
}

// --- keys -----------------------------------------------------------------------------------------
const STOPS = "input:not([type=hidden]):not([disabled]), select, textarea, button";

// A group of radios is one stop: the one taken, or its first.
function isStop(one, from) {
  if (!one.checkVisibility() || one.tabIndex < 0) return false;
  if (one.type !== "radio" || one === from) return true;
  if (one.name === from.name) return false;
  const group = [...form.querySelectorAll(`input[type=radio][name="${CSS.escape(one.name)}"]`)];
  return one === (group.find((radio) => radio.checked) || group[0]);
}

function nextField(from) {
  const all = [...form.querySelectorAll(STOPS)].filter((one) => isStop(one, from));
  all[all.indexOf(from) + 1]?.focus();
}

function onKey(event) {
  if (event.isComposing) return;
  if (event.altKey && !event.ctrlKey && event.code === "KeyU") {
    event.preventDefault();
    return document.querySelector("[data-urgent]").requestSubmit();
  }
  if (event.key !== "Enter" || event.defaultPrevented || !form.contains(event.target)) return;
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    return form.requestSubmit(form.querySelector("[data-send]"));
  }
  if (event.target.matches("input")) {
    event.preventDefault();
    nextField(event.target);
  }
}

// --- sending: what was typed is on the server before the page is left -------------------------------
let ready = false;

async function onSubmit(event) {
  if (event.target !== form || ready) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const submitter = event.submitter || form.querySelector("[data-send]");
  submitter.disabled = true;
  const kept = await flush();
  // A form refuses to be sent while its own submit event is still going round: one task later.
  await new Promise((done) => { setTimeout(done); });
  submitter.disabled = false;
  if (kept.includes(false)) return submitter.focus();
  ready = true;
  form.requestSubmit(submitter);
  setTimeout(() => { ready = false; }, 4000);
}

function onUrgent(event) {
  if (!event.target.matches("[data-urgent]")) return;
  event.target.elements.phone.value = field("phone").value;
  flush();
}

// A fragment that meets the lock must not take the page, and what is typed on it, away.
function keepPage(event) {
  if (event.detail.xhr.status === 423 || event.detail.xhr.responseURL.includes("/verrou/")) event.preventDefault();
}

function current(event) {
  const section = event.target.closest?.(".panel[id]");
  if (!section) return;
  for (const link of document.querySelectorAll(".step a")) {
    const here = link.getAttribute("href") === `#${section.id}`;
    if (here) link.setAttribute("aria-current", "step");
    else link.removeAttribute("aria-current");
    link.parentElement.classList.toggle("step-current", here);
  }
}

if (form) {
  addEventListener("submit", onSubmit, { capture: true });
  document.addEventListener("submit", onUrgent);
  document.addEventListener("keydown", onKey);
  document.addEventListener("maillon:chosen", addChip);
  document.addEventListener("maillon:chosen", takeAddress);
  document.addEventListener("htmx:beforeOnLoad", keepPage);
  form.addEventListener("focusin", current);
  form.addEventListener("change", (event) => {
    if (event.target.name === "need") needRow(event.target);
    if (event.target.name === "requester") takeCard();
    if (event.target.name === "establishment_number") putAddress("");
  });
  document.addEventListener("htmx:afterSwap", (event) => { if (event.target.id === "cards") takeCard(); });
  const asked = document.querySelector("[data-refused^=duplicate_]") && document.getElementById("id_duplicate_seen");
  (asked || document.querySelector("[data-errors]"))?.focus();
}
