//! The same page in a window of Chromium's, over a desk in memory: what the app would cost if it brought a browser along.
//!
//! No driver is attached to it. The page is served here, and a script that is added to it says when a row has the focus.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::{Instant, timeout};

use crate::deadline::{START, until_so};
use crate::process;
use crate::stage::{Setting, Stage};
use crate::trouble::Trouble;

const PROGRAMS: [&str; 2] = ["/usr/bin/chromium", "/usr/bin/chromium-browser"];

const USABLE: &str = "/usable";
const SCRIPT: &str = "<script type=\"module\">\n\
    const look = () => document.activeElement?.closest('[data-link]')\n\
      ? fetch('/usable') : requestAnimationFrame(look);\n\
    look();\n\
    </script>";

pub(super) struct Browser {
    stage: Stage,
    usable: UnboundedReceiver<()>,
}

impl Browser {
    /// Serves the page in this folder, which was built with the desk in memory.
    pub(super) async fn set_up(page: &Path, setting: &Setting) -> Result<Self, Trouble> {
        let program = PROGRAMS.map(Path::new).into_iter().find(|it| it.is_file());
        let program = program.ok_or_else(|| Trouble::new("there is no Chromium here"))?;
        if !page.join("index.html").is_file() {
            return Err(Trouble::new(format!("no page in {}", page.display())));
        }
        let doing = Trouble::while_doing("serving the page");
        let listener = TcpListener::bind("127.0.0.1:0").await.map_err(&doing)?;
        let address = listener.local_addr().map_err(&doing)?;
        let (said, usable) = unbounded_channel();
        tokio::spawn(serve(listener, page.to_owned(), said));
        let mut stage = Stage::set_up(program, setting).await?;
        let page = format!("--app=http://{address}/index.html?fake=thousands");
        let profile = format!("--user-data-dir={}", stage.home().join("profile").display());
        stage.set_arguments(&[
            &page,
            &profile,
            "--window-size=1080,760",
            // A keychain that nobody unlocks would be waited for.
            "--password-store=basic",
            "--no-first-run",
            // It does not run otherwise as the administrator, who is who runs this in a container.
            "--no-sandbox",
        ]);
        let mut browser = Self { stage, usable };
        // What it does for a new user only is not the start that is measured.
        browser.open().await?.close().await?;
        Ok(browser)
    }

    /// Opens the window, and waits until a row of the list has the focus.
    pub(super) async fn open(&mut self) -> Result<Open<'_>, Trouble> {
        while self.usable.try_recv().is_ok() {}
        let began = Instant::now();
        let program = self.stage.launch()?;
        let said = timeout(START, self.usable.recv()).await;
        said.map_err(|_| {
            let log = self.stage.app_log();
            Trouble::new(format!("the page in Chromium did not get ready: {log}"))
        })?;
        let start_ms = began.elapsed().as_secs_f64() * 1000.0;
        Ok(Open {
            stage: &self.stage,
            program,
            start_ms,
        })
    }
}

/// The window while it is there.
pub(super) struct Open<'a> {
    stage: &'a Stage,
    program: process::Helper,
    pub(super) start_ms: f64,
}

impl Open<'_> {
    pub(super) fn processes(&self) -> Result<Vec<u32>, Trouble> {
        Ok(process::with_children(self.stage.app_pid()?))
    }

    pub(super) async fn close(self) -> Result<(), Trouble> {
        let processes = self.processes()?;
        for pid in &processes {
            // It may have followed the first one already.
            drop(process::kill(*pid));
        }
        drop(self.program);
        until_so("Chromium to end", START, async || {
            Ok(!processes.iter().any(|pid| process::is_alive(*pid)))
        })
        .await
    }
}

async fn serve(listener: TcpListener, page: PathBuf, said: UnboundedSender<()>) {
    let page = Arc::new(page);
    while let Ok((connection, _)) = listener.accept().await {
        let (page, said) = (Arc::clone(&page), said.clone());
        tokio::spawn(async move {
            // A connection that Chromium gives up is none of this program's troubles.
            drop(answer(connection, &page, &said).await);
        });
    }
}

/// One request, one answer.
async fn answer(
    connection: TcpStream,
    page: &Path,
    said: &UnboundedSender<()>,
) -> std::io::Result<()> {
    let mut connection = BufReader::new(connection);
    let mut request = String::new();
    connection.read_line(&mut request).await?;
    let mut line = String::new();
    while connection.read_line(&mut line).await? > 2 {
        line.clear();
    }
    let path = request.split([' ', '?']).nth(1).unwrap_or_default();
    let mut body = Vec::new();
    if path == USABLE {
        // The receiver is there for as long as anything is measured.
        said.send(()).unwrap_or_default();
    } else if !path.contains("..") {
        let file = page.join(path.trim_start_matches('/'));
        body = tokio::fs::read(file).await.unwrap_or_default();
    }
    let kind = match Path::new(path).extension().and_then(|ext| ext.to_str()) {
        Some("html") => {
            body.extend_from_slice(SCRIPT.as_bytes());
            "text/html; charset=utf-8"
        }
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    connection.write_all(head.as_bytes()).await?;
    connection.write_all(&body).await?;
    connection.flush().await
}
