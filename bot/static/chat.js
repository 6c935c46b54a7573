// Turns the page of one question into a chat: sends each form in place and puts the answer where it stood.
// Every form works without this; when a request fails the form is still there to be sent again.

const ROOT = "#chat";

function openWhatWasSaid(chat) {
  const before = chat.querySelector(".chat__before");
  if (before) before.open = true;
}

function showNow(chat) {
  openWhatWasSaid(chat);
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

async function send(form, pressed) {
  const chat = document.querySelector(ROOT);
  const fields = new FormData(form, pressed);
  say(chat, chat.dataset.sending);
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(fields) });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = document.adoptNode(page.querySelector(ROOT));
    chat.replaceWith(fresh);
    document.documentElement.lang = page.documentElement.lang;
    showNow(fresh);
  } catch {
    say(chat, chat.dataset.notSent);
  }
}

document.addEventListener("submit", (event) => {
  if (!event.target.closest(ROOT)) return;
  event.preventDefault();
  if (event.target.dataset.sent) return;
  const text = event.target.elements.namedItem("text");
  if (text && !text.value.trim()) {
    text.focus();
    return;
  }
  event.target.dataset.sent = "yes";
  send(event.target, event.submitter).finally(() => delete event.target.dataset.sent);
});

openWhatWasSaid(document.querySelector(ROOT));
