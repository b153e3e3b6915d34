//! A hostile script in the page: it may call what the page may call, with arguments that are read; and nothing else.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use journeys::program::say;
use journeys::{Trouble, Window, journey};
use serde_json::{Value, json};
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;

use crate::steps::{first_start, make_and_email, make_another_and_email, practice};

const ATTACK: &str = include_str!("attack.js");
/// The table that argues for each command.
const ARGUED: &str = include_str!("../../../../../docs/security.md");
/// How the page calls each command.
const BINDINGS: &str = include_str!("../../../../../ui/src/ipc/bindings.ts");
/// Every command of Tauri and of the plugins that are linked.
pub const PLUGINS: &str = include_str!("plugins.txt");

/// Of Tauri's own, the page is granted these.
const GRANTED: [&str; 2] = ["plugin:event|listen", "plugin:event|unlisten"];

/// Commands that take nothing: there is nothing to send them that is wrong.
const TAKE_NOTHING: &str = include_str!("nothing.txt");

/// What is no garbage to these: words to copy, a list of nothing, and preferences that leave out what is as it was at
/// first.
const WELCOME: [(&str, &[&str]); 3] = [
    ("save_preferences", &["[]", "{}", "{__proto__}"]),
    ("copy_message", &["\"\"", "\"text\"", "\"long\"", "channel"]),
    ("see_paid", &["[]"]),
];

#[test]
fn a_hostile_script_reaches_nothing_but_the_commands_that_are_argued_for() {
    journey("hostile_script", async |stage| {
        let gateway = practice(stage).await?;
        let (nobody, said) = nobody_may_call().await?;
        let window = first_start(stage).await?;
        make_and_email(&window, "Garden work in May").await?;
        let (app, links, emails) = (stage.app_pid()?, gateway.links(), gateway.emails().len());
        let keys = stage.keychain_entries("app.paylink.desktop")?;

        let commands = commands();
        let granted: BTreeSet<String> = argued("main");
        let with_arguments: Vec<&(String, Vec<String>)> = commands
            .iter()
            .filter(|(name, arguments)| granted.contains(name) && !arguments.is_empty())
            .collect();
        let answers = attack(&window, "garbage", json!(with_arguments)).await?;
        let garbage = triples(&answers);
        let wrong: Vec<_> = garbage
            .iter()
            .filter(|(name, value, outcome)| (outcome == "done") != is_welcome(name, value))
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
        say(&format!(
            "{} commands were sent {} arguments that are wrong",
            with_arguments.len(),
            garbage.len()
        ));

        let refused: Vec<&str> = PLUGINS
            .lines()
            .filter(|name| !GRANTED.contains(name))
            .chain([
                "submit_api_key",
                "no_such_command",
                "__proto__",
                "",
                "plugin:",
                "plugin:|",
                "../get_desk",
            ])
            .collect();
        let answers = attack(&window, "refused", json!(refused)).await?;
        let all = triples(&answers);
        assert_eq!(all.len(), refused.len());
        for (name, _, outcome) in all {
            assert!(
                outcome.contains("not allowed") || outcome.contains("not found"),
                "{name}: {outcome}"
            );
        }
        say(&format!(
            "{} commands of Tauri and its plugins are refused",
            refused.len()
        ));

        for kind in ["raw", "load", "frames"] {
            let answers = attack(&window, kind, json!(nobody)).await?;
            let mut done = triples(&answers);
            let tried = done.len();
            done.retain(|(_, _, outcome)| outcome.starts_with("done"));
            assert!(done.is_empty(), "{kind}: {done:#?}");
            say(&format!(
                "{kind}: {tried} tries, none of which did anything"
            ));
        }
        let ways = attack(&window, "ways", json!(nobody)).await?;
        for way in ways.as_array().into_iter().flatten() {
            // Some of these end a script: each gets one of its own, and the page must outlast it.
            window
                .script(
                    ATTACK,
                    vec![json!("go"), way.clone(), json!(nobody), Value::Null],
                )
                .await
                .map(drop)
                .or(Ok(()))?;
            let place = window.script("return location.href", vec![]).await?;
            assert!(
                place
                    .as_str()
                    .is_some_and(|place| place.starts_with("tauri://localhost")),
                "{way}: {place}"
            );
        }
        say(&format!(
            "{} ways out of the page lead nowhere",
            ways.as_array().map_or(0, Vec::len)
        ));

        assert_eq!(stage.app_pid()?, app);
        assert!(stage.app_is_running());
        assert_eq!(gateway.links(), links);
        assert_eq!(gateway.emails().len(), emails);
        assert_eq!(stage.keychain_entries("app.paylink.desktop")?, keys);
        assert!(!stage.app_log().contains("panic"), "{}", stage.app_log());
        window.press("Make another").await?;
        make_another_and_email(&window, "Garden work in June").await?;
        let said = said.lock().unwrap_or_else(PoisonError::into_inner);
        assert!(said.is_empty(), "the page said {said:?}");
        Ok(())
    });
}

fn is_welcome(name: &str, value: &str) -> bool {
    let welcome = WELCOME.iter().filter(|(welcoming, _)| *welcoming == name);
    welcome
        .flat_map(|(_, values)| *values)
        .any(|one| *one == value)
}

#[test]
fn the_key_window_can_hand_over_a_key_and_nothing_else() {
    journey("hostile_key_window", async |stage| {
        practice(stage).await?;
        let window = stage.open().await?;
        window.screen("welcome").await?;
        window.press("Connect my Payroc account").await?;
        window.screen("connect").await?;
        window.press("Enter API key…").await?;

        let names: Vec<String> = commands().into_iter().map(|(name, _)| name).collect();
        let granted = argued("key");
        let refused: Vec<&str> = names
            .iter()
            .map(String::as_str)
            .filter(|name| !granted.contains(*name))
            .chain(PLUGINS.lines())
            .collect();
        let answers = window
            .in_key_window(async || attack(&window, "refused", json!(refused)).await)
            .await?;

        let all = triples(&answers);
        assert_eq!((all.len(), granted.len()), (refused.len(), 4));
        for (name, _, outcome) in all {
            assert!(outcome.contains("not allowed"), "{name}: {outcome}");
        }
        window.cancel_api_key().await
    });
}

#[test]
fn what_takes_nothing_is_listed() {
    let mut nothing: Vec<String> = commands()
        .into_iter()
        .filter(|(_, arguments)| arguments.is_empty())
        .map(|(name, _)| name)
        .collect();
    nothing.sort();

    assert_eq!(nothing, TAKE_NOTHING.lines().collect::<Vec<_>>());
}

async fn attack(window: &Window, kind: &str, with: Value) -> Result<Value, Trouble> {
    window.script_async(ATTACK, vec![json!(kind), with]).await
}

/// Somebody on this computer to whom nothing in the page may say anything, and what was said all the same. An empty
/// connection is none: the engine makes one as soon as a link is clicked, before it asks whether it may go there.
async fn nobody_may_call() -> Result<(String, Arc<Mutex<Vec<String>>>), Trouble> {
    let doing = Trouble::while_doing("listening");
    let listener = TcpListener::bind("127.0.0.1:0").await.map_err(&doing)?;
    let address = listener.local_addr().map_err(&doing)?;
    let said = Arc::<Mutex<Vec<String>>>::default();
    let heard = Arc::clone(&said);
    tokio::spawn(async move {
        while let Ok((mut caller, _)) = listener.accept().await {
            let heard = Arc::clone(&heard);
            tokio::spawn(async move {
                let mut words = [0; 200];
                let length = caller.read(&mut words).await.unwrap_or_default();
                if length > 0 {
                    let words = String::from_utf8_lossy(&words[..length]).into_owned();
                    heard
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .push(words);
                }
            });
        }
    });
    Ok((address.to_string(), said))
}

/// Every command with the names of its arguments.
fn commands() -> Vec<(String, Vec<String>)> {
    let calls = BINDINGS.split("__TAURI_INVOKE<").skip(1);
    calls
        .map(|call| {
            let line = call.lines().next().unwrap_or_default();
            let name = line.split('"').nth(1).unwrap_or_default().to_owned();
            let arguments = line
                .split_once("\", {")
                .and_then(|(_, rest)| rest.split_once('}'));
            let arguments = arguments.map_or_else(Vec::new, |(names, _)| {
                names
                    .split(',')
                    .map(|name| name.trim().to_owned())
                    .collect()
            });
            (name, arguments)
        })
        .collect()
}

/// The commands that the table of docs/security.md argues for, for one window.
fn argued(window: &str) -> BTreeSet<String> {
    let rows = ARGUED
        .lines()
        .filter(|line| line.starts_with("| `") && line.contains(&format!("| {window} |")));
    rows.flat_map(|row| {
        row.split('`')
            .filter_map(|name| name.strip_prefix("allow-"))
    })
    .map(|name| name.replace('-', "_"))
    .collect()
}

fn triples(answers: &Value) -> Vec<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    answers
        .as_array()
        .into_iter()
        .flatten()
        .map(|one| (text(&one[0]), text(&one[1]), text(&one[2])))
        .collect()
}
