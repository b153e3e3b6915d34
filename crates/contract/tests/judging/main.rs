//! The judge judged: every good exchange passes, and every small mistake in one is found, where it is.

#![expect(clippy::unwrap_used, reason = "tests and their helpers")]

mod mistakes;
mod said;

use contract::{judge_by_hand, judge_client};

use mistakes::{Mistake, mistakes};
use said::{every_kind, refusals};

#[test]
fn every_kind_of_exchange_passes_as_documented() {
    for said in every_kind().into_iter().chain(refusals()) {
        assert_eq!(said.faults(), [""; 0], "{}", said.name);
    }
}

#[test]
fn every_mistake_is_found_where_it_is_and_nothing_else() {
    for mistake in mistakes() {
        let (request, answer) = (mistake.said.request(), mistake.said.answer());
        let (in_request, in_answer) = (
            judge_client(&request, None),
            judge_client(&request, Some(&answer)),
        );

        let (found, elsewhere) = match mistake.in_the_answer {
            true => (in_answer, in_request),
            false => (in_request, in_answer),
        };

        let [found] = found.as_slice() else {
            panic!("{}: not one sentence, but {found:#?}", mistake.line);
        };
        assert!(
            found.contains(mistake.sentence),
            "{}: {found}",
            mistake.line
        );
        let named = found.starts_with(mistake.said.name) || found.contains("is no operation");
        assert!(named, "{}: {found}", mistake.line);
        assert!(
            elsewhere.is_empty() || found.contains("is no operation"),
            "{elsewhere:#?}"
        );
    }
}

#[test]
fn every_operation_has_its_mistakes_on_both_sides() {
    for said in every_kind() {
        for in_the_answer in [true, false] {
            let here = |mistake: &&Mistake| {
                mistake.said.name == said.name && mistake.in_the_answer == in_the_answer
            };
            assert!(
                mistakes().iter().any(|mistake| here(&mistake)),
                "{}",
                said.name
            );
        }
    }
}

#[test]
fn a_request_written_by_hand_may_depart_where_it_is_refused() {
    let (bad_request, success) = (refusals().remove(0), every_kind().remove(1));
    let wrong = mistakes()
        .into_iter()
        .filter(|mistake| !mistake.in_the_answer);
    for Mistake { mut said, line, .. } in wrong.filter(|it| it.said.name == success.name) {
        let (request, answer) = (said.request(), said.answer());
        assert_eq!(judge_by_hand(&request, None), [""; 0], "{line}");
        assert_eq!(judge_by_hand(&request, Some(&answer)).len(), 1, "{line}");

        said.refused_like(&bad_request);

        assert_eq!(
            judge_by_hand(&request, Some(&said.answer())),
            [""; 0],
            "{line}"
        );
    }
}

#[test]
fn what_is_no_operation_has_to_be_refused() {
    let mut said = every_kind().remove(0);
    said.path = "/v1/authorize".to_owned();

    let found = judge_client(&said.request(), Some(&said.answer()));

    let told = "POST /v1/authorize, which is no operation of the document, is answered with 200";
    assert_eq!(found, [told]);
}

#[test]
fn no_secret_is_told() {
    let mut said = every_kind().remove(2);
    for name in ["authorization", "x-api-key"] {
        said.headers.push((name.to_owned(), "s3cret".to_owned()));
    }
    said.headers.retain(|(_, value)| value != "Bearer token");

    let found = judge_client(&said.request(), None).join("\n");

    assert!(
        found.contains("authorization") && found.contains("x-api-key"),
        "{found}"
    );
    assert!(!found.contains("s3cret"), "{found}");
}
