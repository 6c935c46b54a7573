// A tablet that people share: when somebody has gone quiet it asks whether they are there, then clears for the next.
// After the last question it asks sooner. Back leads to nothing: the page is replaced, and the server has forgotten.

const ASKED = 30; // seconds in which to say "I am here"
const AFTER_THE_END = 20;
let timer = 0;
let counting = 0;
let seconds = 0;
let next = "";

function dialog() {
  return document.querySelector("#still-there");
}

async function clear() {
  stop();
  document.body.replaceChildren();
  try {
    await fetch(next, { method: "POST", redirect: "manual" });
  } finally {
    location.replace(location.pathname);
  }
}

function stop() {
  clearTimeout(timer);
  clearInterval(counting);
}

function count(left) {
  const shown = dialog().querySelector("#still-there-left");
  shown.textContent = String(left);
  counting = setInterval(() => {
    left -= 1;
    shown.textContent = String(left);
    if (left <= 0) clear();
  }, 1000);
}

function ask() {
  dialog().showModal();
  count(ASKED);
}

function begin() {
  if (dialog()?.open || !next) return;
  stop();
  timer = setTimeout(ask, seconds * 1000);
}

export function wake(chat) {
  const { kiosk, finished, next: way } = chat.dataset;
  stop();
  next = way ?? "";
  if (!kiosk) return;
  seconds = finished ? Math.min(AFTER_THE_END, Number(kiosk)) : Number(kiosk);
  begin();
}

for (const kind of ["pointerdown", "keydown", "input", "scroll"]) {
  document.addEventListener(kind, begin, { passive: true });
}

document.addEventListener("click", (event) => {
  const pressed = event.target.closest("#still-there button");
  if (!pressed) return;
  if (pressed.value === "go") clear();
  else dialog().close();
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches(".chat-finished")) return;
  event.preventDefault();
  next = event.target.action;
  clear();
});

dialog()?.addEventListener("close", () => {
  clearInterval(counting);
  begin();
});
