// A poll: question, options with votes, a way to vote, change and take back.

import { make } from "./make.js";

/** Build a poll as one person sees it; `talk` has their personId, nameOf(id) and onVote(message, options). */
export function pollView(message, talk) {
  const { poll, ballots = {}, is_hidden: isHidden } = message;
  const own = ballots[talk.personId];
  const showsCounts = (own || poll.is_closed) && !isHidden;
  const options = poll.options.map((option, number) => optionView(option, number));
  const view = make("div", { className: "poll" }, make("h4", {}, poll.question), make("small", {}, kindOf(poll)));
  view.append(make("div", { className: "options", role: "group", ariaLabel: poll.question }, ...options), make("small", {}, totalOf()));
  if (own && poll.allows_revoting && !poll.is_closed) {
    const back = make("button", { type: "button", className: "quiet" }, "Take vote back");
    back.onclick = () => talk.onVote(message, []);
    view.append(back);
  }
  return view;

  function optionView(option, number) {
    const isOwn = own?.includes(number) ?? false;
    const share = poll.total_voter_count ? Math.round((100 * option.voter_count) / poll.total_voter_count) : 0;
    const tick = isOwn ? "✓ " : "";
    const count = showsCounts ? `${tick}${share} % · ${option.voter_count}` : tick;
    const meter = make("progress", { max: 100, value: showsCounts ? share : 0 });
    const poster = option.media?.photo?.at(-1);
    const picture = poster ? [make("img", { src: `/files/${poster.file_id}`, alt: "", decoding: "async" })] : [];
    const node = make("button", { type: "button", ariaPressed: String(isOwn) }, ...picture, make("span", {}, option.text), make("span", { className: "votes" }, count), meter, ...votersOf(number));
    node.disabled = poll.is_closed || (own && !poll.allows_revoting);
    node.onclick = () => talk.onVote(message, choice(number));
    return node;
  }

  /** Name who chose an option, where the poll lets everybody see it. */
  function votersOf(number) {
    if (poll.is_anonymous || !showsCounts) return [];
    const voters = Object.keys(ballots).filter((id) => ballots[id].includes(number));
    return voters.length ? [make("small", {}, voters.map(talk.nameOf).join(", "))] : [];
  }

  function choice(number) {
    if (!poll.allows_multiple_answers) return [number];
    const before = own ?? [];
    return before.includes(number) ? before.filter((each) => each !== number) : [...before, number];
  }

  function totalOf() {
    const count = poll.total_voter_count;
    const votes = count === 1 ? "1 vote" : `${count} votes`;
    return isHidden ? `${votes} · results when the poll ends` : votes;
  }
}

function kindOf(poll) {
  if (poll.is_closed) return "Final results";
  const kind = poll.is_anonymous ? "Anonymous poll" : "Poll";
  return poll.allows_multiple_answers ? `${kind}, several answers` : kind;
}
