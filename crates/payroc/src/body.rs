//! The exact bytes of a request.
//!
//! The gateway compares key, address and body of a repeated request (Payroc API: Idempotency), so the bytes
//! are made once, kept by the caller, and sent unchanged every time.

use std::fmt;

use bytes::Bytes;
use serde::Serialize;

/// Holds a request body as the bytes that go over the wire. Cheap to clone.
#[derive(Clone, PartialEq, Eq)]
pub struct RequestBody(Bytes);

impl RequestBody {
    /// Takes back bytes that were kept earlier. They are sent as they are, unchecked.
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(Bytes::from(bytes))
    }

    /// Gives the bytes to keep.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    pub(crate) fn encode(value: &impl Serialize) -> Self {
        let bytes =
            serde_json::to_vec(value).expect("request types have string keys and plain values");
        Self(Bytes::from(bytes))
    }

    pub(crate) fn to_bytes(&self) -> Bytes {
        self.0.clone()
    }
}

/// Tells the length only: bodies hold names and addresses.
impl fmt::Debug for RequestBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RequestBody({} bytes)", self.0.len())
    }
}
