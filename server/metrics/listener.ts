import http from 'node:http'
import type { Metrics } from './metrics'

/**
 * Answers `GET /metrics` on a port of its own, which is not for the public, and nothing else. Whoever is slow, or keeps a
 * connection without asking, is let go of.
 */
export function metricsServer(metrics: Pick<Metrics, 'text'>, withinMs = 5_000): http.Server {
  const server = http.createServer({ connectionsCheckingInterval: withinMs }, (request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end()
      return
    }
    metrics.text().then(
      ({ type, body }) => response.writeHead(200, { 'Content-Type': type }).end(body),
      () => response.writeHead(500).end(),
    )
  })
  server.headersTimeout = server.requestTimeout = server.keepAliveTimeout = withinMs
  server.setTimeout(withinMs)
  server.maxConnections = 16
  return server
}
