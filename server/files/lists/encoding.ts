import { ListRefused } from './refused'

/**
 * The text of a file whose encoding nobody has told: by its byte order mark, else UTF-16 if every other byte is zero, else
 * UTF-8 if it is valid, else Windows-1252, which every byte string is.
 * @throws ListRefused wrong_kind if it holds zero bytes and is not text
 */
export function decodeText(bytes: Buffer): string {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes)
  if (text.includes('\0')) throw new ListRefused('wrong_kind')
  return text
}

function encodingOf(bytes: Buffer): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  const zeros = [0, 0]
  const start = bytes.subarray(0, 4000)
  start.forEach((byte, i) => byte === 0 && (zeros[i % 2] = (zeros[i % 2] ?? 0) + 1))
  const many = start.length / 5
  if ((zeros[1] ?? 0) > many && zeros[0] === 0) return 'utf-16le'
  if ((zeros[0] ?? 0) > many && zeros[1] === 0) return 'utf-16be'
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252'
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
