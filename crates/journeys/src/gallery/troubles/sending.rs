//! What befalls a link and its emails.

use practice_gateway::{Operation, Port, Running};
use serde_json::json;

use super::{connected, create, create_another, opened, practice};
use crate::customer;
use crate::gallery::{Album, JANE, Visit, WHAT};
use crate::stage::Stage;
use crate::trouble::Trouble;

const BOB: &str = "bob@example.com";

/// The gateway answers, but not as one would like.
pub(super) async fn answers(stage: &mut Stage, visit: &Visit) -> Result<(), Trouble> {
    let (gateway, album) = connected(stage, visit).await?;
    let window = &album.window;
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
    create(&album).await?;
    album.complains("newLink.description").await?;
    album.stop("refused-at-a-field").await?;
    album.press("newLink.cancel").await?;

    creation().refuse_with(403).once();
    create(&album).await?;
    album.see("faultWords.forbidden.title").await?;
    album.stop("refused").await?;
    album.press("newLink.cancel").await?;

    let held = creation().hold_before_acting().once();
    create(&album).await?;
    album.see("outbox.slow").await?;
    album.stop("sending-slowly").await?;
    held.release();
    album.is_emailed(JANE).await?;

    creation()
        .act_then_edit(|link| link["order"]["charge"]["amount"] = json!(450_000))
        .once();
    create_another(&album).await?;
    album.see("result.madeWrongly").await?;
    album.stop("not-as-asked").await?;
    album.press("outbox.leaveIt").await?;
    window.screen("links").await?;
    album.see_no_more("newLink.leftWrong").await?;

    two_people(&album, &gateway).await?;
    paid_meanwhile(&album).await?;

    gateway
        .on(Operation::Authorize)
        .refuse_with(401)
        .always()
        .maybe();
    gateway.revoke_tokens();
    create_another(&album).await?;
    album.see("result.held").await?;
    album.stop("key-refused-later").await?;
    album.press("result.done").await?;
    window.screen("links").await?;
    album.press("links.refresh").await?;
    album.see("links.notRefreshed").await?;
    album.stop("key-refused-in-the-list").await
}

async fn two_people(album: &Album<'_>, gateway: &Running) -> Result<(), Trouble> {
    let window = &album.window;
    album.fill_in("45", WHAT, JANE).await?;
    album.press("newLink.more").await?;
    album.press("newLink.addPerson").await?;
    album.write(("newLink.emailNth", [json!(2)]), BOB).await?;
    gateway
        .on(Operation::SharePaymentLink)
        .refuse_with(400)
        .once();
    album.see("newLink.shareAgain").await?;
    window.key("Return")?;
    // Which of the two goes out first is not told.
    album.see("outbox.shareAgain").await?;
    for email in [JANE, BOB] {
        album
            .see_no_more(("emailStateWords.sending", [json!(email)]))
            .await?;
    }
    album.stop("one-email-refused").await?;
    album.press("result.done").await?;
    window.screen("links").await
}

async fn paid_meanwhile(album: &Album<'_>) -> Result<(), Trouble> {
    let window = &album.window;
    album.fill_in("60", "Window cleaning", "").await?;
    album.is_made("").await?;
    let url = album.made_link().await?;
    album.press("result.share").await?;
    album.write("share.email", JANE).await?;
    customer::pays(&url).await?;
    album.press(("shareLabel", [json!([JANE])])).await?;
    album.see("whyNotShared.paid").await?;
    album.stop("paid-meanwhile").await?;
    window.key("Escape")?;
    album.press("result.done").await?;
    window.screen("links").await
}

/// The answer got lost, and looking does not help at once.
pub(super) async fn unknown(stage: &mut Stage, visit: &Visit) -> Result<(), Trouble> {
    let (gateway, album) = connected(stage, visit).await?;
    let window = &album.window;
    let lose_the_answer = |operation| gateway.on(operation).act_then_cut().once();

    lose_the_answer(Operation::SharePaymentLink);
    let held = gateway
        .on(Operation::ListSharingEvents)
        .hold_before_acting()
        .once();
    create(&album).await?;
    album
        .see(("emailStateWords.checking", [json!(JANE)]))
        .await?;
    album.stop("checking").await?;
    held.release();
    album.is_emailed(JANE).await?;
    album.press("result.done").await?;

    lose_the_answer(Operation::SharePaymentLink);
    gateway
        .on(Operation::ListSharingEvents)
        .refuse_with(500)
        .times(3)
        .maybe();
    create_another(&album).await?;
    album.see("faultWords.gatewayTrouble.title").await?;
    album.stop("checking-in-trouble").await?;
    album.is_emailed(JANE).await?;
    album.press("result.done").await?;

    lose_the_answer(Operation::SharePaymentLink);
    gateway
        .on(Operation::ListSharingEvents)
        .refuse_with(403)
        .once();
    create_another(&album).await?;
    album
        .see(("emailStateWords.needsDecision", [json!(JANE)]))
        .await?;
    album.stop("decision-email").await?;
    album.press_asking("againAction.email").await?;
    album.see(("againWords.email", [json!(JANE)])).await?;
    album.stop("once-more").await?;
    window.key("Escape")?;
    album.press("outbox.lookAgain").await?;
    album.is_emailed(JANE).await?;
    album.press("result.done").await?;

    lose_the_answer(Operation::CreatePaymentLink);
    gateway
        .on(Operation::ListPaymentLinks)
        .refuse_with(403)
        .times(3)
        .maybe();
    create_another(&album).await?;
    album.see("outbox.lookedFor").await?;
    album.stop("decision-link").await?;
    album.press("result.done").await?;
    window.screen("links").await?;
    album.stop("decision-in-the-list").await
}

/// There is no connection.
pub(super) async fn offline(stage: &mut Stage, visit: &Visit) -> Result<(), Trouble> {
    let (gateway, album) = connected(stage, visit).await?;
    let window = &album.window;
    create(&album).await?;
    album.is_emailed(JANE).await?;
    gateway.stop().await;

    create_another(&album).await?;
    album.see("result.waiting").await?;
    album.stop("waiting").await?;
    album.press("result.done").await?;
    window.screen("links").await?;
    album.press("links.refresh").await?;
    album.see("faultWords.practiceUnavailable.title").await?;
    album.stop("waiting-in-the-list").await
}

/// Paylink is killed in the middle of it, and opened again.
pub(super) async fn killed(stage: &mut Stage, visit: &Visit) -> Result<(), Trouble> {
    let gateway = practice(stage, Port::Free).await?;
    let album = opened(stage, visit).await?;
    album.try_practice().await?;
    let held = gateway
        .on(Operation::CreatePaymentLink)
        .act_then_hold()
        .once();
    create(&album).await?;
    held.reached().await;
    stage.kill_app().await?;

    let album = opened(stage, visit).await?;
    album.window.screen("links").await?;
    album.see("outbox.recovered").await?;
    let amount = album.money(4500)?;
    let what = album.word(("whatFor", [json!(amount), json!(WHAT)]))?;
    let made = album.word(("createTitles.done", [json!({ "what": what })]))?;
    album
        .see(("intentTitles.madeAndEmailed", [json!(made), json!(JANE)]))
        .await?;
    album.stop("after-a-kill").await
}
