//! A change of a link as a JSON Patch (FACTS 10): which pointers a kind of link lets be changed, and
//! what the rules make of the others. The steps themselves are the patch library's; whether a link
//! can be as it comes out is asked in `terms`.

use json_patch::jsonptr::Pointer;
use json_patch::{PatchOperation, patch};
use serde_json::Value;

use crate::fields::{INVALID_FORMAT, INVALID_VALUE};
use crate::link::PaymentLink;
use crate::problem::{Problem, Refusal};
use crate::rules::{Doubtful, FailedStep, OddPath, Rules};
use crate::terms::LinkType;

const STEPS_MAX: usize = 100;
/// A copy of a list into itself doubles it; no link is nearly this long.
const DOCUMENT_BYTES_MAX: usize = 64 * 1024;
/// Members that only answers have. `test` may look at them.
const READ_ONLY: [&str; 4] = ["paymentLinkId", "assets", "status", "createdOn"];

const CHANGEABLE: &[&str] = &["/expiresOn"];
const CHANGEABLE_WITH_ALL_BELOW: &[&str] = &["/customLabels", "/credentialOnFile"];
const CHANGEABLE_IN_SINGLE_USE: &[&str] = &[
    "/authType",
    "/order/charge/amount",
    "/order/charge/currency",
    "/order/description",
];

/// The steps that may be taken.
#[derive(Debug)]
pub(crate) struct Change(Vec<PatchOperation>);

impl Change {
    pub(crate) fn read(body: &Value, kind: LinkType, rules: &Rules) -> Result<Self, Problem> {
        let Some(steps) = body.as_array() else {
            return Err(refused("body", INVALID_VALUE, "must be a list of steps"));
        };
        if steps.is_empty() && rules.empty_change == Doubtful::Refused {
            return Err(refused(
                "body",
                INVALID_VALUE,
                "must have at least one step",
            ));
        }
        if steps.len() > STEPS_MAX {
            return Err(refused("body", INVALID_VALUE, "has too many steps"));
        }
        let steps = steps.iter().enumerate();
        let read = steps.map(|(index, step)| read_step(step, index, kind, rules));
        let taken: Result<Vec<_>, Problem> = read.filter_map(Result::transpose).collect();
        taken.map(Self)
    }

    pub(crate) fn is_more_than_tests(&self) -> bool {
        !self
            .0
            .iter()
            .all(|step| matches!(step, PatchOperation::Test(_)))
    }

    /// The link after all steps, as a create request would describe it.
    pub(crate) fn apply(&self, link: &PaymentLink, rules: &Rules) -> Result<Value, Problem> {
        let mut document = serde_json::to_value(link).expect("a link is made of plain values");
        for step in &self.0 {
            if let Err(error) = patch(&mut document, std::slice::from_ref(step)) {
                let path = step.path().as_str();
                return Err(match rules.failed_step {
                    FailedStep::CannotBeModified => Problem::new(Refusal::CannotBeModified),
                    FailedStep::BadRequest => {
                        refused(&field(path), INVALID_VALUE, &error.kind.to_string())
                    }
                });
            }
            if document.to_string().len() > DOCUMENT_BYTES_MAX {
                return Err(refused("body", INVALID_VALUE, "makes the link too long"));
            }
        }
        if let Some(members) = document.as_object_mut() {
            members.retain(|name, _| !READ_ONLY.contains(&name.as_str()));
        }
        Ok(document)
    }
}

/// The step, or nothing where the rules pass over it.
fn read_step(
    step: &Value,
    index: usize,
    kind: LinkType,
    rules: &Rules,
) -> Result<Option<PatchOperation>, Problem> {
    let pointers = ["path", "from"].map(|name| step.get(name).and_then(Value::as_str));
    for pointer in pointers.into_iter().flatten() {
        if Pointer::parse(pointer).is_err() {
            let refusal = refused(
                "path",
                INVALID_FORMAT,
                &format!("{pointer:?} is no JSON Pointer"),
            );
            return passed_over(rules.malformed_pointer, refusal);
        }
    }
    let Ok(read) = serde_json::from_value(step.clone()) else {
        let parameter = format!("body[{index}]");
        return Err(refused(
            &parameter,
            INVALID_VALUE,
            "is no step of a JSON Patch",
        ));
    };
    let forbidden = {
        let mut written = changes(&read).into_iter().flatten();
        written
            .find(|pointer| !may_change(pointer, kind))
            .map(field)
    };
    match forbidden {
        None => Ok(Some(read)),
        Some(field) => {
            let refusal = refused(&field, INVALID_VALUE, "cannot be changed in this link");
            passed_over(rules.forbidden_path, refusal)
        }
    }
}

fn passed_over(rule: OddPath, refusal: Problem) -> Result<Option<PatchOperation>, Problem> {
    match rule {
        OddPath::Ignored => Ok(None),
        OddPath::BadRequest => Err(refusal),
        OddPath::CannotBeModified => Err(Problem::new(Refusal::CannotBeModified)),
    }
}

/// What a step writes to. A copy only reads where it comes from; a move takes it away.
fn changes(step: &PatchOperation) -> [Option<&str>; 2] {
    match step {
        PatchOperation::Test(_) => [None, None],
        PatchOperation::Move(step) => [Some(step.from.as_str()), Some(step.path.as_str())],
        PatchOperation::Add(_)
        | PatchOperation::Remove(_)
        | PatchOperation::Replace(_)
        | PatchOperation::Copy(_) => [Some(step.path().as_str()), None],
    }
}

fn may_change(pointer: &str, kind: LinkType) -> bool {
    let below = |top: &&str| {
        let rest = pointer.strip_prefix(*top);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    CHANGEABLE.contains(&pointer)
        || CHANGEABLE_WITH_ALL_BELOW.iter().any(below)
        || (kind == LinkType::SingleUse && CHANGEABLE_IN_SINGLE_USE.contains(&pointer))
}

/// `/order/charge/amount` as other refusals name it: `order.charge.amount`.
fn field(pointer: &str) -> String {
    match pointer.trim_start_matches('/') {
        "" => "body".to_owned(),
        path => path.replace('/', "."),
    }
}

fn refused(parameter: &str, detail: &'static str, what: &str) -> Problem {
    let message = format!("'{parameter}' {what}");
    Problem::bad_field(parameter, detail, message)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_multi_use_link_lets_three_things_be_changed_and_a_single_use_link_seven() {
        let everywhere = [
            "/expiresOn",
            "/customLabels",
            "/customLabels/-",
            "/customLabels/0/label",
            "/credentialOnFile",
            "/credentialOnFile/tokenize",
        ];
        let never = [
            "",
            "/",
            "/type",
            "/merchantReference",
            "/order",
            "/order/orderId",
            "/order/charge",
            "/order/charge/type",
            "/paymentMethods",
            "/customLabelsToo",
            "/status",
            "/assets/paymentUrl",
            "/expiresOn/0",
        ];

        for pointer in everywhere {
            assert!(may_change(pointer, LinkType::MultiUse), "{pointer}");
            assert!(may_change(pointer, LinkType::SingleUse), "{pointer}");
        }
        for pointer in CHANGEABLE_IN_SINGLE_USE {
            assert!(!may_change(pointer, LinkType::MultiUse), "{pointer}");
            assert!(may_change(pointer, LinkType::SingleUse), "{pointer}");
        }
        for pointer in never {
            assert!(!may_change(pointer, LinkType::SingleUse), "{pointer:?}");
        }
    }

    #[test]
    fn a_test_may_look_anywhere_and_a_copy_may_read_anywhere() {
        let steps = json!([
            {"op": "test", "path": "/status", "value": "active"},
            {"op": "copy", "from": "/merchantReference", "path": "/customLabels/0/label"},
        ]);

        assert_eq!(read(&steps, &Rules::default()).unwrap().0.len(), 2);
    }

    #[test]
    fn a_move_away_from_what_must_stay_is_refused() {
        let steps = json!([{"op": "move", "from": "/merchantReference", "path": "/expiresOn"}]);

        assert!(read(&steps, &Rules::default()).is_err());
    }

    #[test]
    fn what_is_no_json_patch_is_refused() {
        for wrong in [
            json!({}),
            json!("x"),
            json!(["x"]),
            json!([{"op": "replace", "path": "/expiresOn"}]),
            json!([{"op": "put", "path": "/expiresOn", "value": "2026-04-01"}]),
            json!([{"op": "remove"}]),
        ] {
            assert!(read(&wrong, &Rules::default()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_odd_path_can_be_passed_over() {
        let steps = json!([
            {"op": "remove", "path": "path"},
            {"op": "remove", "path": "/merchantReference"},
            {"op": "remove", "path": "/expiresOn"},
        ]);
        let rules = Rules {
            malformed_pointer: OddPath::Ignored,
            forbidden_path: OddPath::Ignored,
            ..Rules::default()
        };

        assert_eq!(read(&steps, &rules).unwrap().0.len(), 1);
    }

    fn read(steps: &Value, rules: &Rules) -> Result<Change, Problem> {
        Change::read(steps, LinkType::MultiUse, rules)
    }
}
