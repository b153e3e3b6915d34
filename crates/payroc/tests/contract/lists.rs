//! Pages and filters.

use payroc::{Charge, Currency, Cursor, IdempotencyKey, LinkStatus, LinkType, PaymentLinkFilter};
use practice_gateway::{PageLinks, Rules};

use crate::support::*;

#[tokio::test]
async fn pages_lead_through_the_whole_list_and_back() {
    for page_links in [PageLinks::RepeatFilters, PageLinks::CursorOnly] {
        let gateway = gateway_with(Rules {
            page_links,
            ..Rules::default()
        })
        .await;
        let client = client(&gateway);
        let terminal = terminal();
        for number in 0..7 {
            create(&client, &single_use(&format!("Invoice-{number}"), 100))
                .await
                .unwrap();
            create(
                &client,
                &charging(
                    "Roof-Fund",
                    Charge::Prompt {
                        currency: Currency::Usd,
                    },
                ),
            )
            .await
            .unwrap();
        }
        let mut filter = PaymentLinkFilter {
            limit: Some(3),
            link_type: Some(LinkType::SingleUse),
            ..PaymentLinkFilter::default()
        };

        let (mut seen, mut pages, mut back) = (Vec::new(), 0, None);
        loop {
            let page = client.list_payment_links(&terminal, &filter).await.unwrap();
            pages += 1;
            seen.extend(
                page.data
                    .into_iter()
                    .map(|link| link.merchant_reference.to_string()),
            );
            back = page.previous.or(back);
            assert_eq!(page.has_more, page.next.is_some());
            match page.next {
                Some(next) => filter.cursor = Some(next),
                None => break,
            }
        }
        filter.cursor = back;
        let before = client.list_payment_links(&terminal, &filter).await.unwrap();

        let newest_first: Vec<_> = (0..7)
            .rev()
            .map(|number| format!("Invoice-{number}"))
            .collect();
        assert_eq!((seen, pages), (newest_first, 3));
        assert!(matches!(filter.cursor, Some(Cursor::Before(_))));
        assert_eq!(before.data.len(), 3);
    }
}

#[tokio::test]
async fn links_are_found_by_what_they_are_and_whom_they_went_to() {
    let gateway = gateway().await;
    let client = client(&gateway);
    let shared = create(&client, &single_use("Invoice-1", 100))
        .await
        .unwrap();
    create(
        &client,
        &charging(
            "Roof-Fund",
            Charge::Prompt {
                currency: Currency::Usd,
            },
        ),
    )
    .await
    .unwrap();
    let key = IdempotencyKey::random();
    client
        .share_payment_link(&shared.payment_link_id, &key, &email())
        .await
        .unwrap();
    let all = PaymentLinkFilter::default;
    let filters = [
        PaymentLinkFilter {
            merchant_reference: Some("Invoice-1".parse().unwrap()),
            ..all()
        },
        PaymentLinkFilter {
            charge_type: Some(payroc::ChargeType::Preset),
            ..all()
        },
        PaymentLinkFilter {
            recipient_email: Some("jane@example.com".to_owned()),
            ..all()
        },
        PaymentLinkFilter {
            recipient_name: Some("Jane Doe".to_owned()),
            ..all()
        },
        PaymentLinkFilter {
            expires_on: shared.expires_on,
            ..all()
        },
    ];

    for filter in filters {
        let page = client
            .list_payment_links(&terminal(), &filter)
            .await
            .unwrap();
        assert_eq!(page.data, std::slice::from_ref(&shared), "{filter:?}");
    }
    let none = PaymentLinkFilter {
        status: Some(LinkStatus::Deactivated),
        ..all()
    };
    assert_eq!(
        client
            .list_payment_links(&terminal(), &none)
            .await
            .unwrap()
            .data,
        []
    );
}
