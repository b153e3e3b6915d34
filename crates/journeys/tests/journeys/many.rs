//! Paylink is opened with a hundred requests left unfinished: they are settled, and the window is its user's meanwhile.

use std::time::Duration;

use journeys::deadline::until_so;
use journeys::program::say;
use journeys::{Stage, Trouble, Window, journey};
use practice_gateway::{Operation, Running};
use serde_json::json;
use tokio::time::Instant;

use crate::steps::{fill_in, first_start, practice, start_at};

const MANY: usize = 100;
const ROUND_TRIP: Duration = Duration::from_millis(50);
const LIMIT: Duration = Duration::from_secs(30);

/// Asks for many links, each with an email, as the form would.
const ASK: &str = r#"
const [many, done] = arguments;
const { invoke } = window.__TAURI_INTERNALS__;
(async () => {
  const desk = await invoke("get_desk");
  for (let nth = 0; nth < many; nth++) {
    const start = await invoke("start_new_link");
    await invoke("create_payment_link", {
      request: {
        requestId: start.requestId,
        profileId: desk.activeProfile,
        linkType: "singleUse",
        amount: 1000 + nth,
        customerEntersAmount: false,
        currency: start.currency,
        description: `Hour ${nth}`,
        reference: `PL-MANY-${nth}`,
        orderId: `ORD-MANY-${nth}`,
        authType: "sale",
        paymentMethods: ["card"],
        expiresOn: start.expiresOn,
        buttonLabel: "",
        saveDetails: false,
        agreement: null,
        recipients: [{ name: "", email: `customer${nth}@example.com` }],
        message: "",
        copyToMe: false,
      },
    });
  }
})().then(() => done(null), (error) => done(JSON.stringify(error)));
"#;

#[test]
fn with_a_hundred_open_requests_the_window_is_usable_at_once_and_all_are_settled() {
    journey("many", async |stage| {
        let gateway = practice(stage).await?;
        first_start(stage).await?;
        stage.kill_app().await?;
        let (window, with_none) = opened_and_filled_in(stage).await?;
        let address = gateway.address();
        gateway.stop().await;
        let trouble = window.script_async(ASK, vec![json!(MANY)]).await?;
        assert!(trouble.is_null(), "{trouble}");
        stage.kill_app().await?;
        let gateway = start_at(address.port()).await?;
        far_away(&gateway);

        let (window, with_many) = opened_and_filled_in(stage).await?;
        let made_meanwhile = gateway.links().len();
        window
            .press("Create $45.00 and email jane@example.com")
            .await?;
        window.see("Emailed to jane@example.com").await?;
        until_so("the last of many", LIMIT, async || {
            Ok(gateway.emails().len() > MANY)
        })
        .await?;

        say(&format!(
            "usable after {with_none:?} with none open; with {MANY}, of which {made_meanwhile} were made by then, after \
             {with_many:?}"
        ));
        assert_eq!(gateway.links().len(), MANY + 1);
        assert_eq!(gateway.emails().len(), MANY + 1);
        for operation in [Operation::CreatePaymentLink, Operation::SharePaymentLink] {
            assert_eq!(gateway.requests_of(operation).len(), MANY + 1);
        }
        Ok(())
    });
}

/// From the start of the program to a form that is filled in.
async fn opened_and_filled_in(stage: &mut Stage) -> Result<(Window, Duration), Trouble> {
    let began = Instant::now();
    let window = stage.open().await?;
    window.screen("links").await?;
    window.key("ctrl+n")?;
    window.screen("new-link").await?;
    fill_in(&window, "45", "Garden work in May", "jane@example.com").await?;
    Ok((window, began.elapsed()))
}

fn far_away(gateway: &Running) {
    for operation in [
        Operation::Authorize,
        Operation::CreatePaymentLink,
        Operation::SharePaymentLink,
        Operation::ListPaymentLinks,
        Operation::ListSharingEvents,
    ] {
        gateway.on(operation).delay(ROUND_TRIP).always().maybe();
    }
}
