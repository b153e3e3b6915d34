"""Walks through the practice gateway with Payroc's own Python SDK, and stops at the first surprise.

    python walk.py http://127.0.0.1:8080
"""

import os
import sys
import uuid

os.environ.setdefault("PAYROC_DISABLE_SENTRY", "1")

import httpx
from payroc import (
    MultiUsePaymentLinkOrder,
    MultiUsePaymentLinkOrderCharge_Prompt,
    PatchDocument_Add,
    PatchDocument_Replace,
    PatchDocument_Test,
    PaymentLinkEmailRecipient,
    Payroc,
    SingleUsePaymentLinkOrder,
    SingleUsePaymentLinkOrderCharge_Preset,
)
from payroc.core.api_error import ApiError
from payroc.environment import PayrocEnvironment
from payroc.payment_links import (
    CreatePaymentLinksRequestBody_MultiUse,
    CreatePaymentLinksRequestBody_SingleUse,
)

BASE = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8080"
TERMINAL = "1234001"
PRACTICE_KEY = "practice-key-that-opens-only-the-practice-gateway"
LAST_DAY, LATER = "2099-06-30", "2099-12-31"


def main():
    payroc = Payroc(
        api_key=PRACTICE_KEY,
        environment=PayrocEnvironment(api=f"{BASE}/v1", identity=BASE),
    )
    links = payroc.payment_links

    key = fresh_key()
    single = links.create(TERMINAL, idempotency_key=key, request=single_use())
    again = links.create(TERMINAL, idempotency_key=key, request=single_use())
    step("create", single.payment_link_id, single.status)
    expect(again.payment_link_id == single.payment_link_id, "the same key makes no second link")
    multi = links.create(TERMINAL, idempotency_key=fresh_key(), request=multi_use())
    step("create", multi.payment_link_id, multi.status)

    retrieved = links.retrieve(single.payment_link_id)
    step("retrieve", retrieved.payment_link_id, retrieved.assets.payment_url)
    expect(retrieved.dict() == single.dict(), "what was created is what is retrieved")

    first_page = links.list(TERMINAL, limit=1)
    step("list", len(first_page.current_page), "on the first page, next page:", first_page.has_next_page)
    expect(first_page.has_next_page, "two links do not fit on a page of one")
    listed = {link.payment_link_id for link in links.list(TERMINAL, limit=100, status="active")}
    expect({single.payment_link_id, multi.payment_link_id} <= listed, "both are listed")

    changed = links.partially_update(
        single.payment_link_id,
        idempotency_key=fresh_key(),
        request=[
            PatchDocument_Test(path="/order/charge/amount", value=4999),
            PatchDocument_Replace(path="/order/charge/amount", value=5100),
            PatchDocument_Replace(path="/expiresOn", value=LATER),
        ],
    )
    step("patch", changed.order.charge.amount, changed.expires_on)
    expect(changed.assets.payment_url != single.assets.payment_url, "a changed single-use link moves")
    old_page = httpx.get(single.assets.payment_url)
    expect(old_page.status_code == 410 and "replaced" in old_page.text, "its old address says so")
    label = {"element": "paymentButton", "label": "GIVE"}
    labelled = links.partially_update(
        multi.payment_link_id,
        idempotency_key=fresh_key(),
        request=[PatchDocument_Add(path="/customLabels", value=[label])],
    )
    step("patch", labelled.custom_labels[0].label)
    expect(labelled.assets.payment_url == multi.assets.payment_url, "a multi-use link stays")

    shared = links.sharing_events.share(
        single.payment_link_id,
        idempotency_key=fresh_key(),
        sharing_method="email",
        message="Hello,\nhere is the link.",
        recipients=[PaymentLinkEmailRecipient(name="Jane", email="jane@example.com")],
    )
    step("share", shared.sharing_event_id, shared.date_time)
    events = list(links.sharing_events.list(single.payment_link_id))
    step("list sharing events", [event.sharing_event_id for event in events])
    expect([event.sharing_event_id for event in events] == [shared.sharing_event_id], "it is listed")

    pay(changed.assets.payment_url, outcome="paid")
    pay(multi.assets.payment_url, outcome="declined", amount="7.10")
    pay(multi.assets.payment_url, outcome="paid", amount="8.00", method="bankTransfer")
    paid = list(payroc.card_payments.payments.list(payment_link_id=single.payment_link_id))
    step("payments list", [(one.transaction_result.status, one.order.amount) for one in paid])
    expect([one.transaction_result.status for one in paid] == ["ready"], "the payment is ready")
    expect(links.retrieve(single.payment_link_id).status == "completed", "and its link completed")
    tried = list(
        payroc.card_payments.payments.list(
            payment_link_id=multi.payment_link_id, status=["declined", "referral"], type=["sale"]
        )
    )
    step("payments list", [(one.transaction_result.status, one.order.amount) for one in tried])
    expect([one.order.amount for one in tried] == [710], "a declined try is listed, too")
    by_bank = list(
        payroc.bank_transfer_payments.payments.list(
            processing_terminal_id=TERMINAL, payment_link_id=multi.payment_link_id
        )
    )
    step("bank transfer payments list", [one.transaction_result.status for one in by_bank])
    expect([one.transaction_result.status for one in by_bank] == ["pending"], "a transfer is pending")

    off = links.deactivate(multi.payment_link_id)
    step("deactivate", off.payment_link_id, off.status)
    expect(off.status == "deactivated", "it is off")
    refused(404, lambda: links.retrieve("NOSUCHLINK"))
    refused(400, lambda: links.list(TERMINAL, before="A", after="B"))
    refused(400, lambda: links.create(TERMINAL, idempotency_key="no uuid", request=multi_use()))
    print("All as expected.")


def single_use():
    return CreatePaymentLinksRequestBody_SingleUse(
        merchant_reference="Invoice 17",
        order=SingleUsePaymentLinkOrder(
            order_id="17",
            description="Oak table",
            charge=SingleUsePaymentLinkOrderCharge_Preset(amount=4999, currency="USD"),
        ),
        auth_type="sale",
        payment_methods=["card"],
        expires_on=LAST_DAY,
    )


def multi_use():
    return CreatePaymentLinksRequestBody_MultiUse(
        merchant_reference="Donations",
        order=MultiUsePaymentLinkOrder(charge=MultiUsePaymentLinkOrderCharge_Prompt(currency="USD")),
        auth_type="sale",
        payment_methods=["card", "bankTransfer"],
    )


def pay(payment_url, **pressed):
    page, token = payment_url.split("?token=")
    httpx.post(page, data={"token": token, **pressed}, follow_redirects=True).raise_for_status()


def refused(status, call):
    try:
        call()
    except ApiError as error:
        step("refused", error.status_code, type(error).__name__)
        expect(error.status_code == status, f"{status} was expected")
    else:
        expect(False, f"{status} was expected")


def fresh_key():
    return str(uuid.uuid4())


def step(name, *seen):
    print(f"{name}:", *seen)


def expect(is_so, claim):
    if not is_so:
        sys.exit(f"Not so: {claim}.")


main()
