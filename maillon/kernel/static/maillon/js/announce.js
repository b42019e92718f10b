// Says a change of state to screen readers: #live politely, #live-now at once.
// An element inserted with data-announce="sentence" says it when its fragment arrives.

const soon = new WeakMap();
const told = new WeakMap();

// What is said in the same breath is said together: the last word does not cover the first.
export function announce(text, now = false) {
  const region = document.getElementById(now ? "live-now" : "live");
  if (!region || !text) return;
  const words = soon.get(region);
  if (words) return void (words.includes(text) || words.push(text));
  soon.set(region, [text]);
  region.textContent = "";
  setTimeout(() => {
    region.textContent = soon.get(region).join(" ");
    soon.delete(region);
  }, 60);
}

function sayInserted(root) {
  const found = root.matches?.("[data-announce]") ? [root] : [...(root.querySelectorAll?.("[data-announce]") ?? [])];
  if (!found.length) told.delete(root); // who rang and rings again is said again
  for (const one of fresh(found)) announce(one);
}

// Calls are drawn again whenever anything moves at the desk: each is said once, not each time.
function fresh(found) {
  const said = found.map((one) => one.dataset.announce);
  const calls = found[0]?.closest("#ringing");
  if (!calls) return said;
  const before = told.get(calls) ?? [];
  told.set(calls, [...calls.querySelectorAll("[data-announce]")].map((one) => one.dataset.announce).filter((one) => said.includes(one) || before.includes(one)));
  return said.filter((one) => !before.includes(one));
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
