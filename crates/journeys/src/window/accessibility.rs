//! What axe-core says about the page.

use std::fmt;
use std::path::Path;

use serde_json::{Value, json};

use super::{Window, string, strings};
use crate::process::read;
use crate::trouble::Trouble;

/// One rule of axe-core that the page breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    pub rule: String,
    pub help: String,
    /// Where: CSS selectors.
    pub places: Vec<String>,
}

impl fmt::Display for Violation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{}: {} ({})",
            self.rule,
            self.help,
            self.places.join("; ")
        )
    }
}

/// What is asked of axe-core.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rules {
    All,
    /// Those that a theme can break.
    Colours,
}

const AXE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../ui/node_modules/axe-core/axe.min.js"
);
const RUN: &str = "
    const done = arguments[arguments.length - 1];
    const all = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    // Menus and the status line stand outside of the landmarks on purpose.
    const rules = { region: { enabled: false }, 'target-size': { enabled: true } };
    const asked = arguments[0] === 'colours'
      ? { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }
      : { runOnly: all, rules };
    // Two values of one sentence are in brackets of their own in a language that nobody speaks.
    if (document.body.textContent.includes('⟦')) rules['label-content-name-mismatch'] = { enabled: false };
    // Behind a dialog nothing can be pressed, and what was half scrolled out of sight stays so.
    const dialogs = [...document.querySelectorAll('[role=dialog], [role=alertdialog]')];
    axe.run(dialogs.pop() ?? document, asked).then(
      (result) => done(result.violations.map((one) => ({
        rule: one.id, help: one.help, places: one.nodes.map((node) => node.target.join(' ')),
      }))),
      (error) => done(String(error)),
    );";

impl Window {
    /// Everything axe-core has to say against the page as it is now.
    ///
    /// # Errors
    ///
    /// When axe-core is not among the page's packages, or cannot run.
    pub async fn violations(&self) -> Result<Vec<Violation>, Trouble> {
        self.violations_of(Rules::All).await
    }

    /// The same of some rules.
    ///
    /// # Errors
    ///
    /// As [`violations`](Self::violations).
    pub async fn violations_of(&self, rules: Rules) -> Result<Vec<Violation>, Trouble> {
        let asked = match rules {
            Rules::All => "all",
            Rules::Colours => "colours",
        };
        let axe = read(Path::new(AXE));
        if axe.is_empty() {
            return Err(Trouble::new(format!(
                "there is no axe-core at {AXE}: `npm ci` in ui brings it"
            )));
        }
        self.script(&axe, vec![]).await?;
        let answer = self.script_async(RUN, vec![json!(asked)]).await?;
        let Value::Array(violations) = answer else {
            return Err(Trouble::new(format!("axe-core could not run: {answer}")));
        };
        let violation = |one: &Value| Violation {
            rule: string(&one["rule"]),
            help: string(&one["help"]),
            places: strings(&one["places"]),
        };
        Ok(violations.iter().map(violation).collect())
    }

    /// Trouble, with every violation in it, unless there is none.
    ///
    /// # Errors
    ///
    /// When axe-core has anything to say against the page.
    pub async fn is_accessible(&self) -> Result<(), Trouble> {
        let violations = self.violations().await?;
        if violations.is_empty() {
            return Ok(());
        }
        let list: Vec<String> = violations.iter().map(ToString::to_string).collect();
        let screens = self.screens().await?;
        Err(Trouble::new(format!(
            "axe-core on {screens:?}:\n  {}",
            list.join("\n  ")
        )))
    }
}
