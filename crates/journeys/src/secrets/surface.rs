//! Places that a secret might come to, each looked at as a whole.

use std::fs;
use std::path::Path;

use memchr::memmem;

use super::{Finding, Place, Secret, in_bytes};
use crate::trouble::Trouble;

/// A place as it is at this moment, and something that is known to be there: a look that misses it is blind.
pub struct Surface {
    name: String,
    bytes: Vec<u8>,
    holds: String,
}

impl Surface {
    pub fn new(name: &str, bytes: impl Into<Vec<u8>>, holds: &str) -> Self {
        Self {
            name: name.to_owned(),
            bytes: bytes.into(),
            holds: holds.to_owned(),
        }
    }

    /// The names and contents of all files below a folder.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    pub fn folder(name: &str, folder: &Path, holds: &str) -> Result<Self, Trouble> {
        let mut bytes = Vec::new();
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            let doing = format!("reading {}", folder.display());
            let entries = fs::read_dir(&folder).map_err(Trouble::while_doing(&doing))?;
            for entry in entries.filter_map(Result::ok) {
                bytes.extend_from_slice(entry.file_name().as_encoded_bytes());
                bytes.push(b'\n');
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() => folders.push(entry.path()),
                    // One that has gone meanwhile holds nothing.
                    Ok(kind) if kind.is_file() => {
                        bytes.extend(fs::read(entry.path()).unwrap_or_default());
                    }
                    Ok(_) | Err(_) => {}
                }
            }
        }
        Ok(Self::new(name, bytes, holds))
    }

    /// Looks for secrets here.
    ///
    /// # Errors
    ///
    /// When it does not even see what is there.
    pub fn look_for(&self, secrets: &[Secret]) -> Result<Vec<Finding>, Trouble> {
        if memmem::find(&self.bytes, self.holds.as_bytes()).is_none() {
            let (name, holds) = (&self.name, &self.holds);
            return Err(Trouble::new(format!("blind: {name} should hold {holds:?}")));
        }
        Ok(in_bytes(
            &Place::Text(self.name.clone()),
            &self.bytes,
            secrets,
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "never to be told";

    #[test]
    fn a_secret_is_found_and_a_blind_look_is_told() {
        let secrets = [Secret::new("it", SECRET)];
        let told = Surface::new(
            "a place",
            format!("what is there: {SECRET}"),
            "what is there",
        );
        let blind = Surface::new("a place", "", "what is there");

        assert!(!told.look_for(&secrets).unwrap().is_empty());
        assert!(blind.look_for(&secrets).is_err());
    }

    #[test]
    fn a_folder_is_read_to_its_bottom() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("deep")).unwrap();
        fs::copy("/proc/self/comm", folder.path().join("deep").join(SECRET)).unwrap();

        let surface = Surface::folder("a folder", folder.path(), "deep").unwrap();

        let findings = surface.look_for(&[Secret::new("it", SECRET)]).unwrap();
        assert!(!findings.is_empty());
    }
}
