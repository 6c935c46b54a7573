/**
 * Runs one XForm at a time in ODK Web Forms' engine. Speaks JSON lines on standard input and output.
 *
 *   {"load": "<h:html …>", "now": "2026-11-23T09:00:00Z"}     a fresh, empty instance of the form
 *   {"set": "/data/child[2]/age", "value": "7"}               an answer; "" takes it away
 *   {"add": "/data/child"}                                    one more time round an open repeat
 *
 * Each is answered with {"nodes": […]}, every node in the order of the form, or {"error": "…"}. The clock
 * stands still at `now`, and chance always gives 0.5.
 */
import { createInterface } from 'node:readline';
import { JSDOM } from 'jsdom';

const RealDate = Date;
let now = RealDate.now();
globalThis.Date = class extends RealDate {
  constructor(...given) {
    super(...(given.length ? given : [now]));
  }
  static now() {
    return now;
  }
};
Math.random = () => 0.5;

const { window } = new JSDOM('', { url: 'http://localhost/' });
for (const name of Object.getOwnPropertyNames(window)) {
  if (!(name in globalThis) && /^[A-Z]/.test(name)) globalThis[name] = window[name];
}
Object.assign(globalThis, { window, document: window.document });
globalThis.localStorage ??= window.localStorage;

// The engine is built for browsers; where it sees Node it reaches for files that its bundle does not have.
await fetch('data:,'); // loads Node's own fetch, which looks at the version too
const versions = process.versions;
Object.defineProperty(process, 'versions', { value: { ...versions, node: undefined }, configurable: true });
const { createInstance } = await import('@getodk/xforms-engine');
Object.defineProperty(process, 'versions', { value: versions, configurable: true });
let root = null;

function* everyNode(node) {
  for (const child of node.currentState.children ?? []) {
    yield child;
    yield* everyNode(child);
  }
}

function described(node) {
  const state = node.currentState;
  const leaf = 'instanceValue' in state;
  const options = Array.isArray(state.valueOptions) ? state.valueOptions : null;
  return {
    reference: state.reference,
    kind: node.nodeType,
    type: node.valueType ?? null,
    relevant: state.relevant,
    required: state.required,
    readonly: state.readonly,
    value: leaf ? state.instanceValue : null,
    constraint: leaf ? node.validationState.constraint.valid : null,
    options: options?.map((option) => option.value) ?? null,
  };
}

function find(reference) {
  for (const node of everyNode(root)) {
    if (node.currentState.reference === reference) return node;
  }
  throw new Error(`There is no ${reference}.`);
}

function set(node, value) {
  const parts = node.selectType === 'select1' && value ? [value] : value.split(' ').filter(Boolean);
  if (node.nodeType === 'select') node.selectValues(parts);
  else if (node.nodeType === 'rank') node.setValues(parts);
  else if (node.nodeType === 'trigger') node.setValue(value !== '');
  else node.setValue(value === '' && node.valueType !== 'string' ? null : value);
}

async function load(xml) {
  const instance = await createInstance(xml, {
    form: {
      fetchFormAttachment: () => new Response('', { status: 404 }),
      missingResourceBehavior: 'BLANK',
    },
  });
  root = instance.root;
}

async function act(request) {
  if (request.now) now = RealDate.parse(request.now);
  if (request.load) await load(request.load);
  else if (request.add) find(request.add).addInstances();
  else set(find(request.set), request.value);
  return { nodes: [...everyNode(root)].map(described) };
}

for await (const line of createInterface({ input: process.stdin })) {
  let reply;
  try {
    reply = await act(JSON.parse(line));
  } catch (problem) {
    reply = { error: `${problem?.message ?? problem}` };
  }
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}
