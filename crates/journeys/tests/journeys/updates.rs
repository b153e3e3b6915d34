//! A newer Paylink, in the real window: found, installed over the file that runs, and started.
//!
//! The releases come from a server of the test's own behind the app's usual encryption. They are signed for real. What is
//! started in the end is a program that says in which surroundings it was started, and no more.

use std::fs::{self, File};
use std::io::{Cursor, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use journeys::deadline::{SOON, until_so};
use journeys::{Disguise, Stage, Trouble, journey};
use minisign::KeyPair;
use practice_gateway::Operation;
use serde_json::json;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;

use crate::steps::{fill_in, first_start, practice};

const HOSTS: [&str; 2] = ["updates.example.com", "downloads.example.com"];
const OLD: &[u8] = b"\x7fELF\x02\x01\x01\x00AI\x02 the one that runs";
const WHAT: &str = "Garden work in May";
const EMAIL: &str = "jane@example.com";

#[test]
fn an_update_is_found_installed_and_started_and_what_was_under_way_goes_on() {
    journey("update", async |stage| {
        let gateway = practice(stage).await?;
        let makers = Makers::new();
        let new = tells_its_surroundings();
        let releases = Releases::publish(stage, &makers, &new, &makers.sign(&new)).await?;
        let window = first_start(stage).await?;
        let held = gateway
            .on(Operation::CreatePaymentLink)
            .hold_before_acting()
            .once();
        fill_in(&window, "45", WHAT, EMAIL).await?;
        window
            .press("Create $45.00 and email jane@example.com")
            .await?;
        held.reached().await;

        window.key("ctrl+comma")?;
        window.screen("settings").await?;
        window.press("Check for updates").await?;
        window.see("Paylink 99.0.0 can be installed.").await?;
        window.see("<b>Not bold</b> & never markup.").await?;
        window.see("Something is still under way.").await?;
        assert_eq!(fs::read(&releases.app_image).unwrap(), OLD);
        window.press("Install and restart").await?;

        let started = format!("APPIMAGE={}", releases.app_image.display());
        until_so("the new version to be started", SOON, async || {
            Ok(stage.app_log().contains(&started))
        })
        .await?;
        assert_eq!(fs::read(&releases.app_image).unwrap(), new);
        let mode = fs::metadata(&releases.app_image).unwrap().permissions();
        assert_eq!(mode.mode() & 0o777, 0o755);
        until_so("the old one to be gone", SOON, async || {
            Ok(!stage.app_is_running())
        })
        .await?;
        drop(held);
        let window = stage.open().await?;
        window.screen("links").await?;
        window.see(WHAT).await?;
        until_so("the link to be emailed", SOON, async || {
            Ok(gateway.emails().len() == 1)
        })
        .await?;
        assert_eq!((gateway.links().len(), gateway.emails().len()), (1, 1));
        Ok(())
    });
}

#[test]
fn an_update_with_a_bad_signature_is_thrown_away_and_told() {
    journey("bad_update", async |stage| {
        let _gateway = practice(stage).await?;
        let makers = Makers::new();
        let new = tells_its_surroundings();
        let forged = Makers::new().sign(&new);
        let releases = Releases::publish(stage, &makers, &new, &forged).await?;
        let window = first_start(stage).await?;
        window.key("ctrl+comma")?;
        window.screen("settings").await?;
        window.press("Check for updates").await?;
        window.see("Paylink 99.0.0 can be installed.").await?;

        window.press("Install and restart").await?;

        window
            .see("What was downloaded is not from the makers of Paylink.")
            .await?;
        window
            .see("It was thrown away, and nothing has changed.")
            .await?;
        window.focus_is_on("Install and restart").await?;
        window.is_accessible().await?;
        assert_eq!(fs::read(&releases.app_image).unwrap(), OLD);
        assert!(stage.app_is_running());
        Ok(())
    });
}

/// A release on a server, and the AppImage that it is to take the place of.
struct Releases {
    app_image: PathBuf,
    server: AbortHandle,
    _disguise: Disguise,
}

impl Releases {
    async fn publish(
        stage: &mut Stage,
        makers: &Makers,
        file: &[u8],
        signature: &str,
    ) -> Result<Self, Trouble> {
        let manifest = json!({
            "version": "99.0.0",
            "notes": "- <b>Not bold</b> & never markup.",
            "platforms": { format!("linux-{}-appimage", std::env::consts::ARCH): {
                "url": format!("https://{}/Paylink.AppImage", HOSTS[1]),
                "signature": signature,
            } },
        });
        let (address, server) = serve(manifest.to_string().into_bytes(), file.to_vec()).await?;
        let disguise = Disguise::start(&[(HOSTS, address)]).await?;
        stage.set_disguise(&disguise);
        let app_image = stage.home().join("Paylink.AppImage");
        put(&app_image, OLD).map_err(Trouble::while_doing("putting the AppImage there"))?;
        stage.tell_app("APPIMAGE", &app_image.display().to_string());
        let rehearsed = json!({
            "bundle": "appimage",
            "endpoints": [format!("https://{}/latest.json", HOSTS[0])],
            "pubkey": makers.public_key(),
        });
        stage.tell_app("PAYLINK_REHEARSED_UPDATES", &rehearsed.to_string());
        Ok(Self {
            app_image,
            server,
            _disguise: disguise,
        })
    }
}

impl Drop for Releases {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// Who may sign releases.
struct Makers(KeyPair);

impl Makers {
    fn new() -> Self {
        Self(KeyPair::generate_unencrypted_keypair().unwrap())
    }

    fn public_key(&self) -> String {
        STANDARD.encode(self.0.pk.to_box().unwrap().into_string())
    }

    fn sign(&self, file: &[u8]) -> String {
        let comment = Some("timestamp:1800000000\tfile:Paylink.AppImage\tversion:99.0.0");
        let (pk, sk) = (&self.0.pk, &self.0.sk);
        let signature = minisign::sign(Some(pk), sk, Cursor::new(file), comment, None);
        STANDARD.encode(signature.unwrap().into_string())
    }
}

/// `env`, with the mark of an AppImage where programs have none.
fn tells_its_surroundings() -> Vec<u8> {
    let mut program = fs::read("/usr/bin/env").unwrap();
    program[8..11].copy_from_slice(b"AI\x02");
    program
}

fn put(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.set_permissions(fs::Permissions::from_mode(0o755))
}

async fn serve(manifest: Vec<u8>, file: Vec<u8>) -> Result<(SocketAddr, AbortHandle), Trouble> {
    let doing = "serving releases";
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
    let listener = listener.map_err(Trouble::while_doing(doing))?;
    let address = listener.local_addr().map_err(Trouble::while_doing(doing))?;
    let bodies = Arc::new((manifest, file));
    let serving = async move {
        while let Ok((stream, _)) = listener.accept().await {
            let bodies = Arc::clone(&bodies);
            // Whoever hangs up early has heard enough.
            tokio::spawn(async move { drop(answer(stream, &bodies).await) });
        }
    };
    Ok((address, tokio::spawn(serving).abort_handle()))
}

async fn answer(stream: TcpStream, (manifest, file): &(Vec<u8>, Vec<u8>)) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut request = String::new();
    while stream.read_line(&mut request).await? > 2 {}
    let body = match request.split(' ').nth(1) {
        Some("/latest.json") => manifest,
        _ => file,
    };
    let length = body.len();
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body).await?;
    stream.shutdown().await
}
