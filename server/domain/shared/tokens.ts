import crypto from 'node:crypto'

/** 256 random bits, for a cookie or a personal link. Only its hash is stored. */
export function newToken(): string {
  return crypto.randomBytes(32).toString('base64url')
}

/** How a token is stored: a stolen table opens no door. Tokens are long and random, so a plain hash is enough. */
export function hashToken(token: string): string {
  return crypto.createHash('sha256').update(token).digest('hex')
}
