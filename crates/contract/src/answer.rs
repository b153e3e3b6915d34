//! In what ways an answer departs from the document.

use std::collections::BTreeSet;

use bytes::Bytes;
use http::{Request, Response};

use crate::operation::Contract;
use crate::request::{content_type_faults, json_faults, out_of_place, texts, told};

impl Contract {
    pub(crate) fn judge_answer(
        &self,
        request: &Request<Bytes>,
        answer: &Response<Bytes>,
    ) -> Vec<String> {
        let status = answer.status().as_u16();
        let Some((operation, _)) = self.operation(request) else {
            let (method, path) = (request.method(), request.uri().path());
            let refused = answer.status().is_client_error();
            let fault = format!(
                "{method} {path}, which is no operation of the document, is answered with {status}"
            );
            return (!refused).then_some(fault).into_iter().collect();
        };
        let Some(expected) = operation.answers.get(&status) else {
            let known: Vec<&u16> = operation.answers.keys().collect();
            let fault = format!("an answer with {status} is not one of {known:?}");
            return told(operation, vec![fault]);
        };
        let mut faults = Vec::new();
        for header in &expected.headers {
            faults.extend(header.faults(&texts(answer.headers(), &header.name)));
        }
        let here: BTreeSet<String> = expected
            .headers
            .iter()
            .map(|header| header.name.clone())
            .collect();
        faults.extend(out_of_place(answer.headers(), &self.answer_headers, &here));
        faults.extend(content_type_faults(
            answer.headers(),
            &expected.content.media_type,
        ));
        faults.extend(json_faults(answer.body(), &expected.content.schema));
        let of_the_answer = |fault| format!("in the answer with {status}, {fault}");
        told(operation, faults.into_iter().map(of_the_answer).collect())
    }
}
