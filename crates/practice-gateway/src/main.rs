//! The gateway as a program, for working on the app or on anything else that talks to it.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use practice_gateway::{
    Account, Config, PRACTICE_API_KEY, PRACTICE_TERMINAL, Port, Running, SECOND_PRACTICE_TERMINAL,
    Terminal, start,
};
use tracing_subscriber::filter::LevelFilter;

/// A payment-links gateway for practice: answers on this computer only, and no money moves.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Port on 127.0.0.1; 0 takes a free one
    #[arg(long, default_value_t = 8080)]
    port: u16,

    /// File that links, emails and payments are kept in; without it they end with the program
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,

    /// API key that opens the terminals; made up, never a real one
    #[arg(long, value_name = "KEY", default_value = PRACTICE_API_KEY)]
    api_key: String,

    /// Terminal that the key opens; may be given several times
    #[arg(long = "terminal", value_name = "ID",
          default_values = [PRACTICE_TERMINAL, SECOND_PRACTICE_TERMINAL])]
    terminals: Vec<String>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    tracing_subscriber::fmt()
        .with_max_level(LevelFilter::INFO)
        .with_target(false)
        .with_ansi(std::io::stdout().is_terminal())
        .compact()
        .init();
    match start(config(&arguments)).await {
        Ok(gateway) => serve(gateway, &arguments).await,
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "could not start");
            ExitCode::FAILURE
        }
    }
}

fn config(arguments: &Arguments) -> Config {
    let terminal = |id: &String| Terminal::new(id, format!("Practice shop {id}"));
    let account = Account {
        api_key: arguments.api_key.clone(),
        terminals: arguments.terminals.iter().map(terminal).collect(),
    };
    Config {
        port: if arguments.port == 0 {
            Port::Free
        } else {
            Port::Exactly(arguments.port)
        },
        state: arguments.state.clone(),
        accounts: vec![account],
        ..Config::default()
    }
}

async fn serve(gateway: Running, arguments: &Arguments) -> ExitCode {
    greet(&gateway, arguments);
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

#[expect(
    clippy::print_stdout,
    reason = "the addresses are what the program is started for"
)]
fn greet(gateway: &Running, arguments: &Arguments) {
    let base = gateway.base_url();
    println!("Practice gateway: no real money moves, no email is sent.");
    println!("  identity   {base}/authorize");
    println!("  API        {base}/v1");
    println!("  inbox      {base}/inbox");
    println!("  pay page   {base}/merchant/pay-by-link?token=...");
    println!("  terminals  {}", arguments.terminals.join(", "));
    if arguments.api_key == PRACTICE_API_KEY {
        println!("  API key    {PRACTICE_API_KEY}");
    }
    if let Some(aside) = gateway.set_aside() {
        println!("  The state file was damaged; it is at {}", aside.display());
    }
    println!("Ctrl-C stops it.");
}
