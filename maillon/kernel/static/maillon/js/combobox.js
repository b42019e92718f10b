// Type and pick. A <select data-combobox> becomes a text field with a list (ARIA combobox); the select keeps
// the value. An <input data-combobox data-combobox-url data-combobox-value="ID"> asks the server; with
// data-combobox-free what is typed is worth what is picked: nothing is picked unless it was pointed at.
import { announce } from "./announce.js";

const WAIT = 140;
let count = 0;

export function fold(text) {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replaceAll("œ", "oe").replace(/[’']/g, " ").toLowerCase().replace(/\bst(e?)\b/g, "saint$1").trim();
}

export function matches(label, typed) {
  const words = fold(label).split(/[\s-]+/);
  return fold(typed).split(/[\s-]+/).every((part) => words.some((word) => word.startsWith(part)));
}

function fromSelect(select) {
  const all = [...select.options].filter((one) => one.value !== "").map((one) => ({ value: one.value, label: one.text, hint: one.dataset.hint || "" }));
  return async (typed) => all.filter((one) => !typed || matches(one.label, typed)).slice(0, 60);
}

function fromServer(input) {
  let control;
  return async (typed) => {
    control?.abort();
    control = new AbortController();
    const url = new URL(input.dataset.comboboxUrl, location.href);
    url.searchParams.set("q", typed);
    const answer = await fetch(url, { credentials: "same-origin", headers: { Accept: "application/json" }, signal: control.signal });
    return answer.ok ? (await answer.json()).results : [];
  };
}

class Combobox {
  constructor(input, source, keep) {
    Object.assign(this, { input, source, keep, active: -1, results: [], free: "comboboxFree" in input.dataset });
    this.list = document.createElement("ul");
    this.list.id = `combobox-list-${++count}`;
    this.list.className = "combobox-list";
    this.list.role = "listbox";
    this.list.hidden = true;
    this.list.setAttribute("aria-label", "Propositions");
    input.after(this.list);
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id, autocomplete: "off" };
    for (const [name, value] of Object.entries(roles)) input.setAttribute(name, value);
    input.addEventListener("input", () => { this.typed = true; this.later(); });
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("click", () => this.show());
    input.addEventListener("blur", () => this.leave());
    this.list.addEventListener("pointerdown", (event) => this.press(event));
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(), this.input.dataset.comboboxUrl ? WAIT : 0);
  }

  async show(all = false) {
    const typed = this.typed && !all ? this.input.value : "";
    if (this.input.dataset.comboboxUrl && typed.trim().length < 2) return this.hide();
    try {
      this.results = await this.source(typed);
    } catch (error) {
      if (error.name === "AbortError") return;
      this.results = [];
    }
    if (document.activeElement === this.input) this.draw(typed);
  }

  draw(typed) {
    this.list.replaceChildren(...this.results.map((one, place) => this.option(one, place)));
    if (!this.results.length) {
      const none = document.createElement("li");
      none.className = "combobox-none";
      none.role = "option";
      none.setAttribute("aria-disabled", "true");
      none.textContent = this.free ? "Pas dans l’annuaire : gardé tel que tapé" : "Aucune proposition";
      this.list.append(none);
    }
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.point(typed && this.results.length && !this.free ? 0 : -1);
    if (typed) announce(this.results.length ? `${this.results.length} proposition${this.results.length > 1 ? "s" : ""}` : "Aucune proposition");
  }

  option(one, place) {
    const item = document.createElement("li");
    item.role = "option";
    item.id = `${this.list.id}-${place}`;
    item.dataset.place = place;
    item.append(Object.assign(document.createElement("span"), { textContent: one.label }));
    if (one.hint) item.append(Object.assign(document.createElement("small"), { textContent: one.hint }));
    return item;
  }

  point(place) {
    this.active = place;
    const items = [...this.list.querySelectorAll("[data-place]")];
    items.forEach((item, index) => item.setAttribute("aria-selected", String(index === place)));
    if (place >= 0) this.input.setAttribute("aria-activedescendant", items[place].id);
    else this.input.removeAttribute("aria-activedescendant");
    items[place]?.scrollIntoView({ block: "nearest" });
  }

  hide() {
    this.list.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  choose(place) {
    const one = this.results[place];
    if (!one) return;
    this.input.value = one.label;
    this.typed = false;
    this.keep(one.value, one);
    this.hide();
  }

  press(event) {
    const item = event.target.closest("[data-place]");
    event.preventDefault();
    if (item) this.choose(Number(item.dataset.place));
  }

  key(event) {
    const open = !this.list.hidden;
    const last = this.results.length - 1;
    const moves = { ArrowDown: this.active >= last ? 0 : this.active + 1, ArrowUp: this.active <= 0 ? last : this.active - 1 };
    if (event.key in moves) {
      event.preventDefault();
      if (!open) return void this.show(true);
      if (last >= 0) this.point(moves[event.key]);
    } else if (event.key === "Enter" && open && this.active >= 0) {
      event.preventDefault();
      this.choose(this.active);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      this.hide();
    } else if (event.key === "Tab" && open && this.active >= 0) {
      this.choose(this.active);
    }
  }

  leave() {
    clearTimeout(this.timer);
    this.hide();
    if (!this.typed) return;
    const exact = this.results.find((one) => fold(one.label) === fold(this.input.value));
    this.typed = false;
    if (exact) this.keep(exact.value, exact);
    else this.keep("", null);
  }
}

function told(element) {
  element.dispatchEvent(new Event("input", { bubbles: true }));
  element.dispatchEvent(new Event("change", { bubbles: true }));
}

function enhanceSelect(select) {
  const shell = document.createElement("div");
  shell.className = "combobox";
  const input = document.createElement("input");
  input.type = "text";
  input.placeholder = select.dataset.placeholder || "";
  input.required = select.required;
  input.value = select.selectedOptions[0]?.value ? select.selectedOptions[0].text : "";
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  }
  input.id = select.id;
  select.id = `${select.id}_select`;
  select.hidden = true;
  select.required = false;
  select.after(shell);
  shell.append(input);
  new Combobox(input, fromSelect(select), (value) => {
    select.value = value;
    if (!value) input.value = "";
    told(select);
  });
}

function enhanceInput(input) {
  const hidden = document.getElementById(input.dataset.comboboxValue);
  new Combobox(input, fromServer(input), (value, one) => {
    if (!hidden || hidden.value === value) return;
    hidden.value = value;
    told(hidden);
    if (one) input.dispatchEvent(new CustomEvent("maillon:chosen", { bubbles: true, detail: one }));
  });
}

export function enhance(root) {
  for (const one of root.querySelectorAll?.("[data-combobox]:not([data-combobox-on])") || []) {
    one.dataset.comboboxOn = "true";
    if (one.matches("select")) enhanceSelect(one);
    else enhanceInput(one);
  }
}

export function start(root) {
  enhance(root);
}
