import path from 'node:path'
import { Router } from 'express'
import expressStaticGzip from 'express-static-gzip'

/** Files that everybody may have. Hashed ones are kept by browsers for ever; the build has compressed them beforehand. */
export function assets(clientFolder: string): Router {
  const router = Router()
  router.use(
    '/assets',
    expressStaticGzip(path.join(clientFolder, 'assets'), {
      enableBrotli: true,
      orderPreference: ['br', 'gz'],
      index: false,
      serveStatic: { immutable: true, maxAge: '1y', fallthrough: false, redirect: false },
    }),
  )
  router.use(
    expressStaticGzip(clientFolder, {
      enableBrotli: true,
      orderPreference: ['br', 'gz'],
      index: false,
      serveStatic: { maxAge: 0, redirect: false, dotfiles: 'ignore' },
    }),
  )
  return router
}
