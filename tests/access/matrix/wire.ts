import http from 'node:http'
import type { Cell, Expected } from './cells'

export interface Answer {
  status: number
  location: string
  body: string
  cacheControl: string
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 8 })
export const hangUp = (): void => agent.destroy()

/** Files and answers for scripts: they have no page around them. */
const BARE = /\.(csv|xlsx|json|docx|pdf|md|html)$|\/fil$|\/status$|\/forfattere$|^\/hatt$/

/** Most are asked the way the page's scripts ask; one in four as a browser without scripts. */
export const asPage = ({ path, words }: Cell): boolean => {
  const [address = ''] = path.split('?')
  return address === '/' || BARE.test(address) || words.length % 4 === 0
}

export function send(origin: string, cell: Cell): Promise<Answer> {
  const { method, path, body, asker } = cell
  const [address = '', query] = path.split('?')
  const place = `${address}${asPage(cell) ? '' : '.data'}${query === undefined ? '' : `?${query}`}`
  const headers: http.OutgoingHttpHeaders = { 'Accept-Language': 'nb', Origin: origin }
  if (asker.cookie !== '') headers['Cookie'] = asker.cookie
  if (body !== null) headers['Content-Type'] = 'application/x-www-form-urlencoded'
  return new Promise((resolve, reject) => {
    const request = http.request(`${origin}${place}`, { method, headers, agent }, response => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          location: response.headers.location ?? '',
          body: Buffer.concat(chunks).toString('utf8'),
          cacheControl: response.headers['cache-control'] ?? '',
        }),
      )
    })
    request.on('error', error => {
      // A connection that was kept and has been closed at this moment: asked again, as browsers do.
      if (request.reusedSocket && method === 'GET') send(origin, cell).then(resolve, reject)
      else reject(error)
    })
    request.end(body ?? undefined)
  })
}

/** What an answer amounts to. */
export function meaning({ status, location, body }: Answer): Expected | `status ${number}` {
  const to = status === 202 ? body : status >= 300 && status < 400 ? location : ''
  if (/\/logg-inn\?til=/.test(to) || status === 401) return 'signed_out'
  if (/\/logg-inn\/bekreft\?til=/.test(to)) return 'pending'
  if (status === 404) return 'not_found'
  if (status === 403) return 'forbidden'
  // A form that comes back, or a sentence about why not: whoever gets it was let in.
  if (status < 400 || status === 400 || status === 409) return 'allow'
  return `status ${status}`
}

export function fits({ expected }: Cell, answer: Answer): boolean {
  const is = meaning(answer)
  if (expected === 'answered') return !is.startsWith('status')
  if (expected === 'refused')
    return is === 'not_found' || is === 'forbidden' || answer.status === 400 || answer.status === 409
  return is === expected
}

/** What says that there is nothing, without what was asked for and what is new each time. */
export const nothingThere = (body: string): string =>
  body
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, ':id')
    .replaceAll(/nonce="[^"]*"/g, '')
    .replaceAll(/\?[\w%=&[\]]*/g, '')
