//! Whether memory grows with use: a process that does nothing but read one link, looked at after 10,000 reads and at
//! the end. What is looked at is its proportional share of memory (PSS), which only Linux tells.

use std::fs;
use std::process::Command;

use payroc::{PaymentLinkId, ProcessingTerminalId};
use practice_gateway::PRACTICE_TERMINAL;

use crate::gateway::{self, Gateway};
use crate::{Failure, order, say, several_threads};

const READS_BEFORE: u32 = 10_000;
const GROWTH_GOAL_KIB: i64 = 1024;

/// Tells whether it is flat, and takes it for that where it cannot be seen.
pub fn measure(reads: u32) -> Result<bool, Failure> {
    say(&format!(
        "\nMemory of a process that reads one link {reads} times"
    ));
    let gateway = Gateway::start(None)?;
    let program = std::env::current_exe()?;
    let output = Command::new(program)
        .args(["reader", gateway.base.as_str(), &reads.to_string()])
        .output()?;
    if !output.status.success() {
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        return Err(told.into());
    }
    let told = String::from_utf8(output.stdout)?;
    let looks: Vec<i64> = told.lines().filter_map(|line| line.parse().ok()).collect();
    let [before, after] = looks[..] else {
        say("   not measured: this system does not tell the proportional share of memory");
        return Ok(true);
    };
    let growth = after - before;
    let slope = growth as f64 * 1024.0 / f64::from(reads - READS_BEFORE);
    let is_met = growth <= GROWTH_GOAL_KIB;
    let met = if is_met { "met" } else { "missed" };
    say(&format!("   PSS after {READS_BEFORE} reads: {before} KiB"));
    say(&format!("   PSS after {reads} reads: {after} KiB"));
    say(&format!(
        "   grown by {growth} KiB, {slope:.2} bytes a read (goal {GROWTH_GOAL_KIB} KiB in all: {met})"
    ));
    Ok(is_met)
}

/// What the other process does.
pub fn read(base: &str, reads: u32) -> Result<(), Failure> {
    several_threads()?.block_on(async {
        let client = gateway::client_of(&base.parse()?)?.build()?;
        let terminal: ProcessingTerminalId = PRACTICE_TERMINAL.parse()?;
        let body = order::link(order::last_day()).encode();
        let key = payroc::IdempotencyKey::random();
        let link = client.create_payment_link(&terminal, &key, &body).await?;
        let id: PaymentLinkId = link.payment_link_id;
        for read in 1..=reads {
            client.retrieve_payment_link(&id).await?;
            if read == READS_BEFORE || read == reads {
                tell_share();
            }
        }
        Ok(())
    })
}

/// Says the proportional share of memory in KiB, where the system tells it.
fn tell_share() {
    let rollup = fs::read_to_string("/proc/self/smaps_rollup").unwrap_or_default();
    if let Some(share) = share(&rollup) {
        say(&share.to_string());
    }
}

fn share(rollup: &str) -> Option<i64> {
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_share_that_the_kernel_tells() {
        let rollup = "55d0-7ffc ---p 00000000 00:00 0   [rollup]\nRss:    3484 kB\nPss:    1021 kB\n\
                      Pss_Dirty:     320 kB\n";

        assert_eq!(share(rollup), Some(1021));
        assert_eq!(share(""), None);
    }
}
