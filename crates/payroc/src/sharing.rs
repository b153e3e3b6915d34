//! Sharing a payment link: the wire types (Payroc API: Sharing events). Email is the only way there is.
//!
//! The recipients of one sharing event see each other's addresses; who wants them apart makes several.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_with::{DefaultOnError, serde_as};
use url::Url;

use crate::body::RequestBody;
use crate::ids::SharingEventId;
use crate::page::{self, Cursor};
use crate::wire;

/// An email to be sent with a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShareByEmail {
    /// Who gets it.
    pub recipients: Vec<Recipient>,
    /// The text put in the email; at most 1024 characters.
    pub message: Option<String>,
    /// Whether the merchant gets a copy.
    pub merchant_copy: bool,
}

impl ShareByEmail {
    /// Writes the bytes to send. Equal values give equal bytes; keep them all the same, because a later
    /// version may order members differently.
    pub fn encode(&self) -> RequestBody {
        RequestBody::encode(&Wire {
            sharing_method: "email",
            merchant_copy: self.merchant_copy,
            message: self.message.as_deref(),
            recipients: &self.recipients,
        })
    }
}

/// Someone who gets the email.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// What the email calls them; 1 to 48 characters.
    pub name: String,
    /// Where it goes; 6 to 128 characters.
    pub email: String,
}

/// Names nobody: this ends up in logs.
impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Recipient([redacted])")
    }
}

/// A sharing that took place. Says nothing about whether the email arrived.
#[serde_as]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SharingEvent {
    /// The way it was shared.
    pub sharing_method: SharingMethod,
    /// The gateway's name for it.
    pub sharing_event_id: SharingEventId,
    /// When; absent if the gateway told no readable time.
    #[serde_as(deserialize_as = "DefaultOnError")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_time: Option<Timestamp>,
    /// The text put in the email.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Who it was sent to.
    #[serde(default, deserialize_with = "wire::list")]
    pub recipients: Vec<Recipient>,
}

wire::open_enum! {
    /// The way a link is shared.
    SharingMethod {
        /// By an email of the gateway.
        Email = "email",
    }
}

/// Narrows a list of sharing events. `default()` asks for everything, ten at a time.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SharingEventFilter {
    /// How many on a page: 10 when absent, 100 at most.
    pub limit: Option<u32>,
    /// Where the page starts; take it from [`Page::next`](crate::Page) or `previous`.
    pub cursor: Option<Cursor>,
    /// The name of a recipient; 1 to 48 characters.
    pub recipient_name: Option<String>,
    /// The address of a recipient; 6 to 128 characters.
    pub recipient_email: Option<String>,
}

impl SharingEventFilter {
    pub(crate) fn apply(&self, url: &mut Url) {
        page::apply(
            url,
            self.limit,
            self.cursor.as_ref(),
            &[
                ("recipientName", self.recipient_name.as_deref()),
                ("recipientEmail", self.recipient_email.as_deref()),
            ],
        );
    }
}

/// Leaves out the recipient.
impl fmt::Debug for SharingEventFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SharingEventFilter")
            .field("limit", &self.limit)
            .field("cursor", &self.cursor)
            .finish_non_exhaustive()
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Wire<'a> {
    sharing_method: &'static str,
    merchant_copy: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'a str>,
    recipients: &'a [Recipient],
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_request_has_the_documented_shape() {
        let share = ShareByEmail {
            recipients: vec![jane()],
            message: Some("Dear Jane,\n".to_owned()),
            merchant_copy: true,
        };

        assert_eq!(
            std::str::from_utf8(share.encode().as_bytes()).unwrap(),
            r#"{"sharingMethod":"email","merchantCopy":true,"message":"Dear Jane,\n","recipients":[{"name":"Jane Doe","email":"jane@example.com"}]}"#
        );
    }

    #[test]
    fn an_unreadable_time_is_no_reason_to_lose_the_event() {
        let event =
            r#"{"sharingMethod":"email","sharingEventId":"GTZH5WVXK9","dateTime":"yesterday"}"#;

        let event: SharingEvent = serde_json::from_str(event).unwrap();

        assert_eq!(event.date_time, None);
        assert_eq!(event.recipients, []);
    }

    #[test]
    fn debug_names_nobody() {
        let share = ShareByEmail {
            recipients: vec![jane()],
            message: None,
            merchant_copy: false,
        };
        let filter = SharingEventFilter {
            recipient_email: Some(jane().email),
            recipient_name: Some(jane().name),
            ..SharingEventFilter::default()
        };

        let shown = format!("{share:?} {filter:?} {:?}", share.encode());

        assert!(
            !shown.contains("jane") && !shown.contains("Jane"),
            "{shown}"
        );
    }

    fn jane() -> Recipient {
        Recipient {
            name: "Jane Doe".to_owned(),
            email: "jane@example.com".to_owned(),
        }
    }
}
