import crypto from 'node:crypto'
import { promisify } from 'node:util'

const scrypt = promisify<crypto.BinaryLike, crypto.BinaryLike, number, Buffer>(crypto.scrypt)

/** A code to read off a mail and type: six digits, zeros in front allowed. */
export function newCode(): string {
  return crypto.randomInt(0, 1_000_000).toString().padStart(6, '0')
}

/** A short code can be guessed from its hash, so the hash is made slow and salted; it lives for minutes. */
export async function hashCode(code: string): Promise<string> {
  const salt = crypto.randomBytes(16)
  return `${salt.toString('hex')}:${(await scrypt(code, salt, 32)).toString('hex')}`
}

export async function codeMatches(code: string, stored: string): Promise<boolean> {
  const [salt = '', hash = ''] = stored.split(':')
  const computed = await scrypt(code, Buffer.from(salt, 'hex'), 32)
  const expected = Buffer.from(hash, 'hex')
  return expected.length === computed.length && crypto.timingSafeEqual(expected, computed)
}
