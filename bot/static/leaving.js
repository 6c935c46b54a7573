// The quick exit: clears the screen at once, makes the server forget this browser, and goes to a harmless page in
// the place of this one, so that Back does not lead here. Without scripts the same button is a link.
import { ExitThisPage, createAll } from "/static/govuk-frontend/govuk-frontend.min.js";

class Leave extends ExitThisPage {
  static moduleName = "chat-exit";

  exitPage() {
    if ("speechSynthesis" in window) speechSynthesis.cancel();
    const way = this.$root.dataset.exit;
    const forget = this.$button.href;
    document.title = "\u00a0";
    document.body.replaceChildren();
    navigator.sendBeacon(forget);
    const frame = window.top === window ? window : window.top;
    frame.location.replace(way);
  }
}

export function wake() {
  createAll(Leave);
}
