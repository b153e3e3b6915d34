//! The duplicate guard: a link like the one that is about to be made is shared again, and no second one is made.

use journeys::journey;
use practice_gateway::Operation;

use crate::steps::{fill_in, first_start, make_and_email, practice};

#[test]
fn an_open_link_for_the_same_amount_is_shared_again_and_no_second_one_is_made() {
    journey("guard", async |stage| {
        let gateway = practice(stage).await?;
        let window = first_start(stage).await?;
        make_and_email(&window, "Garden work in May").await?;
        window.press("Done").await?;
        window.screen("links").await?;

        window.key("ctrl+n")?;
        window.screen("new-link").await?;
        fill_in(&window, "45", "Garden work in June", "Jane@example.com").await?;
        window
            .see("already has an active link for $45.00 for Garden work in May, emailed today.")
            .await?;
        window
            .control("Create another $45.00 and email Jane@example.com")
            .await?;
        window.focus_is_on("Customer's email").await?;
        window.press("Share that one again").await?;
        window.see("Share by email").await?;
        assert_eq!(window.value("Customer's email").await?, "jane@example.com");
        window.press("Email jane@example.com").await?;

        window.screen("links").await?;
        window.see("Emailed to jane@example.com").await?;
        assert_eq!(gateway.links().len(), 1);
        assert_eq!(gateway.emails().len(), 2);
        assert_eq!(gateway.requests_of(Operation::CreatePaymentLink).len(), 1);
        assert_eq!(gateway.requests_of(Operation::SharePaymentLink).len(), 2);
        Ok(())
    });
}
