// Shows the figures of a consultation as they change. The page works without this, by reloading.
const place = document.querySelector("[data-live]");
const said = document.querySelector("[data-live-said]");

function show(figures) {
  if (place.contains(document.activeElement)) return; // nobody loses their place
  const made = document.createElement("template");
  made.innerHTML = figures;
  place.replaceChildren(made.content);
  said.textContent = "The figures are live.";
}

if (place) {
  const source = new EventSource(place.dataset.live);
  source.addEventListener("figures", (event) => show(event.data));
  addEventListener("pagehide", () => source.close());
}
