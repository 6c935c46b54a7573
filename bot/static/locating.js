// Writes where somebody is into the field, when they ask for that: rounded here, so that no more leaves the device than
// is kept. It is theirs to change, and to send. Where the browser cannot tell, the field is there all the same.

const WAIT = 15000;

function put(button, coords) {
  const decimals = Number(button.dataset.decimals);
  const field = button.form.elements.text;
  field.value = `${coords.latitude.toFixed(decimals)}, ${coords.longitude.toFixed(decimals)}`;
  field.focus();
}

function find(button, say) {
  button.disabled = true;
  const done = (words) => {
    button.disabled = false;
    say(words);
  };
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      put(button, coords);
      done(button.dataset.found);
    },
    () => done(button.dataset.notFound),
    { timeout: WAIT, maximumAge: 0 },
  );
}

export function wake(chat, say) {
  const button = chat.querySelector(".chat__locate");
  if (!button || !navigator.geolocation) return;
  button.hidden = false;
  button.addEventListener("click", () => find(button, say));
}
