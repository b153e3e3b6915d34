//! The one job: a link made, emailed, paid, found again, shared again.

use journeys::{customer, journey};
use practice_gateway::{LinkStatus, Operation};

use crate::steps::{fill_in, first_start, practice};

#[test]
fn a_link_is_made_emailed_and_paid_and_another_one_shared_again() {
    journey("main_job", async |stage| {
        let gateway = practice(stage).await?;
        let window = first_start(stage).await?;

        fill_in(&window, "45", "Garden work in May", "jane@example.com").await?;
        window
            .press("Create $45.00 and email jane@example.com")
            .await?;

        window.screen("result").await?;
        window.see("Emailed to jane@example.com").await?;
        let address = window.value("Link").await?;
        let links = gateway.links();
        assert_eq!(links.len(), 1);
        assert_eq!(links[0].assets.payment_url, address);
        assert_eq!(gateway.emails().len(), 1);
        assert_eq!(gateway.emails()[0].to, "jane@example.com");

        customer::pays(&address).await?;
        window.press("Done").await?;
        window.screen("links").await?;
        window.press("Check now").await?;
        window.see(" paid $45.00 for Garden work in May").await?;
        window.press("Dismiss").await?;
        window.see_in("Garden work in May", "Paid").await?;
        assert_eq!(gateway.links()[0].status, LinkStatus::Completed);

        window.key("ctrl+n")?;
        window.screen("new-link").await?;
        fill_in(&window, "1,200.50", "New fence", "bob@example.com").await?;
        window.key("Return")?;
        window.see("Emailed to bob@example.com").await?;
        window.press("Done").await?;
        window.screen("links").await?;
        window.point_at("$1,200.50, New fence").await?;
        window.press("Share: New fence").await?;
        window.see("Share by email").await?;
        assert_eq!(window.value("Customer's email").await?, "bob@example.com");
        window.press("Email bob@example.com").await?;
        window.see_no_more("Share by email").await?;

        assert_eq!(gateway.links().len(), 2);
        let to_bob = gateway
            .emails()
            .iter()
            .filter(|email| email.to == "bob@example.com")
            .count();
        assert_eq!(to_bob, 2);
        assert_eq!(gateway.requests_of(Operation::CreatePaymentLink).len(), 2);
        Ok(())
    });
}

#[test]
fn a_second_press_makes_no_second_link() {
    journey("second_press", async |stage| {
        let gateway = practice(stage).await?;
        let window = first_start(stage).await?;

        fill_in(&window, "45", "Garden work in May", "jane@example.com").await?;
        window
            .press_twice("Create $45.00 and email jane@example.com")
            .await?;
        window.see("Emailed to jane@example.com").await?;

        assert_eq!(gateway.links().len(), 1);
        assert_eq!(gateway.emails().len(), 1);
        Ok(())
    });
}
