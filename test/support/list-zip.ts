/** The names of the files in a ZIP archive, in its order, as its central directory has them. */
export function listZip(archive: Buffer): string[] {
  const end = archive.lastIndexOf(END);
  if (end < 0) throw new Error('no ZIP archive');
  const names: string[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let count = archive.readUInt16LE(end + 10); count > 0; count--) {
    const nameLength = archive.readUInt16LE(at + 28);
    names.push(archive.toString('utf8', at + 46, at + 46 + nameLength));
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return names;
}

/** How the record at an archive's end begins. */
const END = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
