// Turns the page of one question into a chat: sends each form in place and puts the answer where it stood.
// Every form works without this; when a request fails the form is still there to be sent again.
import { createAll, Button, Checkboxes } from "/static/govuk-frontend/govuk-frontend.min.js";
import * as aloud from "./aloud.js";
import * as arrivals from "./arrivals.js";
import * as kiosk from "./kiosk.js";
import * as leaving from "./leaving.js";
import * as locating from "./locating.js";

const ROOT = "#chat";
let sending = 0;

function openWhatWasSaid(chat) {
  const before = chat.querySelector(".chat__before");
  if (before) before.open = true;
}

function showNow(chat) {
  const now = chat.querySelector("#now");
  if (!now) return;
  now.focus({ preventScroll: true });
  now.scrollIntoView({ block: "start" });
}

function say(chat, words) {
  let status = chat.querySelector("[role=status]");
  if (!status) {
    status = document.createElement("p");
    status.setAttribute("role", "status");
    status.className = "govuk-body";
    chat.append(status);
  }
  status.textContent = words;
}

// Everything that a chat needs when it comes onto the page; `old` is the one that stood there before.
function wake(chat, old) {
  openWhatWasSaid(chat);
  if (old) createAll(Button, {}, chat), createAll(Checkboxes, {}, chat);
  aloud.wake(chat, old !== undefined);
  arrivals.wake(chat, { refresh, busy: () => sending > 0 });
  kiosk.wake(chat);
  locating.wake(chat, (words) => say(chat, words));
}

async function read(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector(ROOT);
  if (!fresh || (!answer.ok && answer.status !== 422)) throw new Error(String(answer.status));
  return { page, fresh: document.adoptNode(fresh) };
}

function put({ page, fresh }) {
  const chat = document.querySelector(ROOT);
  chat.replaceWith(fresh);
  document.documentElement.lang = page.documentElement.lang;
  document.documentElement.dir = page.documentElement.dir;
  wake(fresh, chat);
}

function body(form, fields) {
  return form.enctype === "multipart/form-data" ? fields : new URLSearchParams(fields);
}

async function send(form, pressed) {
  const chat = document.querySelector(ROOT);
  const fields = new FormData(form, pressed);
  say(chat, chat.dataset.sending);
  sending += 1;
  try {
    const answer = await fetch(form.action, { method: "POST", body: body(form, fields) });
    put(await read(answer));
    showNow(document.querySelector(ROOT));
  } catch {
    say(chat, chat.dataset.notSent);
  } finally {
    sending -= 1;
  }
}

// Fetches the page again because something came in. What somebody is writing stays; news alone changes nothing else.
async function refresh(newsOnly) {
  const chat = document.querySelector(ROOT);
  const found = await read(await fetch(chat.dataset.here));
  if (sending > 0 || chat !== document.querySelector(ROOT)) return;
  if (newsOnly) {
    chat.querySelector("#news").replaceChildren(...found.fresh.querySelector("#news").childNodes);
    aloud.wake(chat, false);
    return;
  }
  const written = chat.querySelector("#text")?.value;
  put(found);
  const field = document.querySelector(`${ROOT} #text`);
  if (written && field) field.value = written;
}

function empty(form) {
  return ["text", "file"].map((name) => form.elements.namedItem(name)).find((field) => field && !field.value.trim());
}

document.addEventListener("submit", (event) => {
  if (!event.target.closest(ROOT) || event.target.action.endsWith("/someone-else")) return;
  event.preventDefault();
  if (event.target.dataset.sent) return;
  const missing = event.submitter?.name ? undefined : empty(event.target);
  if (missing) {
    missing.focus();
    return;
  }
  event.target.dataset.sent = "yes";
  send(event.target, event.submitter).finally(() => delete event.target.dataset.sent);
});

// A page that the browser kept whole and brings back may be another person's by now.
addEventListener("pageshow", (event) => event.persisted && location.reload());

leaving.wake();
const first = document.querySelector(ROOT);
if (first) wake(first);
