/** A number of 32 bits that another one stands for as soon as a bit of the bytes is another one (FNV-1a, by words). */
export function checksum(bytes: Uint8Array, from: number): number {
  const start = bytes.byteOffset + from;
  const length = bytes.byteLength - from;
  const words = new Int32Array(bytes.buffer, start, length >> 2);
  let sum = 0x811c9dc5 ^ length;
  for (const word of words) sum = Math.imul(sum ^ word, 0x01000193);
  for (const byte of bytes.subarray(from + (length & ~3))) sum = Math.imul(sum ^ byte, 0x01000193);
  return sum | 0;
}
