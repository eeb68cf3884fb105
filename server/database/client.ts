import { PrismaPg } from '@prisma/adapter-pg'
import type pg from 'pg'
import { PrismaClient, type Prisma } from './generated/client'

export type Db = PrismaClient
/** The client inside a transaction; what a function that writes takes. */
export type Tx = Prisma.TransactionClient
export type { Prisma }

const KEY = Symbol.for('pulje.db')
type Holder = { [KEY]?: Db }

/** A client of its own on an open pool. */
export function createClient(pool: pg.Pool): Db {
  return new PrismaClient({ adapter: new PrismaPg(pool) })
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
