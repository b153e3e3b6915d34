// Watches how the page goes on: the gaps between its frames, and how long after a key something is to be seen of it.
const [question] = arguments;

if (question === 'begin') {
  const seen = { gaps: [], answers: [], watching: true };
  window.__freeze = seen;
  let before;
  const frame = (now) => {
    if (before !== undefined) seen.gaps.push(now - before);
    before = now;
    if (seen.watching) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  let pressed;
  seen.onkey = () => (pressed = performance.now());
  window.addEventListener('keydown', seen.onkey, { capture: true });
  seen.observer = new MutationObserver(() => {
    if (pressed === undefined) return;
    seen.answers.push(performance.now() - pressed);
    pressed = undefined;
  });
  seen.observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  return null;
}

const seen = window.__freeze;
if (question === 'frames') return seen.gaps.length;
seen.watching = false;
seen.observer.disconnect();
window.removeEventListener('keydown', seen.onkey, { capture: true });
return { gaps: seen.gaps, answers: seen.answers };
