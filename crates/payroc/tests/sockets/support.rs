//! What the tests share: a client of a scripted server, answers, and a server that misbehaves below HTTP.

use std::cell::RefCell;
use std::io;
use std::sync::{Arc, Mutex, Once};
use std::time::Duration;

use jiff::Timestamp;
use payroc::{
    ApiKey, Client, ClientBuilder, Clock, Deadlines, Hosts, IdempotencyKey, Moment, PaymentLinkId,
    ProcessingTerminalId, RequestBody, RetryPolicy,
};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use wiremock::matchers::{header, method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

pub const SINGLE_USE: &str = include_str!("../fixtures/single-use.json");
pub const SHARING_EVENT: &str = include_str!("../fixtures/sharing-event.json");
pub const API_KEY: &str = "s3cret-api-key";
pub const TOKEN: &str = "s3cret.access.token";
pub const LINKS: &str = "/v1/processing-terminals/1234001/payment-links";
pub const LINK: &str = "/v1/payment-links/QK7WD2MXZ4";
pub const SHARES: &str = "/v1/payment-links/QK7WD2MXZ4/sharing-events";

/// Waits between rounds that no test notices.
pub const QUICK: RetryPolicy = RetryPolicy {
    attempts: 3,
    base: Duration::from_millis(2),
    cap: Duration::from_millis(4),
};

/// Starts a builder for a server on this machine, with quick rounds.
pub fn builder(base: &str) -> ClientBuilder {
    let hosts = Hosts::loopback(&base.parse().unwrap()).unwrap();
    Client::builder(hosts, ApiKey::new(API_KEY.to_owned()).unwrap()).retry(QUICK)
}

/// A client of the server.
pub fn client(server: &MockServer) -> Client {
    builder(&server.uri()).build().unwrap()
}

/// A server that grants [`TOKEN`] to who has [`API_KEY`].
pub async fn server() -> MockServer {
    let server = MockServer::start().await;
    authorizing()
        .respond_with(grant(TOKEN, 3600))
        .mount(&server)
        .await;
    server
}

/// The question for a token.
pub fn authorizing() -> wiremock::MockBuilder {
    Mock::given(method("POST"))
        .and(path("/authorize"))
        .and(header("x-api-key", API_KEY))
}

/// The grant of a token.
pub fn grant(token: &str, expires_in: i64) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(json!({
        "access_token": token, "expires_in": expires_in, "scope": "links", "token_type": "Bearer"
    }))
}

/// A success with a body.
pub fn success(status: u16, body: &str) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_raw(body, "application/json")
}

/// A refusal with a problem document.
pub fn problem(status: u16, fragment: &str) -> ResponseTemplate {
    let body = json!({
        "type": format!("https://docs.payroc.com/api/errors#{fragment}"),
        "title": "Refused", "status": status, "detail": "It is so."
    });
    ResponseTemplate::new(status).set_body_raw(body.to_string(), "application/problem+json")
}

/// What reached the server for one path.
pub async fn received(server: &MockServer, wanted: &str) -> Vec<Request> {
    let all = server.received_requests().await.unwrap();
    all.into_iter()
        .filter(|request| request.url.path() == wanted)
        .collect()
}

pub fn terminal() -> ProcessingTerminalId {
    "1234001".parse().unwrap()
}

pub fn link_id() -> PaymentLinkId {
    "QK7WD2MXZ4".parse().unwrap()
}

/// Bytes that no JSON writer would produce: they must arrive as they are.
pub fn odd_bytes() -> RequestBody {
    RequestBody::from_bytes(b"{ \"b\":1,\n\"a\" : 2 }".to_vec())
}

/// Makes the link of the fixture under a new key; gives the key as well.
pub async fn create(
    client: &Client,
) -> (IdempotencyKey, Result<payroc::PaymentLink, payroc::Error>) {
    let key = IdempotencyKey::random();
    let outcome = client
        .create_payment_link(&terminal(), &key, &odd_bytes())
        .await;
    (key, outcome)
}

pub fn deadlines(ms: u64) -> Deadlines {
    let request = Duration::from_millis(ms);
    Deadlines {
        connect: request,
        request,
        operation: Duration::from_secs(20),
    }
}

/// A clock that moves only when told.
#[derive(Default)]
pub struct ManualClock(Mutex<(u64, i64)>);

impl ManualClock {
    pub fn new() -> Arc<Self> {
        Arc::new(Self(Mutex::new((1_000, 1_700_000_000))))
    }

    pub fn advance(&self, counted: u64, on_the_wall: i64) {
        let mut time = self.0.lock().unwrap();
        *time = (time.0 + counted, time.1 + on_the_wall);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Moment {
        let (monotonic, wall) = *self.0.lock().unwrap();
        Moment {
            monotonic: Duration::from_secs(monotonic),
            wall: Timestamp::from_second(wall).unwrap(),
        }
    }
}

/// What a [`raw_server`] does with a request to the API after it has read it whole.
#[derive(Clone, Copy)]
pub enum Then {
    /// Closes the connection.
    Cut,
    /// Says nothing for ever.
    Hang,
    /// Writes this and closes the connection.
    Say(&'static str),
}

/// A server that grants tokens properly and does `script[n]` with the nth request to the API, the last one
/// for ever; gives its address and the requests as they arrived.
pub async fn raw_server(script: Vec<Then>) -> (String, Arc<Mutex<Vec<String>>>) {
    raw(script, true).await
}

/// As [`raw_server`], but the script is for the questions for a token.
pub async fn raw_identity(script: Vec<Then>) -> (String, Arc<Mutex<Vec<String>>>) {
    raw(script, false).await
}

async fn raw(script: Vec<Then>, grants: bool) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&seen);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, script.clone(), grants, Arc::clone(&log)));
        }
    });
    (base, seen)
}

/// Gives everything that is logged on this thread, at every level, to `listener`.
///
/// There is one subscriber for the whole process, because scoped ones of parallel tests disturb each other.
pub fn listen(listener: impl FnMut(&str) + 'static) {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_ansi(false)
            .with_writer(|| ToListener)
            .init();
    });
    LISTENER.set(Some(Box::new(listener)));
}

type Listener = Box<dyn FnMut(&str)>;

thread_local! {
    static LISTENER: RefCell<Option<Listener>> = const { RefCell::new(None) };
}

struct ToListener;

impl io::Write for ToListener {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LISTENER.with_borrow_mut(|listener| {
            if let Some(listener) = listener {
                listener(&String::from_utf8_lossy(bytes));
            }
        });
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

async fn serve(
    mut stream: TcpStream,
    script: Vec<Then>,
    grants: bool,
    log: Arc<Mutex<Vec<String>>>,
) {
    let request = read_request(&mut stream).await;
    if grants && request.starts_with("POST /authorize ") {
        let body = format!(r#"{{"access_token":"{TOKEN}","expires_in":3600}}"#);
        say(&mut stream, &format!("{}{body}", head(body.len()))).await;
        return;
    }
    let turn = {
        let mut log = log.lock().unwrap();
        log.push(request);
        log.len() - 1
    };
    match script[turn.min(script.len() - 1)] {
        Then::Cut => {}
        Then::Hang => std::future::pending().await,
        Then::Say(text) => say(&mut stream, text).await,
    }
}

fn head(length: usize) -> String {
    format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\
         connection: close\r\n\r\n"
    )
}

async fn say(stream: &mut TcpStream, text: &str) {
    stream.write_all(text.as_bytes()).await.unwrap();
    stream.shutdown().await.unwrap();
}

async fn read_request(stream: &mut TcpStream) -> String {
    let mut read = Vec::new();
    loop {
        let mut chunk = [0; 4096];
        let count = stream.read(&mut chunk).await.unwrap();
        read.extend_from_slice(&chunk[..count]);
        let text = String::from_utf8_lossy(&read).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let length = head
            .lines()
            .find_map(|line| {
                line.to_ascii_lowercase()
                    .strip_prefix("content-length: ")?
                    .parse()
                    .ok()
            })
            .unwrap_or(0_usize);
        if body.len() >= length || count == 0 {
            return text;
        }
    }
}
