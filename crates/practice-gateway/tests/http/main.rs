//! The gateway over real HTTP, as any client sees it. One program, so that it is linked once.

#![expect(
    clippy::unwrap_used,
    reason = "a helper stops at the first surprise, like its test"
)]

mod controlling;
mod creating;
mod deactivating;
mod guarding;
mod keeping;
mod keys;
mod listing;
mod pages;
mod payments;
mod program;
mod seeding;
mod sharing;
mod shop;
mod signing_in;
mod terminals;
mod trouble;
mod updating;
