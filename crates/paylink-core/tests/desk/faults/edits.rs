//! Answers that are changed on their way: what a gateway, or something before it, may make of the truth.

use practice_gateway::Script;
use serde_json::{Value, json};

/// Makes trouble that has a name here, or else is said in the words of the gateway.
pub fn named(name: &str) -> Option<fn(Script) -> Script> {
    Some(match name {
        "another amount" => |script| change(script, "amount", |amount| *amount = json!(45_000)),
        "another currency" => |script| change(script, "currency", |code| *code = json!("EUR")),
        "another reference" => |script| {
            change(script, "merchantReference", |reference| {
                *reference = json!("PL-0")
            })
        },
        "another day" => |script| change(script, "expiresOn", |day| *day = json!("2999-12-30")),
        "another person" => {
            |script| change(script, "email", |email| *email = json!("joe@example.com"))
        }
        "an unknown status" => |script| change(script, "status", |status| *status = json!("new")),
        "no ids" => |script| script.act_then_edit(without_ids),
        "more members" => |script| script.act_then_edit(|answer| answer["new"] = json!({"a": [1]})),
        "two mebibytes" => {
            |script| script.act_then_edit(|answer| answer["new"] = json!("a".repeat(2 << 20)))
        }
        "200 levels" => |script| script.act_then_edit(|answer| answer["new"] = deep()),
        "null" => |script| script.act_then_edit(|answer| *answer = Value::Null),
        _ => return None,
    })
}

fn change(script: Script, name: &'static str, change: fn(&mut Value)) -> Script {
    script.act_then_edit(move |answer| everywhere(answer, name, change))
}

fn everywhere(value: &mut Value, name: &str, change: fn(&mut Value)) {
    match value {
        Value::Object(members) => {
            for (member, value) in members {
                if member == name {
                    change(value);
                } else {
                    everywhere(value, name, change);
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                everywhere(item, name, change);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn without_ids(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|name, _| !name.ends_with("Id") && name != "access_token");
            members.values_mut().for_each(without_ids);
        }
        Value::Array(items) => items.iter_mut().for_each(without_ids),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn deep() -> Value {
    (0..200).fold(json!(1), |inner, _| json!([inner]))
}
