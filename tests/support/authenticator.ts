import crypto from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'

/** What a device or a browser lies about. */
export interface Bent {
  /** Where the browser says it is. */
  origin?: string
  /** For which site the device signs. */
  rpId?: string
  /** Made sure of its owner by PIN, finger or face. */
  verified?: boolean
  /** How often the device says it has been used. */
  counter?: number
  /** Which passkey it says this is. */
  id?: string
  /** What the browser says it was asked to do. */
  type?: string
}

const PRESENT = 1
const VERIFIED = 4
const WITH_KEY = 64

const sha256 = (data: crypto.BinaryLike): Buffer => crypto.createHash('sha256').update(data).digest()
const text = (bytes: Buffer | Uint8Array): string => Buffer.from(bytes).toString('base64url')

/** A device with one passkey, which answers as a browser hands it on (Web Authentication, level 3). */
export class Authenticator {
  readonly id = crypto.randomBytes(32)
  readonly #keys = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' })
  readonly #origin: string
  /** Counts each use. Many devices do not: they say 0. */
  counter = 0

  constructor(origin: string) {
    this.#origin = origin
  }

  get credentialId(): string {
    return text(this.id)
  }

  /** The answer to being asked for a new passkey. */
  make(challenge: string, bent: Bent = {}): string {
    const jwk = this.#keys.publicKey.export({ format: 'jwk' })
    const key = new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, bytes(jwk.x)],
      [-3, bytes(jwk.y)],
    ])
    const length = Buffer.alloc(2)
    length.writeUInt16BE(this.id.length)
    const made = Buffer.concat([Buffer.alloc(16), length, this.id, isoCBOR.encode(key)])
    const authData = Buffer.concat([this.#data(bent, WITH_KEY), made])
    const attestation = new Map<string, string | Uint8Array | Map<string, string>>([
      ['fmt', 'none'],
      ['attStmt', new Map<string, string>()],
      ['authData', Uint8Array.from(authData)],
    ])
    return this.#answer(bent, {
      clientDataJSON: text(this.#client(challenge, bent.type ?? 'webauthn.create', bent)),
      attestationObject: text(isoCBOR.encode(attestation)),
      transports: ['internal'],
    })
  }

  /** The answer to being asked for this passkey. */
  sign(challenge: string, bent: Bent = {}): string {
    const client = this.#client(challenge, bent.type ?? 'webauthn.get', bent)
    const data = this.#data(bent, 0)
    const signature = crypto.sign('sha256', Buffer.concat([data, sha256(client)]), this.#keys.privateKey)
    return this.#answer(bent, {
      clientDataJSON: text(client),
      authenticatorData: text(data),
      signature: text(signature),
    })
  }

  #client(challenge: string, type: string, { origin = this.#origin }: Bent): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
  }

  #data({ rpId, verified = true, counter = this.counter }: Bent, more: number): Buffer {
    const head = Buffer.alloc(5)
    head.writeUInt8(PRESENT | (verified ? VERIFIED : 0) | more)
    head.writeUInt32BE(counter, 1)
    return Buffer.concat([sha256(rpId ?? new URL(this.#origin).hostname), head])
  }

  #answer({ id = this.credentialId }: Bent, response: object): string {
    return JSON.stringify({ id, rawId: id, type: 'public-key', clientExtensionResults: {}, response })
  }
}

const bytes = (of: string | undefined): Uint8Array => Uint8Array.from(Buffer.from(of ?? '', 'base64url'))
