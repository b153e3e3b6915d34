//! The contract's closed list of 171 currencies (FACTS 7), how many decimals each has, and how an
//! amount in minor units is written on a page or read from one. Whole numbers throughout.

use serde::{Deserialize, Serialize};

const CODES: &str = "\
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP \
BYR BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB \
EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD \
JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LTL LVL LYD MAD MDL MGA MKD MMK MNT \
MOP MRO MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG \
QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLL SOS SRD SSP STD STN SVC SYP SZL THB TJS TMT \
TND TOP TRY TTD TWD TZS UAH UGX USD USN USS UYI UYU UZS VEF VES VND VUV WST XAF XCD XOF XPF YER \
ZAR ZMW ZWL";

/// A currency that the contract lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

impl Currency {
    pub fn from_code(code: &str) -> Option<Self> {
        let listed = CODES.split(' ').find(|listed| *listed == code)?;
        listed.as_bytes().try_into().ok().map(Self)
    }

    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).expect("codes are made from the list above")
    }

    /// Decimals of the currency by ISO 4217; the contract itself gives none.
    pub fn exponent(self) -> u32 {
        match &self.0 {
            b"BIF" | b"BYR" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW"
            | b"PYG" | b"RWF" | b"UGX" | b"UYI" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            b"CLF" => 4,
            _ => 2,
        }
    }

    /// `4999` in USD as `49.99 USD`, thousands set apart by commas.
    pub fn write(self, amount: i64) -> String {
        let unit = 10_u64.pow(self.exponent());
        let whole = grouped(amount.unsigned_abs() / unit);
        let sign = if amount < 0 { "-" } else { "" };
        let code = self.code();
        match self.exponent() {
            0 => format!("{sign}{whole} {code}"),
            decimals => {
                let rest = amount.unsigned_abs() % unit;
                let width = usize::try_from(decimals).expect("at most four decimals");
                format!("{sign}{whole}.{rest:0width$} {code}")
            }
        }
    }

    /// Minor units of an amount typed with a point for its decimals. A comma is refused: it means
    /// thousands to one reader and decimals to another.
    pub fn read(self, typed: &str) -> Option<i64> {
        let typed = typed.trim();
        let (whole, decimals) = typed.split_once('.').unwrap_or((typed, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(decimals) {
            return None;
        }
        let missing = usize::try_from(self.exponent())
            .ok()?
            .checked_sub(decimals.len())?;
        format!("{whole}{decimals}{}", "0".repeat(missing))
            .parse()
            .ok()
    }
}

impl TryFrom<String> for Currency {
    type Error = String;

    fn try_from(code: String) -> Result<Self, String> {
        Self::from_code(&code).ok_or_else(|| format!("no such currency: {code}"))
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn currency(code: &str) -> Currency {
        Currency::from_code(code).unwrap()
    }

    #[test]
    fn the_list_has_171_different_codes_in_order() {
        let codes: Vec<_> = CODES.split(' ').collect();

        assert_eq!(codes.len(), 171);
        assert!(codes.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(codes.iter().all(|code| currency(code).code() == *code));
    }

    #[test]
    fn codes_outside_the_list_are_no_currency() {
        for code in ["BYN", "SLE", "VED", "XCG", "ZWG", "usd", "US", ""] {
            assert_eq!(Currency::from_code(code), None, "{code}");
        }
    }

    #[test]
    fn an_amount_is_written_with_the_decimals_of_its_currency() {
        for (amount, code, written) in [
            (4999, "USD", "49.99 USD"),
            (5, "USD", "0.05 USD"),
            (4999, "JPY", "4,999 JPY"),
            (4999, "KWD", "4.999 KWD"),
            (12345, "CLF", "1.2345 CLF"),
            (123_456_789, "EUR", "1,234,567.89 EUR"),
            (-150, "GBP", "-1.50 GBP"),
            (i64::MIN, "JPY", "-9,223,372,036,854,775,808 JPY"),
        ] {
            assert_eq!(currency(code).write(amount), written);
        }
    }

    #[test]
    fn a_typed_amount_is_read_exactly_or_not_at_all() {
        for (typed, code, read) in [
            ("49.99", "USD", Some(4999)),
            (" 49 ", "USD", Some(4900)),
            ("49.9", "USD", Some(4990)),
            ("49.", "USD", Some(4900)),
            ("4999", "JPY", Some(4999)),
            ("1.005", "KWD", Some(1005)),
            ("49.999", "USD", None),
            ("49.0", "JPY", None),
            ("1,000", "USD", None),
            ("-5", "USD", None),
            (".50", "USD", None),
            ("", "USD", None),
            ("٣", "USD", None),
            ("92233720368547758.08", "USD", None),
        ] {
            assert_eq!(currency(code).read(typed), read, "{typed} {code}");
        }
    }
}
