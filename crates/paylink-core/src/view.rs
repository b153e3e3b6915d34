//! Everything that crosses to the interface, and only that.
//!
//! Plain data named for what a screen shows. Amounts are integers in the currency's minor unit with the currency
//! beside them; days are `YYYY-MM-DD`; moments are RFC 3339 in UTC. Nothing here is a wire type of the gateway or a
//! row of the database, and nothing here can hold a secret. Words are the interface's business: what crosses is codes.

use serde::{Deserialize, Serialize};
use specta::Type;
use uuid::Uuid;

use crate::fault::{Fault, Field};
pub use crate::language::{Language, LanguageChoice};

/// The whole desk: what every screen needs to know before it asks for anything of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DeskView {
    pub profiles: Vec<ProfileView>,
    pub active_profile: Option<Uuid>,
    pub practice: PracticeView,
    pub preferences: Preferences,
    /// What is spoken to the user.
    pub language: Language,
    /// What would be spoken if the user had not chosen.
    pub system_language: Language,
    /// BCP 47 tag for money, numbers and days: the user's own locale, or the chosen language in its region.
    pub locale: String,
    pub currencies: Vec<CurrencyView>,
    pub limits: Limits,
    /// What the user must be told about this computer, oldest first.
    pub notices: Vec<Notice>,
    /// Links that were paid and of which the user has not been told, or has not looked.
    pub paid: PaidNews,
    /// The version of a newer Paylink that can be installed, if the user is to be told of it.
    pub update: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProfileView {
    pub id: Uuid,
    pub name: String,
    pub place: Place,
    pub terminal_id: String,
    pub currency: String,
    pub key: KeyState,
    pub defaults: LinkDefaults,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Place {
    Practice,
    Test,
    Live,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum KeyState {
    /// Kept in the operating system's keychain.
    InKeychain,
    /// Held in memory only; gone when Paylink closes.
    ThisSession,
    /// There is none: the profile must be connected again before it can send.
    Missing,
}

/// What a new link starts with; remembered from the last one made in the profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LinkDefaults {
    pub link_type: LinkType,
    pub auth_type: AuthType,
    pub payment_methods: Vec<PaymentMethod>,
    /// Days from today to the last day of use.
    pub expires_in_days: u16,
    pub button_label: String,
    pub copy_to_me: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PracticeView {
    /// Whether the practice gateway answers at all.
    pub running: bool,
    /// The page with the emails that Practice "sent".
    pub inbox_url: Option<String>,
    /// The terminal that "Try it now" connects.
    pub terminal_id: String,
}

/// What the user prefers on this computer. May be lost at any time without harm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct Preferences {
    pub appearance: Appearance,
    pub language: LanguageChoice,
    /// Copy a link to the clipboard as soon as it is made.
    pub copy_new_links: bool,
    pub watch: WatchPreferences,
    /// The tour was walked through or put away: it does not come by itself again.
    pub tour_seen: bool,
    /// The keys that begin a new link from any program, such as `Control+Alt+KeyN`; absent for none.
    pub new_link_shortcut: Option<String>,
    /// Look for a newer Paylink once a day, where Paylink itself installs it.
    pub look_for_updates: bool,
    /// Keys of one letter or sign do something by themselves, such as C, which copies.
    pub letter_keys: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            appearance: Appearance::System,
            language: LanguageChoice::System,
            copy_new_links: true,
            watch: WatchPreferences::default(),
            tour_seen: false,
            new_link_shortcut: None,
            look_for_updates: true,
            letter_keys: true,
        }
    }
}

/// How the user is told that a link was paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct WatchPreferences {
    /// Ask about active links while Paylink runs, and tell when one is paid.
    pub notify: bool,
    /// No notification pops up in these hours; what came in them is told afterwards.
    pub quiet: Option<QuietHours>,
    /// Closing the window leaves Paylink running in the tray, where the desktop has one.
    pub keep_running: bool,
}

impl Default for WatchPreferences {
    fn default() -> Self {
        Self {
            notify: true,
            quiet: None,
            keep_running: false,
        }
    }
}

/// From one time of day to another, `HH:MM` in the user's own time zone; over midnight if it ends earlier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct QuietHours {
    pub from: String,
    pub to: String,
}

/// What was paid and not looked at yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PaidNews {
    pub count: u32,
    /// Newest first; no more than ten.
    pub latest: Vec<PaidView>,
}

/// A link that was found paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PaidView {
    pub id: Uuid,
    pub profile_id: Uuid,
    pub place: Place,
    pub payment_link_id: String,
    /// What was paid, in minor units; absent if the gateway did not say.
    #[specta(type = Option<u32>)]
    pub amount: Option<u64>,
    pub currency: String,
    pub description: String,
    /// By the name of the payment; where none is known, who alone was emailed about a link for one payment.
    pub person: Option<ShareRecipient>,
    /// The money is held, not charged.
    pub is_hold: bool,
    /// When it was found out.
    pub at: String,
}

/// What asking about active links costs and when it goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WatchView {
    pub active_links: u32,
    /// Requests an hour at this number of links.
    pub requests_per_hour: u32,
    /// When it asks next; absent while it rests.
    pub next_at: Option<String>,
    pub rests: Option<WatchRests>,
    /// Profiles whose key may not see payments: what is paid there is told by the status of links alone.
    pub without_payments: Vec<Uuid>,
    /// Whether this desktop has a place for a tray icon.
    pub has_tray: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum WatchRests {
    Off,
    NothingActive,
    Offline,
    /// The gateway wants to be left alone, or is in trouble.
    BackingOff,
    /// There is no key to ask with.
    NoKey,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Appearance {
    System,
    Light,
    Dark,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CurrencyView {
    pub code: String,
    /// Decimals of the currency: 0 for JPY, 2 for USD, 3 for KWD.
    pub exponent: u8,
}

/// The limits of the contract, so that the interface can count along while one types.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Limits {
    pub reference_max: u16,
    pub order_id_max: u16,
    pub description_max: u16,
    pub button_label_max: u16,
    pub recipient_name_max: u16,
    pub email_min: u16,
    pub email_max: u16,
    pub message_max: u16,
    pub recipients_max: u16,
    pub terminal_id_min: u16,
    pub terminal_id_max: u16,
    pub profile_name_max: u16,
    pub template_name_max: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    tag = "code"
)]
pub enum Notice {
    /// A file could not be read; it was kept under another name and its content rebuilt where possible.
    FileSetAside { kept_as: String },
    /// Another Paylink holds the data; this one only shows it.
    AnotherPaylinkIsOpen,
    /// The data on this computer cannot be opened: the disk is full, read-only or failing.
    DataUnavailable,
    /// The practice gateway could not be started or reached.
    PracticeUnavailable { address: String },
}

// ---- Updates --------------------------------------------------------------------------------------------------------

/// Which Paylink this is, and how far it is with a newer one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UpdatesView {
    /// The version that runs.
    pub version: String,
    pub source: UpdateSource,
    pub doing: Option<UpdateDoing>,
    /// A newer version that can be installed.
    pub found: Option<UpdateView>,
    /// When a look was last answered.
    pub looked_at: Option<String>,
    /// Why the last attempt came to nothing.
    pub trouble: Option<UpdateTrouble>,
}

/// Who brings newer versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum UpdateSource {
    /// Paylink looks for them and installs them when asked to.
    Paylink,
    /// The package manager of the system.
    PackageManager,
    /// Whoever made this Paylink: it is not one that was released.
    Elsewhere,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase", tag = "step")]
pub enum UpdateDoing {
    Looking,
    /// In hundredths, if it is known how much there is.
    Downloading {
        percent: Option<u8>,
    },
    Installing,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UpdateView {
    pub version: String,
    /// What is new, as plain text of others: to be shown as it is and never as markup.
    pub notes: String,
}

/// What an attempt to update came to. In every case the Paylink that runs is as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum UpdateTrouble {
    /// Nobody could be reached.
    Offline,
    /// The server did not answer in time.
    Silent,
    /// The server's answer could not be understood, or led where nothing is safe.
    Unreadable,
    /// There is a newer version, but none for this kind of system.
    NotForThis,
    /// The download broke off, or was larger than any Paylink.
    BrokenOff,
    /// What was downloaded does not bear the signature of Paylink's makers for that version. It was thrown away.
    NotGenuine,
    /// The new version could not be put in the place of this one: no room on the disk, or no permission.
    NotInstalled,
}

// ---- What is kept on this computer ----------------------------------------------------------------------------------

/// What is kept on this computer, and how much room it takes up.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct KeptView {
    pub profiles: Vec<KeptProfile>,
    /// The database and what follows from it.
    #[specta(type = u32)]
    pub data_bytes: u64,
    /// The daily copy, and damaged files that were set aside.
    #[specta(type = u32)]
    pub copies_bytes: u64,
    /// How many damaged files are kept.
    pub set_aside: u32,
    #[specta(type = u32)]
    pub settings_bytes: u64,
    /// What Practice keeps: its own links and emails.
    #[specta(type = u32)]
    pub practice_bytes: u64,
    #[specta(type = u32)]
    pub log_bytes: u64,
    /// The log never takes up more.
    #[specta(type = u32)]
    pub log_bytes_max: u64,
    /// Where the data is, and where the log.
    pub folder: String,
    pub log_folder: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct KeptProfile {
    pub id: Uuid,
    pub links: u32,
    pub people: u32,
}

/// The diagnostic report, as it is copied and saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DiagnosisView {
    pub text: String,
}

// ---- Connecting ---------------------------------------------------------------------------------------------------

#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Authenticate {
    pub name: String,
    pub place: Place,
    pub terminal_id: String,
    pub currency: String,
    pub key: KeySource,
    /// Keep the key in memory only, for a computer without a keychain.
    pub this_session_only: bool,
    /// The profile whose key is being replaced; absent for a new one.
    pub profile_id: Option<Uuid>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum KeySource {
    /// The key that was just typed into the key window.
    Typed,
    /// The practice gateway's own key.
    Practice,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct KeyEntered {
    /// False when the key window was closed without a key.
    pub entered: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SaveProfile {
    pub profile_id: Uuid,
    pub name: String,
    pub currency: String,
    pub defaults: LinkDefaults,
}

// ---- Links --------------------------------------------------------------------------------------------------------

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LinkView {
    pub payment_link_id: String,
    pub profile_id: Uuid,
    pub place: Place,
    pub link_type: LinkType,
    pub auth_type: AuthType,
    pub payment_methods: Vec<PaymentMethod>,
    /// Minor units; absent when the customer enters the amount.
    #[specta(type = Option<u32>)]
    pub amount: Option<u64>,
    pub currency: String,
    pub description: String,
    pub reference: String,
    pub order_id: Option<String>,
    pub button_label: String,
    pub save_details: bool,
    pub agreement: Option<Agreement>,
    pub status: LinkStatus,
    pub url: String,
    /// The gateway's HTML button. Untrusted: text to copy, never markup to show.
    pub button_html: String,
    pub created_on: Option<String>,
    pub expires_on: Option<String>,
    /// When this computer first kept the link.
    pub kept_at: String,
    /// When the gateway last said what is shown here.
    pub checked_at: String,
    /// Newest first.
    pub shares: Vec<ShareView>,
    /// Why it cannot be shared; absent when it can.
    pub share_blocked: Option<WhyNot>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum LinkType {
    SingleUse,
    MultiUse,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum AuthType {
    Sale,
    PreAuthorization,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum PaymentMethod {
    Card,
    BankTransfer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum LinkStatus {
    Active,
    Completed,
    /// Completed for the gateway; as far as is known here its customer's money is held, and not charged.
    Held,
    Expired,
    Deactivated,
    /// A word the contract does not have.
    Unknown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum WhyNot {
    Paid,
    /// Its customer's money is held.
    Held,
    Expired,
    Deactivated,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ShareView {
    pub name: String,
    pub email: String,
    pub at: String,
}

/// A question to the list of links.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FindLinks {
    pub profile_id: Uuid,
    /// Words, each of which must be in the reference, description, amount, a person's name or email, order id or id.
    pub text: String,
    pub status: Option<LinkStatus>,
    pub link_type: Option<LinkType>,
    pub amount_set_by: Option<AmountSetBy>,
    /// First and last day on which it was made.
    pub created_from: Option<String>,
    pub created_to: Option<String>,
    /// The email address of a person it was sent to.
    pub email: Option<String>,
    pub sorting: Sorting,
    pub offset: u32,
    /// No more than 100 are given.
    pub limit: u16,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum AmountSetBy {
    Merchant,
    Customer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Sorting {
    /// Active links first, each part with the newest first.
    UnpaidFirst,
    Newest,
    Oldest,
    /// By currency, then by amount.
    Largest,
    /// Active links by their last day, the nearest first; the others after them.
    ExpiresSoonest,
}

/// A part of what was found, and what all of it comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LinksPage {
    pub profile_id: Uuid,
    pub rows: Vec<LinkRow>,
    /// The place of the first row in all that was found.
    pub offset: u32,
    /// How many were found.
    pub count: u32,
    /// What was found, per currency: links whose amount is set.
    pub totals: Vec<TotalView>,
    /// How many would be found with each status, everything else being as asked.
    pub counts: StatusCounts,
    /// Grows with every change of this profile's links; a page of an older one may be out of date.
    pub revision: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TotalView {
    pub currency: String,
    /// Minor units.
    #[specta(type = u32)]
    pub amount: u64,
    /// How many this is the sum of.
    pub count: u32,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StatusCounts {
    pub all: u32,
    pub active: u32,
    pub completed: u32,
    pub expired: u32,
    pub deactivated: u32,
}

/// A link as a row of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LinkRow {
    pub payment_link_id: String,
    pub place: Place,
    pub link_type: LinkType,
    /// Minor units; absent when the customer enters the amount.
    #[specta(type = Option<u32>)]
    pub amount: Option<u64>,
    pub currency: String,
    /// The beginning of it, where it is long.
    pub description: String,
    pub reference: String,
    pub status: LinkStatus,
    pub created_on: String,
    pub expires_on: Option<String>,
    pub checked_at: String,
    /// Who was emailed about it last, and how many people in all.
    pub person: Option<ShareRecipient>,
    pub people: u32,
    pub share_blocked: Option<WhyNot>,
}

/// How this computer's list stands to the gateway's; the whole of it is told with every change.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LinksState {
    pub profile_id: Uuid,
    /// How many links this computer knows.
    pub known: u32,
    pub revision: u32,
    /// When the gateway's whole list was last read to its end; absent if never.
    pub checked_at: Option<String>,
    /// While the gateway's list is being read: how many of its links have been read.
    pub reading: Option<u32>,
    /// Why the last look at the gateway failed; the links are then what this computer remembers.
    pub fault: Option<Fault>,
}

/// Which links to write into a file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExportLinks {
    /// These, in this order; if there are none, all that `find` finds.
    pub payment_link_ids: Vec<String>,
    pub find: FindLinks,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Exported {
    pub file: SavedFile,
    /// So many links are in it.
    pub count: u32,
}

/// Everything about one link, as this computer remembers it.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LinkDetails {
    pub link: LinkView,
    /// What the contract lets be changed of a link of its kind, as it is now.
    pub values: LinkValues,
    pub can_change: Vec<Field>,
    /// Why nothing can be changed; absent when something can.
    pub change_blocked: Option<WhyNot>,
    /// What happened to it, newest first; no more than 200.
    pub timeline: Vec<TimelineEntry>,
    /// How many older entries there are than are in `timeline`.
    pub earlier: u32,
    pub payments: PaymentsView,
    /// The people who were emailed its present address, newest first.
    pub holders: Vec<ShareView>,
    /// How often its present address left this computer in other ways: copied, shown, handed on.
    pub handed_over: u32,
}

/// What the contract lets be changed. Of a link for many payments only the last four.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LinkValues {
    /// Minor units; absent when the customer enters the amount.
    #[specta(type = Option<u32>)]
    pub amount: Option<u64>,
    pub currency: String,
    pub description: String,
    pub auth_type: AuthType,
    pub expires_on: Option<String>,
    pub button_label: String,
    pub save_details: bool,
    pub agreement: Option<Agreement>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TimelineEntry {
    pub kind: TimelineKind,
    /// A moment, or a day where the gateway tells no more.
    pub at: String,
    pub person: Option<ShareRecipient>,
    /// What was paid.
    #[specta(type = Option<u32>)]
    pub amount: Option<u64>,
    pub currency: Option<String>,
    /// What it was changed from and to.
    pub change: Option<ChangeView>,
    /// The user's own words.
    pub note: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum TimelineKind {
    Created,
    Emailed,
    Reminded,
    Copied,
    ButtonCopied,
    QrShown,
    OpenedInBrowser,
    HandedToMail,
    MessageCopied,
    Changed,
    /// A payment has begun and is not through yet, as a bank transfer that is still clearing.
    PaymentPending,
    /// Money is held and not charged.
    Held,
    Paid,
    PaymentDeclined,
    /// Money went back to the customer.
    Refunded,
    Deactivated,
    Expired,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChangeView {
    pub before: LinkValues,
    pub after: LinkValues,
}

/// The payments made through a link, as the gateway last told them.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PaymentsView {
    /// Newest first; no more than 100.
    pub payments: Vec<PaymentView>,
    /// How many older ones there are than are in `payments`.
    pub more: u32,
    /// Of all that are through, per currency: what was paid, less what went back. What is only held is not in it.
    pub totals: Vec<TotalView>,
    /// False if there are payments that could not be read, or more than are read: the totals are then of the others.
    pub whole: bool,
    /// Absent if the gateway was never asked, or has never answered.
    pub checked_at: Option<String>,
    /// Why it could not be asked last time; `forbidden` is a key that may not list payments.
    pub fault: Option<Fault>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PaymentView {
    pub payment_id: String,
    pub method: PaymentMethod,
    pub state: PaymentState,
    #[specta(type = Option<u32>)]
    pub amount: Option<u64>,
    pub currency: Option<String>,
    /// Minor units that went back to the customer.
    #[specta(type = u32)]
    pub refunded: u64,
    pub at: Option<String>,
    /// The name and the last digits, as the gateway masks them.
    pub payer: String,
    /// The money is held, not charged.
    pub is_hold: bool,
}

/// `transactionResult.status` of the contract, a word for each thing that a merchant does differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum PaymentState {
    /// Approved: `ready`, `complete`, `accepted`.
    Paid,
    /// `pending`: not through yet.
    Pending,
    /// `declined`, `referral`, `pickup`.
    Declined,
    /// `reversal`: undone.
    Reversed,
    Expired,
    /// `admin`, and words the contract does not have.
    Unknown,
}

/// How a link left this computer other than by an email of the gateway's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum HandOver {
    Copied,
    ButtonCopied,
    QrShown,
    OpenedInBrowser,
    HandedToMail,
    MessageCopied,
}

/// A link to be written about in the user's own mail program. The payment address is put below the message.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MailLink {
    pub profile_id: Uuid,
    pub payment_link_id: String,
    /// Email addresses; empty to choose them there.
    pub recipients: Vec<String>,
    pub subject: String,
    pub message: String,
}

/// Is there an open link like the one that is about to be made?
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FindAlike {
    pub profile_id: Uuid,
    /// Minor units; absent when the customer enters the amount: then there is none.
    #[specta(type = Option<u32>)]
    pub amount: Option<u64>,
    pub currency: String,
    pub emails: Vec<String>,
}

/// An open link over the same amount that one of these people has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AlikeView {
    pub row: LinkRow,
    pub share: ShareView,
}

/// How a QR code is written into a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum QrFormat {
    Png,
    Svg,
}

/// A file that was written into the user's folder of downloads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SavedFile {
    pub file_name: String,
    /// The name of the folder, without the way to it.
    pub folder: String,
}

/// A QR code as one SVG path: `size` modules square without its quiet zone, dark modules in `path`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct QrView {
    pub size: u16,
    pub path: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum CopyWhat {
    Url,
    ButtonHtml,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PersonView {
    pub name: String,
    pub email: String,
    pub last_used_at: String,
}

// ---- Making and sharing -------------------------------------------------------------------------------------------

/// What the New link form opens with.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NewLinkStart {
    /// Names this form for good: a second press, or a retry after a crash, is the same request.
    pub request_id: Uuid,
    pub reference: String,
    pub order_id: String,
    pub currency: String,
    pub today: String,
    pub expires_on: String,
    pub defaults: LinkDefaults,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CreatePaymentLink {
    pub request_id: Uuid,
    pub profile_id: Uuid,
    pub link_type: LinkType,
    /// Minor units; absent when the customer enters the amount.
    #[specta(type = Option<u32>)]
    pub amount: Option<u64>,
    pub customer_enters_amount: bool,
    pub currency: String,
    pub description: String,
    pub reference: String,
    pub order_id: String,
    pub auth_type: AuthType,
    pub payment_methods: Vec<PaymentMethod>,
    pub expires_on: Option<String>,
    pub button_label: String,
    pub save_details: bool,
    pub agreement: Option<Agreement>,
    /// Whom to email once the link is made; empty for nobody.
    pub recipients: Vec<RecipientForm>,
    pub message: String,
    pub copy_to_me: bool,
}

/// What a new link may start from, under a name of the user's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TemplateView {
    pub id: Uuid,
    pub name: String,
    pub values: TemplateValues,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TemplateValues {
    /// Minor units; absent to be typed for each link, or if the customer enters it.
    #[specta(type = Option<u32>)]
    pub amount: Option<u64>,
    pub customer_enters_amount: bool,
    pub currency: String,
    pub description: String,
    pub link_type: LinkType,
    pub auth_type: AuthType,
    pub payment_methods: Vec<PaymentMethod>,
    /// Days from the day the link is made to its last day of use; absent for none.
    pub expires_in_days: Option<u16>,
    pub button_label: String,
    pub save_details: bool,
    pub agreement: Option<Agreement>,
    /// Absent for the suggested message.
    pub message: Option<String>,
    pub copy_to_me: bool,
}

/// A new template, or another name or content for the one with this id.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SaveTemplate {
    /// Made up by whoever makes the template.
    pub id: Uuid,
    pub profile_id: Uuid,
    pub name: String,
    pub values: TemplateValues,
}

/// Whether a new link can be begun with keys from any program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ShortcutView {
    /// False where the desktop lets no program listen for keys.
    pub is_possible: bool,
    /// Another program has the keys that were chosen.
    pub is_taken: bool,
}

/// What the customer agrees the saved details may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Agreement {
    Unscheduled,
    Recurring,
    Installment,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecipientForm {
    /// May be empty: the part before the @ is used, because the gateway requires a name.
    pub name: String,
    pub email: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SharePaymentLink {
    pub request_id: Uuid,
    pub profile_id: Uuid,
    pub payment_link_id: String,
    pub recipients: Vec<RecipientForm>,
    pub message: String,
    pub copy_to_me: bool,
    /// It reminds of a link that should still be open: whether it is, is asked again just before it is sent.
    pub reminder: bool,
}

/// A change of a link, and emails to those who then need its new address.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChangePaymentLink {
    pub request_id: Uuid,
    pub profile_id: Uuid,
    pub payment_link_id: String,
    /// What the user saw when the form was opened. If the gateway has something else by now, nothing is changed.
    pub before: LinkValues,
    pub after: LinkValues,
    /// Whom to email once it is changed; empty for nobody.
    pub recipients: Vec<RecipientForm>,
    pub message: String,
    pub copy_to_me: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DeactivatePaymentLink {
    pub request_id: Uuid,
    pub profile_id: Uuid,
    pub payment_link_id: String,
    /// Why, in the user's own words; kept here, and never sent.
    pub reason: String,
}

/// Everything sent that is not settled, and what was settled but not yet seen by the user. Oldest first.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OutboxView {
    pub intents: Vec<IntentView>,
    /// How many more there are than are shown here.
    pub more: u32,
}

/// One thing the user asked for: a link, perhaps with emails; or emails for a link.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct IntentView {
    pub id: Uuid,
    pub request_id: Uuid,
    pub profile_id: Uuid,
    pub kind: IntentKind,
    #[specta(type = Option<u32>)]
    pub amount: Option<u64>,
    pub currency: String,
    pub description: String,
    pub reference: String,
    /// The whole, in one word: the worst of its steps.
    pub state: StepState,
    /// The link, once it exists.
    pub link: Option<LinkView>,
    /// The creation; absent when the link was there before.
    pub create: Option<StepView>,
    /// The change of a link, and what is changed.
    pub change: Option<StepView>,
    pub changed: Option<ChangeView>,
    /// The deactivation of a link.
    pub deactivate: Option<StepView>,
    /// One per person.
    pub emails: Vec<StepView>,
    /// It was left unfinished when Paylink closed, and taken up again.
    pub recovered: bool,
    pub created_at: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum IntentKind {
    Create,
    Share,
    Change,
    Deactivate,
}

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StepView {
    pub id: Uuid,
    /// Of an email: to whom.
    pub recipient: Option<ShareRecipient>,
    pub state: StepState,
    /// Why it waits, was refused, or needs a decision.
    pub fault: Option<Fault>,
    /// When the first request left that may have acted; absent while none has.
    pub sent_at: Option<String>,
    /// When it is tried again by itself.
    pub next_try_at: Option<String>,
    pub can_take_back: bool,
    pub can_retry: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ShareRecipient {
    pub name: String,
    pub email: String,
}

/// Ordered from settled well to needing the user most; an intent shows the greatest of its steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum StepState {
    /// It never reached the gateway.
    TakenBack,
    Done,
    /// Left unsettled by the user: it may have happened.
    Dropped,
    /// Will go out by itself: there is no connection, or the step before it is not done.
    Waiting,
    Sending,
    /// It may or may not have happened; the gateway is being asked.
    Checking,
    /// Waits for the user: a key, a keychain; `fault` says for what.
    Held,
    Refused,
    /// Looking did not settle it: the user must say.
    NeedsDecision,
}

/// What the user says about a step that could not be settled by looking.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Decide {
    pub step_id: Uuid,
    pub decision: Decision,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Decision {
    /// Look once more whether it happened.
    LookAgain,
    /// Send it once more, knowing that it may then exist twice.
    SendAgain,
    /// Leave it: whatever happened, happened.
    Drop,
}
