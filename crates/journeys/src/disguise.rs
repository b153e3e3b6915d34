//! Gateways of the test's own in the place of the real hosts, so that Test and Live can be walked through for real.
//!
//! The app keeps its compiled-in addresses and its encryption. What leads it here are two things that any company
//! network may do: a proxy, and a certificate authority of one's own, both named in the environment. The proxy notes
//! every host that was asked for, and lets nobody out.

use std::fs::File;
use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;
use tokio_rustls::TlsAcceptor;

use crate::trouble::Trouble;

/// The hosts of Test, then those of Live; identity before API.
pub const TEST: [&str; 2] = ["identity.uat.payroc.com", "api.uat.payroc.com"];
pub const LIVE: [&str; 2] = ["identity.payroc.com", "api.payroc.com"];

/// A proxy that answers for certain hosts itself. Stops when dropped.
pub struct Disguise {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
    server: AbortHandle,
    folder: TempDir,
}

/// One host, and the gateway that stands in for it.
type Roles = Vec<(String, SocketAddr)>;

impl Disguise {
    /// Starts it. Each role is a list of hosts and the gateway that answers for them.
    ///
    /// # Errors
    ///
    /// When no certificate can be made or no port is free.
    pub async fn start(roles: &[([&str; 2], SocketAddr)]) -> Result<Self, Trouble> {
        let doing = "putting on the disguise";
        let roles: Roles = roles
            .iter()
            .flat_map(|(hosts, gateway)| hosts.map(|host| (host.to_owned(), *gateway)))
            .collect();
        let hosts: Vec<String> = roles.iter().map(|(host, _)| host.clone()).collect();
        let (authority, configuration) =
            certificates(&hosts).map_err(Trouble::while_doing(doing))?;
        let folder = TempDir::with_prefix("disguise-").map_err(Trouble::while_doing(doing))?;
        File::create(folder.path().join("authority.pem"))
            .and_then(|mut file| file.write_all(authority.as_bytes()))
            .map_err(Trouble::while_doing(doing))?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .await
            .map_err(Trouble::while_doing(doing))?;
        let address = listener.local_addr().map_err(Trouble::while_doing(doing))?;
        let asked = Arc::new(Mutex::new(Vec::new()));
        let stand_in = StandIn {
            acceptor: TlsAcceptor::from(Arc::new(configuration)),
            roles,
            asked: Arc::clone(&asked),
        };
        let server = tokio::spawn(stand_in.serve(listener)).abort_handle();
        Ok(Self {
            address,
            asked,
            server,
            folder,
        })
    }

    /// Stops answering, as a network does that goes away.
    pub fn take_away(&self) {
        self.server.abort();
    }

    /// What `HTTPS_PROXY` is to be.
    pub fn proxy(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The same by a name that has to be looked up.
    pub fn proxy_by_name(&self) -> String {
        format!("http://localhost:{}", self.address.port())
    }

    /// What `SSL_CERT_FILE` is to be.
    pub fn certificate(&self) -> PathBuf {
        Path::new(self.folder.path()).join("authority.pem")
    }

    /// Every host and port that was asked for, in order, also those without a role.
    pub fn asked(&self) -> Vec<String> {
        self.asked
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl Drop for Disguise {
    fn drop(&mut self) {
        self.server.abort();
    }
}

#[derive(Clone)]
struct StandIn {
    acceptor: TlsAcceptor,
    roles: Roles,
    asked: Arc<Mutex<Vec<String>>>,
}

impl StandIn {
    async fn serve(self, listener: TcpListener) {
        while let Ok((stream, _)) = listener.accept().await {
            let stand_in = self.clone();
            tokio::spawn(async move {
                // A connection that breaks is the app's to notice; it is what some journeys are about.
                drop(stand_in.answer(stream).await);
            });
        }
    }

    async fn answer(self, stream: TcpStream) -> std::io::Result<()> {
        let mut stream = BufReader::new(stream);
        let mut request = String::new();
        stream.read_line(&mut request).await?;
        let mut line = String::new();
        while stream.read_line(&mut line).await? > 2 {
            line.clear();
        }
        let target = request
            .strip_prefix("CONNECT ")
            .and_then(|rest| rest.split(' ').next())
            .unwrap_or(&request);
        self.asked
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(target.to_owned());
        let host = target.strip_suffix(":443");
        let role = self
            .roles
            .iter()
            .find(|(name, _)| Some(name.as_str()) == host);
        let Some((_, gateway)) = role else {
            return stream
                .write_all(b"HTTP/1.1 502 Nobody of that name here\r\n\r\n")
                .await;
        };
        stream.write_all(b"HTTP/1.1 200 Here I am\r\n\r\n").await?;
        let mut secured = self.acceptor.accept(stream).await?;
        let mut gateway = TcpStream::connect(gateway).await?;
        copy_bidirectional(&mut secured, &mut gateway)
            .await
            .map(drop)
    }
}

/// An authority's certificate as a file's text, and a server that shows a certificate of that authority.
fn certificates(hosts: &[String]) -> Result<(String, ServerConfig), Box<dyn std::error::Error>> {
    let mut authority = CertificateParams::new(Vec::new())?;
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority_key = KeyPair::generate()?;
    let authority_text = authority.self_signed(&authority_key)?.pem();
    let issuer = Issuer::new(authority, authority_key);

    let key = KeyPair::generate()?;
    let certificate = CertificateParams::new(hosts)?.signed_by(&key, &issuer)?;
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let configuration = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)?;
    Ok((authority_text, configuration))
}
