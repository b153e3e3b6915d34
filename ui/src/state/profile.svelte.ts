// Editing a profile's name, currency and what its new links start with.

import type {
  AuthType,
  Fault,
  Field,
  FieldComplaint,
  LinkDefaults,
  LinkType,
  ProfileView,
} from "../ipc/api";
import { asFault } from "../ipc/faults";
import { complaintSentence } from "../text/complaints";
import { settings } from "../text/settings";
import type { Paylink } from "./paylink.svelte";

const DAYS_MAX = 3650;

export class ProfileForm {
  name = $state("");
  currency = $state("");
  linkType = $state<LinkType>("singleUse");
  authType = $state<AuthType>("sale");
  card = $state(true);
  bankTransfer = $state(false);
  days = $state("");
  buttonLabel = $state("");
  copyToMe = $state(false);

  #paylink: Paylink;
  #profileId: string;
  #busy = $state(false);
  #refusals = $state(0);
  #daysWrong = $state(false);
  #isLeft = false;
  #fault = $state.raw<Fault | undefined>();
  #complaints = $state.raw<readonly FieldComplaint[]>([]);

  constructor(paylink: Paylink, profile: ProfileView) {
    this.#paylink = paylink;
    this.#profileId = profile.id;
    this.name = profile.name;
    this.currency = profile.currency;
    const { defaults } = profile;
    this.linkType = defaults.linkType;
    this.authType = defaults.authType;
    this.card = defaults.paymentMethods.includes("card");
    this.bankTransfer = defaults.paymentMethods.includes("bankTransfer");
    this.days = String(defaults.expiresInDays);
    this.buttonLabel = defaults.buttonLabel;
    this.copyToMe = defaults.copyToMe;
  }

  get busy(): boolean {
    return this.#busy;
  }

  get refusals(): number {
    return this.#refusals;
  }

  get fault(): Fault | undefined {
    return this.#fault;
  }

  get holds(): boolean {
    return this.authType === "preAuthorization";
  }

  get daysError(): string | undefined {
    return this.#daysWrong ? settings.daysError : this.error("expiresOn");
  }

  error(field: Field): string | undefined {
    const found = this.#complaints.find((complaint) => complaint.field === field);
    return found && complaintSentence(found);
  }

  /** The form is left: whoever left it is told of what is refused after that. */
  leave(): void {
    this.#isLeft = true;
  }

  /** True when saved, and the form was not left meanwhile. */
  async save(): Promise<boolean> {
    if (this.#busy) return false;
    this.#complaints = [];
    this.#fault = undefined;
    const days = /^\d{1,4}$/.test(this.days.trim()) ? Number(this.days) : 0;
    this.#daysWrong = days < 1 || days > DAYS_MAX;
    if (this.#daysWrong) {
      this.#refusals++;
      return false;
    }
    this.#busy = true;
    try {
      await this.#paylink.desk.saveProfile({
        profileId: this.#profileId,
        name: this.name,
        currency: this.currency,
        defaults: this.#defaults(days),
      });
      this.#paylink.spoken.say(settings.saved);
      return !this.#isLeft;
    } catch (reason) {
      const fault = asFault(reason);
      if (this.#isLeft) this.#paylink.complainOf(this.name || settings.title, fault);
      this.#fault = fault.code === "checkFields" && fault.fields.length > 0 ? undefined : fault;
      this.#complaints = fault.fields;
      this.#refusals++;
      return false;
    } finally {
      this.#busy = false;
    }
  }

  #defaults(expiresInDays: number): LinkDefaults {
    return {
      linkType: this.linkType,
      authType: this.authType,
      paymentMethods: [
        ...(this.card ? ["card" as const] : []),
        ...(this.bankTransfer && !this.holds ? ["bankTransfer" as const] : []),
      ],
      expiresInDays,
      buttonLabel: this.buttonLabel,
      copyToMe: this.copyToMe,
    };
  }
}
