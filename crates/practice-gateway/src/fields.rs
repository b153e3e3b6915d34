//! Reading a JSON body field by field, with every complaint gathered under its dotted path before
//! anything is refused. Knows JSON and limits, not what the fields mean.

use std::cell::RefCell;
use std::ops::RangeInclusive;

use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::problem::Complaint;
use crate::rules::ExtraProperties;

pub(crate) const MISSING: &str = "Required field not populated";
pub(crate) const INVALID_VALUE: &str = "Invalid value";
pub(crate) const INVALID_FORMAT: &str = "Invalid format";

#[derive(Default)]
pub(crate) struct Complaints(RefCell<Vec<Complaint>>);

impl Complaints {
    pub(crate) fn add(&self, path: &str, detail: &'static str, message: impl Into<String>) {
        let complaint = Complaint {
            parameter: Some(path.to_owned()),
            detail: Some(detail),
            message: message.into(),
        };
        self.0.borrow_mut().push(complaint);
    }

    pub(crate) fn into_list(self) -> Vec<Complaint> {
        self.0.into_inner()
    }
}

/// One JSON object and the names asked of it so far.
pub(crate) struct Fields<'v> {
    map: &'v Map<String, Value>,
    path: String,
    complaints: &'v Complaints,
    asked: RefCell<Vec<&'static str>>,
}

impl<'v> Fields<'v> {
    pub(crate) fn of_body(body: &'v Value, complaints: &'v Complaints) -> Option<Self> {
        Node {
            value: body,
            path: String::new(),
            complaints,
        }
        .fields()
    }

    pub(crate) fn required(&self, name: &'static str) -> Option<Node<'v>> {
        let node = self.optional(name);
        if node.is_none() {
            let path = self.path_of(name);
            self.complaints
                .add(&path, MISSING, format!("The '{name}' field is required"));
        }
        node
    }

    pub(crate) fn optional(&self, name: &'static str) -> Option<Node<'v>> {
        self.asked.borrow_mut().push(name);
        let value = self.map.get(name)?;
        Some(Node {
            value,
            path: self.path_of(name),
            complaints: self.complaints,
        })
    }

    /// Called once everything known has been asked for.
    pub(crate) fn complain_of_the_rest(&self, rule: ExtraProperties) {
        let asked = self.asked.borrow();
        let extra = self
            .map
            .keys()
            .filter(|name| !asked.contains(&name.as_str()));
        match rule {
            ExtraProperties::Ignored => {}
            ExtraProperties::Refused => extra.for_each(|name| {
                let path = self.path_of(name);
                let message = format!("'{name}' is not a field of this request");
                self.complaints.add(&path, INVALID_VALUE, message);
            }),
        }
    }

    fn path_of(&self, name: &str) -> String {
        if self.path.is_empty() {
            name.to_owned()
        } else {
            format!("{}.{name}", self.path)
        }
    }
}

/// One value and where it stands.
pub(crate) struct Node<'v> {
    value: &'v Value,
    path: String,
    complaints: &'v Complaints,
}

impl<'v> Node<'v> {
    /// Text whose length, counted in characters, lies within `length`.
    pub(crate) fn text(&self, length: RangeInclusive<usize>) -> Option<String> {
        let Some(text) = self.value.as_str() else {
            return self.refuse(INVALID_VALUE, "must be text");
        };
        if !length.contains(&text.chars().count()) {
            let (least, most) = length.into_inner();
            return self.refuse(
                INVALID_VALUE,
                &format!("must have {least} to {most} characters"),
            );
        }
        Some(text.to_owned())
    }

    /// Text that `T` reads, such as one of an enum's words.
    pub(crate) fn choice<T: DeserializeOwned>(&self) -> Option<T> {
        match self
            .value
            .is_string()
            .then(|| serde_json::from_value(self.value.clone()))
        {
            Some(Ok(choice)) => Some(choice),
            Some(Err(_)) | None => self.refuse(INVALID_VALUE, "is not one of the accepted values"),
        }
    }

    pub(crate) fn integer(&self) -> Option<i64> {
        match self.value.as_i64() {
            Some(number) => Some(number),
            None => self.refuse(INVALID_VALUE, "must be a whole number"),
        }
    }

    pub(crate) fn flag(&self) -> Option<bool> {
        match self.value.as_bool() {
            Some(flag) => Some(flag),
            None => self.refuse(INVALID_VALUE, "must be true or false"),
        }
    }

    pub(crate) fn day(&self) -> Option<Date> {
        match self.value.as_str().and_then(read_day) {
            Some(day) => Some(day),
            None => self.refuse(INVALID_FORMAT, "must be a date written as YYYY-MM-DD"),
        }
    }

    pub(crate) fn fields(self) -> Option<Fields<'v>> {
        let Some(map) = self.value.as_object() else {
            return self.refuse(INVALID_VALUE, "must be an object");
        };
        let asked = RefCell::default();
        Some(Fields {
            map,
            path: self.path,
            complaints: self.complaints,
            asked,
        })
    }

    /// The items of a list in which no two are equal.
    pub(crate) fn distinct_items(&self) -> Option<Vec<Node<'v>>> {
        let Some(items) = self.value.as_array() else {
            return self.refuse(INVALID_VALUE, "must be a list");
        };
        let repeated = items
            .iter()
            .enumerate()
            .any(|(index, item)| items[..index].contains(item));
        if repeated {
            return self.refuse(INVALID_VALUE, "must not have the same item twice");
        }
        let node = |(index, value)| Node {
            value,
            path: format!("{}[{index}]", self.path),
            complaints: self.complaints,
        };
        Some(items.iter().enumerate().map(node).collect())
    }

    pub(crate) fn refuse<T>(&self, detail: &'static str, what: &str) -> Option<T> {
        let name = self.path.rsplit('.').next().unwrap_or(&self.path);
        let (path, name) = if self.path.is_empty() {
            ("body", "body")
        } else {
            (&*self.path, name)
        };
        self.complaints
            .add(path, detail, format!("'{name}' {what}"));
        None
    }
}

/// A date in exactly the contract's form; the date library alone would take more.
pub(crate) fn read_day(text: &str) -> Option<Date> {
    let shape = |(index, byte): (usize, u8)| match index {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    let in_shape = text.len() == 10 && text.bytes().enumerate().all(shape);
    in_shape.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_complaint_carries_the_path_of_its_field() {
        let body = json!({"order": {"charge": {"amount": "12"}}, "list": [{"name": ""}]});
        let complaints = Complaints::default();

        let fields = Fields::of_body(&body, &complaints).unwrap();
        let order = fields.required("order").unwrap().fields().unwrap();
        let charge = order.required("charge").unwrap().fields().unwrap();
        assert_eq!(charge.required("amount").unwrap().integer(), None);
        assert!(charge.required("currency").is_none());
        for item in fields.optional("list").unwrap().distinct_items().unwrap() {
            item.fields()
                .unwrap()
                .required("name")
                .unwrap()
                .text(1..=48);
        }

        let paths: Vec<_> = complaints
            .into_list()
            .into_iter()
            .filter_map(|one| one.parameter)
            .collect();
        assert_eq!(
            paths,
            [
                "order.charge.amount",
                "order.charge.currency",
                "list[0].name"
            ]
        );
    }

    #[test]
    fn length_is_counted_in_characters_not_bytes() {
        let (two, three) = (json!({"a": "éé"}), json!({"a": "ééé"}));
        let complaints = Complaints::default();

        let read = |body| {
            Fields::of_body(body, &complaints)
                .unwrap()
                .required("a")
                .unwrap()
                .text(1..=2)
        };

        assert_eq!(read(&two).as_deref(), Some("éé"));
        assert_eq!(read(&three), None);
    }

    #[test]
    fn null_is_a_value_of_the_wrong_type_not_an_absent_field() {
        let body = json!({"a": null});
        let complaints = Complaints::default();

        Fields::of_body(&body, &complaints)
            .unwrap()
            .optional("a")
            .unwrap()
            .text(0..=9);

        assert_eq!(complaints.into_list().len(), 1);
    }

    #[test]
    fn a_day_is_read_in_one_form_only() {
        assert_eq!(read_day("2026-02-28"), Some(jiff::civil::date(2026, 2, 28)));
        for wrong in [
            "2026-02-30",
            "20260228",
            "2026-2-28",
            "2026-02-28T00:00",
            "+02026-1-1",
            "",
        ] {
            assert_eq!(read_day(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn extra_properties_are_named_when_the_rule_refuses_them() {
        let body = json!({"known": 1, "unknown": 2});
        let complaints = Complaints::default();

        let fields = Fields::of_body(&body, &complaints).unwrap();
        fields.optional("known");
        fields.complain_of_the_rest(ExtraProperties::Ignored);
        fields.complain_of_the_rest(ExtraProperties::Refused);

        let list = complaints.into_list();
        assert_eq!(list.len(), 1);
        assert_eq!(list[0].parameter.as_deref(), Some("unknown"));
    }
}
