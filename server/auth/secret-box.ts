import crypto from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { Env } from '~server/env'

/** The server's key: what it keeps sealed in the database opens with it only. */
export type ServerKey = Buffer

const FILE = 'secret.key'
const IV_BYTES = 12
const TAG_BYTES = 16

/** The key from SECRET; without it from a file in the data folder, which is made at the first start. */
export function serverKey(env: Pick<Env, 'dataDir' | 'signIn'>): ServerKey {
  const secret = env.signIn.secret ?? keyFile(env.dataDir)
  return Buffer.from(crypto.hkdfSync('sha256', secret, '', 'pulje second factor', 32))
}

function keyFile(dataDir: string): string {
  const file = path.join(dataDir, FILE)
  fs.mkdirSync(dataDir, { recursive: true })
  try {
    fs.writeFileSync(file, crypto.randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return fs.readFileSync(file, 'utf8').trim()
}

/** AES-256-GCM. @param owner bound to the text: sealed for one person it does not open for another */
export function seal(key: ServerKey, owner: string, text: Uint8Array): Uint8Array<ArrayBuffer> {
  const iv = crypto.randomBytes(IV_BYTES)
  const cipher = crypto.createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(owner))
  const sealed = Buffer.concat([cipher.update(text), cipher.final()])
  return Uint8Array.from(Buffer.concat([iv, cipher.getAuthTag(), sealed]))
}

/** @returns null when it was sealed with another key, for another owner, or has been changed */
export function open(key: ServerKey, owner: string, sealed: Uint8Array): Uint8Array | null {
  const bytes = Buffer.from(sealed)
  const iv = bytes.subarray(0, IV_BYTES)
  const tag = bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES)
  try {
    const decipher = crypto.createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
    decipher.setAAD(Buffer.from(owner)).setAuthTag(tag)
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()])
  } catch {
    return null
  }
}
