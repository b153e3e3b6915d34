//! Paylink without its window: the real desk on a real folder, speaking to a gateway over real sockets.
//!
//! It connects, does what it is told, waits until nothing is under way, and ends. What a window would show it says on
//! standard output, one JSON document a line. The API key comes in on standard input: arguments can be read by others.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::Parser;
use crash::press::Press;
use jiff::tz::TimeZone;
use paylink_core::fault::Fault;
use paylink_core::ports::{Announce, BoxFuture, Vault, VaultError};
use paylink_core::testing::MemoryShelf;
use paylink_core::view::{
    Authenticate, DeskView, IntentView, KeySource, KeyState, LinksState, Notice, OutboxView,
    PaidView, Place, StepState,
};
use paylink_core::{Desk, Gateways, Outside, Practice};
use payroc::{ApiKey, Deadlines, Hosts, SystemClock};
use practice_gateway::PRACTICE_TERMINAL;
use serde_json::{Value, json};
use tokio::sync::watch;
use url::Url;
use uuid::Uuid;

#[derive(Parser)]
struct Arguments {
    /// The data folder
    #[arg(long)]
    data: PathBuf,
    /// Where the gateway is
    #[arg(long)]
    gateway: Url,
    /// A link to make and email: see `crash::press`
    #[arg(long = "press")]
    presses: Vec<Press>,
    /// Ends as soon as it has said what it opened
    #[arg(long)]
    only_open: bool,
    /// How long the outbox may take to settle
    #[arg(long, default_value_t = 30)]
    patience_s: u64,
}

/// How a run of this program ends.
#[derive(Debug, Clone, Copy)]
enum Ended {
    Settled,
    Unsettled,
    /// There was no data to work with, or the user was refused.
    Refused,
}

/// One thread for the network and one for the disk, so that the calls of each come in one order.
fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(1)
        .build()
        .expect("a runtime can be built");
    let ended = runtime.block_on(work(Arguments::parse()));
    // Paylink is not taken down in order either: what is on the disk is what counts.
    std::process::exit(match ended {
        Ended::Settled => 0,
        Ended::Unsettled => 3,
        Ended::Refused => 4,
    });
}

async fn work(arguments: Arguments) -> Ended {
    let ear = Arc::new(Ear::default());
    let key = key();
    let desk = Desk::open(&arguments.data, outside(&arguments.gateway, &key, &ear)).await;
    let view = match desk.view().await {
        Ok(view) => view,
        Err(fault) => return refused("open", &fault),
    };
    say(&opened(&view));
    let is_closed = view.notices.iter().any(|notice| match notice {
        Notice::AnotherPaylinkIsOpen | Notice::DataUnavailable => true,
        Notice::FileSetAside { .. } | Notice::PracticeUnavailable { .. } => false,
    });
    if is_closed {
        return Ended::Refused;
    }
    if arguments.only_open {
        return Ended::Settled;
    }
    let running = {
        let desk = desk.clone();
        tokio::spawn(async move { desk.run().await })
    };
    let ended = press_and_settle(&desk, &arguments, view, &ear).await;
    running.abort();
    ended
}

async fn press_and_settle(
    desk: &Desk,
    arguments: &Arguments,
    mut view: DeskView,
    ear: &Ear,
) -> Ended {
    let known = view.profiles.first();
    let must_connect = match known {
        Some(profile) => profile.key == KeyState::Missing,
        None => !arguments.presses.is_empty(),
    };
    if must_connect {
        let connect = Authenticate {
            profile_id: known.map(|profile| profile.id),
            ..try_it_now()
        };
        view = match desk.authenticate(connect).await {
            Ok(view) => view,
            Err(fault) => return refused("connect", &fault),
        };
        say(&json!({"saw": "connected"}));
    }
    for press in &arguments.presses {
        let profile = view.active_profile.unwrap_or_default();
        match desk.create_payment_link(press.form(profile)).await {
            Ok(intent) => say(&json!({"saw": "accepted", "press": press.id, "intent": intent.id})),
            Err(fault) => return refused("press", &fault),
        }
    }
    let patience = Duration::from_secs(arguments.patience_s);
    let settled = tokio::time::timeout(patience, ear.settled(desk)).await;
    match settled {
        Ok(Ok(outbox)) => {
            say(&shown("settled", &outbox));
            Ended::Settled
        }
        Ok(Err(fault)) => refused("outbox", &fault),
        Err(_) => {
            if let Ok(outbox) = desk.list_outbox().await {
                say(&shown("unsettled", &outbox));
            }
            Ended::Unsettled
        }
    }
}

fn refused(doing: &str, fault: &Fault) -> Ended {
    say(&json!({"saw": "fault", "doing": doing, "fault": fault}));
    Ended::Refused
}

fn opened(view: &DeskView) -> Value {
    json!({"saw": "opened", "profiles": view.profiles.len(), "notices": view.notices})
}

fn shown(saw: &str, outbox: &OutboxView) -> Value {
    json!({"saw": saw, "intents": outbox.intents})
}

fn outside(gateway: &Url, key: &ApiKey, ear: &Arc<Ear>) -> Outside {
    let hosts = Hosts::loopback(gateway).expect("the gateway is on this computer");
    Outside {
        vault: Arc::new(OneKey(key.clone())),
        shelf: Arc::new(MemoryShelf::default()),
        announce: ear.clone(),
        clock: Arc::new(SystemClock),
        gateways: Gateways {
            live: hosts.clone(),
            test: hosts.clone(),
            practice: Ok(Practice {
                hosts,
                api_key: key.clone(),
                terminal_id: PRACTICE_TERMINAL.to_owned(),
                inbox_url: gateway.to_string(),
            }),
        },
        deadlines: Deadlines {
            connect: Duration::from_secs(2),
            request: Duration::from_secs(5),
            operation: Duration::from_secs(10),
        },
        zone: TimeZone::UTC,
        locale: "en-US".to_owned(),
    }
}

fn try_it_now() -> Authenticate {
    Authenticate {
        name: "Practice".to_owned(),
        place: Place::Practice,
        terminal_id: PRACTICE_TERMINAL.to_owned(),
        currency: "USD".to_owned(),
        key: KeySource::Practice,
        this_session_only: false,
        profile_id: None,
    }
}

fn key() -> ApiKey {
    let mut line = String::new();
    std::io::stdin()
        .read_line(&mut line)
        .expect("the key comes in on standard input");
    ApiKey::new(line.trim().to_owned()).expect("what came in is a key")
}

/// A keychain that was given its one key from outside, and survives whatever befalls this process.
struct OneKey(ApiKey);

impl Vault for OneKey {
    fn store<'a>(&'a self, _: Uuid, _: &'a ApiKey) -> BoxFuture<'a, Result<(), VaultError>> {
        Box::pin(std::future::ready(Ok(())))
    }

    fn load(&self, _: Uuid) -> BoxFuture<'_, Result<ApiKey, VaultError>> {
        Box::pin(std::future::ready(Ok(self.0.clone())))
    }

    fn remove(&self, _: Uuid) -> BoxFuture<'_, Result<(), VaultError>> {
        Box::pin(std::future::ready(Ok(())))
    }
}

/// Hears that the outbox changed, and says so as the window would show it.
struct Ear(watch::Sender<()>);

impl Default for Ear {
    fn default() -> Self {
        Self(watch::Sender::new(()))
    }
}

impl Ear {
    /// The outbox once nothing in it is under way: done, refused, or waiting for the user's word.
    async fn settled(&self, desk: &Desk) -> Result<OutboxView, Fault> {
        let mut heard = self.0.subscribe();
        loop {
            heard.mark_unchanged();
            let outbox = desk.list_outbox().await?;
            if outbox.intents.iter().all(rests) {
                return Ok(outbox);
            }
            heard.changed().await.expect("the ear is still there");
        }
    }
}

/// Nothing of it goes on by itself. Emails about a link that is not made wait for it, for ever if it comes to that.
fn rests(intent: &IntentView) -> bool {
    let create = intent.create.as_ref().map(|step| step.state);
    let emails_may_go = create.is_none_or(|state| state == StepState::Done);
    create.is_none_or(step_rests)
        && (!emails_may_go || intent.emails.iter().all(|step| step_rests(step.state)))
}

fn step_rests(state: StepState) -> bool {
    match state {
        StepState::TakenBack
        | StepState::Done
        | StepState::Dropped
        | StepState::Held
        | StepState::Refused
        | StepState::NeedsDecision => true,
        StepState::Waiting | StepState::Sending | StepState::Checking => false,
    }
}

impl Announce for Ear {
    fn desk_changed(&self, _: DeskView) {}

    fn outbox_changed(&self, outbox: OutboxView) {
        say(&shown("outbox", &outbox));
        self.0.send_replace(());
    }

    fn links_state_changed(&self, _: LinksState) {}

    fn paid(&self, _: Vec<PaidView>) {}
}

/// What the window would show. Nobody listening is no reason to stop: a window may be hidden, too.
fn say(document: &Value) {
    drop(writeln!(std::io::stdout(), "{document}"));
}
