import { parseCookie, stringifySetCookie } from 'cookie'
import type { Env } from '~server/env'

/** The cookies of the product, all strictly necessary. */
export interface Cookies {
  session: CookieJar
  /** The sign-in that waits for its code. */
  signIn: CookieJar
  /** The way to an identity provider and back. */
  provider: CookieJar
  /** The challenge that waits for a passkey. */
  passkey: CookieJar
}

export interface CookieJar {
  /** The value the browser sent, or null; a malformed header is no cookie. */
  read(header: string | undefined | null): string | null
  /** A Set-Cookie header. */
  set(value: string, expires: Date): string
  clear(): string
}

/** Over https the names carry the `__Host-` prefix: no sub-domain and no plain-http neighbour can plant them. */
export function createCookies(env: Pick<Env, 'secure'>): Cookies {
  return {
    session: jar('pulje', env.secure),
    signIn: jar('pulje-sign-in', env.secure),
    provider: jar('pulje-provider', env.secure),
    passkey: jar('pulje-passkey', env.secure),
  }
}

function jar(base: string, secure: boolean): CookieJar {
  const name = secure ? `__Host-${base}` : base
  const fixed = { name, httpOnly: true, secure, sameSite: 'lax', path: '/' } as const
  return {
    read: header => readCookie(header, name),
    set: (value, expires) => stringifySetCookie({ ...fixed, value, expires }),
    clear: () => stringifySetCookie({ ...fixed, value: '', maxAge: 0 }),
  }
}

function readCookie(header: string | undefined | null, name: string): string | null {
  if (!header || header.length > 8_192) return null
  try {
    const value = parseCookie(header)[name]
    return value !== undefined && /^[\w-]{16,128}$/.test(value) ? value : null
  } catch {
    return null
  }
}
