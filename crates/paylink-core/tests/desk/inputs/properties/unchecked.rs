//! Requests as they would be if nothing were checked: gaps trimmed, what is empty left out, and nothing else.

use paylink_core::view::{CreatePaymentLink, LinkType, PaymentMethod, RecipientForm};
use payroc::RequestBody;
use serde_json::{Map, Value, json};

pub fn unchecked_creation(form: &CreatePaymentLink) -> RequestBody {
    let single_use = form.link_type == LinkType::SingleUse;
    let mut charge = json!({"type": "prompt", "currency": form.currency.trim()});
    if !form.customer_enters_amount {
        charge["type"] = json!("preset");
        put(&mut charge, "amount", form.amount.map(Value::from));
    }
    let mut order = json!({"charge": charge});
    put(&mut order, "description", text(&form.description));
    if single_use {
        put(&mut order, "orderId", Some(json!(form.order_id.trim())));
    }
    let mut methods: Vec<PaymentMethod> = form.payment_methods.clone();
    methods.dedup();
    let mut body = json!({
        "type": form.link_type,
        "merchantReference": form.reference.trim(),
        "order": order,
        "authType": form.auth_type,
        "paymentMethods": methods,
    });
    let label = text(&form.button_label);
    let labels = label.map(|label| json!([{"element": "paymentButton", "label": label}]));
    put(&mut body, "customLabels", labels);
    put(
        &mut body,
        "expiresOn",
        form.expires_on.as_deref().and_then(text),
    );
    bytes(&body)
}

/// An email to somebody who has a name: the app makes one for whoever gave none.
pub fn unchecked_email(recipient: &RecipientForm, message: &str) -> RequestBody {
    let name = text(&recipient.name).unwrap_or_else(|| json!("Jane"));
    let mut body = json!({
        "sharingMethod": "email",
        "recipients": [{"name": name, "email": recipient.email.trim()}],
    });
    put(&mut body, "message", text(message));
    bytes(&body)
}

fn text(text: &str) -> Option<Value> {
    let text = text.trim();
    (!text.is_empty()).then(|| json!(text))
}

fn put(object: &mut Value, name: &str, value: Option<Value>) {
    let object: Option<&mut Map<_, _>> = object.as_object_mut();
    if let (Some(object), Some(value)) = (object, value) {
        object.insert(name.to_owned(), value);
    }
}

fn bytes(body: &Value) -> RequestBody {
    RequestBody::from_bytes(body.to_string().into_bytes())
}
