//! Certificates, good and bad.

use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    date_time_ymd,
};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

/// Who may vouch for a host.
pub struct Authority {
    /// Its own certificate, as a file's text.
    pub pem: String,
    issuer: Issuer<'static, KeyPair>,
}

/// What is wrong with a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    None,
    Expired,
    NotYetValid,
    OtherHost,
    /// Vouched for by nobody but itself.
    SelfSigned,
    /// For whoever logs in, not for a server.
    ForClients,
    /// For any name one label below; the host is two below.
    WideName,
    /// Vouched for by a server's certificate, which is good, and is no authority's.
    ByAServer,
    /// Vouched for by an authority between, which has expired.
    ByAnExpiredAuthority,
}

impl Flaw {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Expired,
        Self::NotYetValid,
        Self::OtherHost,
        Self::SelfSigned,
        Self::ForClients,
        Self::WideName,
        Self::ByAServer,
        Self::ByAnExpiredAuthority,
    ];
}

impl Authority {
    pub fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        Self {
            pem: params.self_signed(&key).unwrap().pem(),
            issuer: Issuer::new(params, key),
        }
    }

    /// A server that shows a certificate for a host.
    pub fn vouch(&self, host: &str, flaw: Flaw) -> Arc<ServerConfig> {
        let shown = match flaw {
            Flaw::OtherHost => "api.example.com",
            Flaw::WideName => "*.payroc.com",
            Flaw::None
            | Flaw::Expired
            | Flaw::NotYetValid
            | Flaw::SelfSigned
            | Flaw::ForClients
            | Flaw::ByAServer
            | Flaw::ByAnExpiredAuthority => host,
        };
        let mut params = CertificateParams::new([shown.to_owned()]).unwrap();
        match flaw {
            Flaw::Expired => expire(&mut params),
            Flaw::NotYetValid => params.not_before = date_time_ymd(2090, 1, 1),
            Flaw::ForClients => {
                params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
            }
            Flaw::None
            | Flaw::OtherHost
            | Flaw::SelfSigned
            | Flaw::WideName
            | Flaw::ByAServer
            | Flaw::ByAnExpiredAuthority => {}
        }
        let key = KeyPair::generate().unwrap();
        let chain = match flaw {
            Flaw::SelfSigned => vec![params.self_signed(&key).unwrap().der().clone()],
            Flaw::ByAServer | Flaw::ByAnExpiredAuthority => {
                let (between, issuer) = self.between(host, flaw);
                vec![
                    params.signed_by(&key, &issuer).unwrap().der().clone(),
                    between,
                ]
            }
            Flaw::None
            | Flaw::Expired
            | Flaw::NotYetValid
            | Flaw::OtherHost
            | Flaw::ForClients
            | Flaw::WideName => {
                vec![params.signed_by(&key, &self.issuer).unwrap().der().clone()]
            }
        };
        server(chain, &key)
    }

    /// A certificate between this authority and a server's, and whoever signs with it.
    fn between(
        &self,
        host: &str,
        flaw: Flaw,
    ) -> (CertificateDer<'static>, Issuer<'static, KeyPair>) {
        let mut params = CertificateParams::new([host.to_owned()]).unwrap();
        if flaw == Flaw::ByAnExpiredAuthority {
            params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
            expire(&mut params);
        }
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        (certificate.der().clone(), Issuer::new(params, key))
    }
}

fn expire(params: &mut CertificateParams) {
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(2021, 1, 1);
}

fn server(chain: Vec<CertificateDer<'static>>, key: &KeyPair) -> Arc<ServerConfig> {
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap();
    Arc::new(config)
}
