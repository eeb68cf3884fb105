import type pg from 'pg'

/** A statement without a name is planned each time. */
const UNNAMED = ''
/** So many statements are kept planned on each connection. */
const MOST = 250
/** A list of ids has a text of its own for each of its lengths: longer ones are seldom asked twice. */
const MOST_ARGUMENTS = 40

/**
 * Names the statements that a connection plans once and keeps. Under row-level security a statement takes longer to plan than
 * to answer (1.5 to 10 ms), and the pages ask the same few again and again.
 */
export class StatementNames {
  readonly #names = new Map<string, string>()
  #generation = 0

  /** None for one that is planned each time: long lists, and whatever comes when enough are kept, so that memory has an end. */
  readonly of = ({ sql, args }: { sql: string; args: unknown[] }): string => {
    const known = this.#names.get(sql)
    if (known !== undefined) return known
    if (this.#names.size >= MOST || args.length > MOST_ARGUMENTS) return UNNAMED
    const name = `${this.#prefix}${this.#names.size}`
    this.#names.set(sql, name)
    return name
  }

  /** Everything is planned anew under other names, unless that has begun since this one was given. */
  forget(name: string): void {
    if (!name.startsWith(this.#prefix)) return
    this.#generation += 1
    this.#names.clear()
  }

  get #prefix(): string {
    return `s${this.#generation}_`
  }
}

/**
 * A migration that changes a column's type while servers run makes their kept plans unfit: PostgreSQL refuses them, on every
 * connection. The question is asked once more without a name; within a transaction, which the refusal has ended, the next try
 * finds new plans.
 */
export function planAgain(pool: pg.Pool, names: StatementNames): void {
  const query = pool.query.bind(pool) as (...words: unknown[]) => unknown
  pool.query = ((...words: unknown[]): unknown => {
    const answer = query(...words)
    const [question] = words
    if (!(answer instanceof Promise) || !isNamed(question)) return answer
    return answer.catch((error: unknown) => {
      if (!isUnfit(error)) throw error
      names.forget(question.name)
      return query({ ...question, name: UNNAMED }, ...words.slice(1))
    })
  }) as unknown as typeof pool.query
  pool.on('connect', client => {
    const ask = client.query.bind(client) as (...words: unknown[]) => unknown
    client.query = ((...words: unknown[]): unknown => {
      const answer = ask(...words)
      const [question] = words
      if (answer instanceof Promise && isNamed(question))
        answer.catch((error: unknown) => {
          if (isUnfit(error)) names.forget(question.name)
        })
      return answer
    }) as unknown as typeof client.query
  })
}

function isNamed(question: unknown): question is { name: string } {
  return (
    typeof question === 'object' &&
    question !== null &&
    'name' in question &&
    typeof question.name === 'string' &&
    question.name !== UNNAMED
  )
}

/** `feature_not_supported`, which for a statement that has been answered before means that its plan has become unfit. */
function isUnfit(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === '0A000' &&
    'routine' in error &&
    error.routine === 'RevalidateCachedQuery'
  )
}
