// Staying with the newest message, unless somebody reads further up.

const NEAR_PX = 80;
const scroll = document.getElementById("scroll");
const newest = document.getElementById("newest");

/** Whether the newest message is (nearly) in sight. */
export function isAtBottom() {
  return scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_PX;
}

/** Go to the newest message. */
export function stickToBottom() {
  scroll.scrollTop = scroll.scrollHeight;
  showNewest();
}

/** Offer the way down when one is further up. */
export function showNewest() {
  newest.hidden = isAtBottom();
}

let followsNewest = true;

newest.onclick = stickToBottom;
scroll.onscroll = () => {
  followsNewest = isAtBottom();
  showNewest();
};
// A field that grows takes the room from below; whoever read the newest message goes on seeing it.
new ResizeObserver(() => (followsNewest ? stickToBottom() : showNewest())).observe(scroll);
