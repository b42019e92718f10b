// Declared shortcuts. data-key="R" on a link or button: the key presses it.
// data-key-focus="/": the key moves there. J and K walk over [data-nav-item]; ? opens the help.
// Never fires while somebody types, nor with Ctrl, Alt or Meta.

const TYPING = "input:not([type=radio]):not([type=checkbox]):not([type=button]):not([type=submit]), textarea, select, [contenteditable]:not([contenteditable=false]), [role=combobox]";

export function isTyping(target) {
  return Boolean(target?.closest?.(TYPING));
}

function isShown(element) {
  return element.checkVisibility ? element.checkVisibility() : element.offsetParent !== null;
}

function holder() {
  return document.querySelector("dialog[open]") || document;
}

export function pick(found) {
  const focused = found.find((one) => one.closest("[data-nav-item]")?.contains(document.activeElement));
  const current = found.find((one) => one.closest("[data-nav-item][aria-current]"));
  const inSheet = found.find((one) => one.closest("[data-sheet]"));
  return focused || inSheet || current || found[0];
}

function shortcut(attribute, key) {
  const all = [...holder().querySelectorAll(`[${attribute}]`)];
  return pick(all.filter((one) => one.getAttribute(attribute).toLowerCase() === key && isShown(one) && !one.disabled));
}

export function walk(step) {
  const items = [...document.querySelectorAll("[data-nav-item]")].filter(isShown);
  if (!items.length) return;
  let here = items.findIndex((item) => item.contains(document.activeElement));
  if (here < 0) here = items.findIndex((item) => item.hasAttribute("aria-current"));
  const next = items[here < 0 ? 0 : Math.min(items.length - 1, Math.max(0, here + step))];
  const link = next.querySelector("[data-nav-link]") || next;
  link.focus();
  next.scrollIntoView({ block: "nearest" });
}

function openHelp() {
  const help = document.getElementById("kbd-help");
  if (help && !document.querySelector("dialog[open]")) help.showModal();
}

function closeSheet() {
  if (document.querySelector("dialog[open], [popover]:popover-open")) return false;
  const close = document.querySelector("[data-sheet-close]");
  close?.click();
  return Boolean(close);
}

function onKey(event) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  if (isTyping(event.target)) return;
  if (event.key === "Escape") return void closeSheet();
  if (event.key.length !== 1) return;
  const key = event.key.toLowerCase();
  const inChoices = event.target.closest?.("[data-choices]");
  if (inChoices && /[a-z]/.test(key)) return;
  if (act(key)) event.preventDefault();
}

function act(key) {
  if (key === "?") return openHelp(), true;
  const field = shortcut("data-key-focus", key);
  if (field) return field.focus(), field.select?.(), true;
  const button = shortcut("data-key", key);
  if (button) return button.click(), true;
  const free = !document.querySelector("dialog[open]");
  if (free && key === "j") return walk(1), true;
  if (free && key === "k") return walk(-1), true;
  return false;
}

export function start() {
  document.addEventListener("keydown", onKey);
}
