import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { superuser } from '~server/database/embedded/cluster'
import { findPlace } from '~server/database/embedded/place'
import { migrate } from '~server/database/migrate/migrate'
import { OWNER_ROLE } from '~server/database/open'
import { MIGRATION_FOLDERS } from '~server/root'
import { processesOf } from '../support/database-proxy'
import type { LiveClient } from '../support/live-client'
import type { Product } from '../support/product'
import { PATIENCE_MS } from '../support/products'
import { aPuppet, type Puppet } from '../support/puppet'
import { aFolder } from '../support/scratch'
import { sql } from '../support/sql'
import { aDocument, join } from '../support/typing'
import { until } from '../support/until'
import { Visitor } from '../support/visitor'

const HOUR_MS = 3_600_000
let puppet: Puppet
let product: Product
let document: Awaited<ReturnType<typeof aDocument>>
let writers: LiveClient[]

beforeAll(async () => {
  puppet = await aPuppet()
  product = puppet.product
}, PATIENCE_MS)
afterAll(() => product.remove(), PATIENCE_MS)
beforeEach(async () => {
  document = await aDocument(product)
  writers = await Promise.all([1, 2, 3].map(() => join(product, document)))
}, PATIENCE_MS)

/** All write until it is over. @returns what each has typed */
async function allWrite(whileThis: () => Promise<unknown>): Promise<string[]> {
  let over = false
  const typed: string[] = []
  const typing = writers.map(async (writer, index) => {
    for (let n = 0; !over; n++) {
      const word = `w${index}n${n};`
      typed.push(word)
      writer.type(word)
      await until('a while', () => over || writer.sent - writer.saved < 5)
        // Nothing is saved for longer than that: they write on, but not without end.
        .catch(() => undefined)
    }
  })
  try {
    await whileThis()
  } finally {
    over = true
  }
  await Promise.all(typing)
  return typed
}

/** Every word is there once for everybody and for a newcomer, all is called saved, and nobody was thrown out. */
async function expectNothingLost(typed: readonly string[]): Promise<void> {
  const wholly = (client: LiveClient): boolean => client.saved === client.sent
  await until('all is saved', () => writers.every(wholly), 30_000)
  expect(writers.map(({ closed }) => closed)).toEqual([null, null, null])
  const { text } = await join(product, document)
  expect(typed.filter(word => text.split(word).length !== 2)).toEqual([])
  await until('all agree', () => writers.every(writer => writer.text === text), 10_000)
}

const signal = (name: NodeJS.Signals): void => {
  for (const pid of processesOf(product.databasePid ?? 0)) process.kill(pid, name)
}

test(
  'F4: PostgreSQL is killed with −9 under a living server: people write on, it is started again, and nothing is lost',
  async () => {
    const typed = await allWrite(async () => {
      await until('they write', () => writers.every(({ saved }) => saved > 3))
      const before = product.databasePid
      process.kill(before ?? 0, 'SIGKILL')
      await until(
        'another one is there',
        () => product.databasePid !== null && product.databasePid !== before,
        30_000,
      )
      const at = writers.map(({ saved }) => saved)
      await until('saved again', () => writers.every(({ saved }, index) => saved > (at[index] ?? 0)), 30_000)
    })
    await expectNothingLost(typed)
    // Pages, background work and mails go on as well.
    await new Visitor(product).signIn('fylke@example.org')
  },
  PATIENCE_MS,
)

test(
  'F9: PostgreSQL is frozen for three seconds: others read along, nothing is called saved meanwhile, and nothing is lost',
  async () => {
    const [one, two] = writers
    const typed = await allWrite(async () => {
      await until('they write', () => writers.every(({ saved }) => saved > 3))
      signal('SIGSTOP')
      try {
        one!.type('imens;')
        const frame = one!.sent
        const thawAt = performance.now() + 3_000
        await until('read by the other', () => two!.text.includes('imens;'))
        await until('three seconds are over', () => performance.now() > thawAt)
        expect(one!.saved).toBeLessThan(frame)
      } finally {
        signal('SIGCONT')
      }
    })
    await expectNothingLost([...typed, 'imens;'])
  },
  PATIENCE_MS,
)

test(
  'F15: the server’s clock jumps two hours ahead and four back: people write on, and stay signed in',
  async () => {
    const visitor = await new Visitor(product).signIn('larer1@example.org')
    const typed = await allWrite(async () => {
      for (const hours of [2, -4]) {
        await puppet.jump(hours * HOUR_MS)
        const at = writers.map(({ saved }) => saved)
        await until('saved on', () => writers.every(({ saved }, index) => saved > (at[index] ?? 0) + 5))
        expect((await visitor.get('/')).status).toBe(200)
      }
      await puppet.jump(2 * HOUR_MS)
    })
    await expectNothingLost(typed)
  },
  PATIENCE_MS,
)

describe('F19: a migration while people write', () => {
  test(
    'that adds a column, an index and a table and locks the log meanwhile is at worst a pause',
    async () => {
      const migrations = path.join(aFolder(), 'migrations')
      fs.cpSync(MIGRATION_FOLDERS.migrations, migrations, { recursive: true })
      const folder = path.join(migrations, '99991231235959_under_load')
      fs.mkdirSync(folder)
      fs.writeFileSync(
        path.join(folder, 'migration.sql'),
        `BEGIN;
         ALTER TABLE document_update ADD COLUMN weight integer NOT NULL DEFAULT 0;
         ALTER TABLE document_head ADD COLUMN weight integer;
         CREATE INDEX document_update_weight ON document_update (weight);
         CREATE TABLE weighed (id uuid PRIMARY KEY, document_id uuid NOT NULL REFERENCES document_head (document_id));
         SELECT pg_sleep(1);
         COMMIT;`,
      )
      const { socketDir } = findPlace(product.dataDir)
      const owner = { host: socketDir, user: OWNER_ROLE, database: 'pulje' }
      const typed = await allWrite(async () => {
        await until('they write', () => writers.every(({ saved }) => saved > 3))
        const applied = await migrate(owner, { ...MIGRATION_FOLDERS, migrations })
        expect(applied).toEqual(['99991231235959_under_load'])
        const at = writers.map(({ saved }) => saved)
        await until('saved on', () => writers.every(({ saved }, index) => saved > (at[index] ?? 0)), 20_000)
      })
      await expectNothingLost(typed)
      const [found] = await sql<{ there: boolean }>(
        superuser(findPlace(product.dataDir), 'pulje'),
        `SELECT to_regclass('weighed') IS NOT NULL AS there`,
      )
      expect(found?.there).toBe(true)
      await new Visitor(product).signIn('rektor@example.org')
    },
    PATIENCE_MS,
  )
})

test(
  'F27: something keeps the event loop busy for three seconds: nothing is lost or falsely saved, and nobody is thrown out',
  async () => {
    const typed = await allWrite(async () => {
      await until('they write', () => writers.every(({ saved }) => saved > 3))
      const blocked = puppet.block(3_000)
      await until('it stands still', () => writers.every(({ sent, saved }) => sent > saved))
      await blocked
    })
    await expectNothingLost(typed)
  },
  PATIENCE_MS,
)
