//! A connection that nobody used for a while is not used again: the server may be closing it that moment, and
//! then nobody could say whether a request was taken.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

use crate::support::*;

/// Many servers close an idle connection after this time; none that we know of sooner.
const SERVER_IDLE: Duration = Duration::from_secs(5);

#[tokio::test]
async fn an_idle_connection_is_let_go_well_before_a_server_would() {
    let (base, connections) = keep_alive_server().await;
    // Those that carry no key.
    let connections = &connections.kept;
    let client = builder(&base).build().unwrap();
    let read = async || client.retrieve_payment_link(&link_id()).await.unwrap();

    read().await;
    read().await;
    pass(SERVER_IDLE / 2).await;
    read().await;
    assert_eq!(connections.load(Ordering::Acquire), 1, "used while warm");
    pass(SERVER_IDLE - SERVER_IDLE / 10).await;
    read().await;

    assert_eq!(connections.load(Ordering::Acquire), 2);
}

#[tokio::test]
async fn a_connection_that_carried_the_key_ends_with_its_request() {
    let (base, connections) = keep_alive_server().await;
    let client = builder(&base).build().unwrap();

    client.authorize().await.unwrap();

    let ended = connections.keys_ended.notified();
    assert!(tokio::time::timeout(SERVER_IDLE / 2, ended).await.is_ok());
}

/// Moves the runtime's clock between two calls, when no socket is waited for.
async fn pass(time: Duration) {
    tokio::time::pause();
    tokio::time::advance(time).await;
    tokio::time::resume();
}

#[derive(Default)]
struct Connections {
    /// Whose first request carried no key.
    kept: AtomicUsize,
    /// One whose first request carried the key was closed.
    keys_ended: Notify,
}

/// A server that never closes a connection; counts them.
async fn keep_alive_server() -> (String, Arc<Connections>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let connections = Arc::new(Connections::default());
    let seen = Arc::clone(&connections);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let seen = Arc::clone(&seen);
            // A connection that the client closes ends here.
            tokio::spawn(async move { drop(serve(stream, &seen).await) });
        }
    });
    (base, connections)
}

async fn serve(mut stream: TcpStream, seen: &Connections) -> std::io::Result<()> {
    let mut request = [0; 16 * 1024];
    let mut for_the_key = None;
    loop {
        let read = stream.read(&mut request).await?;
        if read == 0 {
            if for_the_key == Some(true) {
                seen.keys_ended.notify_one();
            }
            return Ok(());
        }
        let asks_for_a_token = request.starts_with(b"POST /authorize ");
        if for_the_key.is_none() {
            for_the_key = Some(asks_for_a_token);
            seen.kept
                .fetch_add(usize::from(!asks_for_a_token), Ordering::AcqRel);
        }
        let grant = format!(r#"{{"access_token":"{TOKEN}","expires_in":3600}}"#);
        let body = if asks_for_a_token {
            grant.as_str()
        } else {
            SINGLE_USE
        };
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length";
        let answer = format!("{head}: {}\r\n\r\n{body}", body.len());
        stream.write_all(answer.as_bytes()).await?;
    }
}
