// Finds out whether anything hostile ran in the page, or stands in it as markup. Called first with `begin`, then with `look`.
const [question] = arguments;

if (question === 'begin') {
  const seen = { ran: [], refused: [], title: document.title };
  // What the hostile texts call.
  window.hostile = (which) => seen.ran.push(`ran ${which}`);
  window.addEventListener('securitypolicyviolation', (event) =>
    seen.refused.push(`${event.effectiveDirective} ${event.blockedURI}`),
  );
  for (const say of ['alert', 'confirm', 'prompt']) window[say] = () => seen.ran.push(say);
  window.__hostile = seen;
  return null;
}

const seen = window.__hostile;
if (!seen) return { ran: ['the page was loaded anew'], refused: [], markup: [] };

const ADDRESSES = ['href', 'xlink:href', 'src', 'srcdoc', 'action', 'formaction', 'data', 'poster', 'ping'];
const handlers = (element) => [...element.attributes].some((one) => /^on/i.test(one.name));
const isForeign = (element) =>
  handlers(element) ||
  ['iframe', 'frame', 'object', 'embed', 'base', 'meta', 'marquee'].includes(element.localName) ||
  (element.localName === 'script' && !element.src.startsWith(location.origin)) ||
  (element.localName === 'style' && element.closest('body')) ||
  (element.localName === 'img' && !/^(data:image|tauri:)/.test(element.src)) ||
  ADDRESSES.some((name) => /^\s*(javascript|vbscript|data:text)/i.test(element.getAttribute(name) ?? ''));
const markup = [...document.body.querySelectorAll('*')].filter(isForeign).map((one) => one.outerHTML.slice(0, 120));

const polluted = [{}.hostile, [].hostile, (() => 0).hostile].some((one) => one !== undefined);
const ran = [...seen.ran];
if (polluted) ran.push('a prototype was changed');
if (document.title !== seen.title) ran.push(`the title is ${document.title}`);
return { ran, refused: [...new Set(seen.refused)], markup };
