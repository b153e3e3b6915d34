//! Faults put in on purpose, to see that the oracle sees them. Paylink itself has no such switch: they sit between it
//! and what surrounds it.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plant {
    Nothing,
    /// The disk says that it has synced, and has not.
    NoSync,
    /// A repeat goes out under a key of its own.
    NewKeyOnRepeat,
    /// What was not answered is sent once more without a look.
    BlindResend,
    /// Looking never finds anything.
    BlindLook,
    /// Only the first page of a list is read.
    FirstPageOnly,
    /// A change makes sure of nothing.
    Unguarded,
}
