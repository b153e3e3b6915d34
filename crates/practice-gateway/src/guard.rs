//! Keeps strangers out: web pages that point a name of theirs at this port, and pages elsewhere that
//! would press a button here. What it lets through comes from this machine's own tools and pages.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::gateway::Gateway;

/// Refuses strangers, and writes the one line per request. The line has no query, header or body:
/// a query may hold a pay page's token or somebody's address.
pub(crate) async fn watch(
    State(gateway): State<Arc<Gateway>>,
    request: Request,
    next: Next,
) -> Response {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let began = tokio::time::Instant::now();
    let refusal = stranger(&request, gateway.port, &gateway.known_as);
    let response = match refusal {
        Some(refusal) => refusal.into_response(),
        None => next.run(request).await,
    };
    let (status, ms) = (response.status().as_u16(), began.elapsed().as_millis());
    tracing::info!("{method} {path} {status} in {ms} ms");
    response
}

fn stranger(
    request: &Request,
    port: u16,
    known_as: &[String],
) -> Option<(StatusCode, &'static str)> {
    let is_ours_or_known = |authority: &str| {
        is_ours(authority, port)
            || known_as
                .iter()
                .any(|name| authority.eq_ignore_ascii_case(name))
    };
    let headers = request.headers();
    let named = request
        .uri()
        .authority()
        .map(|authority| authority.as_str());
    let mut hosts = headers.get_all(HOST).iter().map(HeaderValue::to_str);
    let host_is_ours = match (hosts.next(), hosts.next()) {
        (Some(Ok(host)), None) => is_ours_or_known(host),
        (_, _) => false,
    };
    if !host_is_ours || named.is_some_and(|named| !is_ours_or_known(named)) {
        let text = "This address belongs to the practice gateway on this computer alone.\n";
        return Some((StatusCode::MISDIRECTED_REQUEST, text));
    }
    let writes = ![Method::GET, Method::HEAD].contains(request.method());
    if writes && !origin_is_ours(headers, port) {
        return Some((
            StatusCode::FORBIDDEN,
            "This can only be done from the page itself.\n",
        ));
    }
    None
}

/// A loopback name with the port in use.
fn is_ours(authority: &str, port: u16) -> bool {
    let (host, named_port) = match authority.rsplit_once(':') {
        Some((host, digits)) if !digits.ends_with(']') => (host, digits.parse().ok()),
        Some(_) | None => (authority, Some(80)),
    };
    let loopback = ["127.0.0.1", "localhost", "[::1]"];
    named_port == Some(port) && loopback.iter().any(|name| host.eq_ignore_ascii_case(name))
}

/// Programs send no `Origin`; browsers do with every POST, and say `null` where they hide it.
fn origin_is_ours(headers: &HeaderMap, port: u16) -> bool {
    let ours = |origin: &HeaderValue| {
        let authority = origin
            .to_str()
            .ok()
            .and_then(|origin| origin.strip_prefix("http://"));
        authority.is_some_and(|authority| is_ours(authority, port))
    };
    let site = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
    let from_elsewhere = site.is_some_and(|site| site != b"same-origin" && site != b"none");
    match headers.get(ORIGIN) {
        Some(origin) => ours(origin),
        None => !from_elsewhere,
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    #[test]
    fn only_loopback_names_with_the_right_port_are_ours() {
        for ours in [
            "127.0.0.1:8080",
            "localhost:8080",
            "LOCALHOST:8080",
            "[::1]:8080",
        ] {
            assert!(is_ours(ours, 8080), "{ours}");
        }
        for strange in [
            "127.0.0.1",
            "127.0.0.1:80",
            "rebound.example.com:8080",
            "127.0.0.1.example.com:8080",
            "localhost.example.com:8080",
            "[::1]",
            "localhost:8080:8080",
            "",
        ] {
            assert!(!is_ours(strange, 8080), "{strange}");
        }
    }

    #[test]
    fn a_request_needs_exactly_one_host() {
        assert!(refused(Request::get("/")));
        assert!(refused(
            Request::get("/")
                .header(HOST, "localhost:1")
                .header(HOST, "localhost:1")
        ));
        assert!(refused(
            Request::get("http://example.com/").header(HOST, "localhost:1")
        ));
        assert!(!refused(Request::get("/").header(HOST, "localhost:1")));
        assert!(!refused(
            Request::get("/").header(HOST, "Known.example.com")
        ));
        assert!(refused(
            Request::get("/").header(HOST, "unknown.example.com")
        ));
    }

    #[test]
    fn a_press_from_a_page_elsewhere_is_refused() {
        let post = || Request::post("/").header(HOST, "localhost:1");

        assert!(!refused(post()));
        assert!(!refused(post().header(ORIGIN, "http://localhost:1")));
        assert!(!refused(post().header("sec-fetch-site", "same-origin")));
        for origin in [
            "https://example.com",
            "null",
            "http://localhost:2",
            "https://localhost:1",
        ] {
            assert!(refused(post().header(ORIGIN, origin)), "{origin}");
        }
        assert!(refused(post().header("sec-fetch-site", "cross-site")));
    }

    fn refused(request: axum::http::request::Builder) -> bool {
        stranger(
            &request.body(Body::empty()).unwrap(),
            1,
            &["known.example.com".to_owned()],
        )
        .is_some()
    }
}
