//! A company's network: a proxy that leads the real hosts' names to servers of the test's own.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use rustls::ServerConfig;
use tempfile::NamedTempFile;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use crate::child::{Environment, TOKEN};

pub const IDENTITY: &str = "identity.uat.payroc.com";
pub const API: &str = "api.uat.payroc.com";
/// The word that the proxy lets in, and how it looks in a header.
pub const LOGIN: (&str, &str) = ("paul:s3same", "Basic cGF1bDpzM3NhbWU=");

const LINK: &str = include_str!("../fixtures/single-use.json");

/// How a host answers behind the proxy.
#[derive(Clone)]
pub enum Host {
    /// Encrypted, with a certificate.
    Shows(Arc<ServerConfig>),
    /// Not encrypted at all.
    Plain,
}

pub struct Network {
    address: String,
    authority: NamedTempFile,
    seen: Arc<Mutex<Seen>>,
}

/// What came by.
#[derive(Clone, Default)]
pub struct Seen {
    /// The hosts that the proxy was asked for, and the first lines with their headers.
    pub connects: Vec<String>,
    /// Requests that were sent to a host once the connection was trusted.
    pub requests: Vec<String>,
    /// Everything that a host without encryption was sent.
    pub in_the_open: Vec<u8>,
}

impl Network {
    /// Starts it. What is trusted besides the usual authorities is the one given.
    pub async fn start(trusted: &str, identity: Host, api: Host, guarded: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let mut authority = NamedTempFile::new().unwrap();
        authority.write_all(trusted.as_bytes()).unwrap();
        let seen = Arc::new(Mutex::new(Seen::default()));
        let log = Arc::clone(&seen);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (identity, api, log) = (identity.clone(), api.clone(), Arc::clone(&log));
                // A client that trusts nobody here closes the connection: that is the point.
                tokio::spawn(async move {
                    drop(answer(stream, &identity, &api, guarded, &log).await);
                });
            }
        });
        Self {
            address,
            authority,
            seen,
        }
    }

    /// What a process in this network finds in its environment.
    pub fn environment(&self) -> Environment {
        let authority = self.authority.path().to_str().unwrap();
        Environment::new()
            .with("SSL_CERT_FILE", authority)
            .with("HTTPS_PROXY", &format!("http://{}", self.address))
    }

    /// The proxy's address, with a login before it.
    pub fn proxy_as(&self, login: &str) -> String {
        format!("http://{login}@{}", self.address)
    }

    pub fn seen(&self) -> Seen {
        self.seen.lock().unwrap().clone()
    }
}

async fn answer(
    stream: TcpStream,
    identity: &Host,
    api: &Host,
    guarded: bool,
    log: &Mutex<Seen>,
) -> io::Result<()> {
    let mut stream = BufReader::new(stream);
    let head = head(&mut stream).await?;
    log.lock().unwrap().connects.push(head.clone());
    if guarded && !head.contains(LOGIN.1) {
        let refusal =
            b"HTTP/1.1 407 Who are you\r\nproxy-authenticate: Basic\r\ncontent-length: 0\r\n\r\n";
        return stream.write_all(refusal).await;
    }
    let host = if head.starts_with(&format!("CONNECT {IDENTITY}:443 ")) {
        identity
    } else if head.starts_with(&format!("CONNECT {API}:443 ")) {
        api
    } else {
        return stream
            .write_all(b"HTTP/1.1 403 Nobody is let out\r\ncontent-length: 0\r\n\r\n")
            .await;
    };
    stream.write_all(b"HTTP/1.1 200 Here\r\n\r\n").await?;
    match host {
        Host::Shows(config) => {
            let acceptor = TlsAcceptor::from(Arc::clone(config));
            serve(BufReader::new(acceptor.accept(stream).await?), log).await
        }
        Host::Plain => {
            let mut bytes = [0; 4096];
            let read = stream.read(&mut bytes).await?;
            log.lock().unwrap().in_the_open.extend(&bytes[..read]);
            stream
                .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
                .await
        }
    }
}

async fn serve(
    mut stream: BufReader<impl AsyncRead + AsyncWrite + Unpin>,
    log: &Mutex<Seen>,
) -> io::Result<()> {
    loop {
        let head = head(&mut stream).await?;
        if head.is_empty() {
            return Ok(());
        }
        let grant = format!(r#"{{"access_token":"{TOKEN}","expires_in":3600}}"#);
        let body = if head.starts_with("POST /authorize ") {
            grant.as_str()
        } else {
            LINK
        };
        log.lock().unwrap().requests.push(head);
        let kind = "content-type: application/json";
        let length = body.len();
        let answer = format!("HTTP/1.1 200 OK\r\n{kind}\r\ncontent-length: {length}\r\n\r\n{body}");
        stream.write_all(answer.as_bytes()).await?;
    }
}

/// The first line and the headers of a request.
async fn head(stream: &mut (impl AsyncBufReadExt + Unpin)) -> io::Result<String> {
    let mut head = String::new();
    while stream.read_line(&mut head).await? > 2 {}
    Ok(head)
}
