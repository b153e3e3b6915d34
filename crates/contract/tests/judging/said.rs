//! One good exchange of every kind, to make mistakes in.

use bytes::Bytes;
use http::{Request, Response};
use serde_json::{Value, json};
use url::form_urlencoded;

const KEY: &str = "8e03978e-40d5-43e8-bc93-6894a57f9324";

#[derive(Clone)]
pub struct Said {
    /// That of its operation.
    pub name: &'static str,
    pub method: &'static str,
    pub path: String,
    pub query: Vec<(String, String)>,
    pub headers: Vec<(String, String)>,
    /// `null` stands for none.
    pub body: Value,
    pub status: u16,
    pub answer_headers: Vec<(String, String)>,
    pub answer: Value,
}

impl Said {
    fn new(
        name: &'static str,
        (method, address): (&'static str, &str),
        body: Value,
        (status, answer): (u16, Value),
    ) -> Self {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let credential = match name {
            "authorize" => ("x-api-key", "key"),
            _ => ("authorization", "Bearer token"),
        };
        let mut headers = pairs(&[("accept", "application/json"), credential]);
        if !body.is_null() {
            headers.extend(pairs(&[
                ("content-type", "application/json"),
                ("idempotency-key", KEY),
            ]));
        }
        let mut answer_headers = pairs(&[("content-type", "application/json")]);
        if name == "createPaymentLink" {
            answer_headers.extend(pairs(&[(
                "location",
                "https://api.example.com/v1/payment-links/1",
            )]));
        }
        Self {
            name,
            method,
            path: path.to_owned(),
            query: form_urlencoded::parse(query.as_bytes())
                .into_owned()
                .collect(),
            headers,
            body,
            status,
            answer_headers,
            answer,
        }
    }

    pub fn refused_like(&mut self, refusal: &Self) {
        self.status = refusal.status;
        self.answer = refusal.answer.clone();
        self.answer_headers = refusal.answer_headers.clone();
    }

    pub fn request(&self) -> Request<Bytes> {
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&self.query)
            .finish();
        let mut request = Request::builder()
            .method(self.method)
            .uri(format!("{}?{query}", self.path));
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        request.body(bytes(&self.body)).unwrap()
    }

    pub fn answer(&self) -> Response<Bytes> {
        let mut answer = Response::builder().status(self.status);
        for (name, value) in &self.answer_headers {
            answer = answer.header(name, value);
        }
        answer.body(bytes(&self.answer)).unwrap()
    }

    pub fn faults(&self) -> Vec<String> {
        let request = self.request();
        let mut faults = contract::judge_client(&request, None);
        faults.extend(contract::judge_client(&request, Some(&self.answer())));
        faults
    }
}

pub fn every_kind() -> Vec<Said> {
    let links = "/v1/processing-terminals/1234001/payment-links";
    let link = "/v1/payment-links/QK7WD2MXZ4";
    let shares = &format!("{link}/sharing-events");
    let with_filters = &format!(
        "{links}?merchantReference=Invoice%2041&linkType=singleUse&chargeType=preset&status=active\
         &recipientName=Jane&recipientEmail=jane%40example.com&createdOn=2026-11-22&expiresOn=2026-12-24\
         &limit=25&after=QK7WD2MXZ4"
    );
    let payments = "/v1/payments?processingTerminalId=1234001&paymentLinkId=QK7WD2MXZ4&orderId=41\
                    &type=sale&type=preAuthorization&status=ready&status=complete\
                    &dateFrom=2026-11-22T00%3A00%3A00Z&settlementState=unsettled&limit=100";
    let transfers =
        "/v1/bank-transfer-payments?processingTerminalId=1234001&type=payment&before=B4TR8ZZQ1C";
    let nothing = Value::Null;
    vec![
        Said::new(
            "authorize",
            ("POST", "/authorize"),
            nothing.clone(),
            (200, grant()),
        ),
        Said::new(
            "createPaymentLink",
            ("POST", links),
            terms(),
            (201, shown()),
        ),
        Said::new(
            "listPaymentLinks",
            ("GET", with_filters),
            nothing.clone(),
            (200, page(shown())),
        ),
        Said::new(
            "retrievePaymentLink",
            ("GET", link),
            nothing.clone(),
            (200, shown_multi_use()),
        ),
        Said::new(
            "updatePaymentLink",
            ("PATCH", link),
            change(),
            (200, shown()),
        ),
        Said::new(
            "deactivatePaymentLink",
            ("POST", &format!("{link}/deactivate")),
            nothing.clone(),
            (200, shown()),
        ),
        Said::new(
            "sharePaymentLink",
            ("POST", shares),
            share(),
            (201, event()),
        ),
        Said::new(
            "listSharingEvents",
            ("GET", shares),
            nothing.clone(),
            (200, page(event())),
        ),
        Said::new(
            "listPayments",
            ("GET", payments),
            nothing.clone(),
            (200, page(card_payment())),
        ),
        Said::new(
            "listBankTransferPayments",
            ("GET", transfers),
            nothing.clone(),
            (200, page(bank_payment())),
        ),
        Said::new(
            "retrieveProcessingTerminal",
            ("GET", "/v1/processing-terminals/1234001"),
            nothing,
            (200, terminal()),
        ),
    ]
}

/// Every documented refusal, as answers to a link that is made.
pub fn refusals() -> Vec<Said> {
    let types = [
        (400, "bad-request"),
        (400, "idempotency-key-missing"),
        (400, "capabilities-missing"),
        (400, "currency-not-supported"),
        (401, "not-authorized"),
        (403, "forbidden"),
        (404, "not-found"),
        (406, "not-acceptable"),
        (409, "resource-already-exists"),
        (409, "idempotency-key-in-use"),
        (409, "cannot-be-modified"),
        (415, "unsupported-media-type"),
        (500, "api-error"),
    ];
    let refused = |(status, fragment)| {
        let mut said = every_kind().remove(1);
        said.status = status;
        said.answer_headers = pairs(&[("content-type", "application/problem+json")]);
        said.answer = json!({
            "type": format!("https://docs.payroc.com/api/errors#{fragment}"),
            "title": "Refused", "status": status, "detail": "It is so."
        });
        said
    };
    types.map(refused).to_vec()
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    pairs.iter().map(owned).collect()
}

fn bytes(value: &Value) -> Bytes {
    if value.is_null() {
        return Bytes::new();
    }
    Bytes::from(value.to_string())
}

fn grant() -> Value {
    json!({"access_token": "token", "expires_in": 3600, "token_type": "Bearer", "scope": "links"})
}

fn terms() -> Value {
    json!({
        "type": "singleUse",
        "merchantReference": "Invoice-2041",
        "order": {
            "orderId": "Order-2041",
            "description": "Two garden chairs",
            "charge": {"type": "preset", "amount": 4500, "currency": "USD"}
        },
        "authType": "sale",
        "paymentMethods": ["card", "bankTransfer"],
        "customLabels": [{"element": "paymentButton", "label": "PAY"}],
        "expiresOn": "2026-12-24",
        "credentialOnFile": {"tokenize": true, "mitAgreement": "recurring"}
    })
}

fn with_what_the_gateway_adds(mut link: Value) -> Value {
    link["paymentLinkId"] = json!("QK7WD2MXZ4");
    link["assets"] =
        json!({"paymentUrl": "https://pay.example.com/pay?token=1", "paymentButton": "<a></a>"});
    link["status"] = json!("active");
    link["createdOn"] = json!("2026-11-22");
    link
}

fn shown() -> Value {
    with_what_the_gateway_adds(terms())
}

fn shown_multi_use() -> Value {
    with_what_the_gateway_adds(json!({
        "type": "multiUse",
        "merchantReference": "Roof-Fund",
        "order": {"charge": {"type": "prompt", "currency": "USD"}},
        "authType": "preAuthorization",
        "paymentMethods": ["card"]
    }))
}

fn change() -> Value {
    json!([
        {"op": "test", "path": "/status", "value": "active"},
        {"op": "replace", "path": "/expiresOn", "value": "2026-12-31"},
        {"op": "replace", "path": "/order/charge/amount", "value": 4600},
        {"op": "add", "path": "/customLabels/-", "value": {"element": "paymentButton", "label": "PAY"}},
        {"op": "move", "from": "/customLabels/1", "path": "/customLabels/0"},
        {"op": "remove", "path": "/credentialOnFile"}
    ])
}

fn share() -> Value {
    json!({
        "sharingMethod": "email", "merchantCopy": true, "message": "Dear Jane,\n",
        "recipients": [{"name": "Jane Doe", "email": "jane@example.com"}]
    })
}

fn event() -> Value {
    let mut event = share();
    event.as_object_mut().unwrap().remove("merchantCopy");
    event["sharingEventId"] = json!("M4XV9PLQ2S");
    event["dateTime"] = json!("2026-11-22T15:30:00Z");
    event
}

fn page(item: Value) -> Value {
    json!({
        "limit": 25, "count": 1, "hasMore": true, "data": [item],
        "links": [{"rel": "next", "method": "get", "href": "https://api.example.com/v1/x?after=2"}]
    })
}

fn paid_order() -> Value {
    json!({"orderId": "Order-2041", "dateTime": "2026-11-23T09:15:00Z", "amount": 4500, "currency": "USD"})
}

fn card_payment() -> Value {
    json!({
        "paymentId": "P7KQ2M9XAB", "processingTerminalId": "1234001", "order": paid_order(),
        "card": {"type": "Visa", "cardNumber": "453987******7062", "expiryDate": "1230"},
        "supportedOperations": ["refund"],
        "transactionResult": {"type": "sale", "status": "ready", "responseCode": "A"}
    })
}

fn bank_payment() -> Value {
    json!({
        "paymentId": "B4TR8ZZQ1C", "processingTerminalId": "1234001", "order": paid_order(),
        "bankAccount": {
            "type": "ach", "nameOnAccount": "John Roe", "accountNumber": "*****3159", "routingNumber": "*****6789"
        },
        "transactionResult": {"type": "payment", "status": "pending", "responseCode": "A"}
    })
}

fn terminal() -> Value {
    json!({
        "processingTerminalId": "1234001", "status": "active", "timezone": "America/Chicago",
        "batchClosure": {"batchCloseType": "automatic", "batchCloseTime": "23:40"},
        "applicationSettings": {},
        "features": {
            "enhancedProcessing": {"enabled": false}, "ebt": {"enabled": false}, "pinDebitCashback": false,
            "paymentLinks": {"enabled": true, "footerNotes": "Thank you"}
        }
    })
}
