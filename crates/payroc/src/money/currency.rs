//! The 171 currency codes the gateway knows (Payroc API: Currency), with their decimals from ISO 4217.
//!
//! The list is the gateway's, not today's ISO 4217: it keeps withdrawn codes (such as LTL or ZWL) and fund
//! codes (such as CHE or USN) and lacks some new ones. Whether a terminal takes a currency is not told here.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::wire;

macro_rules! currencies {
    ($($name:ident $code:literal $exponent:literal,)+) => {
        /// A currency by its ISO 4217 code. `ALL` is the list of them; `All` is Albania's lek.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Currency {
            $(
                #[doc = concat!("`", $code, "`, ", $exponent, " decimals.")]
                $name,
            )+
        }

        impl Currency {
            /// Every currency of the gateway, in alphabetical order.
            pub const ALL: [Self; 171] = [$(Self::$name,)+];

            /// Gives the three capital letters.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                }
            }

            /// Gives the number of decimals: how many places the smallest unit is behind the point.
            pub fn exponent(self) -> u8 {
                match self {
                    $(Self::$name => $exponent,)+
                }
            }
        }
    };
}

currencies! {
    Aed "AED" 2, Afn "AFN" 2, All "ALL" 2, Amd "AMD" 2, Ang "ANG" 2, Aoa "AOA" 2, Ars "ARS" 2,
    Aud "AUD" 2, Awg "AWG" 2, Azn "AZN" 2, Bam "BAM" 2, Bbd "BBD" 2, Bdt "BDT" 2, Bgn "BGN" 2,
    Bhd "BHD" 3, Bif "BIF" 0, Bmd "BMD" 2, Bnd "BND" 2, Bob "BOB" 2, Bov "BOV" 2, Brl "BRL" 2,
    Bsd "BSD" 2, Btn "BTN" 2, Bwp "BWP" 2, Byr "BYR" 0, Bzd "BZD" 2, Cad "CAD" 2, Cdf "CDF" 2,
    Che "CHE" 2, Chf "CHF" 2, Chw "CHW" 2, Clf "CLF" 4, Clp "CLP" 0, Cny "CNY" 2, Cop "COP" 2,
    Cou "COU" 2, Crc "CRC" 2, Cuc "CUC" 2, Cup "CUP" 2, Cve "CVE" 2, Czk "CZK" 2, Djf "DJF" 0,
    Dkk "DKK" 2, Dop "DOP" 2, Dzd "DZD" 2, Egp "EGP" 2, Ern "ERN" 2, Etb "ETB" 2, Eur "EUR" 2,
    Fjd "FJD" 2, Fkp "FKP" 2, Gbp "GBP" 2, Gel "GEL" 2, Ghs "GHS" 2, Gip "GIP" 2, Gmd "GMD" 2,
    Gnf "GNF" 0, Gtq "GTQ" 2, Gyd "GYD" 2, Hkd "HKD" 2, Hnl "HNL" 2, Hrk "HRK" 2, Htg "HTG" 2,
    Huf "HUF" 2, Idr "IDR" 2, Ils "ILS" 2, Inr "INR" 2, Iqd "IQD" 3, Irr "IRR" 2, Isk "ISK" 0,
    Jmd "JMD" 2, Jod "JOD" 3, Jpy "JPY" 0, Kes "KES" 2, Kgs "KGS" 2, Khr "KHR" 2, Kmf "KMF" 0,
    Kpw "KPW" 2, Krw "KRW" 0, Kwd "KWD" 3, Kyd "KYD" 2, Kzt "KZT" 2, Lak "LAK" 2, Lbp "LBP" 2,
    Lkr "LKR" 2, Lrd "LRD" 2, Lsl "LSL" 2, Ltl "LTL" 2, Lvl "LVL" 2, Lyd "LYD" 3, Mad "MAD" 2,
    Mdl "MDL" 2, Mga "MGA" 2, Mkd "MKD" 2, Mmk "MMK" 2, Mnt "MNT" 2, Mop "MOP" 2, Mro "MRO" 2,
    Mru "MRU" 2, Mur "MUR" 2, Mvr "MVR" 2, Mwk "MWK" 2, Mxn "MXN" 2, Mxv "MXV" 2, Myr "MYR" 2,
    Mzn "MZN" 2, Nad "NAD" 2, Ngn "NGN" 2, Nio "NIO" 2, Nok "NOK" 2, Npr "NPR" 2, Nzd "NZD" 2,
    Omr "OMR" 3, Pab "PAB" 2, Pen "PEN" 2, Pgk "PGK" 2, Php "PHP" 2, Pkr "PKR" 2, Pln "PLN" 2,
    Pyg "PYG" 0, Qar "QAR" 2, Ron "RON" 2, Rsd "RSD" 2, Rub "RUB" 2, Rwf "RWF" 0, Sar "SAR" 2,
    Sbd "SBD" 2, Scr "SCR" 2, Sdg "SDG" 2, Sek "SEK" 2, Sgd "SGD" 2, Shp "SHP" 2, Sll "SLL" 2,
    Sos "SOS" 2, Srd "SRD" 2, Ssp "SSP" 2, Std "STD" 2, Stn "STN" 2, Svc "SVC" 2, Syp "SYP" 2,
    Szl "SZL" 2, Thb "THB" 2, Tjs "TJS" 2, Tmt "TMT" 2, Tnd "TND" 3, Top "TOP" 2, Try "TRY" 2,
    Ttd "TTD" 2, Twd "TWD" 2, Tzs "TZS" 2, Uah "UAH" 2, Ugx "UGX" 0, Usd "USD" 2, Usn "USN" 2,
    Uss "USS" 2, Uyi "UYI" 0, Uyu "UYU" 2, Uzs "UZS" 2, Vef "VEF" 2, Ves "VES" 2, Vnd "VND" 0,
    Vuv "VUV" 0, Wst "WST" 2, Xaf "XAF" 0, Xcd "XCD" 2, Xof "XOF" 0, Xpf "XPF" 0, Yer "YER" 2,
    Zar "ZAR" 2, Zmw "ZMW" 2, Zwl "ZWL" 2,
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl FromStr for Currency {
    type Err = UnknownCurrency;

    /// Takes exactly the three capital letters.
    fn from_str(code: &str) -> Result<Self, UnknownCurrency> {
        let found = Self::ALL.binary_search_by(|currency| currency.code().cmp(code));
        found
            .map(|index| Self::ALL[index])
            .map_err(|_| UnknownCurrency)
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        wire::text(deserializer, str::parse)?.map_err(serde::de::Error::custom)
    }
}

/// The text is not one of the gateway's currency codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a currency of the gateway")]
pub struct UnknownCurrency;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_found_and_the_list_is_sorted() {
        assert!(Currency::ALL.is_sorted_by(|a, b| a.code() < b.code()));
        for currency in Currency::ALL {
            assert_eq!(currency.code().parse(), Ok(currency));
        }
        for strange in ["", "usd", "US", "USDX", "BYN", "XCG", "XXX"] {
            assert_eq!(
                strange.parse::<Currency>(),
                Err(UnknownCurrency),
                "{strange}"
            );
        }
    }

    #[test]
    fn decimals_agree_with_iso_4217_where_it_still_lists_the_code() {
        let mut unlisted = Vec::new();
        for currency in Currency::ALL {
            match iso_currency::Currency::from_code(currency.code()) {
                Some(listed) => {
                    assert_eq!(
                        listed.exponent(),
                        Some(currency.exponent().into()),
                        "{currency}"
                    );
                }
                None => unlisted.push(currency.code()),
            }
        }
        assert_eq!(
            unlisted,
            ["ANG", "BYR", "LTL", "LVL", "MRO", "STD", "USS", "VEF"]
        );
    }

    #[test]
    fn withdrawn_and_fund_codes_have_their_last_published_decimals() {
        let table = [
            (Currency::Byr, 0),
            (Currency::Clf, 4),
            (Currency::Huf, 2),
            (Currency::Isk, 0),
            (Currency::Jpy, 0),
            (Currency::Kwd, 3),
            (Currency::Ltl, 2),
            (Currency::Mga, 2),
            (Currency::Mro, 2),
            (Currency::Uyi, 0),
            (Currency::Vef, 2),
        ];
        for (currency, exponent) in table {
            assert_eq!(currency.exponent(), exponent, "{currency}");
        }
    }
}
