// A question about addresses that look like a slip of the finger. It asks; it never blocks.

const COMMON = [
  "gmail.com",
  "googlemail.com",
  "yahoo.com",
  "hotmail.com",
  "outlook.com",
  "icloud.com",
  "live.com",
  "msn.com",
  "aol.com",
  "comcast.net",
  "verizon.net",
  "protonmail.com",
  "fastmail.com",
];

/** Real providers one letter away from a common one. */
const REAL = new Set([...COMMON, "mail.com", "ymail.com", "email.com", "rocketmail.com", "me.com"]);

/** The address that was probably meant, or nothing. */
export function likelyMeant(email: string): string | undefined {
  const at = email.lastIndexOf("@");
  const domain = email.slice(at + 1).toLowerCase();
  if (at < 1 || !domain.includes(".") || REAL.has(domain)) return undefined;
  const near = COMMON.find((common) => oneSlipApart(domain, common));
  return near && `${email.slice(0, at)}@${near}`;
}

/** One letter wrong, missing, too many, or two neighbours swapped. */
function oneSlipApart(typed: string, meant: string): boolean {
  let start = 0;
  while (start < typed.length && typed[start] === meant[start]) start++;
  const left = typed.slice(start);
  const right = meant.slice(start);
  return (
    left.slice(1) === right ||
    left === right.slice(1) ||
    left.slice(1) === right.slice(1) ||
    (left.slice(2) === right.slice(2) && left[0] === right[1] && left[1] === right[0])
  );
}
