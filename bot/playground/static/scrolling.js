// Staying with the newest message, unless somebody reads further up.

const NEAR_PX = 80;
const scroll = document.getElementById("scroll");
const newest = document.getElementById("newest");
const log = document.getElementById("log");
const LEAST_POSTER_PX = 96;

/** Whether the newest message is (nearly) in sight. */
export function isAtBottom() {
  return scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_PX;
}

/** Go to the newest message. */
export function stickToBottom() {
  fitPoster();
  scroll.scrollTop = scroll.scrollHeight;
  showNewest();
}

/** Give the newest card's poster the room that its words and buttons leave, so that both are in sight. */
function fitPoster() {
  const card = log.lastElementChild;
  const poster = card?.querySelector(".photo.tall img:not(.backdrop)");
  if (!poster) return;
  poster.style.height = "";
  const { paddingTop, paddingBottom } = getComputedStyle(log);
  const room = scroll.clientHeight - parseFloat(paddingTop) - parseFloat(paddingBottom);
  const over = card.offsetHeight - room;
  if (over > 0) poster.style.height = `${Math.max(LEAST_POSTER_PX, poster.offsetHeight - over)}px`;
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
