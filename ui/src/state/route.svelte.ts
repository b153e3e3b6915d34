// Where the user is, and which window lies over it. One screen, at most one overlay.

import type { IntentView, LinkDetails, LinkView, Notice, RecipientForm } from "../ipc/api";
import type { ChangeForm } from "./change.svelte";
import { dropFocus } from "./focus";
import type { NewLinkForm } from "./new-link.svelte";

/** What a new link may start from: all that can be taken over from an earlier one. */
export type Like = Pick<LinkView | IntentView, "amount" | "currency" | "description"> & {
  link: LinkView | null;
  people?: readonly RecipientForm[];
};

export type Screen =
  | { name: "welcome" }
  | { name: "noData"; notice: Notice }
  | { name: "connect"; profileId: string | null }
  | { name: "links" }
  | { name: "newLink"; like: Like | null; draft: NewLinkForm | undefined; visit: number }
  | { name: "link"; paymentLinkId: string; known?: LinkDetails | undefined }
  | { name: "changeLink"; paymentLinkId: string }
  | { name: "settings"; part: SettingsPart | null };

export type SettingsPart = "profiles" | "links" | "watch" | "appearance" | "practice" | "updates";

export type Overlay =
  | { name: "share"; link: LinkView; after?: () => void }
  | { name: "remind"; link: LinkView }
  | { name: "extend"; form: ChangeForm }
  | { name: "deactivate"; details: LinkDetails }
  | { name: "qr"; link: LinkView }
  | { name: "qrFull" | "message" | "print" | "button"; link: LinkView }
  | { name: "palette" }
  | { name: "shortcuts" };

export class Route {
  #screen = $state.raw<Screen>({ name: "links" });
  #overlay = $state.raw<Overlay | undefined>();
  #visits = 0;
  #help = $state.raw<string | undefined>();

  get screen(): Screen {
    return this.#screen;
  }

  get overlay(): Overlay | undefined {
    return this.#overlay;
  }

  /** Whether the user is where they were, and nothing lies over it. */
  isStill(screen: Screen): boolean {
    return this.#screen === screen && this.#overlay === undefined;
  }

  toWelcome(): void {
    this.#go({ name: "welcome" });
  }

  toNoData(notice: Notice): void {
    this.#go({ name: "noData", notice });
  }

  toConnect(profileId: string | null): void {
    this.#go({ name: "connect", profileId });
  }

  toLinks(): void {
    this.#go({ name: "links" });
  }

  /** `draft` is one that was left, to go on with. */
  toNewLink(like: Like | null = null, draft?: NewLinkForm): void {
    this.#go({ name: "newLink", like, draft, visit: ++this.#visits });
  }

  /** `known` is what the screen begins with, if that was read already. */
  toLink(paymentLinkId: string, known?: LinkDetails): void {
    this.#go({ name: "link", paymentLinkId, known });
  }

  toChangeLink(paymentLinkId: string): void {
    this.#go({ name: "changeLink", paymentLinkId });
  }

  /** `part` is where one begins to read. */
  toSettings(part: SettingsPart | null = null): void {
    this.#go({ name: "settings", part });
  }

  /** What the manual is open about, over everything else: a topic, or the code of a fault. */
  get help(): string | undefined {
    return this.#help;
  }

  openHelp(about: string): void {
    this.#help = about;
  }

  closeHelp(): void {
    this.#help = undefined;
  }

  lay(overlay: Overlay): void {
    this.#overlay = overlay;
  }

  lift(): void {
    this.#overlay = undefined;
  }

  #go(screen: Screen): void {
    dropFocus();
    this.#overlay = undefined;
    this.#screen = screen;
  }
}
