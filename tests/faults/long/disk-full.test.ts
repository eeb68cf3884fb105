import { execFileSync } from 'node:child_process'
import crypto from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { stopCluster, superuser } from '~server/database/embedded/cluster'
import { findPlace } from '~server/database/embedded/place'
import { newFolder, Product } from '../../support/product'
import { PATIENCE_MS } from '../../support/products'
import { sql } from '../../support/sql'
import { aDocument, join } from '../../support/typing'
import { until } from '../../support/until'
import { Visitor } from '../../support/visitor'

/** A disk of its own, as small as it is wanted; only root may have one. */
class SmallDisk {
  readonly folder = newFolder()

  constructor(megabytes: number) {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', this.folder])
  }

  grow(megabytes: number): void {
    execFileSync('mount', ['-o', `remount,size=${megabytes}m`, this.folder])
  }

  remove(): void {
    execFileSync('umount', ['--lazy', this.folder])
    fs.rmSync(this.folder, { recursive: true, force: true })
  }
}

const aChapter = (): string => crypto.randomBytes(60_000).toString('hex')

describe.runIf(process.getuid?.() === 0)('F6: the disk is full', () => {
  test(
    'where the log lies: people write on, nothing is called saved, pages can be read, and with more room all is saved',
    async () => {
      const disk = new SmallDisk(2)
      const product = await Product.start()
      try {
        const document = await aDocument(product)
        const [one, two] = [await join(product, document), await join(product, document)]
        one.type('Før.')
        await until('saved', () => one.saved === one.sent)
        const place = findPlace(product.dataDir)
        const tables = path.join(disk.folder, 'tables')
        fs.mkdirSync(tables, { mode: 0o700 })
        if (place.runAs) fs.chownSync(tables, place.runAs.uid, place.runAs.gid)
        const owner = superuser(place, 'pulje')
        await sql(owner, `CREATE TABLESPACE small LOCATION '${tables}'`)
        await sql(owner, 'ALTER TABLE document_update SET TABLESPACE small')

        const chapters: string[] = []
        for (let n = 0; n < 30; n++) {
          chapters.push(aChapter())
          one.type(chapters.at(-1) ?? '')
        }
        two.type('Midt i.')
        await until('the log takes no more', () => product.output.includes('documents not saved'), 30_000)
        expect(one.saved).toBeLessThan(one.sent)
        await until('the other reads along', () => two.text.includes(chapters.at(-1) ?? 'x'), 30_000)
        await new Visitor(product).signIn('larer1@example.org')
        expect([one.closed, two.closed]).toEqual([null, null])

        disk.grow(200)
        await until('saved', () => one.saved === one.sent && two.saved === two.sent, 60_000)
        const { text } = await join(product, document)
        for (const word of ['Før.', 'Midt i.', ...chapters]) expect(text.split(word)).toHaveLength(2)
      } finally {
        await product.remove()
        disk.remove()
      }
    },
    PATIENCE_MS,
  )

  test(
    'under everything PostgreSQL has: with room again it goes on, or is started by itself, and nothing is lost',
    async () => {
      const disk = new SmallDisk(400)
      const dataDir = path.join(disk.folder, 'data')
      fs.mkdirSync(dataDir, { mode: 0o755 })
      await Product.fill(dataDir)
      const product = await Product.start({ dataDir })
      const filler = path.join(disk.folder, 'filler')
      try {
        const document = await aDocument(product)
        const one = await join(product, document)
        one.type('Før.')
        await until('saved', () => one.saved === one.sent)
        const { bavail, bsize } = fs.statfsSync(disk.folder)
        fs.writeFileSync(filler, Buffer.alloc(bavail * bsize - 2_000_000))
        const chapters: string[] = []
        await until(
          'the disk is full',
          async () => {
            chapters.push(aChapter())
            one.type(chapters.at(-1) ?? '')
            const due = performance.now() + 300
            await until('a while', () => one.saved === one.sent || performance.now() > due)
            return one.saved < one.sent && /not saved|is gone/.test(product.output)
          },
          60_000,
        )
        expect(one.closed).toBeNull()
        fs.rmSync(filler)
        await until('saved', () => one.saved === one.sent, 90_000)
        const { text } = await join(product, document)
        for (const word of ['Før.', ...chapters]) expect(text.split(word)).toHaveLength(2)
        expect(one.closed).toBeNull()
      } finally {
        await product.kill9()
        await stopCluster(findPlace(dataDir))
        disk.remove()
      }
    },
    3 * PATIENCE_MS,
  )
})
