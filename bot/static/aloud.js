// Reads messages out with the browser's own voices. Only voices on the device itself: a remote one would send what
// is read to a company. Where the device has none for the language, there are no buttons.

const MODE = "aloud";

function voiceFor(language) {
  const own = speechSynthesis.getVoices().filter((voice) => voice.localService);
  const wanted = language.toLowerCase();
  const base = wanted.split("-")[0];
  const tongue = (voice) => voice.lang.toLowerCase().replace("_", "-");
  return (
    own.find((voice) => tongue(voice) === wanted) ??
    own.find((voice) => base === "en" && tongue(voice) === "en-gb") ??
    own.find((voice) => tongue(voice).split("-")[0] === base)
  );
}

function speak(words, language) {
  const voice = voiceFor(language);
  if (!voice || !words.trim()) return;
  const spoken = new SpeechSynthesisUtterance(words);
  spoken.voice = voice;
  spoken.lang = voice.lang;
  spoken.rate = 0.9;
  speechSynthesis.speak(spoken);
}

function languageOf(part) {
  return part.closest("[lang]").lang;
}

function listenButton(bubble, chat) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "bubble__listen";
  button.textContent = chat.dataset.listen;
  button.lang = document.documentElement.lang;
  const words = bubble.querySelector(".bubble__words");
  button.addEventListener("click", () => {
    speechSynthesis.cancel();
    speak(words.textContent, languageOf(bubble));
  });
  return button;
}

function addButtons(chat) {
  for (const bubble of chat.querySelectorAll(".bubble--ours, .bubble--notice")) {
    if (!bubble.querySelector(".bubble__listen") && voiceFor(languageOf(bubble))) {
      bubble.append(listenButton(bubble, chat));
    }
  }
}

// What was said last, and what can be answered.
function readNow(chat) {
  speechSynthesis.cancel();
  for (const part of chat.querySelectorAll("#now .bubble__words, #now .govuk-hint")) {
    speak(part.textContent, languageOf(part));
  }
  for (const label of chat.querySelectorAll(".chat__buttons .chat__button, .govuk-checkboxes__label")) {
    speak(label.textContent, languageOf(label));
  }
}

function looks(chat) {
  return new Set(chat.dataset.looks.split(" ").filter(Boolean));
}

// Keeps the choice in the same cookie as the page of looks does.
function keep(chat, on) {
  const words = looks(chat);
  const fields = new URLSearchParams();
  fields.set("size", ["larger", "large"].find((size) => words.has(size)) ?? "usual");
  fields.set("colours", words.has("strong") ? "strong" : "usual");
  if (words.has("easy")) fields.set("easy", "true");
  if (on) fields.set(MODE, "true");
  return fetch(chat.dataset.look, { method: "POST", body: fields, redirect: "manual" });
}

function modeButton(chat) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "chat__quiet chat__aloud";
  button.textContent = chat.dataset.aloud;
  button.setAttribute("aria-pressed", String(looks(chat).has(MODE)));
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    const words = looks(chat);
    if (on) words.add(MODE);
    else words.delete(MODE);
    chat.dataset.looks = [...words].join(" ");
    keep(chat, on).catch(() => {});
    if (on) readNow(chat);
    else speechSynthesis.cancel();
  });
  return button;
}

// `fresh`: the messages in `chat` were just said, so in the mode that reads everything they are read.
export function wake(chat, fresh) {
  if (!("speechSynthesis" in window)) return;
  const ready = () => {
    addButtons(chat);
    const ways = chat.querySelector(".chat__ways");
    if (ways && !ways.querySelector(".chat__aloud") && voiceFor(document.documentElement.lang)) {
      ways.prepend(modeButton(chat));
    }
  };
  ready();
  speechSynthesis.addEventListener("voiceschanged", ready, { once: true });
  if (fresh && looks(chat).has(MODE)) readNow(chat);
}

addEventListener("pagehide", () => "speechSynthesis" in window && speechSynthesis.cancel());
