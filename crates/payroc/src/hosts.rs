//! Which hosts a client talks to. The two real places are compiled in; the only other one is this machine.
//!
//! The API key goes to the identity host alone, the access token to the API host alone.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

/// Holds the identity host and the API host that belong together (Payroc API: Base URLs).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hosts {
    identity: Url,
    api: Url,
    loopback: bool,
}

impl Hosts {
    /// The production gateway; HTTPS only.
    pub fn live() -> Self {
        Self::compiled_in("https://identity.payroc.com", "https://api.payroc.com/v1")
    }

    /// The test (UAT) gateway; HTTPS only.
    pub fn test() -> Self {
        Self::compiled_in(
            "https://identity.uat.payroc.com",
            "https://api.uat.payroc.com/v1",
        )
    }

    /// A gateway on this machine: identity is at `base`, the API at `base` + `/v1`. No proxy is used.
    ///
    /// # Errors
    /// [`NotLoopback`] unless `base` is `http://` with a host that is literally in 127.0.0.0/8, `[::1]` or
    /// `localhost`, and nothing besides host and port. `localhost` is not looked up: it means 127.0.0.1 or
    /// ::1.
    pub fn loopback(base: &Url) -> Result<Self, NotLoopback> {
        let bare = base.scheme() == "http"
            && is_loopback(base)
            && base.username().is_empty()
            && base.password().is_none()
            && base.path() == "/"
            && base.query().is_none()
            && base.fragment().is_none();
        if !bare {
            return Err(NotLoopback);
        }
        let mut api = base.clone();
        api.set_path("/v1");
        Ok(Self {
            identity: base.clone(),
            api,
            loopback: true,
        })
    }

    pub(crate) fn is_loopback(&self) -> bool {
        self.loopback
    }

    pub(crate) fn authorize(&self) -> Url {
        extend(&self.identity, &["authorize"])
    }

    /// Gives the address of a resource below `/v1`; each segment is escaped, so no id can leave its place.
    pub(crate) fn resource(&self, segments: &[&str]) -> Url {
        extend(&self.api, segments)
    }

    /// Tells whether an address the gateway gave us is on the API host.
    pub(crate) fn is_api(&self, url: &Url) -> bool {
        let same_host = url.host() == self.api.host() || (self.loopback && is_loopback(url));
        same_host
            && url.scheme() == self.api.scheme()
            && url.port_or_known_default() == self.api.port_or_known_default()
    }

    fn compiled_in(identity: &str, api: &str) -> Self {
        let parse = |text: &str| Url::parse(text).expect("a constant that the tests parse");
        Self {
            identity: parse(identity),
            api: parse(api),
            loopback: false,
        }
    }
}

/// The address is not that of this machine alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the bare http address of a loopback host")]
pub struct NotLoopback;

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address == Ipv6Addr::LOCALHOST,
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

/// What `localhost` means here, whatever a resolver or hosts file says.
pub(crate) const LOCALHOST: [IpAddr; 2] = [
    IpAddr::V4(Ipv4Addr::LOCALHOST),
    IpAddr::V6(Ipv6Addr::LOCALHOST),
];

fn extend(base: &Url, segments: &[&str]) -> Url {
    let mut url = base.clone();
    url.path_segments_mut()
        .expect("http addresses have a path")
        .pop_if_empty()
        .extend(segments);
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_real_places_are_https_and_identity_has_no_version() {
        for hosts in [Hosts::live(), Hosts::test()] {
            assert_eq!(
                (hosts.identity.scheme(), hosts.api.scheme()),
                ("https", "https")
            );
            assert_eq!(hosts.authorize().path(), "/authorize");
            assert_eq!(
                hosts.resource(&["payment-links"]).path(),
                "/v1/payment-links"
            );
        }
        assert_eq!(Hosts::test().api.host_str(), Some("api.uat.payroc.com"));
    }

    #[test]
    fn only_this_machine_is_loopback() {
        for good in [
            "http://127.0.0.1:4010",
            "http://127.8.9.10/",
            "http://[::1]:80",
            "http://localhost:1",
        ] {
            assert!(Hosts::loopback(&url(good)).is_ok(), "{good}");
        }
        for bad in [
            "https://127.0.0.1:4010",
            "http://example.com",
            "http://localhost.example.com",
            "http://127.0.0.1.example.com",
            "http://0.0.0.0:4010",
            "http://[::ffff:127.0.0.1]",
            "http://localhost.",
            "http://user@127.0.0.1",
            "http://127.0.0.1/v1",
            "http://127.0.0.1/?a=b",
            "ftp://127.0.0.1",
        ] {
            assert_eq!(Hosts::loopback(&url(bad)), Err(NotLoopback), "{bad}");
        }
    }

    #[test]
    fn an_id_cannot_leave_its_place_in_the_path() {
        let resource = Hosts::live().resource(&["payment-links", "../?#/%2e%2"]);

        assert_eq!(resource.path(), "/v1/payment-links/..%2F%3F%23%2F%252e%252");
        assert_eq!((resource.query(), resource.fragment()), (None, None));
    }

    #[test]
    fn only_the_api_host_is_the_api_host() {
        let live = Hosts::live();
        assert!(live.is_api(&url("https://api.payroc.com//v1/x?after=1")));
        assert!(!live.is_api(&url("https://api.payroc.com:8443/v1/x")));
        assert!(!live.is_api(&url("http://api.payroc.com/v1/x")));
        assert!(!live.is_api(&url("https://api.payroc.com.example.com/v1/x")));
        let here = Hosts::loopback(&url("http://127.0.0.1:4010")).unwrap();
        assert!(here.is_api(&url("http://localhost:4010/v1/x")));
        assert!(!here.is_api(&url("http://127.0.0.1:4011/v1/x")));
        assert!(!here.is_api(&url("https://api.payroc.com/v1/x")));
    }

    fn url(text: &str) -> Url {
        text.parse().unwrap()
    }
}
