import http from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Answer {
  status: number
  headers: http.IncomingHttpHeaders
  body: string
  /** The same before it was read as text: what was downloaded. */
  bytes: Buffer
}

/** One request as it stands on the wire: no header is added, forbidden or followed. */
export function ask(
  url: string,
  options: {
    method?: string
    headers?: http.OutgoingHttpHeaders
    path?: string
    body?: string | Buffer
  } = {},
): Promise<Answer> {
  const { method = 'GET', headers = {}, path, body } = options
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, headers, agent: false, ...(path !== undefined && { path }) })
    request.on('error', reject)
    request.on('response', response => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const bytes = Buffer.concat(chunks)
        const { statusCode: status = 0, headers } = response
        resolve({ status, headers, bytes, body: bytes.toString('utf8') })
      })
    })
    request.end(body)
  })
}

/** Listens on a free port. @returns the address, and how to stop */
export async function listening(server: http.Server): Promise<{ url: string; stop(): Promise<void> }> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
