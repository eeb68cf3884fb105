import fs from 'node:fs'
import { db } from '~server/database/client'
import { loadProgramme } from '~server/domain/cohorts/programmes'
import { programmeFile, type ProgrammeFile } from '~server/domain/cohorts/schema'
import { UsageError, type Command } from './command'

export const programmeLoad: Command = {
  usage: 'programme:load FILE.json',
  about: 'puts in a programme (tilbud), or brings it up to date; prisma/programmes has two to start from',
  async run({ database, words }) {
    const [name] = words
    if (name === undefined) throw new UsageError('Say which file: programme:load prisma/programmes/NAME.json')
    const file = read(name)
    await database()
    const { id, created } = await db().$transaction(tx => loadProgramme(tx, file))
    return {
      json: { id, created },
      lines: [created ? `${file.slug} can be chosen for new cohorts now.` : `${file.slug} is up to date.`],
    }
  },
}

function read(name: string): ProgrammeFile {
  let content: unknown
  try {
    content = JSON.parse(fs.readFileSync(name, 'utf8'))
  } catch {
    throw new UsageError(`${name} cannot be read as JSON.`)
  }
  const parsed = programmeFile.safeParse(content)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new UsageError(`${name}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`)
}
