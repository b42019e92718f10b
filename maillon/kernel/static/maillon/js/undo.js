// Toasts: they leave after data-toast seconds, wait while the hand or the focus is on them, and can be shut.

function dismiss(toast) {
  const held = toast.contains(document.activeElement);
  toast.remove();
  if (held) (document.querySelector("[data-nav-item][aria-current] [data-nav-link]") || document.getElementById("main"))?.focus({ preventScroll: true });
}

function arm(toast) {
  const seconds = Number(toast.dataset.toast);
  if (!seconds) return;
  let timer = setTimeout(() => dismiss(toast), seconds * 1000);
  const hold = () => clearTimeout(timer);
  const release = () => { hold(); timer = setTimeout(() => dismiss(toast), seconds * 1000); };
  toast.addEventListener("pointerenter", hold);
  toast.addEventListener("focusin", hold);
  toast.addEventListener("pointerleave", release);
  toast.addEventListener("focusout", release);
}

export function enhance(root) {
  const found = root.matches?.("[data-toast]") ? [root] : root.querySelectorAll?.("[data-toast]") || [];
  for (const toast of found) {
    if (toast.dataset.toastOn) continue;
    toast.dataset.toastOn = "true";
    const close = toast.querySelector("[data-toast-close]");
    if (close) close.hidden = false;
    arm(toast);
  }
}

export function start(root) {
  enhance(root);
  document.addEventListener("click", (event) => {
    const close = event.target.closest?.("[data-toast-close]");
    if (close) dismiss(close.closest("[data-toast]"));
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const toast = event.target.closest?.("[data-toast]");
    if (toast) dismiss(toast);
  });
}
