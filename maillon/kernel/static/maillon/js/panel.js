// The right panel: marks the open card, moves focus into the panel, gives it back on closing.

let opener = null;

function mark(item) {
  for (const one of document.querySelectorAll("[data-nav-item][aria-current]")) one.removeAttribute("aria-current");
  item?.setAttribute("aria-current", "true");
}

function onClick(event) {
  const link = event.target.closest?.("[data-nav-link][hx-get]");
  if (link) {
    opener = link.closest("[data-nav-item]")?.dataset.key || null;
    mark(link.closest("[data-nav-item]"));
    return;
  }
  const close = event.target.closest?.("[data-sheet-close]");
  if (!close || !close.closest("#panel") || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  shut(close.getAttribute("href"));
}

function shut(url) {
  document.getElementById("panel").replaceChildren();
  const current = document.querySelector("[data-nav-item][aria-current] [data-nav-link]");
  const back = opener && document.querySelector(`[data-key="${CSS.escape(opener)}"] [data-nav-link]`);
  mark(null);
  if (url) history.replaceState({}, "", url);
  (back || current || document.getElementById("main"))?.focus({ preventScroll: true });
}

export function start() {
  document.addEventListener("click", onClick);
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target?.id === "panel") event.detail.target.querySelector("[data-sheet]")?.focus({ preventScroll: true });
  });
}
