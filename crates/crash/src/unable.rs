//! Why the harness itself could not go on, as a sentence. That is never a finding about Paylink, and never silent.

use std::fmt;

#[derive(Clone)]
pub struct Unable(String);

pub type Able<T> = Result<T, Unable>;

impl Unable {
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }

    /// For `map_err`: what was being done, and the error that came of it.
    pub fn to<E: fmt::Display>(doing: &str) -> impl Fn(E) -> Self {
        move |error| Self(format!("unable to {doing}: {error}"))
    }
}

impl fmt::Display for Unable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// The same sentence: a test that ends with it shows it through `Debug`.
impl fmt::Debug for Unable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for Unable {}

impl From<std::io::Error> for Unable {
    fn from(error: std::io::Error) -> Self {
        Self(format!("the system refused: {error}"))
    }
}

impl From<rusqlite::Error> for Unable {
    fn from(error: rusqlite::Error) -> Self {
        Self(format!("the file could not be judged: {error}"))
    }
}
