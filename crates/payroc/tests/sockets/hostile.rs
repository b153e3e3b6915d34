//! Answers that are meant to harm: refused at a limit, with the right word about what was done.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use payroc::{Client, Effect, ErrorKind, Stage};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Interval, interval};

use crate::support::*;

const BOMB: &[u8] = include_bytes!("../fixtures/bomb.json.gz");
/// What may be written before a client that has stopped reading is noticed: the buffers of two sockets.
const SLACK: usize = 16 * 1024 * 1024;

#[tokio::test]
async fn a_hundred_megabytes_are_refused_at_one() {
    let chunked =
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n";
    let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x10000));
    let unbounded = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n";
    let announced =
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 104857600\r\n\r\n";
    let plain = " ".repeat(0x10000);
    for (head, part) in [(chunked, &chunk), (unbounded, &plain), (announced, &plain)] {
        let hostile = Hostile::new(head, part, 1_600, Pace::Full).await;
        let client = hostile.client(20_000);

        expect_unreadable(&client).await;

        assert!(
            hostile.written() < 2 * SLACK,
            "{} written",
            hostile.written()
        );
    }
}

#[tokio::test]
async fn a_hundred_megabytes_in_place_of_a_token_are_refused_and_nothing_is_sent() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n";
    let hostile = Hostile::new(head, &" ".repeat(0x10000), 1_600, Pace::Full).await;
    let client = hostile.without_tokens().client(20_000);

    let error = create(&client).await.1.unwrap_err();

    assert_eq!(
        (error.kind(), error.effect(), error.stage()),
        (ErrorKind::Unreadable, Effect::None, Stage::Authorize)
    );
    assert!(hostile.written() < SLACK);
}

#[tokio::test]
async fn a_packed_bomb_is_not_unpacked() {
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\n\
         content-length: {}\r\nconnection: close\r\n\r\n",
        BOMB.len()
    );
    let hostile = Hostile::of(head.into_bytes(), BOMB.to_vec(), 1, Pace::Full, true).await;

    expect_unreadable(&hostile.client(20_000)).await;
}

#[tokio::test]
async fn a_drip_is_cut_off_at_the_deadline() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n";
    let hostile = Hostile::new(head, " ", usize::MAX, Pace::Drip).await;
    let client = hostile.client(150);

    let acted = create(&client).await.1.unwrap_err();
    let read = client.retrieve_payment_link(&link_id()).await.unwrap_err();

    // A success was told to the act, and its answer never came; a read can be read again.
    assert_eq!(
        (acted.kind(), acted.effect()),
        (ErrorKind::Unreadable, Effect::Done)
    );
    assert_eq!(
        (read.kind(), read.effect()),
        (ErrorKind::NoAnswer, Effect::None)
    );
    assert!(hostile.written() < 10_000);
}

#[tokio::test]
async fn a_refusal_that_drips_is_a_refusal_at_the_deadline() {
    let head = "HTTP/1.1 400 Bad Request\r\ncontent-type: application/problem+json\r\n\r\n";
    let hostile = Hostile::new(head, " ", usize::MAX, Pace::Drip).await;

    let error = create(&hostile.client(150)).await.1.unwrap_err();

    assert_eq!(
        (error.kind(), error.effect(), error.problem()),
        (ErrorKind::Refused, Effect::None, None)
    );
}

#[tokio::test]
async fn headers_without_end_are_no_answer() {
    let line = format!("x-{}: {}\r\n", "n".repeat(200), "v".repeat(4_000));
    let many = Hostile::new("HTTP/1.1 200 OK\r\n", &line, usize::MAX, Pace::Full).await;
    let one = Hostile::new("HTTP/1.1 200 OK\r\nx-n: ", "v", usize::MAX, Pace::Full).await;
    let early = "HTTP/1.1 103 Early Hints\r\n\r\n";
    let hints = Hostile::new("", early, usize::MAX, Pace::Drip).await;
    for hostile in [many, one, hints] {
        let client = hostile.client(500);

        let acted = create(&client).await.1.unwrap_err();
        let read = client.retrieve_payment_link(&link_id()).await.unwrap_err();

        assert_eq!(
            (acted.kind(), acted.effect()),
            (ErrorKind::NoAnswer, Effect::Unknown)
        );
        assert_eq!(
            (read.kind(), read.effect()),
            (ErrorKind::NoAnswer, Effect::None)
        );
        assert!(
            hostile.written() < 6 * SLACK,
            "{} written",
            hostile.written()
        );
    }
}

#[tokio::test]
async fn depth_without_end_is_not_followed() {
    for part in ["[", "{\"a\":", "{\"data\":["] {
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n";
        let hostile = Hostile::new(head, part, 10_000, Pace::Full).await;

        expect_unreadable(&hostile.client(20_000)).await;
    }
}

/// An act that was done and cannot be read, a read that cannot be, and a list that cannot be.
async fn expect_unreadable(client: &Client) {
    let acted = create(client).await.1.unwrap_err();
    let read = client.retrieve_payment_link(&link_id()).await.unwrap_err();
    let all = payroc::PaymentLinkFilter::default();
    let list = client
        .list_payment_links(&terminal(), &all)
        .await
        .unwrap_err();
    for (error, effect) in [
        (acted, Effect::Done),
        (read, Effect::None),
        (list, Effect::None),
    ] {
        assert_eq!(
            (error.kind(), error.effect()),
            (ErrorKind::Unreadable, effect),
            "{error}"
        );
    }
}

#[derive(Clone, Copy)]
pub enum Pace {
    Full,
    /// One part every few milliseconds.
    Drip,
}

/// A server that grants tokens, and answers everything else with a head and the same part over and over.
pub struct Hostile {
    pub base: String,
    written: Arc<AtomicUsize>,
    grants: Arc<std::sync::atomic::AtomicBool>,
}

impl Hostile {
    pub async fn new(head: &str, part: &str, times: usize, pace: Pace) -> Self {
        Self::of(head.into(), part.into(), times, pace, true).await
    }

    async fn of(head: Vec<u8>, part: Vec<u8>, times: usize, pace: Pace, grants: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let written = Arc::new(AtomicUsize::new(0));
        let grants = Arc::new(std::sync::atomic::AtomicBool::new(grants));
        let (count, grant) = (Arc::clone(&written), Arc::clone(&grants));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (head, part) = (head.clone(), part.clone());
                let (count, grant) = (Arc::clone(&count), Arc::clone(&grant));
                tokio::spawn(async move {
                    // A client that has had enough closes the connection: that is the point.
                    drop(pour(stream, &head, &part, times, pace, &grant, &count).await);
                });
            }
        });
        Self {
            base,
            written,
            grants,
        }
    }

    fn without_tokens(&self) -> &Self {
        self.grants.store(false, Ordering::Release);
        self
    }

    fn client(&self, ms: u64) -> Client {
        builder(&self.base)
            .deadlines(deadlines(ms))
            .build()
            .unwrap()
    }

    pub fn written(&self) -> usize {
        self.written.load(Ordering::Acquire)
    }
}

async fn pour(
    mut stream: TcpStream,
    head: &[u8],
    part: &[u8],
    times: usize,
    pace: Pace,
    grants: &std::sync::atomic::AtomicBool,
    count: &AtomicUsize,
) -> std::io::Result<()> {
    let mut request = [0; 16 * 1024];
    let read = stream.read(&mut request).await?;
    let request = String::from_utf8_lossy(&request[..read]);
    if grants.load(Ordering::Acquire) && request.starts_with("POST /authorize ") {
        let body = format!(r#"{{"access_token":"{TOKEN}","expires_in":3600}}"#);
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close";
        let answer = format!("{head}\r\ncontent-length: {}\r\n\r\n{body}", body.len());
        stream.write_all(answer.as_bytes()).await?;
        return stream.shutdown().await;
    }
    assert!(!request.to_ascii_lowercase().contains("accept-encoding"));
    stream.write_all(head).await?;
    let mut ticks: Interval = interval(Duration::from_millis(5));
    // Few large writes rather than many small ones, where nothing depends on the pace.
    let batch = match pace {
        Pace::Full => (0x10000 / part.len().max(1)).clamp(1, times),
        Pace::Drip => 1,
    };
    let parts = part.repeat(batch);
    for _ in 0..times.div_ceil(batch) {
        if matches!(pace, Pace::Drip) {
            ticks.tick().await;
        }
        stream.write_all(&parts).await?;
        count.fetch_add(parts.len(), Ordering::AcqRel);
    }
    stream.shutdown().await
}
