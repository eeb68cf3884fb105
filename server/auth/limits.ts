import crypto from 'node:crypto'
import { RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible'
import { db } from '~server/database/client'

/**
 * How often somebody may try. A hall of two hundred teachers shares one address, so the address's limit is generous
 * and the account's is the tight one.
 */
const LIMITS = {
  codePerAccount: { points: 5, seconds: 15 * 60 },
  codePerAddress: { points: 500, seconds: 15 * 60 },
  verifyPerAccount: { points: 25, seconds: 60 * 60 },
  verifyPerAddress: { points: 2_000, seconds: 60 * 60 },
  /** Only whoever has shown the first factor gets here: nobody can lock somebody else out. */
  secondFactorPerAccount: { points: 10, seconds: 15 * 60 },
  passkeyPerAddress: { points: 2_000, seconds: 60 * 60 },
  providerPerAddress: { points: 1_000, seconds: 15 * 60 },
  joinPerAddress: { points: 1_000, seconds: 15 * 60 },
  linkPerAddress: { points: 1_000, seconds: 15 * 60 },
  /** What a person brings into documents; each is decoded, whatever comes of it. */
  picturePerAccount: { points: 60, seconds: 60 * 60 },
} as const

/** Counts one try. @returns false when it was one too many. Keys are hashed: the table holds no address and no name. */
export async function allowed(limit: keyof typeof LIMITS, who: string): Promise<boolean> {
  const { points, seconds } = LIMITS[limit]
  const limiter = new RateLimiterPrisma({
    storeClient: db(),
    tableName: 'rateLimit',
    keyPrefix: limit,
    points,
    duration: seconds,
    clearExpiredByTimeout: false,
  })
  try {
    await limiter.consume(crypto.createHash('sha256').update(who).digest('base64url'))
    return true
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return false
    throw refused
  }
}
