//! Newer versions of Paylink, published by makers of the test's own.
//!
//! They are signed for real, and come from a server behind the app's usual encryption, to an app that takes itself for an
//! AppImage.

use std::fs::{self, File};
use std::io::{Cursor, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use minisign::KeyPair;
use serde_json::json;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;

use crate::disguise::Disguise;
use crate::stage::Stage;
use crate::trouble::Trouble;

const HOSTS: [&str; 2] = ["updates.example.com", "downloads.example.com"];

/// The version that is published.
pub const VERSION: &str = "99.0.0";

/// What it says of itself, on a line of its own. Whatever looks like markup is none.
pub const NOTES: &str = "- <b>Not bold</b> & never markup.";

/// What stands where the app believes its own file to be.
pub const OLD: &[u8] = b"\x7fELF\x02\x01\x01\x00AI\x02 the one that runs";

/// A release on a server, and the AppImage that it is to take the place of. The server stops when it is dropped.
pub struct Releases {
    pub app_image: PathBuf,
    server: AbortHandle,
    _disguise: Disguise,
}

impl Releases {
    /// Publishes a file as a newer version, for an app that is opened on the stage from now on and trusts these makers.
    ///
    /// # Errors
    ///
    /// When no port is free, or the AppImage cannot be put into the stage's home.
    pub async fn publish(
        stage: &mut Stage,
        makers: &Makers,
        file: &[u8],
        signature: &str,
    ) -> Result<Self, Trouble> {
        let manifest = json!({
            "version": VERSION,
            "notes": NOTES,
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
            "pubkey": makers.public_key()?,
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
pub struct Makers(KeyPair);

impl Makers {
    /// Makers whom nobody knows yet.
    ///
    /// # Errors
    ///
    /// When the system gives no random numbers.
    pub fn new() -> Result<Self, Trouble> {
        let keys = KeyPair::generate_unencrypted_keypair();
        keys.map(Self)
            .map_err(Trouble::while_doing("making keys for releases"))
    }

    /// Signs a file as the version that is published.
    ///
    /// # Errors
    ///
    /// When the file cannot be signed.
    pub fn sign(&self, file: &[u8]) -> Result<String, Trouble> {
        let comment = format!("timestamp:1800000000\tfile:Paylink.AppImage\tversion:{VERSION}");
        let (pk, sk) = (&self.0.pk, &self.0.sk);
        let signature = minisign::sign(Some(pk), sk, Cursor::new(file), Some(&comment), None);
        let signature = signature.map_err(Trouble::while_doing("signing a release"))?;
        Ok(STANDARD.encode(signature.into_string()))
    }

    fn public_key(&self) -> Result<String, Trouble> {
        let key = self.0.pk.to_box();
        let key = key.map_err(Trouble::while_doing("writing down a public key"))?;
        Ok(STANDARD.encode(key.into_string()))
    }
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
