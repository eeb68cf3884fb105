import fs from 'node:fs'
import path from 'node:path'
import type pg from 'pg'
import { ensureRunning, stopCluster, superuser } from '~server/database/embedded/cluster'
import { findPlace } from '~server/database/embedded/place'
import { APP_ROLE, OWNER_ROLE } from '~server/database/open'
import { databaseProxy, type DatabaseProxy } from './database-proxy'
import { keptLog } from './log'
import { newFolder, Product } from './product'
import { sql } from './sql'

/** A product with a PostgreSQL server elsewhere, and the network between the two in the test's hand. */
export interface OutsideDatabase {
  product: Product
  proxy: DatabaseProxy
  /** The way past the proxy, as its superuser. */
  direct: pg.PoolConfig
  stop(): Promise<void>
}

export async function withOutsideDatabase(): Promise<OutsideDatabase> {
  const folder = newFolder()
  await Product.fill(folder)
  const place = findPlace(folder)
  await ensureRunning(place, keptLog())
  const direct = superuser(place, 'pulje')
  // An operator's owner may take on the role of the server.
  await sql(direct, `GRANT ${APP_ROLE} TO ${OWNER_ROLE}`)
  const proxy = await databaseProxy(place.socketDir)
  const DATABASE_URL = `postgres://${OWNER_ROLE}@127.0.0.1:${proxy.port}/pulje`
  const product = await Product.start({ dataDir: newFolder(), env: { DATABASE_URL } })
  return {
    product,
    proxy,
    direct,
    async stop() {
      proxy.release()
      await product.remove()
      await proxy.stop()
      await stopCluster(place)
      fs.rmSync(path.dirname(place.cluster), { recursive: true, force: true })
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}
