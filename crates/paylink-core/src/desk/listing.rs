//! The list of links: finding, reading the gateway's, and taking it out of Paylink.

use uuid::Uuid;

use super::Desk;
use crate::fault::{Fault, FaultCode};
use crate::view::{ExportLinks, FindLinks, LinksPage, LinksState};

/// A file to be written where the user wants it.
pub struct LinksFile {
    pub file_name: String,
    pub bytes: Vec<u8>,
    pub count: u32,
}

impl Desk {
    pub async fn find_links(&self, _find: FindLinks) -> Result<LinksPage, Fault> {
        Err(Fault::nothing_done(FaultCode::NotPossibleAnyMore))
    }

    pub async fn links_state(&self) -> Result<LinksState, Fault> {
        Err(Fault::nothing_done(FaultCode::NotPossibleAnyMore))
    }

    /// The payment addresses of these links, in this order.
    pub async fn addresses(&self, _profile: Uuid, _ids: &[String]) -> Result<Vec<String>, Fault> {
        Err(Fault::nothing_done(FaultCode::NotPossibleAnyMore))
    }

    pub async fn export_links(&self, _export: ExportLinks) -> Result<LinksFile, Fault> {
        Err(Fault::nothing_done(FaultCode::NotPossibleAnyMore))
    }
}
