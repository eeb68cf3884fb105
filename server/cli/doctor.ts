import fs from 'node:fs'
import { verifyAudit } from '~server/outbox/audit-verify'
import { migrationNames } from '~server/database/migrate/migrations'
import { MIGRATION_FOLDERS } from '~server/root'
import { sayBroken } from './audit-verify'
import type { Command, CommandContext } from './command'

interface Finding {
  what: string
  ok: boolean
  said: string
}

/** Looks at what usually goes wrong, and says what to do about it. */
export const doctor: Command = {
  usage: 'doctor',
  about: 'checks the installation and says what to mend',
  async run(context) {
    const findings = [node(), dataDir(context), mail(context), ...(await database(context))]
    return {
      json: { ok: findings.every(finding => finding.ok), findings },
      lines: findings.map(({ ok, what, said }) => `${ok ? 'ok ' : '!! '} ${what}: ${said}`),
      ok: findings.every(finding => finding.ok),
    }
  },
}

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const ok = major > 20 || (major === 20 && minor >= 19)
  return { what: 'Node', ok, said: ok ? process.version : `${process.version}; 20.19 or newer is needed` }
}

function dataDir({ env }: CommandContext): Finding {
  try {
    fs.mkdirSync(env.dataDir, { recursive: true })
    fs.accessSync(env.dataDir, fs.constants.W_OK)
    const { bavail, bsize } = fs.statfsSync(env.dataDir)
    const free = Math.floor((bavail * bsize) / 1024 ** 3)
    return {
      what: 'data folder',
      ok: free >= 1,
      said: free >= 1 ? `${free} GiB free` : 'less than 1 GiB free',
    }
  } catch {
    return { what: 'data folder', ok: false, said: `${env.dataDir} cannot be written: check its owner` }
  }
}

function mail({ env }: CommandContext): Finding {
  const said = env.smtpUrl === undefined ? 'no SMTP_URL: mails stay in the demo’s mailbox' : 'SMTP_URL is set'
  return { what: 'mail', ok: true, said }
}

async function database(context: CommandContext): Promise<Finding[]> {
  try {
    const { pool, opened } = await context.database()
    const { rows } = await pool.query<{ migration_name: string }>(
      'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL',
    )
    const applied = new Set(rows.map(row => row.migration_name))
    const missing = migrationNames(MIGRATION_FOLDERS.migrations).filter(name => !applied.has(name))
    const waiting = await pool.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM outbox_event WHERE handled_at IS NULL AND created_at < now() - interval '5 minutes'`,
    )
    const audit = await verifyAudit(opened.owner)
    const [tampered] = audit.broken
    const stuck = waiting.rows[0]?.count ?? 0
    return [
      {
        what: 'database',
        ok: true,
        said: opened.embedded ? 'the embedded PostgreSQL answers' : 'the server answers',
      },
      {
        what: 'migrations',
        ok: missing.length === 0,
        said: missing.length === 0 ? 'all applied' : `${missing.length} missing: run npm run db:migrate`,
      },
      {
        what: 'outbox',
        ok: stuck === 0,
        said:
          stuck === 0
            ? 'nothing waits'
            : `${stuck} events wait for more than five minutes: is the server running?`,
      },
      {
        what: 'audit log',
        ok: tampered === undefined,
        said: tampered === undefined ? `${audit.entries} entries, none changed` : sayBroken(tampered),
      },
    ]
  } catch (error) {
    return [{ what: 'database', ok: false, said: error instanceof Error ? error.message : 'does not answer' }]
  }
}
