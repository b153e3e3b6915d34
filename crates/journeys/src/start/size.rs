//! How large things are, in bytes.

use std::fs;
use std::path::Path;

use crate::process;
use crate::trouble::Trouble;

pub(super) fn of_file(file: &Path) -> Result<u64, Trouble> {
    let doing = format!("looking at {}", file.display());
    let there = fs::metadata(file).map_err(Trouble::while_doing(&doing))?;
    Ok(there.len())
}

/// The scripts and styles that the page asks for before it shows anything, packed with gzip.
pub(super) fn of_page(page: &Path) -> Result<u64, Trouble> {
    let html = page.join("index.html");
    let doing = format!("reading {}", html.display());
    let html = fs::read_to_string(&html).map_err(Trouble::while_doing(&doing))?;
    asked_for(&html)
        .map(|name| packed(&page.join(name.trim_start_matches('/'))))
        .sum()
}

fn asked_for(html: &str) -> impl Iterator<Item = &str> {
    let values = html.split([' ', '>']).filter_map(|attribute| {
        let value = attribute
            .strip_prefix("src=")
            .or_else(|| attribute.strip_prefix("href="))?;
        Some(value.trim_matches('"'))
    });
    values.filter(|value| {
        let end = Path::new(value).extension();
        end.is_some_and(|end| end == "js" || end == "css")
    })
}

fn packed(file: &Path) -> Result<u64, Trouble> {
    of_file(file)?;
    let file = file.display().to_string();
    let arguments = ["-c", "gzip -9 < \"$0\" | wc -c", file.as_str()];
    let said = process::run("sh", &arguments, &process::own_path(), "")?;
    let number = said.trim().parse();
    number.map_err(|_| Trouble::new(format!("gzip does not tell how large {file} is")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_and_styles_are_found_in_a_page() {
        let html = r#"<link rel="icon" href="data:,"><script type="module" src="/a.js"></script>
            <link rel="modulepreload" crossorigin href="/b.js"><link rel="stylesheet" href="/c.css">"#;

        assert_eq!(
            asked_for(html).collect::<Vec<_>>(),
            ["/a.js", "/b.js", "/c.css"]
        );
    }
}
