//! What the programs have in common: arguments, telling, numbered pictures.

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use tokio::time::Instant;

use crate::trouble::Trouble;
use crate::window::Window;

/// Arguments of the programs.
#[derive(Parser)]
pub struct Arguments {
    /// The app's program; the one beside this program if left out
    #[arg(long)]
    app: Option<PathBuf>,
    /// Where pictures go
    #[arg(long, default_value = "artifacts")]
    pub out: PathBuf,
}

impl Arguments {
    /// The app to drive.
    ///
    /// # Errors
    ///
    /// When it is not there.
    pub fn app(&self) -> Result<PathBuf, Trouble> {
        let beside = || Some(std::env::current_exe().ok()?.parent()?.join("paylink"));
        let app = self.app.clone().or_else(beside).filter(|app| app.is_file());
        app.ok_or_else(|| {
            Trouble::new("there is no app to open: build it with `cargo build -p paylink`")
        })
    }
}

/// Runs a program's work and says how it ended.
pub fn finish(work: Result<(), Trouble>) -> ExitCode {
    match work {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            say(&format!("It did not work out: {trouble}"));
            ExitCode::FAILURE
        }
    }
}

/// The same for work that waits for others.
pub fn run(work: impl Future<Output = Result<(), Trouble>>) -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    finish(match runtime {
        Ok(runtime) => runtime.block_on(work),
        Err(error) => Err(Trouble::while_doing("starting a runtime")(error)),
    })
}

/// Says one thing to the person at the terminal.
#[expect(
    clippy::print_stdout,
    reason = "talking to the terminal is what the programs are for"
)]
pub fn say(text: &str) {
    println!("{text}");
}

/// Tells a story in numbered steps, with a picture of each.
pub struct Story {
    folder: PathBuf,
    steps: Cell<u32>,
    began: Instant,
}

impl Story {
    /// Begins with an empty folder for the pictures.
    ///
    /// # Errors
    ///
    /// When the folder cannot be made.
    pub fn begin(folder: &Path) -> Result<Self, Trouble> {
        if folder.exists() {
            fs::remove_dir_all(folder)
                .map_err(Trouble::while_doing("clearing the pictures of last time"))?;
        }
        fs::create_dir_all(folder).map_err(Trouble::while_doing("making a folder for pictures"))?;
        Ok(Self {
            folder: folder.to_owned(),
            steps: Cell::new(0),
            began: Instant::now(),
        })
    }

    /// Tells a step and takes its picture.
    ///
    /// # Errors
    ///
    /// When the picture cannot be taken.
    pub async fn step(&self, window: &Window, name: &str, told: &str) -> Result<(), Trouble> {
        let number = self.steps.get() + 1;
        self.steps.set(number);
        let picture = self.folder.join(format!("{number:02}-{name}.png"));
        window.at_rest().await?;
        window.screenshot(&picture).await?;
        say(&format!("  {number:>2}. {told}"));
        say(&format!("      picture: {}", picture.display()));
        Ok(())
    }

    /// How long the story has been going on.
    pub fn took(&self) -> Duration {
        self.began.elapsed()
    }
}
