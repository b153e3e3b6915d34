//! A question to the list, made ready to be put to many links.

use jiff::civil::Date;
use memchr::memmem::Finder;
use payroc::Currency;

use super::fold::fold;
use super::shelf::{NO_AMOUNT, NO_CURRENCY, day_number, whole_email};
use crate::view::{AmountSetBy, FindLinks, LinkStatus, LinkType, Sorting};

pub struct Question {
    /// The longest first, because the fewest links have it.
    pub words: Vec<Word>,
    pub status: Option<LinkStatus>,
    pub link_type: Option<LinkType>,
    pub amount_set_by: Option<AmountSetBy>,
    pub from_day: Option<u16>,
    pub to_day: Option<u16>,
    /// The whole address of one of the people.
    pub email: Option<Finder<'static>>,
    pub sorting: Sorting,
    pub offset: usize,
    pub limit: usize,
}

pub struct Word {
    pub finder: Finder<'static>,
    /// What it may be the beginning of, if it may be an amount at all.
    pub amount: Option<Amounts>,
}

impl Question {
    pub fn of(find: &FindLinks) -> Self {
        let text = fold(&find.text);
        let mut words: Vec<&str> = text.split_whitespace().collect();
        words.sort_by_key(|word| std::cmp::Reverse((word.len(), *word)));
        words.dedup();
        let day = |day: &Option<String>| {
            let day: Option<Date> = day.as_deref().and_then(|day| day.parse().ok());
            day.map(day_number)
        };
        let email = find.email.as_deref();
        Self {
            words: words.into_iter().map(Word::new).collect(),
            status: find.status,
            link_type: find.link_type,
            amount_set_by: find.amount_set_by,
            from_day: day(&find.created_from),
            to_day: day(&find.created_to),
            email: email.map(|email| Finder::new(&whole_email(email)).into_owned()),
            sorting: find.sorting,
            offset: find.offset as usize,
            limit: usize::from(find.limit),
        }
    }
}

impl Word {
    fn new(word: &str) -> Self {
        Self {
            finder: Finder::new(word.as_bytes()).into_owned(),
            amount: Amounts::beginning_with(word),
        }
    }

    pub fn is_begun_by(&self, amount: u64, currency: u8) -> bool {
        let Some(amounts) = &self.amount else {
            return false;
        };
        amount != NO_AMOUNT && currency != NO_CURRENCY && amounts.have(amount, currency)
    }
}

/// The amounts that begin as somebody has typed: `45` is the beginning of 45.00 and of 4,512.50, `45.0` of 45.00 and
/// 45.09. A point or comma may stand before the decimals or between thousands.
pub struct Amounts {
    /// For each number of decimals that a currency has.
    stretches: [Stretches; DECIMALS],
    decimals_of: Vec<u8>,
}

/// Amounts in minor units.
struct Stretches {
    /// The first and the last of each, ascending.
    all: Vec<(u64, u64)>,
    /// For each number of digits less one, how many end before the least number that has so many.
    before: [u8; DIGITS],
}

/// The most digits of an amount.
const DIGITS: usize = u64::MAX.ilog10() as usize + 1;

/// From none to the four of CLF.
const DECIMALS: usize = 5;
/// The most digits before the decimals.
const WHOLE_DIGITS_MAX: usize = 16;
/// The longest amount, with everything that may stand between its digits.
const LENGTH_MAX: usize = 24;

impl Amounts {
    fn beginning_with(word: &str) -> Option<Self> {
        let word = word.trim_matches(is_sign);
        let is_amount = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'\'');
        if word.is_empty() || word.len() > LENGTH_MAX || !word.bytes().all(is_amount) {
            return None;
        }
        let decimals_of = Currency::ALL.iter().map(|currency| currency.exponent());
        Some(Self {
            stretches: std::array::from_fn(|decimals| Stretches::of(word, decimals)),
            decimals_of: decimals_of.collect(),
        })
    }

    fn have(&self, amount: u64, currency: u8) -> bool {
        let decimals = self.decimals_of.get(usize::from(currency));
        decimals
            .and_then(|&decimals| self.stretches.get(usize::from(decimals)))
            .is_some_and(|stretches| stretches.have(amount))
    }
}

impl Stretches {
    fn of(word: &str, decimals: usize) -> Self {
        let mut all = Vec::new();
        if let Some(whole) = Whole::read(word) {
            whole.begun(decimals, &mut all);
        }
        all.extend(with_fraction(word, decimals));
        all.sort_unstable();
        let before = std::array::from_fn(|digits| {
            let least = 10_u64.pow(digits as u32);
            let before = all.iter().take_while(|(_, last)| *last < least);
            before.count() as u8
        });
        Self { all, before }
    }

    fn have(&self, amount: u64) -> bool {
        let before = self.before[amount.checked_ilog10().unwrap_or(0) as usize];
        let rest = self.all[usize::from(before)..].iter();
        let mut begun = rest.take_while(|(first, _)| *first <= amount);
        begun.any(|&(_, last)| amount <= last)
    }
}

/// A currency's sign, typed before or behind the amount.
pub fn is_sign(letter: char) -> bool {
    matches!(
        letter,
        '$' | '€' | '£' | '¥' | '₹' | '₩' | '₪' | '₺' | '₽' | '₿'
    )
}

/// The digits before the decimals as they were typed, perhaps not to their end.
struct Whole {
    digits: String,
    /// What stands between thousands, if anything does.
    between: Option<char>,
    /// How many digits the last group lacks.
    lacks: usize,
}

impl Whole {
    /// Reads `1250`, `1,250` and `1,2`, and nothing of `12,5000` or `1,2,5`.
    fn read(text: &str) -> Option<Self> {
        let between = text.chars().find(|letter| !letter.is_ascii_digit());
        let Some(sign) = between else {
            return Some(Self {
                digits: text.to_owned(),
                between,
                lacks: 0,
            });
        };
        let groups: Vec<&str> = text.split(sign).collect();
        let [first, middle @ .., last] = &groups[..] else {
            return None;
        };
        let digits = groups.concat();
        let are_groups = (1..=3).contains(&first.len())
            && middle.iter().all(|group| group.len() == 3)
            && last.len() <= 3
            && digits.bytes().all(|byte| byte.is_ascii_digit());
        are_groups.then(|| Self {
            digits,
            between,
            lacks: 3 - last.len(),
        })
    }

    /// As [`read`](Self::read), to the end of the digits before the decimals.
    fn read_whole(text: &str) -> Option<Self> {
        Self::read(text).filter(|whole| whole.lacks == 0)
    }

    /// Adds the amounts whose digits before the decimals begin like this.
    fn begun(&self, decimals: usize, stretches: &mut Vec<(u64, u64)>) {
        let Ok(number) = self.digits.parse::<u64>() else {
            return;
        };
        let step = if self.between.is_some() { 3 } else { 1 };
        let more_max = match self.digits.as_str() {
            "0" => 0,
            // Nothing else is written with a zero in front.
            digits if digits.starts_with('0') => return,
            digits => WHOLE_DIGITS_MAX.saturating_sub(digits.len()),
        };
        for more in (self.lacks..=more_max).step_by(step) {
            stretches.extend(stretch(number, more + decimals));
        }
    }
}

/// Amounts with exactly these digits before the decimals, whose decimals begin like this.
fn with_fraction(word: &str, decimals: usize) -> Option<(u64, u64)> {
    let place = word.rfind(['.', ','])?;
    let (whole, fraction) = (Whole::read_whole(&word[..place])?, &word[place + 1..]);
    let is_point = whole.between != word[place..].chars().next();
    let is_written = whole.digits == "0" || !whole.digits.starts_with('0');
    let open = decimals.checked_sub(fraction.len())?;
    if !is_point || !is_written || decimals == 0 {
        return None;
    }
    stretch(format!("{}{fraction}", whole.digits).parse().ok()?, open)
}

/// The numbers that begin with this one and have so many digits more.
fn stretch(begin: u64, more: usize) -> Option<(u64, u64)> {
    let unit = 10_u64.checked_pow(u32::try_from(more).ok()?)?;
    let first = begin.checked_mul(unit)?;
    Some((first, first.saturating_add(unit - 1)))
}
