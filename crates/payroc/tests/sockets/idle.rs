//! A connection that nobody used for a while is not used again: the server may be closing it that moment, and
//! then nobody could say whether a request was taken.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::support::*;

/// Many servers close an idle connection after this time; none that we know of sooner.
const SERVER_IDLE: Duration = Duration::from_secs(5);

#[tokio::test]
async fn an_idle_connection_is_let_go_well_before_a_server_would() {
    let (base, connections) = keep_alive_server().await;
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

/// Moves the runtime's clock between two calls, when no socket is waited for.
async fn pass(time: Duration) {
    tokio::time::pause();
    tokio::time::advance(time).await;
    tokio::time::resume();
}

/// A server that never closes a connection; counts them.
async fn keep_alive_server() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let connections = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&connections);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            count.fetch_add(1, Ordering::AcqRel);
            // A connection that the client closes ends here.
            tokio::spawn(async move { drop(serve(stream).await) });
        }
    });
    (base, connections)
}

async fn serve(mut stream: TcpStream) -> std::io::Result<()> {
    let mut request = [0; 16 * 1024];
    loop {
        let read = stream.read(&mut request).await?;
        if read == 0 {
            return Ok(());
        }
        let grant = format!(r#"{{"access_token":"{TOKEN}","expires_in":3600}}"#);
        let body = if request.starts_with(b"POST /authorize ") {
            grant.as_str()
        } else {
            SINGLE_USE
        };
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length";
        let answer = format!("{head}: {}\r\n\r\n{body}", body.len());
        stream.write_all(answer.as_bytes()).await?;
    }
}
