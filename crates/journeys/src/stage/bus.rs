//! The session bus. It knows only the services put into the stage, whatever the machine has installed.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use super::{Keychain, Portal, Setting, Stage};
use crate::deadline::{START, until};
use crate::trouble::Trouble;

const SERVICES: &str = "/usr/share/dbus-1/services";
/// It runs, and never takes the name that it was started for.
const HANGING_PORTAL: &str = "[D-BUS Service]
Name=org.freedesktop.portal.Desktop
Exec=/bin/sleep 600
";

impl Stage {
    pub(super) async fn start_bus(&mut self, setting: &Setting) -> Result<(), Trouble> {
        let services = self.file("services");
        fs::create_dir(&services).map_err(Trouble::while_doing("making the bus's services"))?;
        let mut wanted = vec!["org.a11y.Bus.service"];
        if setting.keychain != Keychain::Missing {
            // The dialog that asks for the keychain's password. Nobody answers it: the app must live with that.
            wanted.push("org.gnome.keyring.SystemPrompter.service");
        }
        for name in wanted {
            let service = Path::new(SERVICES).join(name);
            if service.exists() {
                fs::copy(&service, services.join(name))
                    .map_err(Trouble::while_doing("making the bus's services"))?;
            }
        }
        if setting.portal == Portal::Hanging {
            fs::write(services.join("portal.service"), HANGING_PORTAL)
                .map_err(Trouble::while_doing("making the bus's services"))?;
        }
        let configuration = self.file("bus.conf");
        let text = configuration_text(&self.file("run/bus"), &services);
        File::create(&configuration)
            .and_then(|mut file| file.write_all(text.as_bytes()))
            .map_err(Trouble::while_doing("writing the bus's configuration"))?;
        let configuration = format!("--config-file={}", configuration.display());
        self.helper(
            "bus",
            "dbus-daemon",
            &[
                &configuration,
                "--nofork",
                "--nopidfile",
                "--print-address=1",
            ],
            "",
        )?;
        let address = until("the session bus", START, async || {
            let bus = self.newest_helper();
            bus.still_running()?;
            Ok(bus
                .said()
                .lines()
                .find(|line| line.starts_with("unix:"))
                .map(str::to_owned))
        });
        let address = address.await?;
        self.environment
            .push(("DBUS_SESSION_BUS_ADDRESS".to_owned(), address));
        Ok(())
    }
}

fn configuration_text(socket: &Path, services: &Path) -> String {
    format!(
        r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={}</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#,
        socket.display(),
        services.display(),
    )
}
