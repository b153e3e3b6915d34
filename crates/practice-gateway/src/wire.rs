//! Connections that can be cut from inside a request: the socket is closed or reset for real, so a
//! client sees what a broken network shows and not an invented answer.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::task::{Context, Poll, Waker};

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

/// Accepts connections and remembers them for as long as they live.
pub(crate) struct Door {
    pub(crate) listener: TcpListener,
    pub(crate) wires: Wires,
}

impl Listener for Door {
    type Io = Line;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Line, SocketAddr) {
        let (stream, address) = Listener::accept(&mut self.listener).await;
        (
            Line {
                stream,
                wire: self.wires.add(),
            },
            address,
        )
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

#[derive(Clone, Default)]
pub(crate) struct Wires(Arc<Mutex<Vec<Weak<Mutex<State>>>>>);

impl Wires {
    pub(crate) fn cut_all(&self) {
        let open = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        for state in open.iter().filter_map(Weak::upgrade) {
            Wire(state).cut();
        }
    }

    fn add(&self) -> Wire {
        let wire = Wire::default();
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|state| state.strong_count() > 0);
        open.push(Arc::downgrade(&wire.0));
        wire
    }
}

/// A handle on one connection, given to every request that comes through it.
#[derive(Clone, Default)]
pub(crate) struct Wire(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    cut: Cut,
    waker: Option<Waker>,
}

#[derive(Clone, Copy, Default)]
enum Cut {
    #[default]
    Not,
    Reset,
    /// Let the head and this many bytes of the body out, then close.
    AfterBody(usize),
    Closed,
}

impl Wire {
    /// Resets the connection: nothing more is read or written.
    pub(crate) fn cut(&self) {
        self.set(Cut::Reset);
    }

    /// Closes the connection once the head and `bytes` of the body of the next answer are out.
    pub(crate) fn cut_after_body_bytes(&self, bytes: usize) {
        self.set(Cut::AfterBody(bytes));
    }

    fn set(&self, cut: Cut) {
        let waker = {
            let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            state.cut = cut;
            state.waker.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// How it stands; whoever asks is woken when that changes.
    fn watch(&self, context: &Context<'_>) -> Cut {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.waker = Some(context.waker().clone());
        state.cut
    }
}

impl Connected<IncomingStream<'_, Door>> for Wire {
    fn connect_info(stream: IncomingStream<'_, Door>) -> Self {
        stream.io().wire.clone()
    }
}

pub(crate) struct Line {
    stream: TcpStream,
    wire: Wire,
}

impl Line {
    fn broken(&self, context: &Context<'_>) -> Option<io::Error> {
        match self.wire.watch(context) {
            Cut::Not | Cut::AfterBody(_) => None,
            Cut::Closed => Some(io::ErrorKind::BrokenPipe.into()),
            Cut::Reset => {
                // Without the reset a client could take the end for a tidy one.
                let reset = self.stream.set_zero_linger();
                Some(
                    reset
                        .err()
                        .unwrap_or_else(|| io::ErrorKind::ConnectionReset.into()),
                )
            }
        }
    }
}

impl AsyncRead for Line {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match self.broken(context) {
            Some(error) => Poll::Ready(Err(error)),
            None => Pin::new(&mut self.stream).poll_read(context, buffer),
        }
    }
}

impl AsyncWrite for Line {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if let Some(error) = self.broken(context) {
            return Poll::Ready(Err(error));
        }
        let allowed = match self.wire.watch(context) {
            Cut::AfterBody(body) => head_length(bytes).saturating_add(body).min(bytes.len()),
            Cut::Not | Cut::Reset | Cut::Closed => bytes.len(),
        };
        let written = Pin::new(&mut self.stream).poll_write(context, &bytes[..allowed]);
        if allowed < bytes.len() && written.is_ready() {
            self.wire.set(Cut::Closed);
        }
        written
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// The server writes head and body in one piece, as vectored writing is not offered here.
fn head_length(bytes: &[u8]) -> usize {
    let end = b"\r\n\r\n";
    bytes
        .windows(end.len())
        .position(|four| four == end)
        .map_or(0, |start| start + end.len())
}
