import { ask, type Answer } from './http'
import type { Product } from './product'
import { until } from './until'

/** Somebody with a browser that runs no scripts: keeps cookies, sends forms with an Origin, follows nothing by itself. */
export class Visitor {
  readonly #cookies = new Map<string, string>()
  readonly #product: Product

  constructor(product: Product) {
    this.#product = product
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.#send('GET', path, headers)
  }

  /** @param origin what the browser says where the form stands; null = nothing at all */
  post(
    path: string,
    fields: Record<string, string>,
    origin: string | null = this.#product.url,
  ): Promise<Answer> {
    const headers = {
      'Content-Type': 'application/x-www-form-urlencoded',
      ...(origin === null ? {} : { Origin: origin }),
    }
    return this.#send('POST', path, headers, new URLSearchParams(fields).toString())
  }

  /** Sends a form with a file, as a browser does. */
  upload(
    path: string,
    fields: Record<string, string>,
    file: { field?: string; name: string; bytes: Buffer },
  ): Promise<Answer> {
    const boundary = '----pulje'
    const part = (head: string, body: Buffer | string) => [
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
      Buffer.from(body),
      Buffer.from('\r\n'),
    ]
    const { field = 'file', name, bytes } = file
    const parts = [
      ...Object.entries(fields).flatMap(([key, value]) => part(`name="${key}"`, value)),
      ...part(`name="${field}"; filename="${name}"\r\nContent-Type: application/octet-stream`, bytes),
      Buffer.from(`--${boundary}--\r\n`),
    ]
    const headers = {
      'Content-Type': `multipart/form-data; boundary=${boundary}`,
      Origin: this.#product.url,
    }
    return this.#send('POST', path, headers, Buffer.concat(parts))
  }

  /** What the browser says about itself with every form. */
  headers(): Record<string, string> {
    return { Cookie: this.#cookie(), Origin: this.#product.url }
  }

  async signIn(email: string): Promise<this> {
    await this.post('/logg-inn?til=/', { email })
    let code: string | undefined
    await until('the mail is there', async () => {
      const mailbox = (await this.get('/demo/e-post')).body.replaceAll(/<[^>]+>/g, ' ')
      code = new RegExp(`\\b(\\d{6})\\b[^@\\d]{1,60}${email}`).exec(mailbox)?.[1]
      return code
    })
    const answer = await this.post('/logg-inn/kode?til=/', { code: code ?? '' })
    if (answer.status !== 302) throw new Error(`not signed in: ${answer.status}`)
    return this
  }

  async #send(
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: string | Buffer,
  ): Promise<Answer> {
    const Cookie = this.#cookie()
    const answer = await ask(`${this.#product.url}${path}`, {
      method,
      headers: { 'Accept-Language': 'nb', ...(Cookie === '' ? {} : { Cookie }), ...headers },
      ...(body === undefined ? {} : { body }),
    })
    for (const set of answer.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (value === '') this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
    return answer
  }

  #cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }
}
