//! Paylink under every failure, by the thousand: what the user asked for is compared with what the gateway did.

pub mod simulation;
