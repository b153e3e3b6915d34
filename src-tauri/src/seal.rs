//! The seal under which the API key leaves its window: that page closes it, and this process alone opens it, once.
//!
//! What a page sends lies in buffers that the web engine keeps in this process too, and that nobody can clear. Sealed,
//! it says nothing there. Tauri's isolation pattern does the same for every message of every window; this is for the
//! one message that needs it.
//!
//! A pair of keys of this process's and one of the page's, each made for one press, agree on a secret (ECDH, P-256), from
//! which comes the key of AES-256-GCM (HKDF, SHA-256). The other half is `ui/src/key/seal.ts`.

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use ring::error::Unspecified;
use ring::hkdf::{HKDF_SHA256, Salt};
use ring::rand::SystemRandom;
use zeroize::Zeroize;

/// A point of P-256 as the page sends it: whole, with its first byte.
const POINT_LEN: usize = 65;
const PURPOSE: &[u8] = b"app.paylink.desktop api key";

/// Not yet opened.
pub struct Seal(EphemeralPrivateKey);

impl Seal {
    /// A new seal, and the point that the page closes it with.
    pub fn new() -> Result<(Self, Vec<u8>), Unspecified> {
        let own = EphemeralPrivateKey::generate(&ECDH_P256, &SystemRandom::new())?;
        let point = own.compute_public_key()?.as_ref().to_vec();
        Ok((Self(own), point))
    }

    /// Opens what was sealed: the page's point, and behind it what was encrypted.
    pub fn open(self, mut sealed: Vec<u8>) -> Option<String> {
        let (point, encrypted) = sealed.split_at_mut_checked(POINT_LEN)?;
        let point = UnparsedPublicKey::new(&ECDH_P256, &*point);
        let key = agree_ephemeral(self.0, &point, agreed).ok()?.ok()?;
        let opened = key.open_in_place(once(), Aad::empty(), encrypted).ok()?;
        let text = str::from_utf8(opened).ok().map(str::to_owned);
        sealed.zeroize();
        text
    }
}

fn agreed(secret: &[u8]) -> Result<LessSafeKey, Unspecified> {
    let secret = Salt::new(HKDF_SHA256, &[]).extract(secret);
    let key = secret.expand(&[PURPOSE], &AES_256_GCM)?;
    Ok(LessSafeKey::new(UnboundKey::from(key)))
}

/// One key, one message: the nonce need not be another.
fn once() -> Nonce {
    Nonce::assume_unique_for_key([0; NONCE_LEN])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn closed(theirs: &[u8], text: &str) -> Vec<u8> {
        let own = EphemeralPrivateKey::generate(&ECDH_P256, &SystemRandom::new()).unwrap();
        let mut sealed = own.compute_public_key().unwrap().as_ref().to_vec();
        let theirs = UnparsedPublicKey::new(&ECDH_P256, theirs);
        let key = agree_ephemeral(own, &theirs, agreed).unwrap().unwrap();
        let mut encrypted = text.as_bytes().to_vec();
        key.seal_in_place_append_tag(once(), Aad::empty(), &mut encrypted)
            .unwrap();
        sealed.append(&mut encrypted);
        sealed
    }

    #[test]
    fn what_was_sealed_for_it_is_opened() {
        let (seal, point) = Seal::new().unwrap();

        let opened = seal.open(closed(&point, "a-key")).unwrap();

        assert_eq!(opened, "a-key");
    }

    #[test]
    fn what_was_sealed_for_another_or_not_at_all_stays_shut() {
        let (_, point) = Seal::new().unwrap();
        let (seal, own) = Seal::new().unwrap();
        assert!(seal.open(closed(&point, "a-key")).is_none());

        let mut spoilt = closed(&own, "a-key");
        *spoilt.last_mut().unwrap() ^= 1;
        for bytes in [Vec::new(), b"a-key".to_vec(), vec![4; 200], spoilt] {
            let (seal, _) = Seal::new().unwrap();
            assert!(seal.open(bytes).is_none());
        }
    }
}
