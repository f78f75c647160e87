// Files: how a document looks in a message, and three ways to send one (clip, drop, paste).

import { make } from "./make.js";
import { actWithFile } from "./server.js";
import { showToast } from "./notices.js";

const MAX_BYTES = 20 * 1024 * 1024;

/** Write a size the way people do. */
export function sizeInWords(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  const [value, unit] = bytes < 1024 ** 2 ? [bytes / 1024, "KB"] : [bytes / 1024 ** 2, "MB"];
  return `${value.toFixed(1)} ${unit}`;
}

/** Build a document as a link that saves the file. */
export function documentLink({ file_id: fileId, file_name: name = "File", file_size: size = 0 }) {
  const ending = name.includes(".") ? name.split(".").pop().slice(0, 4) : "file";
  const icon = make("span", { className: "file-icon", ariaHidden: "true" }, ending);
  const names = make("span", { className: "names" }, make("b", {}, name), make("small", {}, sizeInWords(size)));
  return make("a", { className: "document", href: `/files/${encodeURIComponent(fileId)}`, download: name }, icon, names);
}

/** Let files be picked, dropped and pasted; `place()` tells for whom and where, null when nowhere. */
export function acceptFiles({ picker, button, dropArea, textField, place }) {
  const sendAll = async (files) => { for (const file of files) await sendFile(file, place()); };
  button.onclick = () => picker.click();
  picker.onchange = async () => { await sendAll([...picker.files]); picker.value = ""; };
  textField.addEventListener("paste", (event) => {
    if (!event.clipboardData.files.length) return;
    event.preventDefault();
    sendAll([...event.clipboardData.files]);
  });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    dropArea.addEventListener(kind, (event) => {
      event.preventDefault();
      dropArea.classList.toggle("dropping", kind === "dragover");
      if (kind === "drop") sendAll([...event.dataTransfer.files]);
    });
  }
}

async function sendFile(file, place) {
  if (!place) return;
  if (file.size > MAX_BYTES) return showToast(`${file.name} is larger than 20 MB, which is the most a bot can download.`);
  await actWithFile("send_file", { ...place, name: file.name }, file);
}
