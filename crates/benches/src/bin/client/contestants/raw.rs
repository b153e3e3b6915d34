//! hyper and nothing else: bytes made beforehand, answers taken in but not read, save for the link's id.

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::Request;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HOST, USER_AGENT};
use hyper_util::rt::TokioIo;
use practice_gateway::PRACTICE_TERMINAL;
use tokio::net::TcpStream;
use url::Url;
use uuid::Uuid;

use super::JSON;
use crate::Failure;
use crate::order;

const ID_FOLLOWS: &[u8] = br#""paymentLinkId":""#;
const ID_LEN: usize = 10;

pub struct Raw {
    connection: SendRequest<Full<Bytes>>,
    host: String,
    bearer: String,
    links: String,
    link: Bytes,
    email: Bytes,
}

impl Raw {
    pub async fn new(base: &Url, token: &str) -> Result<Self, Failure> {
        let host = base[url::Position::BeforeHost..url::Position::AfterPort].to_owned();
        let stream = TcpStream::connect(&host).await?;
        stream.set_nodelay(true)?;
        let (connection, driver) = handshake(TokioIo::new(stream)).await?;
        // It ends with the connection; what went wrong with it is told to whoever sends.
        tokio::spawn(driver);
        Ok(Self {
            connection,
            host,
            bearer: format!("Bearer {token}"),
            links: format!("/v1/processing-terminals/{PRACTICE_TERMINAL}/payment-links"),
            link: order::plain_link(&order::last_day().to_string()).into(),
            email: order::plain_email().into(),
        })
    }

    pub async fn pair(&mut self) -> Result<(), Failure> {
        let request = self.request(&self.links, self.link.clone())?;
        let answer = self.send(request).await?;
        let id = id_in(&answer).ok_or("the answer holds no link")?;
        let shares = format!("/v1/payment-links/{id}/sharing-events");
        let request = self.request(&shares, self.email.clone())?;
        self.send(request).await?;
        Ok(())
    }

    fn request(&self, path: &str, body: Bytes) -> Result<Request<Full<Bytes>>, Failure> {
        let request = Request::post(path)
            .header(HOST, &self.host)
            .header(USER_AGENT, super::USER_AGENT)
            .header(AUTHORIZATION, &self.bearer)
            .header("idempotency-key", Uuid::new_v4().to_string())
            .header(CONTENT_TYPE, JSON)
            .header(ACCEPT, JSON);
        Ok(request.body(Full::new(body))?)
    }

    async fn send(&mut self, request: Request<Full<Bytes>>) -> Result<Bytes, Failure> {
        self.connection.ready().await?;
        let response = self.connection.send_request(request).await?;
        if !response.status().is_success() {
            return Err(format!("the gateway answered {}", response.status()).into());
        }
        Ok(response.into_body().collect().await?.to_bytes())
    }
}

fn id_in(answer: &[u8]) -> Option<&str> {
    let mut windows = answer.windows(ID_FOLLOWS.len());
    let start = windows.position(|window| window == ID_FOLLOWS)? + ID_FOLLOWS.len();
    std::str::from_utf8(answer.get(start..start + ID_LEN)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_id_and_nothing_where_there_is_none() {
        let answer = br#"{"type":"singleUse","paymentLinkId":"QK7WD2MXZ4","status":"active"}"#;

        assert_eq!(id_in(answer), Some("QK7WD2MXZ4"));
        assert_eq!(id_in(br#"{"paymentLinkId":"QK7"}"#), None);
        assert_eq!(id_in(b"{}"), None);
    }
}
