//! Updates against a server of releases: over sockets, with real signatures, down to the bytes of the file replaced.

mod server;

use std::fs;
use std::io::Write;
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;
use paylink_core::testing::{Ear, MemoryShelf, MemoryVault, MovedClock};
use paylink_core::{Gateways, Outside};
use payroc::{Deadlines, Hosts};
use serde_json::{Value, json};
use tauri::App;
use tauri::test::{MockRuntime, mock_builder, mock_context, noop_assets};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::source::{Place, Source};
use super::*;
use server::{Answer, Makers, Server, in_base64};

const TARGET: &str = "any-system-appimage";
const OLD: &[u8] = b"\x7fELF\x02\x01\x01\x00AI\x02 the one that runs";
/// A server that is silent for so long is given up; machines that run tests are busy.
const PATIENCE: Duration = Duration::from_secs(20);
/// Where silence is what a test is about.
const IMPATIENT: Duration = Duration::from_secs(2);
/// As long as one looks whether nothing happens.
const A_MOMENT: Duration = Duration::from_millis(300);

#[tokio::test]
async fn a_newer_version_is_told_downloaded_and_takes_the_place_of_the_old_file() {
    let scene = Scene::of("1.1.0").await;
    let new = an_app_image("1.2.0");
    scene.publishes("1.2.0", &new);

    let found = scene.look().await.found.unwrap();
    let installed = scene.updates.install(&found.version).await;

    assert_eq!(found.version, "1.2.0");
    assert_eq!(found.notes, "- Quicker.\n- <b>Not bold</b>.");
    assert_eq!(installed, Ok(true));
    assert_eq!(scene.file(), new);
    assert_eq!(scene.told().await.as_deref(), Some("1.2.0"));
    let steps = scene.steps();
    assert_eq!(steps.first(), Some(&Some(UpdateDoing::Looking)));
    assert!(steps.contains(&Some(UpdateDoing::Downloading { percent: Some(100) })));
    assert_eq!(
        steps[steps.len() - 2..],
        [Some(UpdateDoing::Installing), None]
    );
}

#[tokio::test]
async fn of_who_asks_nothing_is_said() {
    let scene = Scene::of("1.1.0").await;
    scene.publishes("1.2.0", &an_app_image("1.2.0"));
    scene.look().await;
    scene.updates.install("1.2.0").await.unwrap();

    let asked = scene.server.asked();

    assert_eq!(asked.len(), 2);
    for request in asked {
        let headers: Vec<_> = request
            .lines()
            .skip(1)
            .filter(|line| !line.is_empty())
            .collect();
        let known = |line: &&str| {
            let line = line.to_lowercase();
            ["user-agent: paylink", "host: 127.0.0.1:", "accept: "]
                .iter()
                .any(|start| line.starts_with(start))
        };
        assert!(headers.iter().all(known), "{request}");
        assert!(!request.contains("1.1.0"), "{request}");
    }
}

#[tokio::test]
async fn what_does_not_bear_the_makers_signature_for_that_version_is_thrown_away() {
    let scene = Scene::of("1.1.0").await;
    let (genuine, makers) = (an_app_image("1.2.0"), &scene.makers);
    let good = makers.sign(&genuine, "1.2.0");
    let mut tampered = genuine.clone();
    *tampered.last_mut().unwrap() ^= 1;
    let old = an_app_image("1.0.0");

    for (case, signature, file) in [
        ("one bit is another", good.clone(), tampered),
        (
            "somebody else's",
            Makers::new().sign(&genuine, "1.2.0"),
            genuine.clone(),
        ),
        (
            "another file's",
            makers.sign(&old, "1.2.0"),
            genuine.clone(),
        ),
        (
            "an old release as a new one",
            makers.sign(&old, "1.0.0"),
            old.clone(),
        ),
        (
            "without a version",
            makers.sign_with(&genuine, "timestamp:1\tfile:x"),
            genuine.clone(),
        ),
        ("none", String::new(), genuine.clone()),
        ("no signature", in_base64("a signature"), genuine.clone()),
        ("no base64", "*".to_owned(), genuine.clone()),
        (
            "cut short",
            good[..good.len() / 2 / 4 * 4].to_owned(),
            genuine.clone(),
        ),
    ] {
        let release = scene.server.release("1.2.0", &signature);
        scene.server.publishes(&release, Answer::Whole(200, file));
        assert!(scene.look().await.found.is_some(), "{case}");

        assert_eq!(scene.updates.install("1.2.0").await, Ok(false), "{case}");

        assert_eq!(scene.trouble(), Some(UpdateTrouble::NotGenuine), "{case}");
        assert_eq!(scene.file(), OLD, "{case}");
        assert_eq!(scene.files(), 1, "{case}");
    }
}

#[tokio::test]
async fn a_download_that_breaks_off_changes_nothing_and_can_be_begun_again() {
    let mut scene = Scene::of("1.1.0").await;
    let new = an_app_image("1.2.0");
    let release = scene.signed("1.2.0", &new);
    for (file, patience) in [
        (Answer::Cut(new.clone(), new.len() / 2), PATIENCE),
        (Answer::Cut(new.clone(), 0), PATIENCE),
        (Answer::Stalled(new.clone(), new.len() - 1), IMPATIENT),
        (Answer::Silence, IMPATIENT),
        (Answer::Whole(404, b"Not Found".to_vec()), PATIENCE),
        // Larger than any Paylink.
        (Answer::Announced(1 << 40, A_MOMENT), PATIENCE),
    ] {
        scene.server.publishes(&release, file);
        scene.waits(patience);
        scene.look().await;

        let installing = scene.updates.install("1.2.0");
        let installed = tokio::time::timeout(3 * PATIENCE, installing).await;

        assert_eq!(installed, Ok(Ok(false)));
        assert_eq!(scene.trouble(), Some(UpdateTrouble::BrokenOff));
        assert_eq!(scene.file(), OLD);
        scene.waits(PATIENCE);
    }

    scene
        .server
        .answers("/file", Answer::Whole(200, new.clone()));
    assert_eq!(scene.updates.install("1.2.0").await, Ok(true));

    assert_eq!(scene.file(), new);
}

#[tokio::test]
async fn a_version_that_is_not_newer_is_not_offered() {
    let scene = Scene::of("1.1.0").await;
    for version in ["1.0.9", "0.9.0", "1.1.0", "v1.1.0", "1.1.0-rc.1"] {
        scene.publishes(version, &an_app_image(version));

        let view = scene.look().await;

        assert_eq!((view.found, view.trouble), (None, None), "{version}");
        assert!(view.looked_at.is_some());
        assert!(scene.updates.install(version).await.is_err(), "{version}");
    }
    scene
        .server
        .answers("/latest.json", Answer::Whole(204, Vec::new()));

    let view = scene.look().await;

    assert_eq!((view.found, view.trouble), (None, None));
    assert_eq!(scene.file(), OLD);
    assert_eq!(scene.told().await, None);
    let asked = scene.server.asked();
    assert!(
        asked
            .iter()
            .all(|request| request.starts_with("GET /latest.json "))
    );
}

#[tokio::test]
async fn what_is_said_in_no_way_that_is_understood_is_told_as_such() {
    let scene = Scene::of("1.1.0").await;
    let good = scene.signed("1.2.0", &an_app_image("1.2.0"));
    let with = |member: &str, value: Value| {
        let mut bent = good.clone();
        bent[member] = value;
        (200, bent.to_string().into_bytes())
    };

    for (status, text) in [
        (200, b"<!doctype html><title>Sign in</title>".to_vec()),
        (200, Vec::new()),
        (200, b"[]".to_vec()),
        (200, b"{}".to_vec()),
        (200, vec![b'['; 200_000]),
        // What is good about it comes with more than is read.
        (200, format!("{good}{}", " ".repeat(300_000)).into_bytes()),
        (200, b"\xff\xfe".to_vec()),
        with("version", json!("newest")),
        with("version", json!(2)),
        with(
            "platforms",
            json!({ TARGET: { "url": "nowhere", "signature": "" } }),
        ),
        with("platforms", json!([])),
        (404, b"Not Found".to_vec()),
        (500, good.to_string().into_bytes()),
        (403, b"rate limit".to_vec()),
    ] {
        scene
            .server
            .answers("/latest.json", Answer::Whole(status, text.clone()));

        let view = scene.look().await;

        let text = String::from_utf8_lossy(&text[..text.len().min(80)]).into_owned();
        assert_eq!(
            view.trouble,
            Some(UpdateTrouble::Unreadable),
            "{status} {text}"
        );
        assert_eq!((view.found, view.looked_at), (None, None), "{text}");
    }
    scene.server.answers(
        "/latest.json",
        Answer::Cut(good.to_string().into_bytes(), 20),
    );
    assert_eq!(scene.look().await.trouble, Some(UpdateTrouble::Unreadable));
    let elsewhere = json!({ "another-system": good["platforms"][TARGET].clone() });
    let (_, text) = with("platforms", elsewhere);
    scene
        .server
        .answers("/latest.json", Answer::Whole(200, text));
    assert_eq!(scene.look().await.trouble, Some(UpdateTrouble::NotForThis));
}

#[tokio::test]
async fn a_server_that_hangs_or_says_a_word_now_and_then_is_given_up() {
    let mut scene = Scene::of("1.1.0").await;
    scene.waits(IMPATIENT);
    for answer in [Answer::Silence, Answer::Trickle(A_MOMENT)] {
        scene.server.answers("/latest.json", answer);
        let begun = now();

        let view = scene.look().await;

        assert_eq!(view.trouble, Some(UpdateTrouble::Silent));
        assert!(begun.elapsed() < PATIENCE);
    }
}

#[tokio::test]
async fn nobody_there_and_a_certificate_of_nobodys_are_no_connection() {
    let scene = Scene::of("1.1.0").await;
    scene.publishes("1.2.0", &an_app_image("1.2.0"));
    let mut stranger = scene.source.clone();
    stranger.authorities.clear();
    let stranger = Releases::new(stranger).look(scene.app.handle()).await;
    assert_eq!(stranger.err(), Some(UpdateTrouble::Offline));
    scene.look().await;
    scene.server.stop();

    assert_eq!(scene.look().await.trouble, Some(UpdateTrouble::Offline));
    // What was found before can still be tried.
    assert!(scene.updates.view().found.is_some());
    assert_eq!(scene.updates.install("1.2.0").await, Ok(false));
    assert_eq!(scene.trouble(), Some(UpdateTrouble::Offline));
    assert_eq!(scene.file(), OLD);
}

#[tokio::test]
async fn wherever_a_server_points_only_encrypted_ways_are_gone() {
    let scene = Scene::of("1.1.0").await;
    let plain = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let open = format!("http://{}/latest.json", plain.local_addr().unwrap());
    let new = an_app_image("1.2.0");
    let mut release = scene.signed("1.2.0", &new);
    let said = Answer::Whole(200, release.to_string().into_bytes());
    scene.server.answers("/moved", said);
    let moved = scene.server.url("/moved");
    scene.server.answers("/latest.json", Answer::To(moved));
    assert!(scene.look().await.found.is_some());

    scene
        .server
        .answers("/latest.json", Answer::To(open.clone()));
    assert_eq!(scene.look().await.trouble, Some(UpdateTrouble::Unreadable));
    scene
        .server
        .answers("/latest.json", Answer::To(scene.server.url("/latest.json")));
    assert_eq!(scene.look().await.trouble, Some(UpdateTrouble::Unreadable));
    scene.server.publishes(&release, Answer::To(open.clone()));
    scene.look().await;
    assert_eq!(scene.updates.install("1.2.0").await, Ok(false));
    assert_eq!(scene.trouble(), Some(UpdateTrouble::BrokenOff));
    release["platforms"][TARGET]["url"] = json!(open);
    scene.server.publishes(&release, Answer::Whole(200, new));
    scene.look().await;
    assert_eq!(scene.updates.install("1.2.0").await, Ok(false));

    assert_eq!(scene.trouble(), Some(UpdateTrouble::BrokenOff));
    assert_eq!(scene.file(), OLD);
    let came = tokio::time::timeout(Duration::ZERO, plain.accept()).await;
    assert!(came.is_err(), "somebody came without encryption");
}

#[tokio::test]
async fn a_download_can_be_stopped_and_a_second_press_begins_no_second_one() {
    let scene = Scene::of("1.1.0").await;
    let new = an_app_image("1.2.0");
    let release = scene.signed("1.2.0", &new);
    scene
        .server
        .publishes(&release, Answer::Stalled(new.clone(), 40));
    scene.look().await;
    let halfway = Some(UpdateDoing::Downloading { percent: Some(10) });

    let (installed, ()) = tokio::join!(scene.updates.install("1.2.0"), async {
        scene.until(|view| view.doing == halfway).await;
        assert!(scene.updates.install("1.2.0").await.is_err());
        scene.look().await;
        assert_eq!(scene.updates.view().doing, halfway);
        scene.updates.stop();
    });

    assert_eq!(installed, Ok(false));
    let view = scene.updates.view();
    assert_eq!((view.doing, view.trouble), (None, None));
    assert_eq!(view.found.unwrap().version, "1.2.0");
    assert_eq!(scene.file(), OLD);
    scene
        .server
        .answers("/file", Answer::Whole(200, new.clone()));
    assert_eq!(scene.updates.install("1.2.0").await, Ok(true));
    assert_eq!(scene.file(), new);
}

#[tokio::test]
async fn only_the_version_that_the_user_saw_is_installed() {
    let scene = Scene::of("1.1.0").await;
    scene.publishes("1.2.0", &an_app_image("1.2.0"));
    assert!(scene.updates.install("1.2.0").await.is_err());
    scene.look().await;
    scene.publishes("1.3.0", &an_app_image("1.3.0"));
    scene.look().await;

    assert!(scene.updates.install("1.2.0").await.is_err());

    assert_eq!(scene.file(), OLD);
}

#[tokio::test]
async fn where_it_cannot_be_put_in_place_the_old_one_stays_and_that_is_told() {
    let scene = Scene::of("1.1.0").await;
    scene.publishes("1.2.0", &an_app_image("1.2.0"));
    scene.look().await;
    // Stands in the way for everybody, the administrator included.
    fs::create_dir(scene.folder.path().join(".Paylink.AppImage.new")).unwrap();

    assert_eq!(scene.updates.install("1.2.0").await, Ok(false));

    assert_eq!(scene.trouble(), Some(UpdateTrouble::NotInstalled));
    assert_eq!(scene.file(), OLD);
    let archive = b"\x1f\x8b\x08\x00 genuine, but no AppImage".to_vec();
    scene.publishes("1.2.0", &archive);
    scene.look().await;
    assert_eq!(scene.updates.install("1.2.0").await, Ok(false));
    assert_eq!(scene.trouble(), Some(UpdateTrouble::NotInstalled));
    assert_eq!(scene.file(), OLD);
}

#[tokio::test]
async fn it_is_looked_by_itself_once_it_is_time_and_not_where_the_user_said_no() {
    let scene = Scene::of("1.1.0").await;
    scene.publishes("1.2.0", &an_app_image("1.2.0"));
    let unasked = tokio::time::timeout(A_MOMENT, scene.updates.keep_looking(&scene.desk)).await;
    assert!(
        unasked.is_err() && scene.server.asked().is_empty(),
        "a newcomer has a day"
    );
    scene.clock.pass(Duration::from_hours(24));

    tokio::select! {
        () = scene.updates.keep_looking(&scene.desk) => unreachable!("it goes on"),
        () = scene.until(|view| view.found.is_some()) => {}
    }

    assert_eq!(scene.told().await.as_deref(), Some("1.2.0"));
    scene.updates.put_off(&scene.desk).await;
    assert_eq!(scene.told().await, None);
    scene.clock.pass(Duration::from_hours(24));
    let never = paylink_core::view::Preferences {
        look_for_updates: false,
        ..Default::default()
    };
    scene.desk.save_preferences(never).await.unwrap();
    let unasked = tokio::time::timeout(A_MOMENT, scene.updates.keep_looking(&scene.desk)).await;
    assert!(unasked.is_err());
    assert_eq!(scene.server.asked().len(), 1);
}

/// A Paylink of some version, as an AppImage, and the server that its releases come from.
struct Scene {
    app: App<MockRuntime>,
    updates: Updates<MockRuntime>,
    desk: Desk,
    clock: Arc<MovedClock>,
    views: watch::Receiver<Vec<UpdatesView>>,
    server: Server,
    makers: Makers,
    source: Source,
    folder: TempDir,
}

impl Scene {
    async fn of(version: &str) -> Self {
        // Whoever comes second finds it done.
        drop(rustls::crypto::ring::default_provider().install_default());
        let (server, makers) = (Server::start().await, Makers::new());
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("Paylink.AppImage");
        fs::File::create(&file).unwrap().write_all(OLD).unwrap();
        let app = an_app(version);
        let source = Source {
            endpoint: server.url("/latest.json").parse().unwrap(),
            public_key: makers.public_key(),
            place: Place::AppImage(file),
            target: TARGET.to_owned(),
            patience: PATIENCE,
            first: Duration::ZERO,
            authorities: vec![server.authority.clone()],
        };
        let (told, views) = watch::channel(Vec::new());
        let tell = move |_: &AppHandle<MockRuntime>, view| {
            told.send_modify(|views: &mut Vec<UpdatesView>| views.push(view));
        };
        let mut updates = Updates::new(app.handle(), tell);
        assert_eq!(
            updates.source,
            UpdateSource::Elsewhere,
            "a test is no release"
        );
        updates.source = UpdateSource::Paylink;
        updates.releases = Some(Releases::new(source.clone()));
        let clock = Arc::new(MovedClock::default());
        let desk = a_desk(&folder.path().join("desk"), &clock).await;
        Self {
            app,
            updates,
            desk,
            clock,
            views,
            server,
            makers,
            source,
            folder,
        }
    }

    /// From then on, for a server that says nothing.
    fn waits(&mut self, patience: Duration) {
        self.source.patience = patience;
        self.updates.releases = Some(Releases::new(self.source.clone()));
    }

    fn signed(&self, version: &str, file: &[u8]) -> Value {
        let signature = self.makers.sign(file, version);
        self.server.release(version, &signature)
    }

    fn publishes(&self, version: &str, file: &[u8]) {
        let release = self.signed(version, file);
        self.server
            .publishes(&release, Answer::Whole(200, file.to_vec()));
    }

    async fn look(&self) -> UpdatesView {
        self.updates.look(&self.desk).await
    }

    async fn until(&self, wanted: impl Fn(&UpdatesView) -> bool) {
        let mut views = self.views.clone();
        let seen = views.wait_for(|views| views.last().is_some_and(&wanted));
        drop(seen.await.unwrap());
    }

    fn steps(&self) -> Vec<Option<UpdateDoing>> {
        self.views.borrow().iter().map(|view| view.doing).collect()
    }

    fn trouble(&self) -> Option<UpdateTrouble> {
        self.updates.view().trouble
    }

    /// What the desk tells of.
    async fn told(&self) -> Option<String> {
        self.desk.view().await.unwrap().update
    }

    /// What would be started.
    fn file(&self) -> Vec<u8> {
        fs::read(self.folder.path().join("Paylink.AppImage")).unwrap()
    }

    /// How many files are where the AppImage is.
    fn files(&self) -> usize {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        entries
            .filter(|entry| entry.as_ref().unwrap().path().is_file())
            .count()
    }
}

/// Four bytes for each hundredth.
fn an_app_image(version: &str) -> Vec<u8> {
    let mut bytes = b"\x7fELF\x02\x01\x01\x00AI\x02\x00 Paylink ".to_vec();
    bytes.extend_from_slice(version.as_bytes());
    bytes.resize(400, b'.');
    bytes
}

fn an_app(version: &str) -> App<MockRuntime> {
    let mut context = mock_context(noop_assets());
    context.package_info_mut().version = version.parse().unwrap();
    let configured = json!({ "pubkey": "", "endpoints": [] });
    let plugins = &mut context.config_mut().plugins.0;
    plugins.insert("updater".to_owned(), configured);
    mock_builder()
        .plugin(tauri_plugin_updater::Builder::new().build())
        .build(context)
        .unwrap()
}

async fn a_desk(folder: &std::path::Path, clock: &Arc<MovedClock>) -> Desk {
    paylink_core::make_private_folder(folder).unwrap();
    let outside = Outside {
        vault: Arc::new(MemoryVault::default()),
        shelf: Arc::new(MemoryShelf::default()),
        announce: Arc::new(Ear::default()),
        clock: Arc::clone(clock) as Arc<dyn payroc::Clock>,
        gateways: Gateways {
            live: Hosts::live(),
            test: Hosts::test(),
            practice: Err("http://127.0.0.1:1".to_owned()),
        },
        deadlines: Deadlines::default(),
        zone: TimeZone::UTC,
        locale: "en-US".to_owned(),
    };
    Desk::open(folder, outside).await
}

#[expect(clippy::disallowed_methods, reason = "how long a test really took")]
fn now() -> Instant {
    Instant::now()
}
