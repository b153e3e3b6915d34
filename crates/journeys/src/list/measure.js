// Measures the list in the page. Called with the name of a measurement and its arguments; answers with plain data.
const [measurement, ...rest] = arguments;
const done = rest.pop();

const main = () => document.querySelector('[data-screen=links]');
const screen = () => document.getElementById('screen');
const rows = () => document.querySelectorAll('[data-index]');
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
// What is posted while a frame is prepared comes after it was painted.
async function painted() {
  const { port1, port2 } = new MessageChannel();
  await frame();
  await new Promise((resolve) => {
    port1.onmessage = resolve;
    port2.postMessage(null);
  });
}

// Until something is so, looked at after every change of the page.
function until(isSo) {
  if (isSo()) return Promise.resolve();
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (!isSo()) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  });
}

const settled = () => main() !== null && main().ariaBusy !== 'true';

async function type(text) {
  const field = document.querySelector('input[type=search]');
  const began = performance.now();
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, text);
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  await Promise.resolve();
  await until(settled);
  const answered = performance.now() - began;
  await painted();
  return { painted: performance.now() - began, answered };
}

// The gaps between frames while something scrolls by, in milliseconds.
async function gaps(element, frames, step) {
  const found = [];
  element.scrollTop = 0;
  await frame();
  let before = await frame();
  for (let nth = 0; nth < frames; nth++) {
    element.scrollTop += step;
    const now = await frame();
    found.push(now - before);
    before = now;
  }
  return found;
}

const MEASUREMENTS = {
  // Every beginning of a word is typed, and the field is emptied in the end.
  async keystrokes(word) {
    const painted = [];
    const answered = [];
    for (let length = 1; length <= word.length; length++) {
      const took = await type(word.slice(0, length));
      painted.push(took.painted);
      answered.push(took.answered);
    }
    await type('');
    return { painted, answered };
  },
  async scrolling(frames, step) {
    let drawn = 0;
    const look = new MutationObserver(() => (drawn = Math.max(drawn, rows().length)));
    look.observe(document.body, { subtree: true, childList: true });
    const list = await gaps(screen(), frames, step);
    look.disconnect();
    screen().scrollTop = 0;
    return { list, drawn };
  },
  async empty(frames, step) {
    const sheet = document.createElement('div');
    const inside = document.createElement('div');
    sheet.style.cssText = 'position:fixed;inset:0;z-index:99;overflow:auto;background:white';
    inside.style.height = `${frames * step * 2}px`;
    sheet.append(inside);
    document.body.append(sheet);
    const empty = await gaps(sheet, frames, step);
    sheet.remove();
    return empty;
  },
  // The end of the list by the key for it.
  async end() {
    rows()[0].querySelector('.open').focus();
    document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true, cancelable: true }));
    await until(() => {
      const row = document.activeElement.closest('[data-index]');
      return row && row.ariaPosInSet === row.ariaSetSize && row.dataset.link !== undefined;
    });
    const row = document.activeElement.closest('[data-index]');
    return { place: Number(row.ariaPosInSet), drawn: rows().length };
  },
  // How many messages leave for what is typed, and how large the largest answer is, in bytes.
  async messages(word) {
    const fetch = window.fetch;
    const sizes = [];
    window.fetch = function () {
      return fetch.apply(this, arguments).then((answer) => {
        answer.clone().arrayBuffer().then((bytes) => sizes.push(bytes.byteLength), () => {});
        return answer;
      });
    };
    for (let length = 1; length <= word.length; length++) await type(word.slice(0, length));
    const typed = word.length;
    await until(settled);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const messages = sizes.length;
    await type('');
    screen().scrollTop = 20000;
    await new Promise((resolve) => setTimeout(resolve, 500));
    window.fetch = fetch;
    screen().scrollTop = 0;
    return { typed, messages, largest: Math.max(...sizes) };
  },
  async whole() {
    const { invoke } = window.__TAURI_INTERNALS__;
    const { known, reading, checkedAt } = await invoke('get_links_state');
    return { known, reading, checkedAt };
  },
};

MEASUREMENTS[measurement](...rest).then(done, (error) => done({ error: String(error) }));
