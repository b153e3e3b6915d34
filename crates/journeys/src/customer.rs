//! The customer: opens the pay page of a link in a browser of the barest kind, and pays.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::deadline::SOON;
use crate::trouble::Trouble;

/// Opens the pay page and presses its first button.
///
/// # Errors
///
/// When the page does not offer to pay, or does not say in the end that it was paid.
pub async fn pays(link: &str) -> Result<(), Trouble> {
    press(link, "paid").await
}

/// Opens the pay page and plays a bank that declines.
///
/// # Errors
///
/// When the page does not offer to pay.
pub async fn is_declined(link: &str) -> Result<(), Trouble> {
    press(link, "declined").await
}

/// A page of the gateway, as HTML.
///
/// # Errors
///
/// When it cannot be had.
pub async fn reads(address: &str) -> Result<String, Trouble> {
    let answer = ask("GET", address, "").await?;
    if answer.starts_with("HTTP/1.1 200") {
        Ok(answer)
    } else {
        Err(refused(address, &answer))
    }
}

/// The address of another page on the same host.
pub fn beside(address: &str, path: &str) -> String {
    let (host, _) = split(address);
    format!("http://{host}{path}")
}

async fn press(link: &str, outcome: &str) -> Result<(), Trouble> {
    let page = reads(link).await?;
    let token = between(&page, "name=\"token\" value=\"", "\"");
    let action = between(&page, "action=\"", "\"");
    let (Some(token), Some(action)) = (token, action) else {
        return Err(Trouble::new(format!(
            "the page at {link} does not offer to pay"
        )));
    };
    let form = format!("token={token}&outcome={outcome}");
    let answer = ask("POST", &beside(link, action), &form).await?;
    let led_on = answer
        .lines()
        .find_map(|line| line.strip_prefix("location: "));
    let result = led_on.ok_or_else(|| refused(link, &answer))?;
    reads(&beside(link, result.trim())).await.map(drop)
}

fn refused(address: &str, answer: &str) -> Trouble {
    Trouble::new(format!(
        "{address} answers {:?}",
        answer.lines().next().unwrap_or_default()
    ))
}

async fn ask(method: &str, address: &str, form: &str) -> Result<String, Trouble> {
    let headers = "content-type: application/x-www-form-urlencoded\r\n";
    exchange(method, address, headers, form).await
}

/// One request on a connection of its own; `headers` are whole lines.
pub(crate) async fn exchange(
    method: &str,
    address: &str,
    headers: &str,
    body: &str,
) -> Result<String, Trouble> {
    let (host, path) = split(address);
    let doing = format!("opening {address}");
    let length = body.len();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\
         {headers}content-length: {length}\r\n\r\n{body}"
    );
    let exchange = async {
        let mut stream = TcpStream::connect(host).await?;
        stream.write_all(request.as_bytes()).await?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await?;
        Ok::<_, std::io::Error>(answer)
    };
    let answer = timeout(SOON, exchange)
        .await
        .map_err(|_| Trouble::new(format!("{doing}: no answer")))?;
    answer
        .map(|answer| String::from_utf8_lossy(&answer).into_owned())
        .map_err(Trouble::while_doing(&doing))
}

fn split(address: &str) -> (&str, &str) {
    let rest = address.strip_prefix("http://").unwrap_or(address);
    let slash = rest.find('/').unwrap_or(rest.len());
    rest.split_at(slash)
}

pub(crate) fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(after).map(|(found, _)| found)
}

#[cfg(test)]
mod tests {
    use practice_gateway::{Config, start};

    use super::*;

    #[tokio::test]
    async fn reads_pages_of_the_gateway() {
        let gateway = start(Config::default()).await.unwrap();
        let address = beside(gateway.base_url(), "/inbox");

        assert!(reads(&address).await.unwrap().contains("</html>"));
        assert!(
            pays(&beside(&address, "/merchant/pay-by-link?token=none"))
                .await
                .is_err()
        );
        gateway.stop().await;
    }
}
