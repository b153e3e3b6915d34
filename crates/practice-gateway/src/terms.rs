//! What a merchant asks of a payment link, and how it is read from a request body (FACTS 7).
//! The link that comes of it is in `link`.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::account::Terminal;
use crate::fields::{Complaints, Fields, INVALID_VALUE, Node};
use crate::money::Currency;
use crate::problem::{Problem, Refusal};
use crate::rules::{Doubtful, Rules};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LinkType {
    SingleUse,
    MultiUse,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AuthType {
    Sale,
    PreAuthorization,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PaymentMethod {
    Card,
    BankTransfer,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Charge {
    Preset { amount: i64, currency: Currency },
    Prompt { currency: Currency },
}

impl Charge {
    pub fn currency(self) -> Currency {
        match self {
            Self::Preset { currency, .. } | Self::Prompt { currency } => currency,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    pub charge: Charge,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LabelledElement {
    PaymentButton,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomLabel {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub element: Option<LabelledElement>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum MitAgreement {
    Unscheduled,
    Recurring,
    Installment,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CredentialOnFile {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tokenize: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mit_agreement: Option<MitAgreement>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Terms {
    pub(crate) link_type: LinkType,
    pub(crate) merchant_reference: String,
    pub(crate) order: Order,
    pub(crate) auth_type: AuthType,
    pub(crate) payment_methods: Vec<PaymentMethod>,
    pub(crate) custom_labels: Option<Vec<CustomLabel>>,
    pub(crate) expires_on: Option<Date>,
    pub(crate) credential_on_file: Option<CredentialOnFile>,
}

impl Terms {
    /// Reads a create request. `today` is the terminal's day.
    pub(crate) fn read(
        body: &Value,
        rules: &Rules,
        terminal: &Terminal,
        today: Date,
    ) -> Result<Self, Problem> {
        let complaints = Complaints::default();
        let terms = Reading { rules, today }.terms(body, &complaints);
        let complaints = complaints.into_list();
        match terms {
            Some(terms) if complaints.is_empty() => terms.within(terminal),
            Some(_) | None => Err(Problem::bad_request(complaints)),
        }
    }

    /// What this terminal cannot do is told apart from what nobody may ask (FACTS 5).
    fn within(self, terminal: &Terminal) -> Result<Self, Problem> {
        let currency = self.order.charge.currency();
        if terminal
            .currencies
            .as_ref()
            .is_some_and(|taken| !taken.contains(&currency))
        {
            return Err(Problem::new(Refusal::CurrencyNotSupported));
        }
        match self.auth_type {
            AuthType::PreAuthorization if !terminal.takes_pre_authorizations => {
                let message = "Processing terminal does not support pre-authorizations";
                Err(Problem::capability(message))
            }
            AuthType::PreAuthorization | AuthType::Sale => Ok(self),
        }
    }
}

struct Reading<'r> {
    rules: &'r Rules,
    today: Date,
}

impl Reading<'_> {
    fn terms(&self, body: &Value, complaints: &Complaints) -> Option<Terms> {
        let fields = Fields::of_body(body, complaints)?;
        let link_type = fields
            .required("type")
            .and_then(|node| node.choice::<LinkType>());
        let merchant_reference = fields
            .required("merchantReference")
            .and_then(|node| node.text(1..=48));
        let order = fields
            .required("order")
            .and_then(Node::fields)
            .and_then(|order| self.order(&order, link_type));
        let auth_type = fields.required("authType").and_then(|node| node.choice());
        let payment_methods = fields
            .required("paymentMethods")
            .and_then(|node| self.payment_methods(&node, auth_type));
        let custom_labels = fields
            .optional("customLabels")
            .and_then(|node| node.distinct_items())
            .map(|items| {
                items
                    .into_iter()
                    .filter_map(|item| self.custom_label(item))
                    .collect()
            });
        let expires_on = match link_type {
            Some(LinkType::SingleUse) => fields.required("expiresOn"),
            Some(LinkType::MultiUse) | None => fields.optional("expiresOn"),
        };
        let expires_on = expires_on.and_then(|node| self.expiry(&node));
        let credential_on_file = fields
            .optional("credentialOnFile")
            .and_then(Node::fields)
            .map(|fields| self.credential_on_file(&fields));
        fields.complain_of_the_rest(self.rules.extra_properties);
        Some(Terms {
            link_type: link_type?,
            merchant_reference: merchant_reference?,
            order: order?,
            auth_type: auth_type?,
            payment_methods: payment_methods?,
            custom_labels,
            expires_on,
            credential_on_file,
        })
    }

    fn order(&self, fields: &Fields<'_>, link_type: Option<LinkType>) -> Option<Order> {
        let order_id = match link_type {
            Some(LinkType::SingleUse) => fields
                .required("orderId")
                .and_then(|node| node.text(1..=24)),
            Some(LinkType::MultiUse) | None => None,
        };
        let description = fields
            .optional("description")
            .and_then(|node| node.text(0..=1024));
        let charge = fields
            .required("charge")
            .and_then(Node::fields)
            .and_then(|charge| self.charge(&charge));
        fields.complain_of_the_rest(self.rules.extra_properties);
        Some(Order {
            order_id,
            description,
            charge: charge?,
        })
    }

    fn charge(&self, fields: &Fields<'_>) -> Option<Charge> {
        let kind = fields
            .required("type")
            .and_then(|node| node.choice::<ChargeType>());
        let currency = fields
            .required("currency")
            .and_then(|node| node.choice::<Currency>());
        let amount = match kind {
            Some(ChargeType::Preset) => fields
                .required("amount")
                .and_then(|node| self.amount(&node)),
            Some(ChargeType::Prompt) | None => None,
        };
        fields.complain_of_the_rest(self.rules.extra_properties);
        match kind? {
            ChargeType::Preset => Some(Charge::Preset {
                amount: amount?,
                currency: currency?,
            }),
            ChargeType::Prompt => Some(Charge::Prompt {
                currency: currency?,
            }),
        }
    }

    fn amount(&self, node: &Node<'_>) -> Option<i64> {
        match (node.integer()?, self.rules.amount_not_positive) {
            (amount, Doubtful::Refused) if amount <= 0 => {
                node.refuse(INVALID_VALUE, "must be greater than 0")
            }
            (amount, Doubtful::Refused | Doubtful::Accepted) => Some(amount),
        }
    }

    fn payment_methods(
        &self,
        node: &Node<'_>,
        auth_type: Option<AuthType>,
    ) -> Option<Vec<PaymentMethod>> {
        let items = node.distinct_items()?;
        let methods: Vec<PaymentMethod> = items.iter().filter_map(Node::choice).collect();
        if items.is_empty() && self.rules.empty_list == Doubtful::Refused {
            return node.refuse(INVALID_VALUE, "must have at least one item");
        }
        let held = auth_type == Some(AuthType::PreAuthorization);
        let by_bank = methods.contains(&PaymentMethod::BankTransfer);
        if held && by_bank && self.rules.bank_transfer_on_hold == Doubtful::Refused {
            return node.refuse(INVALID_VALUE, "may only be card for a pre-authorization");
        }
        Some(methods)
    }

    fn custom_label(&self, item: Node<'_>) -> Option<CustomLabel> {
        let fields = item.fields()?;
        let element = fields.optional("element").and_then(|node| node.choice());
        let label = fields.optional("label").and_then(|node| node.text(1..=24));
        fields.complain_of_the_rest(self.rules.extra_properties);
        Some(CustomLabel { element, label })
    }

    fn expiry(&self, node: &Node<'_>) -> Option<Date> {
        match (node.day()?, self.rules.past_expiry) {
            (day, Doubtful::Refused) if day < self.today => {
                node.refuse(INVALID_VALUE, "must not be in the past")
            }
            (day, Doubtful::Refused | Doubtful::Accepted) => Some(day),
        }
    }

    fn credential_on_file(&self, fields: &Fields<'_>) -> CredentialOnFile {
        let tokenize = fields.optional("tokenize").and_then(|node| node.flag());
        let mit_agreement = fields
            .optional("mitAgreement")
            .and_then(|node| node.choice());
        fields.complain_of_the_rest(self.rules.extra_properties);
        CredentialOnFile {
            tokenize,
            mit_agreement,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum ChargeType {
    Preset,
    Prompt,
}

#[cfg(test)]
mod tests;
