//! What is kept, counted and written out: for the user who wants to see it, take it along or be rid of it, and for the
//! diagnostic report, which tells how many and never which.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::{Row, Transaction, params_from_iter};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use super::files::{Files, companions};
use super::profiles::{from_json, uuid_of};
use super::{Database, DatabaseError, profiles};
use crate::fault::Fault;
use crate::profile::Profile;
use crate::view::Place;

/// How much room the files of the data take up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sizes {
    /// The database, its log, and what follows from it.
    pub data_bytes: u64,
    /// The daily copy, and what was set aside.
    pub copies_bytes: u64,
    /// How many damaged files are kept.
    pub set_aside: u32,
}

impl Database {
    pub async fn sizes(&self) -> Sizes {
        let files = Arc::clone(&self.files);
        let sizes = tokio::task::spawn_blocking(move || files.sizes()).await;
        sizes.expect("looking at files neither panics nor is cancelled")
    }
}

impl Files {
    fn sizes(&self) -> Sizes {
        let mut sizes = Sizes::default();
        for (path, bytes) in self.ours() {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let is_set_aside = name.starts_with("paylink-damaged-");
            if is_set_aside && name.ends_with(".db") {
                sizes.set_aside += 1;
            }
            if is_set_aside || path == self.copy {
                sizes.copies_bytes += bytes;
            } else {
                sizes.data_bytes += bytes;
            }
        }
        sizes
    }

    /// The files of the data that are there, except the lock, and how large each is.
    fn ours(&self) -> Vec<(PathBuf, u64)> {
        let folder = self.database.parent();
        let entries = folder.and_then(|folder| fs::read_dir(folder).ok());
        let entries = entries.into_iter().flatten().filter_map(Result::ok);
        let ours = entries.filter(|entry| {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            (name.starts_with("paylink") || name.starts_with("links.")) && entry.path() != self.lock
        });
        let sized = |entry: fs::DirEntry| {
            let bytes = entry.metadata().map_or(0, |metadata| metadata.len());
            (entry.path(), bytes)
        };
        ours.map(sized).collect()
    }

    /// Deletes every file of the data. The database itself goes in one step and last but for its companions: stopped
    /// before, all is still there except copies; stopped after, there is nothing more to be had.
    pub(super) fn erase(&self) -> std::io::Result<()> {
        let [wal, shm] = companions(&self.database);
        let last = [&self.database, &wal, &shm];
        let others = self.ours().into_iter().map(|(path, _)| path);
        for path in others.filter(|path| !last.contains(&path)) {
            remove(&path)?;
        }
        last.into_iter().try_for_each(|path| remove(path))?;
        super::files::sync_folder_of(&self.database)
    }
}

fn remove(path: &Path) -> std::io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// How much there is of a profile.
pub fn count(transaction: &Transaction<'_>, profile: Uuid) -> Result<(u32, u32), DatabaseError> {
    let count = "SELECT (SELECT count(*) FROM link WHERE profile_id = ?1),
                        (SELECT count(*) FROM person WHERE profile_id = ?1)";
    let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
    Ok(transaction.query_row(count, [profile.to_string()], read)?)
}

/// How many requests of each operation stand how: names that this program gave, and numbers.
pub fn requests(transaction: &Transaction<'_>) -> Result<Vec<(String, u32)>, DatabaseError> {
    let mut statement = transaction.prepare(
        "SELECT operation || ' ' || state, count(*) FROM step
         WHERE operation IN ('create', 'share', 'update', 'deactivate')
           AND state IN ('ready', 'sending', 'unknown', 'held', 'done', 'refused', 'needs_decision', 'taken_back',
                         'dropped')
         GROUP BY 1 ORDER BY 1",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What the last requests that met with trouble met with, the newest first.
pub fn last_faults(
    transaction: &Transaction<'_>,
    most: u32,
) -> Result<Vec<(Place, Fault)>, DatabaseError> {
    let mut statement = transaction.prepare(
        "SELECT place, fault FROM step JOIN intent ON intent.id = intent_id JOIN profile ON profile.id = profile_id
         WHERE fault IS NOT NULL ORDER BY step.rowid DESC LIMIT ?1",
    )?;
    let mut rows = statement.query([most])?;
    let mut faults = Vec::new();
    while let Some(row) = rows.next()? {
        let fault = from_json(&row.get::<_, String>("fault")?, "step.fault")?;
        faults.push((profiles::place_of(row)?, fault));
    }
    Ok(faults)
}

// ---- Writing all of it out ---------------------------------------------------------------------------------------

/// Everything about one profile but its key, which is in the keychain.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Whole<'p> {
    name: &'p str,
    place: Place,
    terminal_id: &'p str,
    currency: String,
    created_at: String,
    people: Vec<Value>,
    requests: Vec<Value>,
}

/// Writes everything that is kept, as JSON: an object for each profile, its links one a line; gives how many links.
///
/// # Errors
/// `Io` where `out` does not take it, and whatever reading says.
pub fn write_all(transaction: &Transaction<'_>, out: &mut dyn Write) -> Result<u32, DatabaseError> {
    let mut count = 0;
    out.write_all(b"{\"profiles\": [")?;
    for (number, profile) in profiles::all(transaction)?.iter().enumerate() {
        out.write_all(if number == 0 { b"\n" } else { b",\n" })?;
        let whole = profiles::to_json(&whole(transaction, profile)?);
        // The links come last, one by one: there may be very many.
        out.write_all(whole.strip_suffix('}').unwrap_or(&whole).as_bytes())?;
        out.write_all(b", \"links\": [")?;
        let in_order = "SELECT rowid FROM link WHERE profile_id = ?1 ORDER BY kept_at, rowid";
        let mut statement = transaction.prepare(in_order)?;
        let mut rows = statement.query([profile.id.to_string()])?;
        let mut separator = "\n";
        while let Some(row) = rows.next()? {
            let link = profiles::to_json(&a_link(transaction, row.get(0)?)?);
            out.write_all(separator.as_bytes())?;
            out.write_all(link.as_bytes())?;
            separator = ",\n";
            count += 1;
        }
        out.write_all(b"]}")?;
    }
    out.write_all(b"\n]}\n")?;
    out.flush()?;
    Ok(count)
}

fn whole<'p>(
    transaction: &Transaction<'_>,
    profile: &'p Profile,
) -> Result<Whole<'p>, DatabaseError> {
    let id = profile.id.to_string();
    Ok(Whole {
        name: &profile.name,
        place: profile.place,
        terminal_id: profile.terminal_id.as_str(),
        currency: profile.currency.to_string(),
        created_at: profile.created_at.to_string(),
        people: objects(
            transaction,
            "SELECT json_object('name', name, 'email', email, 'lastUsedAt', last_used_at)
             FROM person WHERE profile_id = ?1 ORDER BY last_used_at",
            &[&id],
        )?,
        requests: objects(
            transaction,
            "SELECT json_object('kind', kind, 'askedAt', created_at, 'about', summary, 'paymentLinkId',
                                payment_link_id)
             FROM intent WHERE profile_id = ?1 ORDER BY rowid",
            &[&id],
        )?,
    })
}

fn a_link(transaction: &Transaction<'_>, row: i64) -> Result<Value, DatabaseError> {
    let find = "SELECT profile_id, payment_link_id, json_object('link', body, 'keptAt', kept_at, 'checkedAt',
                       checked_at) AS it FROM link WHERE rowid = ?1";
    let read = |row: &Row<'_>| {
        let id = row.get::<_, String>("payment_link_id")?;
        Ok((uuid_of(row, "profile_id"), id, row.get::<_, String>("it")?))
    };
    let (profile, id, it) = transaction.query_row(find, [row], read)?;
    let (profile, mut link) = (profile?.to_string(), from_json::<Value>(&it, "link.body")?);
    unfold(&mut link, "link");
    let of = |query: &str| objects(transaction, query, &[&profile, &id]).map(Value::from);
    link["emails"] = of(
        "SELECT json_object('name', name, 'email', email, 'at', at) FROM share
                         WHERE profile_id = ?1 AND payment_link_id = ?2 ORDER BY at",
    )?;
    link["happened"] = of(
        "SELECT json_object('at', at, 'kind', kind, 'detail', detail) FROM event
                           WHERE profile_id = ?1 AND payment_link_id = ?2 ORDER BY at",
    )?;
    link["payments"] = of("SELECT json_object('about', body) FROM payment
                           WHERE profile_id = ?1 AND payment_link_id = ?2 ORDER BY payment_id")?;
    Ok(link)
}

/// What is kept as JSON within a row becomes a part of it; what cannot be read stays as the text that it is.
fn unfold(object: &mut Value, key: &str) {
    let read = object[key].as_str().map(serde_json::from_str::<Value>);
    if let Some(Ok(read)) = read {
        object[key] = read;
    }
}

fn objects(
    transaction: &Transaction<'_>,
    query: &str,
    of: &[&String],
) -> Result<Vec<Value>, DatabaseError> {
    let mut statement = transaction.prepare_cached(query)?;
    let mut rows = statement.query(params_from_iter(of))?;
    let mut objects = Vec::new();
    while let Some(row) = rows.next()? {
        let mut object = from_json(&row.get::<_, String>(0)?, "what is kept")?;
        unfold(&mut object, "about");
        objects.push(object);
    }
    Ok(objects)
}
