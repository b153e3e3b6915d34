//! Notes every request of the API and follows the script that was made for it, if there is one. The
//! body is read whole first: a request that breaks off on the way has no effect.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde_json::Value;

use super::BODY_BYTES_MAX;
use crate::answer::Answer;
use crate::faults::{After, Before, Plan, Script};
use crate::gateway::Gateway;
use crate::operation::{Operation, SeenRequest};
use crate::problem::Problem;
use crate::wire::Wire;

/// Enough of a body for its first members, not enough for any of our JSON.
const BYTES_BEFORE_A_CUT: usize = 20;
const BYTES_IN_A_DROP: usize = 8;
const GARBAGE: &[u8] = b"\x00\xff\xfe{[\"garbage\x80";

pub(super) async fn follow(
    gateway: Arc<Gateway>,
    operation: Operation,
    ConnectInfo(wire): ConnectInfo<Wire>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, BODY_BYTES_MAX).await else {
        let url = format!("{}{}", gateway.base_url, parts.uri.path());
        return gateway
            .refuse(Problem::with_status(413), &url)
            .into_response();
    };
    gateway.note_request(SeenRequest::new(operation, &parts, &body));
    let request = Request::from_parts(parts, body);
    gateway.show(&request, None);
    match gateway.faults.take(operation) {
        None => acted(&gateway, operation, request, next).await,
        Some(script) => {
            Stage {
                gateway,
                wire,
                plan: script.plan_now(),
                script,
            }
            .play(request, next)
            .await
        }
    }
}

struct Stage {
    gateway: Arc<Gateway>,
    wire: Wire,
    script: Script,
    plan: Plan,
}

impl Stage {
    async fn play(self, request: Request<Bytes>, next: Next) -> Response {
        if let Some(delay) = self.plan.delay {
            tokio::time::sleep(delay).await;
        }
        match &self.plan.before {
            Before::Nothing => {}
            Before::Answer(answer) => {
                self.script.note_reached();
                return self.with_headers(self.plan.dressed(answer.clone()).into_response());
            }
            Before::Cut => {
                self.script.note_reached();
                return self.cut();
            }
            Before::Hold => {
                self.script.note_reached();
                if !self.held().await {
                    return self.cut();
                }
            }
            Before::RevokeTokens => self.gateway.tokens().revoke_all(),
            Before::ReplayEarlier => {
                if let Some(answer) = self.gateway.earlier_answer(self.script.operation()) {
                    self.script.note_reached();
                    return self.with_headers(answer.into_response());
                }
            }
        }
        let answer = acted(&self.gateway, self.script.operation(), request, next).await;
        if !matches!(self.plan.before, Before::Hold) {
            self.script.note_reached();
        }
        let answer = match &self.plan.after {
            After::Nothing => answer,
            After::Answer(answer) => self.plan.dressed(answer.clone()).into_response(),
            After::Cut => return self.cut(),
            After::CutMidAnswer => {
                self.wire.cut_after_body_bytes(BYTES_BEFORE_A_CUT);
                answer
            }
            After::Hold => {
                if !self.held().await {
                    return self.cut();
                }
                answer
            }
            After::Delay(by) => {
                tokio::time::sleep(*by).await;
                answer
            }
            After::Drip(every) => dripping(answer, *every).await,
            After::Garbage => {
                let (mut parts, _) = answer.into_parts();
                parts.headers.remove(CONTENT_LENGTH);
                Response::from_parts(parts, Body::from(GARBAGE))
            }
            After::Garble => rewritten(answer, |body| body[..body.len() / 2].to_owned()).await,
            After::Mislabel(content_type) => relabelled(answer, content_type),
            After::Edit(edit) => rewritten(answer, |body| edited(body, edit)).await,
        };
        self.with_headers(answer)
    }

    /// Whether it was released, rather than the gateway stopped.
    async fn held(&self) -> bool {
        let mut stopping = self.gateway.stopping.subscribe();
        tokio::select! {
            () = self.script.wait_for_release() => true,
            _ = stopping.wait_for(|stopping| *stopping) => false,
        }
    }

    /// The answer is never seen: the connection breaks when it is to be written.
    fn cut(&self) -> Response {
        self.wire.cut();
        Answer::ok(&Value::Null).into_response()
    }

    fn with_headers(&self, mut response: Response) -> Response {
        for (name, value) in &self.plan.headers {
            let name = HeaderName::try_from(name).expect("a script names a possible header");
            let value = HeaderValue::try_from(value).expect("a script gives a possible value");
            response.headers_mut().insert(name, value);
        }
        response
    }
}

/// Acts, and remembers the answer for whoever wants to see it again.
async fn acted(
    gateway: &Gateway,
    operation: Operation,
    request: Request<Bytes>,
    next: Next,
) -> Response {
    let asked = gateway.is_judged().then(|| request.clone());
    let (parts, body) = next.run(request.map(Body::from)).await.into_parts();
    let bytes = to_bytes(body, usize::MAX)
        .await
        .expect("our own answers are whole");
    let answered = axum::http::Response::from_parts(parts, bytes);
    if let Some(asked) = asked {
        gateway.show(&asked, Some(&answered));
    }
    let (parts, bytes) = answered.into_parts();
    let header = |name| {
        let value = parts.headers.get(name).and_then(|it| it.to_str().ok());
        value.map(str::to_owned)
    };
    let answer = Answer {
        status: parts.status.as_u16(),
        content_type: header(CONTENT_TYPE).unwrap_or_default(),
        location: header(LOCATION),
        body: String::from_utf8_lossy(&bytes).into_owned(),
    };
    gateway.note_answer(operation, answer);
    Response::from_parts(parts, Body::from(bytes))
}

async fn dripping(answer: Response, every: Duration) -> Response {
    let (mut parts, body) = answer.into_parts();
    let whole = to_bytes(body, usize::MAX)
        .await
        .expect("our own answers are whole");
    parts.headers.remove(CONTENT_LENGTH);
    let drops = stream::unfold(whole, move |mut rest| async move {
        if rest.is_empty() {
            return None;
        }
        tokio::time::sleep(every).await;
        let drop = rest.split_to(BYTES_IN_A_DROP.min(rest.len()));
        Some((Ok::<_, Infallible>(drop), rest))
    });
    Response::from_parts(parts, Body::from_stream(drops))
}

async fn rewritten(answer: Response, rewrite: impl FnOnce(&str) -> String) -> Response {
    let (mut parts, body) = answer.into_parts();
    let bytes = to_bytes(body, usize::MAX)
        .await
        .expect("our own answers are whole");
    let text = String::from_utf8(bytes.into()).expect("our own answers are text");
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(rewrite(&text)))
}

fn relabelled(mut answer: Response, content_type: &str) -> Response {
    let content_type = HeaderValue::try_from(content_type).expect("a script gives a possible type");
    answer.headers_mut().insert(CONTENT_TYPE, content_type);
    answer
}

fn edited(body: &str, edit: &Arc<dyn Fn(&mut Value) + Send + Sync>) -> String {
    let mut value: Value = serde_json::from_str(body).expect("our own answers are JSON");
    edit(&mut value);
    value.to_string()
}
