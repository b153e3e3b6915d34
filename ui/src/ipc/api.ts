// What the interface can ask of the desk, and what it can listen to. The Tauri side and the one in memory both fill it.

import { commands, events } from "./bindings";
import { wellFormed } from "./well-formed";
import type {
  AlikeView,
  Authenticate,
  ChangePaymentLink,
  CopyWhat,
  CreatePaymentLink,
  DeactivatePaymentLink,
  Decide,
  DeskView,
  DiagnosisView,
  Exported,
  ExportLinks,
  FindAlike,
  FindLinks,
  HandOver,
  IntentView,
  KeptView,
  KeyEntered,
  LinkDetails,
  LinksPage,
  LinksState,
  MailLink,
  NewLinkStart,
  OpenLink,
  OutboxView,
  PersonView,
  Preferences,
  QrFormat,
  QrView,
  SavedFile,
  SaveProfile,
  SaveTemplate,
  SharePaymentLink,
  ShortcutView,
  TemplateView,
  WatchView,
} from "./bindings";

export type * from "./bindings";

export type Stop = () => void;

export interface Api {
  getDesk(): Promise<DeskView>;
  enterApiKey(): Promise<KeyEntered>;
  authenticate(request: Authenticate): Promise<DeskView>;
  switchProfile(profileId: string): Promise<DeskView>;
  saveProfile(request: SaveProfile): Promise<DeskView>;
  removeProfile(profileId: string): Promise<DeskView>;
  removeKey(profileId: string): Promise<DeskView>;
  savePreferences(preferences: Preferences): Promise<DeskView>;
  refreshLinks(): Promise<unknown>;
  findLinks(request: FindLinks): Promise<LinksPage>;
  getLinksState(): Promise<LinksState>;
  copyLinks(profileId: string, paymentLinkIds: string[]): Promise<unknown>;
  exportLinks(request: ExportLinks): Promise<Exported>;
  getLink(paymentLinkId: string): Promise<LinkDetails>;
  checkLinkDetails(paymentLinkId: string): Promise<LinkDetails>;
  noteHandOver(profileId: string, paymentLinkId: string, how: HandOver): Promise<unknown>;
  mailLink(request: MailLink): Promise<unknown>;
  findAlike(request: FindAlike): Promise<AlikeView[]>;
  changePaymentLink(request: ChangePaymentLink): Promise<IntentView>;
  deactivatePaymentLink(request: DeactivatePaymentLink): Promise<IntentView>;
  getWatch(): Promise<WatchView>;
  seePaid(ids: string[]): Promise<DeskView>;
  getKept(): Promise<KeptView>;
  exportEverything(): Promise<Exported>;
  deleteEverything(): Promise<DeskView>;
  getDiagnosis(): Promise<DiagnosisView>;
  copyDiagnosis(): Promise<unknown>;
  saveDiagnosis(): Promise<SavedFile>;
  listTemplates(profileId: string): Promise<TemplateView[]>;
  saveTemplate(request: SaveTemplate): Promise<TemplateView[]>;
  removeTemplate(profileId: string, id: string): Promise<TemplateView[]>;
  takeBegun(): Promise<boolean>;
  getShortcut(): Promise<ShortcutView>;
  startNewLink(): Promise<NewLinkStart>;
  createPaymentLink(request: CreatePaymentLink): Promise<IntentView>;
  sharePaymentLink(request: SharePaymentLink): Promise<IntentView>;
  listOutbox(): Promise<OutboxView>;
  takeBack(stepId: string): Promise<OutboxView>;
  retryNow(stepId: string): Promise<OutboxView>;
  decide(request: Decide): Promise<OutboxView>;
  dismiss(intentId: string): Promise<OutboxView>;
  showAgain(intentId: string): Promise<OutboxView>;
  connectionReturned(): Promise<unknown>;
  listPeople(): Promise<PersonView[]>;
  getQr(paymentLinkId: string): Promise<QrView>;
  saveQr(paymentLinkId: string, format: QrFormat): Promise<SavedFile>;
  copyQr(paymentLinkId: string): Promise<unknown>;
  copyMessage(message: string): Promise<unknown>;
  printWindow(): Promise<unknown>;
  copyLink(paymentLinkId: string, what: CopyWhat): Promise<unknown>;
  openLink(paymentLinkId: string): Promise<unknown>;
  openInbox(): Promise<unknown>;
  onDeskChanged(listener: (desk: DeskView) => void): Promise<Stop>;
  onOutboxChanged(listener: (outbox: OutboxView) => void): Promise<Stop>;
  onLinksStateChanged(listener: (state: LinksState) => void): Promise<Stop>;
  onOpenLink(listener: (link: OpenLink) => void): Promise<Stop>;
  onBeginLink(listener: () => void): Promise<Stop>;
}

export const desktop: Api = {
  getDesk: () => commands.getDesk(),
  enterApiKey: () => commands.enterApiKey(),
  authenticate: (request) => commands.authenticate(wellFormed(request)),
  switchProfile: (profileId) => commands.switchProfile(profileId),
  saveProfile: (request) => commands.saveProfile(wellFormed(request)),
  removeProfile: (profileId) => commands.removeProfile(profileId),
  removeKey: (profileId) => commands.removeKey(profileId),
  savePreferences: (preferences) => commands.savePreferences(preferences),
  refreshLinks: () => commands.refreshLinks(),
  findLinks: (request) => commands.findLinks(wellFormed(request)),
  getLinksState: () => commands.getLinksState(),
  copyLinks: (profileId, paymentLinkIds) => commands.copyLinks(profileId, paymentLinkIds),
  exportLinks: (request) => commands.exportLinks(wellFormed(request)),
  getLink: (paymentLinkId) => commands.getLink(paymentLinkId),
  checkLinkDetails: (paymentLinkId) => commands.checkLinkDetails(paymentLinkId),
  noteHandOver: (profileId, paymentLinkId, how) =>
    commands.noteHandOver(profileId, paymentLinkId, how),
  mailLink: (request) => commands.mailLink(wellFormed(request)),
  findAlike: (request) => commands.findAlike(wellFormed(request)),
  changePaymentLink: (request) => commands.changePaymentLink(wellFormed(request)),
  deactivatePaymentLink: (request) => commands.deactivatePaymentLink(wellFormed(request)),
  getWatch: () => commands.getWatch(),
  seePaid: (ids) => commands.seePaid(ids),
  getKept: () => commands.getKept(),
  exportEverything: () => commands.exportEverything(),
  deleteEverything: () => commands.deleteEverything(),
  getDiagnosis: () => commands.getDiagnosis(),
  copyDiagnosis: () => commands.copyDiagnosis(),
  saveDiagnosis: () => commands.saveDiagnosis(),
  listTemplates: (profileId) => commands.listTemplates(profileId),
  saveTemplate: (request) => commands.saveTemplate(wellFormed(request)),
  removeTemplate: (profileId, id) => commands.removeTemplate(profileId, id),
  takeBegun: () => commands.takeBegun(),
  getShortcut: () => commands.getShortcut(),
  startNewLink: () => commands.startNewLink(),
  createPaymentLink: (request) => commands.createPaymentLink(wellFormed(request)),
  sharePaymentLink: (request) => commands.sharePaymentLink(wellFormed(request)),
  listOutbox: () => commands.listOutbox(),
  takeBack: (stepId) => commands.takeBack(stepId),
  retryNow: (stepId) => commands.retryNow(stepId),
  decide: (request) => commands.decide(request),
  dismiss: (intentId) => commands.dismiss(intentId),
  showAgain: (intentId) => commands.showAgain(intentId),
  connectionReturned: () => commands.connectionReturned(),
  listPeople: () => commands.listPeople(),
  getQr: (paymentLinkId) => commands.getQr(paymentLinkId),
  saveQr: (paymentLinkId, format) => commands.saveQr(paymentLinkId, format),
  copyQr: (paymentLinkId) => commands.copyQr(paymentLinkId),
  copyMessage: (message) => commands.copyMessage(wellFormed(message)),
  printWindow: () => commands.printWindow(),
  copyLink: (paymentLinkId, what) => commands.copyLink(paymentLinkId, what),
  openLink: (paymentLinkId) => commands.openLink(paymentLinkId),
  openInbox: () => commands.openInbox(),
  onDeskChanged: (listener) => events.deskChanged.listen((event) => listener(event.payload)),
  onOutboxChanged: (listener) => events.outboxChanged.listen((event) => listener(event.payload)),
  onLinksStateChanged: (listener) =>
    events.linksStateChanged.listen((event) => listener(event.payload)),
  onOpenLink: (listener) => events.openLink.listen((event) => listener(event.payload)),
  onBeginLink: (listener) => events.beginLink.listen(() => listener()),
};

/** The key window's calls; the main window never holds a key. */
export const getSeal = (): Promise<number[]> => commands.getSeal();
export const submitApiKey = (sealed: number[] | null): Promise<unknown> =>
  commands.submitApiKey(sealed);
export const pasteApiKey = (): Promise<number> => commands.pasteApiKey();
export const submitPastedKey = (): Promise<unknown> => commands.submitPastedKey();
