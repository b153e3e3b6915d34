/** Where an address leads, as it is read out: `pay.example`, without a path. Null when it leads to no website. */
export function siteOf(address: string): string | null {
  try {
    return new URL(address).host || null;
  } catch {
    return null;
  }
}
