//! Where Practice is: the gateway that ships inside Paylink, or one that runs by itself on this computer.

use std::path::Path;
use std::{io, thread};

use jiff::tz::TimeZone;
use paylink_core::Practice;
use payroc::{ApiKey, Hosts};
use practice_gateway::{
    Account, Config, PRACTICE_API_KEY, PRACTICE_TERMINAL, Port, Running, StartError, StoreError,
};
use tauri::{AppHandle, Manager};
use tokio::sync::oneshot;
use url::Url;

/// Names the address of a practice gateway that runs by itself. Loopback only; no such setting exists for Test or Live.
const ADDRESS: &str = "PAYLINK_PRACTICE_URL";

/// The usual port, so that practice links go on working after a restart; another one if it is taken.
const PORT: u16 = 47_620;

/// Keeps the gateway running as long as the app: dropping it stops the gateway.
struct Embedded(Running);

/// Forgets the links, emails and payments of Practice, where the gateway is the one inside Paylink. Blocks for as long
/// as the disk takes.
pub fn forget_everything(app: &AppHandle) -> Result<(), StoreError> {
    match app.try_state::<Embedded>() {
        Some(embedded) => embedded.0.forget_everything(),
        None => Ok(()),
    }
}

/// Finds or starts the gateway; without one, gives the address at which it should be.
pub async fn open(app: &AppHandle, folder: &Path) -> Result<Practice, String> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the rim: the one reading of the environment"
    )]
    let address = std::env::var(ADDRESS);
    match address {
        Ok(address) => at(&address),
        Err(_) => embedded(app, folder).await,
    }
}

async fn embedded(app: &AppHandle, folder: &Path) -> Result<Practice, String> {
    let config = Config {
        port: Port::Preferably(PORT),
        state: Some(folder.join("practice.db")),
        accounts: vec![account_in(&TimeZone::system())],
        ..Config::default()
    };
    match started(config).await {
        Ok(Ok(running)) => {
            let address = running.base_url().to_owned();
            app.manage(Embedded(running));
            at(&address)
        }
        Ok(Err(error)) => Err(missing(&error)),
        Err(error) => Err(missing(&error)),
    }
}

/// Starts the gateway on a thread of its own, as it writes to the disk where it answers: a disk that hangs then holds up
/// Practice alone.
async fn started(config: Config) -> io::Result<Result<Running, StartError>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let (tell, told) = oneshot::channel();
    let serve = async move {
        // Whoever asked is there as long as Paylink is.
        drop(tell.send(practice_gateway::start(config).await));
        std::future::pending::<()>().await;
    };
    thread::Builder::new()
        .name("practice".to_owned())
        .spawn(move || runtime.block_on(serve))?;
    told.await.map_err(io::Error::other)
}

fn missing(error: &(dyn std::error::Error + 'static)) -> String {
    tracing::error!(error, "no practice gateway");
    format!("http://127.0.0.1:{PORT}")
}

/// The practice account, with its shops where the user is: a last day of today is today's on both sides. A zone
/// without a name known here leaves them in UTC.
fn account_in(zone: &TimeZone) -> Account {
    let name = zone.iana_name().filter(|name| TimeZone::get(name).is_ok());
    let mut account = Account::practice();
    for terminal in &mut account.terminals {
        terminal.time_zone = name.map(str::to_owned);
    }
    account
}

fn at(address: &str) -> Result<Practice, String> {
    let refused = || address.to_owned();
    let url = Url::parse(address).map_err(|_| refused())?;
    let hosts = Hosts::loopback(&url).map_err(|_| refused())?;
    let inbox = url.join("/inbox").map_err(|_| refused())?;
    Ok(Practice {
        hosts,
        api_key: ApiKey::new(PRACTICE_API_KEY.to_owned()).expect("the practice key is a legal key"),
        terminal_id: PRACTICE_TERMINAL.to_owned(),
        inbox_url: inbox.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_practice_shops_are_where_the_user_is() {
        let zones = |zone: &TimeZone| -> Vec<Option<String>> {
            let terminals = account_in(zone).terminals;
            terminals
                .into_iter()
                .map(|terminal| terminal.time_zone)
                .collect()
        };
        let honolulu = TimeZone::get("Pacific/Honolulu").unwrap();

        assert_eq!(
            zones(&honolulu),
            vec![Some("Pacific/Honolulu".to_owned()); 2]
        );
        assert_eq!(zones(&TimeZone::fixed(jiff::tz::offset(-10))), [None, None]);
    }

    #[test]
    fn practice_is_on_this_computer_and_nowhere_else() {
        assert!(at("http://127.0.0.1:8080").is_ok());
        for address in [
            "http://192.168.0.2:8080",
            "https://api.example.com",
            "http://localhost.example.com",
            "8080",
        ] {
            assert!(at(address).is_err(), "{address} was taken");
        }
    }
}
