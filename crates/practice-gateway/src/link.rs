//! A payment link as the gateway keeps it and as it shows it: status by the day (FACTS 8, 9), the
//! pay page's address and the button (FACTS 14).

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::html::escape;
use crate::terms::{
    AuthType, CredentialOnFile, CustomLabel, LinkType, Order, PaymentMethod, Terms,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LinkStatus {
    Active,
    Completed,
    Deactivated,
    Expired,
}

/// What ended a link for good. Expiry is no such thing: it follows from the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Ended {
    Completed,
    Deactivated,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Link {
    pub(crate) id: String,
    pub(crate) terminal_id: String,
    pub(crate) token: Uuid,
    pub(crate) terms: Terms,
    pub(crate) created_at: Timestamp,
    /// The terminal's day at that moment.
    pub(crate) created_on: Date,
    pub(crate) ended: Option<Ended>,
    /// Tokens of earlier addresses, which pay nothing any more.
    #[serde(default)]
    pub(crate) replaced_tokens: Vec<Uuid>,
}

impl Link {
    /// `expiresOn` is the last day of use.
    pub(crate) fn status(&self, today: Date) -> LinkStatus {
        match self.ended {
            Some(Ended::Completed) => LinkStatus::Completed,
            Some(Ended::Deactivated) => LinkStatus::Deactivated,
            None if self.terms.expires_on.is_some_and(|last| last < today) => LinkStatus::Expired,
            None => LinkStatus::Active,
        }
    }

    /// The first label given for the button, else the gateway's own.
    pub(crate) fn button_label(&self) -> &str {
        let labels = self.terms.custom_labels.iter().flatten();
        labels
            .filter_map(|custom| custom.label.as_deref())
            .next()
            .unwrap_or("Pay Now")
    }

    pub(crate) fn keeps_payment_details(&self) -> bool {
        let credential = self.terms.credential_on_file.as_ref();
        credential.and_then(|credential| credential.tokenize) == Some(true)
    }

    pub(crate) fn payment_url(&self, base_url: &str) -> String {
        pay_page(base_url, self.token)
    }

    /// The link under another address; the old one is remembered as replaced.
    pub(crate) fn readdressed(mut self, token: Uuid) -> Self {
        let old = std::mem::replace(&mut self.token, token);
        self.replaced_tokens.push(old);
        self
    }

    pub(crate) fn shown(&self, base_url: &str, today: Date) -> PaymentLink {
        let payment_url = self.payment_url(base_url);
        let payment_button = button(&payment_url, self.button_label());
        let terms = self.terms.clone();
        PaymentLink {
            link_type: terms.link_type,
            payment_link_id: self.id.clone(),
            merchant_reference: terms.merchant_reference,
            order: terms.order,
            auth_type: terms.auth_type,
            payment_methods: terms.payment_methods,
            custom_labels: terms.custom_labels,
            assets: Assets {
                payment_url,
                payment_button,
            },
            status: self.status(today),
            created_on: self.created_on,
            expires_on: terms.expires_on,
            credential_on_file: terms.credential_on_file,
            terminal_id: self.terminal_id.clone(),
        }
    }
}

/// A link as answers show it, members in the order of the contract's examples.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentLink {
    #[serde(rename = "type")]
    pub link_type: LinkType,
    pub payment_link_id: String,
    pub merchant_reference: String,
    pub order: Order,
    pub auth_type: AuthType,
    pub payment_methods: Vec<PaymentMethod>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_labels: Option<Vec<CustomLabel>>,
    pub assets: Assets,
    pub status: LinkStatus,
    pub created_on: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_on: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credential_on_file: Option<CredentialOnFile>,
    /// Not part of an answer.
    #[serde(skip)]
    pub terminal_id: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Assets {
    pub payment_url: String,
    pub payment_button: String,
}

pub(crate) fn pay_page(base_url: &str, token: Uuid) -> String {
    format!("{base_url}/merchant/pay-by-link?token={token}")
}

/// An anchor in the shape of the contract's examples, line breaks included.
fn button(url: &str, label: &str) -> String {
    format!(
        "<a href=\"{}\" \ntarget=\"_blank\" style=\"color: #ffffff; background-color: #6C7A89; \
         font-size: 18px; font-family: Helvetica, Arial, sans-serif; \n\
         text-decoration: none; border-radius: 30px; padding: 14px 28px; \
         display: inline-block;\">{}</a>\n",
        escape(url),
        escape(label)
    )
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::money::Currency;
    use crate::terms::Charge;

    #[test]
    fn a_link_can_be_used_through_its_last_day() {
        let link = a_link(Some(date(2026, 3, 31)), None);

        assert_eq!(link.status(date(2026, 3, 31)), LinkStatus::Active);
        assert_eq!(link.status(date(2026, 4, 1)), LinkStatus::Expired);
    }

    #[test]
    fn a_link_without_a_last_day_never_expires() {
        assert_eq!(a_link(None, None).status(Date::MAX), LinkStatus::Active);
    }

    #[test]
    fn what_ended_a_link_outweighs_its_expiry() {
        let last = Some(date(2026, 3, 31));

        let completed = a_link(last, Some(Ended::Completed)).status(date(2027, 1, 1));
        let deactivated = a_link(last, Some(Ended::Deactivated)).status(date(2027, 1, 1));

        assert_eq!(completed, LinkStatus::Completed);
        assert_eq!(deactivated, LinkStatus::Deactivated);
    }

    #[test]
    fn a_label_cannot_break_out_of_the_button() {
        let button = button("http://127.0.0.1:1/p", "<b>\"&'");

        assert!(
            button.ends_with(">&lt;b&gt;&quot;&amp;&#39;</a>\n"),
            "{button}"
        );
    }

    #[test]
    fn unset_members_are_left_out_of_an_answer() {
        let shown = a_link(None, None).shown("http://127.0.0.1:1", date(2026, 3, 1));

        let json = serde_json::to_value(shown).unwrap();

        let mut names: Vec<_> = json
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        names.sort_unstable();
        assert_eq!(
            names,
            [
                "assets",
                "authType",
                "createdOn",
                "merchantReference",
                "order",
                "paymentLinkId",
                "paymentMethods",
                "status",
                "type"
            ]
        );
        assert_eq!(
            json["order"],
            serde_json::json!({"charge": {"type": "prompt", "currency": "USD"}})
        );
    }

    fn a_link(expires_on: Option<Date>, ended: Option<Ended>) -> Link {
        let charge = Charge::Prompt {
            currency: Currency::from_code("USD").unwrap(),
        };
        Link {
            id: "ABCDEFGHI1".to_owned(),
            terminal_id: "1234001".to_owned(),
            token: Uuid::nil(),
            terms: Terms {
                link_type: LinkType::MultiUse,
                merchant_reference: "Donations".to_owned(),
                order: Order {
                    order_id: None,
                    description: None,
                    charge,
                },
                auth_type: AuthType::Sale,
                payment_methods: vec![PaymentMethod::Card],
                custom_labels: None,
                expires_on,
                credential_on_file: None,
            },
            created_at: Timestamp::UNIX_EPOCH,
            created_on: date(2026, 3, 1),
            ended,
            replaced_tokens: Vec::new(),
        }
    }
}
