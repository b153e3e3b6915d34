//! What the program can be told on its command line, and the configuration that comes of it.

use std::path::PathBuf;

use clap::{ArgAction, Parser};
use jiff::Timestamp;
use practice_gateway::{
    Account, Clock, Config, NAMED_RULES, PRACTICE_API_KEY, PRACTICE_TERMINAL, Port, RuleError,
    Rules, SECOND_PRACTICE_TERMINAL, Terminal,
};

/// A payment-links gateway for practice: answers on this computer only, and no money moves.
#[derive(Parser)]
#[command(version, after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Port on 127.0.0.1; 0 takes a free one
    #[arg(long, default_value_t = 8080)]
    pub(crate) port: u16,

    /// File that links, emails and payments are kept in; without it they end with the program
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,

    /// API key that opens the terminals; made up, never a real one
    #[arg(long, value_name = "KEY", default_value = PRACTICE_API_KEY, help_heading = "Who may call")]
    pub(crate) api_key: String,

    /// Terminal that the key opens; may be given several times
    #[arg(long = "terminal", value_name = "ID", help_heading = "Who may call",
          default_values = [PRACTICE_TERMINAL, SECOND_PRACTICE_TERMINAL])]
    terminals: Vec<String>,

    /// Terminal that was ordered through the API, so that it can be retrieved, too
    #[arg(
        long = "ordered-terminal",
        value_name = "ID",
        help_heading = "Who may call"
    )]
    ordered_terminals: Vec<String>,

    /// IANA time zone of the terminals, such as America/New_York; without it UTC, or Chicago for ordered ones
    #[arg(long, value_name = "ZONE", help_heading = "Who may call")]
    time_zone: Option<String>,

    /// The key may not list payments
    #[arg(long, help_heading = "Who may call")]
    no_payments: bool,

    /// How the gateway answers where the contract is silent; may be given several times
    #[arg(long = "rule", value_name = "NAME=ANSWER", value_parser = read_rule, help_heading = "How it answers")]
    rules: Vec<(String, String)>,

    /// Lists all rules with their answers, and ends
    #[arg(long, help_heading = "How it answers")]
    pub(crate) list_rules: bool,

    /// Lets nothing doubtful in a request through
    #[arg(long, help_heading = "How it answers")]
    strict: bool,

    /// Trouble in words, such as 'createPaymentLink: act then cut'; may be given several times
    #[arg(long, value_name = "WORDS", help_heading = "How it answers")]
    pub(crate) trouble: Vec<String>,

    /// Time to start at, such as 2026-03-01T10:00:00Z; the clock goes on from there
    #[arg(long, value_name = "TIME", help_heading = "What is there")]
    now: Option<Timestamp>,

    /// Makes up active links on the first terminal until there are so many
    #[arg(
        long,
        value_name = "COUNT",
        default_value_t = 0,
        help_heading = "What is there"
    )]
    pub(crate) seed_links: usize,

    /// JSON file with a list of links as an answer shows them, ids and all
    #[arg(long, value_name = "FILE", help_heading = "What is there")]
    pub(crate) links: Option<PathBuf>,

    /// The two links of the contract's examples: JZURRJBUPS and CKHP6VVWYT
    #[arg(long, help_heading = "What is there")]
    pub(crate) documented_links: bool,

    /// Makes the same ids in the same order for the same number
    #[arg(long, value_name = "NUMBER", help_heading = "What is there")]
    id_seed: Option<u64>,

    /// Offers no control API under /practice
    #[arg(long = "no-control", action = ArgAction::SetFalse)]
    pub(crate) control: bool,
}

const EXAMPLES: &str = "\
Examples:
  practice-gateway --port 8080
  practice-gateway --state practice.db --seed-links 250
  practice-gateway --now 2024-07-25T12:00:00Z --documented-links
  practice-gateway --rule past-expiry=accepted --rule second-deactivate=accepted
  practice-gateway --trouble 'createPaymentLink: refuse with 503, retry after 7, 2 times'";

impl Arguments {
    pub(crate) fn config(&self) -> Result<Config, RuleError> {
        let account = Account {
            api_key: self.api_key.clone(),
            terminals: self.opened_terminals(),
        };
        let clock = Clock::system();
        if let Some(now) = self.now {
            clock.set(now);
        }
        Ok(Config {
            port: match self.port {
                0 => Port::Free,
                port => Port::Exactly(port),
            },
            state: self.state.clone(),
            rules: self.all_rules()?,
            accounts: vec![account],
            keys_without_payments: match self.no_payments {
                true => vec![self.api_key.clone()],
                false => Vec::new(),
            },
            clock,
            control: self.control,
            seed: self.id_seed,
            ..Config::default()
        })
    }

    /// Ids of all terminals, those ordered through the API last.
    pub(crate) fn terminal_ids(&self) -> Vec<&str> {
        let all = self.terminals.iter().chain(&self.ordered_terminals);
        all.map(String::as_str).collect()
    }

    fn opened_terminals(&self) -> Vec<Terminal> {
        let terminal = |id: &str| {
            let mut terminal = Terminal::new(id, format!("Practice shop {id}"));
            terminal.time_zone.clone_from(&self.time_zone);
            terminal.ordered_through_api = self.ordered_terminals.iter().any(|one| one == id);
            terminal
        };
        self.terminal_ids().into_iter().map(terminal).collect()
    }

    fn all_rules(&self) -> Result<Rules, RuleError> {
        let mut rules = match self.strict {
            true => Rules::strict(),
            false => Rules::default(),
        };
        for (name, answer) in &self.rules {
            rules.set(name, answer)?;
        }
        Ok(rules)
    }
}

/// The rules as a table, one to a line, each default first.
pub(crate) fn rules_table() -> String {
    let defaults = Rules::default();
    let line = |rule: &practice_gateway::NamedRule| {
        let default = defaults.answer(rule.name).unwrap_or_default();
        let others = rule.answers.iter().filter(|answer| **answer != default);
        let others: Vec<&str> = others.copied().collect();
        format!(
            "{:<22} {:<53} [{default}] {}",
            rule.name,
            rule.about,
            others.join(", ")
        )
    };
    let lines: Vec<String> = NAMED_RULES.iter().map(line).collect();
    lines.join("\n")
}

fn read_rule(text: &str) -> Result<(String, String), String> {
    let (name, answer) = text
        .split_once('=')
        .ok_or("a rule is written NAME=ANSWER; --list-rules lists them")?;
    let read = (name.to_owned(), answer.to_owned());
    match Rules::default().set(name, answer) {
        Ok(()) => Ok(read),
        Err(error) => Err(format!("{error}; --list-rules lists them")),
    }
}
