// Says a change of state to screen readers: #live politely, #live-now at once.
// An element inserted with data-announce="sentence" says it when its fragment arrives.

export function announce(text, now = false) {
  const region = document.getElementById(now ? "live-now" : "live");
  if (!region || !text) return;
  region.textContent = "";
  setTimeout(() => { region.textContent = text; }, 60);
}

function sayInserted(root) {
  const said = root.matches?.("[data-announce]") ? [root] : [...(root.querySelectorAll?.("[data-announce]") ?? [])];
  announce(said.map((one) => one.dataset.announce).join(" "));
}

export function start() {
  document.addEventListener("htmx:load", (event) => sayInserted(event.target));
  document.addEventListener("maillon:swapped", (event) => sayInserted(event.target));
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, () => announce("La connexion est coupée. Rien n’a changé ; réessayez.", true));
  }
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status >= 500) announce("Maillon n’a pas pu faire cela. Rien n’a changé ; réessayez.", true);
  });
}
