//! Starting and stopping a gateway, and what a test or the app may ask of a running one.

use std::collections::BTreeMap;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::tz::TimeZone;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::account::{Account, Terminal};
use crate::faults::{Script, TroubleError};
use crate::gateway::{Foundation, Gateway};
use crate::ids::Ids;
use crate::ledger::{Entry, Ledger, Opened, StoreError};
use crate::link::{Ended, Link, PaymentLink};
use crate::operation::{Operation, SeenRequest};
use crate::payment::{self, Outcome, PayRefusal, Payment, Press, SettleRefusal, press_for};
use crate::seed::SeedError;
use crate::sharing::{Email, SharingEvent};
use crate::terms::PaymentMethod;
use crate::wire::{Door, Wire};
use crate::{Config, Port, routes};

/// Requests under way get this long to finish when the gateway stops.
const PATIENCE_ON_STOP: Duration = Duration::from_secs(2);

#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("port {port} on 127.0.0.1 cannot be used")]
    Port { port: u16, source: io::Error },
    #[error("the state file {} cannot be used", path.display())]
    State { path: PathBuf, source: StoreError },
    #[error("{0:?} is not a time zone that this computer knows")]
    TimeZone(String),
}

/// Opens the door and serves on the caller's runtime until the answer is stopped or dropped.
pub async fn start(config: Config) -> Result<Running, StartError> {
    let zones = zones_of(&config.accounts)?;
    let listener = listen(config.port).await?;
    let address = listener
        .local_addr()
        .map_err(|source| StartError::Port { port: 0, source })?;
    let ids = Ids::new(config.seed);
    let Opened { ledger, set_aside } = match &config.state {
        None => Opened {
            ledger: Ledger::in_memory(ids),
            set_aside: None,
        },
        Some(path) => Ledger::open(path, ids).map_err(|source| StartError::State {
            path: path.clone(),
            source,
        })?,
    };
    let gateway = Arc::new(Gateway::new(Foundation {
        port: address.port(),
        rules: config.rules,
        accounts: config.accounts,
        keys_without_payments: config.keys_without_payments,
        is_controlled: config.control,
        judge: config.judge,
        zones,
        clock: config.clock,
        known_as: config.known_as,
        ledger,
    }));
    let service =
        routes::router(Arc::clone(&gateway)).into_make_service_with_connect_info::<Wire>();
    let door = Door {
        listener,
        wires: gateway.wires.clone(),
    };
    let mut stopping = gateway.stopping.subscribe();
    let stop = async move {
        // An error means that the gateway is gone, which is a reason to stop, too.
        drop(stopping.wait_for(|stopping| *stopping).await);
    };
    let serving = tokio::spawn(async move {
        if let Err(error) = axum::serve(door, service)
            .with_graceful_shutdown(stop)
            .await
        {
            tracing::error!(%error, "the gateway stopped serving");
        }
    });
    Ok(Running {
        gateway,
        address,
        set_aside,
        serving,
    })
}

/// A gateway that answers. Dropping it stops it.
pub struct Running {
    gateway: Arc<Gateway>,
    address: SocketAddr,
    set_aside: Option<PathBuf>,
    serving: JoinHandle<()>,
}

impl Running {
    /// Where the identity service is; the API is under `/v1` of it.
    pub fn base_url(&self) -> &str {
        &self.gateway.base_url
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where a damaged state file was put when the gateway started.
    pub fn set_aside(&self) -> Option<&Path> {
        self.set_aside.as_deref()
    }

    /// Begins to script trouble for an operation.
    #[must_use = "a script says nothing until it is told what to do"]
    pub fn on(&self, operation: Operation) -> Script {
        self.gateway.faults.script(operation)
    }

    /// Takes trouble that is written out: `createPaymentLink: refuse with 503, retry after 7, 2 times`.
    /// The words are those of [`Script`].
    pub fn trouble(&self, text: &str) -> Result<Script, TroubleError> {
        let mut told = self.gateway.faults.told([text])?;
        Ok(told.pop().expect("one text is one script"))
    }

    /// Every request of the API so far, in order of arrival.
    pub fn requests(&self) -> Vec<SeenRequest> {
        self.gateway.seen_requests()
    }

    pub fn requests_of(&self, operation: Operation) -> Vec<SeenRequest> {
        let mut requests = self.requests();
        requests.retain(|request| request.operation == operation);
        requests
    }

    /// Oldest first, with the status of this moment.
    pub fn links(&self) -> Vec<PaymentLink> {
        let ledger = self.gateway.ledger();
        let show = |link| self.gateway.shown(link);
        ledger.links().iter().map(show).collect()
    }

    /// In the order in which they were sent.
    pub fn emails(&self) -> Vec<Email> {
        self.gateway.emails()
    }

    /// Of one link, oldest first.
    pub fn sharing_events(&self, payment_link_id: &str) -> Vec<SharingEvent> {
        let ledger = self.gateway.ledger();
        ledger
            .shares_of(payment_link_id)
            .map(|share| share.event.clone())
            .collect()
    }

    /// Of every link, declined tries included, oldest first.
    pub fn payments(&self) -> Vec<Payment> {
        self.gateway.ledger().payments().to_vec()
    }

    /// Pays a link as the customer would; one that asks for the amount is paid 1000 minor units.
    pub fn pay(&self, payment_link_id: &str) -> Result<Payment, PayRefusal> {
        self.press(payment_link_id, Outcome::Paid, None)
    }

    /// Pays a link that asks the customer for the amount.
    pub fn pay_amount(&self, payment_link_id: &str, amount: i64) -> Result<Payment, PayRefusal> {
        self.press(payment_link_id, Outcome::Paid, Some(amount))
    }

    /// Pays a link by bank transfer, which is on its way until it is [cleared](Self::clear).
    pub fn pay_by_bank_transfer(&self, payment_link_id: &str) -> Result<Payment, PayRefusal> {
        let pressed = Press {
            outcome: Outcome::Paid,
            amount: None,
            method: Some(PaymentMethod::BankTransfer),
        };
        press_for(&self.gateway, payment_link_id, pressed)
    }

    /// Lets a bank transfer come through.
    pub fn clear(&self, payment_id: &str) -> Result<Payment, SettleRefusal> {
        payment::clear(&self.gateway, payment_id)
    }

    /// Gives back some of a payment, as the merchant can in the portal; all that is left where no amount is named.
    pub fn refund(&self, payment_id: &str, amount: Option<i64>) -> Result<Payment, SettleRefusal> {
        payment::refund(&self.gateway, payment_id, amount)
    }

    /// Tries to pay a link and is declined.
    pub fn decline(&self, payment_link_id: &str) -> Result<Payment, PayRefusal> {
        self.press(payment_link_id, Outcome::Declined, None)
    }

    /// Switches a link off for good, as the merchant can in the portal. Says whether it is known.
    pub fn deactivate(&self, payment_link_id: &str) -> bool {
        let mut ledger = self.gateway.ledger();
        let Some(link) = ledger.link(payment_link_id).cloned() else {
            return false;
        };
        let ended = Some(Ended::Deactivated);
        ledger
            .commit(vec![Entry::Link(Link { ended, ..link })])
            .is_ok()
    }

    /// Puts a link there as an answer shows one: with its `paymentLinkId`, the token in its
    /// `assets.paymentUrl`, `status` and `createdOn` where they are given, fresh ones where not, and
    /// with `sharingEvents` if there are any. Its last day may have passed.
    pub fn seed_link(&self, terminal_id: &str, link: &Value) -> Result<PaymentLink, SeedError> {
        self.gateway.seed_link(terminal_id, link)
    }

    /// Puts so many links there, of both types, all active.
    pub fn seed_links(&self, terminal_id: &str, count: usize) -> Result<(), SeedError> {
        self.gateway.seed_links(terminal_id, count)
    }

    /// Forgets links, emails, payments, and what was asked, on the disk too.
    ///
    /// # Errors
    /// When the state file cannot be emptied; then nothing is forgotten.
    pub fn forget_everything(&self) -> Result<(), StoreError> {
        self.gateway.ledger().erase()?;
        self.gateway.forget_requests();
        Ok(())
    }

    /// Every token granted so far is worth nothing.
    pub fn revoke_tokens(&self) {
        self.gateway.tokens().revoke_all();
    }

    /// Lets requests under way finish, closes the state file and frees the port.
    ///
    /// # Panics
    /// When scripted trouble did not happen, or the judge complained; so does dropping.
    pub async fn stop(mut self) {
        self.gateway.stopping.send_replace(true);
        if tokio::time::timeout(PATIENCE_ON_STOP, &mut self.serving)
            .await
            .is_err()
        {
            tracing::warn!("requests were still under way and are cut");
        }
    }

    fn press(
        &self,
        payment_link_id: &str,
        outcome: Outcome,
        amount: Option<i64>,
    ) -> Result<Payment, PayRefusal> {
        let pressed = Press {
            outcome,
            amount,
            method: None,
        };
        press_for(&self.gateway, payment_link_id, pressed)
    }
}

impl std::fmt::Debug for Running {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("Running");
        shown
            .field("base_url", &self.base_url())
            .finish_non_exhaustive()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.gateway.stopping.send_replace(true);
        self.serving.abort();
        self.gateway.wires.cut_all();
        self.gateway.ledger().close();
        let unused = self.gateway.faults.unused();
        if !std::thread::panicking() {
            assert!(
                unused.is_empty(),
                "scripted trouble did not happen: {}",
                unused.join("; ")
            );
            let complaints = self.gateway.complaints();
            assert!(
                complaints.is_empty(),
                "what was said is not as it should be:\n{}",
                complaints.join("\n")
            );
        }
    }
}

async fn listen(port: Port) -> Result<TcpListener, StartError> {
    let on = |port| async move {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await;
        listener.map_err(|source| StartError::Port { port, source })
    };
    match port {
        Port::Free => on(0).await,
        Port::Exactly(port) => on(port).await,
        Port::Preferably(port) => match on(port).await {
            Ok(listener) => Ok(listener),
            Err(_) => on(0).await,
        },
    }
}

fn zones_of(accounts: &[Account]) -> Result<BTreeMap<String, TimeZone>, StartError> {
    let terminals = accounts.iter().flat_map(|account| &account.terminals);
    let zone = |terminal: &Terminal| {
        let name = terminal.zone()?;
        let zone = TimeZone::get(name).map_err(|_| StartError::TimeZone(name.to_owned()));
        Some(zone.map(|zone| (terminal.id.clone(), zone)))
    };
    terminals.filter_map(zone).collect()
}
