import { PrismaPg } from '@prisma/adapter-pg'
import type pg from 'pg'
import { gatherPerWork } from './batches'
import { PrismaClient, type Prisma } from './generated/client'
import { answerKnownEmpty } from './known-empty'
import { carryReach } from './reach'
import { planAgain, StatementNames } from './statement-names'

export type Db = PrismaClient
/** The client inside a transaction; what a function that writes takes. */
export type Tx = Prisma.TransactionClient
export type { Prisma }

const KEY = Symbol.for('pulje.db')
type Holder = { [KEY]?: Db }

/** A hall of two hundred signs in at the same moment: whoever comes last waits for a connection, and is not refused. */
const PATIENCE = { maxWait: 15_000, timeout: 20_000 }

/** A client of its own on an open pool, whose connections from now on carry the reach of whoever uses them. */
export function createClient(pool: pg.Pool): Db {
  const names = new StatementNames()
  carryReach(pool)
  planAgain(pool, names)
  answerKnownEmpty(pool)
  const client = new PrismaClient({
    adapter: new PrismaPg(pool, { statementNameGenerator: names.of }),
    transactionOptions: PATIENCE,
  })
  gatherPerWork(client)
  return client
}

/**
 * Makes a client the one that the domain uses. It lives on globalThis because this module is evaluated twice, once in
 * the server's bundle and once in the pages'.
 */
export function provideDb(client: Db): void {
  ;(globalThis as Holder)[KEY] = client
}

/** The client of the domain. @throws when main has not provided one. */
export function db(): Db {
  const client = (globalThis as Holder)[KEY]
  if (client === undefined) throw new Error('The database has not been opened.')
  return client
}
