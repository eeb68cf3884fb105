import pg from 'pg'
import { APP_ROLE } from './open'

/**
 * What the server's own role may do: rows, not tables; and nothing with the history of migrations. The log of live
 * documents and the outbox are append-only for it, but for the marks that handling leaves.
 */
export async function grantToApp(owner: pg.PoolConfig): Promise<void> {
  const client = new pg.Client(owner)
  await client.connect()
  try {
    await client.query(`
      GRANT USAGE ON SCHEMA public TO ${APP_ROLE};
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${APP_ROLE};
      GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${APP_ROLE};
      REVOKE INSERT, UPDATE, DELETE ON _prisma_migrations FROM ${APP_ROLE};
      REVOKE UPDATE ON document_update FROM ${APP_ROLE};
      REVOKE UPDATE, DELETE ON outbox_event FROM ${APP_ROLE};
      REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry FROM ${APP_ROLE};
      REVOKE DELETE, TRUNCATE ON audit_head FROM ${APP_ROLE};
      GRANT UPDATE (handled_at, attempts, audited_at) ON outbox_event TO ${APP_ROLE};
      GRANT EXECUTE ON FUNCTION add_job(text, json), reach_of(uuid), audit_tenant(jsonb, uuid),
        people_named(text[], text, uuid[], boolean, integer, integer),
        append_updates(uuid[], int[], uuid[], uuid[], int[], int[], int[], bytea) TO ${APP_ROLE};
    `)
  } finally {
    await client.end()
  }
}
