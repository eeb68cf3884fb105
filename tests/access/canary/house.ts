import pg from 'pg'
import { createClient, provideDb, db } from '~server/database/client'
import { superuser } from '~server/database/embedded/cluster'
import { findPlace } from '~server/database/embedded/place'
import { hashToken, newToken } from '~server/domain/shared/tokens'
import { Product } from '../../support/product'
import { startSmtp, type TestSmtp } from '../../support/smtp'
import { Oracle, type World } from '../oracle'
import { aWholeNetwork, type WholeNetwork } from '../whole-network'
import { readWorld } from '../world'
import { mark, type Canary } from './canaries'
import { WhoMayKnow, type More } from './table'

/** The product as it is delivered, with the whole network in it, everything marked, and everybody signed in. */
export interface House {
  product: Product
  smtp: TestSmtp
  w: WholeNetwork
  canaries: Map<string, Canary>
  table: WhoMayKnow
  /** Cookie by the words for a person. */
  cookies: Map<string, string>
  close(): Promise<void>
}

export async function openHouse(): Promise<House> {
  const smtp = await startSmtp()
  const env = { SMTP_URL: smtp.url, COLLAB_LIMITS: 'off', LOG_LEVEL: 'error' }
  const product = await Product.start({ env })
  const config = superuser(findPlace(product.dataDir), 'pulje')
  const pool = new pg.Pool({ ...config, max: 4 })
  pool.on('error', () => undefined)
  const client = createClient(pool)
  provideDb(client)
  const w = await aWholeNetwork()
  const canaries = await mark(w)
  const { world: everything, now } = await readWorld(config)
  const world = ofNetwork(everything, w)
  const table = new WhoMayKnow(world, await moreOf(), new Oracle(world, now), now)
  const cookies = new Map<string, string>()
  for (const [name, { personId }] of Object.entries(w.cast)) cookies.set(name, await sessionOf(personId))
  return {
    product,
    smtp,
    w,
    canaries,
    table,
    cookies,
    async close() {
      await client.$disconnect()
      await pool.end()
      await product.remove()
      await smtp.stop()
    },
  }
}

/** A session as signing in would have made it. @returns the cookie */
async function sessionOf(personId: string): Promise<string> {
  const token = newToken()
  const expiresAt = new Date(Date.now() + 3_600_000)
  await db().session.create({
    data: { id: hashToken(token), personId, expiresAt, secondFactorAt: new Date() },
  })
  return `pulje=${token}`
}

/** Without the registers and the demo, which are in the database as well. */
function ofNetwork(world: World, w: WholeNetwork): World {
  const units = new Set(w.units)
  const grants = world.grants.filter(({ unit }) => units.has(unit))
  const people = new Set([
    ...grants.map(({ person }) => person),
    ...Object.values(w.cast).map(each => each.personId),
  ])
  return {
    units: world.units.filter(({ id }) => units.has(id)),
    people: world.people.filter(({ id }) => people.has(id)),
    grants,
    cohorts: world.cohorts.filter(({ id }) => w.cohorts.includes(id)),
    enrolments: world.enrolments.filter(({ cohort }) => w.cohorts.includes(cohort)),
    gatherings: world.gatherings.filter(({ id }) => w.gatherings.includes(id)),
    documents: world.documents.filter(({ id }) => w.documents.includes(id)),
    seats: world.seats.filter(({ gathering }) => w.gatherings.includes(gathering)),
  }
}

async function moreOf(): Promise<More> {
  const [invitations, reports, batches, supports] = await Promise.all([
    db().invitation.findMany(),
    db().needsReport.findMany({ include: { step: true } }),
    db().importBatch.findMany(),
    db().supportAccess.findMany(),
  ])
  return {
    invitations: invitations.map(row => ({
      id: row.id,
      mailing: row.mailingId,
      issuer: row.issuerId,
      unit: row.orgUnitId,
      cohort: row.cohortId,
    })),
    reports: reports.map(row => ({ id: row.id, cohort: row.step.cohortId, unit: row.orgUnitId })),
    batches: batches.map(row => ({ id: row.id, person: row.personId, unit: row.orgUnitId })),
    supports: supports.map(row => ({ person: row.personId, unit: row.orgUnitId })),
  }
}
