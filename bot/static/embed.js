// A button in another site's page that opens the chat over it. One line there is enough:
// <script src="https://…/chat/embed.js" data-consultation="CODE" async></script>
(() => {
  const words = {/* words */};
  const script = document.currentScript;
  const home = new URL(script.src).origin;
  const address = new URL(`/chat/${encodeURIComponent(script.dataset.consultation)}?embed=1`, home);
  const look = `
    button { min-height: 44px; padding: 10px 18px; border: 2px solid #0b5c63; border-radius: 16px; color: #fff;
      background: #0b5c63; font: 700 18px/1.3 Arial, sans-serif; cursor: pointer; }
    button:focus-visible { outline: 3px solid #fd0; color: #22303c; background: #fd0; }
    dialog { box-sizing: border-box; width: min(44rem, 100vw); height: min(56rem, 100dvh); max-width: 100vw;
      max-height: 100dvh; padding: 0; border: 2px solid #0b5c63; border-radius: 8px; background: #fdfaf4; }
    dialog[open] { display: flex; flex-direction: column; }
    dialog::backdrop { background: rgb(0 0 0 / 60%); }
    dialog button { align-self: flex-end; margin: 8px; }
    iframe { flex: 1; width: 100%; border: 0; }`;

  function part(name, fields, ...inside) {
    const element = Object.assign(document.createElement(name), fields);
    element.append(...inside);
    return element;
  }

  function panel() {
    const close = part("button", { type: "button" }, words.close);
    const frame = part("iframe", { src: address.href, title: words.title, referrerPolicy: "no-referrer", allow: words.allow });
    const dialog = part("dialog", { ariaLabel: words.title }, close, frame);
    close.addEventListener("click", () => dialog.close());
    return dialog;
  }

  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(look);
  root.adoptedStyleSheets = [sheet];
  const open = part("button", { type: "button" }, script.dataset.label || words.open);
  let dialog = null; // made when it is wanted: until then nothing but this script comes from us
  open.addEventListener("click", () => {
    if (!dialog) root.append((dialog = panel()));
    dialog.showModal();
  });
  root.append(open);
  script.after(host);
})();
