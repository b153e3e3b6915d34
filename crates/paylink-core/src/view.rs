//! Everything that crosses to the interface, and only that.
//!
//! Plain data named for what a screen shows. Amounts are integers in the currency's minor unit with the currency
//! beside them; days are `YYYY-MM-DD`; moments are RFC 3339 in UTC. Nothing here is a wire type of the gateway or a
//! row of the database, and nothing here can hold a secret. Words are the interface's business: what crosses is codes.

use serde::{Deserialize, Serialize};
use specta::Type;
use uuid::Uuid;

use crate::fault::Fault;

/// The whole desk: what every screen needs to know before it asks for anything of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DeskView {
    pub profiles: Vec<ProfileView>,
    pub active_profile: Option<Uuid>,
    pub practice: PracticeView,
    pub preferences: Preferences,
    /// BCP 47 tag of the user's own locale, for money and dates.
    pub locale: String,
    pub currencies: Vec<CurrencyView>,
    pub limits: Limits,
    /// What the user must be told about this computer, oldest first.
    pub notices: Vec<Notice>,
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
    /// Copy a link to the clipboard as soon as it is made.
    pub copy_new_links: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            appearance: Appearance::System,
            copy_new_links: true,
        }
    }
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

#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LinksView {
    pub profile_id: Uuid,
    /// Newest first.
    pub links: Vec<LinkView>,
    /// When the gateway was last asked for the list; absent if never.
    pub checked_at: Option<String>,
    /// Why the last look at the gateway failed; the links are then what this computer remembers.
    pub fault: Option<Fault>,
}

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
    Expired,
    Deactivated,
    /// A word the contract does not have.
    Unknown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum WhyNot {
    Paid,
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
