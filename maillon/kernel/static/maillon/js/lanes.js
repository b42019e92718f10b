// The board says what moved: « 1121-014 : trouvé ». It compares the cards before and after each refresh;
// nothing more than the page itself shows travels or is said.
import { announce } from "./announce.js";
import { refreshAll } from "./sse.js";

const MOST = 3;

export function picture(root) {
  const cards = new Map();
  for (const card of root.querySelectorAll("[data-lane] [data-nav-item][data-key]")) {
    const lane = card.closest("[data-lane]").id;
    const news = card.querySelector("[data-news]")?.dataset.news || "";
    cards.set(card.dataset.key, { state: `${lane} ${news}`, news });
  }
  return cards;
}

export function told(before, after) {
  const said = [];
  for (const [key, card] of after) {
    if (!before.has(key)) said.push(`${key} : nouvelle demande`);
    else if (before.get(key).state !== card.state) said.push(`${key} : ${card.news}`);
  }
  for (const key of before.keys()) if (!after.has(key)) said.push(`${key} : n’est plus sur le tableau`);
  return said.length > MOST ? `${said.length} demandes ont changé` : said.join(". ");
}

const board = document.getElementById("board");
if (board) {
  let seen = picture(board);
  board.addEventListener("maillon:swapped", () => {
    const now = picture(board);
    announce(told(seen, now));
    seen = now;
    const count = document.querySelector(".rail-link[aria-current] .count")?.firstChild;
    if (count) count.textContent = board.querySelector("[data-open]").dataset.open;
  });
  // R: the call to note, not the top of the panel.
  let calling = false;
  document.addEventListener("click", (event) => { calling = Boolean(event.target.closest?.("a.card-key")); }, true);
  document.addEventListener("htmx:afterSettle", (event) => {
    if (!calling || event.detail.target?.id !== "panel") return;
    calling = false;
    event.detail.target.querySelector("#rappel summary")?.focus();
  });
  // A card that a colleague has just closed opens nothing: say so, and show the board as it is.
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.target?.id !== "panel" || event.detail.xhr.status !== 404) return;
    announce("Cette demande n’est plus ouverte à votre poste.", true);
    refreshAll();
  });
}
