//! Files of every kind of trouble, opened.

use rusqlite::types::Value;

use super::*;

/// Made by the first version: a profile, a link that was emailed to two people, and a link whose outcome was unknown
/// when Paylink was killed, with an email waiting for it.
const VERSION_1: &[u8] = include_bytes!("version-1.db");

#[test]
fn migrations_are_sound() {
    schema::migrations().validate().unwrap();
}

#[test]
fn a_second_process_is_told_that_the_data_is_held() {
    let folder = tempfile::tempdir().unwrap();
    let _first = Database::open(folder.path()).unwrap();

    let second = Database::open(folder.path());

    assert!(matches!(second, Err(OpenError::HeldByAnother)));
}

#[test]
fn a_holder_that_is_on_its_way_out_is_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = Some(Database::open(folder.path()).unwrap());

    let lock = take_lock(&Files::of(folder.path()).lock, || drop(first.take()));

    assert!(lock.is_ok());
}

#[test]
fn the_data_is_free_again_when_its_holder_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    drop(Database::open(folder.path()).unwrap());

    assert!(Database::open(folder.path()).is_ok());
}

#[test]
fn a_damaged_file_is_set_aside_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("paylink.db");
    write(&path, b"this was never a database");

    let opened = Database::open(folder.path()).unwrap();

    let kept_as = opened.set_aside.unwrap();
    assert_eq!(
        std::fs::read(kept_as).unwrap(),
        b"this was never a database"
    );
}

#[test]
fn a_file_of_a_newer_paylink_stays_where_it_is() {
    let folder = tempfile::tempdir().unwrap();
    drop(Database::open(folder.path()).unwrap());
    let path = folder.path().join("paylink.db");
    let newer = Connection::open(&path).unwrap();
    newer.pragma_update(None, "user_version", 99).unwrap();
    drop(newer);

    let opened = Database::open(folder.path());

    assert!(matches!(opened, Err(OpenError::Unavailable(_))));
    assert!(path.exists());
}

#[cfg(unix)]
#[test]
fn the_folder_is_for_this_user_alone_whoever_made_it() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();

    let _open = Database::open(folder.path()).unwrap();

    let mode = std::fs::metadata(folder.path())
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o700);
}

#[test]
fn a_missing_file_is_nothing_to_report() {
    let folder = tempfile::tempdir().unwrap();

    assert_eq!(Database::open(folder.path()).unwrap().set_aside, None);
}

#[test]
fn a_file_of_the_first_version_is_migrated_with_all_it_held() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("paylink.db"), VERSION_1);

    let opened = Database::open(folder.path()).unwrap();

    assert_eq!(opened.set_aside, None);
    assert_eq!(rows(&opened.database), ALL);
    assert_eq!(
        states(&opened.database),
        ["done", "done", "done", "ready", "sending"]
    );
}

#[test]
fn a_migrated_file_takes_changes_and_holds_its_steps_to_their_intents() {
    let folder = filled();
    let database = Database::open(folder.path()).unwrap().database;
    let asked = "SELECT id FROM intent ORDER BY rowid";
    let before = texts(&database, asked);

    run(
        &database,
        "INSERT INTO intent (id, request_id, profile_id, kind, summary, created_at)
         SELECT 'a', 'a', id, 'deactivate', '{}', '2026-03-01T12:00:00Z' FROM profile",
    );
    let step = |id: &str, intent: &str| {
        format!(
            "INSERT INTO step (id, intent_id, ordinal, operation, idempotency_key, body, state, sends, setbacks)
             VALUES ('{id}', '{intent}', 0, 'deactivate', '{id}', x'', 'ready', 0, 0)"
        )
    };
    run(&database, &step("s", "a"));
    let orphan = step("o", "nobody");
    let mut open = database.held();
    let refused = open.transact(|transaction| Ok(transaction.execute(&orphan, [])?));
    drop(open);

    assert!(refused.is_err());
    assert_eq!(
        texts(&database, asked),
        [before, vec!["a".to_owned()]].concat()
    );
    run(&database, "DELETE FROM intent WHERE id = 'a'");
    assert_eq!(
        texts(&database, "SELECT id FROM step WHERE id = 's'"),
        [""; 0]
    );
}

#[test]
fn what_was_found_paid_before_payers_were_kept_stays_and_says_whether_it_is_held() {
    let folder = tempfile::tempdir().unwrap();
    let mut old = Connection::open(folder.path().join("paylink.db")).unwrap();
    seal::teach(&old).unwrap();
    schema::migrations().to_version(&mut old, 7).unwrap();
    seal::seal_from_here_on(&old).unwrap();
    let profile = uuid::Uuid::from_u128(1);
    old.execute_batch(&format!(
        "INSERT INTO profile (id, name, place, terminal_id, currency, defaults, key_in_keychain, created_at)
         VALUES ('{profile}', 'Cafe', 'live', '1234001', 'USD', '{{}}', 0, '2026-03-01T12:00:00Z')"
    ))
    .unwrap();
    for (id, auth_type) in [(1, "sale"), (2, "preAuthorization")] {
        let id = uuid::Uuid::from_u128(id);
        old.execute_batch(&format!(
            "INSERT INTO link (profile_id, payment_link_id, body, created_on, kept_at, checked_at)
             VALUES ('{profile}', '{id}', '{{\"authType\":\"{auth_type}\"}}', '', '', '');
             INSERT INTO paid (id, profile_id, payment_link_id, payment_id, currency, at)
             VALUES ('{id}', '{profile}', '{id}', '', 'USD', '2026-03-01T12:00:00Z')"
        ))
        .unwrap();
    }
    drop(old);

    let opened = Database::open(folder.path()).unwrap();
    let held = texts(
        &opened.database,
        "SELECT CAST(is_hold AS TEXT) FROM paid ORDER BY id",
    );
    drop(opened.database);

    assert_eq!(opened.set_aside, None);
    assert_eq!(held, ["0", "1"]);
    assert_eq!(Database::open(folder.path()).unwrap().set_aside, None);
}

#[test]
fn a_migrated_file_opens_again_without_a_word() {
    let folder = filled();

    let opened = Database::open(folder.path()).unwrap();

    assert_eq!(opened.set_aside, None);
    assert_eq!(rows(&opened.database), ALL);
}

#[test]
fn an_empty_file_is_not_taken_for_a_first_start() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("paylink.db"), b"");

    let opened = Database::open(folder.path()).unwrap();

    assert!(opened.set_aside.unwrap().exists());
}

#[test]
fn a_file_that_vanished_comes_back_from_its_copy_and_that_is_told() {
    let folder = filled();
    std::fs::remove_file(folder.path().join("paylink.db")).unwrap();

    let opened = Database::open(folder.path()).unwrap();

    assert!(opened.set_aside.is_some());
    assert_eq!(rows(&opened.database), ALL);
}

#[test]
fn a_destroyed_file_comes_back_from_its_copy() {
    let folder = filled();
    write(
        &folder.path().join("paylink.db"),
        b"this was never a database",
    );

    let opened = Database::open(folder.path()).unwrap();

    assert_eq!(
        std::fs::read(opened.set_aside.unwrap()).unwrap(),
        b"this was never a database"
    );
    assert_eq!(rows(&opened.database), ALL);
}

#[test]
fn a_row_that_rotted_is_set_aside_and_the_others_stay() {
    let folder = filled();
    std::fs::remove_file(folder.path().join("paylink-copy.db")).unwrap();
    outside(
        &folder,
        "UPDATE link SET body = replace(body, '4500', '4700')",
    );

    let opened = Database::open(folder.path()).unwrap();

    assert!(opened.set_aside.unwrap().exists());
    assert_eq!(rows(&opened.database), [1, 0, 2, 2, 2, 5]);
}

#[test]
fn a_row_that_rotted_comes_back_from_the_copy() {
    let folder = filled();
    outside(
        &folder,
        "UPDATE link SET body = replace(body, '4500', '4700')",
    );

    let opened = Database::open(folder.path()).unwrap();

    assert_eq!(rows(&opened.database), ALL);
    assert_eq!(
        texts(
            &opened.database,
            "SELECT body FROM link WHERE body LIKE '%4700%'"
        ),
        [""; 0]
    );
}

#[test]
fn a_template_comes_back_from_the_copy() {
    let folder = filled();
    let keep = "INSERT INTO template (id, profile_id, name, folded, body, made_at)
         SELECT 't', id, 'Deposit', 'deposit', '{}', '2026-03-01T12:00:00Z' FROM profile";
    run(&Database::open(folder.path()).unwrap().database, keep);
    std::fs::remove_file(folder.path().join("paylink-copy.db")).unwrap();
    drop(Database::open(folder.path()).unwrap());
    outside(&folder, "UPDATE template SET name = 'Rotted'");

    let opened = Database::open(folder.path()).unwrap();

    assert!(opened.set_aside.unwrap().exists());
    assert_eq!(
        texts(&opened.database, "SELECT name FROM template"),
        ["Deposit"]
    );
}

#[test]
fn nothing_unfinished_is_sent_blindly_after_a_rebuild() {
    let folder = filled();
    outside(&folder, "UPDATE person SET name = 'Somebody else'");

    let opened = Database::open(folder.path()).unwrap();

    assert_eq!(
        states(&opened.database),
        ["done", "done", "done", "unknown", "unknown"]
    );
    let since = "SELECT first_sent_at FROM step WHERE state = 'unknown' AND may_have_acted = 1";
    assert_eq!(texts(&opened.database, since).len(), 2);
}

#[test]
fn an_older_state_of_the_data_is_found_out() {
    let folder = filled();
    let older = std::fs::read(folder.path().join("paylink.db")).unwrap();
    let database = Database::open(folder.path()).unwrap().database;
    run(
        &database,
        "UPDATE step SET state = 'done' WHERE state = 'sending'",
    );
    drop(database);
    write(&folder.path().join("paylink.db"), &older);

    let opened = Database::open(folder.path()).unwrap();

    assert!(opened.set_aside.unwrap().exists());
    assert_eq!(
        states(&opened.database),
        ["done", "done", "done", "unknown", "unknown"]
    );
}

#[test]
fn a_log_that_was_taken_away_is_found_out() {
    let folder = filled();
    let elsewhere = tempfile::tempdir().unwrap();
    let database = Database::open(folder.path()).unwrap().database;
    run(
        &database,
        "UPDATE step SET state = 'done' WHERE state = 'sending'",
    );
    for name in ["paylink.db", "paylink.mark"] {
        std::fs::copy(folder.path().join(name), elsewhere.path().join(name)).unwrap();
    }

    let opened = Database::open(elsewhere.path()).unwrap();

    assert!(opened.set_aside.unwrap().exists());
    assert_eq!(rows(&opened.database), ALL);
}

#[test]
fn a_rebuild_that_was_stopped_is_finished() {
    let folder = filled();
    let named = |name: &str| folder.path().join(name);
    std::fs::rename(named("paylink.db"), named("paylink-rebuilt.db")).unwrap();
    write(&named("paylink.db"), b"damaged");

    let opened = Database::open(folder.path()).unwrap();

    assert_eq!(
        std::fs::read(opened.set_aside.unwrap()).unwrap(),
        b"damaged"
    );
    assert_eq!(rows(&opened.database), ALL);
}

#[test]
fn a_rebuild_is_told_until_it_has_been_heard() {
    let folder = filled();
    write(&folder.path().join("paylink.db"), b"damaged");
    let first = Database::open(folder.path()).unwrap().set_aside;

    let again = Database::open(folder.path()).unwrap();
    again.database.held().transact(told).unwrap();
    let told_again = again.set_aside;
    drop(again.database);

    assert_eq!(first, told_again);
    assert_eq!(Database::open(folder.path()).unwrap().set_aside, None);
}

#[tokio::test]
async fn a_page_that_goes_bad_while_running_costs_one_call() {
    let folder = filled();
    let database = Database::open(folder.path()).unwrap().database;
    spoil_the_links(&folder);
    forget_what_was_read(&database);

    let all = "SELECT body FROM link";
    let failed = database
        .transact(move |transaction| column(transaction, all))
        .await;
    let after = database
        .transact(move |transaction| column(transaction, all))
        .await;

    assert!(failed.is_err());
    assert_eq!(after.unwrap().len(), 1);
    assert!(database.set_aside()[0].exists());
}

#[test]
fn what_was_settled_long_ago_is_forgotten_and_nothing_else() {
    let folder = filled();
    let database = Database::open(folder.path()).unwrap().database;
    let many = format!(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {INTENTS_MAX} + 10)
         INSERT INTO intent (id, request_id, profile_id, kind, summary, seen, created_at)
         SELECT 'i' || i, 'r' || i, (SELECT id FROM profile), 'create', '{{}}', 1,
                printf('20%02d-01-01T00:00:00Z', CASE WHEN i <= 5 THEN 10 ELSE 99 END) FROM n"
    );
    run(&database, &many);
    drop(database);

    let opened = Database::open(folder.path()).unwrap();

    let old = texts(
        &opened.database,
        "SELECT id FROM intent WHERE created_at LIKE '2010%'",
    );
    assert_eq!(old, [""; 0]);
    // Whatever came after something unfinished stays as long as that does.
    let kept = texts(
        &opened.database,
        "SELECT id FROM intent WHERE created_at LIKE '2099%'",
    );
    assert_eq!(kept.len(), INTENTS_MAX as usize + 5);
    assert_eq!(states(&opened.database), ["ready", "sending"]);
}

/// Rows of the file of the first version, by table: profile, link, share, person, intent, step, event, payment, payments_look,
/// replaced_address.
const ALL: [usize; 6] = [1, 1, 2, 2, 2, 5];

/// A folder with what the first version held, migrated and closed, and its copy.
fn filled() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("paylink.db"), VERSION_1);
    drop(Database::open(folder.path()).unwrap());
    folder
}

/// Changes the file behind Paylink's back.
fn outside(folder: &tempfile::TempDir, change: &str) {
    let connection = Connection::open(folder.path().join("paylink.db")).unwrap();
    connection.execute_batch(change).unwrap();
}

/// Overwrites the root page of the links, below SQLite.
fn spoil_the_links(folder: &tempfile::TempDir) {
    use std::io::{Seek, SeekFrom, Write};
    let path = folder.path().join("paylink.db");
    let connection = Connection::open(&path).unwrap();
    let page = |query: &str| {
        connection
            .query_row(query, [], |row| row.get::<_, u32>(0))
            .unwrap()
    };
    let root = page("SELECT rootpage FROM sqlite_schema WHERE name = 'link'");
    let size = page("PRAGMA page_size");
    let mut file = OpenOptions::new().write(true).open(&path).unwrap();
    file.seek(SeekFrom::Start(u64::from(root - 1) * u64::from(size)))
        .unwrap();
    file.write_all(&vec![0xff; size as usize]).unwrap();
}

/// SQLite holds pages in memory, and would not see what became of them.
fn forget_what_was_read(database: &Database) {
    let open = database.held();
    open.connection
        .execute_batch("PRAGMA shrink_memory")
        .unwrap();
}

fn rows(database: &Database) -> Vec<usize> {
    let count = |table: &&str| {
        texts(
            database,
            &format!("SELECT CAST(rowid AS TEXT) FROM {table}"),
        )
        .len()
    };
    // Those of the first version; whatever came later is empty in its file.
    seal::SEALED[..6].iter().map(count).collect()
}

fn states(database: &Database) -> Vec<String> {
    texts(database, "SELECT state FROM step ORDER BY state")
}

fn texts(database: &Database, query: &str) -> Vec<String> {
    let query = query.to_owned();
    let mut open = database.held();
    open.transact(|transaction| column(transaction, &query))
        .unwrap()
}

fn run(database: &Database, change: &str) -> usize {
    let mut open = database.held();
    open.transact(|transaction| Ok(transaction.execute(change, [])?))
        .unwrap()
}

fn column(connection: &Connection, query: &str) -> Result<Vec<String>, DatabaseError> {
    let mut statement = connection.prepare(query)?;
    let rows = statement.query_map([], |row| match row.get(0)? {
        Value::Text(text) => Ok(text),
        Value::Null | Value::Integer(_) | Value::Real(_) | Value::Blob(_) => Ok(String::new()),
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn write(path: &Path, bytes: &[u8]) {
    use std::io::Write;
    File::create(path).unwrap().write_all(bytes).unwrap();
}

/// As many links as make a file large: it is then used before all of it has been looked through.
const MANY: u32 = 9_000;

#[test]
fn a_large_file_is_looked_through_in_the_background_and_rebuilt_if_a_link_has_rotted() {
    let folder = tempfile::tempdir().unwrap();
    let profile = uuid::Uuid::from_u128(1);
    crate::testing::seed_links(folder.path(), profile, MANY);
    rot_a_link(folder.path());

    let opened = Database::open(folder.path()).unwrap();
    assert_eq!(opened.set_aside, None);
    assert!(opened.database.is_unexamined());
    block_on(opened.database.examine());

    assert!(opened.database.set_aside()[0].exists());
    assert_eq!(count_of_links(&opened.database), MANY - 1);
}

#[test]
fn a_link_that_has_rotted_in_a_large_file_is_not_shown_before_it_is_found_out() {
    let folder = tempfile::tempdir().unwrap();
    let profile = uuid::Uuid::from_u128(1);
    crate::testing::seed_links(folder.path(), profile, MANY);
    let row = rot_a_link(folder.path());
    let database = Database::open(folder.path()).unwrap().database;

    let read = block_on(database.read(move |transaction| {
        let mut ids = Vec::new();
        links::in_rows(transaction, &[row], |kept| {
            ids.push(kept.link.payment_link_id);
        })?;
        Ok(ids)
    }));

    assert!(matches!(read, Err(DatabaseError::Unreadable("link"))));
    assert!(database.set_aside()[0].exists());
}

#[test]
fn a_sound_large_file_gets_its_copy_in_the_background() {
    let folder = tempfile::tempdir().unwrap();
    crate::testing::seed_links(folder.path(), uuid::Uuid::from_u128(1), MANY);
    let copy = folder.path().join("paylink-copy.db");
    std::fs::remove_file(&copy).unwrap();
    let database = Database::open(folder.path()).unwrap().database;
    assert!(!copy.exists());

    block_on(database.examine());

    assert!(copy.exists() && !database.is_unexamined());
    assert!(database.set_aside().is_empty());
}

/// Changes a link as a disk does, behind the back of its seal.
fn rot_a_link(folder: &Path) -> u32 {
    let connection = Connection::open(folder.join("paylink.db")).unwrap();
    let row = 4_000;
    let changed = connection.execute(
        "UPDATE link SET body = replace(body, 'https', 'httpz') WHERE rowid = ?1",
        [row],
    );
    assert_eq!(changed.unwrap(), 1);
    let copy = folder.join("paylink-copy.db");
    std::fs::remove_file(copy).unwrap();
    row
}

fn count_of_links(database: &Database) -> u32 {
    let profile = uuid::Uuid::from_u128(1);
    block_on(database.transact(move |transaction| links::count(transaction, profile))).unwrap()
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.build().unwrap().block_on(future)
}
