import compression from 'compression'
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express'
import { originAllowed } from '~server/auth/origin'
import type { Env } from '~server/env'
import type { Log } from '~server/log'
import { assets } from './assets'
import { health, type Readiness } from './health'
import { securityHeaders } from './headers'

/** The order of what a request passes: health, headers, Origin gate, files, pages. */
export function createApp(deps: {
  env: Env
  log: Log
  ready: Readiness
  clientFolder: string
  pages: RequestHandler
}): Express {
  const { env, log } = deps
  const app = express()
  app.disable('x-powered-by')
  // X-Forwarded-* is believed only from as many proxies as the operator says there are.
  app.set('trust proxy', env.trustProxy)
  app.use(withoutForwarded(env.trustProxy))
  app.use(health(deps.ready))
  app.use(oneHost(env.origin))
  app.use(securityHeaders(env))
  app.use(logged(log))
  app.use(originGate(env.origin))
  app.use(compression({ threshold: 1_024 }))
  app.use(assets(deps.clientFolder))
  app.use(keptByNobody)
  app.use(deps.pages)
  app.use(lastResort(log))
  return app
}

function originGate(origin: string): RequestHandler {
  return (req, res, next) => {
    // Single fetch has taken its place; left open it is a way round every check on the page's own address. Decoded as
    // the pages decode it: each letter can be written in several ways.
    if (queryOf(req.originalUrl).has('_data')) {
      res.status(400).type('text').send('Bad request')
      return
    }
    if (!originAllowed(req.method, req.headers.origin, origin)) {
      res.status(403).type('text').send('This address takes requests from its own pages only.')
      return
    }
    next()
  }
}

function queryOf(url: string): URLSearchParams {
  const at = url.indexOf('?')
  return new URLSearchParams(at < 0 ? '' : url.slice(at + 1))
}

/** Express ignores what an untrusted caller says about itself, but the pages' adapter reads the headers on its own. */
function withoutForwarded(trustProxy: number): RequestHandler {
  return (req, _res, next) => {
    if (trustProxy === 0) {
      req.headers = Object.fromEntries(
        Object.entries(req.headers).filter(([name]) => !/^(x-)?forwarded/.test(name)),
      )
    }
    next()
  }
}

/** Whatever a page answers, its data, a redirect or a refusal: nobody on the way and no browser keeps it, unless it says so. */
const keptByNobody: RequestHandler = (_req, res, next) => {
  const writeHead = res.writeHead.bind(res) as (...words: unknown[]) => typeof res
  res.writeHead = (...words: unknown[]) => {
    if (!res.hasHeader('Cache-Control')) res.setHeader('Cache-Control', 'private, no-store')
    return writeHead(...words)
  }
  next()
}

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

/**
 * People reach the product under one name, ORIGIN's. Whatever Host a caller or a proxy writes, the pages see that one.
 * Whoever opens a demo under another name of the same machine is sent to the one under which forms are accepted.
 */
function oneHost(origin: string): RequestHandler {
  const { host } = new URL(origin)
  return (req, res, next) => {
    const asked = req.headers.host ?? ''
    const alias = asked !== host && LOOPBACK.test(asked) && LOOPBACK.test(host)
    if (alias && req.method === 'GET' && req.headers['sec-fetch-mode'] === 'navigate') {
      res.redirect(307, origin + req.originalUrl)
      return
    }
    req.headers.host = host
    next()
  }
}

/** A personal link's token opens its door for whoever reads it: 43 characters of base64url, nothing else here is so long. */
const TOKEN = /(?<=\/)[\w-]{43}(?![\w-])/g

/** Method, path without tokens, and time; no query, no body, no address, no person. */
function logged(log: Log): RequestHandler {
  return (req, res, next) => {
    const start = performance.now()
    const path = req.path.replace(TOKEN, ':token')
    res.on('finish', () => {
      const facts = {
        method: req.method,
        path,
        status: res.statusCode,
        ms: Math.round(performance.now() - start),
      }
      if (res.statusCode >= 500) log.error(facts, 'request failed')
      else log.debug(facts, 'request')
    })
    next()
  }
}

function lastResort(log: Log): ErrorRequestHandler {
  return (error: unknown, _req, res, next) => {
    if (res.headersSent) {
      next(error)
      return
    }
    const status = statusOf(error)
    if (status >= 500) log.error({ err: error }, 'unexpected error')
    res
      .status(status)
      .type('text')
      .send(status === 404 ? 'Not found' : 'Something went wrong.')
  }
}

function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : 500
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500
}
