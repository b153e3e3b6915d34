//! The desk, once it is open: commands that come earlier wait.

use paylink_core::Desk;
use tokio::sync::SetOnce;

#[derive(Default)]
pub struct Door(SetOnce<Desk>);

impl Door {
    /// Opens the door; it is opened once.
    pub fn open(&self, desk: Desk) {
        self.0
            .set(desk)
            .unwrap_or_else(|_| unreachable!("set up runs once"));
    }

    /// The desk, if the door is open.
    pub fn open_desk(&self) -> Option<&Desk> {
        self.0.get()
    }

    pub async fn desk(&self) -> &Desk {
        self.0.wait().await
    }
}
