// Looks at the page as its user does: by role, accessible name, and what can be seen.
// Called with the name of a question and its arguments; answers with an element or plain data.
const ROLES = {
  button: 'button, summary, [role=button], [role=switch], [role=checkbox], [role=radio], [role=tab], [role=option], ' +
    '[role=menuitem], [role=menuitemradio], [role=link], a[href], input[type=button], input[type=submit], ' +
    'input[type=checkbox], input[type=radio]',
  field: 'input:not([type=button]):not([type=submit]):not([type=checkbox]):not([type=radio]):not([type=hidden]), ' +
    'textarea, select, [role=textbox], [role=combobox], [role=searchbox], [role=spinbutton], [contenteditable=true]',
};
const PLACES = '[role=row], [role=listitem], [role=group], [role=dialog], [role=region], [role=alert], [role=status], ' +
  'li, tr, article, section, fieldset, dialog, form, aside, nav, header, footer';

const tidy = (text) => (text || '').replace(/\s+/g, ' ').trim();

// Of an element in a shown part of the page. A radio button may be drawn by its label, so its own size may be nothing.
function seen(element) {
  if (!element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) return false;
  if (element.closest('[inert], [aria-hidden=true]')) return false;
  return element.getClientRects().length > 0;
}

function textOf(node, about) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE || node === about) return '';
  if (node.getAttribute('aria-hidden') === 'true' || node.hidden) return '';
  if (node.hasAttribute('aria-label')) return node.getAttribute('aria-label');
  if (node.localName === 'img') return node.alt;
  const parts = [...node.childNodes].map((child) => textOf(child, about));
  return parts.join(getComputedStyle(node).display === 'inline' ? '' : ' ') + ' ';
}

function byIds(element, attribute) {
  const ids = (element.getAttribute(attribute) || '').split(/\s+/).filter(Boolean);
  return tidy(ids.map((id) => document.getElementById(id)).filter(Boolean).map((other) => textOf(other)).join(' '));
}

function nameOf(element) {
  const labels = element.labels ? [...element.labels].map((label) => textOf(label, element)).join(' ') : '';
  const isField = element.matches(ROLES.field);
  const own = isField ? '' : element.localName === 'input' ? element.value : textOf(element);
  return byIds(element, 'aria-labelledby') || tidy(element.getAttribute('aria-label')) || tidy(labels) || tidy(own) ||
    tidy(element.title) || tidy(element.placeholder);
}

// While a dialog is open, the rest of the page is out of reach.
function reach() {
  const dialogs = [...document.querySelectorAll('dialog:modal, [role=dialog][aria-modal=true], [role=alertdialog]')];
  return dialogs.filter(seen).pop() || document.body;
}

// The smallest place on the page that holds this text.
function place(text) {
  const holds = [...reach().querySelectorAll(PLACES)].filter((one) => seen(one) && tidy(one.innerText).includes(text));
  return holds.filter((one) => !holds.some((other) => other !== one && one.contains(other)))[0] || null;
}

function candidates(role, within) {
  const root = within === null ? reach() : place(within);
  if (!root) return [];
  const all = [...root.querySelectorAll(ROLES[role])];
  if (root.matches(ROLES[role])) all.push(root);
  return all.filter((one) => seen(one) || (one.labels && [...one.labels].some(seen)));
}

// By the exact name; failing that, by a beginning that only one has.
function find(role, name, within) {
  const all = candidates(role, within).map((element) => ({ element, name: nameOf(element) }));
  const exact = all.filter((one) => one.name === name);
  if (exact.length > 0) return exact;
  return all.filter((one) => one.name.startsWith(name));
}

function isDisabled(element) {
  return element.matches(':disabled') || element.getAttribute('aria-disabled') === 'true';
}

function roleOf(element) {
  return element.getAttribute('role') || (element.localName === 'input' ? element.type : element.localName);
}

const QUESTIONS = {
  // One element, or why there is none.
  find(role, name, within) {
    const found = find(role, name, within);
    if (found.length !== 1) {
      const names = candidates(role, within).map(nameOf);
      const where = within === null ? '' : ` in the place with ${JSON.stringify(within)}`;
      const why = found.length === 0 ? `there is no ${role} ${JSON.stringify(name)}${where}`
        : `there are ${found.length} of ${role} ${JSON.stringify(name)}${where}`;
      return { why: `${why}; there are: ${names.map((one) => JSON.stringify(one)).join(', ') || 'none'}` };
    }
    const [{ element }] = found;
    if (isDisabled(element)) return { why: `the ${role} ${JSON.stringify(name)} is disabled: ${describe(element)}` };
    // What is too small to be hit is pressed by its label.
    const box = element.getBoundingClientRect();
    const tiny = box.width < 4 || box.height < 4 || getComputedStyle(element).opacity === '0';
    return { element: tiny && element.labels && element.labels[0] ? element.labels[0] : element };
  },
  place(text) {
    const found = place(text);
    return found && tidy(found.innerText);
  },
  text() {
    return tidy(document.body.innerText);
  },
  screen() {
    return [...document.querySelectorAll('[data-screen]')].filter(seen).map((one) => one.dataset.screen);
  },
  value(name, within) {
    const [found] = find('field', name, within);
    return found ? String(found.element.value ?? found.element.innerText) : null;
  },
  // What is said about a field: whether it is wrong, and in which words.
  said(name, within) {
    const [found] = find('field', name, within);
    if (!found) return null;
    return { wrong: found.element.getAttribute('aria-invalid') === 'true', words: describe(found.element) };
  },
  state(role, name, within) {
    const [found] = find(role, name, within);
    if (!found) return null;
    const { element } = found;
    const on = element.checked === true || ['aria-pressed', 'aria-checked', 'aria-selected', 'aria-expanded', 'aria-current']
      .some((attribute) => ['true', 'page'].includes(element.getAttribute(attribute)));
    return { disabled: isDisabled(element), on, words: describe(element) };
  },
  focused() {
    const element = document.activeElement;
    if (!element || element === document.body || !document.hasFocus()) return null;
    return { role: roleOf(element), name: nameOf(element) };
  },
  announced() {
    const live = document.querySelectorAll('[aria-live]:not([aria-live=off]), [role=status], [role=alert], output');
    return [...live].map((one) => tidy(textOf(one))).filter(Boolean);
  },
  names(role) {
    return candidates(role, null).map(nameOf);
  },
  // Whether anything moves or loads, and the page as it is, to be compared with the next look.
  rest() {
    const moving = document.getAnimations().some(
      (one) => one.playState === 'running' && one.effect.getTiming().iterations !== Infinity,
    );
    const loading = [...document.querySelectorAll('[aria-busy=true]')].some(seen);
    return { still: !moving && !loading, page: document.body.innerHTML };
  },
  worn() {
    const { theme, contrast } = document.documentElement.dataset;
    return [theme ?? null, contrast ?? null];
  },
  wear([theme, contrast]) {
    const { dataset } = document.documentElement;
    for (const [name, value] of Object.entries({ theme, contrast })) {
      if (value === null) delete dataset[name];
      else dataset[name] = value;
    }
  },
  // Gives a pixel in the corner a shade of what is around it, and says which.
  mark(shade) {
    const mark = document.body.appendChild(document.createElement('i'));
    mark.id = 'mark';
    mark.ariaHidden = 'true';
    const dark = document.documentElement.dataset.theme === 'dark';
    const colour = dark ? [20, 20, 20 + shade] : [240, 240, 240 + shade];
    Object.assign(mark.style, {
      position: 'fixed', left: '0', bottom: '0', width: '1px', height: '1px', zIndex: '2147483647',
      background: `rgb(${colour})`, pointerEvents: 'none',
    });
    return colour;
  },
  unmark() {
    document.getElementById('mark')?.remove();
  },
  // Where to click on it, in pixels of the display, or why not.
  spot(element, pixels) {
    element.scrollIntoView({ block: 'nearest' });
    const box = element.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const there = document.elementFromPoint(x, y);
    if (!there || !(element.contains(there) || there.contains(element))) return 'it is covered, or out of sight';
    return [x, y].map((one) => Math.round(one * pixels));
  },
  // What can be pressed and is smaller than a finger needs. A link within a sentence is as high as its line, and what
  // its label draws is as large as that.
  small() {
    const boxes = (one) => [one, ...(one.labels || [])].map((part) => part.getBoundingClientRect());
    return [...reach().querySelectorAll(`${ROLES.button}, ${ROLES.field}`)]
      .filter((one) => seen(one) && !isDisabled(one) && getComputedStyle(one).display !== 'inline')
      .filter((one) => !boxes(one).some((box) => box.width >= 23.5 && box.height >= 23.5))
      .map((one) => {
        const box = one.getBoundingClientRect();
        return `${nameOf(one)} (${Math.round(box.width)} by ${Math.round(box.height)})`;
      });
  },
  focusShown() {
    const shows = (one) => {
      const style = getComputedStyle(one);
      return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
    };
    // A radio button is drawn by its label, a field of several parts by the frame around them.
    for (let one = document.activeElement, up = 0; one && up < 4; one = one.parentElement, up += 1) {
      if (shows(one)) return true;
    }
    return false;
  },
  size() {
    return [window.innerWidth, window.innerHeight];
  },
  // By how much anything has to be scrolled sideways, which no window of a supported size should need. A line of text
  // that is typed scrolls by itself.
  overflow() {
    const scrolls = (one) => ['auto', 'scroll'].includes(getComputedStyle(one).overflowX) && !one.matches('input, textarea');
    const scrolled = [document.documentElement, ...[...document.querySelectorAll('body *')].filter(scrolls)];
    return Math.max(...scrolled.map((one) => one.scrollWidth - one.clientWidth));
  },
  // Words that reach out of their place, or are cut off with nothing to tell them in full.
  cut() {
    const isCut = (node) => {
      const own = node.parentElement;
      if (!tidy(node.data) || !seen(own) || own.closest('.sr-only, textarea, select, svg')) return false;
      let block = own;
      while (getComputedStyle(block).display === 'inline') block = block.parentElement;
      const range = document.createRange();
      range.selectNodeContents(node);
      const place = block.getBoundingClientRect();
      const reaches = [...range.getClientRects()].some((box) => box.right > place.right + 1 || box.left < place.left - 1);
      return reaches && !own.closest('[title]');
    };
    const nodes = document.createTreeWalker(reach(), NodeFilter.SHOW_TEXT);
    const found = [];
    while (nodes.nextNode()) if (isCut(nodes.currentNode)) found.push(tidy(nodes.currentNode.data));
    return found;
  },
  // On how many lines a text stands; none if nothing says just this.
  lines(text) {
    const says = [...document.querySelectorAll('body *')].filter((one) => seen(one) && tidy(one.textContent) === text).pop();
    if (!says) return 0;
    const range = document.createRange();
    range.selectNodeContents(says);
    return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size;
  },
  // Whether any of what has the focus can be seen: it is neither scrolled away nor covered.
  focusInSight() {
    const element = document.activeElement;
    const box = element.getBoundingClientRect();
    const parts = [0.1, 0.3, 0.5, 0.7, 0.9];
    const points = parts.flatMap((right) => parts.map((down) => [box.x + box.width * right, box.y + box.height * down]));
    return points.some(([x, y]) => element.contains(document.elementFromPoint(x, y)));
  },
};

function describe(element) {
  return tidy([byIds(element, 'aria-errormessage'), byIds(element, 'aria-describedby'), element.title].join(' '));
}

const [question, ...rest] = arguments;
return QUESTIONS[question](...rest);
