//! One run of Paylink: its real outbox, in a world made of the stage.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use paylink_core::fault::{Fault, FaultCode};
use paylink_core::outbox::post::Counter;
use paylink_core::outbox::records::{DatabaseError, Records};
use paylink_core::outbox::runner::World;
use paylink_core::outbox::session::Session;
use paylink_core::view::Place;
use payroc::Moment;
use uuid::Uuid;

use super::disk::{Draft, Tables};
use super::line::Line;
use super::planted::Plant;
use super::stage::{Key, Stage};

pub struct Process {
    pub stage: Arc<Stage>,
    pub session: Session,
    /// Another process holds the data: this one may not write.
    pub defers: bool,
    /// One transaction at a time.
    connection: tokio::sync::Mutex<()>,
}

impl Process {
    pub fn new(stage: &Arc<Stage>, defers: bool) -> Self {
        Self {
            stage: Arc::clone(stage),
            session: Session::default(),
            defers,
            connection: tokio::sync::Mutex::default(),
        }
    }

    /// Writes down what the user asks for; it is told as done only if this is.
    pub async fn change(
        &self,
        change: impl FnOnce(&mut Tables) + Send + 'static,
    ) -> Result<(), Fault> {
        self.commit(move |draft| {
            draft.change(change);
            Ok(())
        })
        .await
    }

    async fn commit<T>(
        &self,
        work: impl FnOnce(&Draft) -> Result<T, DatabaseError> + Send,
    ) -> Result<T, Fault> {
        if self.defers {
            return Err(Fault::nothing_done(FaultCode::AnotherPaylinkIsOpen));
        }
        let _connection = self.connection.lock().await;
        let trouble = {
            let mut props = self.stage.props();
            let often = props.trouble.disk;
            props.dice.chance(often)
        };
        if trouble {
            self.stage.props().note(|| "    the disk fails".to_owned());
            return Err(Fault::nothing_done(FaultCode::DiskTrouble));
        }
        let draft = Draft::of(self.stage.props().disk.current());
        let result = work(&draft).map_err(|_| Fault::nothing_done(FaultCode::DiskTrouble))?;
        let Some(changed) = draft.into_changed() else {
            return Ok(result);
        };
        self.stage.point("before a commit").await;
        self.stage.pause(1).await;
        self.stage.props().disk.write(changed);
        self.stage.point("a commit is written and not synced").await;
        self.stage.pause(1).await;
        {
            let mut props = self.stage.props();
            if props.plant != Plant::NoSync {
                props.disk.sync();
            }
        }
        self.stage.point("a commit is durable").await;
        Ok(result)
    }
}

impl World for Process {
    type Gateway = Line;

    fn session(&self) -> &Session {
        &self.session
    }

    fn moment(&self) -> Moment {
        let props = self.stage.props();
        Moment {
            monotonic: Duration::from_millis(props.now),
            wall: props.wall(),
        }
    }

    async fn sleep(&self, pause: Duration) {
        let ms = u64::try_from(pause.as_millis()).unwrap_or(u64::MAX);
        self.stage.pause(ms.max(1)).await;
    }

    fn transact<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn Records) -> Result<T, DatabaseError> + Send + 'static,
    ) -> impl Future<Output = Result<T, Fault>> + Send {
        self.commit(move |draft| work(draft))
    }

    async fn counter(&self, _profile: Uuid) -> Result<Counter<Line>, Fault> {
        if self.stage.props().key == Key::Missing {
            return Err(Fault::nothing_done(FaultCode::KeyMissing));
        }
        Ok(Counter {
            gateway: Line::new(&self.stage),
            place: Place::Live,
        })
    }

    async fn outbox_changed(&self) {}

    async fn links_changed(&self, _profile: Uuid) {}
}
