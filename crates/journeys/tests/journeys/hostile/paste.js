// Pastes texts, each with markup beside it and in place of the one before, into what has the focus, as the system's own
// paste does.
const [texts] = arguments;
const field = document.activeElement;
for (const text of texts) {
  field.select();
  const clipboard = new DataTransfer();
  clipboard.setData('text/plain', text);
  clipboard.setData('text/html', text);
  const paste = new ClipboardEvent('paste', { clipboardData: clipboard, bubbles: true, cancelable: true });
  if (field.dispatchEvent(paste)) document.execCommand('insertText', false, text);
}
return field.value;
