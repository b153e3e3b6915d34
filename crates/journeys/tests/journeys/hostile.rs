//! Whatever the gateway, a paste, a file, or the command line brings: it is shown as text, and none of it runs.

use std::fs;
use std::path::Path;

use journeys::deadline::{SOON, until};
use journeys::program::say;
use journeys::{Stage, Trouble, Window, journey};
use practice_gateway::{Operation, PRACTICE_TERMINAL, Running};
use serde_json::{Value, json};

use crate::hand_over::make_downloads;
use crate::steps::{first_start, practice};

mod script;

const PROBE: &str = include_str!("hostile/probe.js");
const PASTE: &str = include_str!("hostile/paste.js");

/// What somebody may write wherever there is room for text. Each calls `hostile`, or would be seen where it does not
/// belong.
const TEXTS: [&str; 22] = [
    "<img src=x onerror=hostile(0)>",
    "<script>hostile(1)</script>",
    "\"><svg onload=hostile(2)><a xlink:href=\"javascript:hostile(2)\">svg</a></svg>",
    "javascript:hostile(3)",
    "</style></title><style>*{background:url('javascript:hostile(4)')}</style>",
    "</textarea><iframe srcdoc=\"<script>parent.hostile(5)</script>\"></iframe>",
    "{{constructor.constructor('hostile(6)')()}}",
    "${hostile(7)} #{hostile(7)} <%= hostile(7) %>",
    "{@html '<img src=x onerror=hostile(8)>'}",
    "<details open ontoggle=hostile(9)><math><mtext></form><form><mglyph><style></math><img src onerror=hostile(9)>",
    "\u{202e}gpj.exe\u{202c} \u{2066}evil\u{2069} \u{200f}right",
    "zero\u{200b}width\u{feff}\u{2060}\u{ad}\u{200d}\u{180e}joined",
    "nul\u{0}bell\u{7}\u{1b}[31mred\u{1b}]0;owned\u{7}\u{9b}2J\r\nBcc: all@example.com",
    "=HYPERLINK(\"http://127.0.0.1:9/\";\"x\")",
    "+cmd|' /C calc'!A0",
    "@SUM(1+9)*cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "%s%n%x %1$s {0} %@ $(hostile) `hostile`",
    "__proto__",
    "constructor",
    "../../../../etc/passwd\\..\\con:\0.txt",
    "';DROP TABLE link;--\" OR 1=1",
];
/// The one that is seen to stand as text where it is shown.
const SEEN: &str = "<img src=x onerror=hostile(0)>";

#[test]
fn hostile_texts_in_forms_and_lists_are_shown_and_do_not_run() {
    journey("hostile_lists", async |stage| {
        let gateway = practice(stage).await?;
        seeded_and_poisoned(&gateway)?;
        let downloads = make_downloads(&stage.home());
        let window = first_start(stage).await?;
        window.script(PROBE, vec![json!("begin")]).await?;

        let tour = Tour::new(&window);
        tour.forms(&gateway).await?;
        tour.list().await?;
        tour.every_link().await?;

        nothing_formula_like(&downloads)?;
        tour.probe_can_see().await?;
        nothing_in_the_log(stage);
        Ok(())
    });
}

#[test]
fn hostile_texts_of_a_link_of_a_profile_and_of_files_are_shown_and_do_not_run() {
    journey("hostile_link", async |stage| {
        let gateway = practice(stage).await?;
        seeded_and_poisoned(&gateway)?;
        let desktop = stage.desktop().await?;
        desktop.add_tray().await?;
        // A word of a command line cannot hold a NUL.
        let words = TEXTS.map(|text| text.replace('\0', ""));
        stage.set_arguments(&words.each_ref().map(String::as_str));
        let window = first_start(stage).await?;
        window.script(PROBE, vec![json!("begin")]).await?;

        let tour = Tour::new(&window);
        tour.settings().await?;
        tour.one_link().await?;
        gateway
            .pay(&id(0))
            .map_err(|refusal| Trouble::new(format!("{refusal:?}")))?;
        let shown = desktop.shows(1).await?;
        assert!(!shown.text.contains('<'), "{shown:?}");
        tour.look("a payment").await?;
        let icon = desktop.tray_icon().await?;
        assert!(!icon.title().await?.contains("hostile"));

        stage.kill_app().await?;
        let data = stage.home().join(".local/share/app.paylink.desktop");
        poison_file(&data.join("desk/preferences.json"))?;
        let window = stage.open().await?;
        window.script(PROBE, vec![json!("begin")]).await?;
        window.screen("links").await?;
        Tour::new(&window)
            .look("a start with such preferences")
            .await?;
        nothing_in_the_log(stage);
        Ok(())
    });
}

fn nothing_in_the_log(stage: &Stage) {
    let log = stage.app_log();
    assert!(
        !log.contains("hostile(") && !log.contains("panicked"),
        "{log}"
    );
}

/// The walk through the window, and where it has been.
struct Tour<'w> {
    window: &'w Window,
}

impl<'w> Tour<'w> {
    fn new(window: &'w Window) -> Self {
        Self { window }
    }

    /// Nothing ran here, and nothing hostile stands here as markup.
    async fn look(&self, place: &str) -> Result<(), Trouble> {
        let seen = self.window.script(PROBE, vec![json!("look")]).await?;
        let clean = ["ran", "refused", "markup"]
            .iter()
            .all(|kind| seen[kind].as_array().is_some_and(Vec::is_empty));
        if clean {
            Ok(())
        } else {
            Err(Trouble::new(format!("{place}: {seen}")))
        }
    }

    /// New link: a paste into each field, the gateway's complaints, and an answer that is not what was asked.
    async fn forms(&self, gateway: &Running) -> Result<(), Trouble> {
        let window = self.window;
        for field in ["Amount", "What is it for?", "Customer's email"] {
            // What is typed first has the focus go there.
            window.type_into(field, "1").await?;
            window.script(PASTE, vec![json!(TEXTS)]).await?;
            self.look(field).await?;
            window.type_into(field, "").await?;
        }
        window.type_into("Amount", "45").await?;
        window.type_into("What is it for?", SEEN).await?;
        window.type_into("Customer's email", "").await?;
        self.look("the form").await?;

        let everything = TEXTS.join(" ");
        let errors: Vec<Value> = ["order.description", "order.charge.amount", SEEN]
            .iter()
            .map(|place| json!({ "parameter": place, "detail": everything, "message": everything }))
            .collect();
        let problem = json!({
            "type": "https://docs.payroc.com/api/errors#bad-request", "title": everything, "status": 400,
            "detail": everything, "instance": SEEN, "errors": errors,
        });
        gateway
            .on(Operation::CreatePaymentLink)
            .answer_before_acting(400, &[])
            .with_body("application/problem+json", problem.to_string())
            .once();
        window.press("Create $45.00 link").await?;
        window.complaint("What is it for?").await?;
        self.look("a refusal").await?;

        gateway
            .on(Operation::CreatePaymentLink)
            .act_then_edit(|link| poison_link(link, 0))
            .once();
        window.press("Create $45.00 link").await?;
        window.screen("result").await?;
        window.see("hostile(0)").await?;
        self.look("a result that is not what was asked").await?;
        window.key("Escape")?;
        window.screen("links").await
    }

    async fn list(&self) -> Result<(), Trouble> {
        let window = self.window;
        window.press("Check now").await?;
        let all = format!("{} links", TEXTS.len() + 1);
        window.see(&all).await?;
        window.see(SEEN).await?;
        self.look("the list").await?;
        for text in [SEEN, "__proto__", "hostile(6)", "=HYPERLINK"] {
            window.type_into("Search links", text).await?;
            window.see_no_more(&all).await?;
            self.look("a search").await?;
        }
        window.type_into("Search links", "").await?;
        window.press("Export CSV").await?;
        window.see("in Downloads: ").await?;
        window.key("ctrl+k")?;
        window.focus_is_on("Command, link").await?;
        window.keys("onerror")?;
        window.see(SEEN).await?;
        self.look("the palette").await?;
        window.key("Escape")?;
        window.screen("links").await
    }

    /// Every link is opened once.
    async fn every_link(&self) -> Result<(), Trouble> {
        let window = self.window;
        for number in 1..TEXTS.len() {
            window
                .type_into("Search links", &format!("45.{number:02}"))
                .await?;
            window.see("1 link ").await?;
            window.key("Return")?;
            window.key("Return")?;
            window.screen("link").await?;
            self.look("a link").await?;
            window.key("Escape")?;
            window.screen("links").await?;
        }
        Ok(())
    }

    /// One of them is handed over in every way, shared, changed, and asked about.
    async fn one_link(&self) -> Result<(), Trouble> {
        let window = self.window;
        window.type_into("Search links", "HOSTILE-0").await?;
        window.key("Return")?;
        window.key("Return")?;
        window.screen("link").await?;
        window.see("Payments").await?;
        self.look("the timeline and the payments").await?;
        for (key, seen) in [
            ("s", "Share by email"),
            ("m", "Just before it goes out"),
            ("q", "Save as PNG"),
            ("d", "Deactivate this link?"),
            ("plus", "Let it be paid until"),
        ] {
            window.key(key)?;
            window.see(seen).await?;
            self.look(seen).await?;
            window.key("Escape")?;
            window.see_no_more(seen).await?;
        }
        for (item, seen) in [
            ("Copy a message…", "Copy message"),
            ("Print a sheet…", "Point the camera of your phone"),
            (
                "Copy HTML button…",
                "Roughly as it looks; its colors may differ",
            ),
        ] {
            window.press("More ways to send").await?;
            window.press(item).await?;
            window.see(seen).await?;
            self.look(seen).await?;
            window.key("Escape")?;
            window.see_no_more(seen).await?;
        }
        window.key("e")?;
        window.screen("change-link").await?;
        self.look("a change").await?;
        window.key("Escape")?;
        window.screen("link").await?;
        window.key("Escape")?;
        window.screen("links").await
    }

    async fn settings(&self) -> Result<(), Trouble> {
        let window = self.window;
        window.key("Escape")?;
        window.screen("links").await?;
        window.key("ctrl+comma")?;
        window.screen("settings").await?;
        window.press("More for My shop").await?;
        window.press("Name and defaults…").await?;
        window.focus_is_on("Business name").await?;
        window.type_into("Business name", SEEN).await?;
        window.press("Save").await?;
        window.see(SEEN).await?;
        self.look("a profile's name").await?;
        window.press("Diagnostic report…").await?;
        window.see("keychain: open").await?;
        assert!(
            !window
                .value("Report")
                .await
                .unwrap_or_default()
                .contains("hostile")
        );
        self.look("the report").await?;
        window.key("Escape")?;
        window.see_no_more("keychain: open").await?;
        window.press("Data on this computer…").await?;
        window.see("Delete everything…").await?;
        self.look("what is kept").await?;
        window.key("Escape")?;
        window.see_no_more("Delete everything…").await?;
        window.key("Escape")?;
        window.screen("links").await
    }

    /// A look that finds nothing proves nothing unless it can find.
    async fn probe_can_see(&self) -> Result<(), Trouble> {
        let put = "const box = document.createElement('div'); box.id = 'control'; document.body.append(box);
                   box.innerHTML = arguments[0]; window.hostile('the control');";
        self.window
            .script(put, vec![json!(TEXTS.join(" "))])
            .await?;
        let found = until("the control to be seen", SOON, async || {
            let seen = self.window.script(PROBE, vec![json!("look")]).await?;
            let refused = |kind: &str| {
                let mut all = seen["refused"].as_array().into_iter().flatten();
                all.any(|one| one.as_str().is_some_and(|one| one.starts_with(kind)))
            };
            let refused = refused("script-src") && refused("style-src");
            Ok(refused.then_some(seen))
        })
        .await?;
        assert_eq!(found["ran"], json!(["ran the control"]));
        assert!(
            found["markup"].as_array().is_some_and(|all| all.len() >= 5),
            "{found}"
        );
        say(&format!(
            "put into the page as markup, the same texts ran nothing; refused were {}",
            found["refused"]
        ));
        Ok(())
    }
}

fn id(number: usize) -> String {
    format!("HOSTILE{number:03}")
}

/// As many links as there are texts. What the gateway says of them is bent on its way out: its own rules would not have
/// taken such links.
fn seeded_and_poisoned(gateway: &Running) -> Result<(), Trouble> {
    for number in 0..TEXTS.len() {
        let link = json!({
            "paymentLinkId": id(number), "type": "singleUse", "merchantReference": format!("Hostile {number}"),
            "order": {
                "orderId": format!("{number}"), "description": "Hostile",
                "charge": { "type": "preset", "amount": 4500 + number, "currency": "USD" }
            },
            "authType": "sale", "paymentMethods": ["card"], "expiresOn": "2090-12-31",
        });
        gateway
            .seed_link(PRACTICE_TERMINAL, &link)
            .map_err(Trouble::while_doing("seeding a link"))?;
    }
    let every = |operation: Operation, edit: fn(&mut Value)| {
        gateway.on(operation).act_then_edit(edit).always().maybe();
    };
    every(Operation::ListPaymentLinks, |answer| {
        let links = answer["data"].as_array_mut();
        links.into_iter().flatten().for_each(poison);
    });
    every(Operation::RetrievePaymentLink, poison);
    every(Operation::ListSharingEvents, |answer| {
        answer["data"] = TEXTS.iter().enumerate().map(sharing_event).collect();
        answer["count"] = json!(TEXTS.len());
    });
    every(Operation::ListPayments, |answer| {
        answer["data"] = TEXTS.iter().enumerate().map(payment).collect();
        answer["count"] = json!(TEXTS.len());
    });
    Ok(())
}

fn poison(link: &mut Value) {
    let id = link["paymentLinkId"].as_str().unwrap_or_default();
    if let Some(number) = id
        .strip_prefix("HOSTILE")
        .and_then(|number| number.parse().ok())
    {
        poison_link(link, number);
    }
}

/// Every text of the link is that one; the first has them all.
fn poison_link(link: &mut Value, number: usize) {
    let text = TEXTS[number];
    let long = format!("{} {}", TEXTS.join(" "), "W\u{301}\u{489}".repeat(300));
    link["order"]["description"] = json!(if number == 0 { long } else { text.to_owned() });
    // These have limits of length, and no room for what cannot be seen.
    let short: String = text
        .chars()
        .filter(|one| !one.is_control())
        .take(40)
        .collect();
    link["merchantReference"] = json!(
        format!("HOSTILE-{number} {short}")
            .chars()
            .take(49)
            .collect::<String>()
    );
    link["order"]["orderId"] = json!(short.chars().take(24).collect::<String>());
    link["customLabels"] = json!([{ "element": "paymentButton", "label": text }]);
    link["assets"]["paymentUrl"] = json!(match number % 3 {
        0 => format!("javascript:hostile({number})"),
        1 => format!("https://pay.example.com/{text}"),
        _ => format!("data:text/html,<script>hostile({number})</script>"),
    });
    link["assets"]["paymentButton"] = json!(format!(
        "<a href=\"javascript:hostile({number})\" onclick=\"hostile({number})\">{text}</a><script>hostile({number})</script>"
    ));
    link["__proto__"] = json!({ "hostile": true });
    link["constructor"] = json!({ "prototype": { "hostile": true } });
}

fn sharing_event((number, text): (usize, &&str)) -> Value {
    // Who is reminded has an address.
    let email = if number == 0 {
        "jane@example.com"
    } else {
        text
    };
    json!({
        "sharingMethod": "email", "sharingEventId": format!("HOSTILE{number:03}"),
        "dateTime": "2026-03-01T12:00:00Z", "message": text,
        "recipients": [{ "name": text, "email": email, "__proto__": { "hostile": true } }],
    })
}

fn payment((number, text): (usize, &&str)) -> Value {
    json!({
        "paymentId": format!("HOSTILE{number:03}"), "processingTerminalId": PRACTICE_TERMINAL, "operator": text,
        "order": {
            "orderId": "1", "dateTime": "2026-03-01T12:00:00Z", "description": text, "amount": 4500, "currency": "USD"
        },
        "card": { "type": text, "cardholderName": text, "cardNumber": text, "expiryDate": text },
        "transactionResult": {
            "type": "sale", "status": "ready", "approvalCode": text, "authorizedAmount": 4500, "currency": "USD",
            "responseCode": "A", "responseMessage": text,
        },
    })
}

/// No cell of the file begins as a formula does.
fn nothing_formula_like(downloads: &Path) -> Result<(), Trouble> {
    let doing = Trouble::while_doing("reading the export");
    let mut exported = String::new();
    for entry in fs::read_dir(downloads).map_err(&doing)? {
        let path = entry.map_err(&doing)?.path();
        if path.extension().is_some_and(|ending| ending == "csv") {
            exported = fs::read_to_string(path).map_err(&doing)?;
        }
    }
    assert!(exported.contains("HYPERLINK"), "{exported}");
    for text in TEXTS
        .iter()
        .filter(|text| text.starts_with(['=', '+', '-', '@']))
    {
        let quoted = text.replace('"', "\"\"");
        for begun in [
            format!(",{quoted}"),
            format!(",\"{quoted}"),
            format!("\n{quoted}"),
            format!("\n\"{quoted}"),
        ] {
            assert!(!exported.contains(&begun), "{begun}");
        }
    }
    Ok(())
}

/// Every text of a file of JSON is replaced.
fn poison_file(file: &Path) -> Result<(), Trouble> {
    fn replace(value: &mut Value) {
        match value {
            Value::String(text) => *text = TEXTS.join(" "),
            Value::Array(values) => values.iter_mut().for_each(replace),
            Value::Object(members) => members.values_mut().for_each(replace),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    let doing = Trouble::while_doing("bending the preferences");
    let text = fs::read_to_string(file).map_err(&doing)?;
    let mut value = serde_json::from_str(&text)
        .map_err(|error| Trouble::new(format!("preferences: {error}")))?;
    replace(&mut value);
    use std::io::Write;
    let mut out = fs::File::create(file).map_err(&doing)?;
    out.write_all(value.to_string().as_bytes()).map_err(&doing)
}
