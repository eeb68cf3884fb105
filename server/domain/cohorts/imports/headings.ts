import { db } from '~server/database/client'
import type { Actor } from '../../shared/actor'
import { conflict } from '../../shared/errors'
import { addReading, openForChange } from './batches'

/**
 * Says what headings mean, and has the list read again with that. Remembered for the unit: its next list is read so from
 * the start. An empty meaning forgets what was remembered.
 *
 * @param meanings by the folded heading: a field, `ignored` or empty
 * @throws DomainError `not_found`, `forbidden`, `conflict` imports.notOpen
 */
export async function rememberHeadings(
  actor: Actor,
  batchId: string,
  meanings: Readonly<Record<string, string>>,
): Promise<void> {
  await db().$transaction(async tx => {
    const { id, orgUnitId, kind } = await openForChange(tx, actor, batchId)
    if ((await tx.importFile.count({ where: { batchId: id } })) === 0) throw conflict('imports.notOpen')
    const said = Object.entries(meanings)
    await tx.importMapping.deleteMany({
      where: { orgUnitId, kind, heading: { in: said.map(([heading]) => heading) } },
    })
    await tx.importMapping.createMany({
      data: said
        .filter(([, field]) => field !== '')
        .map(([heading, field]) => ({ orgUnitId, kind, heading, field })),
    })
    await tx.$executeRaw`
      UPDATE import_batch SET status = 'waiting', done = 0, version = version + 1, summary = NULL
      WHERE id = ${id}::uuid`
    await addReading(tx, id)
  })
}
