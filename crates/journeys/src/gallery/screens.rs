//! Every screen, as an owner meets them.

use std::time::Duration;

use practice_gateway::{Config, Operation, Running, start};
use serde_json::json;

use super::troubles::{connected, opened};
use super::{Album, JANE, Part, Visit, WHAT};
use crate::customer;
use crate::elsewhere;
use crate::stage::{Setting, Stage};
use crate::trouble::Trouble;

const LONG_WHAT: &str = "Two oak gates, hung and oiled, with the old posts taken out and away, as we agreed on the phone";
const LONG_EMAIL: &str = "a.very.long.name.indeed@accounts.example.com";

pub(super) fn parts() -> Vec<Part> {
    let usual = Setting::default;
    vec![
        Part::new("first-link", usual(), |stage, visit| {
            Box::pin(first_link(stage, visit))
        }),
        Part::new("tour", usual(), |stage, visit| Box::pin(tour(stage, visit))),
        Part::new("quickly", usual(), |stage, visit| {
            Box::pin(quickly(stage, visit))
        }),
        Part::new("list", usual(), |stage, visit| Box::pin(list(stage, visit))),
        Part::new("loading", usual(), |stage, visit| {
            Box::pin(loading(stage, visit))
        }),
        Part::new("one-link", usual(), |stage, visit| {
            Box::pin(one_link(stage, visit))
        }),
        Part::new("hand-over", usual(), |stage, visit| {
            Box::pin(hand_over(stage, visit))
        }),
        Part::new("changing", usual(), |stage, visit| {
            Box::pin(changing(stage, visit))
        }),
        Part::new("settings", usual(), |stage, visit| {
            Box::pin(settings(stage, visit))
        }),
    ]
}

async fn first_link(stage: &mut Stage, visit: &Visit) -> Result<(), Trouble> {
    let _gateway = gateway(stage).await?;
    let album = opened(stage, visit).await?;
    let window = &album.window;
    window.screen("welcome").await?;
    album.stop("welcome").await?;
    connect(&album).await?;
    album.try_practice().await?;
    album.press("tour.skip").await?;
    album.see_no_more("tour.skip").await?;
    album.stop("new-link").await?;
    album.press("newLink.more").await?;
    album.stop("new-link-options").await?;
    album.write_amount("1.250").await?;
    album.write("newLink.description", WHAT).await?;
    album.write("newLink.email", "jane@").await?;
    window.key("Return")?;
    album.complains("newLink.amount").await?;
    album.stop("new-link-complaints").await?;
    album.press("newLink.cancel").await?;
    window.screen("links").await?;
    album.see("links.emptyTitle").await?;
    album.see_no_more("told.undo").await?;
    album.stop("links-empty").await?;

    album.fill_in("1250000", LONG_WHAT, LONG_EMAIL).await?;
    album.is_made(LONG_EMAIL).await?;
    album.stop("result-long").await?;
    album.fill_in("1200.50", "New fence", "").await?;
    album.is_made("").await?;
    album.stop("result-not-emailed").await?;
    album.fill_in("45", WHAT, JANE).await?;
    album.stop("new-link-filled").await?;
    album.is_made(JANE).await?;
    album.stop("result").await?;
    album.fill_in("45", "Garden work in June", JANE).await?;
    let today = json!(album.word("time.today")?);
    let what = [json!(album.money(4500)?), json!(WHAT)];
    let what = json!(album.word(("whatFor", what))?);
    let alike = [json!("jane"), what, today, json!(1)];
    album.see(("newLink.alike", alike)).await?;
    album.stop("new-link-alike").await
}

async fn connect(album: &Album<'_>) -> Result<(), Trouble> {
    let window = &album.window;
    album.press("welcome.connectButton").await?;
    window.screen("connect").await?;
    album.stop("connect").await?;
    album.press("connect.button").await?;
    album.complains("connect.terminalId").await?;
    album.stop("connect-complaints").await?;
    album.press("connect.enterKey").await?;
    window
        .in_key_window(async || album.stop_as_it_is("key-window").await)
        .await?;
    window.cancel_api_key().await?;
    album.press("connect.cancel").await?;
    window.screen("welcome").await
}

/// The three hints of the first minutes.
async fn tour(stage: &mut Stage, visit: &Visit) -> Result<(), Trouble> {
    let _gateway = gateway(stage).await?;
    let album = opened(stage, visit).await?;
    album.try_practice().await?;
    album.see("tourWords.make").await?;
    album.stop("tour-make").await?;
    album.fill_in("45", WHAT, JANE).await?;
    album.is_made(JANE).await?;
    album.see("tourWords.pay").await?;
    album.stop("tour-pay").await?;
    album.press("result.done").await?;
    album.see("tourWords.find").await?;
    album.stop("tour-find").await
}

/// In one line, from a template, and with words that were saved.
async fn quickly(stage: &mut Stage, visit: &Visit) -> Result<(), Trouble> {
    let (_gateway, album) = connected(stage, visit).await?;
    let window = &album.window;
    album.fill_in("45", WHAT, JANE).await?;
    album.is_made(JANE).await?;
    window.key("ctrl+n")?;
    window.screen("new-link").await?;
    album.write_amount("60 hedge jane").await?;
    let who = format!("jane, {JANE}");
    album.see(("line.who", [json!(who)])).await?;
    album.stop("new-link-line").await?;
    album.write_amount("45").await?;
    album.write("newLink.description", WHAT).await?;
    album.write("newLink.email", JANE).await?;
    album.press("newLink.more").await?;
    album
        .write("newLink.message", "Hello, here is the link for May.")
        .await?;
    album.press("templates.title").await?;
    album.press("templates.save").await?;
    album.see("templates.saveText").await?;
    album.write("templates.name", "Garden, monthly").await?;
    album.stop("template-save").await?;
    album.press("templates.saveButton").await?;
    album.see_no_more("templates.saveText").await?;
    album.press("templates.messages").await?;
    window.see("Garden, monthly").await?;
    album.stop("saved-messages").await?;
    window.key("Escape")?;
    window.key("ctrl+t")?;
    album.see("templates.manage").await?;
    album.stop("template-menu").await?;
    album.press("templates.manage").await?;
    album.see("templates.manageTitle").await?;
    album.stop("templates").await?;
    window.key("Escape")?;
    album.see_no_more("templates.manageTitle").await?;
    window.key("Escape")?;
    window.screen("links").await?;
    album.see_no_more("newLink.kept").await?;
    window.key("ctrl+n")?;
    album.see("newLink.goOn").await?;
    album.stop("new-link-begun").await
}

async fn list(stage: &mut Stage, visit: &Visit) -> Result<(), Trouble> {
    let (_gateway, album) = connected(stage, visit).await?;
    let window = &album.window;
    for (amount, what, email) in [
        ("86.40", "Spring cleaning", "ann@example.com"),
        ("1250000", LONG_WHAT, LONG_EMAIL),
        ("320", "Window frames, painted", ""),
        ("75", "Delivery", "bob@example.com"),
        ("1200.50", "New fence", ""),
        ("45", WHAT, JANE),
    ] {
        album.fill_in(amount, what, email).await?;
        album.is_made(email).await?;
        if ["Spring cleaning", "New fence"].contains(&what) {
            customer::pays(&album.made_link().await?).await?;
        }
    }
    album.press("result.done").await?;
    window.screen("links").await?;
    album.press("links.refresh").await?;
    for (who, minor, what) in [("ann", 8640, "Spring cleaning"), ("", 120_050, "New fence")] {
        let (amount, place) = (album.money(minor)?, album.word("placeWord.practice")?);
        let paid = json!({ "who": who, "amount": amount, "description": what, "place": place });
        album.see(("whoPaid", [paid])).await?;
    }
    album.stop("links-paid").await?;
    album.press("paid.dismiss").await?;
    album.see_no_more("paid.dismiss").await?;
    album.stop("links").await?;

    album.press(("links.filters", [json!(0)])).await?;
    album.choose("links.made", "madeWord.today").await?;
    album.see("links.clearAll").await?;
    album.stop("links-filters").await?;
    album.press("links.clearAll").await?;
    album.press(("links.filters", [json!(0)])).await?;
    album.write("links.search", "harpsichord").await?;
    album.see("links.nothingFound").await?;
    album.stop("links-nothing-found").await?;
    album.write("links.search", "").await?;
    window.see(WHAT).await?;
    window.key("Return")?;
    window.key("x")?;
    album.see(("links.selected", [json!("1")])).await?;
    window.key("shift+Down")?;
    album.see(("links.selected", [json!("2")])).await?;
    album.stop("links-selected").await?;
    window.key("Escape")?;
    album.see("told.undo").await?;
    album.stop("links-undo").await?;
    album.see_no_more("told.undo").await?;
    let more = album.word("links.more")?;
    album
        .press(("links.of", [json!(more), json!(WHAT)]))
        .await?;
    album.see("rowMenu.deactivate").await?;
    album.stop("links-row-menu").await?;
    window.key("Escape")?;
    album.see_no_more("rowMenu.deactivate").await?;
    window.key("question")?;
    album.see("commandWords.shortcuts").await?;
    album.stop("shortcuts").await?;
    window.key("Escape")?;
    album.see_no_more("commandWords.shortcuts").await?;
    palette(&album).await?;
    window.key("F1")?;
    album.see("help.title").await?;
    album.stop("help").await?;
    window.key("Escape")?;
    album.see_no_more("help.title").await?;
    let shop = ["welcome.practiceName", "placeWord.practice"];
    let [name, place] = [album.word(shop[0])?, album.word(shop[1])?];
    album
        .press(("app.profiles", [json!(name), json!(place)]))
        .await?;
    album.see("app.addProfile").await?;
    album.stop("profile-menu").await
}

async fn palette(album: &Album<'_>) -> Result<(), Trouble> {
    let window = &album.window;
    window.key("ctrl+k")?;
    album.see("palette.groups.commands").await?;
    album.stop("palette").await?;
    album.write("palette.field", "jane").await?;
    album.see("palette.groups.people").await?;
    album.see("palette.groups.links").await?;
    album.stop("palette-found").await?;
    album.write("palette.field", "harpsichord").await?;
    album.see("palette.nothing").await?;
    album.stop("palette-nothing").await?;
    window.key("Escape")?;
    album.see_no_more("palette.nothing").await
}

/// The first list of a Paylink that knows no link yet.
async fn loading(stage: &mut Stage, visit: &Visit) -> Result<(), Trouble> {
    let gateway = gateway(stage).await?;
    let list = || gateway.on(Operation::ListPaymentLinks);
    // The first question is a part of connecting.
    list().delay(Duration::from_millis(1)).once();
    let held = list().hold_before_acting().always();
    let album = opened(stage, visit).await?;
    album.try_practice().await?;
    album.press("app.back").await?;
    album.window.screen("links").await?;
    held.reached().await;
    album.see("links.readingFirst").await?;
    album.stop("links-loading").await?;
    held.release();
    Ok(())
}

async fn one_link(stage: &mut Stage, visit: &Visit) -> Result<(), Trouble> {
    let (gateway, album) = connected(stage, visit).await?;
    let window = &album.window;
    album.at_a_link().await?;
    album.see("payments.none").await?;
    album.stop("link").await?;
    window.key("s")?;
    album.see("share.title").await?;
    album.stop("share").await?;
    window.key("Escape")?;
    album.see_no_more("share.title").await?;
    window.key("m")?;
    album.see("reminder.note").await?;
    album.stop("remind").await?;
    window.key("Escape")?;
    album.see_no_more("reminder.note").await?;
    album.press("changeLink.extend").await?;
    album.see("changeLink.extendText").await?;
    album.stop("extend").await?;
    window.key("Escape")?;
    album.see_no_more("changeLink.extendText").await?;
    window.key("d")?;
    album.see("deactivate.title").await?;
    album.stop("deactivate").await?;
    album.write("deactivate.reason", "Paid in cash").await?;
    album.press("deactivate.action").await?;
    album.see("deactivate.doneTitle").await?;
    album.stop("deactivated").await?;
    window.key("Escape")?;
    album.see_no_more("deactivate.doneTitle").await?;
    album
        .see(("timeline.reason", [json!("Paid in cash")]))
        .await?;
    album.stop("link-deactivated").await?;

    album.at_a_link().await?;
    customer::pays(&album.made_link().await?).await?;
    album.press("link.checkNow").await?;
    album.see("whyNotShared.paid").await?;
    album.stop("link-paid").await?;

    let refusals = [Operation::ListPayments, Operation::ListBankTransferPayments];
    let _refusals = refusals.map(|operation| gateway.on(operation).refuse_with(403).maybe());
    album.at_a_link().await?;
    album.see("payments.forbiddenTitle").await?;
    album.stop("link-no-payments").await
}

async fn hand_over(stage: &mut Stage, visit: &Visit) -> Result<(), Trouble> {
    let (_gateway, album) = connected(stage, visit).await?;
    let window = &album.window;
    album.at_a_link().await?;
    album.press("handOver.more").await?;
    album.see("handOver.printNote").await?;
    album.stop("hand-over-menu").await?;
    window.key("Escape")?;
    album.see_no_more("handOver.printNote").await?;
    window.key("q")?;
    album.see("qrDialog.savePng").await?;
    album.stop("qr").await?;
    album.press("qrDialog.full").await?;
    album
        .see(("qrFull.title", [json!(album.word("welcome.practiceName")?)]))
        .await?;
    album.stop("qr-full").await?;
    window.key("Escape")?;
    album
        .see_no_more(("qrFull.title", [json!(album.word("welcome.practiceName")?)]))
        .await?;
    window.key("Escape")?;
    album.see_no_more("qrDialog.savePng").await?;
    for (item, seen, stop) in [
        ("handOver.message", "messageDialog.copy", "message"),
        ("handOver.print", "sheet.scan", "print"),
        ("handOver.button", "buttonDialog.preview", "html-button"),
    ] {
        album.press("handOver.more").await?;
        album.press(item).await?;
        album.see(seen).await?;
        album.stop(stop).await?;
        window.key("Escape")?;
        album.see_no_more(seen).await?;
    }
    Ok(())
}

async fn changing(stage: &mut Stage, visit: &Visit) -> Result<(), Trouble> {
    let (gateway, album) = connected(stage, visit).await?;
    let window = &album.window;
    album.at_a_link().await?;
    album.press("link.edit").await?;
    window.screen("change-link").await?;
    album.write_amount("50").await?;
    album.stop("edit").await?;
    let id = gateway.links()[0].payment_link_id.clone();
    let steps = json!([{ "op": "replace", "path": "/order/charge/amount", "value": 6000 }]);
    elsewhere::changes(gateway.base_url(), &id, &steps).await?;
    album
        .press(("changeLabel", [json!([JANE]), json!(true)]))
        .await?;
    album.see("changeLink.conflictTitle").await?;
    album.stop("edit-conflict").await?;
    album.press("changeLink.keepTyped").await?;
    let held = gateway
        .on(Operation::UpdatePaymentLink)
        .act_then_hold()
        .once();
    album
        .press(("changeLabel", [json!([]), json!(false)]))
        .await?;
    held.reached().await;
    album.see("changeLink.waitingTitle").await?;
    album.stop("edit-under-way").await?;
    held.release();
    Ok(())
}

async fn settings(stage: &mut Stage, visit: &Visit) -> Result<(), Trouble> {
    let (_gateway, album) = connected(stage, visit).await?;
    let window = &album.window;
    let shop = [json!(album.word("welcome.practiceName")?)];
    window.key("ctrl+comma")?;
    window.screen("settings").await?;
    album.stop("settings").await?;
    album.press(("settings.more", shop.clone())).await?;
    album.see("settings.removeProfile").await?;
    album.stop("settings-profile-menu").await?;
    album.press("settings.edit").await?;
    window.focus_is_on(&album.word("settings.name")?).await?;
    album.stop("settings-profile").await?;
    window.key("Escape")?;
    album
        .see_no_more(("settings.editTitle", shop.clone()))
        .await?;
    album.press(("settings.more", shop.clone())).await?;
    album.press("settings.removeProfile").await?;
    album.see(("settings.removeTitle", shop.clone())).await?;
    album.stop("settings-remove").await?;
    window.key("Escape")?;
    album.see_no_more(("settings.removeTitle", shop)).await?;

    album.press("computer.diagnosis").await?;
    album.see("diagnosis.hint").await?;
    album.stop("diagnosis").await?;
    window.key("Escape")?;
    album.see_no_more("diagnosis.hint").await?;
    album.stop("settings-end").await?;
    album.press("computer.data").await?;
    album.see("kept.folder").await?;
    album.stop("data").await?;
    album.press("kept.deleteAll").await?;
    album.see("kept.deleteStays").await?;
    album.stop("delete-everything").await
}

async fn gateway(stage: &mut Stage) -> Result<Running, Trouble> {
    let gateway = start(Config::default()).await;
    let gateway = gateway.map_err(Trouble::while_doing("starting the gateway"))?;
    stage.set_gateway(gateway.base_url());
    Ok(gateway)
}
