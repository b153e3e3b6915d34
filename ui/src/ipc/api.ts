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
  UpdatesView,
  WatchView,
} from "./bindings";

export type * from "./bindings";

export type Stop = () => void;

export interface Api {
  getDesk(): Promise<DeskView>;
  enterApiKey(): Promise<KeyEntered>;
  leaveApiKey(): Promise<unknown>;
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
  getUpdates(): Promise<UpdatesView>;
  lookForUpdate(): Promise<UpdatesView>;
  installUpdate(version: string): Promise<UpdatesView>;
  stopUpdate(): Promise<UpdatesView>;
  putOffUpdate(): Promise<unknown>;
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
  onUpdatesChanged(listener: (updates: UpdatesView) => void): Promise<Stop>;
}

/** A command for what was typed, which may have half a character in it. */
const typed =
  <Request, Answer>(command: (request: Request) => Answer) =>
  (request: Request): Answer =>
    command(wellFormed(request));

type Told<T> = { listen(hear: (event: { payload: T }) => void): Promise<Stop> };

const hearing =
  <T>(event: Told<T>) =>
  (listener: (payload: T) => void): Promise<Stop> =>
    event.listen(({ payload }) => listener(payload));

export const desktop: Api = {
  ...commands,
  authenticate: typed(commands.authenticate),
  saveProfile: typed(commands.saveProfile),
  findLinks: typed(commands.findLinks),
  exportLinks: typed(commands.exportLinks),
  mailLink: typed(commands.mailLink),
  findAlike: typed(commands.findAlike),
  changePaymentLink: typed(commands.changePaymentLink),
  deactivatePaymentLink: typed(commands.deactivatePaymentLink),
  saveTemplate: typed(commands.saveTemplate),
  createPaymentLink: typed(commands.createPaymentLink),
  sharePaymentLink: typed(commands.sharePaymentLink),
  copyMessage: typed(commands.copyMessage),
  onDeskChanged: hearing(events.deskChanged),
  onOutboxChanged: hearing(events.outboxChanged),
  onLinksStateChanged: hearing(events.linksStateChanged),
  onOpenLink: hearing(events.openLink),
  onBeginLink: hearing(events.beginLink),
  onUpdatesChanged: hearing(events.updatesChanged),
};

/** The key window's calls; the main window never holds a key. */
export const getSeal = (): Promise<number[]> => commands.getSeal();
export const submitApiKey = (sealed: number[] | null): Promise<unknown> =>
  commands.submitApiKey(sealed);
export const pasteApiKey = (): Promise<number> => commands.pasteApiKey();
export const submitPastedKey = (): Promise<unknown> => commands.submitPastedKey();
