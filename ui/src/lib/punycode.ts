/**
 * Reading Punycode (RFC 3492), the form in which names with letters beyond a to z stand in DNS. Browsers write it, in
 * `URL`, but have no way to read it.
 */

const BASE = 36;
const TMIN = 1;
const TMAX = 26;

/** The label behind `xn--`, or null when it is none. */
export function punycodeDecoded(label: string): string | null {
  const split = label.lastIndexOf("-");
  const points = [...label.slice(0, Math.max(0, split))].map((letter) => letter.codePointAt(0) ?? 0);
  let [code, at, bias] = [128, 0, 72];
  const rest = [...label.slice(split + 1)];
  while (rest.length > 0) {
    const before = at;
    let weight = 1;
    for (let k = BASE; ; k += BASE) {
      const digit = digitOf(rest.shift());
      if (digit === null) return null;
      at += digit * weight;
      const threshold = Math.min(TMAX, Math.max(TMIN, k - bias));
      if (digit < threshold) break;
      weight *= BASE - threshold;
    }
    const length = points.length + 1;
    bias = adapted(at - before, length, before === 0);
    code += Math.floor(at / length);
    if (code > 0x10ffff) return null;
    at %= length;
    points.splice(at, 0, code);
    at += 1;
  }
  return String.fromCodePoint(...points);
}

function digitOf(letter: string | undefined): number | null {
  const digit = letter && /^[a-z0-9]$/i.test(letter) ? parseInt(letter, BASE) : Number.NaN;
  // Letters stand for 0 to 25, figures for 26 to 35.
  return Number.isNaN(digit) ? null : digit >= 10 ? digit - 10 : digit + 26;
}

function adapted(delta: number, points: number, first: boolean): number {
  let left = Math.floor(delta / (first ? 700 : 2));
  left += Math.floor(left / points);
  let k = 0;
  for (; left > ((BASE - TMIN) * TMAX) / 2; k += BASE) left = Math.floor(left / (BASE - TMIN));
  return k + Math.floor(((BASE - TMIN + 1) * left) / (left + 38));
}
