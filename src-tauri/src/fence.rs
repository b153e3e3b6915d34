//! A fence around the windows: they show pages of the bundle, and nothing leads them elsewhere.
//!
//! The content policy says what a page may load, not where it may go. A script that got into the page could otherwise put
//! somebody else's page in its place, in a window that says Paylink.

use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Url, WebviewWindowBuilder, Wry};

/// Where the pages of the bundle are, as the web engine of this system calls it.
const HOME: &str = if cfg!(windows) {
    "http://tauri.localhost"
} else {
    "tauri://localhost"
};

/// Puts the fence around a window that is about to be made.
pub fn around<'a>(
    app: &AppHandle,
    window: WebviewWindowBuilder<'a, Wry, AppHandle>,
) -> WebviewWindowBuilder<'a, Wry, AppHandle> {
    let home = home(app);
    window
        .on_navigation(move |there| {
            let leads_home = is_within(&home, there);
            if !leads_home {
                tracing::warn!("a page that is not ours was not opened");
            }
            leads_home
        })
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
}

/// Under `tauri dev`, pages come from the development server.
fn home(app: &AppHandle) -> Url {
    let served = app.config().build.dev_url.clone();
    served
        .filter(|_| tauri::is_dev())
        .unwrap_or_else(|| Url::parse(HOME).expect("a constant address"))
}

fn is_within(home: &Url, there: &Url) -> bool {
    let host = |url: &Url| {
        (
            url.scheme().to_owned(),
            url.host_str().map(str::to_owned),
            url.port(),
        )
    };
    host(home) == host(there)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_shows_pages_of_the_bundle_and_no_others() {
        let home = Url::parse(HOME).unwrap();

        for ours in ["", "/", "/index.html", "/key.html?language=es", "/#links"] {
            let there = Url::parse(&format!("{HOME}{ours}")).unwrap();
            assert!(is_within(&home, &there), "{there}");
        }
        for foreign in [
            "https://tauri.localhost/",
            "http://tauri.localhost:8080/",
            "http://tauri.localhost.example.com/",
            "http://localhost/",
            "http://127.0.0.1:5173/",
            "https://example.com/",
            "tauri://localhost.example.com/",
            "tauri://example.com/",
            "tauri://localhost:1/",
            "tauri:localhost",
            "ipc://localhost/get_desk",
            "file:///etc/passwd",
            "about:blank",
            "about:srcdoc",
            "data:text/html,<script>1</script>",
            "blob:tauri://localhost/0",
            "javascript:alert(1)",
            "view-source:tauri://localhost/",
        ] {
            assert!(
                !is_within(&home, &Url::parse(foreign).unwrap()),
                "{foreign}"
            );
        }
    }
}
