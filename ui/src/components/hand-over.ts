// The ways to hand a link over, as items of a menu.

import Code from "@lucide/svelte/icons/code-xml";
import Mail from "@lucide/svelte/icons/mail";
import MessageSquare from "@lucide/svelte/icons/message-square";
import Printer from "@lucide/svelte/icons/printer";
import QrCodeIcon from "@lucide/svelte/icons/qr-code";
import type { LinkView } from "../ipc/api";
import type { MenuItem } from "../kit/Menu.svelte";
import type { Acts } from "../state/commands";
import type { Paylink } from "../state/paylink.svelte";
import { handOver as words } from "../text/hand-over";
import { whyNotShared } from "../text/words";

/** A link that cannot be paid is not handed over. */
export function handOverItems(paylink: Paylink, link: LinkView): MenuItem[] {
  const blocked = link.shareBlocked ? whyNotShared[link.shareBlocked] : undefined;
  const lay = (name: "qr" | "message" | "print" | "button") => () =>
    paylink.route.lay({ name, link });
  return [
    { id: "qr", label: words.qr, keys: "Q", icon: QrCodeIcon, onpick: lay("qr") },
    {
      id: "message",
      label: words.message,
      note: words.messageNote,
      icon: MessageSquare,
      blocked,
      onpick: lay("message"),
    },
    {
      id: "mail",
      label: words.mail,
      note: words.mailNote,
      icon: Mail,
      blocked,
      onpick: () => void paylink.mailByHand(link),
    },
    {
      id: "print",
      label: words.print,
      note: words.printNote,
      icon: Printer,
      blocked,
      onpick: lay("print"),
    },
    {
      id: "button",
      label: words.button,
      note: words.buttonNote,
      icon: Code,
      blocked,
      onpick: lay("button"),
    },
  ];
}

/** The same, as commands; without those that cannot be done. */
export function handOverActs(paylink: Paylink, link: LinkView): Acts {
  const items = handOverItems(paylink, link).filter(({ blocked }) => blocked === undefined);
  return Object.fromEntries(items.map(({ id, onpick }) => [id, onpick]));
}
