//! Why a journey could not go on, as a sentence.

use std::fmt;

/// What went wrong, said so that one can act on it.
#[derive(Clone)]
pub struct Trouble(String);

impl Trouble {
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }

    /// For `map_err`: what was being done, and the error that came of it.
    pub fn while_doing<E: fmt::Display>(doing: &str) -> impl Fn(E) -> Self {
        move |error| Self(format!("{doing}: {error}"))
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// The same sentence: a test that ends with trouble shows it through `Debug`.
impl fmt::Debug for Trouble {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for Trouble {}
