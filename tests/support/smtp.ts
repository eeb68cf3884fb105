import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface ReceivedMail {
  to: string[]
  subject: string
  text: string
  html: string
  raw: string
}

export interface TestSmtp {
  url: string
  port: number
  readonly mails: readonly ReceivedMail[]
  stop(): Promise<void>
}

/**
 * A real SMTP server on a port of its own.
 *
 * @param port 0 = a free one
 * @param refusal the code with which an address is refused (550 unknown, 451 later); null = it is taken
 */
export async function startSmtp(
  port = 0,
  refusal: (address: string) => number | null = () => null,
): Promise<TestSmtp> {
  const mails: ReceivedMail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onRcptTo({ address }, _session, done) {
      const responseCode = refusal(address)
      done(responseCode === null ? null : Object.assign(new Error('no'), { responseCode }))
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address)
        mails.push({ to, ...readMail(Buffer.concat(chunks).toString('utf8')) })
        done()
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  const at = (server.server.address() as AddressInfo).port
  return {
    url: `smtp://127.0.0.1:${at}`,
    port: at,
    mails,
    stop: () => new Promise(resolve => server.close(resolve)),
  }
}

/** Reads a mail of two parts, as a mail program would. */
function readMail(raw: string): Omit<ReceivedMail, 'to'> {
  const [head = '', ...rest] = raw.split('\r\n\r\n')
  const headers = unfolded(head)
  const boundary = /boundary="?([^";\r\n]+)/.exec(headers)?.[1] ?? ''
  const parts = rest.join('\r\n\r\n').split(`--${boundary}`)
  const part = (type: string): string =>
    decoded(parts.find(each => each.includes(`Content-Type: ${type}`)) ?? '')
  const subject = /^Subject: (.*)$/m.exec(headers)?.[1]?.trim() ?? ''
  return { subject: words(subject), text: part('text/plain'), html: part('text/html'), raw }
}

const unfolded = (head: string): string => head.replace(/\r\n[ \t]+/g, ' ')

function decoded(part: string): string {
  const at = part.indexOf('\r\n\r\n')
  const head = part.slice(0, at)
  const body = part.slice(at + 4).trimEnd()
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8')
  return /quoted-printable/i.test(head) ? quotedPrintable(body) : body
}

function quotedPrintable(body: string): string {
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

/** `=?UTF-8?Q?…?=` in a header. */
function words(text: string): string {
  return text
    .replace(/\?= =\?/g, '?==?')
    .replace(/=\?UTF-8\?([QB])\?(.*?)\?=/gi, (_, kind: string, value: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(value, 'base64').toString('utf8')
        : quotedPrintable(value.replace(/_/g, ' ')),
    )
}
