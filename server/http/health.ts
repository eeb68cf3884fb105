import { Router } from 'express'

export interface Readiness {
  /** Names what is not ready; empty = ready. */
  (): Promise<string[]>
}

/** `/healthz`: the process answers. `/readyz`: it can do its work. For load balancers; no details for strangers. */
export function health(ready: Readiness): Router {
  const router = Router()
  router.get('/healthz', (_req, res) => {
    res.type('text').send('ok')
  })
  router.get('/readyz', (_req, res) => {
    void ready().then(missing => {
      res
        .status(missing.length === 0 ? 200 : 503)
        .type('text')
        .send(missing.length === 0 ? 'ready' : `not ready: ${missing.join(', ')}`)
    })
  })
  return router
}
