import path from 'node:path'
import { readManifest } from '~server/backup/restore'
import type { BrokenLink } from '~server/outbox/audit-chain'
import { verifyAudit } from '~server/outbox/audit-verify'
import type { Command } from './command'

const WHY: Record<BrokenLink['why'], string> = {
  changed: 'was changed after it was entered',
  missing: 'does not follow the one before it: an entry is gone, or two have changed places',
  cut: 'entries at the end are gone',
  unknown: 'its end is not what was written down of it',
}

/** In words for the console, and for the doctor. */
export const sayBroken = ({ tenantId, eventId, why }: BrokenLink): string =>
  `chain ${tenantId}${eventId === null ? '' : `, entry of event ${eventId}`}: ${WHY[why]}`

export const auditVerify: Command = {
  usage: 'audit:verify [FOLDER]',
  about: 'checks the audit log from its first entry, and against what a backup in FOLDER wrote down',
  async run({ words, database }) {
    const [folder] = words
    const kept = folder === undefined ? [] : (readManifest(path.resolve(folder)).audit ?? [])
    const { opened } = await database()
    const verdict = await verifyAudit(opened.owner, kept)
    const { entries, broken, anchors } = verdict
    const lines =
      broken.length === 0 ? [`${entries} entries in ${anchors.length} chains are as they were entered.`] : []
    return { json: verdict, lines: [...lines, ...broken.map(sayBroken)], ok: broken.length === 0 }
  },
}
