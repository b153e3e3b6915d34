//! A slice of the campaign, for every run of the tests: what needs neither root nor strace, in seconds.
#![expect(clippy::unwrap_used, reason = "tests and their helpers")]

use std::path::PathBuf;

use crash::campaign::{Campaign, Trial};
use crash::kills::{Mode, aftermath};
use crash::ledger;
use crash::press::Press;
use crash::world::{Gateway, Programs, Start};
use crash::{damage, system, trouble};
use fastrand::Rng;

const SEED: u64 = 20_261_125;

/// When the process is killed, by what its request has come to at the gateway.
const MOMENTS: [&str; 4] = [
    "createPaymentLink: hold",
    "createPaymentLink: act then hold",
    "sharePaymentLink: hold",
    "sharePaymentLink: act then hold",
];

#[test]
fn killed_at_any_moment_of_a_request_there_is_one_link_and_one_email_for_each() {
    for mode in Mode::ALL {
        for moment in MOMENTS {
            let trial = killed_while_held(mode, moment);

            assert_eq!(trial.broken, [""; 0], "{mode}, {moment}, seed {SEED}");
        }
    }
}

#[test]
fn no_damage_is_silent_and_what_was_damaged_is_kept() {
    let tally = damage::harm(&campaign(200)).unwrap();

    assert!(tally.broken.is_empty(), "{tally}");
    assert_eq!(tally.tried, 200);
    assert!(
        tally.counts.keys().any(|what| what.starts_with("told")),
        "{tally}"
    );
}

#[test]
fn of_ten_paylinks_at_once_one_writes_and_its_lock_goes_with_it() {
    let tally = trouble::ten_at_once(&campaign(2)).unwrap();

    assert!(tally.broken.is_empty(), "{tally}");
    assert_eq!(tally.tried, 2);
}

/// Kills the process while the gateway holds a request of it, before or after it has acted.
fn killed_while_held(mode: Mode, moment: &str) -> Trial {
    let programs = programs();
    let mut arguments = mode.arguments();
    arguments.extend(["--trouble".to_owned(), moment.to_owned()]);
    let gateway = Gateway::start(&programs, &arguments).unwrap();
    let folder = system::quick_folder().unwrap();
    let data = folder.path().join("data");
    let press = Press::any(&mut Rng::with_seed(SEED));
    let presses = std::slice::from_ref(&press);
    let mut paylink = Start::on(&programs, &data, &gateway.url)
        .pressing(presses)
        .start()
        .unwrap();
    let held = format!("{}/practice/trouble", gateway.url);
    system::until("a request to be held", || {
        let scripts = ledger::get(&held)?;
        Ok(scripts["trouble"][0]["reached"].as_u64() > Some(0))
    })
    .unwrap();

    paylink.kill().unwrap();
    let first = paylink.end().unwrap();

    let mut trial = Trial::default();
    aftermath(
        &programs,
        &gateway,
        &data,
        presses,
        &first.accepted(),
        &mut trial,
    )
    .unwrap();
    trial
}

fn campaign(schedules: u64) -> Campaign {
    Campaign {
        schedules,
        seed: SEED,
        only: None,
        jobs: 2,
        programs: programs(),
    }
}

fn programs() -> Programs {
    Programs {
        desk: PathBuf::from(env!("CARGO_BIN_EXE_desk")),
        gateway: PathBuf::from(env!("CARGO_BIN_EXE_gateway")),
    }
}
