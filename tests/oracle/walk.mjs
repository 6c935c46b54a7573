// Walks at random through a form in ODK Web Forms' engine and says what holds after each step.
// Reads one line of JSON {xml, seed, steps} from standard input; writes one line for each step:
// {action: {set: reference, value} | {add: reference} | null, nodes: [[reference, type, relevant, required, valid, value]]}.

import { createRequire } from "node:module";
import { JSDOM } from "jsdom";

// The engine's parser was bundled from a script that expects these.
globalThis.require = createRequire(import.meta.url);
globalThis.__dirname = import.meta.dirname ?? ".";
globalThis.__filename = "walk.mjs";

const dom = new JSDOM("");
for (const name of ["window", "document", "DOMParser", "XMLSerializer", "Node", "Element", "Document", "XPathResult",
  "XPathEvaluator", "XMLDocument", "Attr", "Text", "CDATASection", "Comment", "ProcessingInstruction", "Blob", "File"]) {
  const value = name === "window" ? dom.window : dom.window[name];
  if (value !== undefined) globalThis[name] ??= value;
}
const { createInstance } = await import("@getodk/xforms-engine");

function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const pick = (random, list) => list[Math.floor(random() * list.length)];

function* everything(node) {
  yield node;
  for (const child of node.currentState.children ?? []) yield* everything(child);
}

function text(node) {
  const value = node.currentState.value;
  if (value === null || value === undefined) return "";
  return Array.isArray(value) ? value.join(" ") : String(value);
}

function dump(root) {
  const found = [];
  for (const node of everything(root)) {
    if (node === root || !("value" in node.currentState) || node.currentState.children !== null) continue;
    const state = node.currentState;
    const valid = node.validationState?.constraint?.valid ?? true;
    found.push([state.reference, node.nodeType, state.relevant, state.required, valid, text(node)]);
  }
  return found;
}

const VALUES = {
  int: ["0", "3", "7", "12", "45", ""],
  decimal: ["0.5", "7", "33.25", ""],
  date: ["2010-05-01", "2020-02-29", "2026-11-23"],
  string: ["", "a", "many words", "12"],
};

function act(node, random) {
  const options = (node.currentState.valueOptions ?? []).map((item) => item.value);
  if (node.nodeType === "select" && options.length) {
    const chosen = node.selectType === "select" ? options.filter(() => random() < 0.4) : [pick(random, options)];
    node.selectValues(chosen);
    return chosen.join(" ");
  }
  if (node.nodeType === "input" && VALUES[node.valueType]) {
    const value = pick(random, VALUES[node.valueType]);
    node.setValue(value);
    return value;
  }
  return null;
}

function step(root, random) {
  const ranges = [], leaves = [];
  for (const node of everything(root)) {
    if (node.nodeType === "repeat-range:uncontrolled" && node.currentState.relevant) ranges.push(node);
    if (["input", "select"].includes(node.nodeType) && node.currentState.relevant) leaves.push(node);
  }
  const short = ranges.filter((one) => one.currentState.children.length < 3);
  if (short.length && random() < 0.15) {
    const range = pick(random, short);
    range.addInstances();
    return { add: range.currentState.reference };
  }
  if (!leaves.length) return null;
  const node = pick(random, leaves);
  const reference = node.currentState.reference;
  const value = act(node, random);
  return value === null ? null : { set: reference, value };
}

let input = "";
for await (const part of process.stdin) input += part;
const { xml, seed, steps } = JSON.parse(input);
const made = await createInstance(xml);
const root = made.root;
const random = chance(seed);
const out = [JSON.stringify({ action: null, nodes: dump(root) })];
for (let number = 0; number < steps; number += 1) {
  const action = step(root, random);
  if (action) out.push(JSON.stringify({ action, nodes: dump(root) }));
}
process.stdout.write(out.join("\n") + "\n", () => process.exit(0));
