//! Templates: only what a link could be made of is kept, so that a form that starts from one can be sent.

use super::{Check, LIMITS};
use crate::fault::{Field, FieldComplaint};
use crate::profile;
use crate::view::{SaveTemplate, TemplateValues, TemplateView};

/// Checks a template; all complaints come at once.
pub fn check_template(request: &SaveTemplate) -> Result<TemplateView, Vec<FieldComplaint>> {
    let mut check = Check::default();
    let values = &request.values;
    let name = check.required(Field::TemplateName, &request.name, LIMITS.template_name_max);
    let currency = check.take(profile::check_currency(&values.currency));
    // An amount may be left open; one that is there must be one.
    if let (false, Some(amount)) = (values.customer_enters_amount, values.amount) {
        check.set_amount(Some(amount));
    }
    let description = check.text(
        Field::Description,
        &values.description,
        LIMITS.description_max,
    );
    let button_label = check.text(
        Field::ButtonLabel,
        &values.button_label,
        LIMITS.button_label_max,
    );
    let message = values
        .message
        .as_deref()
        .and_then(|message| check.text(Field::Message, message, LIMITS.message_max));
    match (name, currency) {
        (Some(name), Some(currency)) if check.complaints.is_empty() => Ok(TemplateView {
            id: request.id,
            name,
            values: TemplateValues {
                amount: values.amount.filter(|_| !values.customer_enters_amount),
                currency: currency.to_string(),
                description: description.unwrap_or_default(),
                button_label: button_label.unwrap_or_default(),
                message,
                ..values.clone()
            },
        }),
        _ => Err(check.complaints),
    }
}
