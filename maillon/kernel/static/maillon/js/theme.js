// Light, dark or as the machine. The choice is a cookie, so that the server draws the right page at once.

const YEAR = 31_536_000;

function chosen() {
  return document.documentElement.dataset.theme || "auto";
}

function set(theme) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  if (theme === "auto") {
    delete document.documentElement.dataset.theme;
    document.cookie = `maillon_theme=; Path=/; Max-Age=0; SameSite=Lax${secure}`;
  } else {
    document.documentElement.dataset.theme = theme;
    document.cookie = `maillon_theme=${theme}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
  }
}

export function start(root) {
  for (const group of root.querySelectorAll("[data-theme-switch]")) {
    group.hidden = false;
    for (const box of group.querySelectorAll("input")) box.checked = box.value === chosen();
  }
  document.addEventListener("change", (event) => {
    if (event.target.closest?.("[data-theme-switch]")) set(event.target.value);
  });
}
