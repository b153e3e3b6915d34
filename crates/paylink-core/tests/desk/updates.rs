//! Newer versions of Paylink, as far as the desk is asked about them.

use std::time::Duration;

use paylink_core::ports::Shelf as _;
use paylink_core::view::Preferences;

use crate::bench::Bench;

const DAY: Duration = Duration::from_hours(24);

#[tokio::test]
async fn it_is_looked_once_a_day_unless_the_user_said_no() {
    let bench = Bench::connected().await;
    assert_eq!(due_in_hours(&bench), Some(24));
    bench.clock.pass(DAY);
    assert_eq!(due_in_hours(&bench), Some(0));
    bench.desk.note_update(None).await;
    assert_eq!(due_in_hours(&bench), Some(24));
    assert!(bench.desk.update_looked_at().is_some());

    let never = Preferences {
        look_for_updates: false,
        ..Preferences::default()
    };
    bench.desk.save_preferences(never).await.unwrap();

    bench.clock.pass(3 * DAY);
    assert_eq!(due_in_hours(&bench), None);
}

#[tokio::test]
async fn a_newer_version_is_told_until_it_is_put_off_and_again_after_a_week() {
    let bench = Bench::connected().await;
    assert_eq!(told(&bench).await, None);
    bench.desk.note_update(Some("1.2.0".to_owned())).await;
    assert_eq!(told(&bench).await.as_deref(), Some("1.2.0"));

    bench.desk.put_off_update("1.2.0").await;

    assert_eq!(told(&bench).await, None);
    bench.desk.note_update(Some("1.2.0".to_owned())).await;
    assert_eq!(told(&bench).await, None);
    bench.desk.note_update(Some("1.2.1".to_owned())).await;
    assert_eq!(told(&bench).await.as_deref(), Some("1.2.1"));
    bench.clock.pass(7 * DAY);
    bench.desk.note_update(Some("1.2.0".to_owned())).await;
    assert_eq!(told(&bench).await.as_deref(), Some("1.2.0"));
}

#[tokio::test]
async fn what_is_newer_is_announced_as_it_becomes_known() {
    let bench = Bench::connected().await;

    bench.desk.note_update(Some("1.2.0".to_owned())).await;

    bench
        .ear
        .desk(|desk| desk.update.as_deref() == Some("1.2.0"))
        .await;
}

#[tokio::test]
async fn after_everything_was_deleted_nothing_of_updates_is_remembered() {
    let bench = Bench::connected().await;
    bench.clock.pass(DAY);
    bench.desk.note_update(None).await;

    bench.desk.delete_everything().await.unwrap();

    assert_eq!(bench.shelf.remembered_of_updates().looked_at, None);
}

/// Begun hours count whole: the clock of the bench goes on by itself.
fn due_in_hours(bench: &Bench) -> Option<u128> {
    let due = bench.desk.update_due()?;
    Some(due.as_millis().div_ceil(3_600_000))
}

async fn told(bench: &Bench) -> Option<String> {
    bench.desk.view().await.unwrap().update
}
