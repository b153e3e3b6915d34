//! Kills Paylink, cuts its power and spoils its files by the thousand, and compares what is left with what was asked.
//!
//! The other side is the practice gateway as a program of its own; its ledger is the truth. Every choice comes from a
//! seed, and whatever fails tells the command that repeats it. What a machine does not offer is skipped aloud.

pub mod campaign;
pub mod damage;
pub mod disk;
pub mod file;
pub mod judge;
pub mod kills;
pub mod ledger;
pub mod power;
pub mod press;
pub mod simulation;
pub mod strace;
pub mod system;
pub mod trouble;
pub mod unable;
pub mod world;
