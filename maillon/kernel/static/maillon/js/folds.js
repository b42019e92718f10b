// A live refresh neither closes what somebody opened nor fetches again what is up to date.
// data-fold="key" on details; data-live-seen="12" inside a [data-live-fragment="/url?vu=12"].
const folds = new Map();

function onToggle(event) {
  const key = event.target.dataset?.fold;
  if (key) folds.set(key, event.target.open);
}

function reopen(root) {
  for (const one of root.querySelectorAll("details[data-fold]")) {
    if (folds.has(one.dataset.fold)) one.open = folds.get(one.dataset.fold);
  }
}

function note(root) {
  const seen = root.querySelector("[data-live-seen]")?.dataset.liveSeen;
  if (!seen || !root.dataset.liveFragment) return;
  const url = new URL(root.dataset.liveFragment, location.href);
  url.searchParams.set("vu", seen);
  root.dataset.liveFragment = url.pathname + url.search;
}

export function start() {
  document.addEventListener("toggle", onToggle, true);
  document.addEventListener("maillon:swapped", (event) => {
    reopen(event.target);
    note(event.target);
  });
}
