//! A disk, and a look-up of names, that hang when a journey wants it.
//!
//! The app's calls of the C library go through a few functions of the stage's own, which wait for as long as a file is
//! there. So it takes no rights, and only the app waits; what the app has to do is the same as with a real disk.

use std::fs::{self, File};
use std::path::PathBuf;

use super::Stage;
use crate::process;
use crate::trouble::Trouble;

const SOURCE: &str = include_str!("hanging.c");

/// What hangs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hanging {
    /// Whatever writes below the home.
    Disk,
    Names,
}

impl Hanging {
    fn file(self) -> &'static str {
        match self {
            Self::Disk => "hangs/disk",
            Self::Names => "hangs/names",
        }
    }
}

impl Stage {
    /// From the next time the app is opened on, parts of its computer can be made to hang.
    ///
    /// # Errors
    ///
    /// When the functions cannot be compiled.
    pub fn can_hang(&mut self) -> Result<(), Trouble> {
        let folder = self.file("hangs");
        fs::create_dir(&folder).map_err(Trouble::while_doing("making a folder"))?;
        let library = self.file("hanging.so").display().to_string();
        let arguments = [
            "-shared", "-fPIC", "-O1", "-o", &library, "-xc", "-", "-ldl",
        ];
        // Where the compiler's own parts are found, only it knows.
        process::run("cc", &arguments, &process::own_path(), SOURCE)?;
        self.tell_app("STAGE_HANGS", &folder.display().to_string());
        self.tell_app("LD_PRELOAD", &library);
        Ok(())
    }

    /// Lets it hang from now on.
    ///
    /// # Errors
    ///
    /// When the stage was not prepared for it.
    pub fn hang(&self, what: Hanging) -> Result<(), Trouble> {
        File::create(self.flag(what))
            .map(drop)
            .map_err(Trouble::while_doing("letting something hang"))
    }

    /// Lets it go on; nothing if it did not hang.
    ///
    /// # Errors
    ///
    /// When the disk of the test's own computer refuses.
    pub fn let_go(&self, what: Hanging) -> Result<(), Trouble> {
        let flag = self.flag(what);
        if flag.exists() {
            fs::remove_file(flag).map_err(Trouble::while_doing("letting something go on"))?;
        }
        Ok(())
    }

    fn flag(&self, what: Hanging) -> PathBuf {
        self.file(what.file())
    }
}
