//! Who may call the gateway: an API key and the terminals that it opens. Two accounts may name the
//! same terminal; that is how a replaced key keeps its links.

use crate::money::Currency;

/// The key that the Practice place is opened with. It opens nothing else, anywhere.
pub const PRACTICE_API_KEY: &str = "practice-key-that-opens-only-the-practice-gateway";
/// The first terminal behind [`PRACTICE_API_KEY`].
pub const PRACTICE_TERMINAL: &str = "1234001";
/// The second terminal behind [`PRACTICE_API_KEY`].
pub const SECOND_PRACTICE_TERMINAL: &str = "1234002";

#[derive(Clone)]
pub struct Account {
    pub api_key: String,
    pub terminals: Vec<Terminal>,
}

impl Account {
    /// The account of the Practice place: two shops. The first has the name under which Paylink connects it by itself, so
    /// that its customers read the same name.
    pub fn practice() -> Self {
        Self {
            api_key: PRACTICE_API_KEY.to_owned(),
            terminals: vec![
                Terminal::new(PRACTICE_TERMINAL, "My shop"),
                Terminal::new(SECOND_PRACTICE_TERMINAL, "Second practice shop"),
            ],
        }
    }
}

impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Account")
            .field("api_key", &"[redacted]")
            .field("terminals", &self.terminals)
            .finish()
    }
}

#[derive(Clone, Debug)]
pub struct Terminal {
    pub id: String,
    /// Shown to the customer on the pay page and in emails.
    pub name: String,
    /// Where merchant copies go.
    pub merchant_email: String,
    /// IANA name of the zone whose midnight ends a link's last day; where there is none, that of
    /// Chicago for a terminal ordered through the API, which has to name one, and UTC for others.
    pub time_zone: Option<String>,
    /// Without it a pre-authorization is refused with capabilities-missing.
    pub takes_pre_authorizations: bool,
    /// Currencies it takes; `None` takes every listed one.
    pub currencies: Option<Vec<Currency>>,
    /// Only such a terminal can be retrieved (FACTS 15).
    pub ordered_through_api: bool,
    /// Shown below its emails.
    pub footer_notes: Option<String>,
}

impl Terminal {
    /// A terminal that can do everything.
    pub fn new(id: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            merchant_email: "merchant@example.com".to_owned(),
            time_zone: None,
            takes_pre_authorizations: true,
            currencies: None,
            ordered_through_api: false,
            footer_notes: None,
        }
    }

    pub(crate) fn zone(&self) -> Option<&str> {
        let usual = self.ordered_through_api.then_some("America/Chicago");
        self.time_zone.as_deref().or(usual)
    }
}
