//! A desk on a bench: real gateways on loopback, a real database, everything else in memory.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use jiff::tz::TimeZone;
use paylink_core::testing::{
    Ear, MemoryShelf, MemoryVault, MovedClock, a_link_form, all_links, recipient, values_shown,
};
use paylink_core::view::{
    Authenticate, ChangePaymentLink, CreatePaymentLink, DeactivatePaymentLink, DeskView,
    IntentView, KeySource, LinkRow, LinkValues, LinkView, OutboxView, Place, SharePaymentLink,
    StepState,
};
use paylink_core::{Desk, Gateways, Outside, Practice};
use payroc::{ApiKey, Deadlines, Hosts};
use practice_gateway::{
    Account, Config, Operation, PRACTICE_API_KEY, PRACTICE_TERMINAL, Port, Running, Terminal,
};
use tempfile::TempDir;
use tokio::task::JoinHandle;
use url::Url;
use uuid::Uuid;

pub const TEST_KEY: &str = "a-key-that-only-the-test-place-knows";
pub const TEST_TERMINAL: &str = "7654001";

/// Longer than any pause between two rounds over links of a day.
const A_WHILE: Duration = Duration::from_secs(6 * 60);

pub struct Bench {
    pub desk: Desk,
    pub practice: Running,
    pub test: Running,
    pub vault: Arc<MemoryVault>,
    pub shelf: Arc<MemoryShelf>,
    pub ear: Arc<Ear>,
    pub clock: Arc<MovedClock>,
    pub folder: TempDir,
    running: JoinHandle<()>,
    unplugged: Option<u16>,
    deadlines: Deadlines,
}

impl Bench {
    /// A desk without profiles.
    pub async fn new() -> Self {
        Self::within(Deadlines {
            connect: Duration::from_secs(2),
            request: Duration::from_secs(2),
            operation: Duration::from_secs(4),
        })
        .await
    }

    /// A desk without profiles that waits no longer than this for a gateway.
    pub async fn within(deadlines: Deadlines) -> Self {
        let practice = practice_gateway::start(judged()).await.unwrap();
        let test = practice_gateway::start(test_place()).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let (vault, shelf) = (
            Arc::new(MemoryVault::default()),
            Arc::new(MemoryShelf::default()),
        );
        let (ear, clock) = (Arc::new(Ear::default()), Arc::new(MovedClock::default()));
        let gateways = [practice.base_url(), test.base_url()];
        let at_hand = (&vault, &shelf, &ear, &clock);
        let desk = open(folder.path(), gateways, at_hand, deadlines).await;
        let running = run(&desk);
        Self {
            desk,
            practice,
            test,
            vault,
            shelf,
            ear,
            clock,
            folder,
            running,
            unplugged: None,
            deadlines,
        }
    }

    /// A desk connected to Practice.
    pub async fn connected() -> Self {
        let bench = Self::new().await;
        bench.desk.authenticate(try_it_now()).await.unwrap();
        bench
    }

    /// Another desk over the same folder, as a second Paylink opens it.
    pub async fn second_desk(&self) -> Desk {
        let gateways = [self.practice.base_url(), self.test.base_url()];
        let ear = Arc::new(Ear::default());
        let at_hand = (&self.vault, &self.shelf, &ear, &self.clock);
        open(self.folder.path(), gateways, at_hand, self.deadlines).await
    }

    /// Stops everything the way a crash does, without a word, and starts again on what is on the disk.
    pub async fn crash_and_restart(&mut self) {
        self.crash().await;
        self.restart().await;
    }

    /// Stops everything the way a crash does.
    pub async fn crash(&mut self) {
        self.running.abort();
        // The desk is gone only when the aborted task has let go of it.
        let aborted = (&mut self.running).await;
        assert!(aborted.is_err(), "the desk stopped by itself");
    }

    /// Starts again on what is on the disk.
    pub async fn restart(&mut self) {
        self.ear = Arc::new(Ear::default());
        let elsewhere = tempfile::tempdir().unwrap();
        let gateways = [self.practice.base_url(), self.test.base_url()];
        self.desk = open(
            elsewhere.path(),
            gateways,
            (&self.vault, &self.shelf, &self.ear, &self.clock),
            self.deadlines,
        )
        .await;
        // What the aborted tasks held is let go of when they are next polled.
        let reopened = async {
            loop {
                let desk = open(
                    self.folder.path(),
                    gateways,
                    (&self.vault, &self.shelf, &self.ear, &self.clock),
                    self.deadlines,
                )
                .await;
                if desk.view().await.unwrap().notices.is_empty() {
                    break desk;
                }
                tokio::task::yield_now().await;
            }
        };
        self.desk = tokio::time::timeout(Duration::from_secs(10), reopened)
            .await
            .expect("the lock is free once its holder is gone");
        self.running = run(&self.desk);
    }

    /// Takes the practice gateway off its port.
    pub async fn pull_the_plug(&mut self) {
        let other = practice_gateway::start(judged()).await.unwrap();
        self.unplugged = Some(self.practice.address().port());
        std::mem::replace(&mut self.practice, other).stop().await;
    }

    /// As [`plug_in_again`](Self::plug_in_again), with a round trip that takes this long.
    pub async fn plug_in_again_far_away(&mut self, round_trip: Duration) {
        self.plug_in_again().await;
        for operation in [
            Operation::Authorize,
            Operation::CreatePaymentLink,
            Operation::ListPaymentLinks,
            Operation::SharePaymentLink,
            Operation::ListSharingEvents,
        ] {
            let slowly = self.practice.on(operation).delay(round_trip);
            slowly.always().maybe();
        }
    }

    /// Puts a practice gateway, without memory, on the port of the one before.
    pub async fn plug_in_again(&mut self) {
        let port = Port::Exactly(self.unplugged.take().unwrap());
        self.practice = practice_gateway::start(Config { port, ..judged() })
            .await
            .unwrap();
    }

    /// The links of the profile in use, as the list shows them first.
    pub async fn links(&self) -> Vec<LinkRow> {
        let find = all_links(self.active().await);
        self.desk.find_links(find).await.unwrap().rows
    }

    pub async fn active(&self) -> Uuid {
        self.desk.view().await.unwrap().active_profile.unwrap()
    }

    /// A good form of the profile in use.
    pub async fn form(&self) -> CreatePaymentLink {
        CreatePaymentLink {
            profile_id: self.active().await,
            expires_on: Some("2999-12-31".to_owned()),
            ..a_link_form()
        }
    }

    /// Makes a link and waits for it.
    pub async fn make(&self, form: CreatePaymentLink) -> IntentView {
        let intent = self.desk.create_payment_link(form).await.unwrap();
        self.settled(intent.id).await
    }

    /// A link from a good form.
    pub async fn a_link(&self) -> LinkView {
        self.make(self.form().await).await.link.unwrap()
    }

    pub async fn share(&self, link: &str, email: &str) -> IntentView {
        let intent = self.start_share(link, email).await;
        self.settled(intent.id).await
    }

    pub async fn start_share(&self, link: &str, email: &str) -> IntentView {
        self.desk
            .share_payment_link(SharePaymentLink {
                request_id: Uuid::now_v7(),
                profile_id: self.active().await,
                payment_link_id: link.to_owned(),
                recipients: vec![recipient("", email)],
                message: String::new(),
                copy_to_me: false,
                reminder: false,
            })
            .await
            .unwrap()
    }

    /// Keeps watch over the links until it is aborted.
    pub fn watching(&self) -> JoinHandle<()> {
        let desk = self.desk.clone();
        tokio::spawn(async move { desk.keep_watch().await })
    }

    /// As if a while had passed.
    pub async fn a_while_later(&self) {
        self.clock.pass(A_WHILE);
        self.look_at_the_clock().await;
    }

    /// What else wakes the watch from its pause; it makes no request.
    pub async fn look_at_the_clock(&self) {
        self.desk.connection_returned().await.unwrap();
    }

    /// As [`settled`](Self::settled), and it must not take longer than this.
    pub async fn settled_within(&self, id: Uuid, limit: Duration) -> IntentView {
        let settled = tokio::time::timeout(limit, self.settled(id)).await;
        settled.expect("it is settled in time")
    }

    /// Waits until nothing of the intent is under way.
    pub async fn settled(&self, id: Uuid) -> IntentView {
        self.reaches(id, |intent| {
            !matches!(
                intent.state,
                StepState::Sending | StepState::Checking | StepState::Waiting | StepState::Held
            )
        })
        .await
    }

    pub async fn reaches(
        &self,
        id: Uuid,
        mut wanted: impl FnMut(&IntentView) -> bool,
    ) -> IntentView {
        let heard = self
            .ear
            .outbox(|outbox| find(outbox, id).is_some_and(&mut wanted));
        let outbox = tokio::time::timeout(Duration::from_secs(20), heard).await;
        find(&outbox.expect("the outbox never came to that"), id)
            .unwrap()
            .clone()
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        self.running.abort();
    }
}

pub fn try_it_now() -> Authenticate {
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

pub fn the_test_place() -> Authenticate {
    Authenticate {
        name: "Test shop".to_owned(),
        place: Place::Test,
        terminal_id: TEST_TERMINAL.to_owned(),
        key: KeySource::Typed,
        ..try_it_now()
    }
}

pub fn amount_of(amount: u64) -> impl FnOnce(&mut LinkValues) {
    move |values| values.amount = Some(amount)
}

/// A form that was opened with the link as it is shown.
pub fn change(link: &LinkView, change: impl FnOnce(&mut LinkValues)) -> ChangePaymentLink {
    let before = values_shown(link);
    let mut after = before.clone();
    change(&mut after);
    ChangePaymentLink {
        request_id: Uuid::now_v7(),
        profile_id: link.profile_id,
        payment_link_id: link.payment_link_id.clone(),
        before,
        after,
        recipients: Vec::new(),
        message: String::new(),
        copy_to_me: false,
    }
}

pub fn deactivation(link: &LinkView, reason: &str) -> DeactivatePaymentLink {
    DeactivatePaymentLink {
        request_id: Uuid::now_v7(),
        profile_id: link.profile_id,
        payment_link_id: link.payment_link_id.clone(),
        reason: reason.to_owned(),
    }
}

pub fn key(text: &str) -> ApiKey {
    ApiKey::new(text.to_owned()).unwrap()
}

pub fn names(desk: &DeskView) -> Vec<&str> {
    desk.profiles
        .iter()
        .map(|profile| profile.name.as_str())
        .collect()
}

pub fn creation_waits(intent: &IntentView) -> bool {
    intent
        .create
        .as_ref()
        .is_some_and(|create| create.state == StepState::Waiting)
}

pub fn creation_is_held(intent: &IntentView) -> bool {
    intent
        .create
        .as_ref()
        .is_some_and(|create| create.state == StepState::Held)
}

pub fn find(outbox: &OutboxView, id: Uuid) -> Option<&IntentView> {
    outbox.intents.iter().find(|intent| intent.id == id)
}

fn test_place() -> Config {
    let account = Account {
        api_key: TEST_KEY.to_owned(),
        terminals: vec![Terminal::new(TEST_TERMINAL, "Test shop")],
    };
    Config {
        accounts: vec![account],
        ..judged()
    }
}

/// Whatever is said at such a gateway has to be as documented, on both sides.
fn judged() -> Config {
    Config {
        judge: Some(contract::judge_client),
        ..Config::default()
    }
}

fn run(desk: &Desk) -> JoinHandle<()> {
    let desk = desk.clone();
    tokio::spawn(async move { desk.run().await })
}

/// What stays while desks come and go.
type AtHand<'a> = (
    &'a Arc<MemoryVault>,
    &'a Arc<MemoryShelf>,
    &'a Arc<Ear>,
    &'a Arc<MovedClock>,
);

async fn open(
    folder: &Path,
    [practice, test]: [&str; 2],
    (vault, shelf, ear, clock): AtHand<'_>,
    deadlines: Deadlines,
) -> Desk {
    let hosts = |url: &str| Hosts::loopback(&Url::parse(url).unwrap()).unwrap();
    let outside = Outside {
        vault: vault.clone(),
        shelf: shelf.clone(),
        announce: ear.clone(),
        clock: clock.clone(),
        gateways: Gateways {
            // Nothing listens on this port: Live is never spoken to by a test.
            live: hosts("http://127.0.0.1:9"),
            test: hosts(test),
            practice: Ok(Practice {
                hosts: hosts(practice),
                api_key: key(PRACTICE_API_KEY),
                terminal_id: PRACTICE_TERMINAL.to_owned(),
                inbox_url: format!("{practice}/inbox"),
            }),
        },
        deadlines,
        zone: TimeZone::UTC,
        locale: "en-US".to_owned(),
    };
    Desk::open(folder, outside).await
}
