// Words of the ways to hand a link over: QR code, message, printed sheet, HTML button.

import type { PaymentMethod } from "../ipc/api";
import { newLink, shortened, type Told } from "./new-link";
import { methodWord } from "./words";
import { phrase, words } from "./language";

export const handOver = words("handOver", {
  more: "More ways to send",
  qr: "Show QR code",
  message: "Copy a message…",
  messageNote: "For a text message or any messenger",
  mail: "Email it yourself",
  mailNote: "In your own mail program",
  print: "Print a sheet…",
  printNote: "With the QR code, for a counter or an envelope",
  button: "Copy HTML button…",
  buttonNote: "For your website",
});

export const qrDialog = words("qrDialog", {
  title: "QR code",
  full: "Fill the window",
  copy: "Copy image",
  savePng: "Save as PNG",
  saveSvg: "Save as SVG",
  copied: "Image copied to the clipboard",
  saved: (folder: string, fileName: string) => `Saved in ${folder} as “${fileName}”`,
});

/** The customer reads it from the screen. */
export const qrFull = words("qrFull", {
  title: (business: string) => (business === "" ? "Scan to pay" : `Scan to pay ${business}`),
  close: "Back",
  closeHint: "Back (Esc)",
  anyAmount: "You enter the amount",
});

export const messageDialog = words("messageDialog", {
  title: "Copy a message",
  description: "Paste it wherever you talk to your customer. Nothing is sent from here.",
  text: "Message",
  linkMissing: "The link is not in the message: your customer could not pay from it.",
  reset: "Suggest again",
  copy: "Copy message",
  close: "Close",
  copied: "Message copied to the clipboard",
});

export const buttonDialog = words("buttonDialog", {
  title: "HTML button",
  description: "Paste it into a page of your website. It leads to the payment page of this link.",
  preview: "Roughly as it looks; its colors may differ",
  code: "HTML",
  copy: "Copy HTML button",
  copied: "HTML button copied to the clipboard",
});

export const printDialog = words("printDialog", {
  title: "Print a sheet",
  preview: "What is printed",
  print: "Print…",
  cancel: "Cancel",
});

/** The customer reads it from paper. */
export const sheet = words("sheet", {
  anyAmount: "You enter the amount",
  howTo: "How to pay",
  scan: "Point the camera of your phone at the code.",
  open: (site: string | null) =>
    site === null ? "Open the page that it shows." : `Open the page that it shows, at ${site}.`,
  pay: (methods: readonly PaymentMethod[]) => {
    const ways = methods.map((method) => methodWord[method].toLowerCase());
    return ways.length === 0 ? "Pay there." : `Pay there by ${ways.join(" or ")}.`;
  },
  address: "Without a camera, type this address into a browser:",
  until: (day: string) => `Can be paid until ${day}.`,
  qrName: "QR code of the payment page",
});

/** What a message says unless the owner writes something else. The address stands alone, so that it can be tapped. */
export const messengerText = phrase("messengerText", (link: Told & { url: string }): string => {
  const what = shortened(link.description.trim());
  const purpose = what === "" ? "" : ` for ${what}`;
  const to = link.business === "" ? "" : ` to ${link.business}`;
  const ask =
    link.amount === null
      ? `Here is the link for your payment${to}${purpose}:`
      : `Here is the link to pay ${link.amount}${to}${purpose}:`;
  const until = link.until === null ? "" : `It works until ${link.until}.`;
  const notes = [until, link.holds ? newLink.heldOnCard : ""].filter(Boolean).join(" ");
  return `Hello,\n\n${ask}\n${link.url}${notes && `\n\n${notes}`}\n\nThank you!`;
});
