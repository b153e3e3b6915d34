//! The few pictures of the documents: taken from the walk, in few colours, so that they stay small.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Cursor;
use std::path::Path;

use tempfile::TempDir;

use super::{Look, Pose, Visit, both_themes, parts, stops};
use crate::program::{Arguments, say};
use crate::trouble::Trouble;

const SIZE: (u32, u32) = (960, 680);
/// A picture in a document is not to be larger, all of them together not more than [`ALL_MAX`].
const ONE_MAX: u64 = 60_000;
const ALL_MAX: u64 = 1_500_000;

/// Stop, look, and file below `docs/pictures`.
const PICTURES: &[(&str, Look, &str)] = &[
    ("new-link-filled", Look::Light, "new-link.png"),
    ("result", Look::Light, "result.png"),
    ("links", Look::Dark, "links-dark.png"),
    ("welcome", Look::Light, "design/welcome.png"),
    ("connect-complaints", Look::Light, "design/connect.png"),
    (
        "new-link-options",
        Look::Dark,
        "design/new-link-options.png",
    ),
    ("links", Look::Light, "design/links.png"),
    ("links-paid", Look::Light, "design/links-paid.png"),
    ("links-filters", Look::Light, "design/links-filters.png"),
    ("links-selected", Look::Light, "design/links-selected.png"),
    ("links-empty", Look::Light, "design/links-empty.png"),
    ("link", Look::Light, "design/link.png"),
    ("link-paid", Look::Dark, "design/link-paid.png"),
    ("share", Look::Light, "design/share.png"),
    ("edit", Look::Light, "design/edit.png"),
    ("deactivate", Look::Dark, "design/deactivate.png"),
    ("qr-full", Look::Light, "design/qr-full.png"),
    ("print", Look::Light, "design/print.png"),
    ("settings", Look::Light, "design/settings.png"),
    ("shortcuts", Look::Dark, "design/shortcuts.png"),
    ("links", Look::LightContrast, "design/contrast.png"),
    ("after-a-kill", Look::Light, "errors/after-a-kill.png"),
    ("another-paylink", Look::Light, "errors/another-paylink.png"),
    ("checking-in-trouble", Look::Light, "errors/checking.png"),
    ("decision-link", Look::Light, "errors/decision.png"),
    ("disk-full", Look::Light, "errors/disk-full.png"),
    ("not-as-asked", Look::Light, "errors/not-as-asked.png"),
    ("once-more", Look::Light, "errors/once-more.png"),
    ("one-email-refused", Look::Light, "errors/people.png"),
    ("waiting", Look::Light, "errors/waiting.png"),
];

/// Takes exactly those, in the place of what is there.
pub(super) fn refresh(arguments: &Arguments, folder: &Path) -> Result<(), Trouble> {
    let taken = TempDir::new().map_err(Trouble::while_doing("making room for pictures"))?;
    let names: Vec<&str> = PICTURES.iter().map(|(name, ..)| *name).collect();
    let mut poses = both_themes(SIZE);
    poses.push(Pose {
        look: Look::LightContrast,
        size: SIZE,
    });
    let visit = Visit::new(&poses)
        .taking_pictures(taken.path())
        .only_at(&names);
    let app = arguments.app()?;
    for part in parts() {
        say(&format!("  {}", part.name));
        part.play(
            &app,
            &arguments.out.join("failures").join(part.name),
            &visit,
        )?;
    }
    let mut all = 0;
    for &(name, look, file) in PICTURES {
        let pose = Pose { look, size: SIZE };
        let Some((number, _)) = stops::find(name) else {
            return Err(Trouble::new(format!(
                "there is no stop {name:?} in the list"
            )));
        };
        let picture = taken.path().join(visit.folder(pose));
        let picture = picture.join(format!("{number:02}-{name}.png"));
        if !picture.is_file() {
            say(&format!(
                "Left as it is: {file}, which this machine cannot take"
            ));
            continue;
        }
        all += in_few_colours(&picture, &folder.join(file))?;
    }
    say(&format!(
        "{} pictures, {} kB together",
        PICTURES.len(),
        all / 1000
    ));
    if all > ALL_MAX {
        return Err(Trouble::new(format!(
            "that is more than {} kB",
            ALL_MAX / 1000
        )));
    }
    Ok(())
}

/// Writes a picture with the 256 colours that it uses most, and each other one as the nearest of them; gives its size.
fn in_few_colours(from: &Path, to: &Path) -> Result<u64, Trouble> {
    let doing = Trouble::while_doing("making a picture smaller");
    let bytes = fs::read(from).map_err(&doing)?;
    let reading = Trouble::while_doing("reading a picture");
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(&reading)?;
    let mut pixels = vec![0; reader.output_buffer_size().unwrap_or_default()];
    let frame = reader.next_frame(&mut pixels).map_err(&reading)?;
    let step = frame.color_type.samples();
    if step < 3 {
        return Err(Trouble::new("a picture of the page has colours"));
    }
    let pixels: Vec<[u8; 3]> = pixels
        .chunks_exact(step)
        .map(|pixel| [pixel[0], pixel[1], pixel[2]])
        .collect();
    let mut often: BTreeMap<[u8; 3], usize> = BTreeMap::new();
    for &pixel in &pixels {
        *often.entry(pixel).or_default() += 1;
    }
    let mut palette: Vec<([u8; 3], usize)> =
        often.iter().map(|(&rgb, &count)| (rgb, count)).collect();
    palette.sort_by_key(|&(rgb, count)| (usize::MAX - count, rgb));
    palette.truncate(256);
    let place = |rgb: &[u8; 3]| {
        let nearest = palette
            .iter()
            .enumerate()
            .min_by_key(|(_, (other, _))| far(rgb, other));
        nearest.map_or(0, |(place, _)| u8::try_from(place).unwrap_or_default())
    };
    let places: BTreeMap<[u8; 3], u8> = often.keys().map(|rgb| (*rgb, place(rgb))).collect();
    let indexed: Vec<u8> = pixels.iter().map(|pixel| places[pixel]).collect();

    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).map_err(&doing)?;
    }
    let mut encoder =
        png::Encoder::new(File::create(to).map_err(&doing)?, frame.width, frame.height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    encoder.set_palette(
        palette
            .iter()
            .flat_map(|(rgb, _)| *rgb)
            .collect::<Vec<u8>>(),
    );
    let writing = Trouble::while_doing("writing a picture");
    let mut writer = encoder.write_header().map_err(&writing)?;
    writer.write_image_data(&indexed).map_err(&writing)?;
    writer.finish().map_err(&writing)?;
    let size = fs::metadata(to).map_err(&doing)?.len();
    if size > ONE_MAX {
        return Err(Trouble::new(format!(
            "{} has {} kB, more than {} kB",
            to.display(),
            size / 1000,
            ONE_MAX / 1000
        )));
    }
    Ok(size)
}

fn far(one: &[u8; 3], other: &[u8; 3]) -> u32 {
    let apart = |at: usize| u32::from(one[at].abs_diff(other[at])).pow(2);
    apart(0) + apart(1) + apart(2)
}
