// Replaces a live fragment without losing focus, what is being typed, the scroll or the selection,
// and shows which [data-key] things are new or changed.

// On a link or a button data-key is its shortcut; elsewhere it names a thing.
const THINGS = "[data-key]:not(a, button)";

function remember(target) {
  const active = target.contains(document.activeElement) ? document.activeElement : null;
  if (!active) return null;
  const item = active.closest(THINGS);
  return {
    id: active.id, name: active.name, key: item?.dataset.key, value: active.value,
    range: typeof active.selectionStart === "number" ? [active.selectionStart, active.selectionEnd] : null,
    nav: active.matches("[data-nav-link]"), place: item ? [...target.querySelectorAll(THINGS)].indexOf(item) : -1,
  };
}

function find(target, was) {
  if (was.id && document.getElementById(was.id)) return document.getElementById(was.id);
  const item = was.key && target.querySelector(`[data-key="${CSS.escape(was.key)}"]`);
  if (item) return was.name ? item.querySelector(`[name="${CSS.escape(was.name)}"]`) : item.querySelector("[data-nav-link], a, button");
  if (was.name) return target.querySelector(`[name="${CSS.escape(was.name)}"]`);
  const items = [...target.querySelectorAll("[data-key] [data-nav-link]")];
  return items[Math.min(was.place, items.length - 1)] || null;
}

function restore(target, was) {
  if (!was) return;
  const element = find(target, was);
  if (!element) {
    const ground = target.closest("[tabindex]") || document.getElementById("main");
    return ground?.focus({ preventScroll: true });
  }
  if (was.range && element.value !== was.value) element.value = was.value;
  element.focus({ preventScroll: true });
  if (was.range) element.setSelectionRange?.(...was.range);
}

// What a thing says, but for what comes and goes without changing it ([data-quiet]).
function words(one) {
  const quiet = [...one.querySelectorAll("[data-quiet]")].map((part) => part.innerText);
  return quiet.reduce((text, part) => text.replace(part, ""), one.innerText).trim();
}

function pictures(target) {
  return new Map([...target.querySelectorAll(THINGS)].map((one) => [one.dataset.key, words(one)]));
}

function mark(target, before) {
  if (!before.size) return;
  for (const one of target.querySelectorAll(THINGS)) {
    if (!before.has(one.dataset.key)) one.classList.add("is-new");
    else if (before.get(one.dataset.key) !== words(one)) one.classList.add("is-changed");
  }
}

// Somebody writes here, or has written words that are not sent yet.
export function isBusy(target) {
  const active = document.activeElement;
  if (target.contains(active) && active.matches("input, textarea, select") && active.value !== active.defaultValue) return true;
  return [...target.querySelectorAll("textarea, input:not([type=hidden], [type=checkbox], [type=radio])")].some((one) => one.value !== one.defaultValue);
}

export function swapKeeping(target, html) {
  const was = remember(target);
  const before = pictures(target);
  const current = target.querySelector("[aria-current][data-key]")?.dataset.key;
  const scroll = target.scrollTop;
  target.innerHTML = html;
  if (current) target.querySelector(`[data-key="${CSS.escape(current)}"]`)?.setAttribute("aria-current", "true");
  target.scrollTop = scroll;
  mark(target, before);
  restore(target, was);
  window.htmx?.process(target);
  target.dispatchEvent(new CustomEvent("maillon:swapped", { bubbles: true }));
}
