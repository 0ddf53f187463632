// What makes pages quicker to use. Every page works without it; nothing here decides anything.
"use strict";

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const on = (type, listener, options) => document.addEventListener(type, listener, options);

// Buttons that need script are hidden until it is here.
const REVEALED = "[data-dismiss], [data-reveal], [data-copy], [data-step], [data-print], [data-select-all]";
for (const element of all(REVEALED)) element.hidden = false;

on("click", (event) => {
  const closest = (selector) => event.target.closest?.(selector);

  const dismiss = closest("[data-dismiss]");
  if (dismiss) dismiss.parentElement.remove();

  const reveal = closest("[data-reveal]");
  if (reveal) {
    const input = reveal.parentElement.querySelector("input");
    const shown = input.type === "text";
    input.type = shown ? "password" : "text";
    reveal.setAttribute("aria-pressed", String(!shown));
  }

  const copy = closest("[data-copy]");
  if (copy) copied(copy.parentElement);

  const step = closest("[data-step]");
  if (step) {
    const input = step.parentElement.querySelector("input");
    if (step.dataset.step === "1") input.stepUp();
    else input.stepDown();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  if (closest("[data-print]")) window.print();

  // Open menus close when one clicks elsewhere.
  for (const menu of all("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// Copies what stands in a field, and says so. Without https there is no clipboard: what is selected is copied then.
const copied = async (box) => {
  const input = box.querySelector("input");
  const done = box.querySelector("[data-copy-done]");
  input.select();
  let isCopied = true;
  try {
    await navigator.clipboard.writeText(input.value);
  } catch {
    isCopied = document.execCommand("copy");
  }
  done.textContent = isCopied ? done.dataset.copyDone : done.dataset.copyFailed;
  if (!isCopied) return;
  setTimeout(() => { done.textContent = ""; }, 4000);
};

// Dialogs open as popovers without script; with it they are modal and hold the focus.
for (const opener of all("button[popovertarget]")) {
  const dialog = document.getElementById(opener.getAttribute("popovertarget"));
  if (!(dialog instanceof HTMLDialogElement)) continue;
  const closes = opener.getAttribute("popovertargetaction") === "hide";
  opener.removeAttribute("popovertarget");
  dialog.removeAttribute("popover");
  opener.addEventListener("click", () => (closes ? dialog.close() : dialog.showModal()));
}

// Tables: choosing all rows, saying how many are chosen, and what to do with them only then.
const countChosen = (form) => {
  const boxes = [...form.elements].filter((one) => one.type === "checkbox");
  const rows = boxes.filter((one) => !one.matches("[data-select-all]"));
  const chosen = rows.filter((row) => row.checked).length;
  for (const head of boxes.filter((one) => one.matches("[data-select-all]"))) {
    head.checked = chosen === rows.length;
    head.indeterminate = chosen > 0 && chosen < rows.length;
  }
  form.hidden = chosen === 0;
  const words = form.querySelector("[data-bulk-count]");
  if (words) words.textContent = words.dataset.bulkCount.replace("#", chosen);
};
for (const form of all("form[data-bulk]")) countChosen(form);
on("change", (event) => {
  const box = event.target;
  if (!(box instanceof HTMLInputElement) || box.type !== "checkbox" || !box.form?.matches("[data-bulk]")) return;
  if (box.matches("[data-select-all]")) {
    for (const one of box.form.elements) if (one.type === "checkbox") one.checked = box.checked;
  }
  countChosen(box.form);
});
window.addEventListener("pageshow", () => { for (const form of all("form[data-bulk]")) countChosen(form); });

// Typed text that was not sent is not lost by leaving the page.
const guarded = all("form[data-guard]");
const written = (form) => new URLSearchParams(new FormData(form)).toString();
const before = new Map(guarded.map((form) => [form, written(form)]));
let sending = false;
on("submit", () => { sending = true; });
window.addEventListener("beforeunload", (event) => {
  if (!sending && guarded.some((form) => written(form) !== before.get(form))) event.preventDefault();
});
window.addEventListener("pageshow", () => { sending = false; });

document.querySelector("[data-error-summary]")?.focus();

// A scanner types into the scan field wherever the focus was, unless another field has it.
const scan = document.querySelector("input[data-scan]");
scan?.select();
const typing = (element) => element?.matches?.("input, textarea, select, [contenteditable]") ?? false;

// Search as one types: a fragment of HTML below the box, gone through with the arrow keys.
for (const box of all("form[data-suggest]")) {
  const input = box.querySelector("[data-search]");
  const found = box.querySelector("div[aria-live]");
  let timer, request;
  const close = () => { found.hidden = true; };
  const ask = async () => {
    request?.abort();
    const query = input.value.trim();
    if (query.length < 2) return close();
    request = new AbortController();
    try {
      const url = `${box.dataset.suggest}?q=${encodeURIComponent(query)}`;
      const answer = await fetch(url, { signal: request.signal, credentials: "same-origin" });
      if (!answer.ok) return close();
      found.innerHTML = await answer.text();
      found.hidden = false;
    } catch {
      // An aborted request was overtaken by the next; an unreachable server leaves the plain search.
    }
  };
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 120); });
  box.addEventListener("keydown", (event) => {
    const links = found.hidden ? [] : all("a", found);
    const place = links.indexOf(document.activeElement);
    if (event.key === "Escape") { close(); input.focus(); }
    if (event.key === "ArrowDown" && links.length) { event.preventDefault(); links[Math.min(place + 1, links.length - 1)].focus(); }
    if (event.key === "ArrowUp" && place >= 0) { event.preventDefault(); (links[place - 1] ?? input).focus(); }
  });
  box.addEventListener("focusout", (event) => { if (!box.contains(event.relatedTarget)) close(); });
}

// Keys of one character. They can be switched off, and never act while one types.
const KEYS_OFF = "kontor-keys-off";
const keysSwitch = document.querySelector("[data-keyboard-switch]");
const remembered = () => { try { return localStorage.getItem(KEYS_OFF) === "yes"; } catch { return false; } };
if (keysSwitch) {
  keysSwitch.checked = !remembered();
  keysSwitch.addEventListener("change", () => {
    try { localStorage.setItem(KEYS_OFF, keysSwitch.checked ? "no" : "yes"); } catch { /* Kept for this page only. */ }
  });
}
const follow = (selector) => { const link = document.querySelector(selector); link?.click(); return Boolean(link); };
let goes = false;
on("keydown", (event) => {
  if (event.key === "Escape") for (const menu of all("details[data-menu][open]")) menu.open = false;
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (scan && event.key.length === 1 && /[0-9A-Z]/.test(event.key)) { scan.focus(); return; }
  if (!keysSwitch?.checked || document.querySelector("dialog[open]")) return;
  const key = event.key.toLowerCase();
  if (goes) {
    goes = false;
    if (/^[a-z0-9]$/.test(key) && follow(`a[data-go="${key}"]`)) event.preventDefault();
    return;
  }
  if (key === "g") { goes = true; setTimeout(() => { goes = false; }, 1500); }
  if (key === "/") {
    const field = document.querySelector("[data-search], [data-list-search]");
    if (field) { event.preventDefault(); field.focus(); }
  }
  if (key === "?") document.getElementById("keyboard-help")?.showModal();
  if (/^[nelp]$/.test(key) && follow(`:is(a, button)[data-key="${key}"]`)) event.preventDefault();
});

// Long work: renews its part every second and shows the finished page at the end.
const watch = async () => {
  const shown = document.querySelector("[data-progress]");
  if (!shown) return;
  try {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.querySelector("[data-progress]");
    if (answer.redirected || !next) { location.replace(answer.url); return; }
    shown.replaceWith(next);
  } catch {
    // The server is away for a moment; the next second asks again.
  }
  setTimeout(watch, 1000);
};
setTimeout(watch, 1000);

// A figure and the line along which it is drawn say the same.
for (const line of all("[data-slider]")) {
  const figure = line.parentElement.querySelector("[data-slider-figure]");
  const drawn = () => { line.value = String(Number.parseFloat(figure.value.replace(/[.\s](?=\d{3})/g, "").replace(",", ".")) || 0); };
  line.hidden = false;
  drawn();
  figure.addEventListener("input", drawn);
  line.addEventListener("input", () => { figure.value = line.value; });
}

// A form that only asks shows its answer while one draws or types.
const LIVE_PAUSE = 250;
for (const form of all("form[data-live]")) {
  let pause;
  let asked = new AbortController();
  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(async () => {
      asked.abort();
      asked = new AbortController();
      const address = `${form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`;
      try {
        const answer = await fetch(address, { credentials: "same-origin", signal: asked.signal });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const next = page.querySelector("[data-live-answer]");
        if (answer.redirected || !next) { form.submit(); return; }
        document.querySelector("[data-live-answer]").replaceWith(next);
        history.replaceState(null, "", address);
      } catch {
        // An asking was overtaken by the next one; an unreachable server leaves the button.
      }
    }, LIVE_PAUSE);
  });
}
