// Records the talk between the page and the app into window.__journey, one text a message.
const inside = window.__TAURI_INTERNALS__;
if (!inside) return false;
if (window.__journey) return true;
const record = (window.__journey = []);

const textOf = (value) => {
  if (typeof value === 'string') return value;
  if (value instanceof ArrayBuffer) return new TextDecoder().decode(value);
  if (ArrayBuffer.isView(value)) return new TextDecoder().decode(value.buffer);
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
};

// Commands leave through fetch, or, where that is not possible, through postMessage.
const fetch = window.fetch;
window.fetch = function (to, init) {
  const address = String(to && to.url ? to.url : to);
  record.push(`to ${address} ${textOf(init && init.body)}`);
  return fetch.apply(this, arguments).then((answer) => {
    answer.clone().text().then((text) => record.push(`from ${address} ${text}`), () => {});
    return answer;
  });
};
if (window.ipc) {
  const post = window.ipc.postMessage.bind(window.ipc);
  try {
    window.ipc.postMessage = (message) => {
      record.push(`to postMessage ${textOf(message)}`);
      return post(message);
    };
  } catch {
    record.push('note: postMessage cannot be recorded');
  }
}

// Answers and events come in as calls of registered callbacks.
const heard = (id, callback) => (data) => {
  record.push(`callback ${id} ${textOf(data)}`);
  return callback(data);
};
if (inside.callbacks instanceof Map) {
  const set = Map.prototype.set;
  for (const [id, callback] of inside.callbacks) set.call(inside.callbacks, id, heard(id, callback));
  inside.callbacks.set = (id, callback) => set.call(inside.callbacks, id, heard(id, callback));
}

window.addEventListener('error', (event) => record.push(`error ${event.message}`));
window.addEventListener('unhandledrejection', (event) => record.push(`error ${textOf(event.reason)} ${event.reason}`));
return true;
