//! Links as a file for a spreadsheet.
//!
//! The words in it are the product's own, because nobody but a person reads them. A text that a spreadsheet would take
//! for a formula is made one that it shows.

use std::io::{self, Write};
use std::sync::Arc;

use payroc::{Charge, Money};

use super::{lock, no_profile};
use crate::catalog::Found;
use crate::database::links::KeptLink;
use crate::database::{DatabaseError, links, profiles};
use crate::desk::{Desk, Inner};
use crate::fault::{Fault, FaultCode};
use crate::links as kept_links;
use crate::view::{ExportLinks, LinkStatus, LinkType};

/// Without it, spreadsheets take the file for one of an older encoding.
const BYTE_ORDER_MARK: &str = "\u{feff}";
const HEADER: [&str; 13] = [
    "Made on",
    "Status",
    "Amount",
    "Currency",
    "What it is for",
    "Reference",
    "Order ID",
    "Kind",
    "Last day",
    "Emailed to",
    "Link",
    "Link ID",
    "Checked at",
];

/// Where links are written to.
pub type Export = Box<dyn Write + Send>;

impl Desk {
    /// What a file of links is called today, without a place.
    pub fn export_name(&self) -> String {
        format!("Paylink links {}.csv", self.inner.today())
    }

    /// Writes links, and gives how many.
    ///
    /// # Errors
    /// `fileNotWritten` if `file` does not take them; what is in it by then is of no use.
    pub async fn export_links(&self, export: ExportLinks, file: Export) -> Result<u32, Fault> {
        let inner = &self.inner;
        let rows = inner.rows_to_export(export).await?;
        let write = move |transaction: &rusqlite::Transaction<'_>| {
            let mut writer = match begin(file) {
                Ok(writer) => writer,
                Err(error) => return Ok(Err(error)),
            };
            let (mut count, mut trouble) = (0, None);
            links::in_rows(transaction, &rows, |kept| {
                if trouble.is_none() {
                    let written = writer.write_record(record(&kept));
                    trouble = written.err().map(io::Error::from);
                    count += 1;
                }
            })?;
            let written = trouble.map_or_else(|| writer.flush(), Err);
            Ok(written.map(|()| count))
        };
        // The file may be on a disk that hangs: nobody who reads meanwhile waits for it.
        let written = inner.data()?.read_apart(write).await;
        let written = written.map_err(|error| super::super::disk_trouble(&error))?;
        written.map_err(not_written)
    }
}

impl Inner {
    async fn rows_to_export(&self, export: ExportLinks) -> Result<Vec<u32>, Fault> {
        let catalog = Arc::clone(&self.listing.catalog);
        let profile = export.find.profile_id;
        let rows = self.read(move |transaction| {
            if profiles::get(transaction, profile)?.is_none() {
                return Ok(None);
            }
            if export.payment_link_ids.is_empty() {
                let mut catalog = lock(&catalog);
                catalog.catch_up(transaction)?;
                let Found { rows, .. } = catalog.find_all(&export.find);
                return Ok(Some(rows));
            }
            let ids = export.payment_link_ids.iter();
            let rows = ids.map(|id| links::row_of(transaction, profile, id));
            let rows = rows.collect::<Result<Vec<_>, DatabaseError>>()?;
            Ok(Some(rows.into_iter().flatten().collect()))
        });
        rows.await?.ok_or_else(no_profile)
    }
}

fn begin(mut file: Export) -> io::Result<csv::Writer<Export>> {
    file.write_all(BYTE_ORDER_MARK.as_bytes())?;
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(file);
    writer.write_record(HEADER)?;
    Ok(writer)
}

fn record(kept: &KeptLink) -> [String; 13] {
    let link = &kept.link;
    let (amount, currency) = match &link.order.charge {
        Charge::Preset(money) => (Money::decimal_string(money), money.currency.to_string()),
        Charge::Prompt { currency } => (String::new(), currency.to_string()),
        Charge::Unknown(_) => (String::new(), String::new()),
    };
    let emails: Vec<&str> = kept
        .shares
        .iter()
        .map(|share| share.email.as_str())
        .collect();
    let order_id = link.order.order_id.as_ref();
    [
        link.created_on.to_string(),
        status(kept_links::status_of(kept)).to_owned(),
        amount,
        currency,
        shown(link.order.description.as_deref().unwrap_or_default()),
        shown(link.merchant_reference.as_str()),
        shown(&order_id.map(ToString::to_string).unwrap_or_default()),
        kind(kept_links::link_type(&link.link_type)).to_owned(),
        link.expires_on
            .map(|day| day.to_string())
            .unwrap_or_default(),
        shown(&emails.join(", ")),
        shown(&link.assets.payment_url),
        shown(link.payment_link_id.as_str()),
        kept.checked_at.to_string(),
    ]
}

/// What a spreadsheet takes for the beginning of a formula gets an apostrophe in front, which it does not show.
fn shown(text: &str) -> String {
    let begins = text.trim_start_matches(' ').chars().next();
    match begins {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => {
            format!("'{text}")
        }
        Some(_) | None => text.to_owned(),
    }
}

fn status(status: LinkStatus) -> &'static str {
    match status {
        LinkStatus::Active => "Active",
        LinkStatus::Completed => "Paid",
        LinkStatus::Held => "On hold",
        LinkStatus::Expired => "Expired",
        LinkStatus::Deactivated => "Deactivated",
        LinkStatus::Unknown => "Unknown",
    }
}

fn kind(link_type: LinkType) -> &'static str {
    match link_type {
        LinkType::SingleUse => "One payment",
        LinkType::MultiUse => "Many payments",
    }
}

fn not_written(error: io::Error) -> Fault {
    tracing::warn!(%error, "links were not written into a file");
    Fault::nothing_done(FaultCode::FileNotWritten)
}
