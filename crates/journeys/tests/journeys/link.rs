//! One link under control: changed safely, extended, reminded of, deactivated, and who paid through it.

use journeys::{Stage, Trouble, Window, customer, elsewhere, journey};
use practice_gateway::{LinkStatus, Operation, Running};
use serde_json::json;

use crate::steps::{fill_in, first_start, killed_and_reopened, practice};

const WHAT: &str = "Garden work in May";
const JANE: &str = "jane@example.com";
const TAKEN_UP: &str =
    "This was left unfinished when Paylink closed last time, and has been taken up again.";

#[test]
fn a_changed_link_is_emailed_anew_to_who_had_it_and_the_old_address_refuses() {
    journey("link_changed", async |stage| {
        let (gateway, window, old) = at_a_link(stage).await?;

        window.press("Edit").await?;
        window.screen("change-link").await?;
        window.type_into("Amount", "50").await?;
        window
            .see("The link that jane has will stop working. jane needs the new one.")
            .await?;
        window
            .press("Save, and email the new link to jane@example.com")
            .await?;

        window.screen("link").await?;
        window.see("Amount: $45.00 → $50.00").await?;
        let new = gateway.links()[0].assets.payment_url.clone();
        assert_ne!(new, old);
        assert_eq!(window.value("Link").await?, new);
        assert!(customer::pays(&old).await.is_err(), "the old page is shut");
        let emails = gateway.emails();
        assert_eq!(emails.len(), 2);
        assert_eq!((emails[1].to.as_str(), &emails[1].url), (JANE, &new));
        customer::pays(&new).await?;
        window.press("Check now").await?;
        window.see("$50.00 paid").await?;
        assert_eq!(gateway.requests_of(Operation::UpdatePaymentLink).len(), 1);
        Ok(())
    });
}

#[test]
fn a_link_changed_elsewhere_is_shown_beside_what_was_typed() {
    journey("link_changed_elsewhere", async |stage| {
        let (gateway, window, _) = at_a_link(stage).await?;
        window.press("Edit").await?;
        window.screen("change-link").await?;
        window.type_into("Amount", "50").await?;
        let id = gateway.links()[0].payment_link_id.clone();
        let steps = json!([{"op": "replace", "path": "/order/charge/amount", "value": 6000}]);
        elsewhere::changes(gateway.base_url(), &id, &steps).await?;

        window.press("Save, and email").await?;

        window
            .see("The link was changed somewhere else meanwhile")
            .await?;
        window.see_in("$60.00", "$50.00").await?;
        assert_eq!(amount(&gateway), json!(6000));
        assert_eq!(gateway.emails().len(), 1);
        window.press("Go on with what I typed").await?;
        assert_eq!(window.value("Amount").await?, "50");
        window.press("Save").await?;
        window.screen("link").await?;
        window.see("Amount: $60.00 → $50.00").await?;
        assert_eq!(amount(&gateway), json!(5000));
        Ok(())
    });
}

#[test]
fn a_link_is_deactivated_with_a_reason_and_another_is_made_like_it() {
    journey("link_deactivated", async |stage| {
        let (gateway, window, _) = at_a_link(stage).await?;

        window.key("d")?;
        window.see("Deactivate this link?").await?;
        window.type_into("Why (optional)", "Paid in cash").await?;
        window.press("Deactivate for good").await?;
        window.see("The link is deactivated").await?;
        assert_eq!(gateway.links()[0].status, LinkStatus::Deactivated);
        assert_eq!(gateway.emails().len(), 1);
        window.press("Make another like it").await?;

        window.screen("new-link").await?;
        assert_eq!(window.value("What is it for?").await?, WHAT);
        window.press("Create $45.00 link").await?;
        window.screen("result").await?;
        let links = gateway.links();
        assert_eq!(links.len(), 2);
        assert_ne!(links[0].merchant_reference, links[1].merchant_reference);
        window.press("Done").await?;
        window
            .press("$45.00, Garden work in May, jane@example.com")
            .await?;
        window.screen("link").await?;
        window.see("“Paid in cash”").await
    });
}

#[test]
fn thirty_days_more_are_asked_about_and_emailed_where_the_address_changes() {
    journey("link_extended", async |stage| {
        let (gateway, window, old) = at_a_link(stage).await?;
        let last_day = gateway.links()[0].expires_on;

        window.press("+30 days").await?;
        window.see("Let it be paid until").await?;
        window
            .press("Save, and email the new link to jane@example.com")
            .await?;
        window
            .see("Saved. The new link was emailed to jane@example.com.")
            .await?;

        let link = gateway.links().remove(0);
        assert!(link.expires_on > last_day);
        assert_ne!(link.assets.payment_url, old);
        assert_eq!(gateway.emails().len(), 2);
        Ok(())
    });
}

#[test]
fn a_link_is_shared_again_and_one_that_was_paid_meanwhile_is_not_reminded_of() {
    journey("link_reminded", async |stage| {
        let (gateway, window, address) = at_a_link(stage).await?;

        window.key("s")?;
        window.focus_is_on("Email jane@example.com").await?;
        window.key("Return")?;
        window.see_no_more("Share by email").await?;
        assert_eq!(gateway.emails().len(), 2);
        window.key("m")?;
        window.focus_is_on("Remind jane@example.com").await?;
        customer::pays(&address).await?;
        window.key("Return")?;

        window
            .see("It was paid meanwhile: nobody was emailed.")
            .await?;
        assert_eq!(gateway.emails().len(), 2);
        window.press_in("It was paid meanwhile", "Close").await?;
        window.see("$45.00 paid").await
    });
}

#[test]
fn killed_between_the_change_and_its_email_the_link_is_changed_and_emailed_once() {
    journey("killed_after_the_change", async |stage| {
        let (gateway, window, old) = at_a_link(stage).await?;
        window.press("Edit").await?;
        window.screen("change-link").await?;
        window.type_into("Amount", "50").await?;
        let held = gateway
            .on(Operation::UpdatePaymentLink)
            .act_then_hold()
            .once();
        window.press("Save, and email").await?;
        held.reached().await;
        let new = gateway.links()[0].assets.payment_url.clone();
        assert_ne!(new, old);
        assert_eq!(gateway.emails().len(), 1);

        let window = killed_and_reopened(stage).await?;

        window.see(TAKEN_UP).await?;
        window.press("Show link").await?;
        window.screen("link").await?;
        window.see("Amount: $45.00 → $50.00").await?;
        assert_eq!(gateway.links()[0].assets.payment_url, new);
        let emails = gateway.emails();
        assert_eq!(emails.len(), 2);
        assert_eq!((emails[1].to.as_str(), &emails[1].url), (JANE, &new));
        // It was found, not asked for again.
        assert_eq!(gateway.requests_of(Operation::UpdatePaymentLink).len(), 1);
        Ok(())
    });
}

#[test]
fn a_key_that_may_not_list_payments_says_so_in_place_and_the_link_still_shows_paid() {
    journey("link_without_payments", async |stage| {
        let gateway = practice(stage).await?;
        let window = first_start(stage).await?;
        let address = made_and_emailed(&window, &gateway).await?;
        let cards = gateway
            .on(Operation::ListPayments)
            .refuse_with(403)
            .always();
        let banks = gateway
            .on(Operation::ListBankTransferPayments)
            .refuse_with(403)
            .maybe();
        to_the_link(&window).await?;

        window.see("This key may not list payments").await?;
        customer::pays(&address).await?;
        window.press("Check now").await?;
        window.see("This link has been paid").await?;
        window.see("This key may not list payments").await?;
        drop((cards, banks));
        Ok(())
    });
}

/// A window at a link over $45.00 that jane has, and its present address.
async fn at_a_link(stage: &mut Stage) -> Result<(Running, Window, String), Trouble> {
    let gateway = practice(stage).await?;
    let window = first_start(stage).await?;
    let address = made_and_emailed(&window, &gateway).await?;
    to_the_link(&window).await?;
    Ok((gateway, window, address))
}

/// The present address of a link over $45.00 that jane has.
async fn made_and_emailed(window: &Window, gateway: &Running) -> Result<String, Trouble> {
    fill_in(window, "45", WHAT, JANE).await?;
    window.key("Return")?;
    window.screen("result").await?;
    window.see("Emailed to jane@example.com").await?;
    Ok(gateway.links()[0].assets.payment_url.clone())
}

/// What the gateway asks of the customer.
fn amount(gateway: &Running) -> serde_json::Value {
    json!(gateway.links()[0].order.charge)["amount"].take()
}

async fn to_the_link(window: &Window) -> Result<(), Trouble> {
    window.press("Done").await?;
    window.screen("links").await?;
    window.press("$45.00, Garden work in May").await?;
    window.screen("link").await?;
    window.see("Payments").await
}
