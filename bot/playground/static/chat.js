// The playground: a list of chats, one of them open, events in, actions out.

import { offer } from "./choosing.js";
import { acceptFiles } from "./files.js";
import { askInline, hideInline, showInline } from "./inline.js";
import { make } from "./make.js";
import { avatar, dayOf, isSeenBy, messageItem, summary } from "./message.js";
import { hideToast, showAlert, showToast } from "./notices.js";
import { isAtBottom, showNewest, stickToBottom } from "./scrolling.js";
import { act, listen } from "./server.js";

const $ = (id) => document.getElementById(id);
const TYPING_MS = 5000;
const TAP_MS = 15000;

const state = { bot: null, people: new Map(), chats: new Map(), open: null, description: "" };
const unread = new Map();
const speakers = new Map();
const LANGUAGES = { en: "English", de: "Deutsch", fr: "Français", es: "Español", pt: "Português", it: "Italiano", tr: "Türkçe", bs: "Bosanski", ru: "Русский" };
let replyingTo = null;
const waitingKeys = new Map();
const earlyAnswers = new Set();
let typingUntil = 0;

// ---- events from the server

const receive = {
  snapshot(event) {
    const known = state.bot !== null;
    state.bot = event.bot;
    state.description = event.description;
    state.people = new Map(event.people.map((person) => [person.id, person]));
    state.chats = new Map(event.chats.map((chat) => [chat.id, { ...chat, messages: byId(chat.messages) }]));
    $("offline").hidden = true;
    openChat(known ? state.open : chatFromAddress(), { keepDraft: known });
  },
  profile(event) {
    state.description = event.description;
    state.people = new Map(event.people.map((person) => [person.id, person]));
    if (openedChat()) showLanguage();
    for (const { id, ...news } of event.chats) Object.assign(state.chats.get(id), news);
    if (openedChat()) showComposer(openedChat());
  },
  message({ message }) {
    const chat = state.chats.get(message.chat.id);
    chat.messages.set(message.message_id, message);
    if (!isSeenBy(message, speakerIn(chat))) return;
    if (chat.id === state.open) showNew(message);
    else if (isFromBot(message)) unread.set(chat.id, (unread.get(chat.id) ?? 0) + 1);
    showChats();
  },
  edit({ message }) {
    const chat = state.chats.get(message.chat.id);
    chat.messages.set(message.message_id, message);
    if (chat.id === state.open) showEdited(message);
    showChats();
  },
  delete({ chat_id: chatId, message_id: messageId }) {
    state.chats.get(chatId).messages.delete(messageId);
    if (chatId === state.open) itemOf(messageId)?.remove();
    showChats();
  },
  inline_results(event) {
    showInline(event, chooseInline, (parameter) => openStart(parameter));
  },
  typing({ chat_id: chatId }) {
    if (chatId !== state.open) return;
    typingUntil = Date.now() + TYPING_MS;
    showStatus();
    setTimeout(showStatus, TYPING_MS + 50);
  },
  answer(event) {
    const key = waitingKeys.get(event.query_id);
    if (key) release(event.query_id, key);
    else earlyAnswers.add(event.query_id);
    if (event.person_id !== speaker()) return;
    if (event.url) follow(event.url);
    if (event.text && event.show_alert) showAlert(event.text);
    else if (event.text) showToast(event.text);
  },
};

// ---- what goes to the server

function say(text) {
  stickToBottom();
  const wish = { person_id: speaker(), chat_id: state.open, text, reply_to: replyingTo?.message_id ?? null };
  replyTo(null);
  return act("say", wish);
}

function chooseInline(queryId, resultId) {
  $("text").value = "";
  growText();
  return act("choose_inline", { ...here(), query_id: queryId, result_id: resultId });
}

function onMessage(action, message, wish) {
  return act(action, { ...here(), message_id: message.message_id, ...wish });
}

/** Offer what a person can do with a message. */
function showMore(message) {
  const own = message.reactions?.[speaker()];
  const reactions = ["👍", "👎"].map((emoji) => ({
    label: emoji, isShort: true, isChosen: own === emoji,
    onChoose: () => onMessage("react", message, { emoji: own === emoji ? null : emoji }),
  }));
  const forward = () => pickChat("Forward to", (chat) => onMessage("forward", message, { to_chat_id: chat.id }));
  const canEnd = message.poll?.close_date && !message.poll.is_closed;
  const endings = canEnd ? [{ label: "End the poll now", onChoose: () => onMessage("end_poll", message, {}) }] : [];
  offer("Message", [
    ...reactions, { label: "Reply", onChoose: () => replyTo(message) }, { label: "Forward", onChoose: forward },
    ...endings,
  ]);
}

function replyTo(message) {
  replyingTo = message;
  $("replying").hidden = !message;
  $("reply-preview").textContent = message ? `Reply to: ${summary(message)}` : "";
  if (message) $("text").focus();
}

/** Let the speaking person pick one of their chats, of those that may be picked. */
function pickChat(title, onPick, mayBe = () => true) {
  const person = speaker();
  const own = [...state.chats.values()].filter((chat) => chat.member_ids.includes(person) && mayBe(chat));
  offer(title, own.map((chat) => ({
    label: chat.type === "group" ? chat.title : state.bot.name, onChoose: () => onPick(chat, person),
  })));
}

function draft(words) {
  $("text").value = words;
  $("text").focus();
  $("text").oninput({ target: $("text") });
}

function inlineQuery(words) {
  return `@${state.bot.username} ${words}`;
}

/** Go to a chat that the speaking person picks, and leave words in its field for them to send. */
function pickChatAndWrite(words, mayBe) {
  pickChat("Send to", (chat, person) => {
    if (chat.type === "group") speakers.set(chat.id, person);
    goTo(chat.id);
    draft(words);
  }, mayBe);
}

/** A button that asks for inline results lets only chats of the kinds it names be picked. */
function isChosenBy(wanted) {
  return (chat) => Boolean(chat.type === "group" ? wanted.allow_group_chats : wanted.allow_bot_chats);
}

function goTo(chatId) {
  history.pushState(null, "", `#${chatId}`);
  openChat(chatId);
}

/** Open the speaking person's private chat and start with a payload that Telegram would pass on. */
function openStart(payload) {
  const person = speaker();
  const isFit = /^[A-Za-z0-9_-]{1,64}$/.test(payload);
  if (state.open !== person) goTo(person);
  return say(isFit ? `/start ${payload}` : "/start");
}

async function tap(button, node, message) {
  if (button.url) return follow(button.url);
  if (button.switch_inline_query_current_chat !== undefined) return draft(inlineQuery(button.switch_inline_query_current_chat));
  if (button.switch_inline_query !== undefined) return pickChatAndWrite(inlineQuery(button.switch_inline_query));
  const wanted = button.switch_inline_query_chosen_chat;
  if (wanted) return pickChatAndWrite(inlineQuery(wanted.query ?? ""), isChosenBy(wanted));
  if (button.copy_text) return navigator.clipboard?.writeText(button.copy_text.text);
  if (node.getAttribute("aria-busy")) return undefined;
  node.setAttribute("aria-busy", "true");
  const wish = { person_id: speaker(), chat_id: state.open, message_id: message.message_id };
  const answer = await act("tap", { ...wish, payload: button.callback_data });
  if (!answer || earlyAnswers.delete(answer.query_id)) return node.removeAttribute("aria-busy");
  waitingKeys.set(answer.query_id, node);
  return setTimeout(() => release(answer.query_id, node), TAP_MS);
}

function release(queryId, node) {
  waitingKeys.delete(queryId);
  node.removeAttribute("aria-busy");
}

/** Open a link; one to the bot itself is a start with a payload, one to t.me/share picks a chat, as in Telegram. */
function follow(url) {
  const { hostname, pathname, searchParams } = new URL(url, location.href);
  const isOwnBot = hostname === "t.me" && pathname.slice(1).toLowerCase() === state.bot.username;
  if (isOwnBot) return openStart(searchParams.get("start") ?? "");
  const isShare = hostname === "t.me" && pathname === "/share/url";
  if (isShare) return pickChatAndWrite([searchParams.get("url"), searchParams.get("text")].filter(Boolean).join("\n"));
  if (/^https?:/i.test(url)) window.open(url, "_blank", "noopener,noreferrer");
  return undefined;
}

// ---- the list of chats

function showChats() {
  for (const chat of state.chats.values()) showChat(chat, linkTo(chat) ?? addLink(chat));
  const total = [...unread.values()].reduce((sum, count) => sum + count, 0);
  document.title = total ? `(${total}) Matinee playground` : "Matinee playground";
}

const linkTo = (chat) => $("chat-list").querySelector(`[href="#${chat.id}"]`);

function addLink(chat) {
  const link = make("a", { href: `#${chat.id}` });
  $("chat-list").append(make("li", {}, link));
  return link;
}

/** Show what is new of a chat in the link that is there: one that was replaced would lose its tap and its focus. */
function showChat(chat, link) {
  const newest = seenMessages(chat).at(-1);
  const count = unread.get(chat.id) ?? 0;
  const preview = newest ? make("p", {}, ...whoSaid(chat, newest), summary(newest)) : make("p", {}, "No messages yet");
  const names = make("div", { className: "names" }, make("h3", {}, chat.title), preview);
  link.replaceChildren(avatar(chat.id, chat.title), names);
  if (count) link.append(make("span", { className: "count", ariaLabel: `${count} new` }, String(count)));
  link.ariaCurrent = chat.id === state.open ? "true" : null;
}

function whoSaid(chat, message) {
  const name = isFromBot(message) ? state.bot.name : message.from.first_name;
  return chat.type === "group" || isFromBot(message) ? [make("b", {}, `${name}: `)] : [];
}

// ---- the open chat

function openChat(chatId, { keepDraft = false } = {}) {
  state.open = chatId;
  document.body.classList.toggle("in-chat", chatId !== null);
  showChats();
  const chat = state.chats.get(chatId);
  $("chat").classList.toggle("nothing-open", !chat);
  if (!chat) return;
  unread.delete(chatId);
  typingUntil = 0;
  if (!keepDraft) $("text").value = "";
  if (!keepDraft) replyTo(null);
  hideInline();
  showChats();
  showHeader(chat);
  showLog(chat);
  hideCommands();
  hideToast();
}

function showHeader(chat) {
  const isGroup = chat.type === "group";
  const picture = isGroup ? avatar(chat.id, chat.title) : make("img", { src: "/static/icon.svg", alt: "" });
  $("partner").replaceChildren(picture);
  showLanguage();
  $("title").textContent = isGroup ? chat.title : state.bot.name;
  $("speaker-choice").hidden = !isGroup;
  const options = chat.member_ids.map((id) => make("option", { value: id }, state.people.get(id).first_name));
  $("speaker").replaceChildren(...options);
  $("speaker").value = speaker();
  showStatus();
}

function showLanguage() {
  const { language_code: code } = state.people.get(speaker());
  const known = code in LANGUAGES ? LANGUAGES : { [code]: code, ...LANGUAGES };
  $("language").replaceChildren(...Object.entries(known).map(([value, name]) => make("option", { value }, name)));
  $("language").value = code;
  $("language-code").textContent = code.split("-")[0].toUpperCase();
}

function showStatus() {
  const chat = openedChat();
  const isTyping = Date.now() < typingUntil;
  const members = chat.member_ids.map((id) => state.people.get(id).first_name).join(", ");
  const others = chat.is_guest ? `without the bot: ${members}` : `${members} and ${state.bot.name}`;
  const atRest = chat.type === "group" ? others : `you are ${isNarrow() ? state.people.get(chat.id).first_name : chat.title}`;
  $("status").textContent = isTyping ? `${chat.type === "group" ? state.bot.name : ""} is typing…`.trim() : atRest;
  $("status").classList.toggle("typing", isTyping);
}

function showLog(chat) {
  const nodes = [];
  let before = null;
  for (const message of seenMessages(chat)) {
    nodes.push(...withDay(message, before), itemFor(message));
    before = message;
  }
  $("log").replaceChildren(...(nodes.length ? nodes : [welcome()]));
  showComposer(chat);
  stickToBottom();
}

function showNew(message) {
  const messages = seenMessages(openedChat());
  if (messages.length === 1) return showLog(openedChat());
  const stick = isAtBottom();
  const item = itemFor(message);
  item.classList.add("new");
  $("log").append(...withDay(message, messages.at(-2)), item);
  if (isFromBot(message)) { typingUntil = 0; showStatus(); }
  return stick || !isFromBot(message) ? stickToBottom() : showNewest();
}

async function showEdited(message) {
  const fresh = itemFor(message);
  // Decode the new picture first, so that the card turns in one go.
  await fresh.querySelector("img")?.decode().catch(() => {});
  const old = itemOf(message.message_id);
  if (!old || openedChat().messages.get(message.message_id) !== message) return;
  const stick = isAtBottom();
  const keys = [...old.querySelectorAll(".keyboard button")];
  const focused = keys.indexOf(document.activeElement);
  old.replaceWith(fresh);
  fresh.classList.add("turned");
  if (focused >= 0) [...fresh.querySelectorAll(".keyboard button")].at(Math.min(focused, keys.length - 1))?.focus();
  if (stick) stickToBottom();
}

function itemFor(message) {
  const isOwn = message.from.id === speaker();
  const inGroup = openedChat().type === "group";
  const onVote = (poll, options) => onMessage("vote", poll, { options });
  const nameOf = (id) => state.people.get(Number(id))?.first_name ?? "Somebody";
  const talk = { personId: speaker(), nameOf, onTap: tap, onCommand: say, onLink: follow, onVote, onMore: showMore };
  const author = inGroup && !isOwn ? message.from : null;
  return messageItem(message, { isOwn, author, talk });
}

function withDay(message, before) {
  return before && dayOf(before) === dayOf(message) ? [] : [make("li", { className: "day" }, dayOf(message))];
}

function welcome() {
  const inGroup = openedChat().type === "group";
  const words = inGroup ? "Nobody has said anything here yet." : state.description || "Tap Start to see what this bot can do.";
  const icon = make("img", { src: "/static/icon.svg", alt: "", width: 72, height: 72 });
  return make("li", { className: "welcome" }, icon, make("h3", {}, inGroup ? openedChat().title : state.bot.name), make("p", {}, words));
}

function showComposer(chat) {
  const isNew = chat.type === "private" && chat.messages.size === 0;
  $("start").hidden = !isNew && !chat.is_blocked;
  $("start").textContent = chat.is_blocked ? "Unblock" : "Start";
  $("composer").hidden = !$("start").hidden;
  $("block").hidden = chat.type !== "private" || isNew;
  $("block").ariaLabel = $("block-label").textContent = chat.is_blocked ? "Unblock" : "Block";
}

// ---- the command menu

function showCommands(prefix = "/") {
  const commands = openedChat().commands[speaker()] ?? [];
  const fitting = commands.filter(({ command }) => `/${command}`.startsWith(prefix));
  $("commands").replaceChildren(...fitting.map(commandItem));
  $("commands").hidden = fitting.length === 0;
  $("menu").setAttribute("aria-expanded", String(fitting.length > 0));
}

function commandItem({ command, description }) {
  const name = make("b", {}, `/${command}`);
  const button = make("button", { type: "button" }, name, make("span", {}, description));
  button.onclick = () => {
    hideCommands();
    $("text").value = "";
    say(`/${command}`);
    $("text").focus();
  };
  return make("li", {}, button);
}

function hideCommands() {
  $("commands").hidden = true;
  $("menu").setAttribute("aria-expanded", "false");
}

// ---- small things

const byId = (messages) => new Map(messages.map((message) => [message.message_id, message]));
const isFromBot = (message) => message.from.id === state.bot.id;
const openedChat = () => state.chats.get(state.open);
const itemOf = (messageId) => $("log").querySelector(`[data-id="${messageId}"]`);
const isNarrow = () => matchMedia("(max-width: 720px)").matches;

const here = () => ({ person_id: speaker(), chat_id: state.open });

const speaker = () => speakerIn(openedChat());
const speakerIn = (chat) => speakers.get(chat.id) ?? chat.member_ids[0];
const seenMessages = (chat) => [...chat.messages.values()].filter((message) => isSeenBy(message, speakerIn(chat)));

function chatFromAddress() {
  const wanted = Number(location.hash.slice(1));
  if (state.chats.has(wanted)) return wanted;
  return isNarrow() ? null : [...state.chats.keys()][0];
}

function growText() {
  $("text").style.height = "auto";
  $("text").style.height = `${$("text").scrollHeight}px`;
}

// ---- what the person does

window.addEventListener("hashchange", () => openChat(chatFromAddress()));
$("back").onclick = () => { location.hash = ""; };
$("speaker").onchange = ({ target }) => {
  speakers.set(state.open, Number(target.value));
  hideInline();
  showLanguage();
  showLog(openedChat());
};
$("language").onchange = ({ target }) => act("language", { person_id: speaker(), language_code: target.value });
$("reply-cancel").onclick = () => replyTo(null);
$("block").onclick = () => act("block", { person_id: state.open, is_blocked: !openedChat().is_blocked });
$("start").onclick = () => {
  if (openedChat().is_blocked) act("block", { person_id: state.open, is_blocked: false });
  else say("/start");
};
$("menu").onclick = () => ($("commands").hidden ? showCommands() : hideCommands());
$("composer").onsubmit = (event) => {
  event.preventDefault();
  const text = $("text").value.trim();
  if (!text) return;
  hideInline();
  say(text);
  $("text").value = "";
  hideCommands();
  growText();
};
$("text").oninput = ({ target }) => {
  growText();
  askInline(target.value, state.bot.username, speaker());
  if (/^\/\w*$/.test(target.value)) showCommands(target.value);
  else hideCommands();
};
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !$("commands").hidden) { hideCommands(); $("text").focus(); }
  const buttons = [...$("commands").querySelectorAll("button")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if ($("commands").hidden || !step) return;
  event.preventDefault();
  const next = buttons.indexOf(document.activeElement) + step;
  (buttons[next] ?? $("text")).focus();
});
$("text").onkeydown = (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  $("composer").requestSubmit();
};

acceptFiles({
  picker: $("picker"), button: $("attach"), dropArea: $("chat"), textField: $("text"),
  place: () => (openedChat() && !openedChat().is_blocked ? { person_id: speaker(), chat_id: state.open } : null),
});

listen(receive, () => { $("offline").hidden = false; });
