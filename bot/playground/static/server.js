// The line to the server: events come in on one stream, actions go out one by one.

import { showToast } from "./notices.js";

/** Hand each event to receive[kind]; `onLost` is called when the stream breaks (it mends itself). */
export function listen(receive, onLost) {
  const stream = new EventSource("/events");
  stream.onmessage = ({ data }) => {
    const event = JSON.parse(data);
    receive[event.kind]?.(event);
  };
  stream.onerror = onLost;
}

/** Ask for an action; returns its answer, or null after saying why it did not work. */
export function act(action, wish) {
  return post(action, { headers: { "Content-Type": "application/json" }, body: JSON.stringify(wish) });
}

/** Ask for an action that brings a file along. */
export function actWithFile(action, wish, file) {
  const headers = { "Content-Type": "application/octet-stream" };
  return post(`${action}?${new URLSearchParams(wish)}`, { headers, body: file });
}

async function post(path, request) {
  try {
    const response = await fetch(`/actions/${path}`, { method: "POST", ...request });
    const answer = await response.json();
    if (!response.ok) showToast(typeof answer.detail === "string" ? answer.detail : "That did not work.");
    return response.ok ? answer : null;
  } catch {
    showToast("The bot is away. Try again in a moment.");
    return null;
  }
}
