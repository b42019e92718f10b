// Ctrl-K. <body data-palette="/search"> is asked with ?q= and Accept: application/json and answers
// {"groups": [{"title", "items": [{"label", "hint", "url", "icon"}]}]}. Without JavaScript the search form works.
import { announce } from "./announce.js";
import { isTyping } from "./keyboard.js";

const WAIT = 120;
let dialog, input, list, timer, control, sprite;

function build() {
  sprite = document.querySelector(".icon use")?.getAttribute("href").split("#")[0] || "";
  dialog = document.createElement("dialog");
  dialog.className = "palette";
  dialog.setAttribute("aria-label", "Chercher ou faire");
  dialog.innerHTML = `<div class="palette-form"><input type="text" role="combobox" aria-expanded="true" aria-controls="palette-results" aria-autocomplete="list" aria-label="Chercher une demande, une commune, un professionnel ou une action" placeholder="Une demande, une commune, un professionnel, une action…" autocomplete="off" spellcheck="false"><kbd>Échap</kbd></div><div class="palette-results" id="palette-results" role="listbox" aria-label="Résultats"></div><p class="palette-foot"><span><kbd>↑</kbd> <kbd>↓</kbd> choisir</span><span><kbd>Entrée</kbd> ouvrir</span></p>`;
  document.body.append(dialog);
  input = dialog.querySelector("input");
  list = dialog.querySelector(".palette-results");
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
  input.addEventListener("keydown", onKey);
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
}

export function open(text = "") {
  if (!dialog) build();
  if (dialog.open || document.querySelector("dialog[open]")) return;
  input.value = text;
  dialog.showModal();
  input.focus();
  ask();
}

async function ask() {
  control?.abort();
  control = new AbortController();
  const url = new URL(document.body.dataset.palette, location.href);
  url.searchParams.set("q", input.value);
  try {
    const answer = await fetch(url, { headers: { Accept: "application/json" }, credentials: "same-origin", signal: control.signal });
    if (answer.redirected || answer.status === 401) return void location.reload();
    draw(answer.ok ? (await answer.json()).groups : []);
  } catch (error) {
    if (error.name !== "AbortError") draw([]);
  }
}

function element(tag, className, text) {
  return Object.assign(document.createElement(tag), { className, textContent: text || "" });
}

function row(item, place) {
  const link = element("a", "palette-item");
  Object.assign(link, { href: item.url, role: "option", id: `palette-${place}`, tabIndex: -1 });
  const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  icon.setAttribute("class", "icon");
  icon.setAttribute("aria-hidden", "true");
  icon.append(document.createElementNS("http://www.w3.org/2000/svg", "use"));
  icon.firstChild.setAttribute("href", `${sprite}#${item.icon || "arrow"}`);
  link.append(icon, element("span", "", item.label), element("small", "", item.hint));
  return link;
}

function draw(groups) {
  list.replaceChildren();
  let place = 0;
  for (const group of groups) {
    if (!group.items.length) continue;
    const box = element("div", "");
    box.role = "group";
    box.setAttribute("aria-label", group.title);
    const title = element("p", "palette-group", group.title);
    title.setAttribute("aria-hidden", "true");
    box.append(title, ...group.items.map((item) => row(item, place++)));
    list.append(box);
  }
  if (!place) list.append(element("p", "palette-none", input.value ? "Rien de ce nom. Essayez un numéro de demande, une commune, un professionnel. Une personne se retrouve par sa date de naissance, en prenant une demande." : "Tapez pour chercher."));
  point(place ? 0 : -1);
  if (input.value) announce(place ? `${place} résultats` : "Aucun résultat");
}

function items() {
  return [...list.querySelectorAll(".palette-item")];
}

function point(place) {
  items().forEach((item, index) => item.setAttribute("aria-selected", String(index === place)));
  const chosen = items()[place];
  if (chosen) input.setAttribute("aria-activedescendant", chosen.id);
  else input.removeAttribute("aria-activedescendant");
  chosen?.scrollIntoView({ block: "nearest" });
}

function onKey(event) {
  const all = items();
  const here = all.findIndex((item) => item.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown") point((here + 1) % all.length);
  else if (event.key === "ArrowUp") point((here - 1 + all.length) % all.length);
  else if (event.key === "Enter") all[here]?.click();
  else return;
  event.preventDefault();
}

export function start() {
  if (!document.body.dataset.palette) return;
  document.addEventListener("keydown", (event) => {
    const combination = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k";
    const slash = event.key === "/" && !event.ctrlKey && !event.altKey && !event.metaKey && !isTyping(event.target);
    if (!combination && !slash) return;
    event.preventDefault();
    open();
  });
  for (const name of ["click", "input"]) {
    document.addEventListener(name, (event) => {
      const field = event.target.closest?.("[data-palette-open] input");
      if (!field) return;
      const text = field.value;
      field.value = "";
      open(text);
    });
  }
}
