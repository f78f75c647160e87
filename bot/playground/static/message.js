// One message as a list item: bubble, photo, caption, time and the keyboard under it.

import { documentLink } from "./files.js";
import { make } from "./make.js";
import { styledText } from "./text.js";

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });

/** A round picture with initials in a colour of one's own. */
export function avatar(id, name) {
  const initials = name.split(" ").map((word) => word[0]).slice(0, 2).join("").toUpperCase();
  const node = make("span", { className: "avatar", ariaHidden: "true" }, initials);
  node.dataset.colour = Math.abs(id) % 7;
  return node;
}

/** What day a message is from, in words. */
export function dayOf(message) {
  const date = new Date(message.date * 1000);
  return date.toDateString() === new Date().toDateString() ? "Today" : DAY.format(date);
}

/** The text that stands for a message where there is one line for it. */
export function summary(message) {
  const kind = message.photo ? "Photo" : message.document?.file_name ?? (message.sticker ? "Sticker" : "");
  return (message.text ?? message.caption ?? kind).split("\n")[0];
}

/** Build the list item; `talk` has onTap(button, node, message) and onCommand(text). */
export function messageItem(message, { isOwn, author, talk }) {
  const bubble = make("div", { className: "bubble" });
  if (message.photo) bubble.append(photo(message));
  if (message.document) bubble.append(documentLink(message.document));
  const words = make("div", { className: "words" });
  if (author) words.append(make("span", { className: "author" }, author));
  const text = message.text ?? message.caption ?? (message.photo || message.document ? "" : summary(message));
  const styled = styledText(text, message.entities ?? message.caption_entities, talk.onCommand);
  words.append(make("div", { className: "text" }, ...styled), stamp(message));
  bubble.append(words);
  const item = make("li", { className: `message ${isOwn ? "own" : "theirs"}` }, bubble);
  if (message.photo) item.classList.add("card");
  const rows = message.reply_markup?.inline_keyboard;
  if (rows) item.append(keyboard(rows, message, talk));
  item.dataset.id = message.message_id;
  return item;
}

function photo(message) {
  const { file_id: fileId, width, height } = message.photo.at(-1);
  const image = make("img", { src: `/files/${fileId}`, width, height, alt: summary(message), decoding: "async" });
  image.onerror = () => image.replaceWith(make("div", { className: "no-photo" }, "The picture is gone"));
  // Only what is about a poster's shape gets the frame of a poster.
  if (height <= width * 1.2 || height > width * 1.8) return make("div", { className: "photo" }, image);
  // A poster is shown whole, before a blurred copy of itself that fills the card.
  const backdrop = make("img", { src: image.src, alt: "", className: "backdrop" });
  return make("div", { className: "photo tall" }, backdrop, image);
}

function stamp(message) {
  const date = new Date((message.date) * 1000);
  const edited = message.edit_date ? "edited " : "";
  return make("time", { dateTime: date.toISOString() }, edited + CLOCK.format(date));
}

function keyboard(rows, message, talk) {
  const lines = rows.map((row) => make("div", { className: "row" }, ...row.map((button) => key(button, message, talk))));
  return make("div", { className: "keyboard" }, ...lines);
}

function key(button, message, talk) {
  const label = make("span", { className: "label" }, button.text);
  const node = make("button", { type: "button", title: button.text }, label);
  if (button.style) node.classList.add(button.style);
  if (button.url) node.classList.add("leads-out");
  node.onclick = () => talk.onTap(button, node, message);
  return node;
}
