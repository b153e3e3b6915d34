//! The gateway as a program, for working on the app or on anything else that talks to it.

mod arguments;

use std::error::Error;
use std::io::IsTerminal;
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;
use practice_gateway::{PRACTICE_API_KEY, Running, SeedError, documented_links, start};
use serde_json::Value;
use tracing_subscriber::filter::LevelFilter;

use arguments::{Arguments, rules_table};

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if arguments.list_rules {
        say(&rules_table());
        return ExitCode::SUCCESS;
    }
    tracing_subscriber::fmt()
        .with_max_level(LevelFilter::INFO)
        .with_target(false)
        .with_ansi(std::io::stdout().is_terminal())
        .compact()
        .init();
    match furnished(&arguments).await {
        Ok(gateway) => serve(gateway, &arguments).await,
        Err(error) => {
            tracing::error!(error = &*error, "could not start");
            ExitCode::FAILURE
        }
    }
}

/// A gateway with the links and the trouble that were asked for.
async fn furnished(arguments: &Arguments) -> Result<Running, Box<dyn Error>> {
    let gateway = start(arguments.config()?).await?;
    let given = match &arguments.links {
        Some(path) => links_in(path)?,
        None => Vec::new(),
    };
    let documented = match arguments.documented_links {
        true => documented_links(),
        false => Vec::new(),
    };
    let terminal_id = arguments
        .terminal_ids()
        .first()
        .copied()
        .unwrap_or_default();
    for link in given.iter().chain(&documented) {
        match gateway.seed_link(terminal_id, link) {
            // It was seeded when the state file was begun, and may have been changed since.
            Ok(_) | Err(SeedError::Taken(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let missing = arguments.seed_links.saturating_sub(gateway.links().len());
    gateway.seed_links(terminal_id, missing)?;
    for words in &arguments.trouble {
        gateway.trouble(words)?;
    }
    Ok(gateway)
}

fn links_in(path: &Path) -> Result<Vec<Value>, Box<dyn Error>> {
    let told = |error: &dyn Error| format!("{} cannot be read: {error}", path.display());
    let text = std::fs::read_to_string(path).map_err(|error| told(&error))?;
    Ok(serde_json::from_str(&text).map_err(|error| told(&error))?)
}

async fn serve(gateway: Running, arguments: &Arguments) -> ExitCode {
    say(&greeting(&gateway, arguments));
    let interrupted = tokio::signal::ctrl_c().await;
    gateway.stop().await;
    match interrupted {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "stopped, because Ctrl-C could not be listened for");
            ExitCode::FAILURE
        }
    }
}

fn greeting(gateway: &Running, arguments: &Arguments) -> String {
    let base = gateway.base_url();
    let mut lines = vec![
        "Practice gateway: no real money moves, no email is sent.".to_owned(),
        format!("  identity   {base}/authorize"),
        format!("  API        {base}/v1"),
        format!("  inbox      {base}/inbox"),
        format!("  pay page   {base}/merchant/pay-by-link?token=..."),
        format!("  terminals  {}", arguments.terminal_ids().join(", ")),
    ];
    if arguments.control {
        lines.push(format!("  control    {base}/practice"));
    }
    if arguments.api_key == PRACTICE_API_KEY {
        lines.push(format!("  API key    {PRACTICE_API_KEY}"));
    }
    if let Some(aside) = gateway.set_aside() {
        lines.push(format!(
            "  The state file was damaged; it is at {}",
            aside.display()
        ));
    }
    lines.push("Ctrl-C stops it.".to_owned());
    lines.join("\n")
}

#[expect(
    clippy::print_stdout,
    reason = "the addresses are what the program is started for"
)]
fn say(text: &str) {
    println!("{text}");
}
