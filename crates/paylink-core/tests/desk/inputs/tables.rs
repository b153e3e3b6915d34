//! The tables that the corpus is made of: what people type, paste and get wrong.

/// One writing of a letter each, with its length in UTF-16 units.
pub const LETTERS: [(&str, usize); 14] = [
    ("a", 1),
    ("é", 1),
    ("e\u{301}", 2),
    ("ж", 1),
    ("字", 1),
    ("ש", 1),
    ("ك", 1),
    ("क्", 2),
    ("ﷺ", 1),
    ("🙂", 2),
    ("❤\u{fe0f}", 2),
    ("🇨🇦", 4),
    ("👩\u{200d}👧", 5),
    ("𝒜", 2),
];

/// Nothing but gaps, which count as nothing.
pub const GAPS: [&str; 8] = [
    "", " ", "\t", "\n", "\r\n", "\u{a0}", "\u{2003}", "\u{3000}",
];

/// Something, of which nothing can be seen.
pub const BLANKS: [&str; 9] = [
    "\u{200b}",
    "\u{200d}\u{200d}",
    "\u{200c}",
    "\u{200e}",
    "\u{2060}",
    "\u{ad}",
    "\u{2800}",
    "\u{3164}",
    "\u{feff}",
];

/// Never part of a text: direction that is turned, damage, and what is no character.
pub const NEVER: [char; 15] = [
    '\u{202a}',
    '\u{202b}',
    '\u{202c}',
    '\u{202d}',
    '\u{202e}',
    '\u{2066}',
    '\u{2067}',
    '\u{2068}',
    '\u{2069}',
    '\u{fffd}',
    '\u{fffe}',
    '\u{ffff}',
    '\u{fdd0}',
    '\u{1ffff}',
    '\u{10ffff}',
];

/// Harmless in a text of several lines, misleading in a single one.
pub const UNSEEN: [char; 9] = [
    '\u{ad}', '\u{115f}', '\u{180e}', '\u{200b}', '\u{2060}', '\u{2800}', '\u{3164}', '\u{feff}',
    '\u{ffa0}',
];

/// Control characters, the ends of lines left out.
pub fn controls() -> impl Iterator<Item = char> {
    ('\0'..='\u{9f}').filter(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
}

/// Looks dangerous and is only text.
pub const ONLY_TEXT: [&str; 14] = [
    "<b>5</b>",
    "<script>alert(1)",
    "'; DROP TABLE l;--",
    "\"quoted\"",
    "=cmd|'/C calc'!A0",
    "{{7*7}}",
    "\\u0000",
    "%00%0a",
    "null",
    "../../etc/passwd",
    "\\",
    "&amp;",
    "${HOME}",
    "5 > 4 & 3 < 4",
];

/// Reaches nobody, whoever owns the domain.
pub const BAD_EMAILS: [&str; 50] = [
    "jane.doe",
    "jane@",
    "@example.com",
    "jane@@example.com",
    "jane@example",
    "jane@.example.com",
    "jane@example.com.",
    "jane@example..com",
    "jane@-example.com",
    "jane@example-.com",
    "jane@example.-com",
    "jane@example.c",
    "jane@example.123",
    "jane@example.4m",
    ".jane@example.com",
    "jane.@example.com",
    "ja..ne@example.com",
    "jane at example.com",
    "jane@example.com joe@example.com",
    "jane@example.com,joe@example.com",
    "jane@example.com;joe@example.com",
    "jane@joe@example.com",
    "Jane <jane@example.com>",
    "<jane@example.com>",
    "mailto:jane@",
    "mailto://jane@example,com",
    "jane@example,com",
    "jane@example com",
    "jane@http://example.com",
    "jane@example.com/inbox",
    "jane@example.com:25",
    "jane@example.com?subject=hi",
    "jane@[127.0.0.1]",
    "jane@[IPv6:::1]",
    "jane@127.0.0.1",
    "jane@1.2.3.4",
    "jane@localhost",
    "jane@example.com\nbcc:joe@example.com",
    "jane@example.com\r\nSubject: hi",
    "jane@example\u{3002}com",
    "jane\u{ff20}example.com",
    "jane@exam\u{ad}ple.com",
    "\"jane doe\"@example.com",
    "\"jane\"@example.com",
    "\"ja\\\"ne\"@example.com",
    "jane(work)@example.com",
    "jane@exam_ple.com",
    "jane@exam!ple.com",
    "jane@example.co\u{200b}m",
    "jane🙂@example.com",
];

/// Not allowed in the part before the @ unless quoted.
pub const NOT_IN_LOCAL_PART: &str = " \"(),:;<>@[\\]";

/// Neither a letter, a digit, a dot nor a hyphen.
pub const NOT_IN_DOMAIN: &str = " !\"#$%&'()*+,/:;<=>?@[\\]^_`{|}~";

pub const GOOD_EMAILS: [&str; 20] = [
    "a@b.co",
    "jane@example.com",
    "JANE@EXAMPLE.COM",
    "jane.doe+shop@mail.example.co.uk",
    "o'hara@example.ie",
    "j_d-1@example-shop.com",
    "1@2go.example",
    "customer/department@example.com",
    "a!b#c$d%e&f@example.com",
    "{x}=?^`|~*@example.com",
    "zoë@example.com",
    "山田@example.com",
    "иван@example.com",
    "jane@bücher.example",
    "jane@пример.рф",
    "jane@xn--bcher-kva.example",
    "jane@example.xn--p1ai",
    "jane@example.photography",
    "jane@123.example",
    "x@a.b.c.d.e.example",
];

/// No day, or not written as one.
pub const NOT_A_DAY: [&str; 44] = [
    "2099",
    "2099-03",
    "2099-3-31",
    "2099-03-1",
    "20990331",
    "2099/03/31",
    "31.03.2099",
    "03/31/2099",
    "31-03-2099",
    "2099-00-10",
    "2099-13-01",
    "2099-03-00",
    "2099-01-32",
    "2099-02-29",
    "2099-02-30",
    "2100-02-29",
    "2099-04-31",
    "2099-06-31",
    "2099-09-31",
    "2099-11-31",
    "2099-03-31T00:00",
    "2099-03-31T00:00:00Z",
    "2099-03-31 00:00",
    "2099-03-31Z",
    "2099-03-31[UTC]",
    "2099-W14-2",
    "2099-090",
    "+2099-03-31",
    "+002099-03-31",
    "-2099-03-31",
    "12099-03-31",
    "10000-01-01",
    "99-03-31",
    "today",
    "tomorrow",
    "null",
    "0",
    "4081276800",
    "2099-03-31x",
    "x2099-03-31",
    "2099−03−31",
    "２０９９-03-31",
    "٢٠٩٩-٠٣-٣١",
    "2099-03-3l",
];

/// No currency of the gateway: new codes, tests, metals, signs, and slips.
pub const NOT_A_CURRENCY: [&str; 30] = [
    "BYN",
    "SLE",
    "VED",
    "XCG",
    "ZWG",
    "XXX",
    "XTS",
    "XAU",
    "XAG",
    "XDR",
    "XBT",
    "BTC",
    "DEM",
    "FRF",
    "US",
    "USDX",
    "US D",
    "U$D",
    "$",
    "€",
    "¥",
    "840",
    "ＵＳＤ",
    "USD\0",
    "USD,EUR",
    "Dollar",
    "null",
    "USD\u{200b}",
    "ΕUR",
    "Usd",
];

pub const TOO_LARGE: [u64; 8] = [
    1 << 53,
    (1 << 53) + 1,
    10_u64.pow(16),
    10_u64.pow(17),
    u64::MAX / 2,
    1 << 63,
    u64::MAX - 1,
    u64::MAX,
];

pub const GOOD_AMOUNTS: [u64; 10] = [
    1,
    99,
    100,
    4_999,
    65_536,
    2_147_483_648,
    4_294_967_296,
    999_999_999_999,
    (1 << 53) - 2,
    (1 << 53) - 1,
];
