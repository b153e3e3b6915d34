//! Disks that can lose their power: ext4 in files on a file system that copies a file in one go.
//!
//! What ext4 has written to such a file is what a disk would hold; what it still keeps in memory is not in it. A copy
//! by reference (`cp --reflink=always`) is taken at one moment, so mounting the copy is what a computer does after its
//! power was cut at that moment: the journal is replayed, and what was not synced may be missing.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::system;
use crate::unable::{Able, Unable};

/// Where the images lie: xfs, itself in a file.
pub struct Store {
    folder: TempDir,
}

/// An ext4 that is mounted until it is dropped.
pub struct Disk {
    image: PathBuf,
    mounted_at: PathBuf,
}

impl Store {
    /// Makes the store, or says why this machine cannot have one.
    pub fn make() -> Result<Self, String> {
        if !cfg!(target_os = "linux") {
            return Err("disks in files are made on Linux only".to_owned());
        }
        if !system::is_root() {
            return Err("mounting takes the rights of root".to_owned());
        }
        let store = Self {
            folder: tempfile::tempdir().map_err(|error| error.to_string())?,
        };
        store.prepare().map_err(|unable| unable.to_string())?;
        Ok(store)
    }

    fn prepare(&self) -> Able<()> {
        let (image, images) = (self.folder.path().join("xfs"), self.images());
        let (image, images_shown) = (shown(&image), shown(&images));
        system::run("truncate", &["--size=2G", &image])?;
        system::run("mkfs.xfs", &["-q", "-m", "reflink=1", &image])?;
        fs::create_dir(&images)?;
        system::run("mount", &["-o", "loop", &image, &images_shown])?;
        let blank = shown(&images.join("blank"));
        system::run("truncate", &["--size=32M", &blank])?;
        system::run("mkfs.ext4", &["-q", &blank])?;
        Ok(())
    }

    fn images(&self) -> PathBuf {
        self.folder.path().join("images")
    }

    /// An empty disk of this name.
    pub fn blank(&self, name: &str) -> Able<Disk> {
        self.copy(&self.images().join("blank"), name)
    }

    /// The disk as it would be found if the power were cut at this moment.
    pub fn cut(&self, disk: &Disk, name: &str) -> Able<Cut> {
        let image = self.images().join(name);
        reflink(&disk.image, &image)?;
        Ok(Cut { image })
    }

    pub fn mount(&self, cut: Cut) -> Able<Disk> {
        let name = cut.image.file_name().unwrap_or_default();
        let mounted_at = self.folder.path().join(name);
        mount(cut.image, mounted_at)
    }

    fn copy(&self, image: &Path, name: &str) -> Able<Disk> {
        let copy = self.images().join(name);
        reflink(image, &copy)?;
        mount(copy, self.folder.path().join(name))
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        // What cannot be unmounted stays for the person at the machine to see.
        drop(system::run("umount", &[&shown(&self.images())]));
    }
}

/// An image that is not mounted yet.
pub struct Cut {
    image: PathBuf,
}

impl Disk {
    pub fn path(&self) -> &Path {
        &self.mounted_at
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let path = shown(&self.mounted_at);
        let unmounted = system::until("a disk to be free", || {
            Ok(system::run("umount", &[&path]).is_ok())
        });
        if unmounted.is_ok() {
            // Both are in a folder that goes with the store.
            drop(fs::remove_file(&self.image));
            drop(fs::remove_dir(&self.mounted_at));
        }
    }
}

/// A small disk in memory, which can be filled and made read-only.
pub struct Memory {
    mounted_at: TempDir,
}

impl Memory {
    /// Whether this machine lets us mount one.
    pub fn is_possible() -> Result<(), String> {
        Self::mount().map(drop).map_err(|unable| unable.to_string())
    }

    pub fn mount() -> Able<Self> {
        if !cfg!(target_os = "linux") {
            return Err(Unable::new("file systems are mounted on Linux only"));
        }
        let mounted_at = tempfile::tempdir()?;
        let at = shown(mounted_at.path());
        system::run("mount", &["-t", "tmpfs", "-o", "size=4M", "tmpfs", &at])?;
        Ok(Self { mounted_at })
    }

    pub fn path(&self) -> &Path {
        self.mounted_at.path()
    }

    /// Leaves room for so many pages of four kilobytes.
    pub fn fill_but_for(&self, pages: u32) -> Able<()> {
        let mut ballast = File::create(self.ballast())?;
        // It ends with the disk.
        while ballast.write(&[1; 4096]).is_ok() {}
        let size = ballast.metadata()?.len();
        Ok(ballast.set_len(size.saturating_sub(u64::from(pages) * 4096))?)
    }

    pub fn make_room(&self) -> Able<()> {
        Ok(fs::remove_file(self.ballast())?)
    }

    pub fn forbid_writing(&self) -> Able<()> {
        self.remount("remount,ro")
    }

    pub fn allow_writing(&self) -> Able<()> {
        self.remount("remount,rw")
    }

    fn remount(&self, how: &str) -> Able<()> {
        system::run("mount", &["-o", how, &shown(self.path())]).map(drop)
    }

    fn ballast(&self) -> PathBuf {
        self.path().join("ballast")
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        // What cannot be unmounted stays for the person at the machine to see.
        let path = shown(self.path());
        drop(system::until("a disk to be free", || {
            Ok(system::run("umount", &[&path]).is_ok())
        }));
    }
}

fn reflink(from: &Path, to: &Path) -> Able<()> {
    system::run("cp", &["--reflink=always", &shown(from), &shown(to)]).map(drop)
}

fn mount(image: PathBuf, mounted_at: PathBuf) -> Able<Disk> {
    fs::create_dir(&mounted_at).map_err(Unable::to("make a folder to mount a disk at"))?;
    system::run(
        "mount",
        &["-o", "loop", &shown(&image), &shown(&mounted_at)],
    )?;
    Ok(Disk { image, mounted_at })
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
