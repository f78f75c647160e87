// Text with Telegram's entities, as DOM nodes; nothing a bot writes is ever read as HTML.

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote", spoiler: "button",
};

/** Build the nodes of a styled text. Offsets are UTF-16 code units, as JavaScript counts too. */
export function styledText(text, entities = [], talk = {}) {
  return nodesBetween(text, 0, text.length, entities, talk);
}

function nodesBetween(text, start, end, entities, talk) {
  const nodes = [];
  let position = start;
  let rest = entities.filter((entity) => entity.offset >= start && entity.offset + entity.length <= end);
  while (rest.length > 0) {
    const [outer, ...others] = rest;
    const outerEnd = outer.offset + outer.length;
    if (outer.offset > position) nodes.push(text.slice(position, outer.offset));
    const node = element(outer, text.slice(outer.offset, outerEnd), talk);
    node.append(...nodesBetween(text, outer.offset, outerEnd, others, talk));
    nodes.push(node);
    // A quote ends its line by itself: the line break behind it is no empty line.
    const endsLine = rest.some((entity) => isBlock(entity) && entity.offset + entity.length === outerEnd);
    position = outerEnd < end && endsLine && text[outerEnd] === "\n" ? outerEnd + 1 : outerEnd;
    rest = others.filter((entity) => entity.offset >= outerEnd);
  }
  if (position < end) nodes.push(text.slice(position, end));
  return nodes;
}

function isBlock(entity) {
  return entity.type === "blockquote" || entity.type === "expandable_blockquote";
}

function element(entity, text, talk) {
  if (entity.type === "text_link" || entity.type === "url") return link(entity.url ?? text, talk);
  const node = document.createElement(entity.type === "bot_command" ? "button" : TAGS[entity.type] ?? "span");
  node.className = entity.type;
  if (entity.type === "bot_command") node.onclick = () => talk.onCommand(text);
  if (entity.type === "expandable_blockquote") makeFolded(node);
  if (entity.type === "spoiler") node.onclick = () => node.classList.add("revealed");
  return node;
}

function makeFolded(node) {
  node.tabIndex = 0;
  node.role = "button";
  node.ariaExpanded = "false";
  node.onclick = () => { node.ariaExpanded = String(node.ariaExpanded === "false"); };
  node.onkeydown = ({ key }) => { if (key === "Enter") node.onclick(); };
}

function link(url, talk) {
  const node = document.createElement("a");
  if (/^https?:\/\//i.test(url)) node.href = url;
  node.target = "_blank";
  node.rel = "noopener noreferrer";
  node.onclick = (event) => { event.preventDefault(); talk.onLink?.(url); };
  return node;
}
