//! A server of releases on loopback, over TLS, that does as it is told.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use minisign::KeyPair;
use reqwest::Certificate;
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::task::AbortHandle;
use tokio_rustls::TlsAcceptor;

/// What becomes of a request.
#[derive(Clone)]
pub enum Answer {
    /// With this status and these bytes.
    Whole(u16, Vec<u8>),
    /// As many bytes as are announced, but the connection breaks after so many of them.
    Cut(Vec<u8>, usize),
    /// So many of them, and then nothing more.
    Stalled(Vec<u8>, usize),
    /// So many are announced, and one comes now and then.
    Announced(u64, Duration),
    /// Nothing is answered.
    Silence,
    /// A byte now and then, without an end.
    Trickle(Duration),
    To(String),
}

pub struct Server {
    address: SocketAddr,
    pub authority: Certificate,
    answers: Arc<Mutex<BTreeMap<String, Answer>>>,
    asked: Arc<Mutex<Vec<String>>>,
    task: AbortHandle,
}

impl Server {
    pub async fn start() -> Self {
        let key = rcgen::KeyPair::generate().unwrap();
        let certificate = rcgen::CertificateParams::new(["127.0.0.1".to_owned()]).unwrap();
        let certificate = certificate.self_signed(&key).unwrap();
        let authority = Certificate::from_der(certificate.der()).unwrap();
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let configuration = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let answers = Arc::<Mutex<BTreeMap<String, Answer>>>::default();
        let asked = Arc::<Mutex<Vec<String>>>::default();
        let acceptor = TlsAcceptor::from(Arc::new(configuration));
        let (told, heard) = (Arc::clone(&answers), Arc::clone(&asked));
        let serving = async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, told) = (acceptor.clone(), Arc::clone(&told));
                let heard = Arc::clone(&heard);
                tokio::spawn(async move {
                    if let Ok(stream) = acceptor.accept(stream).await {
                        // Whoever hangs up early has heard enough.
                        drop(answer(stream, &told, &heard).await);
                    }
                });
            }
        };
        Self {
            address,
            authority,
            answers,
            asked,
            task: tokio::spawn(serving).abort_handle(),
        }
    }

    pub fn url(&self, path: &str) -> String {
        format!("https://{}{path}", self.address)
    }

    /// From then on.
    pub fn answers(&self, path: &str, answer: Answer) {
        self.answers.lock().unwrap().insert(path.to_owned(), answer);
    }

    /// Every request, as it came: its first line and its headers.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    /// Publishes a release whose file is what `file` answers.
    pub fn publishes(&self, release: &Value, file: Answer) {
        self.answers(
            "/latest.json",
            Answer::Whole(200, release.to_string().into_bytes()),
        );
        self.answers("/file", file);
    }

    /// What is said about a release for this system, signed like that.
    pub fn release(&self, version: &str, signature: &str) -> Value {
        json!({
            "version": version,
            "notes": "- Quicker.\n- <b>Not bold</b>.",
            "platforms": { super::TARGET: { "url": self.url("/file"), "signature": signature } },
        })
    }

    /// Goes away, as if it had never been.
    pub fn stop(&self) {
        self.task.abort();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The makers of Paylink, or others.
pub struct Makers(KeyPair);

impl Makers {
    pub fn new() -> Self {
        Self(KeyPair::generate_unencrypted_keypair().unwrap())
    }

    /// As the configuration has it.
    pub fn public_key(&self) -> String {
        in_base64(&self.0.pk.to_box().unwrap().into_string())
    }

    /// As the file beside a release has it.
    pub fn sign(&self, bytes: &[u8], version: &str) -> String {
        let comment = format!("timestamp:1800000000\tfile:Paylink.AppImage\tversion:{version}");
        self.sign_with(bytes, &comment)
    }

    pub fn sign_with(&self, bytes: &[u8], comment: &str) -> String {
        let (pk, sk) = (&self.0.pk, &self.0.sk);
        let signed = minisign::sign(Some(pk), sk, Cursor::new(bytes), Some(comment), None);
        in_base64(&signed.unwrap().into_string())
    }
}

pub fn in_base64(text: &str) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(text)
}

async fn answer(
    stream: impl AsyncRead + AsyncWrite + Unpin,
    answers: &Mutex<BTreeMap<String, Answer>>,
    asked: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut request = String::new();
    while stream.read_line(&mut request).await? > 2 {}
    let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
    asked.lock().unwrap().push(request);
    let answer = answers.lock().unwrap().get(&path).cloned();
    let head = |status: u16, length: u64| {
        format!(
            "HTTP/1.1 {status} As asked\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
        )
    };
    match answer.unwrap_or(Answer::Whole(404, b"Not Found".to_vec())) {
        Answer::Whole(status, bytes) => {
            stream
                .write_all(head(status, bytes.len() as u64).as_bytes())
                .await?;
            stream.write_all(&bytes).await?;
            stream.shutdown().await
        }
        Answer::Cut(bytes, after) => {
            stream
                .write_all(head(200, bytes.len() as u64).as_bytes())
                .await?;
            stream.write_all(&bytes[..after]).await?;
            stream.flush().await
        }
        Answer::Stalled(bytes, after) => {
            stream
                .write_all(head(200, bytes.len() as u64).as_bytes())
                .await?;
            stream.write_all(&bytes[..after]).await?;
            stream.flush().await?;
            std::future::pending().await
        }
        Answer::Announced(length, pause) => {
            stream.write_all(head(200, length).as_bytes()).await?;
            trickle(stream, pause).await
        }
        Answer::Silence => std::future::pending().await,
        Answer::Trickle(pause) => {
            stream
                .write_all(b"HTTP/1.1 200 Now and then\r\n\r\n")
                .await?;
            trickle(stream, pause).await
        }
        Answer::To(url) => {
            let head =
                format!("HTTP/1.1 302 Over there\r\nLocation: {url}\r\nContent-Length: 0\r\n\r\n");
            stream.write_all(head.as_bytes()).await?;
            stream.shutdown().await
        }
    }
}

async fn trickle(mut stream: impl AsyncWrite + Unpin, pause: Duration) -> std::io::Result<()> {
    loop {
        stream.write_all(b" ").await?;
        stream.flush().await?;
        tokio::time::sleep(pause).await;
    }
}
