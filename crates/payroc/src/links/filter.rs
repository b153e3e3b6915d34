//! Which links a list asks for.

use std::fmt;

use jiff::civil::Date;
use url::Url;

use super::{ChargeType, LinkStatus, LinkType};
use crate::ids::MerchantReference;
use crate::page::{self, Cursor};

/// Narrows a list of payment links. `default()` asks for everything, ten at a time.
///
/// The gateway does not say whether texts match in part or whole (Payroc API: List payment links).
#[derive(Clone, Default, PartialEq, Eq)]
pub struct PaymentLinkFilter {
    /// How many on a page: 10 when absent, 100 at most.
    pub limit: Option<u32>,
    /// Where the page starts; take it from [`Page::next`](crate::Page) or `previous`.
    pub cursor: Option<Cursor>,
    /// The merchant's own reference.
    pub merchant_reference: Option<MerchantReference>,
    /// How often it can be paid.
    pub link_type: Option<LinkType>,
    /// Who sets the amount.
    pub charge_type: Option<ChargeType>,
    /// Where it stands.
    pub status: Option<LinkStatus>,
    /// Someone it was emailed to, by name; 1 to 48 characters.
    pub recipient_name: Option<String>,
    /// Someone it was emailed to, by address; 6 to 128 characters.
    pub recipient_email: Option<String>,
    /// The day it was made.
    pub created_on: Option<Date>,
    /// Its last day.
    pub expires_on: Option<Date>,
}

impl PaymentLinkFilter {
    pub(crate) fn apply(&self, url: &mut Url) {
        let day = |date: Option<Date>| date.map(|date| date.to_string());
        let (created_on, expires_on) = (day(self.created_on), day(self.expires_on));
        page::apply(
            url,
            self.limit,
            self.cursor.as_ref(),
            &[
                (
                    "merchantReference",
                    self.merchant_reference
                        .as_ref()
                        .map(MerchantReference::as_str),
                ),
                ("linkType", self.link_type.as_ref().map(LinkType::as_str)),
                (
                    "chargeType",
                    self.charge_type.as_ref().map(ChargeType::as_str),
                ),
                ("status", self.status.as_ref().map(LinkStatus::as_str)),
                ("recipientName", self.recipient_name.as_deref()),
                ("recipientEmail", self.recipient_email.as_deref()),
                ("createdOn", created_on.as_deref()),
                ("expiresOn", expires_on.as_deref()),
            ],
        );
    }
}

/// Leaves out who it was emailed to.
impl fmt::Debug for PaymentLinkFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PaymentLinkFilter")
            .field("limit", &self.limit)
            .field("cursor", &self.cursor)
            .field("merchant_reference", &self.merchant_reference)
            .field("link_type", &self.link_type)
            .field("charge_type", &self.charge_type)
            .field("status", &self.status)
            .field("created_on", &self.created_on)
            .field("expires_on", &self.expires_on)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn every_filter_reaches_the_address_escaped() {
        let filter = PaymentLinkFilter {
            limit: Some(25),
            cursor: Some(Cursor::After("A&B=C".to_owned())),
            merchant_reference: Some("Link Ref/1".parse().unwrap()),
            link_type: Some(LinkType::SingleUse),
            charge_type: Some(ChargeType::Prompt),
            status: Some(LinkStatus::Deactivated),
            recipient_name: Some("Zoë".to_owned()),
            recipient_email: Some("a+b@example.com".to_owned()),
            created_on: Some(date(2024, 7, 2)),
            expires_on: Some(date(2024, 8, 2)),
        };
        let mut url: Url = "https://example.com/x".parse().unwrap();

        filter.apply(&mut url);

        assert_eq!(
            url.query(),
            Some(
                "merchantReference=Link+Ref%2F1&linkType=singleUse&chargeType=prompt&status=deactivated\
                 &recipientName=Zo%C3%AB&recipientEmail=a%2Bb%40example.com&createdOn=2024-07-02\
                 &expiresOn=2024-08-02&limit=25&after=A%26B%3DC"
            )
        );
        assert!(!format!("{filter:?}").contains("example.com"));
    }

    #[test]
    fn asking_for_everything_adds_nothing() {
        let mut url: Url = "https://example.com/x".parse().unwrap();

        PaymentLinkFilter::default().apply(&mut url);

        assert_eq!(url.as_str(), "https://example.com/x");
    }
}
