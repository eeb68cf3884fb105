import crypto from 'node:crypto'

/** Where entries stand that belong to no tenant. */
export const NO_TENANT = '00000000-0000-0000-0000-000000000000'

/** What an entry says, and what its hash is taken of. */
export interface AuditFacts {
  eventId: string
  tenantId: string | null
  at: Date
  type: string
  actorId: string | null
  /** Ids, as the event told them. */
  subject: unknown
}

export interface ChainedEntry extends AuditFacts {
  previous: Uint8Array | null
  hash: Uint8Array
}

/** The end of a chain as it was written down somewhere. */
export interface Anchor {
  /** NO_TENANT for what belongs to none. */
  tenantId: string
  entries: number
  /** Hexadecimal. */
  hash: string
}

/** The first place at which a chain is not what it was. */
export interface BrokenLink {
  tenantId: string
  /** The outbox event of the entry; null = at the end. */
  eventId: string | null
  /**
   * `changed`: the entry does not have its hash. `missing`: the one before it is gone, or they stand in another order.
   * `cut`: entries are gone at the end. `unknown`: a chain of which nothing was written down.
   */
  why: 'changed' | 'missing' | 'cut' | 'unknown'
}

/** SHA-256 of the canonical JSON (keys in order, no white space) of the entry, with the hash of the one before it. */
export function hashOf(facts: AuditFacts, previous: Uint8Array | null): Buffer {
  const { eventId, tenantId, at, type, actorId, subject } = facts
  const said = { eventId, tenantId, at: at.toISOString(), type, actorId, subject, previous: hex(previous) }
  return crypto.createHash('sha256').update(canonical(said)).digest()
}

export const hex = (bytes: Uint8Array | null): string | null =>
  bytes === null ? null : Buffer.from(bytes).toString('hex')

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`
}

/** Follows one chain from its beginning. */
export class ChainReader {
  #previous: Uint8Array | null = null
  #entries = 0
  readonly #hashes = new Map<number, string>()

  constructor(
    readonly tenantId: string,
    /** Numbers of entries whose hash is wanted later. */
    private readonly wanted: ReadonlySet<number>,
  ) {}

  /** @returns what is wrong with the next entry; null = nothing */
  next(entry: ChainedEntry): BrokenLink | null {
    const broken = (why: BrokenLink['why']) => ({ tenantId: this.tenantId, eventId: entry.eventId, why })
    if (hex(entry.previous) !== hex(this.#previous)) return broken('missing')
    if (!hashOf(entry, entry.previous).equals(entry.hash)) return broken('changed')
    this.#previous = entry.hash
    this.#entries++
    if (this.wanted.has(this.#entries)) this.#hashes.set(this.#entries, hex(entry.hash) ?? '')
    return null
  }

  /** Does the chain hold what was written down of it? */
  holds({ entries, hash }: Anchor): boolean {
    return this.#hashes.get(entries) === hash
  }

  get entries(): number {
    return this.#entries
  }
}
