//! The practice gateway as a program of its own, on a port that it chooses and tells: so that nothing that befalls
//! Paylink's process befalls the other side's ledger.

use std::error::Error;
use std::io::Write;
use std::path::PathBuf;

use clap::Parser;
use practice_gateway::{Config, Rules, start};

#[derive(Parser)]
struct Arguments {
    /// How it answers where the contract is silent: NAME=ANSWER, as often as needed
    #[arg(long = "rule")]
    rules: Vec<String>,
    /// Trouble in words, such as 'createPaymentLink: act then cut'
    #[arg(long)]
    trouble: Vec<String>,
    /// File that its ledger is kept in
    #[arg(long)]
    state: Option<PathBuf>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let mut rules = Rules::default();
    for rule in &arguments.rules {
        let (name, answer) = rule.split_once('=').ok_or("a rule is NAME=ANSWER")?;
        rules.set(name, answer)?;
    }
    let gateway = start(Config {
        rules,
        state: arguments.state,
        control: true,
        ..Config::default()
    })
    .await?;
    for words in &arguments.trouble {
        gateway.trouble(words)?;
    }
    writeln!(std::io::stdout(), "{}", gateway.base_url())?;
    // It lives as long as whoever started it holds its input open, and leaves nothing behind when that one dies.
    tokio::task::spawn_blocking(|| std::io::copy(&mut std::io::stdin(), &mut std::io::sink()))
        .await??;
    Ok(())
}
