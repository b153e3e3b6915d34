// Watches how the page goes on: the gaps between its frames, how soon after a key something of it is painted, and how
// soon the simplest command is answered. That one goes through the thread that draws the window and one of those that
// carry commands out; while the page draws for longer than a frame it takes no answer, which is among the gaps already.
const [question, of, done] = arguments;
const FRAME_MS = 17;

const seen = window.__freeze;
switch (question) {
  case 'begin': {
    const seen = { place: '', gaps: [], answers: [], beats: [], keys: 0, pressed: [], watching: true };
    window.__freeze = seen;

    let before;
    let long = [];
    const frame = (now) => {
      if (before !== undefined) seen.gaps.push({ place: seen.place, ms: now - before });
      if (now - before > FRAME_MS) long.push({ from: before, to: now });
      before = now;
      if (seen.watching) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);

    const { invoke } = window.__TAURI_INTERNALS__;
    const beat = async () => {
      const from = performance.now();
      seen.beganBeat = from;
      await invoke('get_shortcut');
      const to = performance.now();
      seen.beganBeat = undefined;
      // The frame that is being drawn ends with the next one.
      await new Promise(requestAnimationFrame);
      const drawn = long.map((frame) => Math.min(frame.to, to) - Math.max(frame.from, from) - FRAME_MS);
      seen.beats.push(to - from - drawn.reduce((sum, ms) => sum + Math.max(ms, 0), 0));
      long = [];
      if (seen.watching) setTimeout(beat, 50);
    };
    void beat();

    // A key is as old as the system says, which may be older than the page's knowing of it.
    seen.onkey = (event) => {
      const modifies = ['Control', 'Shift', 'Alt', 'Meta'].includes(event.key);
      if (!event.isTrusted || modifies) return;
      seen.keys++;
      const press = { place: seen.place, at: Math.min(event.timeStamp, performance.now()) };
      seen.pressed.push(press);
      // What was to be put away may have gone by itself meanwhile: then nobody takes the key.
      if (event.key !== 'Escape' || document.querySelector('[role=dialog]')) return;
      setTimeout(() => {
        if (!event.defaultPrevented) seen.pressed = seen.pressed.filter((other) => other !== press);
      });
    };
    window.addEventListener('keydown', seen.onkey, { capture: true });
    // What is posted while a frame is prepared comes after it was painted.
    const painted = (then) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = then;
        port2.postMessage(null);
      });
    seen.onchange = () => {
      const answered = seen.pressed.splice(0);
      if (answered.length === 0) return;
      painted(() => {
        const now = performance.now();
        for (const { place, at } of answered) seen.answers.push({ place, ms: now - at });
      });
    };
    seen.observer = new MutationObserver(seen.onchange);
    const all = { subtree: true, childList: true, attributes: true, characterData: true };
    seen.observer.observe(document.documentElement, all);
    // Where the focus goes, and what a field holds, is to be seen, too.
    for (const change of ['focusin', 'input']) window.addEventListener(change, seen.onchange, { capture: true });
    return null;
  }
  // The keys that follow belong to it.
  case 'place':
    seen.place = of;
    seen.keys = 0;
    return null;
  // Waits within the page until a key has come, something was to be seen of each, and so many frames came after that:
  // a page that is asked again and again computes the answers while it should be drawing.
  case 'rests': {
    const rests = (frames) => {
      const answered = seen.keys > 0 && seen.pressed.length === 0;
      if (answered && frames >= of) done();
      else requestAnimationFrame(() => rests(answered ? frames + 1 : 0));
    };
    rests(0);
    return null;
  }
  case 'frames':
    return seen.gaps.length;
  default: {
    seen.watching = false;
    seen.observer.disconnect();
    for (const change of ['focusin', 'input']) window.removeEventListener(change, seen.onchange, { capture: true });
    window.removeEventListener('keydown', seen.onkey, { capture: true });
    const now = performance.now();
    const unanswered = seen.pressed.map(({ place, at }) => ({ place, ms: now - at }));
    const beats = seen.beganBeat === undefined ? seen.beats : [...seen.beats, now - seen.beganBeat];
    return { gaps: seen.gaps, answers: [...seen.answers, ...unanswered], beats };
  }
}
