// Files with code: dropped anywhere on the page, pasted, or chosen.

/** take(name, base64) is called for each file, refuse(key) with the reason why one is not read. */
export function acceptFiles(button, picker, take, refuse) {
  button.addEventListener("click", () => picker.click());
  picker.addEventListener("change", () => {
    takeAll(picker.files, take, refuse);
    picker.value = ""; // so that the same file can be chosen again
  });
  document.addEventListener("dragover", (event) => {
    if (!holdsFiles(event.dataTransfer)) return;
    event.preventDefault();
    document.body.dataset.dropping = "yes";
  });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) delete document.body.dataset.dropping; // it left the window
  });
  document.addEventListener("drop", (event) => {
    delete document.body.dataset.dropping;
    if (!holdsFiles(event.dataTransfer)) return;
    event.preventDefault();
    takeAll(event.dataTransfer.files, take, refuse);
  });
  document.addEventListener("paste", (event) => {
    const data = event.clipboardData;
    if (data.files.length === 0 || data.types.includes("text/plain")) return;
    event.preventDefault();
    takeAll(data.files, take, refuse);
  });
}

const holdsFiles = (data) => data.types.includes("Files");

function takeAll(files, take, refuse) {
  for (const file of files) {
    if (file.type.startsWith("image/")) { // a photo may also be larger than a message can be
      refuse("picture-refused");
      continue;
    }
    const reader = new FileReader();
    reader.addEventListener("error", () => refuse("file-unreadable")); // for example a folder
    reader.addEventListener("load", () => take(file.name, reader.result.split(",")[1] ?? ""));
    reader.readAsDataURL(file);
  }
}
