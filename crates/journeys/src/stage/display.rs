//! The display and its window manager.

use std::fs;

use super::Stage;
use crate::deadline::{START, until, until_so};
use crate::trouble::Trouble;
use crate::window::screen;

impl Stage {
    pub(super) async fn start_display(
        &mut self,
        (width, height): (u32, u32),
    ) -> Result<(), Trouble> {
        // The server picks a free number itself and prints it: stages side by side cannot collide.
        let screen = format!("{width}x{height}x24");
        let pictures = screen::folder(&self.home());
        fs::create_dir(&pictures).map_err(Trouble::while_doing("making room for the display"))?;
        let pictures = pictures.display().to_string();
        let arguments = [
            "-fbdir",
            &pictures,
            "-displayfd",
            "1",
            "-screen",
            "0",
            &screen,
            "-nolisten",
            "tcp",
            "-noreset",
        ];
        self.helper("display", "Xvfb", &arguments, "")?;
        let number = until("the virtual display", START, async || {
            let display = self.newest_helper();
            display.still_running()?;
            let said = display.said();
            Ok(said
                .lines()
                .find_map(|line| line.trim().parse::<u32>().ok()))
        });
        let number = number.await?;
        self.environment
            .push(("DISPLAY".to_owned(), format!(":{number}")));
        Ok(())
    }

    pub(super) async fn start_window_manager(&mut self) -> Result<(), Trouble> {
        self.helper("windows", "openbox", &["--sm-disable"], "")?;
        until_so("the window manager", START, async || {
            self.newest_helper().still_running()?;
            let said = self.run("xprop", &["-root", "_NET_SUPPORTING_WM_CHECK"], "")?;
            Ok(said.contains("window id"))
        })
        .await
    }
}
