//! The call about terminals.

use super::Client;
use crate::error::{Error, Stage};
use crate::ids::ProcessingTerminalId;
use crate::terminal::ProcessingTerminal;
use crate::transport::{Asks, Call};

impl Client {
    /// Reads a terminal (Payroc API: Retrieve processing terminal). `None` if the gateway does not know it,
    /// which says little: it knows only terminals that were ordered through the API.
    ///
    /// # Errors
    /// [`Error`], never with an effect.
    pub async fn retrieve_processing_terminal(
        &self,
        terminal: &ProcessingTerminalId,
    ) -> Result<Option<ProcessingTerminal>, Error> {
        let segments = ["processing-terminals", terminal.as_str()];
        let call = Call {
            operation: "getProcessingTerminal",
            url: self.transport.hosts.resource(&segments),
            asks: Asks::Read,
        };
        match self.transport.run(&call).await {
            Ok(answer) => answer.decode(|body| serde_json::from_slice(body)).map(Some),
            Err(error) if error.status() == Some(404) && error.stage() == Stage::Operation => {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}
