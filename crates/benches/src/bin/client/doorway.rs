//! A door in front of a gateway that counts who comes in: connections, without looking at what they carry.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use url::Url;

use crate::Failure;
use crate::gateway::Gateway;

/// A gateway behind a door.
pub struct Doorway {
    /// The address of the door.
    pub base: Url,
    pub gateway: Gateway,
    connections: Arc<AtomicUsize>,
}

impl Doorway {
    pub async fn open() -> Result<Self, Failure> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?.to_string();
        let gateway = Gateway::start(Some(&address))?;
        let inside = gateway.base.socket_addrs(|| None)?;
        let inside = *inside.first().ok_or("the gateway has no address")?;
        let connections = Arc::new(AtomicUsize::new(0));
        tokio::spawn(let_in(listener, inside, Arc::clone(&connections)));
        Ok(Self {
            base: format!("http://{address}").parse()?,
            gateway,
            connections,
        })
    }

    /// How many have come in so far.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

async fn let_in(listener: TcpListener, inside: SocketAddr, connections: Arc<AtomicUsize>) {
    while let Ok((mut outer, _)) = listener.accept().await {
        connections.fetch_add(1, Ordering::SeqCst);
        tokio::spawn(async move {
            let mut inner = TcpStream::connect(inside).await?;
            outer.set_nodelay(true)?;
            inner.set_nodelay(true)?;
            copy_bidirectional(&mut outer, &mut inner).await
        });
    }
}
