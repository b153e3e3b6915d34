//! Making links, emailing them, and what is under way.

use paylink_core::fault::Fault;
use paylink_core::view::{
    ChangePaymentLink, CreatePaymentLink, DeactivatePaymentLink, Decide, IntentView, NewLinkStart,
    OutboxView, SharePaymentLink,
};
use tauri::State;
use uuid::Uuid;

use crate::door::Door;

#[tauri::command]
#[specta::specta]
pub async fn start_new_link(door: State<'_, Door>) -> Result<NewLinkStart, Fault> {
    door.desk().await.start_new_link().await
}

#[tauri::command]
#[specta::specta]
pub async fn create_payment_link(
    door: State<'_, Door>,
    request: CreatePaymentLink,
) -> Result<IntentView, Fault> {
    door.desk().await.create_payment_link(request).await
}

#[tauri::command]
#[specta::specta]
pub async fn share_payment_link(
    door: State<'_, Door>,
    request: SharePaymentLink,
) -> Result<IntentView, Fault> {
    door.desk().await.share_payment_link(request).await
}

#[tauri::command]
#[specta::specta]
pub async fn change_payment_link(
    door: State<'_, Door>,
    request: ChangePaymentLink,
) -> Result<IntentView, Fault> {
    door.desk().await.change_payment_link(request).await
}

#[tauri::command]
#[specta::specta]
pub async fn deactivate_payment_link(
    door: State<'_, Door>,
    request: DeactivatePaymentLink,
) -> Result<IntentView, Fault> {
    door.desk().await.deactivate_payment_link(request).await
}

#[tauri::command]
#[specta::specta]
pub async fn list_outbox(door: State<'_, Door>) -> Result<OutboxView, Fault> {
    door.desk().await.list_outbox().await
}

#[tauri::command]
#[specta::specta]
pub async fn take_back(door: State<'_, Door>, step_id: Uuid) -> Result<OutboxView, Fault> {
    door.desk().await.take_back(step_id).await
}

#[tauri::command]
#[specta::specta]
pub async fn retry_now(door: State<'_, Door>, step_id: Uuid) -> Result<OutboxView, Fault> {
    door.desk().await.retry_now(step_id).await
}

#[tauri::command]
#[specta::specta]
pub async fn decide(door: State<'_, Door>, request: Decide) -> Result<OutboxView, Fault> {
    door.desk().await.decide(request).await
}

#[tauri::command]
#[specta::specta]
pub async fn dismiss(door: State<'_, Door>, intent_id: Uuid) -> Result<OutboxView, Fault> {
    door.desk().await.dismiss(intent_id).await
}

/// Shows again what was dismissed.
#[tauri::command]
#[specta::specta]
pub async fn show_again(door: State<'_, Door>, intent_id: Uuid) -> Result<OutboxView, Fault> {
    door.desk().await.show_again(intent_id).await
}

/// The system says that there is a connection again.
#[tauri::command]
#[specta::specta]
pub async fn connection_returned(door: State<'_, Door>) -> Result<(), Fault> {
    door.desk().await.connection_returned().await
}
