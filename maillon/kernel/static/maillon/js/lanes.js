// The board says what moved: « 1121-014 : trouvé ». It compares the cards before and after each refresh;
// nothing more than the page itself shows travels or is said.
import { announce } from "./announce.js";

const WORDS = {
  to_handle: "à traiter", searching: "en recherche", found: "trouvé, soin à confirmer", to_call_back: "à rappeler",
  told: "trouvé, à dire au demandeur",
};
const MOST = 3;

export function picture(root) {
  const cards = new Map();
  for (const card of root.querySelectorAll("[data-lane] [data-key]")) {
    const lane = card.closest("[data-lane]").id.replace("lane-", "");
    const note = card.querySelector(".card-note")?.textContent || "";
    cards.set(card.dataset.key, lane === "to_call_back" && note.includes("trouvé") && !note.includes("pas") ? "told" : lane);
  }
  return cards;
}

export function told(before, after) {
  const said = [];
  for (const [key, lane] of after) {
    if (!before.has(key)) said.push(`${key} : nouvelle demande`);
    else if (before.get(key) !== lane) said.push(`${key} : ${WORDS[lane] || lane}`);
  }
  for (const key of before.keys()) if (!after.has(key)) said.push(`${key} : terminée`);
  return said.length > MOST ? `${said.length} demandes ont changé` : said.join(". ");
}

const board = document.getElementById("board");
if (board) {
  let seen = picture(board);
  board.addEventListener("maillon:swapped", () => {
    const now = picture(board);
    announce(told(seen, now));
    seen = now;
  });
}
