//! Sharing a link by email (FACTS 12): what is asked, the event that is kept of it, and the emails
//! that land in the inbox because of it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::fields::{Complaints, Fields, INVALID_VALUE, Node};
use crate::problem::Problem;
use crate::rules::{Doubtful, Rules};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SharingMethod {
    Email,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    pub name: String,
    pub email: String,
}

/// A sharing event as answers show it. `merchantCopy` is write-only and so absent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SharingEvent {
    pub sharing_method: SharingMethod,
    pub sharing_event_id: String,
    pub date_time: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    pub recipients: Vec<Recipient>,
}

/// An event and the link it belongs to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Share {
    pub(crate) link_id: String,
    pub(crate) event: SharingEvent,
}

/// An email in the practice inbox; no mail ever leaves the machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email {
    pub id: String,
    pub to: String,
    pub name: String,
    pub subject: String,
    pub message: Option<String>,
    pub link_id: String,
    pub sharing_event_id: String,
    /// Where its button leads.
    pub url: String,
    /// The copy for the merchant.
    pub merchant_copy: bool,
    pub sent_at: Timestamp,
}

/// An email as kept: without its address, which depends on where the gateway listens.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct KeptEmail {
    pub(crate) id: String,
    pub(crate) to: String,
    pub(crate) name: String,
    pub(crate) subject: String,
    pub(crate) message: Option<String>,
    pub(crate) link_id: String,
    /// Of the address it was sent with, which a later change may have replaced. Older state files
    /// have none.
    #[serde(default)]
    pub(crate) token: Option<Uuid>,
    pub(crate) sharing_event_id: String,
    pub(crate) merchant_copy: bool,
    pub(crate) sent_at: Timestamp,
}

impl KeptEmail {
    pub(crate) fn addressed(&self, url: String) -> Email {
        let kept = self.clone();
        Email {
            id: kept.id,
            to: kept.to,
            name: kept.name,
            subject: kept.subject,
            message: kept.message,
            link_id: kept.link_id,
            sharing_event_id: kept.sharing_event_id,
            url,
            merchant_copy: kept.merchant_copy,
            sent_at: kept.sent_at,
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ShareRequest {
    pub(crate) message: Option<String>,
    pub(crate) merchant_copy: bool,
    pub(crate) recipients: Vec<Recipient>,
}

impl ShareRequest {
    pub(crate) fn read(body: &Value, rules: &Rules) -> Result<Self, Problem> {
        let complaints = Complaints::default();
        let request = read(body, rules, &complaints);
        let complaints = complaints.into_list();
        match request {
            Some(request) if complaints.is_empty() => Ok(request),
            Some(_) | None => Err(Problem::bad_request(complaints)),
        }
    }
}

fn read(body: &Value, rules: &Rules, complaints: &Complaints) -> Option<ShareRequest> {
    let fields = Fields::of_body(body, complaints)?;
    let method = fields
        .required("sharingMethod")
        .and_then(|node| node.choice::<SharingMethod>());
    let merchant_copy = fields.optional("merchantCopy").and_then(|node| node.flag());
    let message = fields
        .optional("message")
        .and_then(|node| node.text(0..=1024));
    let recipients = fields
        .required("recipients")
        .and_then(|node| recipients(&node, rules));
    fields.complain_of_the_rest(rules.extra_properties);
    let SharingMethod::Email = method?;
    Some(ShareRequest {
        message,
        merchant_copy: merchant_copy.unwrap_or(false),
        recipients: recipients?,
    })
}

fn recipients(node: &Node<'_>, rules: &Rules) -> Option<Vec<Recipient>> {
    let items = node.distinct_items()?;
    if items.is_empty() && rules.empty_list == Doubtful::Refused {
        return node.refuse(INVALID_VALUE, "must have at least one item");
    }
    Some(
        items
            .into_iter()
            .filter_map(|item| recipient(item, rules))
            .collect(),
    )
}

fn recipient(item: Node<'_>, rules: &Rules) -> Option<Recipient> {
    let fields = item.fields()?;
    let name = fields.required("name").and_then(|node| node.text(1..=48));
    let email = fields.required("email").and_then(|node| {
        let email = node.text(6..=128)?;
        match rules.odd_address {
            Doubtful::Refused if !looks_like_an_address(&email) => {
                node.refuse(INVALID_VALUE, "must be an email address")
            }
            Doubtful::Refused | Doubtful::Accepted => Some(email),
        }
    });
    fields.complain_of_the_rest(rules.extra_properties);
    Some(Recipient {
        name: name?,
        email: email?,
    })
}

fn looks_like_an_address(text: &str) -> bool {
    let has_gap = text
        .chars()
        .any(|letter| letter.is_whitespace() || letter.is_control());
    match text.rsplit_once('@') {
        Some((local, domain)) => !has_gap && !local.is_empty() && domain.contains('.'),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_least_and_the_most_that_a_share_may_say_are_read() {
        let least = json!({"sharingMethod": "email", "recipients": [a_recipient()]});
        let most = json!({
            "sharingMethod": "email",
            "merchantCopy": true,
            "message": "m".repeat(1024),
            "recipients": [a_recipient(), {"name": "n".repeat(48), "email": "e".repeat(128)}],
        });

        let least = ShareRequest::read(&least, &Rules::default()).unwrap();
        let most = ShareRequest::read(&most, &Rules::default()).unwrap();

        assert_eq!(
            (least.message, least.merchant_copy, least.recipients.len()),
            (None, false, 1)
        );
        assert_eq!((most.merchant_copy, most.recipients.len()), (true, 2));
    }

    #[test]
    fn each_wrong_field_is_named_by_its_path() {
        for (name, value, named) in [
            ("sharingMethod", json!("sms"), "sharingMethod"),
            ("merchantCopy", json!("yes"), "merchantCopy"),
            ("message", json!("m".repeat(1025)), "message"),
            ("recipients", json!([]), "recipients"),
            (
                "recipients",
                json!([a_recipient(), a_recipient()]),
                "recipients",
            ),
            (
                "recipients",
                json!([{"email": "jane@example.com"}]),
                "recipients[0].name",
            ),
            (
                "recipients",
                json!([{"name": "Jane"}]),
                "recipients[0].email",
            ),
            (
                "recipients",
                json!([{"name": "Jane", "email": "a@b.c"}]),
                "recipients[0].email",
            ),
            (
                "recipients",
                json!([{"name": "", "email": "a@b.example"}]),
                "recipients[0].name",
            ),
            ("recipients", json!([a_recipient(), 5]), "recipients[1]"),
        ] {
            let mut body = json!({"sharingMethod": "email", "recipients": [a_recipient()]});
            body[name] = value.clone();

            let problem = ShareRequest::read(&body, &Rules::default()).unwrap_err();

            let answer = problem.answer(Rules::default().parameter_spelling);
            let document: Value = serde_json::from_str(&answer.body).unwrap();
            assert_eq!(
                document["errors"][0]["parameter"], named,
                "{name} = {value}"
            );
            assert_eq!(document["errors"].as_array().unwrap().len(), 1);
        }
    }

    #[test]
    fn an_odd_address_passes_unless_the_rule_refuses_it() {
        let odd = json!({"name": "Jane", "email": "jane at example"});
        let body = json!({"sharingMethod": "email", "recipients": [odd]});

        assert!(ShareRequest::read(&body, &Rules::default()).is_ok());
        assert!(ShareRequest::read(&body, &Rules::strict()).is_err());
    }

    fn a_recipient() -> Value {
        json!({"name": "Jane", "email": "jane@example.com"})
    }
}
