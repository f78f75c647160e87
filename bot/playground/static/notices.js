// Short notices above the chat, and alerts that wait for an OK.

const TOAST_MS = 3000;
const toast = document.getElementById("toast");
const alert = document.getElementById("alert");
let hiding;

/** Show a text for a moment. */
export function showToast(text) {
  toast.textContent = text;
  toast.classList.add("shown");
  clearTimeout(hiding);
  hiding = setTimeout(hideToast, TOAST_MS);
}

/** Take the text away before its time. */
export function hideToast() {
  toast.classList.remove("shown");
}

/** Show a text until it is dismissed. */
export function showAlert(text) {
  document.getElementById("alert-text").textContent = text;
  if (!alert.open) alert.showModal();
}
