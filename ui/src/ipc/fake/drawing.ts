// Something in the shape of a QR code. It scans to nothing; the real one comes from the Rust side.

import type { QrView } from "../bindings";

const SIZE = 37;

export function drawing(seedText: string): QrView {
  let state = 11;
  for (const sign of seedText) state = (state * 33 + sign.charCodeAt(0)) % 2147483647;
  let path = "";
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      state = (state * 48271) % 2147483647;
      if (finder(x, y) ?? state % 2 === 0) path += `M${x} ${y}h1v1h-1z`;
    }
  }
  return { size: SIZE, path };
}

/** The three squares in the corners; undefined elsewhere. */
function finder(x: number, y: number): boolean | undefined {
  const far = SIZE - 7;
  const corner = (left: number, top: number) => {
    const [dx, dy] = [x - left, y - top];
    if (dx < -1 || dy < -1 || dx > 7 || dy > 7) return undefined;
    const ring = Math.max(Math.abs(dx - 3), Math.abs(dy - 3));
    return ring === 3 || ring <= 1;
  };
  return corner(0, 0) ?? corner(far, 0) ?? corner(0, far);
}
