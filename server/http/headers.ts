import crypto from 'node:crypto'
import type { RequestHandler } from 'express'
import helmet from 'helmet'
import type { Env } from '~server/env'

/** Headers that hold for every answer. The page's nonce is in `res.locals.nonce`; nothing third-party is ever loaded. */
export function securityHeaders(env: Pick<Env, 'secure' | 'origin'>): RequestHandler[] {
  const sockets = env.origin.replace(/^http/, 'ws')
  return [
    (_req, res, next) => {
      res.locals['nonce'] = crypto.randomBytes(18).toString('base64')
      next()
    },
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          baseUri: ["'none'"],
          connectSrc: ["'self'", sockets],
          fontSrc: ["'self'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
          imgSrc: ["'self'", 'data:'],
          manifestSrc: ["'self'"],
          scriptSrc: [
            "'self'",
            (_req, res) => `'nonce-${String((res as { locals?: { nonce?: string } }).locals?.nonce)}'`,
          ],
          styleSrc: ["'self'"],
          workerSrc: ["'self'"],
          ...(env.secure ? { upgradeInsecureRequests: [] } : {}),
        },
      },
      crossOriginEmbedderPolicy: false,
      hsts: env.secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
      referrerPolicy: { policy: 'same-origin' },
      xFrameOptions: { action: 'deny' },
    }),
    (_req, res, next) => {
      res.setHeader('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), interest-cohort=()')
      next()
    },
  ]
}
