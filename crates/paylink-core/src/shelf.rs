//! The file behind a shelf, looked at before anybody who would forget it is let near.
//!
//! Whoever keeps preferences may take a file that does not parse for an empty one and overwrite it. So it is read here
//! first, and moved out of the way if it is not what was written.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

/// Preferences and a few dozen links are far smaller; more is not read into memory.
const SIZE_MAX: u64 = 4 << 20;

/// Moves a file that is not one JSON object to a name that is not taken, and gives that name. A missing file, and one
/// that cannot be moved, stay as they are.
pub fn set_aside_if_damaged(path: &Path) -> Option<PathBuf> {
    let metadata = fs::metadata(path).ok()?;
    if is_an_object(path, &metadata) {
        return None;
    }
    let stem = path.file_stem()?.to_string_lossy();
    let kept_as = (1..1000)
        .map(|number| path.with_file_name(format!("{stem}-damaged-{number}.json")))
        .find(|candidate| !candidate.exists())?;
    fs::rename(path, &kept_as).ok()?;
    Some(kept_as)
}

fn is_an_object(path: &Path, metadata: &Metadata) -> bool {
    metadata.is_file()
        && metadata.len() <= SIZE_MAX
        && fs::read(path).is_ok_and(|bytes| {
            serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(&bytes).is_ok()
        })
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use proptest::prelude::*;

    use super::*;

    const SOUND: &[u8] = br#"{"activeProfile":"0190aaaa-0000-7000-8000-000000000001","preferences":{"appearance":"dark"}}"#;

    #[test]
    fn a_damaged_file_is_set_aside_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("preferences.json");
        put(&path, b"{\"preferences\":");

        let kept_as = set_aside_if_damaged(&path).unwrap();

        assert!(!path.exists());
        assert_eq!(fs::read(kept_as).unwrap(), b"{\"preferences\":");
    }

    #[test]
    fn a_sound_or_missing_file_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("preferences.json");
        assert_eq!(set_aside_if_damaged(&path), None);
        put(&path, b"{}");

        assert_eq!(set_aside_if_damaged(&path), None);
        assert!(path.exists());
    }

    #[test]
    fn what_is_no_file_or_far_too_large_is_set_aside() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("preferences.json");
        fs::create_dir(&path).unwrap();
        let directory = set_aside_if_damaged(&path).unwrap();
        fs::File::create(&path).unwrap().set_len(1 << 30).unwrap();
        let huge = set_aside_if_damaged(&path).unwrap();

        assert!(directory.is_dir());
        assert_eq!(fs::metadata(huge).unwrap().len(), 1 << 30);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn however_it_is_damaged_it_is_read_as_it_is_or_kept_as_it_is(
            at in 0..SOUND.len(),
            harm in 0..4_u8,
            bit in 0..8_u32,
        ) {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("preferences.json");
            let mut bytes = SOUND.to_vec();
            match harm {
                0 => bytes[at] ^= 1 << bit,
                1 => bytes.truncate(at),
                2 => bytes[at..].fill(0),
                _ => bytes.swap(at, 0),
            }
            put(&path, &bytes);

            let kept_as = set_aside_if_damaged(&path);

            let lies_at = kept_as.clone().unwrap_or(path);
            prop_assert_eq!(fs::read(lies_at).unwrap(), bytes.clone());
            let is_object = serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(&bytes);
            prop_assert_eq!(kept_as.is_none(), is_object.is_ok());
        }
    }

    fn put(path: &Path, bytes: &[u8]) {
        fs::File::create(path).unwrap().write_all(bytes).unwrap();
    }
}
