import fs from 'node:fs'
import path from 'node:path'
import { backup } from '~server/backup/backup'
import { restore } from '~server/backup/restore'
import { MIGRATION_FOLDERS } from '~server/root'
import { UsageError, type Command } from './command'

export const backupCommand: Command = {
  usage: 'backup FOLDER',
  about: 'copies everything into a new folder, while the server works',
  async run({ words, database }) {
    const folder = folderIn(words)
    if (fs.existsSync(folder)) throw new UsageError(`${folder} is there already.`)
    const { opened } = await database()
    const manifest = await backup(opened.owner, folder)
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    return {
      json: { folder, rows, tables: manifest.tables.length, createdAt: manifest.createdAt },
      lines: [
        `${rows} rows of ${manifest.tables.length} tables are in ${folder}`,
        ...(manifest.audit ?? []).map(
          ({ tenantId, entries, hash }) => `audit log ${tenantId}: ${entries} entries, ${hash}`,
        ),
      ],
    }
  },
}

export const restoreCommand: Command = {
  usage: 'restore FOLDER',
  about: 'fills an empty database from a backup',
  async run({ words, database }) {
    const folder = folderIn(words)
    const { opened } = await database()
    const manifest = await restore(opened.owner, folder, MIGRATION_FOLDERS)
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    return {
      json: { folder, rows, createdAt: manifest.createdAt },
      lines: [`${rows} rows as of ${manifest.createdAt} are restored.`],
    }
  },
}

function folderIn(words: readonly string[]): string {
  const [folder] = words
  if (folder === undefined) throw new UsageError('Name the folder of the backup.')
  return path.resolve(folder)
}
