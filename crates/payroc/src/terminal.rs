//! A processing terminal, as far as payment links are concerned (Payroc API: Retrieve processing terminal).
//!
//! It does not tell which currencies it takes; nothing does.

use serde::{Deserialize, Serialize};
use serde_with::{DefaultOnError, serde_as};

use crate::ids::ProcessingTerminalId;
use crate::wire;

/// What a terminal may do.
#[serde_as]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProcessingTerminal {
    /// Its id, as the gateway spells it: the documented example has other leading digits than an id in an
    /// address, so it is not compared with the one that was asked for.
    pub processing_terminal_id: ProcessingTerminalId,
    /// Whether it is in use.
    pub status: TerminalStatus,
    /// Where its day begins and ends, such as `America/Chicago`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
    /// What it is set up for.
    #[serde_as(deserialize_as = "DefaultOnError")]
    #[serde(default)]
    pub features: TerminalFeatures,
    /// How it keeps payers' details.
    #[serde_as(deserialize_as = "DefaultOnError")]
    #[serde(default)]
    pub security: TerminalSecurity,
}

/// What a terminal is set up for. Absent is not the same as off: the gateway need not say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct TerminalFeatures {
    /// Payment links.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_links: Option<PaymentLinksFeature>,
    /// Whether money may be held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pre_authorizations: Option<bool>,
}

/// Payment links of a terminal, and what the gateway puts in their emails.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PaymentLinksFeature {
    /// Whether links may be made.
    pub enabled: bool,
    /// The picture above. It comes from outside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo_url: Option<String>,
    /// The text below. It comes from outside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footer_notes: Option<String>,
}

/// How a terminal keeps payers' details.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct TerminalSecurity {
    /// Whether they may be saved as secure tokens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tokenization: Option<bool>,
}

wire::open_enum! {
    /// Whether a terminal is in use.
    TerminalStatus {
        /// It is.
        Active = "active",
        /// It is not.
        Inactive = "inactive",
    }
}
