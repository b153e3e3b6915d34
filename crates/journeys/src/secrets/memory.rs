//! The memory of a living process, page by page as far as there is anything on it.

use std::fs::File;
use std::os::unix::fs::FileExt;

use super::{Finding, Place, Secret};
use crate::process::{Process, read};
use crate::trouble::Trouble;

const PAGE: u64 = 4096;
const CHUNK: usize = 4 << 20;
/// In the process's page map: the page is in memory, or swapped out.
const IN_USE: u64 = 0b11 << 62;

struct Range {
    start: u64,
    end: u64,
}

/// Looks in everything that a process has in its memory at this moment.
///
/// # Errors
///
/// When the memory may not be read, or nothing of it could be.
pub fn in_memory(process: &Process, secrets: &[Secret]) -> Result<Vec<Finding>, Trouble> {
    let doing = format!("reading the memory of {} ({})", process.name, process.pid);
    let open = |name: &str| {
        File::open(format!("/proc/{}/{name}", process.pid)).map_err(Trouble::while_doing(&doing))
    };
    let (memory, page_map) = (open("mem")?, open("pagemap")?);
    let maps = read(format!("/proc/{}/maps", process.pid).as_ref());
    let overlap = secrets
        .iter()
        .map(Secret::longest)
        .max()
        .unwrap_or_default()
        .saturating_sub(1);
    let mut tally = Tally {
        process,
        secrets,
        findings: Vec::new(),
    };
    let mut total = 0;
    for range in readable(&maps).flat_map(|range| in_use(&page_map, &range)) {
        let mut buffer: Vec<u8> = Vec::new();
        let mut at = range.start;
        while at < range.end {
            let length = usize::try_from(range.end - at).unwrap_or(CHUNK).min(CHUNK);
            let kept = buffer.len().min(overlap);
            buffer.drain(..buffer.len() - kept);
            buffer.resize(kept + length, 0);
            // Pages come and go while we look; what has gone holds nothing.
            let got = memory.read_at(&mut buffer[kept..], at).unwrap_or_default();
            buffer.truncate(kept + got);
            tally.look(&buffer, kept);
            if got == 0 {
                break;
            }
            total += got;
            at += got as u64;
        }
    }
    if total == 0 {
        return Err(Trouble::new(format!("{doing}: nothing could be read")));
    }
    Ok(tally.findings)
}

/// Adds up findings over many pieces of memory.
struct Tally<'a> {
    process: &'a Process,
    secrets: &'a [Secret],
    findings: Vec<Finding>,
}

impl Tally<'_> {
    /// Looks in a piece whose first bytes were the end of the piece before; what lies wholly in them is known.
    fn look(&mut self, bytes: &[u8], seen: usize) {
        for secret in self.secrets {
            for shape in &secret.shapes {
                let times = shape
                    .finder
                    .find_iter(bytes)
                    .filter(|start| start + shape.length > seen)
                    .count();
                if times > 0 {
                    self.add(&secret.name, shape.name, times);
                }
            }
        }
    }

    fn add(&mut self, secret: &str, shape: &'static str, times: usize) {
        let known = self
            .findings
            .iter_mut()
            .find(|known| known.secret == secret && known.shape == shape);
        if let Some(known) = known {
            known.times += times;
            return;
        }
        let place = Place::Memory(self.process.clone());
        self.findings.push(Finding {
            secret: secret.to_owned(),
            shape,
            place,
            times,
        });
    }
}

/// The readable ranges of `/proc/PID/maps`, without the kernel's own.
fn readable(maps: &str) -> impl Iterator<Item = Range> {
    maps.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        let (start, end) = words.next()?.split_once('-')?;
        let rights = words.next()?;
        let name = words.nth(3).unwrap_or_default();
        let range = Range {
            start: u64::from_str_radix(start, 16).ok()?,
            end: u64::from_str_radix(end, 16).ok()?,
        };
        (rights.starts_with('r') && !name.starts_with("[v")).then_some(range)
    })
}

/// The parts of a range that have pages behind them: web views reserve far more than they use.
fn in_use(page_map: &File, range: &Range) -> Vec<Range> {
    let pages = usize::try_from((range.end - range.start) / PAGE).unwrap_or_default();
    let mut entries = vec![0; pages * 8];
    let Ok(got) = page_map.read_at(&mut entries, range.start / PAGE * 8) else {
        return Vec::new();
    };
    let mut parts: Vec<Range> = Vec::new();
    for (number, entry) in entries[..got].chunks_exact(8).enumerate() {
        let entry = u64::from_le_bytes(entry.try_into().expect("chunks of eight"));
        if entry & IN_USE == 0 {
            continue;
        }
        let start = range.start + number as u64 * PAGE;
        match parts.last_mut() {
            Some(last) if last.end == start => last.end += PAGE,
            Some(_) | None => parts.push(Range {
                start,
                end: start + PAGE,
            }),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_is_in_this_very_process() {
        let process = Process {
            pid: std::process::id(),
            name: "itself".to_owned(),
        };
        let written: String = ('a'..='z').chain('0'..='9').rev().collect();

        let findings = in_memory(&process, &[Secret::new("the alphabet", &written)]).unwrap();

        assert!(
            findings
                .iter()
                .any(|finding| finding.shape == "plain" && finding.times >= 1)
        );
    }

    #[test]
    fn leaves_out_what_cannot_be_read() {
        let maps = "7f00-8f00 rw-p 00000000 00:00 0 \n8f00-9f00 ---p 00000000 00:00 0 \n\
                    ff00-ff10 r-xp 00000000 00:00 0                          [vdso]\n";

        let ranges: Vec<(u64, u64)> = readable(maps)
            .map(|range| (range.start, range.end))
            .collect();

        assert_eq!(ranges, [(0x7f00, 0x8f00)]);
    }
}
