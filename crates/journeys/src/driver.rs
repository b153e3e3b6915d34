//! The web driver and its one session with the app.

use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::deadline::{START, until_so};
use crate::process::{Environment, Helper, tail};
use crate::trouble::Trouble;

pub(crate) struct Driver {
    client: Client,
    /// Ends with the driver, and the session with it.
    _program: Helper,
}

impl Driver {
    /// Starts the driver and lets it start the app.
    pub(crate) async fn start(
        app: &Path,
        environment: &Environment,
        logs: &Path,
    ) -> Result<Self, Trouble> {
        let log = logs.join("driver.log");
        let port = free_port()?;
        let mut program = Helper::start(
            "WebKitWebDriver",
            &["--host=127.0.0.1", &format!("--port={port}")],
            environment,
            &log,
            "",
        )?;
        until_so("the web driver", START, async || {
            program.still_running()?;
            Ok(TcpStream::connect((Ipv4Addr::LOCALHOST, port))
                .await
                .is_ok())
        })
        .await?;
        let capabilities = json!({ "webkitgtk:browserOptions": { "binary": app, "args": [] } });
        let capabilities = capabilities
            .as_object()
            .expect("an object was written above")
            .clone();
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities);
        let address = format!("http://127.0.0.1:{port}");
        let session = timeout(START, builder.connect(&address)).await;
        let app_log = || tail(&logs.join("app.log"), 30);
        let client = session
            .map_err(|_| {
                Trouble::new(format!(
                    "the app's window did not open in time; it printed:\n{}",
                    app_log()
                ))
            })?
            .map_err(|error| {
                Trouble::new(format!(
                    "the app did not start: {error}; it printed:\n{}",
                    app_log()
                ))
            })?;
        Ok(Self {
            client,
            _program: program,
        })
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }
}

fn free_port() -> Result<u16, Trouble> {
    let doing = "looking for a free port";
    let listener =
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(Trouble::while_doing(doing))?;
    Ok(listener
        .local_addr()
        .map_err(Trouble::while_doing(doing))?
        .port())
}
