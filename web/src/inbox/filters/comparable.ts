/** The text of a value that all texts of an equal value share, as the server writes it: 12.50 is 12.5. */
export function comparable(kind: string, text: string): string {
  const value = text.trim();
  const parts = kind === "number" ? /^([+-]?)0*(\d+?)(?:\.(\d*?)0*)?$/.exec(value) : null;
  if (!parts) return value;
  const [, sign, whole, rest] = parts;
  const plain = rest ? `${whole}.${rest}` : `${whole}`;
  return sign === "-" && plain !== "0" ? `-${plain}` : plain;
}
