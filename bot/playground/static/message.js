// One message as a list item: bubble, photo, caption, time and the keyboard under it.

import { documentLink } from "./files.js";
import { make } from "./make.js";
import { pollView } from "./poll.js";
import { styledText } from "./text.js";

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });

/** A round picture with initials in a colour of one's own. */
export function avatar(id, name) {
  const initials = name.split(" ").map((word) => word[0]).slice(0, 2).join("").toUpperCase();
  const node = make("span", { className: "avatar", ariaHidden: "true" }, initials);
  node.dataset.colour = colourOf(id);
  return node;
}

/** Give everybody a colour that stays theirs. */
function colourOf(id) {
  return Math.abs(id) % 7;
}

/** What day a message is from, in words. */
export function dayOf(message) {
  const date = new Date(message.date * 1000);
  return date.toDateString() === new Date().toDateString() ? "Today" : DAY.format(date);
}

/** The text that stands for a message where there is one line for it. */
export function summary(message) {
  const kind = message.photo ? "Photo" : message.document?.file_name ?? message.poll?.question ?? (message.sticker ? "Sticker" : "");
  return (message.text ?? message.caption ?? kind).split("\n")[0];
}

/** Say whether somebody sees a message of their chat: some in a group are for one person alone. */
export function isSeenBy(message, personId) {
  return !message.receiver_user || message.receiver_user.id === personId;
}

/** Build the list item; `talk` has onTap, onCommand, onLink, onVote and onMore. */
export function messageItem(message, { isOwn, author, talk }) {
  const bubble = make("div", { className: "bubble" });
  const picture = message.photo ?? message.preview;
  if (picture) bubble.append(photo({ ...message, photo: picture }));
  if (message.document) bubble.append(documentLink(message.document));
  const words = make("div", { className: "words" });
  if (author) words.append(authorLine(author));
  words.append(...contextOf(message));
  if (message.poll) words.append(pollView(message, talk));
  const text = message.text ?? message.caption ?? (message.photo || message.document || message.poll ? "" : summary(message));
  const styled = styledText(text, message.entities ?? message.caption_entities, talk);
  words.append(make("div", { className: "text" }, ...styled), stamp(message, talk));
  bubble.append(words);
  const whose = isOwn ? "own" : message.receiver_user ? "theirs alone" : "theirs";
  const item = make("li", { className: `message ${whose}` }, bubble);
  if (message.photo) item.classList.add("card");
  const rows = message.reply_markup?.inline_keyboard;
  if (rows) item.append(keyboard(rows, message, talk));
  const given = Object.values(message.reactions ?? {});
  if (given.length) item.append(make("p", { className: "reactions", ariaLabel: "Reactions" }, given.join(" ")));
  bubble.oncontextmenu = (event) => { event.preventDefault(); talk.onMore(message); };
  item.dataset.id = message.message_id;
  return item;
}

/** Say where a message comes from and what it answers, above its words. */
function contextOf(message) {
  const lines = [];
  const origin = message.forward_origin?.sender_user;
  if (origin) lines.push(make("p", { className: "context" }, `Forwarded from ${origin.first_name}`));
  if (message.via_bot) lines.push(make("p", { className: "context" }, `via @${message.via_bot.username}`));
  if (message.receiver_user) lines.push(make("p", { className: "context" }, `Only ${message.receiver_user.first_name} sees this`));
  const reply = message.reply_to_message;
  if (reply) lines.push(quoteOf(reply));
  return lines;
}

function quoteOf(reply) {
  const author = make("b", {}, reply.from?.first_name ?? "");
  return make("p", { className: "context quoted" }, author, make("span", {}, summary(reply)));
}

function photo(message) {
  const { file_id: fileId, width, height } = message.photo.at(-1);
  const image = make("img", { src: `/files/${fileId}`, width, height, alt: summary(message), decoding: "async" });
  image.onerror = () => image.replaceWith(make("div", { className: "no-photo" }, "The picture is gone"));
  // Only what is about a poster's shape and size gets the frame of a poster.
  if (height <= width * 1.2 || height > width * 1.8 || width > 1000) return make("div", { className: "photo" }, image);
  // A poster is shown whole, before a blurred copy of itself that fills the card.
  const backdrop = make("img", { src: image.src, alt: "", className: "backdrop" });
  return make("div", { className: "photo tall" }, backdrop, image);
}

function authorLine({ id, first_name: name }) {
  const node = make("span", { className: "author" }, name);
  node.dataset.colour = colourOf(id);
  return node;
}

function stamp(message, talk) {
  const date = new Date((message.date) * 1000);
  const edited = message.edit_date ? "edited " : "";
  const time = make("time", { dateTime: date.toISOString() }, edited + CLOCK.format(date));
  const more = make("button", { type: "button", className: "more", ariaLabel: "Message actions" }, "⋯");
  more.onclick = () => talk.onMore(message);
  return make("span", { className: "stamp" }, time, more);
}

function keyboard(rows, message, talk) {
  const lines = rows.map((row) => make("div", { className: "row" }, ...row.map((button) => key(button, message, talk))));
  return make("div", { className: "keyboard" }, ...lines);
}

function key(button, message, talk) {
  const label = make("span", { className: "label" }, button.text);
  const node = make("button", { type: "button", title: button.text }, label);
  if (button.style) node.classList.add(button.style);
  if (button.callback_data === undefined) node.classList.add("leads-out");
  node.onclick = () => talk.onTap(button, node, message);
  return node;
}
