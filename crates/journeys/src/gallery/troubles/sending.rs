//! What befalls a link and its emails.

use practice_gateway::{Operation, Port, Running};
use serde_json::json;

use super::{EMAIL, WHAT, connected, create, opened, practice};
use crate::customer;
use crate::gallery::{Album, Visit};
use crate::stage::Stage;
use crate::trouble::Trouble;

/// The gateway answers, but not as one would like.
pub(super) async fn answers(stage: &mut Stage, visit: &Visit) -> Result<(), Trouble> {
    let (gateway, window) = connected(stage, visit).await?;
    let album = visit.album(&window);
    let creation = || gateway.on(Operation::CreatePaymentLink);

    let problem = json!({
        "type": "https://docs.payroc.com/api/errors#bad-request", "title": "Bad request", "status": 400,
        "detail": "One or more validation errors occurred",
        "errors": [{ "parameter": "order.description", "detail": "Invalid value",
                     "message": "The description holds a word that is not allowed." }],
    });
    creation()
        .refuse_with(400)
        .with_body("application/problem+json", problem.to_string())
        .once();
    create(&window).await?;
    window.complaint("What is it for?").await?;
    album.stop("refused-at-a-field").await?;
    window.press("Cancel").await?;

    creation().refuse_with(403).once();
    create(&window).await?;
    window
        .see("This API key is not allowed to do that.")
        .await?;
    album.stop("refused").await?;
    window.press("Cancel").await?;

    let held = creation().hold_before_acting().once();
    create(&window).await?;
    window.see("Payroc is taking its time.").await?;
    album.stop("sending-slowly").await?;
    held.release();
    window.see("Emailed to").await?;

    creation()
        .act_then_edit(|link| link["order"]["charge"]["amount"] = json!(450_000))
        .once();
    create(&window).await?;
    window.see("This is not the link you asked for").await?;
    album.stop("not-as-asked").await?;
    window.press("Leave it").await?;
    window.screen("links").await?;
    window.see_no_more("Left as it is").await?;

    two_people(&album, &gateway).await?;
    paid_meanwhile(&album).await?;

    gateway
        .on(Operation::Authorize)
        .refuse_with(401)
        .always()
        .maybe();
    gateway.revoke_tokens();
    create(&window).await?;
    window.see("The link waits for you").await?;
    album.stop("key-refused-later").await?;
    window.press("Done").await?;
    window.screen("links").await?;
    window.press("Check now").await?;
    window.see("could not be brought up to date").await?;
    album.stop("key-refused-in-the-list").await
}

async fn two_people(album: &Album<'_>, gateway: &Running) -> Result<(), Trouble> {
    let window = &album.window;
    window.key("ctrl+n")?;
    window.screen("new-link").await?;
    window.type_into("Amount", "45").await?;
    window.type_into("What is it for?", WHAT).await?;
    window.type_into("Customer's email", EMAIL).await?;
    window.press("More options").await?;
    window.press("Add another person").await?;
    window
        .type_into("Email of person 2", "bob@example.com")
        .await?;
    gateway
        .on(Operation::SharePaymentLink)
        .refuse_with(400)
        .once();
    window.key("Return")?;
    window.see("Not emailed to").await?;
    window.see("Emailed to").await?;
    album.stop("one-email-refused").await?;
    window.press("Done").await?;
    window.screen("links").await
}

async fn paid_meanwhile(album: &Album<'_>) -> Result<(), Trouble> {
    let window = &album.window;
    window.key("ctrl+n")?;
    window.screen("new-link").await?;
    window.type_into("Amount", "60").await?;
    window
        .type_into("What is it for?", "Window cleaning")
        .await?;
    window.type_into("Customer's email", "").await?;
    window.key("Return")?;
    window.see("Nobody was emailed.").await?;
    let url = window.value("Link").await?;
    window.press("Share").await?;
    window.type_into("Customer's email", EMAIL).await?;
    customer::pays(&url).await?;
    window.press("Email jane@example.com").await?;
    window
        .see("This link can no longer be used for that.")
        .await?;
    album.stop("paid-meanwhile").await?;
    window.key("Escape")?;
    window.press("Done").await?;
    window.screen("links").await
}

/// The answer got lost, and looking does not help at once.
pub(super) async fn unknown(stage: &mut Stage, visit: &Visit) -> Result<(), Trouble> {
    let (gateway, window) = connected(stage, visit).await?;
    let album = visit.album(&window);
    let lose_the_answer = |operation| gateway.on(operation).act_then_cut().once();

    lose_the_answer(Operation::SharePaymentLink);
    let held = gateway
        .on(Operation::ListSharingEvents)
        .hold_before_acting()
        .once();
    create(&window).await?;
    window.see("Paylink looks it up at Payroc").await?;
    album.stop("checking").await?;
    held.release();
    window.see("Emailed to").await?;
    window.press("Done").await?;

    lose_the_answer(Operation::SharePaymentLink);
    gateway
        .on(Operation::ListSharingEvents)
        .refuse_with(500)
        .times(3)
        .maybe();
    create(&window).await?;
    window.see("Payroc has trouble at the moment.").await?;
    album.stop("checking-in-trouble").await?;
    window.see("Emailed to").await?;
    window.press("Done").await?;

    lose_the_answer(Operation::SharePaymentLink);
    gateway
        .on(Operation::ListSharingEvents)
        .refuse_with(403)
        .once();
    create(&window).await?;
    window.see("Not certain whether").await?;
    album.stop("decision-email").await?;
    window.press("Email once more…").await?;
    window.see("gets it twice").await?;
    album.stop("once-more").await?;
    window.key("Escape")?;
    window.press("Look again").await?;
    window.see("Emailed to").await?;
    window.press("Done").await?;

    lose_the_answer(Operation::CreatePaymentLink);
    gateway
        .on(Operation::ListPaymentLinks)
        .refuse_with(403)
        .times(3)
        .maybe();
    create(&window).await?;
    window.see("Looked for").await?;
    album.stop("decision-link").await?;
    window.press("Done").await?;
    window.screen("links").await?;
    album.stop("decision-in-the-list").await
}

/// There is no connection.
pub(super) async fn offline(stage: &mut Stage, visit: &Visit) -> Result<(), Trouble> {
    let (gateway, window) = connected(stage, visit).await?;
    let album = visit.album(&window);
    create(&window).await?;
    window.see("Emailed to").await?;
    gateway.stop().await;

    create(&window).await?;
    window.see("The link waits for a connection").await?;
    album.stop("waiting").await?;
    window.press("Done").await?;
    window.screen("links").await?;
    window.press("Check now").await?;
    window.see("Practice does not answer").await?;
    album.stop("waiting-in-the-list").await
}

/// Paylink is killed in the middle of it, and opened again.
pub(super) async fn killed(stage: &mut Stage, visit: &Visit) -> Result<(), Trouble> {
    let gateway = practice(stage, Port::Free).await?;
    let window = opened(stage, visit).await?;
    window.press("Try it now").await?;
    window.screen("new-link").await?;
    let held = gateway
        .on(Operation::CreatePaymentLink)
        .act_then_hold()
        .once();
    create(&window).await?;
    held.reached().await;
    stage.kill_app().await?;

    let window = opened(stage, visit).await?;
    window.screen("links").await?;
    window.see("left unfinished").await?;
    window.see("was made and emailed to").await?;
    visit.album(&window).stop("after-a-kill").await
}
