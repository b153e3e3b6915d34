//! A window with nothing in it but a button: what every window of its kind costs. See `cargo xtask bench start`.

#![windows_subsystem = "windows"]

fn main() {
    tauri::Builder::default()
        .run(tauri::generate_context!())
        .expect("a window with nothing in it opens");
}
