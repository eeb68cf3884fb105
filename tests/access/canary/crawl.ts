import type { Readable } from 'node:stream'
import yauzl from 'yauzl'

export interface Page {
  status: number
  /** As text; of a workbook, what its parts hold. */
  body: string
}

/** One person with a browser: knows its cookie only. */
export async function fetchPage(url: string, cookie: string): Promise<Page> {
  const answer = await fetch(url, {
    headers: { cookie, 'accept-language': 'nb' },
    redirect: 'manual',
  })
  const bytes = Buffer.from(await answer.arrayBuffer())
  const where = answer.headers.get('location') ?? ''
  const text =
    bytes.subarray(0, 2).toString('latin1') === 'PK' ? await unzipped(bytes) : bytes.toString('utf8')
  return { status: answer.status, body: `${where}\n${text}` }
}

/** Everything that stands in a zip, one part after the other. */
function unzipped(bytes: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error !== null) {
        reject(error)
        return
      }
      const parts: string[] = []
      zip.on('error', reject)
      zip.on('end', () => resolve(parts.join('\n')))
      zip.on('entry', (entry: yauzl.Entry) => {
        zip.openReadStream(entry, (failed, stream: Readable) => {
          if (failed !== null) {
            reject(failed)
            return
          }
          const chunks: Buffer[] = []
          stream.on('data', (chunk: Buffer) => chunks.push(chunk))
          stream.on('end', () => {
            parts.push(entry.fileName, Buffer.concat(chunks).toString('utf8'))
            zip.readEntry()
          })
        })
      })
      zip.readEntry()
    })
  })
}

/** Does something with each of them, so many at a time. */
export async function inTurns<T>(
  all: readonly T[],
  width: number,
  work: (one: T) => Promise<void>,
): Promise<void> {
  const left = [...all]
  const worker = async (): Promise<void> => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one)
  }
  await Promise.all(Array.from({ length: width }, worker))
}
