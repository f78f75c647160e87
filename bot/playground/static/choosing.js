// A dialog with a short list to choose from.

import { make } from "./make.js";

const dialog = document.getElementById("choices");
const list = document.getElementById("choice-list");

/** Offer choices of { label, onChoose } under a title; short ones stand side by side, a chosen one is marked. */
export function offer(title, choices) {
  document.getElementById("choices-title").textContent = title;
  list.replaceChildren(...choices.map(choiceItem));
  if (!dialog.open) dialog.showModal();
}

function choiceItem({ label, onChoose, isShort = false, isChosen = false }) {
  const button = make("button", { type: "button", ariaPressed: String(isChosen) }, label);
  button.onclick = () => { dialog.close(); onChoose(); };
  return make("li", { className: isShort ? "short" : "" }, button);
}
