// A first guess at the currency from the user's region. Only a guess: the user sees it and can change it.

const CURRENCY_OF: Record<string, string> = {
  AE: "AED", AR: "ARS", AT: "EUR", AU: "AUD", BE: "EUR", BH: "BHD", BR: "BRL", CA: "CAD", CH: "CHF", CL: "CLP",
  CN: "CNY", CO: "COP", CY: "EUR", CZ: "CZK", DE: "EUR", DK: "DKK", EE: "EUR", EG: "EGP", ES: "EUR", FI: "EUR",
  FR: "EUR", GB: "GBP", GR: "EUR", HK: "HKD", HR: "EUR", HU: "HUF", ID: "IDR", IE: "EUR", IL: "ILS", IN: "INR",
  IS: "ISK", IT: "EUR", JO: "JOD", JP: "JPY", KE: "KES", KR: "KRW", KW: "KWD", LT: "EUR", LU: "EUR", LV: "EUR",
  MA: "MAD", MT: "EUR", MX: "MXN", MY: "MYR", NG: "NGN", NL: "EUR", NO: "NOK", NZ: "NZD", OM: "OMR", PE: "PEN",
  PH: "PHP", PL: "PLN", PT: "EUR", QA: "QAR", RO: "RON", SA: "SAR", SE: "SEK", SG: "SGD", SI: "EUR", SK: "EUR",
  TH: "THB", TN: "TND", TR: "TRY", TW: "TWD", UA: "UAH", US: "USD", VN: "VND", ZA: "ZAR",
};

export function guessCurrency(locale: string, known: readonly string[]): string {
  const region = new Intl.Locale(locale).maximize().region ?? "US";
  const guess = CURRENCY_OF[region] ?? "USD";
  return known.includes(guess) ? guess : (known[0] ?? "USD");
}
