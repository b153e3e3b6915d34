//! Where the walk stops: every screen of the app in every state worth looking at.
//!
//! A test holds the list against the page's sources, another against the table in `docs/design.md`.

/// One screen in one state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop {
    pub name: &'static str,
    /// What `data-screen` says.
    pub screen: &'static str,
    /// The dialog, strip or banner that it is about, by the name of its component.
    pub shows: &'static str,
    /// What is to be seen, for the table of the documents and for whoever looks through the pictures.
    pub what: &'static str,
}

const fn stop(
    name: &'static str,
    screen: &'static str,
    shows: &'static str,
    what: &'static str,
) -> Stop {
    Stop {
        name,
        screen,
        shows,
        what,
    }
}

/// In the order in which an owner meets them. A picture's number is its place here.
pub const STOPS: &[Stop] = &[
    stop("welcome", "welcome", "", "the first start"),
    stop("connect", "connect", "", "an account, not filled in"),
    stop(
        "connect-complaints",
        "connect",
        "",
        "each empty field told at itself",
    ),
    stop("key-window", "", "", "the API key, in a window of its own"),
    stop("new-link", "new-link", "", "not filled in"),
    stop(
        "new-link-filled",
        "new-link",
        "",
        "filled in: the button says what it will do",
    ),
    stop(
        "new-link-options",
        "new-link",
        "MoreOptions",
        "every option of the contract",
    ),
    stop(
        "new-link-complaints",
        "new-link",
        "",
        "an amount that reads two ways, half an address",
    ),
    stop(
        "new-link-alike",
        "new-link",
        "Alike",
        "the customer has an open link for that amount",
    ),
    stop(
        "new-link-line",
        "new-link",
        "OneLine",
        "all of it in one line, and how it reads",
    ),
    stop(
        "new-link-begun",
        "new-link",
        "Begun",
        "one that was left half typed is offered",
    ),
    stop(
        "template-save",
        "new-link",
        "SaveTemplate",
        "kept for the next link like it",
    ),
    stop(
        "template-menu",
        "new-link",
        "TemplateMenu",
        "what a link may start from",
    ),
    stop(
        "templates",
        "new-link",
        "Templates",
        "another name, or away with it",
    ),
    stop(
        "saved-messages",
        "new-link",
        "MessageField",
        "words that were saved",
    ),
    stop("result", "result", "", "made, copied and emailed"),
    stop(
        "result-long",
        "result",
        "",
        "a large amount, a long text, a long address",
    ),
    stop("result-not-emailed", "result", "", "nobody was emailed"),
    stop(
        "tour-make",
        "new-link",
        "TourHint",
        "the first of three hints, at the button it is about",
    ),
    stop(
        "tour-pay",
        "result",
        "TourHint",
        "the second: be the customer",
    ),
    stop("tour-find", "links", "TourHint", "the third: find it again"),
    stop("links-empty", "links", "EmptyLinks", "no link yet"),
    stop(
        "links-loading",
        "links",
        "LoadingLinks",
        "the first list is on its way",
    ),
    stop("links", "links", "", "a day's work"),
    stop(
        "links-paid",
        "links",
        "PaidStrip",
        "a link was paid meanwhile",
    ),
    stop("links-undo", "links", "", "taken back with one press"),
    stop(
        "links-filters",
        "links",
        "LinkFilters",
        "the filters that are not always in sight",
    ),
    stop(
        "links-nothing-found",
        "links",
        "NothingFound",
        "a search without a result",
    ),
    stop("links-selected", "links", "ListBar", "two links selected"),
    stop(
        "links-row-menu",
        "links",
        "LinkMenu",
        "what else can be done with a link",
    ),
    stop("profile-menu", "links", "ProfileMenu", "the profiles"),
    stop("shortcuts", "links", "ShortcutsDialog", "every key"),
    stop("palette", "links", "Palette", "everything that can be done"),
    stop(
        "palette-found",
        "links",
        "Palette",
        "links and people, by a name",
    ),
    stop(
        "palette-nothing",
        "links",
        "Palette",
        "nothing is called that",
    ),
    stop("help", "links", "Manual", "the manual"),
    stop("link", "link", "", "active and emailed"),
    stop("link-paid", "link", "", "paid, with who paid"),
    stop("link-deactivated", "link", "", "over, with the reason"),
    stop(
        "link-no-payments",
        "link",
        "",
        "a key that may not list payments",
    ),
    stop("share", "link", "ShareDialog", "once more by email"),
    stop("remind", "link", "ShareDialog", "a reminder"),
    stop("extend", "link", "ExtendDialog", "thirty days more"),
    stop(
        "deactivate",
        "link",
        "DeactivateDialog",
        "asked before it is final",
    ),
    stop("deactivated", "link", "DeactivateDialog", "done"),
    stop(
        "hand-over-menu",
        "link",
        "HandOverMenu",
        "every other way to send it",
    ),
    stop("qr", "link", "QrDialog", "the code"),
    stop("qr-full", "link", "QrFull", "held to a customer"),
    stop("message", "link", "MessageDialog", "for any messenger"),
    stop("print", "link", "PrintDialog", "a sheet for the counter"),
    stop("html-button", "link", "ButtonDialog", "for a website"),
    stop(
        "edit",
        "change-link",
        "WhoHasIt",
        "whom a change breaks the link for",
    ),
    stop(
        "edit-conflict",
        "change-link",
        "Conflict",
        "changed somewhere else meanwhile",
    ),
    stop(
        "edit-under-way",
        "change-under-way",
        "ChangeUnderWay",
        "the change waits for an answer",
    ),
    stop("settings", "settings", "", "one profile"),
    stop(
        "settings-profile-menu",
        "settings",
        "ProfileRow",
        "what can be done with a profile",
    ),
    stop(
        "settings-profile",
        "settings",
        "ProfileDialog",
        "name and defaults",
    ),
    stop(
        "settings-remove",
        "settings",
        "ConfirmDialog",
        "asked before a key is removed",
    ),
    stop("settings-end", "settings", "", "its last sections"),
    stop(
        "data",
        "settings",
        "DataDialog",
        "what is kept, how much, and where",
    ),
    stop(
        "delete-everything",
        "settings",
        "DataDialog",
        "a word is typed before it is final",
    ),
    stop(
        "diagnosis",
        "settings",
        "DiagnosisDialog",
        "all of the report before any of it leaves",
    ),
    stop(
        "refused-at-a-field",
        "new-link",
        "",
        "Payroc's own complaint, at its field",
    ),
    stop(
        "refused",
        "new-link",
        "FaultBanner",
        "the key may not do that",
    ),
    stop("sending-slowly", "result", "", "Payroc is taking its time"),
    stop(
        "not-as-asked",
        "result",
        "",
        "what was asked beside what was made",
    ),
    stop(
        "one-email-refused",
        "result",
        "",
        "one of two emails went out",
    ),
    stop(
        "paid-meanwhile",
        "result",
        "ShareDialog",
        "it cannot be shared any more",
    ),
    stop(
        "key-refused-later",
        "result",
        "",
        "the link waits for the key",
    ),
    stop(
        "key-refused-in-the-list",
        "links",
        "OutboxStrip",
        "the same, above the list",
    ),
    stop(
        "checking",
        "result",
        "",
        "the answer got lost and is looked for",
    ),
    stop(
        "checking-in-trouble",
        "result",
        "",
        "looking does not help at once",
    ),
    stop(
        "decision-email",
        "result",
        "",
        "the user is asked about an email",
    ),
    stop(
        "once-more",
        "result",
        "ConfirmDialog",
        "asked before a second email",
    ),
    stop(
        "decision-link",
        "result",
        "",
        "the user is asked about a link",
    ),
    stop(
        "decision-in-the-list",
        "links",
        "OutboxStrip",
        "the same, above the list",
    ),
    stop("waiting", "result", "", "no connection"),
    stop(
        "waiting-in-the-list",
        "links",
        "OutboxStrip",
        "no connection, above the list",
    ),
    stop(
        "after-a-kill",
        "links",
        "OutboxStrip",
        "taken up again after a power cut",
    ),
    stop("key-not-accepted", "connect", "", "told at the key"),
    stop(
        "terminal-not-accepted",
        "connect",
        "",
        "told at the terminal",
    ),
    stop(
        "no-connection-connecting",
        "connect",
        "FaultBanner",
        "nothing typed is lost",
    ),
    stop(
        "keychain-missing",
        "welcome",
        "FaultBanner",
        "for this session only",
    ),
    stop(
        "keychain-silent",
        "welcome",
        "FaultBanner",
        "a system window may wait",
    ),
    stop(
        "keychain-denied",
        "welcome",
        "FaultBanner",
        "refused by the user",
    ),
    stop("file-set-aside", "", "Notices", "a damaged file"),
    stop(
        "practice-not-available",
        "",
        "Notices",
        "no port for Practice",
    ),
    stop("another-paylink", "no-data", "", "a second Paylink"),
    stop(
        "disk-full",
        "new-link",
        "FaultBanner",
        "nothing was sent, nothing is lost",
    ),
    stop("disk-protected", "no-data", "", "the data cannot be opened"),
    stop(
        "update",
        "settings",
        "UpdateSettings",
        "a newer Paylink, and what is new in it",
    ),
    stop(
        "update-in-the-list",
        "links",
        "Notices",
        "the same, above the list",
    ),
    stop(
        "update-not-genuine",
        "settings",
        "UpdateSettings",
        "thrown away: its makers did not sign it",
    ),
];

/// What is left to the tests of the page, and why.
pub const ELSEWHERE: &[(&str, &str)] = &[(
    "failed",
    "only a program that answers no command at all shows it",
)];

/// Its number among the pictures, and what it is.
pub(super) fn find(name: &str) -> Option<(usize, Stop)> {
    let place = STOPS.iter().position(|stop| stop.name == name)?;
    Some((place + 1, STOPS[place]))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::*;

    /// What opens over a screen or stands above it is built of one of these.
    const SHOWN_OVER: [&str; 4] = ["<Dialog", "<ConfirmDialog", "<Menu\n", "<Menu "];
    /// Named for where they stand.
    const NAMED: [&str; 4] = [
        "Dialog.svelte",
        "Banner.svelte",
        "Strip.svelte",
        "Notices.svelte",
    ];

    #[test]
    fn every_name_is_there_once() {
        let names: BTreeSet<&str> = STOPS.iter().map(|stop| stop.name).collect();

        assert_eq!(names.len(), STOPS.len());
    }

    #[test]
    fn every_screen_dialog_and_banner_of_the_page_has_a_stop() {
        let mut screens = BTreeSet::new();
        let mut shown = BTreeSet::new();
        for file in components(&page().join("src")) {
            let source = fs::read_to_string(&file).unwrap();
            screens.extend(named_in(&source, "data-screen=\""));
            for part in source.split("<Screen").skip(1) {
                screens.extend(named_in(part, "name=\"").into_iter().take(1));
            }
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            let is_kit = file.parent().unwrap().ends_with("kit");
            let is_shown_over = SHOWN_OVER.iter().any(|part| source.contains(part))
                || NAMED.iter().any(|end| name.ends_with(end));
            if is_shown_over && !is_kit {
                shown.insert(name.trim_end_matches(".svelte").to_owned());
            }
        }
        assert!(
            screens.len() > 5 && shown.len() > 10,
            "the page was not read"
        );

        for screen in screens {
            let is_here = STOPS.iter().any(|stop| stop.screen == screen)
                || ELSEWHERE.iter().any(|(name, _)| *name == screen);
            assert!(is_here, "no stop is on the screen {screen:?}");
        }
        for component in shown {
            let is_here = STOPS.iter().any(|stop| stop.shows == component)
                || ELSEWHERE.iter().any(|(name, _)| *name == component)
                || USED_BY.iter().any(|(name, _)| *name == component);
            assert!(is_here, "no stop shows {component}");
        }
    }

    /// Not shown by themselves but by another one, which has its stop.
    const USED_BY: [(&str, &str); 3] = [
        ("StepActions", "OutboxStrip"),
        ("LinkButtons", "HandOverMenu"),
        ("Settings", "ConfirmDialog"),
    ];

    #[test]
    fn the_table_of_the_documents_is_this_list() {
        let document = fs::read_to_string(page().join("../docs/design.md")).unwrap();
        let numbered = |line: &&str| {
            let number = line
                .strip_prefix("| ")
                .and_then(|rest| rest.split(' ').next());
            number.is_some_and(|number| number.parse::<usize>().is_ok())
        };
        let rows: Vec<&str> = document.lines().filter(numbered).collect();
        let expected: Vec<String> = STOPS.iter().enumerate().map(row).collect();

        for (row, expected) in rows.iter().zip(&expected) {
            assert_eq!(row, expected);
        }
        assert_eq!(rows.len(), expected.len(), "{}", expected.join("\n"));
    }

    fn row((place, stop): (usize, &Stop)) -> String {
        let screen = if stop.screen.is_empty() {
            "any"
        } else {
            stop.screen
        };
        format!(
            "| {:02} | `{}` | {screen} | {} |",
            place + 1,
            stop.name,
            stop.what
        )
    }

    fn page() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui")
    }

    fn components(folder: &Path) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                found.extend(components(&path));
            } else if path.extension().is_some_and(|end| end == "svelte") {
                found.push(path);
            }
        }
        found
    }

    /// Every text that follows a beginning, up to the quotation mark.
    fn named_in(source: &str, beginning: &str) -> Vec<String> {
        source
            .split(beginning)
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .map(str::to_owned)
            .collect()
    }
}
