// The key leaves this page sealed, so that no buffer on its way holds it. The other half, with why, is
// `src-tauri/src/seal.rs`.

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const PURPOSE = "app.paylink.desktop api key";

/** Seals a text for whoever gave out this point; what comes out begins with a point of our own. */
export async function seal(text: string, point: number[]): Promise<number[]> {
  const { subtle } = crypto;
  const theirs = await subtle.importKey("raw", Uint8Array.from(point), CURVE, false, []);
  const own = await subtle.generateKey(CURVE, false, ["deriveBits"]);
  const secret = await subtle.deriveBits({ name: "ECDH", public: theirs }, own.privateKey, 256);
  const agreed = await subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const written = new TextEncoder();
  const key = await subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: written.encode(PURPOSE) },
    agreed,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt"],
  );
  // One key, one message: the nonce need not be another.
  const once = { name: "AES-GCM", iv: new Uint8Array(12) };
  const encrypted = await subtle.encrypt(once, key, written.encode(text));
  const ours = await subtle.exportKey("raw", own.publicKey);
  return [...new Uint8Array(ours), ...new Uint8Array(encrypted)];
}
