// Connecting: a profile's name, place, terminal and currency, and whether a key was entered. The key itself is typed in
// another window and never comes here.

import type { Fault, Field, FieldComplaint, KeySource, Place, ProfileView } from "../ipc/api";
import { asFault } from "../ipc/faults";
import { complaintSentence } from "../text/complaints";
import { connect, welcome } from "../text/connect";
import type { Paylink } from "./paylink.svelte";

const KEYCHAIN_CODES: readonly Fault["code"][] = [
  "keychainMissing",
  "keychainLocked",
  "keychainDenied",
  "keychainSilent",
];

export class ConnectForm {
  #paylink: Paylink;
  readonly replacing: ProfileView | undefined;

  #place = $state<Place>("live");
  #name = $state("");
  #terminalId = $state("");
  #currency = $state("");
  #keyEntered = $state(false);
  /** How often the key is asked for and not answered yet. Plain: nothing shows it. */
  #asking = 0;
  #busy = $state(false);
  #fault = $state.raw<Fault | undefined>();
  #complaints = $state.raw<readonly FieldComplaint[]>([]);
  #refusals = $state(0);

  constructor(paylink: Paylink, currency: string, replacing: ProfileView | undefined) {
    this.#paylink = paylink;
    this.replacing = replacing;
    this.#currency = replacing?.currency ?? currency;
    this.#name = replacing?.name ?? "";
    this.#terminalId = replacing?.terminalId ?? "";
    this.#place = replacing?.place ?? "live";
  }

  get place(): Place {
    return this.#place;
  }

  set place(place: Place) {
    if (place !== this.#place) this.#fault = undefined;
    this.#place = place;
    this.#forget("terminalId");
    this.#forget("apiKey");
    if (place === "practice" && this.#terminalId === "") {
      this.#terminalId = this.#paylink.desk.practice.terminalId;
    }
  }

  get name(): string {
    return this.#name;
  }

  set name(name: string) {
    this.#name = name;
    this.#forget("profileName");
  }

  get terminalId(): string {
    return this.#terminalId;
  }

  set terminalId(terminalId: string) {
    this.#terminalId = terminalId;
    this.#forget("terminalId");
    if (this.terminalFault) this.#fault = undefined;
  }

  get currency(): string {
    return this.#currency;
  }

  set currency(currency: string) {
    this.#currency = currency;
    this.#forget("currency");
  }

  get keyEntered(): boolean {
    return this.#keyEntered;
  }

  get busy(): boolean {
    return this.#busy;
  }

  get refusals(): number {
    return this.#refusals;
  }

  /** A fault about the key or its keeping stands at the key; one about the terminal at the terminal. */
  get keyFault(): Fault | undefined {
    const code = this.#fault?.code;
    const aboutKey =
      code === "keyNotAccepted" ||
      code === "keyNotTyped" ||
      code === "keyMissing" ||
      code === "keyUnreadable";
    return aboutKey || this.keychainFailed ? this.#fault : undefined;
  }

  get terminalFault(): Fault | undefined {
    return this.#fault?.code === "terminalNotAccepted" ? this.#fault : undefined;
  }

  get otherFault(): Fault | undefined {
    return this.keyFault || this.terminalFault ? undefined : this.#fault;
  }

  get keychainFailed(): boolean {
    return this.#fault !== undefined && KEYCHAIN_CODES.includes(this.#fault.code);
  }

  error(field: Field): string | undefined {
    const found = this.#complaints.find((complaint) => complaint.field === field);
    return found && complaintSentence(found);
  }

  async enterKey(): Promise<void> {
    this.#asking++;
    await this.#paylink.attempt(async () => {
      if (await this.#paylink.desk.enterApiKey()) {
        this.#keyEntered = true;
        this.#forget("apiKey");
        if (this.keyFault) this.#fault = undefined;
      }
    });
    this.#asking--;
  }

  /** The form is left: a key is not to be entered for nobody. */
  leave(): void {
    // Its window is closed by hand at worst.
    if (this.#asking > 0) this.#paylink.desk.leaveApiKey().catch(() => {});
  }

  /** True when connected, and nobody has gone elsewhere meanwhile. */
  async submit(thisSessionOnly: boolean): Promise<boolean> {
    return this.#authenticate({
      name: this.#name,
      terminalId: this.#terminalId,
      place: this.#place,
      key: this.#place === "practice" ? "practice" : "typed",
      thisSessionOnly,
    });
  }

  async tryPractice(thisSessionOnly: boolean): Promise<boolean> {
    return this.#authenticate({
      name: welcome.practiceName,
      terminalId: this.#paylink.desk.practice.terminalId,
      place: "practice",
      key: "practice",
      thisSessionOnly,
    });
  }

  async #authenticate(what: {
    name: string;
    terminalId: string;
    place: Place;
    key: KeySource;
    thisSessionOnly: boolean;
  }): Promise<boolean> {
    if (this.#busy) return false;
    this.#busy = true;
    this.#fault = undefined;
    this.#complaints = [];
    const { desk, route, spoken, tour } = this.#paylink;
    const { screen } = route;
    const isHere = () => route.screen === screen;
    try {
      const profileId = this.replacing?.id ?? null;
      await desk.authenticate({ ...what, currency: this.#currency, profileId });
      if (isHere()) {
        this.#paylink.profilesChanged();
        tour.offer();
      } else await this.#paylink.stay();
      spoken.say(connect.connected(what.name));
      return isHere();
    } catch (reason) {
      const fault = asFault(reason);
      if (isHere()) this.#refuse(fault);
      else this.#paylink.complainOf(what.name || connect.title, fault);
      return false;
    } finally {
      this.#busy = false;
    }
  }

  #refuse(fault: Fault): void {
    if (fault.code === "keyNotTyped") this.#keyEntered = false;
    this.#fault = fault.code === "checkFields" && fault.fields.length > 0 ? undefined : fault;
    this.#complaints = fault.fields;
    this.#refusals++;
  }

  #forget(field: Field): void {
    this.#complaints = this.#complaints.filter((complaint) => complaint.field !== field);
  }
}
