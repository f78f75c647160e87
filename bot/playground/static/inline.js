// Inline mode: "@bot words" in the message field shows what the bot offers.

import { make } from "./make.js";
import { act } from "./server.js";

const PAUSE_MS = 250;
const panel = document.getElementById("inline");
let asked = null;
let due;

/** Ask the bot when the text begins with its name and a space; hide the results otherwise. */
export function askInline(text, username, personId) {
  clearTimeout(due);
  const name = `@${username} `.toLowerCase();
  if (!text.toLowerCase().startsWith(name)) return hideInline();
  due = setTimeout(async () => {
    const words = text.slice(name.length).slice(0, 256);
    asked = { person_id: personId, text: words };
    await act("ask_inline", asked);
  }, PAUSE_MS);
  return undefined;
}

/** Forget what was asked and hide the results. */
export function hideInline() {
  clearTimeout(due);
  asked = null;
  panel.hidden = true;
}

/** Show the results that came for the person who asked; `onChoose(queryId, resultId)` sends one. */
export function showInline(event, onChoose, onStart) {
  if (event.person_id !== asked?.person_id) return;
  const items = event.results.map((result) => resultItem(event.query_id, result, onChoose));
  if (event.button?.start_parameter) {
    const start = make("button", { type: "button", className: "quiet" }, event.button.text);
    start.onclick = () => { hideInline(); onStart(event.button.start_parameter); };
    items.unshift(make("li", {}, start));
  }
  if (event.next_offset) {
    const more = make("button", { type: "button", className: "quiet" }, "More results");
    more.onclick = () => act("ask_inline", { ...asked, offset: event.next_offset });
    items.push(make("li", {}, more));
  }
  const notes = [event.is_cached && "shown from the cache", event.is_personal && "for this person only"].filter(Boolean);
  if (!event.results.length) notes.unshift("No results");
  if (notes.length) items.push(make("li", { className: "note" }, notes.join(" · ")));
  panel.replaceChildren(...items);
  panel.hidden = false;
}

function resultItem(queryId, result, onChoose) {
  const hasPicture = result.photo_file_id || result.thumbnail_url || result.photo_url;
  const address = `/offered/${encodeURIComponent(queryId)}/${encodeURIComponent(result.id)}`;
  const picture = hasPicture ? make("img", { src: address, alt: "" }) : make("span", { className: "avatar" }, (result.title ?? "?")[0]);
  const names = make("span", { className: "names" }, make("b", {}, result.title ?? "Photo"), make("small", {}, result.description ?? ""));
  const button = make("button", { type: "button" }, picture, names);
  button.onclick = () => { hideInline(); onChoose(queryId, result.id); };
  return make("li", {}, button);
}
